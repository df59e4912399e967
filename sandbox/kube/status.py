"""Failures in the words of the API server: one exception that carries a `Status` object.

The texts and codes are those of Kubernetes 1.34, compared by the contract tests. Clients tell
failures apart by `code` and `reason`; people read `message`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from remediation.model import JsonObject
from sandbox.kube.objects import encode


class Typed(Protocol):
    """What a failure says about the resource it concerns."""

    @property
    def group(self) -> str:
        """API group, empty for the core."""

    @property
    def plural(self) -> str:
        """Name of the resource in paths."""

    @property
    def kind(self) -> str:
        """Name of the type in objects."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """One field that is wrong."""

    field: str
    reason: str
    message: str


def invalid_value(field: str, value: object, detail: str) -> Cause:
    """Say that a field's value breaks a rule."""
    text = f"Invalid value: {encode(value).decode()}: {detail}"
    return Cause(field=field, reason="FieldValueInvalid", message=text)


def invalid_values(field: str, value: object, details: Iterable[str]) -> list[Cause]:
    """Say which rules a field's value breaks; none for no details."""
    return [invalid_value(field, value, detail) for detail in details]


def required(field: str, detail: str = "") -> Cause:
    """Say that a field is missing."""
    text = f"Required value: {detail}" if detail else "Required value"
    return Cause(field=field, reason="FieldValueRequired", message=text)


def forbidden_value(field: str, detail: str) -> Cause:
    """Say that a field must not be set or changed like this."""
    return Cause(field=field, reason="FieldValueForbidden", message=f"Forbidden: {detail}")


def unsupported(field: str, value: object, supported: Sequence[str]) -> Cause:
    """Say that a field takes only certain values."""
    names = ", ".join(encode(name).decode() for name in supported)
    text = f"Unsupported value: {encode(value).decode()}: supported values: {names}"
    return Cause(field=field, reason="FieldValueNotSupported", message=text)


def too_long(field: str, limit: int) -> Cause:
    """Say that a field has more than `limit` bytes."""
    text = f"Too long: may not be more than {limit} bytes"
    return Cause(field=field, reason="FieldValueTooLong", message=text)


class ApiError(Exception):
    """A request that is refused, as the client will read it."""

    def __init__(
        self, code: int, reason: str, message: str, *, details: JsonObject | None = None, resume: str = ""
    ) -> None:
        """Keep what becomes the `Status` object.

        Args:
            code: HTTP status.
            reason: Machine-readable reason, empty where the API server gives none.
            message: One line for a person.
            details: `Status.details`.
            resume: A continue token with which the client may go on.
        """
        super().__init__(message)
        self.code = code
        self.reason = reason
        self.details = details
        self.resume = resume

    def status(self) -> JsonObject:
        """Build the `Status` object."""
        body: JsonObject = {
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": {"continue": self.resume} if self.resume else {},
            "status": "Failure",
            "message": str(self),
        }
        if self.reason:
            body["reason"] = self.reason
        if self.details is not None:
            body["details"] = self.details
        return body | {"code": self.code}


def qualified(group: str, name: str) -> str:
    """Write a resource or kind with its group, `workflows.argoproj.io`."""
    return f"{name}.{group}" if group else name


def _about(kind: Typed, name: str, *, title: str | None = None) -> JsonObject:
    fields = {"name": name, "group": kind.group, "kind": title or kind.plural}
    return {key: value for key, value in fields.items() if value}


def not_found(kind: Typed, name: str) -> ApiError:
    """404: there is no such object."""
    message = f'{qualified(kind.group, kind.plural)} "{name}" not found'
    return ApiError(404, "NotFound", message, details=_about(kind, name))


def no_such_resource() -> ApiError:
    """404: the group is served, the resource is not."""
    return ApiError(404, "NotFound", "the server could not find the requested resource", details={})


def method_not_allowed() -> ApiError:
    """405: the resource is served, the verb is not."""
    message = "the server does not allow this method on the requested resource"
    return ApiError(405, "MethodNotAllowed", message, details={})


