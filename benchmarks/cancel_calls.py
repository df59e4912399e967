"""How many calls to the Kubernetes API the step `cancel` makes for ten, a thousand and ten thousand runs.

The step runs in this process, against the Kubernetes stand-in, which remembers what it was asked.
"""

import time
from contextlib import closing
from dataclasses import dataclass

from benchmarks.figure import Figure, Report
from remediation.clients.http import Http
from remediation.clients.kubernetes import Kubernetes
from remediation.coderuns import new_coderun
from remediation.push import Decision, Push
from remediation.settings import Settings
from sandbox.agents.api import Api
from sandbox.agents.definition import code_run_definition
from sandbox.applying import Applier
from sandbox.kube import KubernetesStandIn, Options
from steps import locking
from steps.admission import Admission
from steps.cancel import cancel
from steps.pod import Clock

COUNTS = (10, 1_000, 10_000)
TASK, OLD, HEAD = 7, "b" * 40, "a" * 40
LEASE_SECONDS = 3600
NEXT_PAGE = "continue="


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one cancellation cost."""

    calls: int
    pages: int
    """Those of the calls that only fetched the next page of names."""
    seconds: float


def measure() -> Report:
    """Cancel, each time in a new cluster."""
    costs = [_cost(count) for count in COUNTS]
    fewest = costs[0].calls - costs[0].pages
    figures: list[Figure] = []
    for count, cost in zip(COUNTS, costs, strict=True):
        figures += [
            Figure(
                name=f"cancel {count:,}: calls without paging",
                unit="calls",
                ours=(cost.calls - cost.pages,),
                other=(fewest,),
                limit=1,
            ),
            Figure(name=f"cancel {count:,}: all calls", unit="calls", ours=(cost.calls,)),
            Figure(name=f"cancel {count:,}: time", ours=(cost.seconds,)),
        ]
    return Report(
        title="Calls to the Kubernetes API to cancel a task's stale agents",
        against=f"{COUNTS[0]} runs",
        figures=tuple(figures),
        notes=("Names are listed in pages of 500. The time is the stand-in's, which deletes in Python.",),
    )


def _cost(count: int) -> Cost:
    settings = Settings()
    namespace = settings.repositories[0].agents_namespace
    stand_in = KubernetesStandIn(Options(namespaces=(namespace, settings.namespace)))
    with stand_in.serving() as url:
        bearer = {"Authorization": f"Bearer {stand_in.options.admin_token}"}
        _fill(Api(url=url, name="the Kubernetes API", headers=bearer), settings, count)
        with closing(Http(url, name="the Kubernetes API", headers=lambda: bearer)) as http:
            client, clock, push = Kubernetes(http), Clock(), _push(settings)
            lease = locking.acquire(
                client, namespace=namespace, task=TASK, holder=push.run, seconds=LEASE_SECONDS, clock=clock
            )
            admission = Admission(decision=Decision(head=HEAD), agents_namespace=namespace, lease=lease)
            before, began = len(stand_in.audit.records), time.monotonic()
            cancel(push, admission, settings=settings, cluster=client, clock=clock)
            seconds = time.monotonic() - began
            asked = stand_in.audit.since(before)
    return Cost(calls=len(asked), pages=sum(NEXT_PAGE in each.query for each in asked), seconds=seconds)


def _fill(api: Api, settings: Settings, count: int) -> None:
    repository, kind = settings.repositories[0], settings.coderuns
    Applier(api).create([code_run_definition()])
    path = f"/apis/{kind.api_version}/namespaces/{repository.agents_namespace}/{kind.plural}"
    body = new_coderun(settings, repository, task=TASK, role="cleo", play="benchmark", cycle=1, head=OLD)
    for number in range(count):
        api.call("POST", path, body={**body, "metadata": {**body["metadata"], "name": f"stale-{number}"}})


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
