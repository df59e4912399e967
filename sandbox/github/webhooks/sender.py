"""Sends the deliveries of one hook, in order, from a thread of its own."""

import queue
import threading
import time
from collections.abc import Callable

import urllib3

from sandbox.github.webhooks.hooks import Delivery

# GitHub gives up after ten seconds and never tries again by itself.
TIMEOUT_SECONDS = 10.0
# How GitHub's own page shows the two ways in which nobody answers.
UNREACHABLE = ("failed to connect to host", 502)
TIMED_OUT = ("timed out", 504)
SUCCESS = range(200, 300)


class Sender:
    """A queue of deliveries and the thread that sends them."""

    def __init__(self, clock: Callable[[], float], done: Callable[[], None]) -> None:
        """Start the thread; `done` is called after each delivery."""
        self._clock = clock
        self._done = done
        self._pool = urllib3.PoolManager(retries=False, timeout=TIMEOUT_SECONDS)
        self._queue: queue.SimpleQueue[Delivery | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="github-hookshot", daemon=True)
        self._thread.start()

    def put(self, delivery: Delivery) -> None:
        """Send when everything before it has been sent."""
        self._queue.put(delivery)

    def close(self) -> None:
        """Send what is queued, then end the thread."""
        self._queue.put(None)
        self._thread.join(timeout=TIMEOUT_SECONDS + 1)
        self._pool.clear()

    def _run(self) -> None:
        while (delivery := self._queue.get()) is not None:
            self._send(delivery)
            self._done()

    def _send(self, delivery: Delivery) -> None:
        started = time.monotonic()
        try:
            answer = self._pool.request(
                "POST", delivery.hook.url, body=delivery.request.body, headers=delivery.request.headers
            )
        except urllib3.exceptions.ReadTimeoutError:
            delivery.status, delivery.status_code = TIMED_OUT
        except urllib3.exceptions.HTTPError:
            delivery.status, delivery.status_code = UNREACHABLE
        else:
            accepted = answer.status in SUCCESS
            delivery.status = "OK" if accepted else f"Invalid HTTP Response: {answer.status}"
            delivery.status_code = answer.status
            delivery.response_headers = dict(answer.headers)
            delivery.response_body = answer.data.decode(errors="replace")
        delivery.duration = time.monotonic() - started
        delivery.delivered_at = self._clock()