def already_exists(kind: Typed, name: str, *, deleting: bool) -> ApiError:
    """409: the name is taken, perhaps by an object that is still being deleted."""
    prefix = "object is being deleted: " if deleting else ""
    message = f'{prefix}{qualified(kind.group, kind.plural)} "{name}" already exists'
    return ApiError(409, "AlreadyExists", message, details=_about(kind, name))


def conflict(kind: Typed, name: str, why: str, *, title: str | None = None) -> ApiError:
    """409: the object is not what the client believes. Deletions name the kind as `title`."""
    message = (
        f'Operation cannot be fulfilled on {qualified(kind.group, title or kind.plural)} "{name}": {why}'
    )
    return ApiError(409, "Conflict", message, details=_about(kind, name, title=title))


def invalid(kind: Typed, name: str, causes: Sequence[Cause], *, title: str | None = None) -> ApiError:
    """422: fields are wrong, each with its cause."""
    return invalid_type(kind.group, title or kind.kind, name, causes)


def invalid_type(group: str, kind: str, name: str, causes: Sequence[Cause]) -> ApiError:
    """422 for something that is no resource, such as `DeleteOptions`."""
    texts = [f"{cause.field}: {cause.message}" for cause in causes]
    wrong = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
    details: JsonObject = {"name": name, "group": group, "kind": kind}
    details = {key: value for key, value in details.items() if value}
    details["causes"] = [
        {"reason": cause.reason, "message": cause.message, "field": cause.field} for cause in causes
    ]
    message = f'{qualified(group, kind)} "{name}" is invalid: {wrong}'
    return ApiError(422, "Invalid", message, details=details)


def invalid_options(cause: Cause, kind: str) -> ApiError:
    """422: parameters of a request that make no sense; `kind` is such as `ListOptions`."""
    return invalid_type("meta.k8s.io", kind, "", [cause])


def invalid_patch(result: JsonObject, why: str) -> ApiError:
    """422: a patch whose result is no object of the type."""
    return invalid_type("", "", "", [invalid_value("patch", encode(result).decode(), why)])


def forbidden(kind: Typed, name: str, why: str, *, causes: Sequence[JsonObject] = ()) -> ApiError:
    """403: not this user, or not in this state."""
    subject = qualified(kind.group, kind.plural) + (f' "{name}"' if name else "")
    details = _about(kind, name)
    if causes:
        details["causes"] = list(causes)
    return ApiError(403, "Forbidden", f"{subject} is forbidden: {why}", details=details)


def forbidden_path(why: str) -> ApiError:
    """403 for a path that is no resource."""
    return ApiError(403, "Forbidden", f"forbidden: {why}", details={})


def unauthorized() -> ApiError:
    """401: a token that nobody issued, or that has expired."""
    return ApiError(401, "Unauthorized", "Unauthorized")


def bad_request(message: str) -> ApiError:
    """400: the request itself cannot be read."""
    return ApiError(400, "BadRequest", message)


def unsupported_media(accepted: Sequence[str]) -> ApiError:
    """415: a body in a format that this resource does not take."""
    known = ", ".join(accepted)
    message = f"the body of the request was in an unknown format - accepted media types include: {known}"
    return ApiError(415, "UnsupportedMediaType", message)


def not_acceptable() -> ApiError:
    """406: none of the formats that the client accepts."""
    return ApiError(406, "NotAcceptable", "only the following media types are accepted: application/json")


def too_large(limit: int) -> ApiError:
    """413: the body has more than `limit` bytes."""
    return ApiError(413, "RequestEntityTooLarge", f"Request entity too large: limit is {limit}")


def expired(message: str, *, resume: str = "") -> ApiError:
    """410: the state that the client asks for is forgotten; list again."""
    return ApiError(410, "Expired", message, resume=resume)


def internal(message: str) -> ApiError:
    """500 where the API server itself answers so."""
    return ApiError(500, "", message)


def unprocessable_patch() -> ApiError:
    """422: a JSON patch that cannot be applied, for instance because a `test` failed."""
    return ApiError(
        422, "Invalid", "the server rejected our request due to an error in our request", details={}
    )
