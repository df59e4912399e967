"""What shapes the flow is read from the manifest; what would shape it and is not drawn is refused by name."""

from pathlib import Path

import pytest
import yaml

from gitops.graph.building import build
from gitops.graph.templates import find, parse, read_folder
from remediation.errors import Misuse, Permanent
from remediation.model import JsonObject
from tests.contract.argo.manifests import python, step, steps, template
from tests.gitops.graph.examples import POD

MAIN = POD | {"name": "main"}


def text(*documents: object) -> str:
    return yaml.safe_dump_all(documents)


def test_a_template_is_found_among_other_objects_in_any_file() -> None:
    texts = {"a.yaml": text({"kind": "Sensor"}, None, template("one", MAIN)), "b.yaml": text(template("two"))}

    assert find("one", texts).metadata.name == "one"


def test_an_unknown_template_names_those_that_exist() -> None:
    texts = {"a.yaml": text(template("two", POD), template("one", MAIN))}

    with pytest.raises(Misuse, match=r"^there is no WorkflowTemplate three; there are: one, two$"):
        find("three", texts)
    with pytest.raises(Misuse, match=r"^there is no WorkflowTemplate three; there are: none$"):
        find("three", {})


def test_a_template_that_is_there_twice_is_a_misuse() -> None:
    texts = {"a.yaml": text(template("one", MAIN)), "b.yaml": text(template("one", MAIN))}

    with pytest.raises(Misuse, match=r"^the manifests hold the WorkflowTemplate one 2 times; keep one$"):
        find("one", texts)


def test_what_is_no_yaml_is_a_misuse() -> None:
    with pytest.raises(Misuse, match=r"^cannot read a.yaml as YAML: ") as found:
        find("one", {"a.yaml": "{"})
    assert "\n" not in str(found.value)


def test_a_folder_is_read_with_its_subfolders(tmp_path: Path) -> None:
    (tmp_path / "workflows").mkdir()
    (tmp_path / "workflows" / "one.yml").write_text("one")
    (tmp_path / "notes.txt").write_text("notes")

    assert read_folder(tmp_path) == {str(tmp_path / "workflows" / "one.yml"): "one"}


def test_a_missing_or_unreadable_folder_is_a_misuse(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match=r"there are no manifests at .*none; run `remedy export`"):
        read_folder(tmp_path / "none")
    (tmp_path / "one.yaml").write_bytes(b"\xff")
    with pytest.raises(Misuse, match="cannot read the manifests at"):
        read_folder(tmp_path)


def calling(**fields: object) -> JsonObject:
    return template("odd", steps("main", [step("a", "pod") | fields]), POD)


STEP = "spec.templates.main.steps.a"


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (calling(withItems=[1, 2]), f"{STEP}.withItems: is not drawn"),
        (calling(continueOn={"failed": True}), f"{STEP}.continueOn: is not drawn"),
        (calling(hooks={"exit": {"template": "pod"}}), f"{STEP}.hooks: is not drawn"),
        (
            template("odd", {"name": "main", "steps": [[{"name": "a", "templateRef": {"name": "x"}}]]}),
            f"{STEP}.templateRef: is not drawn",
        ),
        (template("odd", {"name": "main", "dag": {"tasks": []}}), "spec.templates.main: dag is not drawn"),
        (template("odd", {"name": "main", "script": {"x": 1}}), "spec.templates.main: script is not drawn"),
        (
            template("odd", POD | {"name": "main", "sidecars": [{"name": "x"}]}),
            "spec.templates.main: sidecars is not drawn",
        ),
        (
            template(
                "odd",
                {"name": "main", "containerSet": {"containers": [{"name": "b", "dependencies": ["a"]}]}},
            ),
            "spec.templates.main.containerSet.containers.b: dependencies is not drawn",
        ),
        (
            template("odd", MAIN, hooks={"running": {"template": "pod"}}),
            "spec: hooks is not drawn",
        ),
        (
            template("odd", {"name": "main"}),
            "spec.templates.main: must be exactly one of steps, suspend, container, containerSet",
        ),
        (template("odd", POD), "spec: there must be one template main, not 0"),
        (
            template("odd", MAIN, onExit="pod"),
            "spec: there must be one template pod, not 0",
        ),
        (
            template("odd", steps("main", [step("a", "pod")], [step("a", "pod")]), POD),
            "spec.templates.main: has two steps a",
        ),
        (
            template("odd", steps("main", []), POD),
            "spec.templates.main: has no steps, or a group without any",
        ),
        ({"kind": "WorkflowTemplate", "metadata": {"name": "odd"}}, "spec: Field required"),
    ],
)
def test_what_is_not_drawn_is_refused_by_name(document: JsonObject, problem: str) -> None:
    with pytest.raises(Permanent) as found:
        parse(document)

    assert str(found.value) == f"WorkflowTemplate odd: {problem}"
    assert not isinstance(found.value, Misuse)


def test_what_does_not_shape_the_flow_is_passed_over() -> None:
    pod = {**POD, "retryStrategy": {"limit": 3}, "volumes": [], "container": python("", env=[])}

    graph = build(parse(template("plain", {**pod, "name": "main"}, serviceAccountName="somebody")))

    assert graph.title == "plain"
