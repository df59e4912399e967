"""How many calls to the Kubernetes API the step `cancel` makes for ten, a thousand and ten thousand runs.

The step runs in this process against the real API server, through a client that remembers what it asks. The
runs are objects of the real definition, in a namespace of their own where no agents' operator is at work.
"""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from benchmarks.figure import Figure, Report
from benchmarks.place import OWN_NAMESPACE as NAMESPACE
from benchmarks.place import cluster
from remediation.clients.http import Answer, Http
from remediation.clients.kubernetes import PAGE, Kubernetes
from remediation.coderuns import new_coderun
from remediation.push import Decision, Push
from remediation.settings import Settings
from sandbox.agents.api import Api
from sandbox.agents.definition import code_run_definition
from sandbox.applying import Applier
from steps import locking
from steps.admission import Admission
from steps.cancel import LOOKED_AT, cancel
from steps.pod import Clock

COUNTS = (10, 1_000, 10_000)
TASK, OLD, HEAD = 7, "b" * 40, "a" * 40
LEASE_SECONDS = PATIENCE_SECONDS = 3600
WRITERS = 8
NEXT_PAGE, LOOK = "continue=", f"limit={LOOKED_AT}"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one cancellation cost."""

    calls: int
    """Without pages and looks."""
    pages: int
    """Calls that fetched one more page of names."""
    looks: int
    """Calls that looked whether runs and pods are gone."""
    seconds: float


class Counting(Http):
    """The step's client on a kubeconfig's connection."""

    def __init__(self, api: Api) -> None:
        """Use the connection and credentials of `api`."""
        super().__init__(api.url, name=api.name)
        self.asked: list[str] = []
        self._api = api

    def _send(
        self, method: str, target: str, payload: bytes | None, headers: Mapping[str, str], timeout: float
    ) -> Answer:
        self.asked.append(f"{method} {target}")
        answer = self._api.pool.request(
            method,
            self._api.url + target,
            body=payload,
            headers={**headers, **self._api.headers},
            timeout=timeout,
        )
        told = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(status=answer.status, headers=told, body=answer.data)


def measure() -> Report:
    """Cancel a few, many and very many.

    Raises:
        Misuse: There is no cluster, or it is not one for scenarios.
        Temporary: The runs are not gone in time.
    """
    with cluster(apart=True) as place:
        Applier(place.api).create([code_run_definition()])
        costs = [_cost(place.api, place.settings, count) for count in COUNTS]
    fewest = costs[0].calls
    figures: list[Figure] = []
    for count, cost in zip(COUNTS, costs, strict=True):
        figures += [
            Figure(
                name=f"cancel {count:,}: calls",
                unit="calls",
                ours=(cost.calls,),
                other=(fewest,),
                limit=1,
            ),
            Figure(name=f"cancel {count:,}: more pages of names", unit="calls", ours=(cost.pages,)),
            Figure(name=f"cancel {count:,}: looks until all are gone", unit="calls", ours=(cost.looks,)),
            Figure(name=f"cancel {count:,}: time", ours=(cost.seconds,)),
        ]
    return Report(
        title="Calls to the Kubernetes API to cancel a task's stale agents",
        against=f"{COUNTS[0]} runs",
        figures=tuple(figures),
        notes=(
            f"Names are listed in pages of {PAGE}.",
            "Kubernetes' garbage collector ends 20 deletions a second: `--kube-api-qps` of its manager.",
        ),
    )


def _cost(api: Api, settings: Settings, count: int) -> Cost:
    patient = settings.deadlines.model_copy(update={"cancel": PATIENCE_SECONDS})
    settings = settings.model_copy(update={"deadlines": patient})
    _fill(api, settings, count)
    http = Counting(api)
    client, clock, push = Kubernetes(http), Clock(), _push(settings)
    lease = locking.acquire(
        client, namespace=NAMESPACE, task=TASK, holder=push.run, seconds=LEASE_SECONDS, clock=clock
    )
    admission = Admission(decision=Decision(head=HEAD), agents_namespace=NAMESPACE, lease=lease)
    http.asked.clear()
    began = time.monotonic()
    cancel(push, admission, settings=settings, cluster=client, clock=clock)
    seconds = time.monotonic() - began
    pages, looks = (sum(kind in each for each in http.asked) for kind in (NEXT_PAGE, LOOK))
    return Cost(calls=len(http.asked) - pages - looks, pages=pages, looks=looks, seconds=seconds)


def _fill(api: Api, settings: Settings, count: int) -> None:
    repository, kind = settings.repositories[0], settings.coderuns
    path = f"/apis/{kind.api_version}/namespaces/{NAMESPACE}/{kind.plural}"
    body = new_coderun(settings, repository, task=TASK, role="cleo", play="benchmark", cycle=1, head=OLD)

    def create(number: int) -> None:
        api.call("POST", path, body={**body, "metadata": {**body["metadata"], "name": f"stale-{number}"}})

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(create, range(count)))


def _push(settings: Settings) -> Push:
    branch = f"task-{TASK}-login"
    return Push.model_validate(
        {
            "repository": settings.repositories[0].name,
            "ref": f"refs/heads/{branch}",
            "before": OLD,
            "after": HEAD,
            "sender": f"{settings.identities.rex[0]}[bot]",
            "delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
            "pushed-at": "1700000000",
            "task-id": str(TASK),
            "run": "benchmark",
        }
    )
