"""A run is shown as rows of steps, not as Argo's tree."""

from runner.structure import Row, rows
from tests.runner.records import loop_run, node, play_run


def names(row: Row) -> list[list[str]]:
    return [[step.node.name for step in column] for column in row.columns]


def test_a_play_has_a_row_for_its_beginning_and_one_for_each_cycle() -> None:
    found = list(rows(play_run()))

    assert [row.title for row in found] == ["", "QA cycle 1", "QA cycle 2"]
    assert names(found[0]) == [["start-rex"], ["await-pr-created"]]
    assert names(found[2]) == [["start-cleo"], ["await-ready-for-qa"]]


def test_a_pod_with_several_containers_shows_them_in_the_order_in_which_they_work() -> None:
    remediate = next(rows(loop_run())).columns[0][0]

    assert [container.title for container in remediate.containers] == [
        "admit",
        "cancel",
        "relabel",
        "reset",
        "restart",
    ]


def test_the_exit_handler_comes_last() -> None:
    last = list(rows(loop_run()))[-1]

    assert last.title == "at the end, whatever happened"
    assert names(last) == [["conclude"]]


def test_tries_are_counted_and_the_last_one_is_shown() -> None:
    run = loop_run()
    again = node("pod-2", 1.1, 1.2, children=("admit",))
    retried = [
        each.model_copy(update={"children": ("pod", "pod-2")}) if each.kind == "Retry" else each
        for each in run.nodes
    ]

    step = next(rows(run.model_copy(update={"nodes": (*retried, again)}))).columns[0][0]

    assert step.tries == 2
    assert [container.name for container in step.containers] == ["admit"]


def test_a_skipped_step_is_not_shown() -> None:
    run = loop_run()
    skipped = tuple(
        each.model_copy(update={"kind": "Skipped"}) if each.name == "remediate" else each
        for each in run.nodes
    )

    assert [row.title for row in rows(run.model_copy(update={"nodes": skipped}))] == [
        "at the end, whatever happened"
    ]
