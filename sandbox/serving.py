"""Serve an ASGI application from a background thread, on a port of its own."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp

START_SECONDS = 10.0
GRACE_SECONDS = 1.0
"""What answers that are under way get when the server stops."""
_TICK_SECONDS = 0.1
_PAUSE_SECONDS = 0.002


class _Server(uvicorn.Server):
    """Uvicorn's server, which stops when it is told to and not two tenths of a second later.

    A scenario stops five of them, the tests many hundreds.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._told = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def stop(self) -> None:
        """Stop; called from another thread."""
        self.should_exit = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._told.set)

    async def main_loop(self) -> None:
        """Let uvicorn renew its headers every second, until the server is told to stop."""
        self._loop = asyncio.get_running_loop()
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told.wait(), _TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no new connections, finish what is under way, and end the application."""
        for server in self.servers:
            server.close()
        for listener in sockets or ():
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE_SECONDS):
                while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110  # plain sets
                    await asyncio.sleep(_PAUSE_SECONDS)
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()


@contextmanager
def serving(app: ASGIApp, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve `app` while the context lasts.

    Everything of one application runs in one event loop in one thread, so its state needs no locks
    as long as only its own handlers touch it.

    Args:
        app: The ASGI application.
        host: Address to bind; one of this machine that pods reach, if they must.
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
    server = _Server(uvicorn.Config(app, log_level="error", lifespan="on", access_log=False))
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
        server.stop()
        thread.join(timeout=5)
        listener.close()
