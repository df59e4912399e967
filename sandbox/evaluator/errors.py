"""What ends an evaluation early: an unknown feature, a trigger that fails as in Argo, a refused webhook."""

from pydantic import ValidationError

from remediation.errors import Misuse


class Unsupported(ValueError):  # noqa: N818  # a finding about the sensor, told in its name
    """A sensor uses a feature that the evaluator does not know; the message names it."""


class TriggerFailed(Exception):  # noqa: N818  # told in an answer, as Argo tells it in its log
    """A trigger fires and submits nothing: Argo retries it and then runs its dead-letter trigger."""


class RefusedWebhook(Misuse):
    """The GitHub event source answers 400 to this request, and no sensor sees it."""


def first_problem(error: ValidationError) -> str:
    """Tell the first of a sensor's problems in a line: which field, and what is wrong with it."""
    problem = error.errors()[0]
    field = ".".join(map(str, problem["loc"]))
    if problem["type"] == "extra_forbidden":
        return f"{field} is not a feature that this evaluator knows"
    return f"{field}: {problem.get('ctx', {}).get('error') or problem['msg']}"
