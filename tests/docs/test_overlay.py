"""The example overlay changes image and settings of what is exported, and nothing else."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from gitops.manifests import KUSTOMIZATION
from remediation.model import JsonObject
from remediation.settings import from_environment
from tests.golden.exported import containers

ROOT = Path(__file__).parents[2]
OVERLAY = ROOT / "deploy" / "overlays" / "example"
KUBECTL = shutil.which("kubectl")

pytestmark = pytest.mark.skipif(not KUBECTL, reason="needs kubectl on the PATH")

Objects = dict[tuple[str, str, str], JsonObject]


def by_name(documents: list[JsonObject]) -> Objects:
    return {
        (each["kind"], each["metadata"].get("namespace", ""), each["metadata"]["name"]): each
        for each in documents
    }


@pytest.fixture(scope="module")
def built() -> Objects:
    done = subprocess.run(  # noqa: S603  # the kubectl of this machine
        [str(KUBECTL), "kustomize", str(OVERLAY)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return by_name(list(yaml.safe_load_all(done.stdout)))


@pytest.fixture(scope="module")
def exported() -> Objects:
    files = [path for path in (ROOT / "manifests").rglob("*.yaml") if path.name != KUSTOMIZATION]
    return by_name([each for path in files for each in yaml.safe_load_all(path.read_text(encoding="utf-8"))])


def test_every_step_has_the_image_of_the_overlay(built: Objects) -> None:
    images = {
        container["image"]
        for (kind, _, _), each in built.items()
        if kind == "WorkflowTemplate"
        for template in each["spec"]["templates"]
        for container in containers(template)
    }

    (image,) = images
    assert image.startswith("registry.acme.example/remedy@sha256:")


def test_the_steps_read_the_settings_of_the_overlay(built: Objects, exported: Objects) -> None:
    key = ("ConfigMap", "remediation", "remedy-settings")
    settings, before = from_environment(built[key]["data"]), from_environment(exported[key]["data"])

    assert (settings.log_level, settings.coderuns.service) == ("debug", "shop")
    overlaid = {"log_level", "coderuns"}
    assert settings.model_dump(exclude=overlaid) == before.model_dump(exclude=overlaid)


def test_nothing_else_is_changed(built: Objects, exported: Objects) -> None:
    changed = {key for key in {*built, *exported} if built.get(key) != exported.get(key)}

    assert {kind for kind, _, _ in changed} == {"WorkflowTemplate", "ConfigMap"}
