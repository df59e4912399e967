"""The files of a pod: volumes and mounts, as folders of this machine."""

import re
import shutil
import tempfile
from pathlib import Path

from remediation.model import JsonObject

SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
_FREE = r"[\w./-]"
"""A path goes on with these: a mount is not replaced in the middle of another path."""


class PodFiles:
    """A folder of the pod's own, and where in it each path of its containers lies.

    Containers share this machine's root file system, so paths are replaced by name: wherever a mount path (or
    the path of an output) stands in a command, an argument or an environment variable.
    """

    def __init__(self, pod: JsonObject, output_paths: list[str]) -> None:
        """Make the folders.

        Args:
            pod: The pod.
            output_paths: Files that containers leave for Argo.
        """
        self._root = Path(tempfile.mkdtemp(prefix="pod-"))
        self._volumes = {
            each["name"]: self._folder("volumes", each["name"]) for each in pod["spec"]["volumes"]
        }
        self._output_paths = output_paths
        self.service_account = self._folder("serviceaccount")

    def working_directory(self, container: str) -> Path:
        """Give a container an empty folder to start in."""
        return self._folder("work", container)

    def places(self, container: JsonObject) -> dict[str, Path]:
        """Give where each path of a container lies here: its mounts, its outputs and its credentials."""
        mounts = {
            each["mountPath"].rstrip("/"): self._volumes[each["name"]]
            for each in container.get("volumeMounts", [])
        }
        loose = [path for path in self._output_paths if not _is_below(path, mounts)]
        outputs = {path: self._folder("outputs") / path.strip("/").replace("/", "_") for path in loose}
        return {SERVICE_ACCOUNT: self.service_account, **mounts, **outputs}

    def write_credentials(self, *, token: str, namespace: str, ca_certificate: str) -> None:
        """Write what a service account's mount holds."""
        for name, content in {"token": token, "namespace": namespace, "ca.crt": ca_certificate}.items():
            (self.service_account / name).write_text(content)

    def remove(self) -> None:
        """Remove everything."""
        shutil.rmtree(self._root, ignore_errors=True)

    def _folder(self, *names: str) -> Path:
        folder = self._root.joinpath(*names)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def relocated(text: str, places: dict[str, Path]) -> str:
    """Replace paths in a text by where they lie here; the longest path first."""
    if not places:
        return text
    longest_first = sorted(places, key=len, reverse=True)
    paths = "|".join(re.escape(path) for path in longest_first)
    pattern = rf"(?<!{_FREE})({paths})(?=/|(?!{_FREE}))"
    return re.sub(pattern, lambda found: str(places[found[1]]), text)


def _is_below(path: str, mounts: dict[str, Path]) -> bool:
    return any(path.startswith(f"{mount}/") for mount in mounts)
