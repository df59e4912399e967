"""Field selectors over nodes: `displayName=await-verdict,inputs.parameters.cycle.value=2`."""

import re

from remediation.model import JsonObject
from sandbox.argo_server.errors import INTERNAL, ServerError
from sandbox.engine.language.go_text import scalar_text

_TERM = re.compile(r"(?P<field>[^=!]*)(?P<operator>!=|==|=)(?P<value>(?:\\.|[^\\])*)")
_SEPARATOR = re.compile(r"(?<!\\),")


class NodeSelector:
    """All terms of a selector must hold (k8s.io/apimachinery/pkg/fields)."""

    def __init__(self, text: str) -> None:
        """Read a selector.

        Raises:
            ServerError: It is none.
        """
        self._terms = []
        for term in filter(None, _SEPARATOR.split(text)):
            match = _TERM.fullmatch(term)
            if match is None:
                message = f"invalid selector: '{text}'; can't understand '{term}'"
                raise ServerError(INTERNAL, message)
            value = re.sub(r"\\(.)", r"\1", match["value"])
            self._terms.append((match["field"], match["operator"] != "!=", value))

    def matches(self, node: JsonObject) -> bool:
        """Tell whether a node is meant."""
        fields = _fields(node)
        return all((fields.get(field, "") == value) == equal for field, equal, value in self._terms)


def _fields(node: JsonObject) -> dict[str, str]:
    inputs = node.get("inputs", {}).get("parameters", [])
    return {
        "displayName": node.get("displayName", ""),
        "templateName": node.get("templateName", ""),
        "phase": node.get("phase", ""),
        "name": node["name"],
        "id": node["id"],
        **{f"inputs.parameters.{each['name']}.value": scalar_text(each.get("value", "")) for each in inputs},
    }
