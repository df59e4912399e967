"""A verb of the step image as a container, with all that its pod needs."""

from hera.workflows import ConfigMapEnvFrom, Container, ContainerNode, EmptyDirVolume, Parameter, SecretEnv
from hera.workflows.models import Quantity, ValueFrom, VolumeMount

from remediation.settings import Settings
from workflows.house_style import CONTAINER_SECURITY, resources, retry

SETTINGS = "remedy-settings"
"""The ConfigMap of the settings."""
CREDENTIALS = "remedy-github"
"""The Secret that says who we are at GitHub; never exported."""
BATON = "/run/remedy"
MAIN = "main"
"""Argo takes exit code and outputs from the container of this name only."""
_GITHUB = {
    "REMEDY_GITHUB_TOKEN": "token",
    "REMEDY_GITHUB_APP_ID": "app-id",
    "REMEDY_GITHUB_APP_PRIVATE_KEY": "private-key",
}
_WRITABLE = {"baton": BATON, "tmp": "/tmp"}  # noqa: S108  # a mount of the container's own
LAST_LINES = "FallbackToLogsOnError"
"""A failed step's last log lines become the node's message: people see the reason in the Argo UI."""


def step(
    settings: Settings,
    *,
    name: str,
    verb: str,
    inputs: list[Parameter],
    outputs: list[Parameter] | None = None,
    github: bool,
    service_account: str | None = None,
) -> Container:
    """Build a template that runs one verb in a pod of its own.

    Args:
        settings: Image, retries and deadlines.
        name: The template's name.
        verb: The module of `steps` that runs.
        inputs: What the verb is given; its input model refuses any other.
        outputs: What it leaves for the next steps.
        github: Whether it talks to GitHub, and so gets the credentials.
        service_account: Whom it acts as, if not as the rest of the workflow.
    """
    return Container(
        name=name,
        inputs=inputs,
        outputs=outputs or [],
        image=settings.image,
        image_pull_policy=settings.image_pull_policy,
        command=_command(verb),
        args=["{{inputs.parameters}}"],
        env=_credentials() if github else [],
        env_from=[ConfigMapEnvFrom(name=SETTINGS)],
        resources=resources(),
        security_context=CONTAINER_SECURITY,
        termination_message_policy=LAST_LINES,
        volumes=volumes(),
        service_account_name=service_account,
        retry_strategy=retry(settings),
        active_deadline_seconds=settings.deadlines.attempt,
    )


def node(
    settings: Settings, *, name: str, verb: str, github: bool = False, cpu: str = "25m"
) -> ContainerNode:
    """Build one of several containers that start together in one pod.

    Args:
        settings: The image.
        name: The container's name: `main`, or the verb's.
        verb: The module of `steps` that runs.
        github: Whether it talks to GitHub, and so gets the credentials.
        cpu: What it asks for; a larger share starts sooner.
    """
    return ContainerNode(
        name=name,
        image=settings.image,
        image_pull_policy=settings.image_pull_policy,
        command=_command(verb),
        args=["{{inputs.parameters}}"],
        env=_credentials() if github else [],
        env_from=[ConfigMapEnvFrom(name=SETTINGS)],
        resources=resources(cpu=cpu),
        security_context=CONTAINER_SECURITY,
        termination_message_policy=LAST_LINES,
    )


def volumes() -> list[EmptyDirVolume]:
    """Give the places where a step may write, in memory: the root file system is read-only."""
    return [
        EmptyDirVolume(name=name, mount_path=path, medium="Memory", size_limit=Quantity("16Mi"))
        for name, path in _WRITABLE.items()
    ]


def mounts() -> list[VolumeMount]:
    """Give the same places for all containers of a pod (Hera mounts volumes only for a single container)."""
    return [VolumeMount(name=name, mount_path=path) for name, path in _WRITABLE.items()]


def output(name: str, *, default: str) -> Parameter:
    """Give an output that the step leaves as a file; skipped or failed steps have the default."""
    return Parameter(name=name, value_from=ValueFrom(path=f"{BATON}/{name}", default=default))


def _command(verb: str) -> list[str]:
    return ["python3", "-m", "steps", verb, "--baton", BATON]


def _credentials() -> list[SecretEnv]:
    return [
        SecretEnv(name=variable, secret_name=CREDENTIALS, secret_key=key, optional=True)
        for variable, key in _GITHUB.items()
    ]
