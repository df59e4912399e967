"""The server of the stand-ins: what becomes of answers that are under way when it stops."""

import asyncio
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
import urllib3
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sandbox.serving import serving


def answered_when_it_stops(seconds: float) -> Future[urllib3.BaseHTTPResponse]:
    """Stop a server while it works for some seconds on its only answer."""
    asked = threading.Event()

    async def work(_: Request) -> PlainTextResponse:
        asked.set()
        await asyncio.sleep(seconds)
        return PlainTextResponse("done")

    def ask(url: str) -> urllib3.BaseHTTPResponse:
        with urllib3.PoolManager(retries=False) as pool:
            return pool.request("GET", url)

    with ThreadPoolExecutor(1) as client:
        with serving(Starlette(routes=[Route("/", work)])) as url:
            answer = client.submit(ask, url)
            assert asked.wait(5)
        return answer


def test_what_is_under_way_is_finished() -> None:
    assert answered_when_it_stops(0.3).result().data == b"done"


def test_what_takes_too_long_is_broken_off() -> None:
    started = time.monotonic()

    assert answered_when_it_stops(60).result().status == 500
    assert time.monotonic() - started < 5


def test_a_connection_that_is_kept_open_does_not_keep_the_server() -> None:
    async def answer(_: Request) -> PlainTextResponse:
        return PlainTextResponse("done")

    with urllib3.PoolManager(retries=False) as pool:
        with serving(Starlette(routes=[Route("/", answer)])) as url:
            pool.request("GET", url)
        with pytest.raises(urllib3.exceptions.HTTPError):
            pool.request("GET", url)
