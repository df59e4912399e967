"""Names and labels of Argo Workflows (workflow/common/common.go, workflow/util/pod_name.go)."""

GROUP = "workflows.argoproj.io"
LABEL_COMPLETED = f"{GROUP}/completed"
LABEL_PHASE = f"{GROUP}/phase"
LABEL_WORKFLOW = f"{GROUP}/workflow"
LABEL_ON_EXIT = f"{GROUP}/on-exit"
LABEL_REPORTED = f"{GROUP}/report-outputs-completed"
ANNOTATION_NODE_NAME = f"{GROUP}/node-name"
ANNOTATION_NODE_ID = f"{GROUP}/node-id"
ANNOTATION_POD_NAMES = f"{GROUP}/pod-name-format"
MAIN = "main"
"""The container whose exit code and outputs are the node's."""
WAIT = "wait"
"""Argo's own container in each pod, which saves the outputs."""
NODE = "sandbox"
"""The machine that the engine's pods run on: this one."""
TEMPLATE_VARIABLE = "ARGO_TEMPLATE"
"""The environment variable by which Argo's own container learns what the outputs are."""

_LONGEST_POD_PREFIX = 253 - 10 - 1
_FNV_OFFSET, _FNV_PRIME, _MASK = 0x811C9DC5, 0x01000193, 0xFFFFFFFF


def node_id(workflow: str, node: str) -> str:
    """Give the id of a node: the workflow's name, and a hash of the node's name."""
    return node if node == workflow else f"{workflow}-{_fnv32a(node)}"


def pod_name(workflow: str, node: str, template: str) -> str:
    """Give the name of a node's pod (version 2 of Argo's pod names)."""
    if node == workflow:
        return workflow
    return f"{f'{workflow}-{template}'[:_LONGEST_POD_PREFIX]}-{_fnv32a(node)}"


def exit_handler(workflow: str) -> str:
    """Give the name of the exit handler's node."""
    return f"{workflow}.onExit"


def _fnv32a(text: str) -> int:
    value = _FNV_OFFSET
    for byte in text.encode():
        value = ((value ^ byte) * _FNV_PRIME) & _MASK
    return value
