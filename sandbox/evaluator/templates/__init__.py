"""The part of Go's templates that sensors use."""
