"""What GitHub refuses, with the words that it uses: one error for REST, GraphQL and people's actions."""

from collections.abc import Sequence
from typing import Literal, NoReturn, TypeAlias

from remediation.model import JsonObject

Kind: TypeAlias = Literal[
    "NOT_FOUND",
    "FORBIDDEN",
    "UNPROCESSABLE",
    "RATE_LIMIT",
    "MISSING_PAGINATION_BOUNDARIES",
    "EXCESSIVE_PAGINATION",
    "INVALID_CURSOR_ARGUMENTS",
]


class Refused(Exception):  # noqa: N818  # an answer of GitHub, not a fault of the stand-in
    """GitHub says no.

    Attributes:
        status: The HTTP status that REST answers with.
        kind: The `type` of the GraphQL error.
        message: The `message` of the REST body.
        errors: The `errors` of the REST body, or None when the body has none.
        headers: Headers that go with the refusal, such as `Retry-After`.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: Kind = "UNPROCESSABLE",
        errors: Sequence[JsonObject | str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        """Say no with a status and GitHub's own message."""
        self.status = status
        self.kind = kind
        self.message = message
        self.errors = None if errors is None else list(errors)
        self.headers = headers or {}
        super().__init__(f"GitHub refuses with {status}: {self.sentence}")

    @property
    def sentence(self) -> str:
        """The message of the GraphQL error: the reason itself, not `Validation Failed`."""
        for error in self.errors or []:
            if isinstance(error, str):
                return error
            if "message" in error:
                return str(error["message"])
            if error.get("code") == "already_exists":
                return f"{str(error.get('field')).capitalize()} has already been taken"
            return f"{str(error.get('field')).capitalize()} is {error.get('code')}"
        return self.message


def refuse_missing(message: str = "Not Found") -> NoReturn:
    """It does not exist, or the caller may not know that it does (GitHub answers both the same)."""
    raise Refused(404, message, kind="NOT_FOUND") from None


def refuse_forbidden(message: str) -> NoReturn:
    """The caller sees the object but may not do this."""
    raise Refused(403, message, kind="FORBIDDEN")


def refuse_invalid(
    resource: str, field: str | None = None, code: str = "invalid", message: str | None = None
) -> NoReturn:
    """A 422 `Validation Failed` with one entry in `errors`, as the REST guide describes them."""
    entry: JsonObject = {"resource": resource, "code": code}
    if field is not None:
        entry["field"] = field
    if message is not None:
        entry["message"] = message
    reason = "Validation Failed"
    raise Refused(422, reason, errors=[entry])


def refuse_unprocessable(message: str, *errors: str) -> NoReturn:
    """A 422 with a message of its own and, where GitHub gives them, plain sentences in `errors`."""
    raise Refused(422, message, errors=errors or None)
