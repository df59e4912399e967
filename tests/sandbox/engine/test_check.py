"""What the engine does not know is refused by name; what the project exports is known."""

from pathlib import Path

import pytest
import yaml

from remediation.model import JsonObject
from sandbox.engine import check_supported

MANIFESTS = Path(__file__).parents[3] / "manifests" / "workflows"
CONTAINER: JsonObject = {"image": "i", "command": ["python3"]}


def problems(template: JsonObject, **spec: object) -> list[str]:
    return check_supported(
        {"kind": "Workflow", "spec": {"templates": [{"name": "main", **template}], **spec}}
    )


@pytest.mark.parametrize("file", sorted(MANIFESTS.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_exported_workflow_is_supported(file: Path) -> None:
    for manifest in yaml.safe_load_all(file.read_text()):
        assert check_supported(manifest) == []


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ({"dag": {"tasks": []}}, "templates.main.dag is not supported"),
        ({"script": {"source": "x"}}, "templates.main.script is not supported"),
        ({"container": CONTAINER, "sidecars": []}, "templates.main.sidecars is not supported"),
        ({"container": CONTAINER, "memoize": {}}, "templates.main.memoize is not supported"),
        ({"container": CONTAINER | {"lifecycle": {}}}, "templates.main.container.lifecycle is not supported"),
        (
            {"container": CONTAINER | {"env": [{"name": "X", "valueFrom": {"fieldRef": {}}}]}},
            "templates.main.container.env.X.valueFrom.fieldRef is not supported",
        ),
        (
            {"container": CONTAINER, "volumes": [{"name": "v", "hostPath": {}}]},
            "templates.main.volumes.v.hostPath is not supported",
        ),
        (
            {"containerSet": {"containers": [CONTAINER | {"name": "b", "dependencies": ["a"]}]}},
            "templates.main.containerSet.containers.b.dependencies is not supported",
        ),
        (
            {"steps": [[{"name": "a", "template": "b", "withItems": [1]}]]},
            "templates.main.steps.0.a.withItems is not supported",
        ),
        (
            {"suspend": {}, "outputs": {"parameters": [{"name": "x", "globalName": "y"}]}},
            "templates.main.outputs.parameters.x.globalName is not supported",
        ),
        (
            {"suspend": {}, "outputs": {"artifacts": []}},
            "templates.main.outputs.artifacts is not supported",
        ),
        (
            {"steps": [[{"name": "a", "template": "b", "when": "{{x}} =~ 'y'"}]]},
            "templates.main.steps.a.when: the operator '=~' in the condition \"x =~ 'y'\" is not supported",
        ),
        (
            {"container": CONTAINER, "retryStrategy": {"expression": "len(lastRetry.message) > 1"}},
            "templates.main.retryStrategy.expression: the function len is not supported",
        ),
        (
            {"container": CONTAINER | {"args": ["{{=sprig.upper('a')}}"]}},
            "{{=sprig.upper('a')}}: the function sprig.upper is not supported",
        ),
        (
            {"container": {"image": "i"}},
            "templates.main: a container without a command is not supported: there are no images",
        ),
    ],
)
def test_an_unknown_feature_is_named(template: JsonObject, problem: str) -> None:
    assert problem in problems(template)


@pytest.mark.parametrize(
    "field", ["parallelism", "hooks", "volumeClaimTemplates", "templateDefaults", "suspend"]
)
def test_an_unknown_field_of_the_spec_is_named(field: str) -> None:
    assert problems({"suspend": {}}, **{field: {}}) == [f"{field} is not supported"]


def test_fields_that_have_no_effect_here_are_fine() -> None:
    template = {
        "container": CONTAINER | {"resources": {}, "securityContext": {}},
        "podSpecPatch": "x",
        "metrics": {},
    }
    assert problems(template, podSpecPatch="x", tolerations=[], metrics={}) == []


def test_a_template_is_of_one_kind() -> None:
    assert problems({"suspend": {}, "container": CONTAINER}) == [
        "templates.main must be exactly one of steps, container, containerSet, suspend"
    ]


def test_other_kinds_are_refused() -> None:
    assert check_supported({"kind": "CronWorkflow"}) == [
        "kind CronWorkflow is not supported: only Workflow and WorkflowTemplate are"
    ]


def test_values_of_arguments_may_be_anything() -> None:
    arguments = {"parameters": [{"name": "x", "value": "{{=sprig.env('HOME')}} {{ open"}]}
    assert problems({"suspend": {}}, arguments=arguments) == []
