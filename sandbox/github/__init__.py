"""A GitHub on this machine: REST, GraphQL and signed webhooks over one state that enforces GitHub's rules."""

from sandbox.github.standin import GitHubStandIn

__all__ = ["GitHubStandIn"]
