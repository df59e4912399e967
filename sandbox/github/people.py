"""What people and agents do on GitHub, for scenarios and tests; safe to call from any thread."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from sandbox.github.access.roles import demand
from sandbox.github.acts import comments, issues, labels, merging, pulls, references, reviews
from sandbox.github.world.accounts import Role
from sandbox.github.world.repositories import HEADS, TAGS, Comment, Issue, PullRequest, Review
from sandbox.github.world.world import World

Opinion: TypeAlias = Literal["approved", "changes_requested", "commented"]
VERDICTS: dict[Opinion, reviews.Verdict] = {
    "approved": "APPROVE",
    "changes_requested": "REQUEST_CHANGES",
    "commented": "COMMENT",
}


class People:
    """The acts, by the names of repositories, accounts and branches.

    Each enforces GitHub's rules as the APIs do (`Refused`), changes the world and sends its webhooks.
    """

    world: World

    def push(
        self,
        repository: str,
        branch: str,
        sender: str,
        *,
        files: Mapping[str, str | None] | None = None,
        message: str | None = None,
        force_to: str | None = None,
        delete: bool = False,
        tag: str | None = None,
    ) -> str | None:
        """Push to a branch and return where it (or the tag) now is, None when it was deleted.

        Args:
            repository: `OWNER/NAME`.
            branch: The branch; a new one starts at the default branch.
            sender: Who pushes.
            files: Path to new text, or None for a removed file; by default one file that no other branch
                has changes; `{}` makes an empty commit.
            message: The commit's message.
            force_to: Point the branch at this commit, forced, instead of committing.
            delete: Delete the branch (or the tag) instead.
            tag: Create this tag at the branch's head instead.
        """
        with self.world.lock:
            world, repo, who = self.world, self.world.repository(repository), self.world.account(sender)
            if delete:
                references.delete(world, repo, who, TAGS + tag if tag else HEADS + branch)
                return None
            head = repo.tip(HEADS + branch)
            if tag is not None:
                references.create(world, repo, who, TAGS + tag, head or "")
                return head
            if force_to is not None:
                references.move(world, repo, who, HEADS + branch, force_to, force=True)
                return force_to
            changed = {f"work/{branch}.txt": f"after {head}\n"} if files is None else files
            text = message or f"Work on {branch}"
            return references.commit(world, repo, who, branch, changed=changed, message=text).sha

    def create_branch(self, repository: str, branch: str, sender: str, *, at: str | None = None) -> str:
        """Create a branch at a branch or commit (by default the default branch); return its SHA."""
        with self.world.lock:
            repo = self.world.repository(repository)
            sha = repo.tip(HEADS + (at or repo.default_branch)) or at or ""
            references.create(self.world, repo, self.world.account(sender), HEADS + branch, sha)
            return sha

    def open_pull_request(
        self,
        repository: str,
        head: str,
        sender: str,
        *,
        base: str | None = None,
        title: str | None = None,
        body: str | None = None,
        draft: bool = False,
    ) -> int:
        """Open a pull request from `branch` or, out of a fork, `owner:branch`; return its number."""
        with self.world.lock:
            repo, who = self.world.repository(repository), self.world.account(sender)
            opened = pulls.create(
                self.world,
                repo,
                who,
                head=head,
                base=base or repo.default_branch,
                title=title or f"Work on {head}",
                body=body,
                draft=draft,
            )
            return opened.number

    def open_issue(self, repository: str, sender: str, *, title: str, body: str | None = None) -> int:
        """Open an issue that is no pull request; return its number."""
        with self.world.lock:
            repo, who = self.world.repository(repository), self.world.account(sender)
            return issues.create(self.world, repo, who, title=title, body=body).number

    def close(self, repository: str, number: int, sender: str) -> None:
        """Close an issue or a pull request without merging."""
        with self.world.lock:
            issues.close(self.world, self._issue(repository, number), self.world.account(sender))

    def reopen(self, repository: str, number: int, sender: str) -> None:
        """Reopen an issue or a pull request."""
        with self.world.lock:
            issues.reopen(self.world, self._issue(repository, number), self.world.account(sender))

    def merge(self, repository: str, number: int, sender: str, *, method: merging.Method = "merge") -> str:
        """Merge a pull request; return the commit that its base branch now ends with."""
        with self.world.lock:
            pull, who = self._pull(repository, number), self.world.account(sender)
            return merging.merge(self.world, pull, who, method=method).sha

    def convert_to_draft(self, repository: str, number: int, sender: str) -> None:
        """Convert an open pull request to a draft."""
        with self.world.lock:
            pulls.set_draft(
                self.world, self._pull(repository, number), self.world.account(sender), draft=True
            )

    def ready_for_review(self, repository: str, number: int, sender: str) -> None:
        """Mark a draft as ready for review."""
        with self.world.lock:
            pulls.set_draft(
                self.world, self._pull(repository, number), self.world.account(sender), draft=False
            )

    def edit_pull_request(
        self, repository: str, number: int, sender: str, *, title: str | None = None, body: str | None = None
    ) -> None:
        """Change the title or the body of a pull request."""
        with self.world.lock:
            pull, who = self._pull(repository, number), self.world.account(sender)
            pulls.edit(self.world, pull, who, title=title, body=body)

    def label(self, repository: str, number: int, name: str, sender: str) -> None:
        """Put a label on; one that the repository does not have is created."""
        with self.world.lock:
            issue, who = self._issue(repository, number), self.world.account(sender)
            demand(self.world, who, issue.repository, Role.TRIAGE)
            labels.add(self.world, issue, labels.named(self.world, issue.repository, [name]), who)

    def unlabel(self, repository: str, number: int, name: str, sender: str) -> None:
        """Take a label off; refused when it is not there."""
        with self.world.lock:
            issue, who = self._issue(repository, number), self.world.account(sender)
            demand(self.world, who, issue.repository, Role.TRIAGE)
            labels.remove_named(self.world, issue, name, who)

    def delete_label(self, repository: str, name: str, sender: str) -> None:
        """Remove a label from the repository, and so from everything that carries it."""
        with self.world.lock:
            repo, who = self.world.repository(repository), self.world.account(sender)
            demand(self.world, who, repo, Role.WRITE)
            labels.delete(self.world, labels.find(repo, name), who)

    def comment(self, repository: str, number: int, sender: str, body: str) -> int:
        """Comment; return the comment's id."""
        with self.world.lock:
            issue, who = self._issue(repository, number), self.world.account(sender)
            demand(self.world, who, issue.repository, Role.READ)
            return comments.create(self.world, issue, who, body).id

    def edit_comment(self, repository: str, comment_id: int, sender: str, body: str) -> None:
        """Change a comment."""
        with self.world.lock:
            comment, who = self._comment(repository, comment_id), self.world.account(sender)
            comments.edit(self.world, comment, who, body)

    def delete_comment(self, repository: str, comment_id: int, sender: str) -> None:
        """Delete a comment."""
        with self.world.lock:
            comments.delete(self.world, self._comment(repository, comment_id), self.world.account(sender))

    def review(
        self,
        repository: str,
        number: int,
        sender: str,
        state: Opinion,
        *,
        body: str = "Looked at it.",
        commit_id: str | None = None,
    ) -> int:
        """Review a pull request at a commit (by default its newest); return the review's id."""
        with self.world.lock:
            pull, who = self._pull(repository, number), self.world.account(sender)
            demand(self.world, who, pull.repository, Role.READ)
            made: Review = reviews.create(
                self.world, pull, who, verdict=VERDICTS[state], body=body, commit_id=commit_id
            )
            return made.id

    def dismiss_review(self, repository: str, number: int, reviewer: str, sender: str) -> int:
        """Dismiss a reviewer's newest approval or request for changes; return the review's id."""
        with self.world.lock:
            pull, who = self._pull(repository, number), self.world.account(sender)
            demand(self.world, who, pull.repository, Role.WRITE)
            review = reviews.newest_opinion(pull, self.world.account(reviewer))
            reviews.dismiss(self.world, review, who)
            return review.id

    def _issue(self, repository: str, number: int) -> Issue:
        return issues.find(self.world.repository(repository), number)

    def _pull(self, repository: str, number: int) -> PullRequest:
        return pulls.find(self.world.repository(repository), number)

    def _comment(self, repository: str, comment_id: int) -> Comment:
        return comments.find(self.world.repository(repository), comment_id)
