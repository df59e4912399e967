"""What a resource is: its names, its verbs and the rules that its objects obey."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from remediation.model import JsonObject
from sandbox.kube import names
from sandbox.kube.metadata import NameRule
from sandbox.kube.status import Cause, qualified

VERBS = ("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch")
STATUS_VERBS = ("get", "patch", "update")


class Lookup(Protocol):
    """Reads other objects, for rules that depend on them."""

    def find(self, plural: str, namespace: str, name: str) -> JsonObject | None:
        """Find an object of a core resource."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """An object as its type understands it, and the fields that the type does not know."""

    obj: JsonObject
    unknown: tuple[str, ...] = ()


Prepare = Callable[[JsonObject, JsonObject | None], JsonObject]
Validate = Callable[[JsonObject, JsonObject | None], list[Cause]]
Admit = Callable[[JsonObject, "Lookup"], JsonObject]


def unchanged(obj: JsonObject, old: JsonObject | None) -> JsonObject:  # noqa: ARG001  # a Prepare
    """Leave an object as it is."""
    return obj


def valid(obj: JsonObject, old: JsonObject | None) -> list[Cause]:  # noqa: ARG001  # a Validate
    """Find nothing wrong."""
    return []


def admitted(obj: JsonObject, lookup: Lookup) -> JsonObject:  # noqa: ARG001  # an Admit
    """Let any new object in."""
    return obj


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the API server does with objects of a type between decoding and storing.

    Attributes:
        decode: Read the body; drop what the type does not know.
        prepare: Fill in defaults and what the server owns; gets the stored object too, None on creation.
        validate: Find wrong fields; same arguments.
        admit: Look at other objects before creation; may fill in fields.
        name: Syntax of names.
        any_finalizer: Finalizers need not be qualified with a domain.
        counts_generation: `metadata.generation` starts at 1 and grows with each change outside of metadata
            and, if there is a status subresource, outside of status.
        unconditional_update: PUT without resourceVersion overwrites.
        create_on_update: PUT of an absent name creates.
        returns_deleted: DELETE answers with the object, not with a Status.
        begin_deletion: What the first DELETE makes of an object that ends with its contents; None for the
            usual grace period and generation.
        grace_seconds: How long a deletion waits if the client does not say; None if deletions never wait.
    """

    decode: Callable[[JsonObject], Decoded]
    prepare: Prepare = unchanged
    validate: Validate = valid
    admit: Admit = admitted
    name: NameRule = names.subdomain
    any_finalizer: bool = False
    counts_generation: bool = False
    unconditional_update: bool = True
    create_on_update: bool = False
    returns_deleted: bool = False
    begin_deletion: Callable[[JsonObject], JsonObject] | None = None
    grace_seconds: Callable[[JsonObject], int] | None = None


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One kind of object that the API server serves."""

    group: str = ""
    version: str = "v1"
    plural: str
    singular: str
    kind: str
    list_kind: str = ""
    namespaced: bool = True
    short_names: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    verbs: tuple[str, ...] = VERBS
    subresources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    selectable: tuple[str, ...] | None = None
    custom: bool = False
    rules: Rules

    @property
    def id(self) -> str:
        """Name with group, `workflows.argoproj.io`: the same in every version."""
        return qualified(self.group, self.plural)

    @property
    def api_version(self) -> str:
        """Value of `apiVersion` in its objects."""
        return f"{self.group}/{self.version}" if self.group else self.version

    @property
    def kind_of_list(self) -> str:
        """Value of `kind` in its lists."""
        return self.list_kind or f"{self.kind}List"

    @property
    def has_status(self) -> bool:
        """Whether status is written through a subresource of its own."""
        return "status" in self.subresources
