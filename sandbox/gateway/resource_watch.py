"""One event of a resource EventSource at work: it watches objects and publishes what happens to them."""

import logging
from collections.abc import Callable

from remediation.errors import Permanent
from remediation.model import JsonObject
from sandbox.engine.informer import Informer
from sandbox.engine.kubernetes_api import KubernetesApi
from sandbox.evaluator import Event, ObjectChange, ResourceSource
from sandbox.gateway.known_objects import KnownObjects

LOG = logging.getLogger("remedy.event-source")


class ResourceWatch:
    """Lists, then watches, in a thread of its own; a watch that is lost is opened again."""

    def __init__(self, source: ResourceSource, api: KubernetesApi, publish: Callable[[Event], None]) -> None:
        """Begin at once: what exists is an addition.

        Args:
            source: What is watched, and which changes are events.
            api: The API server, as the event source's service account.
            publish: Puts an event on the bus.
        """
        self._source, self._api, self._publish = source, api, publish
        self._known = KnownObjects()
        watched = source.watched
        self._informer = Informer(
            api, watched.collection, selector=watched.selector, replace=self._listed, change=self._watched
        )
        self._informer.start()

    def close(self) -> None:
        """End the watch and the thread."""
        self._informer.stop()
        self._api.close()

    def _listed(self, objects: list[JsonObject]) -> None:
        for change in self._known.listed(objects):
            self._tell(change)

    def _watched(self, kind: str, obj: JsonObject) -> None:
        change = self._known.watched(kind, obj)
        if change:
            self._tell(change)

    def _tell(self, change: ObjectChange) -> None:
        if change.type not in self._source.watched.event_types:
            return
        try:
            self._publish(self._source.event(change))
        except Permanent as error:
            LOG.error("event source %s: %s", self._source.origin.event_source, error)  # noqa: TRY400  # expected
