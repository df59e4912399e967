"""What a person sees while a scenario is played: a live view, plain lines, or nothing."""
