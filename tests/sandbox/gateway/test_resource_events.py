"""The exported event source of the agents, on the Kubernetes stand-in and with the rights of its account."""

import copy
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Protocol

import pytest

from remediation.coderuns import new_coderun
from remediation.errors import Permanent
from remediation.model import JsonObject
from remediation.settings import Settings
from sandbox.agents.api import Api
from sandbox.engine.kubernetes_api import ApiError, KubernetesApi
from sandbox.faults import Fault, FaultKind
from sandbox.gateway import Gateway
from sandbox.kube import KubernetesStandIn
from sandbox.machine import acting_as, install
from sandbox.serving import serving
from sensors import agent_events
from tests.sandbox.gateway.conftest import ApiServer, nobody

SETTINGS = Settings()
EXPORTED = agent_events.build(SETTINGS)
REPOSITORY = SETTINGS.repositories[0]
CODERUNS = f"/apis/agents.platform/v1/namespaces/{REPOSITORY.agents_namespace}/coderuns"
MERGE_PATCH = "application/merge-patch+json"
FIELDS = ("type", "body", "oldBody", "group", "version", "resource")


@dataclass(frozen=True)
class Cluster:
    """A Kubernetes API with everything that is exported, as its administrator."""

    stand_in: KubernetesStandIn
    api: Api

    def start_agent(self, name: str = "play-7-1-cleo", trigger_type: str = "play") -> JsonObject:
        run = new_coderun(SETTINGS, REPOSITORY, task=7, role="cleo", play="play-7", cycle=1, head="a" * 40)
        run["metadata"]["name"] = name
        run["metadata"]["labels"]["trigger-type"] = trigger_type
        return self.api.call("POST", CODERUNS, body=run)

    def tell(self, phase: str, name: str = "play-7-1-cleo") -> None:
        body = {"status": {"phase": phase}}
        self.api.call("PATCH", f"{CODERUNS}/{name}/status", body=body, kind=MERGE_PATCH)

    def delete(self, name: str = "play-7-1-cleo") -> None:
        self.api.call("DELETE", f"{CODERUNS}/{name}")

    def answers_once(self) -> None:
        """Let the next request for the agents succeed, and those after it fail."""
        self.stand_in.faults.arm(
            *(
                Fault(kind=FaultKind.STATUS, method="GET", path=CODERUNS, occurrence=later, status=503)
                for later in range(2, 50)
            )
        )

    def act_as(self, account: str) -> KubernetesApi:
        return acting_as(self.api, SETTINGS, account)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    stand_in = KubernetesStandIn()
    with stand_in.serving() as url:
        headers = {"Authorization": f"Bearer {stand_in.options.admin_token}"}
        api = Api(url=url, name="the Kubernetes API", headers=headers)
        install(api, SETTINGS, credentials={}, webhook_secret="x")
        yield Cluster(stand_in, api)


class Listen(Protocol):
    """Starts the event source, the exported one or another one."""

    def __call__(self, source: JsonObject = ...) -> None: ...


@pytest.fixture
def listen(cluster: Cluster, api_server: ApiServer) -> Iterator[Listen]:
    """Start the event source, with a sensor that posts all that it is told to the API server."""
    with ExitStack() as stack:
        url = stack.enter_context(serving(api_server))

        def start(source: JsonObject = EXPORTED) -> None:
            objects = [source, posting_sensor(url)]
            gateway = Gateway(objects, secret=lambda name, key: name + key, act_as=cluster.act_as)
            stack.enter_context(closing(gateway))

        yield start


def posting_sensor(url: str) -> JsonObject:
    """Post each event, and the name of the dependency that it came to: each has a trigger of its own."""
    events = {"changed": agent_events.changed(REPOSITORY), "gone": agent_events.gone(REPOSITORY)}
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Sensor",
        "metadata": {"name": "posting", "namespace": SETTINGS.namespace},
        "spec": {
            "dependencies": [
                {"name": name, "eventSourceName": agent_events.NAME, "eventName": event}
                for name, event in events.items()
            ],
            "triggers": [
                {
                    "template": {
                        "name": name,
                        "conditions": name,
                        "http": {"url": url, "method": "POST", "payload": posted(name)},
                    },
                    "atLeastOnce": True,
                }
                for name in events
            ],
        },
    }


def telling_everything() -> JsonObject:
    """Give the source with one event for all that happens, so that one watch sees it."""
    source = copy.deepcopy(EXPORTED)
    changed = source["spec"]["resource"][agent_events.changed(REPOSITORY)]
    changed["eventTypes"] = ["ADD", "UPDATE", "DELETE"]
    source["spec"]["resource"] = {agent_events.changed(REPOSITORY): changed}
    return source


def posted(dependency: str) -> list[JsonObject]:
    source = {"dependencyName": dependency}
    fields = [{"src": {**source, "dataKey": each, "useRawData": True}, "dest": each} for each in FIELDS]
    return [{"src": {**source, "value": dependency}, "dest": "dependency"}, *fields]


