import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediation.coderuns import (
    coderun_name,
    coderuns,
    earlier_cycles_selector,
    like_those,
    new_coderun,
    stale_selectors,
)
from remediation.settings import CodeRuns, Identities, Repository, Settings
from sandbox.kube.labels import parse_label_selector

HEAD, OLD, OLDER = "a" * 40, "b" * 40, "c" * 40
SETTINGS = Settings()
CLEO, TESS = {"github-app": "5DLabs-Cleo"}, {"agent-type": "tess"}
OF_TASK = {"task-id": "7"}

VALUES = st.sampled_from(["", "x", "y", "z", "1", "2"])
LABELS = st.dictionaries(st.sampled_from(["head-sha", "play", "cycle", "task-id"]), VALUES)


def matching(selectors: tuple[str, ...], labels: dict[str, str]) -> int:
    """Tell how many of the selectors match labels, as the API server does."""
    return sum(parse_label_selector(each).matches(labels) for each in selectors)


@pytest.mark.parametrize(
    ("labels", "stale"),
    [
        (OF_TASK | CLEO | {"head-sha": OLD}, True),
        (OF_TASK | TESS | {"head-sha": OLD}, True),
        (OF_TASK | CLEO | TESS | {"head-sha": OLD}, True),
        (OF_TASK | {"github-app": "somebody", "agent-type": "cleo", "head-sha": OLD}, True),
        (OF_TASK | CLEO, True),
        (OF_TASK | CLEO | {"head-sha": HEAD}, False),
        (OF_TASK | {"github-app": "5DLabs-Rex", "agent-type": "rex", "head-sha": OLD}, False),
        (OF_TASK | {"head-sha": OLD}, False),
        ({"task-id": "70"} | CLEO | {"head-sha": OLD}, False),
    ],
)
def test_stale_are_checkers_of_the_task_that_are_not_of_the_head_and_each_once(
    labels: dict[str, str], *, stale: bool
) -> None:
    assert matching(stale_selectors(SETTINGS, 7, head=HEAD), labels) == int(stale)


def test_other_logins_of_the_settings_are_checkers_too() -> None:
    settings = Settings(identities=Identities(cleo=("acme-cleo[bot]", "acme-quality")))

    for login in ("acme-cleo", "acme-quality"):
        labels = OF_TASK | {"github-app": login, "head-sha": OLD}
        assert matching(stale_selectors(settings, 7, head=HEAD), labels) == 1


@pytest.mark.parametrize(
    ("changes", "earlier"),
    [({}, True), ({"cycle": "3"}, False), ({"play": "q"}, False), ({"head-sha": OLD}, False)],
)
def test_earlier_cycles_of_a_play_are_those_of_the_same_head(
    changes: dict[str, str], *, earlier: bool
) -> None:
    labels = {"play": "p", "cycle": "2", "head-sha": HEAD, "agent-type": "tess", **changes}

    assert matching((earlier_cycles_selector("p", 3, head=HEAD),), labels) == int(earlier)


@given(seen=st.lists(LABELS, min_size=1))
def test_a_narrowed_selector_matches_everything_that_was_seen(seen: list[dict[str, str]]) -> None:
    of_task = [labels | OF_TASK for labels in seen]

    selectors = tuple(like_those("task-id=7", of_task))

    assert all(matching(selectors, labels) == 1 for labels in of_task)


@given(seen=st.lists(LABELS), cycle=st.integers(min_value=3))
def test_a_narrowed_selector_never_matches_a_cycle_that_was_not_seen(
    seen: list[dict[str, str]], cycle: int
) -> None:
    later = OF_TASK | {"head-sha": "x", "play": "x", "cycle": str(cycle)}

    assert matching(tuple(like_those("task-id=7", [labels | OF_TASK for labels in seen])), later) == 0


def test_ten_thousand_of_a_kind_need_one_selector() -> None:
    seen = [OF_TASK | {"head-sha": OLD, "play": "p", "cycle": "1"}] * 10_000

    assert list(like_those("task-id=7", seen)) == [f"task-id=7,head-sha in ({OLD}),play in (p),cycle in (1)"]


def test_different_commits_share_a_selector_and_missing_labels_need_another() -> None:
    of_play = {"play": "p", "cycle": "1"}
    seen = [of_play | {"head-sha": OLDER}, of_play | {"head-sha": OLD}, {}]

    assert list(like_those("s", seen)) == [
        f"s,head-sha in ({OLD},{OLDER}),play in (p),cycle in (1)",
        "s,!head-sha,!play,!cycle",
    ]


def test_a_run_is_what_the_agents_definition_demands() -> None:
    repository = Repository(name="5dlabs/cto", agents_namespace="agents")

    run = new_coderun(SETTINGS, repository, task=7, role="cleo", play="p", cycle=1, head=HEAD)

    assert (run["apiVersion"], run["kind"]) == ("agents.platform/v1", "CodeRun")
    assert run["metadata"]["name"] == coderun_name("p", 1, "cleo") == "p-1-cleo"
    assert run["metadata"]["annotations"] == {"remedy/repository": "5dlabs/cto"}
    assert run["spec"]["taskId"] == 7
    assert run["spec"]["githubApp"] == "5DLabs-Cleo"
    assert run["spec"]["env"] == {}


def test_rex_has_no_commit_before_there_is_a_branch() -> None:
    run = new_coderun(SETTINGS, SETTINGS.repositories[0], task=7, role="rex", play="p", cycle=0, head="")

    assert "head-sha" not in run["metadata"]["labels"]


def test_a_login_that_is_a_bot_is_written_without_its_brackets() -> None:
    settings = Settings(identities=Identities(cleo=("acme-cleo[bot]",)))
    run = new_coderun(settings, settings.repositories[0], task=7, role="cleo", play="p", cycle=1, head=HEAD)

    assert re.fullmatch(r"[A-Za-z0-9-]+", run["metadata"]["labels"]["github-app"])


def test_the_resource_is_a_setting() -> None:
    settings = Settings(coderuns=CodeRuns(api_version="acme.io/v2", plural="runs"))

    assert coderuns(settings) == ("acme.io/v2", "runs")
