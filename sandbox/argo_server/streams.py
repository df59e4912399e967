"""Streams: changes of workflows, and logs; as JSON lines, or as server-sent events for those who ask so."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import suppress

from remediation.model import JsonObject
from sandbox.argo_server.calls import Call, shown
from sandbox.argo_server.fields import cleaned
from sandbox.engine.kubernetes_api import WORKFLOWS, ApiError, Watch, path_of
from sandbox.engine.operation import names

Logs = Callable[[str], dict[str, str]]
"""Gives what the containers of a pod have written."""
EVENT_STREAM = "text/event-stream"
_OBJECT = "result.object."


def watch_workflows(call: Call) -> Watch:
    """Open the watch behind `GET workflow-events/NS`.

    Raises:
        ApiError: The caller may not watch.
    """
    options = ("labelSelector", "fieldSelector", "resourceVersion")
    query = {
        name: call.query[f"listOptions.{name}"] for name in options if f"listOptions.{name}" in call.query
    }
    return call.caller.api.watch(path_of(WORKFLOWS, call.namespace), query)


def workflow_events(watch: Watch, fields: str) -> Iterator[JsonObject]:
    """Give the changes of workflows as the server sends them."""
    for event in watch:
        if event["type"] != "BOOKMARK":
            change = {"type": event["type"], "object": shown(event["object"])}
            yield {"result": _cleaned(change, fields)}


def log_lines(call: Call, logs: Logs) -> Iterator[JsonObject]:
    """Give the log of a workflow's pods, line by line; of those that are deleted, too.

    Raises:
        ApiError: The workflow is not there, or the caller may not read it, or not its pods.
    """
    nodes: dict[str, JsonObject] = call.workflow().get("status", {}).get("nodes") or {}
    query = {"labelSelector": f"{names.LABEL_WORKFLOW}={call.name}"}
    call.caller.api.request("GET", path_of("pods", call.namespace), query=query)
    wanted, container = call.query.get("podName", ""), call.query.get("logOptions.container", names.MAIN)
    for node in sorted(nodes.values(), key=lambda node: str(node.get("startedAt"))):
        pod = names.pod_name(call.name, node["name"], node.get("templateName", ""))
        if node["type"] == "Pod" and wanted in {"", pod}:
            for line in logs(pod).get(container, "").splitlines():
                yield {"result": {"content": line, "podName": pod}}


def encoded(event: JsonObject, *, as_event: bool) -> str:
    """Write one part of a stream."""
    text = json.dumps(event, separators=(",", ":"))
    return f"data: {text} \n\n" if as_event else f"{text}\n"


async def as_they_come(events: Iterable[JsonObject], close: Callable[[], None]) -> AsyncIterator[JsonObject]:
    """Give events that are read in a thread of their own; who stops to listen closes what they come from.

    Args:
        events: Blocks until there is one.
        close: Wakes up whoever waits for one.
    """
    loop, queue = asyncio.get_running_loop(), asyncio.Queue[JsonObject | None]()

    def read() -> None:
        with suppress(RuntimeError):  # the loop has ended
            with suppress(ApiError):  # what is read from has broken off: so does the stream
                for event in events:
                    loop.call_soon_threadsafe(queue.put_nowait, event)
            loop.call_soon_threadsafe(queue.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    try:
        while (event := await queue.get()) is not None:
            yield event
    finally:
        close()


def _cleaned(change: JsonObject, fields: str) -> JsonObject:
    paths = [path.removeprefix(_OBJECT) for path in fields.split(",") if path.startswith(_OBJECT)]
    return change | {"object": cleaned(change["object"], ",".join(paths))}
