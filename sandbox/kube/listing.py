"""Lists: selectors, consistent pages and older revisions.

https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks.
A continue token carries the revision of the first page and the key to go on after, as the real one does, so
the server keeps nothing for a list that is under way.
"""

import base64
import binascii
import json
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.kube.fields import FieldSelector, check_fields, parse_field_selector
from sandbox.kube.labels import LabelSelector, parse_label_selector
from sandbox.kube.objects import Key, encode
from sandbox.kube.resources import Resource
from sandbox.kube.status import (
    ApiError,
    bad_request,
    expired,
    forbidden_value,
    invalid_options,
    unsupported,
)
from sandbox.kube.store import Store, Stored

_TOKEN_VERSION = "meta.k8s.io/v1"  # noqa: S105  # the format of a continue token
LIST_OPTIONS = "ListOptions"
_LATEST = -1  # in a continue token: go on with whatever is there now
_OLD_PAGE = (
    "The provided continue parameter is too old to display a consistent list result. You can start a new "
    "list without the continue parameter, or use the continue token in this response to retrieve the "
    "remainder of the results. Continuing with the provided token results in an inconsistent list - objects "
    "that were created, modified, or deleted between the time the first chunk was returned and now may show "
    "up in the list."
)
_OLD_LIST = "The resourceVersion for the provided list is too old."


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Which objects of a collection."""

    namespace: str
    labels: LabelSelector
    fields: FieldSelector

    @property
    def everything(self) -> bool:
        """Whether no selector narrows the namespace."""
        return not self.labels.requirements and not self.fields.terms

    def matches(self, stored: Stored) -> bool:
        """Tell whether an object is selected; its namespace has to fit already."""
        return self.everything or (
            self.labels.matches(stored.obj["metadata"].get("labels")) and self.fields.matches(stored.obj)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page of a list; `resume` is empty on the last one, `remaining` unknown (None) under selectors."""

    items: list[Stored]
    revision: int
    resume: str = ""
    remaining: int | None = None


def read_selection(resource: Resource, namespace: str, query: Mapping[str, str]) -> Selection:
    """Read the selectors.

    Raises:
        ApiError: 400 for one that cannot be read, or for a field that the resource does not offer.
    """
    fields = parse_field_selector(query.get("fieldSelector", ""))
    check_fields(fields, resource.selectable)
    labels = parse_label_selector(query.get("labelSelector", ""))
    return Selection(namespace=namespace, labels=labels, fields=fields)


def read_number(query: Mapping[str, str], name: str) -> int:
    """Read a whole number, 0 if it is not given.

    Raises:
        ApiError: 400 if it is no number.
    """
    text = query.get(name) or "0"
    try:
        return int(text)
    except ValueError:
        message = f'strconv.ParseInt: parsing "{text}": invalid syntax'
        raise bad_request(message) from None


def list_page(store: Store, resource: Resource, selection: Selection, query: Mapping[str, str]) -> Page:
    """List a page of the selected objects.

    Raises:
        ApiError: 400 for parameters that do not fit, 410 for a revision or page that is forgotten, 504 for a
            revision that does not exist yet.
    """
    limit = max(0, read_number(query, "limit"))
    _check_parameters(query)
    token = query.get("continue", "")
    if token:
        revision, start = _read_token(token)
        everything = _page_at(store, resource, selection.namespace, revision, start)
    else:
        revision, start = _wanted_revision(store, query, limit), ""
        everything = _list_at(store, resource, selection.namespace, revision)
    revision = store.revision if revision in (0, _LATEST) else revision
    matching = [stored for stored in everything if selection.matches(stored)]
    first = bisect_left(matching, start, key=lambda stored: _path(stored.key, selection.namespace))
    rest = matching[first:]
    if not limit or len(rest) <= limit:
        return Page(items=rest, revision=revision)
    last = _path(rest[limit - 1].key, selection.namespace)
    return Page(
        items=rest[:limit],
        revision=revision,
        resume=_write_token(revision, f"{last}\0"),
        remaining=len(rest) - limit if selection.everything else None,
    )


def check_revision(text: str, current: int) -> int:
    """Read a `resourceVersion` for reading; 0 means any.

    Raises:
        ApiError: 400 if it is no number, 504 if it lies in the future.
    """
    if not text.isdigit():
        why = f'strconv.ParseUint: parsing "{text}": invalid syntax'
        message = f'invalid resource version: resourceVersion: Invalid value: "{text}": {why}'
        raise bad_request(message)
    if int(text) > current:
        details = {
            "causes": [{"reason": "ResourceVersionTooLarge", "message": "Too large resource version"}],
            "retryAfterSeconds": 1,
        }
        message = f"Timeout: Too large resource version: {text}, current: {current}"
        raise ApiError(504, "Timeout", message, details=details)
    return int(text)


def _check_parameters(query: Mapping[str, str]) -> None:
    match = query.get("resourceVersionMatch", "")
    revision = query.get("resourceVersion", "")
    if "sendInitialEvents" in query:
        cause = forbidden_value("sendInitialEvents", "sendInitialEvents is forbidden for list")
        raise invalid_options(cause, LIST_OPTIONS)
    if match and match not in {"Exact", "NotOlderThan"}:
        cause = unsupported("resourceVersionMatch", match, ["Exact", "NotOlderThan", ""])
        raise invalid_options(cause, LIST_OPTIONS)
    if match and not revision:
        detail = "resourceVersionMatch is forbidden unless resourceVersion is provided"
        raise invalid_options(forbidden_value("resourceVersionMatch", detail), LIST_OPTIONS)
    if query.get("continue") and revision not in ("", "0"):
        message = "specifying resource version is not allowed when using continue"
        raise bad_request(message)


def _wanted_revision(store: Store, query: Mapping[str, str], limit: int) -> int:
    """Find the revision that must be shown exactly, 0 if the latest will do."""
    text = query.get("resourceVersion", "")
    if text in ("", "0"):
        return 0
    revision = check_revision(text, store.revision)
    match = query.get("resourceVersionMatch", "")
    return revision if match == "Exact" or (limit and not match) else 0


def _list_at(store: Store, resource: Resource, namespace: str, revision: int) -> list[Stored]:
    collection = store.collection(resource)
    if revision in (0, _LATEST):
        return collection.all(namespace)
    try:
        return collection.at(revision, namespace)
    except KeyError:
        raise expired(_OLD_LIST) from None


def _page_at(store: Store, resource: Resource, namespace: str, revision: int, start: str) -> list[Stored]:
    try:
        return _list_at(store, resource, namespace, revision)
    except ApiError:
        raise expired(_OLD_PAGE, resume=_write_token(_LATEST, start)) from None


def _path(key: Key, namespace: str) -> str:
    """Write a key as etcd orders it below the listed prefix."""
    return f"/{key[1]}" if namespace or not key[0] else f"/{key[0]}/{key[1]}"


def _write_token(revision: int, start: str) -> str:
    body = encode({"v": _TOKEN_VERSION, "rv": revision, "start": start})
    return base64.urlsafe_b64encode(body).decode().rstrip("=")


def _read_token(token: str) -> tuple[int, str]:
    try:
        body = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        return int(body["rv"]), str(body["start"])
    except (binascii.Error, ValueError, KeyError, TypeError) as error:
        message = f"invalid continue token: continue key is not valid: {error}"
        raise bad_request(message) from None
