"""Document 1's own chain of five bash pods, as a WorkflowTemplate that only the benchmark has.

The scripts in `document_one/` do what the document's do. GitHub's command line is replaced by curl, and
`argo resume` by the call that sets the gate's verdict, because a resumed gate would have none.
"""

import os
from pathlib import Path

from remediation.model import JsonObject
from remediation.settings import Settings
from runner.scene import Scene
from sandbox.applying import Applier
from workflows import rex_remediation
from workflows.house_style import CONTAINER_SECURITY, POD_SECURITY

NAME = "benchmark-chain"
IMAGE = "BENCHMARK_CHAIN_IMAGE"
"""Variable with the name of the image that `benchmarks/lay-chain-image` lays."""
DEFAULT_IMAGE = "localhost/remedy-chain:test"
STEPS = ("validate", "cancel-agents", "remove-label", "reset-stage", "resume")
SCRIPTS = Path(__file__).parent / "document_one"
_GROUP = "rbac.authorization.k8s.io"


def image() -> str:
    """Give the name of the chain's image."""
    return os.environ.get(IMAGE, DEFAULT_IMAGE)


def install(scene: Scene, *, task: int, github_url: str) -> None:
    """Write the template, and an account that may do what its scripts do."""
    settings = scene.settings
    token = scene.github.token_for(_rex(settings))
    template = _template(settings, task, github_url=github_url, token=token)
    Applier(scene.kubernetes).apply([*_access(settings), template], owner=NAME)


def start(scene: Scene) -> None:
    """Create a run of the chain."""
    namespace = scene.settings.namespace
    workflow = {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"generateName": f"{NAME}-", "namespace": namespace},
        "spec": {"workflowTemplateRef": {"name": NAME}},
    }
    path = f"/apis/argoproj.io/v1alpha1/namespaces/{namespace}/workflows"
    scene.kubernetes.call("POST", path, body=workflow)


def _rex(settings: Settings) -> str:
    return f"{settings.identities.rex[0]}[bot]"


def _template(settings: Settings, task: int, *, github_url: str, token: str) -> JsonObject:
    repository = settings.repositories[0]
    values = {
        "TASK_ID": str(task),
        "SENDER": _rex(settings),
        "REPOSITORY": repository.name,
        "NAMESPACE": settings.namespace,
        "AGENTS_NAMESPACE": repository.agents_namespace,
        "GITHUB_URL": github_url,
        "GITHUB_TOKEN": token,
        "ARGO_SERVER_URL": settings.argo_server_url,
        "HOME": "/tmp",  # noqa: S108  # where kubectl keeps what it has learned about the API server
    }
    environment: list[JsonObject] = [{"name": name, "value": value} for name, value in values.items()]
    tasks = [
        {"name": step, "template": step, "dependencies": [before] if before else []}
        for before, step in zip(("", *STEPS), STEPS, strict=False)
    ]
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "WorkflowTemplate",
        "metadata": {"name": NAME, "namespace": settings.namespace},
        "spec": {
            "entrypoint": "chain",
            "serviceAccountName": NAME,
            "securityContext": POD_SECURITY.model_dump(by_alias=True, exclude_none=True),
            # The namespace lets no pod in whose own containers of Argo are not secured.
            "podSpecPatch": rex_remediation.build(settings).pod_spec_patch,
            "templates": [
                {"name": "chain", "dag": {"tasks": tasks}},
                *(_script(settings, step, environment) for step in STEPS),
            ],
        },
    }


def _script(settings: Settings, step: str, environment: list[JsonObject]) -> JsonObject:
    security = CONTAINER_SECURITY.model_dump(by_alias=True, exclude_none=True)
    return {
        "name": step,
        "script": {
            "image": image(),
            "imagePullPolicy": settings.image_pull_policy,
            "command": ["bash"],
            "env": environment,
            "securityContext": {**security, "readOnlyRootFilesystem": False},
            "source": (SCRIPTS / f"{step}.sh").read_text(encoding="utf-8"),
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
