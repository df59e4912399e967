"""Commits with the hashes that git would give them, and the questions that one asks about their history."""

import difflib
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sandbox.github.world.accounts import Account

ZERO_SHA = "0" * 40


@dataclass(frozen=True)
class Commit:
    """One commit with its whole tree; `files` maps a path to its text."""

    sha: str
    tree_sha: str
    files: Mapping[str, str]
    parents: tuple[str, ...]
    message: str
    author: Account
    created_at: float


@dataclass(frozen=True)
class FileChange:
    """What happened to one file between two trees. A rename is a removal and an addition."""

    path: str
    status: Literal["added", "removed", "modified"]
    sha: str
    additions: int
    deletions: int
    patch: str


def blob_sha(text: str) -> str:
    """The hash that git gives a file with this text."""
    return _object_sha("blob", text.encode())


def tree_sha(files: Mapping[str, str]) -> str:
    """The hash that git gives a tree of these files, all of mode 100644."""
    entries: list[tuple[str, bytes]] = []
    folders: dict[str, dict[str, str]] = defaultdict(dict)
    for path, text in files.items():
        name, _, rest = path.partition("/")
        if rest:
            folders[name][rest] = text
        else:
            entries.append((name, b"100644 " + name.encode() + b"\0" + bytes.fromhex(blob_sha(text))))
    for name, below in folders.items():
        # Git sorts a folder as if its name ended with a slash.
        entry = b"40000 " + name.encode() + b"\0" + bytes.fromhex(tree_sha(below))
        entries.append((f"{name}/", entry))
    return _object_sha("tree", b"".join(entry for _, entry in sorted(entries)))


def _commit_sha(tree: str, parents: Iterable[str], author: Account, message: str) -> str:
    # The time stays out on purpose: the same story then has the same hashes whenever it is played.
    lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
    lines += [
        f"author {author.name} <{author.email}> 0 +0000",
        f"committer {author.name} <{author.email}> 0 +0000",
    ]
    return _object_sha("commit", ("\n".join(lines) + f"\n\n{message}\n").encode())


def _object_sha(kind: str, content: bytes) -> str:
    return hashlib.sha1(f"{kind} {len(content)}\0".encode() + content, usedforsecurity=False).hexdigest()


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[FileChange]:
    """The files that differ between two trees, by path."""
    found = []
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path), after.get(path)
        if old == new:
            continue
        lines = list(difflib.unified_diff((old or "").splitlines(), (new or "").splitlines(), lineterm=""))[
            2:
        ]
        found.append(
            FileChange(
                path=path,
                status="added" if old is None else "removed" if new is None else "modified",
                sha=blob_sha(new if new is not None else old or ""),
                additions=sum(line.startswith("+") for line in lines),
                deletions=sum(line.startswith("-") for line in lines),
                patch="\n".join(lines),
            )
        )
    return found


@dataclass
class History:
    """All commits of all repositories; forks share them, as GitHub's do."""

    commits: dict[str, Commit] = field(default_factory=dict)

    def add(
        self, *, files: Mapping[str, str], parents: tuple[str, ...], message: str, author: Account, at: float
    ) -> Commit:
        """Record a commit; the same content, parents, message and author are the same commit."""
        tree = tree_sha(files)
        sha = _commit_sha(tree, parents, author, message)
        commit = Commit(sha, tree, dict(files), parents, message, author, at)
        return self.commits.setdefault(sha, commit)

    def get(self, sha: str) -> Commit | None:
        """The commit of a full SHA."""
        return self.commits.get(sha)

    def reachable(self, *tips: str | None) -> set[str]:
        """The SHAs of these commits and all their ancestors."""
        found: set[str] = set()
        pending = [tip for tip in tips if tip in self.commits]
        while pending:
            sha = pending.pop()
            if sha not in found:
                found.add(sha)
                pending.extend(self.commits[sha].parents)
        return found

    def log(self, tip: str | None, *, without: Iterable[str | None] = ()) -> list[Commit]:
        """The commits that lead to `tip` and not to any of `without`, oldest first."""
        wanted = self.reachable(tip) - self.reachable(*without)
        # Parents are always recorded before their children, so the order of recording is topological.
        return [commit for sha, commit in self.commits.items() if sha in wanted]

    def merge_base(self, one: str | None, other: str | None) -> Commit | None:
        """The newest commit that both have in their history."""
        common = self.reachable(one) & self.reachable(other)
        newest = [commit for sha, commit in self.commits.items() if sha in common]
        return newest[-1] if newest else None

    def files_at(self, sha: str | None) -> Mapping[str, str]:
        """The tree of a commit, empty for none."""
        commit = self.commits.get(sha or "")
        return commit.files if commit else {}

    def difference(self, base: str | None, head: str | None) -> list[FileChange]:
        """What `head` changed since it left `base` (the three-dot difference of GitHub's pages)."""
        start = self.merge_base(base, head)
        return changes(start.files if start else {}, self.files_at(head))

    def conflicts(self, base: str, head: str) -> list[str]:
        """The files that both sides changed, differently, since they parted."""
        start = self.merge_base(base, head)
        origin = start.files if start else {}
        ours, theirs = self.files_at(base), self.files_at(head)
        return [
            path
            for path in sorted(ours.keys() | theirs.keys())
            if origin.get(path) != ours.get(path) != theirs.get(path) != origin.get(path)
        ]
