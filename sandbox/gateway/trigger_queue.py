"""One trigger of a sensor: it acts on one event after the other, tries again, and leaves a dead letter."""

import logging
import queue
import random
import threading
import time

import urllib3

from remediation.errors import Permanent
from sandbox.evaluator import Backoff, Env, Event, Firing, HttpRequest, LogLine, Sensor, Trigger, dead_letter

LOG = logging.getLogger("remedy.sensor")
DEFAULT_STEPS = 5
DEFAULT_TIMEOUT = 60
ONCE = Backoff(steps=1)
UNIT_SECONDS = {"Second": 1.0, "Minute": 60.0, "Hour": 3600.0}


class TriggerQueue:
    """Serial with `atLeastOnce`, as in the sensor's pod: an event waits while the one before is tried again.

    Without it the sensor gives every event a goroutine of its own and tries once, and so does this.
    """

    def __init__(self, sensor: Sensor, trigger: Trigger, env: Env) -> None:
        """Start the thread that works for the trigger.

        Raises:
            Permanent: The trigger is of a type that the sandbox does not run.
        """
        for each in filter(None, (trigger, trigger.dlq_trigger)):
            if each.template.k8s:
                message = (
                    f"sensor {sensor.name}: the sandbox does not run k8s triggers ({each.template.name})"
                )
                raise Permanent(message)
        self._sensor, self._trigger, self._env = sensor, trigger, env
        self._pool = urllib3.PoolManager(maxsize=8, retries=False)
        self._waiting: queue.SimpleQueue[tuple[Event, Firing] | None] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._earliest = 0.0
        self._thread = threading.Thread(target=self._run, name=f"sensor-{sensor.name}", daemon=True)
        self._thread.start()

    @property
    def name(self) -> str:
        """The trigger's name, unique in its sensor."""
        return self._trigger.template.name

    def put(self, event: Event, firing: Firing) -> None:
        """Let the trigger act when everything before it is done."""
        if self._trigger.at_least_once:
            self._waiting.put((event, firing))
        else:
            threading.Thread(target=self._try, args=(firing, ONCE), daemon=True).start()

    def close(self) -> None:
        """Give up what waits, and end the thread."""
        self._stop.set()
        self._waiting.put(None)
        self._thread.join(timeout=DEFAULT_STEPS)
        self._pool.clear()

    def _run(self) -> None:
        while (waiting := self._waiting.get()) is not None and not self._stop.is_set():
            event, firing = waiting
            self._keep_the_rate()
            if self._try(firing, self._trigger.retry_strategy or ONCE):
                continue
            letter = dead_letter(self._sensor, firing, event, env=self._env)
            if letter is not None:
                self._try(letter, letter.trigger.retry_strategy or ONCE)

    def _keep_the_rate(self) -> None:
        limit = self._trigger.rate_limit
        if limit and limit.requests_per_unit:
            self._stop.wait(self._earliest - time.monotonic())
            self._earliest = time.monotonic() + UNIT_SECONDS[limit.unit] / limit.requests_per_unit

    def _try(self, firing: Firing, backoff: Backoff) -> bool:
        wait = backoff.seconds
        for left in range((backoff.steps or DEFAULT_STEPS) - 1, -1, -1):
            fault = self._act(firing)
            if not fault:
                return True
            LOG.warning("sensor %s, trigger %s: %s", self._sensor.name, firing.trigger.template.name, fault)
            if left and self._stop.wait(wait * (1 + random.random() * backoff.jitter)):  # noqa: S311  # no secret
                return False
            wait *= backoff.factor
        return False

    def _act(self, firing: Firing) -> str:
        """Do what the trigger submits; say what went wrong, or nothing."""
        submission = firing.submission
        if submission is None:
            return firing.error or "nothing to submit"
        if isinstance(submission, LogLine):
            LOG.info("sensor %s, trigger %s fires", self._sensor.name, firing.trigger.template.name)
            return ""
        if not isinstance(submission, HttpRequest):
            return f"the sandbox does not run {submission.operation}"
        return self._request(submission, firing.trigger)

    def _request(self, submission: HttpRequest, trigger: Trigger) -> str:
        http = trigger.template.http
        headers = {**submission.headers, **({"Host": submission.host} if submission.host else {})}
        try:
            answer = self._pool.request(
                submission.method,
                submission.url,
                body=submission.body,
                headers=headers,
                timeout=(http.timeout if http else 0) or DEFAULT_TIMEOUT,
            )
        except urllib3.exceptions.HTTPError as error:
            return f"{submission.method} {submission.url} got no answer: {error}"
        allowed = trigger.policy.status.allow if trigger.policy and trigger.policy.status else None
        # Without a policy Argo Events takes every answer for success, also a 500.
        if allowed is None or answer.status in allowed:
            return ""
        return f"{submission.method} {submission.url} answered {answer.status}: {answer.data[:200]!r}"
