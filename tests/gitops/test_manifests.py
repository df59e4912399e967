import pytest
import yaml

from gitops.manifests import manifests
from remediation.errors import Misuse
from remediation.settings import CodeRuns, Settings, from_environment
from tests.golden.exported import THREE_REPOSITORIES, named, objects, texts
from tests.workflows.test_house_style import is_hardened


@pytest.mark.parametrize(
    "settings",
    [Settings(image="remedy:{{workflow.name}}"), Settings(coderuns=CodeRuns(model="{{=1+1}}"))],
)
def test_a_setting_that_argo_would_expand_is_refused(settings: Settings) -> None:
    with pytest.raises(Misuse, match=r"REMEDY_(IMAGE|CODERUNS) holds '\{\{'"):
        manifests(settings)


def test_the_config_map_holds_the_very_settings() -> None:
    data = named(THREE_REPOSITORIES, "ConfigMap", "remedy-settings")["data"]

    assert from_environment(data) == THREE_REPOSITORIES


def test_kubernetes_itself_refuses_pods_that_are_not_hardened() -> None:
    labels = named(THREE_REPOSITORIES, "Namespace", "remediation")["metadata"]["labels"]

    assert labels == {"pod-security.kubernetes.io/enforce": "restricted"}


def test_only_the_namespace_of_the_argo_objects_is_ours_to_make() -> None:
    assert len(objects(THREE_REPOSITORIES, "Namespace")) == 1


def test_every_namespaced_object_says_where_it_belongs() -> None:
    whole_cluster = {
        "Namespace",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "Kustomization",
    }
    for text in texts(THREE_REPOSITORIES).values():
        for each in yaml.safe_load_all(text):
            if each["kind"] not in whole_cluster:
                assert each["metadata"]["namespace"] in {"remediation", "agents-a", "agents-b", "agents-c"}


def test_the_pods_of_argo_events_are_hardened_too() -> None:
    for kind in ("EventSource", "Sensor"):
        for each in objects(THREE_REPOSITORIES, kind):
            template = each["spec"]["template"]
            assert is_hardened(template["container"])
            assert template["securityContext"]["runAsNonRoot"] is True
    bus = named(THREE_REPOSITORIES, "EventBus", "default")["spec"]["jetstream"]
    for name in ("containerTemplate", "reloaderContainerTemplate", "metricsContainerTemplate"):
        assert is_hardened(bus[name])
