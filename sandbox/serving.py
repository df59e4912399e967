"""Serve an ASGI application from a background thread, on a port of its own."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

START_SECONDS = 10.0


@contextmanager
def serving(app: ASGIApp, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve `app` while the context lasts.

    Everything of one application runs in one event loop in one thread, so its state needs no locks
    as long as only its own handlers touch it.

    Args:
        app: The ASGI application.
        host: Address to bind, `10.255.0.1` when pods of the test cluster must reach it.
        port: Port to bind, 0 for any free one.

    Yields:
        The base URL, `http://HOST:PORT`.

    Raises:
        RuntimeError: The server did not start within ten seconds.
    """
    # Named as TCP, else asyncio leaves Nagle's algorithm on and every answer is 40 ms late.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    config = uvicorn.Config(
        app, log_level="error", lifespan="on", access_log=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_SECONDS
    while not server.started:
        if time.monotonic() > deadline or not thread.is_alive():
            listener.close()
            message = f"the server on {host}:{listener.getsockname()[1]} did not start"
            raise RuntimeError(message)
        time.sleep(0.005)
    try:
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=5)
        listener.close()
