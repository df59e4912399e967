import pytest

from remediation.clients.kubernetes import CONFIG_MAPS
from remediation.errors import Permanent, Temporary
from remediation.state import CycleRecord, TaskState, state_name
from sandbox.faults import Fault, FaultKind
from steps import remembering
from tests.steps.conftest import AGENTS, Cluster

CYCLE = CycleRecord(play="p", cycle=1, head="a" * 40)


def begin(state: TaskState) -> TaskState:
    return state.model_copy(update={"qa": CYCLE})


def update(cluster: Cluster) -> TaskState:
    return remembering.update(cluster.client, namespace=AGENTS, task=7, repository="5dlabs/cto", change=begin)


def test_the_first_change_creates_the_state_and_the_next_one_keeps_what_others_wrote(
    cluster: Cluster,
) -> None:
    update(cluster)
    config_map = cluster.client.get(CONFIG_MAPS, AGENTS, state_name(7)) or {}
    config_map["data"]["current_iteration"] = "3"
    cluster.client.replace(CONFIG_MAPS, AGENTS, config_map)

    remembering.update(
        cluster.client,
        namespace=AGENTS,
        task=7,
        repository="5dlabs/cto",
        change=lambda state: state.model_copy(update={"start_time": "now"}),
    )

    written = cluster.client.get(CONFIG_MAPS, AGENTS, state_name(7)) or {}
    assert written["data"]["current_iteration"] == "3"
    state = remembering.load(cluster.client, namespace=AGENTS, task=7)
    assert state is not None
    assert (state.qa, state.start_time) == (CYCLE, "now")


def test_a_change_that_changes_nothing_writes_nothing(cluster: Cluster) -> None:
    update(cluster)
    before = cluster.client.get(CONFIG_MAPS, AGENTS, state_name(7))

    update(cluster)

    assert cluster.client.get(CONFIG_MAPS, AGENTS, state_name(7)) == before


def test_a_change_by_somebody_else_in_between_is_decided_again(cluster: Cluster) -> None:
    update(cluster)
    interfered: list[bool] = []

    def change(state: TaskState) -> TaskState:
        if not interfered:
            interfered.append(True)
            config_map = cluster.client.get(CONFIG_MAPS, AGENTS, state_name(7)) or {}
            config_map["data"]["start_time"] = "theirs"
            cluster.client.replace(CONFIG_MAPS, AGENTS, config_map)
        return state.model_copy(update={"qa": None})

    state = remembering.update(
        cluster.client, namespace=AGENTS, task=7, repository="5dlabs/cto", change=change
    )

    assert (state.start_time, state.qa) == ("theirs", None)


def test_endless_interference_is_temporary(cluster: Cluster) -> None:
    update(cluster)
    for occurrence in range(1, 6):
        cluster.stand_in.faults.arm(
            Fault(
                kind=FaultKind.STATUS, method="PUT", path=".*configmaps.*", occurrence=occurrence, status=409
            )
        )

    with pytest.raises(Temporary, match="keep changing ConfigMap task-7"):
        remembering.update(
            cluster.client,
            namespace=AGENTS,
            task=7,
            repository="5dlabs/cto",
            change=lambda state: state.model_copy(update={"start_time": "x"}),
        )


def test_an_unreadable_state_is_never_overwritten(cluster: Cluster) -> None:
    cluster.client.create(
        CONFIG_MAPS, AGENTS, {"metadata": {"name": state_name(7)}, "data": {"schema_version": "99"}}
    )

    with pytest.raises(Permanent, match="schema version"):
        update(cluster)

    kept = cluster.client.get(CONFIG_MAPS, AGENTS, state_name(7)) or {}
    assert kept["data"] == {"schema_version": "99"}
