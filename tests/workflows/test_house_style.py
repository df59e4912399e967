"""What holds for every template that is exported, whatever it does."""

import re

import pytest
import yaml

from remediation.model import JsonObject
from remediation.settings import Settings
from steps.__main__ import VERBS
from tests.golden.exported import containers, objects, templates
from workflows.house_style import UID

SETTINGS = Settings()
WORKFLOWS = objects(SETTINGS, "WorkflowTemplate")
TEMPLATES = dict(templates(SETTINGS))
POD_TEMPLATES = {name: template for name, template in TEMPLATES.items() if containers(template)}
GITHUB_VERBS = {
    "admit",
    "relabel",
    "conclude",
    "start_agent",
    "ask_person",
    "end_play",
    "answer_signal",
    "conclude_signal",
}
every_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: each["metadata"]["name"])
every_pod = pytest.mark.parametrize("template", POD_TEMPLATES.values(), ids=POD_TEMPLATES)


def is_hardened(container: JsonObject) -> bool:
    context, resources = container["securityContext"], container["resources"]
    return (
        context["allowPrivilegeEscalation"] is False
        and context["capabilities"] == {"drop": ["ALL"]}
        and context["readOnlyRootFilesystem"] is True
        and context["runAsNonRoot"] is True
        and set(resources["requests"]) == set(resources["limits"]) == {"cpu", "memory"}
    )


@every_workflow
def test_a_run_is_bounded_kept_for_a_week_and_cleans_its_pods_up(workflow: JsonObject) -> None:
    spec = workflow["spec"]

    assert spec["activeDeadlineSeconds"] > 0
    assert spec["ttlStrategy"] == {"secondsAfterCompletion": 7 * 24 * 3600}
    assert spec["podGC"] == {"strategy": "OnPodSuccess"}


@every_workflow
def test_pods_run_as_nobody_with_the_runtimes_seccomp_profile(workflow: JsonObject) -> None:
    context = workflow["spec"]["securityContext"]

    assert context["runAsNonRoot"] is True
    assert context["runAsUser"] == context["runAsGroup"] == UID > 0
    assert context["seccompProfile"] == {"type": "RuntimeDefault"}


@every_workflow
def test_argos_own_containers_are_hardened_too(workflow: JsonObject) -> None:
    patch = yaml.safe_load(workflow["spec"]["podSpecPatch"])

    assert [each["name"] for each in patch["initContainers"]] == ["init"]
    assert [each["name"] for each in patch["containers"]] == ["wait"]
    assert all(is_hardened(each) for each in patch["initContainers"] + patch["containers"])


@every_workflow
def test_a_run_has_a_title_a_description_and_the_labels_that_the_loops_look_for(workflow: JsonObject) -> None:
    metadata = workflow["spec"]["workflowMetadata"]
    annotations = metadata["annotations"]

    assert (
        "{{workflow.parameters.task-id}} of {{workflow.parameters.repository}}"
        in (annotations["workflows.argoproj.io/title"])
    )
    assert annotations["workflows.argoproj.io/description"].endswith(".")
    assert annotations["remedy/repository"] == "{{workflow.parameters.repository}}"
    assert metadata["labels"]["task-id"] == "{{workflow.parameters.task-id}}"
    assert metadata["labelsFrom"]["repository"]["expression"] == (
        "replace(workflow.parameters.repository, '/', '.')"
    )


@every_workflow
def test_titles_and_templates_use_only_parameters_that_exist(workflow: JsonObject) -> None:
    given = {each["name"] for each in workflow["spec"]["arguments"]["parameters"]}

    used = set(re.findall(r"\{\{workflow\.parameters\.([a-z-]+)\}\}", yaml.safe_dump(workflow)))

    assert used <= given


@every_workflow
def test_an_exit_handler_always_runs(workflow: JsonObject) -> None:
    spec = workflow["spec"]

    assert spec["onExit"] in {each["name"] for each in spec["templates"]}


@every_pod
def test_every_container_is_hardened_and_reads_the_settings(template: JsonObject) -> None:
    for container in containers(template):
        assert is_hardened(container), container["name"]
        assert container["envFrom"] == [{"configMapRef": {"name": "remedy-settings"}}]
        assert container["image"] == SETTINGS.image
        assert container["imagePullPolicy"] == SETTINGS.image_pull_policy


@every_pod
def test_every_container_runs_one_verb_with_its_inputs(template: JsonObject) -> None:
    for container in containers(template):
        *start, verb, baton, folder = container["command"]
        assert start == ["python3", "-m", "steps"]
        assert verb in VERBS
        assert [baton, folder] == ["--baton", "/run/remedy"]
        assert container["args"] == ["{{inputs.parameters}}"]


@every_pod
def test_only_verbs_that_talk_to_github_get_its_credentials(template: JsonObject) -> None:
    for container in containers(template):
        verb = container["command"][3]
        secrets = {
            each["valueFrom"]["secretKeyRef"]["key"]: each["valueFrom"]["secretKeyRef"]["optional"]
            for each in container.get("env", [])
        }
        wanted = dict.fromkeys(("token", "app-id", "private-key"), True) if verb in GITHUB_VERBS else {}
        assert secrets == wanted, verb


@every_pod
def test_a_step_writes_to_memory_only(template: JsonObject) -> None:
    pod = template["containerSet"] if "containerSet" in template else template["container"]

    assert {each["name"]: each["mountPath"] for each in pod["volumeMounts"]} == {
        "baton": "/run/remedy",
        "tmp": "/tmp",  # noqa: S108  # a mount of the container's own
    }
    assert all(each["emptyDir"]["medium"] == "Memory" for each in template["volumes"])


@every_pod
def test_a_step_is_tried_again_when_another_try_can_help(template: JsonObject) -> None:
    retry = template["retryStrategy"]

    assert retry["limit"] == SETTINGS.retries.limit
    assert retry["expression"] == "lastRetry.status == 'Error' || asInt(lastRetry.exitCode) in [75, 137, 143]"
    assert retry["backoff"] == {
        "duration": "5s",
        "factor": 2,
        "maxDuration": f"{SETTINGS.deadlines.run}s",
    }
    assert 0 < template["activeDeadlineSeconds"] < SETTINGS.deadlines.run


def test_no_setting_can_bring_a_template_expression_in() -> None:
    for name, template in TEMPLATES.items():
        for text in re.findall(r"\{\{.*?\}\}", yaml.safe_dump(template)):
            assert re.match(r"\{\{=?(asInt|replace|inputs|steps|workflow)\b", text), (name, text)
