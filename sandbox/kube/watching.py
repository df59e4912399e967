"""Watches: the changes of a collection as a stream of lines.

https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes. An object that
begins or ceases to match the selectors is ADDED or DELETED for this watch.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass

from remediation.model import JsonObject
from sandbox.kube.listing import LIST_OPTIONS, Selection, read_number
from sandbox.kube.objects import encode, with_metadata
from sandbox.kube.requests import truthy
from sandbox.kube.resources import Resource
from sandbox.kube.status import expired, forbidden_value, internal, invalid_options
from sandbox.kube.store import Change, Store, Stored

DEFAULT_SECONDS = 1800
INITIAL_EVENTS_END = "k8s.io/initial-events-end"


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchOptions:
    """What to stream: everything after `revision`, or what exists now (`initial`) and everything after."""

    selection: Selection
    revision: int
    initial: bool
    initial_end: bool
    bookmarks: bool
    seconds: float
    partial: bool


def read_watch_options(query: Mapping[str, str], selection: Selection, *, partial: bool) -> WatchOptions:
    """Read the parameters of a watch.

    Args:
        query: Parameters of the request.
        selection: What to watch.
        partial: Whether the client wants only metadata.

    Raises:
        ApiError: 400, 422 or, for a revision that is no number, 500 as the real one.
    """
    revision = query.get("resourceVersion") or "0"
    match = query.get("resourceVersionMatch", "")
    initial_events = truthy(query, "sendInitialEvents")
    if "sendInitialEvents" in query and match != "NotOlderThan":
        detail = "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
        raise invalid_options(forbidden_value("resourceVersionMatch", detail), LIST_OPTIONS)
    if match and "sendInitialEvents" not in query:
        detail = "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"
        raise invalid_options(forbidden_value("resourceVersionMatch", detail), LIST_OPTIONS)
    if not revision.isdigit():
        why = f'strconv.ParseUint: parsing "{revision}": invalid syntax'
        message = f'resourceVersion: Invalid value: "{revision}": {why}'
        raise internal(message)
    bookmarks = truthy(query, "allowWatchBookmarks")
    return WatchOptions(
        selection=selection,
        revision=int(revision),
        initial=initial_events or ("sendInitialEvents" not in query and int(revision) == 0),
        initial_end=initial_events and bookmarks,
        bookmarks=bookmarks,
        seconds=read_number(query, "timeoutSeconds") or DEFAULT_SECONDS,
        partial=partial,
    )


class Watch:
    """One watch that is under way. It takes changes as they happen and gives them away in chunks."""

    def __init__(
        self, store: Store, resource: Resource, options: WatchOptions, *, bookmark_seconds: float
    ) -> None:
        """Begin to watch, at the present revision, before anything else can happen.

        Args:
            store: The state.
            resource: What to watch.
            options: What to stream.
            bookmark_seconds: How often a client that wants them gets bookmarks.
        """
        self._store = store
        self._resource = resource
        self._options = options
        self._bookmark_seconds = bookmark_seconds
        self._lines: deque[bytes] = deque()
        self._wake = asyncio.Event()
        self._closed = False
        self._collection = store.collection(resource)
        self._start()
        self._collection.observers.append(self._observe)

    def close(self) -> None:
        """End the stream after what is already waiting."""
        self._closed = True
        self._wake.set()

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Stream events, several lines at a time when they come fast, until the time is up or closed."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + self._options.seconds
        while self._lines or not self._closed:
            if self._lines:
                chunk = b"".join(self._lines)
                self._lines.clear()
                yield chunk
                continue
            await self._wait(min(deadline - clock(), self._bookmark_seconds))
            if self._options.bookmarks and not self._lines and not self._closed:
                self._lines.append(self._bookmark())
            self._closed = self._closed or clock() >= deadline

    def stop(self) -> None:
        """Take no more changes."""
        self._collection.observers.remove(self._observe)

    async def _wait(self, seconds: float) -> None:
        self._wake.clear()
        try:
            await asyncio.wait_for(self._wake.wait(), max(0.0, seconds))
        except TimeoutError:
            return

    def _start(self) -> None:
        options = self._options
        if options.initial:
            for stored in self._collection.all(options.selection.namespace):
                if options.selection.matches(stored):
                    self._add("ADDED", stored)
            if options.initial_end:
                self._lines.append(self._bookmark(annotations={INITIAL_EVENTS_END: "true"}))
            return
        try:
            missed = self._collection.since(options.revision)
        except KeyError:
            message = f"too old resource version: {options.revision} ({self._collection.compacted})"
            self._lines.append(encode({"type": "ERROR", "object": expired(message).status()}) + b"\n")
            self._closed = True
            return
        for change in missed:
            self._observe(change)

    def _observe(self, change: Change) -> None:
        selection = self._options.selection
        after, before = change.after, change.before
        if self._closed or after.revision <= self._options.revision:
            return
        if selection.namespace and after.key[0] != selection.namespace:
            return
        is_selected = change.type != "DELETED" and selection.matches(after)
        was_selected = before is not None and selection.matches(before)
        if is_selected:
            self._add("MODIFIED" if was_selected else "ADDED", after)
        elif was_selected and before is not None:
            self._add("DELETED", after if change.type == "DELETED" else _last_selected(before, after))

    def _add(self, kind: str, stored: Stored) -> None:
        encoded = encode(partial_metadata(stored.obj)) if self._options.partial else stored.encoded
        self._lines.append(b'{"type":"%s","object":%s}\n' % (kind.encode(), encoded))
        self._wake.set()

    def _bookmark(self, annotations: Mapping[str, str] | None = None) -> bytes:
        meta: JsonObject = {"resourceVersion": str(self._store.revision)}
        if annotations:
            meta["annotations"] = dict(annotations)
        obj = {"kind": self._resource.kind, "apiVersion": self._resource.api_version, "metadata": meta}
        return encode({"type": "BOOKMARK", "object": obj}) + b"\n"


def _last_selected(before: Stored, after: Stored) -> Stored:
    """Show an object that is no longer selected as it last was, under the revision that changed it."""
    obj = with_metadata(before.obj, resourceVersion=str(after.revision))
    return Stored(resource=before.resource, obj=obj, revision=after.revision)


def partial_metadata(obj: JsonObject) -> JsonObject:
    """Show only the metadata of an object, as `PartialObjectMetadata`."""
    return {"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": obj["metadata"]}
