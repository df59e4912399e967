"""What a pod gets on this machine: files, paths and environment."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from remediation.model import JsonObject
from sandbox.engine.kubelet.environment import ConfigError, environment_of
from sandbox.engine.kubelet.files import SERVICE_ACCOUNT, PodFiles, relocated
from sandbox.engine.kubelet.programs import SERVICE_ACCOUNT_VARIABLE, programs_of

PLACES = {"/run/remedy": Path("/here/baton"), "/run": Path("/here/run"), "/srv": Path("/here/srv")}  # a mount
OBJECTS: dict[tuple[str, str], JsonObject] = {
    ("configmaps", "settings"): {"data": {"A": "1", "PLACE": "/run/remedy"}},
    ("secrets", "github"): {"data": {"token": base64.b64encode(b"hush").decode()}},
}


def find(plural: str, name: str) -> JsonObject | None:
    return OBJECTS.get((plural, name))


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("/run/remedy", "/here/baton"),
        ("--baton=/run/remedy/x", "--baton=/here/baton/x"),
        ("open('/run/remedy')", "open('/here/baton')"),
        ("/run/remedy-old /runner /run.d", "/here/run/remedy-old /runner /run.d"),
        ("/usr/run/remedy and x/run", "/usr/run/remedy and x/run"),
        ("/run/other", "/here/run/other"),
        ("/srv:/run", "/here/srv:/here/run"),  # a mount
    ],
)
def test_paths_are_replaced_as_wholes(text: str, becomes: str) -> None:
    assert relocated(text, PLACES) == becomes


def test_variables_come_from_everywhere_and_the_last_wins() -> None:
    key = {"secretKeyRef": {"name": "github", "key": "token"}}
    container = {
        "envFrom": [
            {"configMapRef": {"name": "settings"}},
            {"secretRef": {"name": "github"}, "prefix": "GH_"},
        ],
        "env": [{"name": "A", "value": "2"}, {"name": "TOKEN", "valueFrom": key}, {"name": "EMPTY"}],
    }
    found = environment_of(container, namespace="ns", find=find)
    assert found == {"A": "2", "PLACE": "/run/remedy", "GH_token": "hush", "TOKEN": "hush", "EMPTY": ""}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"envFrom": [{"configMapRef": {"name": "no"}}]}, 'configmap "no" not found'),
        (
            {"env": [{"name": "X", "valueFrom": {"secretKeyRef": {"name": "no", "key": "k"}}}]},
            'secret "no" not found',
        ),
        (
            {"env": [{"name": "X", "valueFrom": {"secretKeyRef": {"name": "github", "key": "k"}}}]},
            "couldn't find key k in Secret ns/github",
        ),
    ],
)
def test_what_is_missing_is_told_as_the_kubelet_tells_it(source: JsonObject, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        environment_of(source, namespace="ns", find=find)
    assert str(error.value) == message


def test_what_is_optional_may_be_missing() -> None:
    source = {
        "envFrom": [{"configMapRef": {"name": "no", "optional": True}}],
        "env": [
            {"name": name, "valueFrom": {"secretKeyRef": {"name": name, "key": "k", "optional": True}}}
            for name in ("no", "github")
        ],
    }
    assert environment_of(source, namespace="ns", find=find) == {}


@pytest.fixture
def pod() -> JsonObject:
    container = {
        "name": "main",
        "command": ["python3", "-m", "steps"],
        "args": ["--baton", "/run/remedy"],
        "envFrom": [{"configMapRef": {"name": "settings"}}],
        "volumeMounts": [{"name": "baton", "mountPath": "/run/remedy/"}],
    }
    return {
        "metadata": {"name": "pod-1", "namespace": "ns"},
        "spec": {"volumes": [{"name": "baton", "emptyDir": {}}], "containers": [{"name": "wait"}, container]},
    }


@pytest.fixture
def files(pod: JsonObject) -> Iterator[PodFiles]:
    found = PodFiles(pod, ["/run/remedy/outcome", "/elsewhere/x"])
    yield found
    found.remove()


def test_a_program_finds_its_volume_its_credentials_and_this_python(pod: JsonObject, files: PodFiles) -> None:
    files.write_credentials(token="t", namespace="ns", ca_certificate="")  # made up
    (program,) = programs_of(pod, files, find=find)
    environment = program.environment
    baton = Path(program.command[-1])
    assert baton.is_dir()
    assert environment["PLACE"] == str(baton)
    assert Path(environment[SERVICE_ACCOUNT_VARIABLE], "token").read_text() == "t"
    assert environment["HOSTNAME"] == "pod-1"
    assert list(program.directory.iterdir()) == []
    assert "KUBERNETES_SERVICE_HOST" not in environment
    assert set(environment) == {"A", "PLACE", "HOME", "HOSTNAME", "PATH", SERVICE_ACCOUNT_VARIABLE}


def test_outputs_outside_of_volumes_have_a_place_too(pod: JsonObject, files: PodFiles) -> None:
    places = files.places(pod["spec"]["containers"][1])
    assert set(places) == {"/run/remedy", "/elsewhere/x", SERVICE_ACCOUNT}
    assert relocated("/run/remedy/outcome", places) == f"{places['/run/remedy']}/outcome"


def test_nothing_is_left_behind(pod: JsonObject) -> None:
    files = PodFiles(pod, [])
    folder = files.service_account
    files.remove()
    assert not folder.exists()
