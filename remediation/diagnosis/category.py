"""What a red job died of."""

from enum import StrEnum


class Category(StrEnum):
    """The cause of a red job, not the name of its step."""

    BUILD = "build"
    TEST = "test"
    LINT = "lint"
    TYPECHECK = "typecheck"
    DEPENDENCY = "dependency"
    DOCKER = "docker"
    PERMISSION = "permission"
    RESOURCE = "resource"
    INFRA = "infra"
    CONFIG = "config"
    MERGE_CONFLICT = "merge-conflict"
    SECURITY_SCAN = "security-scan"
    OTHER = "other"
