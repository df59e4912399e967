"""The documents' own chains of bash pods, in the place of what our templates run.

The same webhook, event source, sensor and WorkflowTemplate start both. Only what runs is exchanged:
templates, account and exit handler (the documents have none). All around it stays ours, so the pods of both
are secured, bounded and cleaned up alike.

The scripts in `document_one/` are those of document 1's "Complete Rex Remediation Sensor", but for three
things: curl stands for GitHub's command line, which would make more calls; and for `argo resume`, after which
the gate would have no verdict, the call that sets it; and all five run in one image with bash. Those in
`document_two/` are document 2's "Webhook Field Extraction" and "Workflow Resume Configuration", with the same
changes, and grep for jq.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.exchanged import exchanged
from remediation.model import JsonObject
from remediation.settings import Settings
from runner.backends.claim import NOT_FOUND
from runner.scene import Scene
from sandbox.applying import Applier
from workflows import play_signal, rex_remediation
from workflows.house_style import CONTAINER_SECURITY, resources

NAME = "benchmark-chain"
IMAGE = "BENCHMARK_CHAIN_IMAGE"
"""Variable with the name of the image that `benchmarks/lay-chain-image` lays."""
DEFAULT_IMAGE = "localhost/remedy-chain:test"
CPU = "200m"
"""What our first step after a push asks for, so that neither is served before the other."""
_GROUP = "rbac.authorization.k8s.io"


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Scripts that run in pods of their own, each after the one before."""

    template: str
    """The WorkflowTemplate whose place they take."""
    folder: str
    """Where the scripts are, beside this module."""
    steps: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    """Variables of theirs, beside those that every chain has."""


DOCUMENT_ONE = Chain(
    template=rex_remediation.NAME,
    folder="document_one",
    steps=("validate-event", "cancel-agents", "remove-qa-label", "reset-workflow", "resume-qa-pipeline"),
)
DOCUMENT_TWO = Chain(
    template=play_signal.NAME,
    folder="document_two",
    steps=("validate-association", "resume-after-ready-for-qa"),
    values={"PR_NUMBER": "{{workflow.parameters.subject}}"},
)


def image() -> str:
    """Give the name of the chain's image."""
    return os.environ.get(IMAGE, DEFAULT_IMAGE)


@contextmanager
def account(scene: Scene) -> Iterator[None]:
    """Let there be an account that may do what the scripts do, while the context lasts."""
    applier = Applier(scene.kubernetes)
    access = _access(scene.settings)
    try:
        applier.apply(access, owner=NAME)
        yield
    finally:
        for body in access:
            path = f"{applier.collection(body)}/{body['metadata']['name']}"
            scene.kubernetes.call("DELETE", path, allow={NOT_FOUND})


def in_our_place(scene: Scene, chain: Chain, *, github_url: str) -> AbstractContextManager[None]:
    """Let our sensor start a chain while the context lasts.

    Args:
        scene: No run of our template may be under way when the context begins and when it ends.
        chain: What is started.
        github_url: Where the scripts reach GitHub.
    """
    return exchanged(scene, lambda ours: _spec(scene, chain, ours, github_url), template=chain.template)


def _spec(scene: Scene, chain: Chain, ours: JsonObject, github_url: str) -> JsonObject:
    settings = scene.settings
    values = {
        "TASK_ID": "{{workflow.parameters.task-id}}",
        "SENDER": "{{workflow.parameters.sender}}",
        "REPOSITORY": "{{workflow.parameters.repository}}",
        "NAMESPACE": settings.namespace,
        "AGENTS_NAMESPACE": settings.repositories[0].agents_namespace,
        "GITHUB_URL": github_url,
        "GITHUB_TOKEN": scene.github.token_for(f"{settings.identities.rex[0]}[bot]"),
        "ARGO_SERVER_URL": settings.argo_server_url,
        "HOME": "/tmp",  # noqa: S108  # where kubectl keeps what it has learned about the API server
        **chain.values,
    }
    tasks = [
        {"name": step, "template": step, "dependencies": [before] if before else []}
        for before, step in zip(("", *chain.steps), chain.steps, strict=False)
    ]
    scripts = [_script(settings, chain, step, values) for step in chain.steps]
    kept = {name: value for name, value in ours.items() if name != "onExit"}
    return {
        **kept,
        "entrypoint": "chain",
        "serviceAccountName": NAME,
        "templates": [{"name": "chain", "dag": {"tasks": tasks}}, *scripts],
    }


def _script(settings: Settings, chain: Chain, step: str, values: dict[str, str]) -> JsonObject:
    security = CONTAINER_SECURITY.model_dump(by_alias=True, exclude_none=True)
    return {
        "name": step,
        "script": {
            "image": image(),
            "imagePullPolicy": settings.image_pull_policy,
            "command": ["bash"],
            "env": [{"name": name, "value": value} for name, value in values.items()],
            "resources": resources(cpu=CPU).model_dump(by_alias=True, exclude_none=True),
            "securityContext": {**security, "readOnlyRootFilesystem": False},
            "source": (Path(__file__).parent / chain.folder / f"{step}.sh").read_text(encoding="utf-8"),
        },
    }


def _access(settings: Settings) -> list[JsonObject]:
    here = [
        _rule("argoproj.io", "workflows", "get", "list", "patch", "update"),
        _rule("argoproj.io", "workflowtaskresults", "create", "patch"),
    ]
    kind = settings.coderuns
    group = kind.api_version.rpartition("/")[0]
    agents = [_rule(group, kind.plural, "get", "list", "watch", "delete", "deletecollection")]
    account = {"name": NAME, "namespace": settings.namespace}
    spaces = {settings.namespace: here, settings.repositories[0].agents_namespace: agents}
    found: list[JsonObject] = [{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": account}]
    for namespace, rules in spaces.items():
        metadata = {"name": NAME, "namespace": namespace}
        role = {"apiGroup": _GROUP, "kind": "Role", "name": NAME}
        found += [
            {"apiVersion": f"{_GROUP}/v1", "kind": "Role", "metadata": metadata, "rules": rules},
            {
                "apiVersion": f"{_GROUP}/v1",
                "kind": "RoleBinding",
                "metadata": metadata,
                "roleRef": role,
                "subjects": [{"kind": "ServiceAccount", **account}],
            },
        ]
    return found


def _rule(group: str, resource: str, *verbs: str) -> JsonObject:
    return {"apiGroups": [group], "resources": [resource], "verbs": list(verbs)}
