"""Decoding of built-in objects."""

from collections.abc import Callable, Mapping

from remediation.model import JsonObject
from sandbox.kube.metadata import read_metadata
from sandbox.kube.resources import Decoded
from sandbox.kube.shapes import ANYTHING, Place, Shape, Struct

_TYPE_META: Mapping[str, Shape] = {"kind": ANYTHING, "apiVersion": ANYTHING, "metadata": ANYTHING}


def decoder(kind: str, fields: Mapping[str, Shape]) -> Callable[[JsonObject], Decoded]:
    """Make the decoder of a built-in type.

    Args:
        kind: The type's name, for messages.
        fields: The fields beside `metadata`, `kind` and `apiVersion`.
    """
    struct = Struct(name=kind, fields={**_TYPE_META, **fields})

    def decode(body: JsonObject) -> Decoded:
        unknown: list[str] = []
        read = struct.read(body, Place(kind, unknown=unknown))
        assert isinstance(read, dict)  # noqa: S101  # a struct reads into a dictionary
        read["metadata"] = read_metadata(body.get("metadata"), unknown)
        return Decoded(obj=read, unknown=tuple(unknown))

    return decode
