"""What Argo's own container of a pod does: it reports the outputs, as the pod's service account."""

import json
import time
from contextlib import suppress
from pathlib import Path

from remediation.model import JsonObject
from sandbox.engine.kubelet.files import PodFiles, relocated
from sandbox.engine.kubelet.programs import containers_of
from sandbox.engine.kubernetes_api import (
    CONFLICT,
    JSON,
    MERGE_PATCH,
    NOT_FOUND,
    RESULTS,
    ApiError,
    KubernetesApi,
    path_of,
)
from sandbox.engine.language.go_text import scalar_text
from sandbox.engine.operation import names

_TRIES, _FIRST_PAUSE_SECONDS = 6, 0.1


class ReportError(Exception):
    """The outputs cannot be read or reported; Argo's container ends with code 64 and this message."""

    def __init__(self, message: str, outputs: list[JsonObject] | None = None) -> None:
        """Keep the message, and the outputs as far as they were read."""
        super().__init__(message)
        self.outputs = outputs or []


class Report:
    """The task result of one pod."""

    def __init__(self, pod: JsonObject, api: KubernetesApi) -> None:
        """Report about a pod.

        Args:
            pod: The pod.
            api: The API server, as the pod's service account.
        """
        metadata = pod["metadata"]
        self._api = api
        self._namespace: str = metadata["namespace"]
        self._node_id: str = metadata["annotations"][names.ANNOTATION_NODE_ID]
        self._labels: dict[str, str] = {names.LABEL_WORKFLOW: metadata["labels"][names.LABEL_WORKFLOW]}
        self._owner: list[JsonObject] = metadata["ownerReferences"]

    def begin(self) -> None:
        """Say that outputs will come.

        Raises:
            ReportError: The service account may not.
        """
        body = self._body({}, complete=False)
        body["metadata"] |= {
            "name": self._node_id,
            "namespace": self._namespace,
            "ownerReferences": self._owner,
        }
        self._send("POST", path_of(RESULTS, self._namespace), body, fine=CONFLICT)

    def finish(self, outputs: list[JsonObject]) -> None:
        """Say what the outputs are, and that there are no more.

        Raises:
            ReportError: The service account may not.
        """
        body = self._body({"parameters": outputs} if outputs else {}, complete=True)
        self._send("PATCH", path_of(RESULTS, self._namespace, self._node_id), body, fine=NOT_FOUND)

    def give_up(self, outputs: list[JsonObject]) -> None:
        """Say what outputs there are and that nothing more comes, if that can be said."""
        with suppress(ReportError):
            self.finish(outputs)

    def _send(self, method: str, path: str, body: JsonObject, *, fine: int) -> None:
        """Send a request, again if the server is briefly away; one status is as good as success."""
        content_type = MERGE_PATCH if method == "PATCH" else JSON
        for attempt in range(_TRIES):
            try:
                self._api.request(method, path, body=body, content_type=content_type)
            except ApiError as error:
                if error.status == fine:
                    return
                if error.is_final or attempt == _TRIES - 1:
                    raise ReportError(error.message) from error
                time.sleep(_FIRST_PAUSE_SECONDS * 2**attempt)
            else:
                return

    def _body(self, outputs: JsonObject, *, complete: bool) -> JsonObject:
        labels = self._labels | {names.LABEL_REPORTED: "true" if complete else "false"}
        return {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "WorkflowTaskResult",
            "metadata": {"labels": labels},
            "outputs": outputs,
        }


def declared_outputs(pod: JsonObject) -> list[JsonObject]:
    """Give the output parameters that a pod's template declares."""
    wait = next(each for each in pod["spec"]["containers"] if each["name"] == names.WAIT)
    template = next(each["value"] for each in wait["env"] if each["name"] == names.TEMPLATE_VARIABLE)
    parameters: list[JsonObject] = json.loads(template)["outputs"].get("parameters", [])
    return parameters


def read_outputs(pod: JsonObject, files: PodFiles) -> list[JsonObject]:
    """Read the output parameters of a pod from their files; one newline at the end is dropped.

    Raises:
        ReportError: A file is missing, and the parameter has no default.
    """
    containers = containers_of(pod)
    main = next((each for each in containers if each["name"] == names.MAIN), containers[0])
    places = files.places(main)
    declared = declared_outputs(pod)
    found: list[JsonObject] = []
    for parameter in declared:
        source = parameter["valueFrom"]
        path = Path(relocated(source["path"], places))
        if path.is_file():
            text = path.read_text(errors="replace")
        elif "default" in source:
            text = scalar_text(source["default"])
        else:
            message = f"open /var/run/argo/outputs/parameters{source['path']}: no such file or directory"
            raise ReportError(message, [*found, *declared[len(found) :]])
        found.append({**parameter, "value": text.removesuffix("\n")})
    return found
