"""The agents' operator of the sandbox: it watches CodeRuns and lets each agent behave as it was told."""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from remediation.errors import RemedyError
from remediation.model import JsonObject
from remediation.settings import Role, Settings
from sandbox.agents.acts import Acts
from sandbox.agents.agent import FINALIZER, Agent, PodImage
from sandbox.agents.api import Api, Change
from sandbox.agents.behaviour import Behaviour

LOG = logging.getLogger("remedy.agents")
Duty = Callable[[], None]


class Agents:
    """A client of the Kubernetes API, the same in the sandbox and on a cluster.

    One thread for each agents' namespace watches; one thread does what is due, in the order of time.
    """

    def __init__(self, api: Api, settings: Settings, *, acts: Acts, image: PodImage | None = None) -> None:
        """Describe the agents; `working` lets them work.

        Args:
            api: The Kubernetes API, with the right to change CodeRuns and to create pods.
            settings: Who is who, and where the CodeRuns are.
            acts: What they do at GitHub.
            image: What their pods run.
        """
        self._api, self._settings, self._acts = api, settings, acts
        self._image = image or PodImage()
        self._behaviours: Mapping[Role, Behaviour] = {}
        self._seen: set[str] = set()
        self._leaving: set[str] = set()
        self._due: list[tuple[float, int, Duty]] = []
        self._order = itertools.count()
        self._awake = threading.Condition()
        self._stop = threading.Event()

    def behave(self, behaviours: Mapping[Role, Behaviour]) -> None:
        """Tell how the agents of each role behave from now on; a role that is not named works for ever."""
        self._behaviours = dict(behaviours)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Let the agents work while the context lasts."""
        spaces = sorted({repository.agents_namespace for repository in self._settings.repositories})
        threads = [threading.Thread(target=self._work, name="agents", daemon=True)]
        threads += [threading.Thread(target=self._watch, args=(space,), daemon=True) for space in spaces]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            with self._awake:
                self._awake.notify_all()
            threads[0].join(timeout=1)

    def _watch(self, namespace: str) -> None:
        runs = self._settings.coderuns
        collection = f"/apis/{runs.api_version}/namespaces/{namespace}/{runs.plural}"
        for change in self._api.watch(collection, stop=self._stop):
            try:
                self._see(change, collection)
            except RemedyError as error:
                LOG.warning("agents: %s", error)

    def _see(self, change: Change, collection: str) -> None:
        body = change.body
        metadata = body["metadata"]
        role = self._settings.identities.role_of((metadata.get("labels") or {}).get("github-app", ""))
        if change.verb == "DELETED" or role is None:
            return
        agent = Agent(api=self._api, collection=collection, body=body)
        behaviour = self._behaviours.get(role, Behaviour())
        if "deletionTimestamp" in metadata:
            self._leave(agent, behaviour)
        elif metadata["uid"] not in self._seen:
            self._seen.add(metadata["uid"])
            self._at(0, lambda: self._begin(agent, role, behaviour))

    def _leave(self, agent: Agent, behaviour: Behaviour) -> None:
        metadata = agent.body["metadata"]
        if FINALIZER not in (metadata.get("finalizers") or ()) or metadata["uid"] in self._leaving:
            return
        self._leaving.add(metadata["uid"])
        if behaviour.cleans_up != "never":
            self._at(behaviour.cleans_up, agent.clean_up)

    def _begin(self, agent: Agent, role: Role, behaviour: Behaviour) -> None:
        agent.begin(behaviour, self._image)
        if behaviour.ends != "never" or behaviour.acts:
            self._at(behaviour.works, lambda: self._end(agent, role, behaviour))

    def _end(self, agent: Agent, role: Role, behaviour: Behaviour) -> None:
        if not agent.is_at_work():
            return
        for act in behaviour.acts:
            self._acts.perform(act, role=role, task=_task(agent.body), repository=self._repository(agent))
        if behaviour.ends != "never":
            agent.tell(behaviour.ends)

    def _repository(self, agent: Agent) -> str:
        namespace = agent.body["metadata"]["namespace"]
        return next(each.name for each in self._settings.repositories if each.agents_namespace == namespace)

    def _at(self, seconds: float, duty: Duty) -> None:
        with self._awake:
            heapq.heappush(self._due, (time.monotonic() + seconds, next(self._order), duty))
            self._awake.notify_all()

    def _work(self) -> None:
        while not self._stop.is_set():
            with self._awake:
                left = self._due[0][0] - time.monotonic() if self._due else None
                if left is None or left > 0:
                    self._awake.wait(left)
                    continue
                _, _, duty = heapq.heappop(self._due)
            try:
                duty()
            except RemedyError as error:
                LOG.warning("agents: %s", error)


def _task(body: JsonObject) -> int:
    return int(body["spec"]["taskId"])
