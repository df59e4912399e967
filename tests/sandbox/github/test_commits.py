from sandbox.github.world.accounts import Account
from sandbox.github.world.commits import History, blob_sha, changes, tree_sha

ALICE = Account(1, "U_1", "alice", "User", "alice", "alice@example.org", 0.0)


def grow(history: History, files: dict[str, str], *parents: str) -> str:
    return history.add(files=files, parents=parents, message="m", author=ALICE, at=0.0).sha


def test_hashes_are_gits_own() -> None:
    # git hash-object --stdin <<< "hello"; git mktree < /dev/null
    assert blob_sha("hello\n") == "ce013625030ba8dba906f756967f9e9ca394464a"
    assert tree_sha({}) == "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def test_a_folder_sorts_as_if_its_name_ended_with_a_slash() -> None:
    # git add -A; git write-tree, with exactly these files
    assert tree_sha({"a/b": "1\n", "a-b": "2\n", "a0": "3\n"}) == "a16e63451870ec7704ddebcdf41d505f1cebf316"


def test_the_log_leaves_out_what_others_have() -> None:
    history = History()
    base = grow(history, {"a": "1"})
    one = grow(history, {"a": "2"}, base)
    two = grow(history, {"a": "3"}, one)
    other = grow(history, {"b": "1"}, base)

    assert [commit.sha for commit in history.log(two, without=[base])] == [one, two]
    assert [commit.sha for commit in history.log(two, without=[other])] == [one, two]
    assert history.log(base, without=[two]) == []


def test_the_merge_base_is_where_two_lines_parted() -> None:
    history = History()
    base = grow(history, {"a": "1"})
    left, right = grow(history, {"a": "2"}, base), grow(history, {"a": "1", "b": "1"}, base)

    found = history.merge_base(left, right)

    assert found is not None
    assert found.sha == base
    assert [change.path for change in history.difference(left, right)] == ["b"]


def test_only_files_that_both_changed_differently_conflict() -> None:
    history = History()
    base = grow(history, {"same": "1", "ours": "1", "theirs": "1", "both": "1"})
    left = grow(history, {"same": "2", "ours": "2", "theirs": "1", "both": "left"}, base)
    right = grow(history, {"same": "2", "ours": "1", "theirs": "2", "both": "right"}, base)

    assert history.conflicts(left, right) == ["both"]


def test_changes_tell_status_and_lines() -> None:
    found = changes(
        {"gone": "x\n", "kept": "k\n", "grown": "1\n"}, {"kept": "k\n", "grown": "1\n2\n", "new": ""}
    )

    assert [(change.path, change.status, change.additions, change.deletions) for change in found] == [
        ("gone", "removed", 0, 1),
        ("grown", "modified", 1, 0),
        ("new", "added", 0, 0),
    ]
