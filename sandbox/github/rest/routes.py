"""Every endpoint of the REST API that the stand-in has.

Check runs and workflow runs get files and entries of their own here, beside these.
"""

from dataclasses import dataclass
from typing import Literal

from sandbox.github.access.objects import LABELS_READ, LABELS_WRITE
from sandbox.github.access.permissions import Need
from sandbox.github.rest import (
    apps,
    commits,
    deliveries,
    issues,
    labels,
    pulls,
    references,
    repositories,
    reviews,
)
from sandbox.github.rest.call import Handler
from sandbox.github.world.accounts import Role

REPO = "/repos/{owner}/{repo}"
METADATA = "metadata=read"
CONTENTS_READ, CONTENTS_WRITE = "contents=read", "contents=write"
PULLS_READ, PULLS_WRITE = "pull_requests=read", "pull_requests=write"
ISSUES_READ = "issues=read; pull_requests=read"
ISSUES_WRITE = "issues=write; pull_requests=write"


@dataclass(frozen=True)
class Route:
    """One endpoint: its place, its handler, and who may call it.

    Attributes:
        accepts: What an app must be granted, as `X-Accepted-GitHub-Permissions` tells it (GitHub's page
            "Permissions required for GitHub Apps"); empty outside a repository.
        role: What a person must be in the repository.
    """

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    handler: Handler
    accepts: str = ""
    role: Role = Role.READ

    @property
    def need(self) -> Need | None:
        """What the endpoint asks of its caller; None outside a repository."""
        return Need(self.accepts, self.role, writes=self.method != "GET") if self.accepts else None


READ, TRIAGE, WRITE = Role.READ, Role.TRIAGE, Role.WRITE
ISSUE = REPO + "/issues/{number}"
PULL = REPO + "/pulls/{number}"

ROUTES: tuple[Route, ...] = (
    Route("GET", "/rate_limit", repositories.get_rate_limit),
    Route("GET", "/user", repositories.get_viewer),
    Route("GET", "/users/{login}", repositories.get_user),
    Route("GET", "/app", apps.get_app),
    Route("GET", "/app/installations", apps.list_installations),
    Route("GET", "/app/installations/{id}", apps.get_installation),
    Route("POST", "/app/installations/{id}/access_tokens", apps.create_token),
    Route("GET", "/app/hook/deliveries", deliveries.list_deliveries),
    Route("GET", "/app/hook/deliveries/{id}", deliveries.get_delivery),
    Route("POST", "/app/hook/deliveries/{id}/attempts", deliveries.redeliver),
    Route("GET", "/installation/repositories", apps.list_repositories),
    Route("GET", REPO + "/installation", apps.get_repository_installation),
    Route("GET", REPO, repositories.get_repository, METADATA),
    Route("GET", REPO + "/collaborators/{login}/permission", repositories.get_permission, METADATA),
    Route("GET", REPO + "/labels", labels.list_labels, LABELS_READ),
    Route("POST", REPO + "/labels", labels.create_label, LABELS_WRITE, WRITE),
    Route("GET", REPO + "/labels/{name:path}", labels.get_label, LABELS_READ),
    Route("PATCH", REPO + "/labels/{name:path}", labels.update_label, LABELS_WRITE, WRITE),
    Route("DELETE", REPO + "/labels/{name:path}", labels.delete_label, LABELS_WRITE, WRITE),
    Route("GET", REPO + "/issues/comments/{id}", issues.get_comment, ISSUES_READ),
    Route("PATCH", REPO + "/issues/comments/{id}", issues.update_comment, ISSUES_WRITE),
    Route("DELETE", REPO + "/issues/comments/{id}", issues.delete_comment, ISSUES_WRITE),
    Route("GET", ISSUE, issues.get_issue, ISSUES_READ),
    Route("PATCH", ISSUE, issues.update_issue, ISSUES_WRITE),
    Route("GET", ISSUE + "/comments", issues.list_comments, ISSUES_READ),
    Route("POST", ISSUE + "/comments", issues.create_comment, ISSUES_WRITE),
    Route("GET", ISSUE + "/labels", labels.list_issue_labels, ISSUES_READ),
    Route("POST", ISSUE + "/labels", labels.add_issue_labels, ISSUES_WRITE, TRIAGE),
    Route("PUT", ISSUE + "/labels", labels.set_issue_labels, ISSUES_WRITE, TRIAGE),
    Route("DELETE", ISSUE + "/labels", labels.clear_issue_labels, ISSUES_WRITE, TRIAGE),
    Route("DELETE", ISSUE + "/labels/{name:path}", labels.remove_issue_label, ISSUES_WRITE, TRIAGE),
    Route("GET", REPO + "/pulls", pulls.list_pulls, PULLS_READ),
    Route("POST", REPO + "/pulls", pulls.create_pull, PULLS_WRITE),
    Route("GET", PULL, pulls.get_pull, PULLS_READ),
    Route("PATCH", PULL, pulls.update_pull, PULLS_WRITE),
    Route("GET", PULL + "/merge", pulls.is_merged, PULLS_READ),
    Route("PUT", PULL + "/merge", pulls.merge_pull, CONTENTS_WRITE, WRITE),
    Route("GET", PULL + "/commits", pulls.list_commits, PULLS_READ),
    Route("GET", PULL + "/files", pulls.list_files, PULLS_READ),
    Route("GET", PULL + "/reviews", reviews.list_reviews, PULLS_READ),
    Route("POST", PULL + "/reviews", reviews.create_review, PULLS_WRITE),
    Route("PUT", PULL + "/reviews/{id}/dismissals", reviews.dismiss_review, PULLS_WRITE, WRITE),
    Route("GET", REPO + "/git/ref/{ref:path}", references.get_reference, CONTENTS_READ),
    Route("GET", REPO + "/git/matching-refs/{ref:path}", references.matching_references, CONTENTS_READ),
    Route("POST", REPO + "/git/refs", references.create_reference, CONTENTS_WRITE, WRITE),
    Route("PATCH", REPO + "/git/refs/{ref:path}", references.update_reference, CONTENTS_WRITE, WRITE),
    Route("DELETE", REPO + "/git/refs/{ref:path}", references.delete_reference, CONTENTS_WRITE, WRITE),
    Route("GET", REPO + "/branches", references.list_branches, CONTENTS_READ),
    Route("GET", REPO + "/branches/{branch:path}", references.get_branch, CONTENTS_READ),
    Route("GET", REPO + "/commits", commits.list_commits, CONTENTS_READ),
    Route("GET", REPO + "/commits/{sha}/comments", commits.list_commit_comments, CONTENTS_READ),
    Route("POST", REPO + "/commits/{sha}/comments", commits.create_commit_comment, CONTENTS_READ),
    Route("GET", REPO + "/commits/{ref:path}", commits.get_commit, CONTENTS_READ),
    Route("GET", REPO + "/compare/{basehead:path}", commits.compare, CONTENTS_READ),
)
