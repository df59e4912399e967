"""An up-to-date copy of a collection: listed once, then watched (client-go calls this an informer)."""

import logging
import threading
from collections.abc import Callable

from remediation.model import JsonObject
from sandbox.engine.kubernetes_api import GONE, ApiError, KubernetesApi, Watch

_LOG = logging.getLogger(__name__)
_PAUSE_SECONDS = 0.2
DELETED = "DELETED"


class Informer:
    """Reads a collection in a thread of its own and passes on what it sees."""

    def __init__(
        self,
        api: KubernetesApi,
        path: str,
        *,
        selector: str = "",
        replace: Callable[[list[JsonObject]], None],
        change: Callable[[str, JsonObject], None],
    ) -> None:
        """Describe the collection; nothing is read yet.

        Args:
            api: The API server.
            path: The collection's path.
            selector: Label selector of the objects that matter.
            replace: Called, in the informer's thread, with all objects after each listing.
            change: Called, in the informer's thread, with each change: its type and the object.
        """
        self._api, self._path = api, path
        self._query = {"labelSelector": selector} if selector else {}
        self._replace, self._change = replace, change
        self._stopped = threading.Event()
        self._watch: Watch | None = None
        self.trouble = ""
        """Why nothing can be read at the moment; for people."""
        self._thread = threading.Thread(target=self._run, name=f"informer {path}", daemon=True)

    def start(self) -> None:
        """Begin to list and watch."""
        self._thread.start()

    def stop(self) -> None:
        """End the watch and the thread."""
        self._stopped.set()
        if self._watch is not None:
            self._watch.close()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._list_and_watch()
            except ApiError as error:
                if not self._stopped.is_set():
                    self.trouble = f"{self._path}: {error}"
                    _LOG.debug("cannot read %s", self.trouble)
                    self._stopped.wait(_PAUSE_SECONDS)

    def _list_and_watch(self) -> None:
        listing = self._api.request("GET", self._path, query=self._query)
        self.trouble = ""
        self._replace(listing.get("items") or [])
        version: str = listing["metadata"]["resourceVersion"]
        while not self._stopped.is_set():
            query = {**self._query, "resourceVersion": version, "allowWatchBookmarks": "true"}
            self._watch = self._api.watch(self._path, query)
            if self._stopped.is_set():
                self._watch.close()
            for event in self._watch:
                if event["type"] == "ERROR":
                    raise ApiError(event["object"].get("code", GONE), event["object"].get("message", ""))
                version = event["object"]["metadata"]["resourceVersion"]
                if event["type"] != "BOOKMARK":
                    self._change(event["type"], event["object"])
