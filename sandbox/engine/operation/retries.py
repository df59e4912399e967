"""Retry nodes: whether a failed try is followed by another, and when (operator.go, processNodeRetries)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from remediation.model import JsonObject
from sandbox.engine.language import expression_syntax, expressions
from sandbox.engine.language.durations import seconds_of
from sandbox.engine.language.errors import ExpressionError
from sandbox.engine.language.go_text import human_duration, moment_of
from sandbox.engine.operation.context import Operation, TemplateError
from sandbox.engine.operation.nodes import has_failed, is_fulfilled

_ON_FAILED = frozenset({"Always", "OnFailure"})
_ON_ERROR = frozenset({"Always", "OnError"})


def tries_of(operation: Operation, node: JsonObject) -> list[JsonObject]:
    """Give the tries of a retry node, the last one at the end."""
    return [each for each in operation.nodes.children(node) if each.get("nodeFlag", {}).get("retried")]


def policy_of(strategy: JsonObject) -> str:
    """Give the policy; an expression decides alone, unless one is named too."""
    policy: str = strategy.get("retryPolicy", "")
    return policy or ("Always" if strategy.get("expression") else "OnFailure")


def may_go_on(operation: Operation, node: JsonObject, strategy: JsonObject) -> bool:
    """Bring a retry node up to date with its last try.

    Returns:
        False while the node waits for the end of a backoff.

    Raises:
        TemplateError: The strategy is wrong.
    """
    tries = tries_of(operation, node)
    if is_fulfilled(node) or not tries or not is_fulfilled(tries[-1]):
        return True
    last, mark = tries[-1], operation.nodes.mark
    if not has_failed(last):
        if "outputs" in last:
            node["outputs"] = last["outputs"]
        mark(node["name"], "Succeeded")
        return True
    if given_up := _given_up(operation):
        mark(node["name"], last["phase"], given_up)
        return True
    if (backoff := strategy.get("backoff")) is not None:
        waits_until, too_late = _backoff(backoff, tries, operation.now)
        if too_late:
            mark(node["name"], last["phase"], too_late)
            return True
        limit = strategy.get("limit")
        if operation.now < waits_until and limit is not None and len(tries) <= int(limit):
            operation.effects.look_again((waits_until - operation.now).total_seconds())
            mark(node["name"], node["phase"], f"Backoff for {human_duration(_pause(backoff, len(tries)))}")
            return False
        mark(node["name"], node["phase"], "")
    if (verdict := _verdict(strategy, tries)) is not None:
        mark(node["name"], last["phase"], verdict)
    return True


def variables_of_try(last: JsonObject | None, number: int) -> dict[str, str]:
    """Give what a template may use about the try before: `retries` and `lastRetry.*`."""
    last = last or {"phase": ""}
    return {
        "retries": str(number),
        "lastRetry.exitCode": last.get("outputs", {}).get("exitCode", "0"),
        "lastRetry.status": last["phase"],
        "lastRetry.duration": _seconds_text(last),
        "lastRetry.message": last.get("message", ""),
    }


def _given_up(operation: Operation) -> str:
    if operation.shutdown:
        return f"Stopped with strategy '{operation.shutdown}'"
    if operation.is_overdue():
        return f"retry exceeded workflow deadline {operation.deadline()}"
    return ""


def _backoff(backoff: JsonObject, tries: Sequence[JsonObject], now: datetime) -> tuple[datetime, str]:
    """Give when the next try may start, and why there is none if it is too late for one."""
    first, last = moment_of(tries[0]["startedAt"]) or now, moment_of(tries[-1].get("finishedAt")) or now
    waits_until = last + timedelta(seconds=_pause(backoff, len(tries)))
    if not backoff.get("maxDuration"):
        return waits_until, ""
    ends = first + timedelta(seconds=_duration(backoff["maxDuration"]))
    if now > ends:
        return waits_until, "Max duration limit exceeded"
    return waits_until, "Backoff would exceed max duration limit" if waits_until > ends else ""


def _pause(backoff: JsonObject, tries: int) -> float:
    factor = int(backoff.get("factor") or 0)
    pause = _duration(backoff["duration"]) * (factor ** (tries - 1) if factor > 0 else 1)
    return min(pause, _duration(backoff["cap"])) if backoff.get("cap") else pause


def _duration(text: str) -> float:
    try:
        return seconds_of(str(text))
    except ValueError as error:
        raise TemplateError(str(error)) from error


def _verdict(strategy: JsonObject, tries: Sequence[JsonObject]) -> str | None:
    """Say why there is no further try; None if there is one."""
    last, policy = tries[-1], policy_of(strategy)
    allowed = _ON_FAILED if last["phase"] == "Failed" else _ON_ERROR
    if policy not in allowed:
        message: str = last.get("message", "")
        return message
    limit = strategy.get("limit")
    if limit is not None and len(tries) > int(limit):
        return "No more retries left"
    if (expression := strategy.get("expression")) and not _holds(expression, tries):
        return "retryStrategy.expression evaluated to false"
    return None


def _holds(expression: str, tries: Sequence[JsonObject]) -> bool:
    known = variables_of_try(tries[-1], len(tries) - 1)
    known["lastRetry.exitCode"] = tries[-1].get("outputs", {}).get("exitCode", "-1")
    try:
        value = expressions.evaluate(expression_syntax.parse(expression), expressions.expanded(known))
    except ExpressionError as error:
        message = f"unable to evaluate expression '{expression}': {error}"
        raise TemplateError(message) from error
    if isinstance(value, bool):
        return value
    message = f"unable to cast expression result '{value}' to bool"
    raise TemplateError(message)


def _seconds_text(node: JsonObject) -> str:
    started, finished = moment_of(node.get("startedAt")), moment_of(node.get("finishedAt"))
    return f"{(finished - started).total_seconds():g}" if started and finished else "0"
