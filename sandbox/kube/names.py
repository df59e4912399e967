"""Syntax of names and labels. Each rule answers with the complaints of the API server, none if all is well.

https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and `.../labels/`.
"""

import re

LABEL_LIMIT = 63
SUBDOMAIN_LIMIT = 253
SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789"  # no vowels and no lookalikes, so that no words appear
SUFFIX_LENGTH = 5
GENERATED_LIMIT = LABEL_LIMIT - SUFFIX_LENGTH

_LABEL = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_LABEL_1035 = r"[a-z]([-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN = rf"{_LABEL}(\.{_LABEL})*"
_QUALIFIED = r"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_VALUE = rf"({_QUALIFIED})?"
_CONFIG_KEY = r"[-._a-zA-Z0-9]+"

_label = re.compile(_LABEL).fullmatch
_label_1035 = re.compile(_LABEL_1035).fullmatch
_subdomain = re.compile(_SUBDOMAIN).fullmatch
_qualified = re.compile(_QUALIFIED).fullmatch
_value = re.compile(_VALUE).fullmatch
_config_key = re.compile(_CONFIG_KEY).fullmatch


def subdomain(name: str) -> list[str]:
    """Check a DNS-1123 subdomain: most names of objects."""
    complaints = _length(name, SUBDOMAIN_LIMIT)
    if not _subdomain(name):
        complaints.append(
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
            "and must start and end with an alphanumeric character "
            f"(e.g. 'example.com', regex used for validation is '{_SUBDOMAIN}')"
        )
    return complaints


def label(name: str) -> list[str]:
    """Check a DNS-1123 label: names of namespaces and containers."""
    complaints = _length(name, LABEL_LIMIT)
    if not _label(name):
        complaints.append(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', "
            "and must start and end with an alphanumeric character "
            f"(e.g. 'my-name',  or '123-abc', regex used for validation is '{_LABEL}')"
        )
    return complaints


def service_label(name: str) -> list[str]:
    """Check a DNS-1035 label: names of services."""
    complaints = _length(name, LABEL_LIMIT)
    if not _label_1035(name):
        complaints.append(
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', "
            "start with an alphabetic character, and end with an alphanumeric character "
            f"(e.g. 'my-name',  or 'abc-123', regex used for validation is '{_LABEL_1035}')"
        )
    return complaints


def path_segment(name: str) -> list[str]:
    """Check a name that only has to fit into a path: roles and their bindings."""
    if name in {".", ".."}:
        return [f"may not be '{name}'"]
    return [f"may not contain '{char}'" for char in "/%" if char in name]


def label_key(key: str) -> list[str]:
    """Check the key of a label or an annotation: a name, perhaps after a DNS prefix and a slash."""
    prefix, slash, name = key.rpartition("/")
    if "/" in prefix:
        return [
            "a qualified name "
            + _qualified_rule()
            + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
        ]
    complaints = []
    if slash:
        complaints += ["prefix part must be non-empty"] if not prefix else []
        complaints += [f"prefix part {text}" for text in subdomain(prefix)] if prefix else []
    if not name:
        complaints.append("name part must be non-empty")
    complaints += [f"name part {text}" for text in _length(name, LABEL_LIMIT)]
    if not _qualified(name):
        complaints.append(f"name part {_qualified_rule()}")
    return complaints


def label_value(value: str) -> list[str]:
    """Check the value of a label."""
    complaints = _length(value, LABEL_LIMIT)
    if not _value(value):
        complaints.append(
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', "
            "and must start and end with an alphanumeric character "
            f"(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '{_VALUE}')"
        )
    return complaints


def config_key(key: str) -> list[str]:
    """Check a key of a ConfigMap or Secret."""
    complaints = _length(key, SUBDOMAIN_LIMIT)
    if not _config_key(key):
        complaints.append(
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' "
            f"(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '{_CONFIG_KEY}')"
        )
    return complaints


def _length(text: str, limit: int) -> list[str]:
    return [f"must be no more than {limit} characters"] if len(text) > limit else []


def _qualified_rule() -> str:
    return (
        "must consist of alphanumeric characters, '-', '_' or '.', "
        "and must start and end with an alphanumeric character "
        f"(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '{_QUALIFIED}')"
    )