def told(api_server: ApiServer, count: int) -> list[tuple[str, str, str | None]]:
    """Wait for events, and give dependency, type and phase of each."""
    return [
        (each["dependency"], each["type"], each["body"].get("status", {}).get("phase"))
        for each in api_server.received(count)
    ]


def test_an_agents_life_comes_as_addition_update_and_deletion(
    cluster: Cluster, api_server: ApiServer, listen: Listen
) -> None:
    listen()
    cluster.start_agent()
    cluster.tell("Running")
    cluster.tell("Failed")
    api_server.received(3)
    cluster.delete()

    assert told(api_server, 4) == [
        ("changed", "ADD", None),
        ("changed", "UPDATE", "Running"),
        ("changed", "UPDATE", "Failed"),
        ("gone", "DELETE", "Failed"),
    ]


def test_what_is_published_is_what_argo_events_publishes(
    cluster: Cluster, api_server: ApiServer, listen: Listen
) -> None:
    created = cluster.start_agent()
    listen()
    api_server.received(1)
    cluster.tell("Succeeded")

    added, updated = api_server.received(2)
    kind = {"group": "agents.platform", "version": "v1", "resource": "coderuns"}
    assert added == {"dependency": "changed", "type": "ADD", "body": created, "oldBody": None, **kind}
    assert updated["oldBody"] == created
    assert updated["body"] == cluster.api.call("GET", f"{CODERUNS}/play-7-1-cleo")
    assert list(updated["body"]["metadata"]) == sorted(updated["body"]["metadata"])


def test_after_a_restart_everything_that_exists_comes_again_as_an_addition(
    cluster: Cluster, api_server: ApiServer, listen: Listen
) -> None:
    cluster.start_agent("one")
    cluster.start_agent("two")
    cluster.tell("Failed", "two")

    listen()

    assert told(api_server, 2) == [("changed", "ADD", None), ("changed", "ADD", "Failed")]


def test_agents_that_no_play_has_started_are_not_watched(
    cluster: Cluster, api_server: ApiServer, listen: Listen
) -> None:
    listen()
    cluster.start_agent("somebody-elses", trigger_type="manual")
    cluster.delete("somebody-elses")
    cluster.start_agent("a-plays")

    assert [each["body"]["metadata"]["name"] for each in api_server.received(1)] == ["a-plays"]


def test_after_a_lost_watch_only_what_has_changed_is_told_and_no_deletion(
    cluster: Cluster, api_server: ApiServer, listen: Listen
) -> None:
    # given three known agents, and an API server that then answers the event source no more
    for name in ("changes", "ends", "stays"):
        cluster.start_agent(name)
    cluster.answers_once()
    listen(telling_everything())
    api_server.received(3)

    # when it answers again
    cluster.tell("Failed", "changes")
    cluster.delete("ends")
    cluster.start_agent("begins")
    cluster.stand_in.faults.clear()

    # then the deletion is lost, as it is in Argo Events
    assert told(api_server, 5)[3:] == [("changed", "ADD", None), ("changed", "UPDATE", "Failed")]


def test_without_its_role_it_sees_nothing_and_with_it_what_it_has_missed(
    cluster: Cluster, api_server: ApiServer, listen: Listen
) -> None:
    bindings = f"/apis/rbac.authorization.k8s.io/v1/namespaces/{REPOSITORY.agents_namespace}/rolebindings"
    name = f"{agent_events.SERVICE_ACCOUNT}-agents"
    binding = cluster.api.call("GET", f"{bindings}/{name}")
    cluster.api.call("DELETE", f"{bindings}/{name}")
    listen()
    cluster.start_agent()
    assert api_server.received(0) == []

    del binding["metadata"]["resourceVersion"], binding["metadata"]["uid"]
    cluster.api.call("POST", bindings, body=binding)

    assert told(api_server, 1) == [("changed", "ADD", None)]


def test_its_account_may_list_and_watch_and_nothing_else(cluster: Cluster) -> None:
    account = cluster.act_as(agent_events.SERVICE_ACCOUNT)

    assert account.request("GET", CODERUNS)["items"] == []
    account.watch(CODERUNS, {}).close()
    for method, path in (("GET", f"{CODERUNS}/x"), ("DELETE", CODERUNS), ("GET", "/api/v1/secrets")):
        with pytest.raises(ApiError, match="is forbidden"):
            account.request(method, path)


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        ({"webhook": {}}, "spec.webhook is not a feature that the sandbox knows"),
        ({"resource": {"run": {"prefix": "x"}}}, "spec.resource.run: "),
    ],
)
def test_an_event_source_of_another_kind_is_refused_by_name(spec: JsonObject, problem: str) -> None:
    source = {"kind": "EventSource", "metadata": {"name": "odd"}, "spec": spec}

    with pytest.raises(Permanent) as refused:
        Gateway([source], secret=lambda name, key: name + key, act_as=nobody)

    assert str(refused.value).startswith(f"event source odd: {problem}")
