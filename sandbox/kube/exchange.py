"""A request as the handlers get it, and a reply as they give it, in a form that the client can read."""

from collections.abc import Mapping
from dataclasses import dataclass

from remediation.model import JsonObject
from sandbox.kube.objects import encode
from sandbox.kube.requests import Target
from sandbox.kube.resources import Resource
from sandbox.kube.status import ApiError, invalid_options, not_acceptable, unsupported
from sandbox.kube.store import Stored
from sandbox.kube.watching import partial_metadata
from sandbox.kube.writing import WriteOptions

JSON = "application/json"
_PARTIAL = {"PartialObjectMetadata", "PartialObjectMetadataList"}
_OPTIONS = {"create": "CreateOptions", "update": "UpdateOptions", "patch": "PatchOptions"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A request that is allowed and names a resource that exists.

    Attributes:
        target: What it is about.
        resource: The resource of the target.
        namespace: Where its objects live, empty at cluster scope (also for namespaces themselves).
        query: Parameters.
        media_type: Content type without parameters.
        body: The body, empty without one.
        partial: Whether the client wants only metadata.
    """

    target: Target
    resource: Resource
    namespace: str
    query: Mapping[str, str]
    media_type: str
    body: bytes
    partial: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What the client gets."""

    code: int
    body: bytes
    media_type: str = JSON
    warnings: tuple[str, ...] = ()


def wants_partial(accept: str) -> bool:
    """Read the Accept header: the first form that the stand-in can write counts.

    Returns:
        Whether only metadata is wanted. `as=Table` cannot be written; clients that ask for it take
        plain JSON as well.

    Raises:
        ApiError: 406 if there is no such form.
    """
    for media_range in accept.split(",") if accept else ["*/*"]:
        media_type, *parameters = [part.strip() for part in media_range.split(";")]
        if media_type not in {JSON, "application/*", "*/*"}:
            continue
        shape = dict(parameter.partition("=")[::2] for parameter in parameters).get("as")
        if shape is None or shape in _PARTIAL:
            return shape is not None
    raise not_acceptable()


def write_options(target: Target, query: Mapping[str, str]) -> WriteOptions:
    """Read how to write.

    Raises:
        ApiError: 422 for a `dryRun` other than `All`.
    """
    dry_run = query.get("dryRun", "")
    if dry_run not in ("", "All"):
        cause = unsupported("dryRun", [dry_run], ["All"])
        raise invalid_options(cause, _OPTIONS[target.verb])
    return WriteOptions(dry_run=bool(dry_run), strict=query.get("fieldValidation") == "Strict")


def object_reply(
    request: Request, stored: Stored, *, code: int = 200, unknown: tuple[str, ...] = ()
) -> Reply:
    """Reply with an object; unknown fields become warnings unless the client ignores them."""
    body = encode(partial_metadata(stored.obj)) if request.partial else stored.encoded
    warned = request.query.get("fieldValidation") != "Ignore"
    warnings = tuple(f'unknown field "{name}"' for name in sorted(unknown)) if warned else ()
    return Reply(code=code, body=body, warnings=warnings)


def list_reply(request: Request, items: list[Stored], meta: JsonObject) -> Reply:
    """Reply with a list, joined from the encoded objects."""
    if request.partial:
        kind, api_version = "PartialObjectMetadataList", "meta.k8s.io/v1"
        encoded = [encode(partial_metadata(item.obj)) for item in items]
    else:
        kind, api_version = request.resource.kind_of_list, request.resource.api_version
        encoded = [item.encoded_item for item in items]
    head = encode({"kind": kind, "apiVersion": api_version, "metadata": meta})
    # An empty list of metadata is null in the real server's answer.
    joined = b"null" if request.partial and not encoded else b"[" + b",".join(encoded) + b"]"
    return Reply(code=200, body=head[:-1] + b',"items":' + joined + b"}")


def error_reply(error: ApiError) -> Reply:
    """Reply with a `Status`."""
    return Reply(code=error.code, body=encode(error.status()))
