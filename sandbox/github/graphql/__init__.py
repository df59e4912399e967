"""The GraphQL API: a subset of GitHub's schema with its names, its types and its ways of failing."""
