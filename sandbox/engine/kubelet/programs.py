"""What the containers of a pod run: commands and environments, with paths as they are on this machine."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from remediation.model import JsonObject
from sandbox.engine.kubelet.environment import Find, environment_of
from sandbox.engine.kubelet.files import PodFiles, relocated
from sandbox.engine.operation import names

SERVICE_ACCOUNT_VARIABLE = "REMEDY_SERVICE_ACCOUNT_DIRECTORY"
"""Tells a step where its credentials are; the usual place belongs to this machine."""
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, kw_only=True)
class Program:
    """What one container runs."""

    container: str
    command: list[str]
    environment: dict[str, str]
    directory: Path


def containers_of(pod: JsonObject) -> list[JsonObject]:
    """Give the containers that run programs: all but Argo's own."""
    return [each for each in pod["spec"]["containers"] if each["name"] != names.WAIT]


def programs_of(pod: JsonObject, files: PodFiles, *, find: Find) -> list[Program]:
    """Prepare all containers of a pod.

    The environment is the manifest's and nothing else, but for `HOME`, `HOSTNAME`, a `PATH` on which
    `python3` is the engine's own Python, and the place of the credentials.

    Args:
        pod: The pod.
        files: Its files.
        find: Reads ConfigMaps and Secrets.

    Raises:
        ConfigError: One of them is missing.
    """
    return [_program(pod, each, files, find) for each in containers_of(pod)]


def _program(pod: JsonObject, container: JsonObject, files: PodFiles, find: Find) -> Program:
    places = files.places(container)
    directory = files.working_directory(container["name"])
    variables = environment_of(container, namespace=pod["metadata"]["namespace"], find=find)
    path = os.pathsep.join([str(Path(sys.executable).parent), variables.get("PATH", _PATH)])
    given = {name: relocated(value, places) for name, value in variables.items()}
    return Program(
        container=container["name"],
        command=[relocated(each, places) for each in (*container["command"], *container.get("args", []))],
        environment={
            "HOME": str(directory),
            "HOSTNAME": pod["metadata"]["name"],
            **given,
            "PATH": path,
            SERVICE_ACCOUNT_VARIABLE: str(files.service_account),
        },
        directory=directory,
    )
