"""Task results: the outputs that pods report (workflow/controller/taskresult.go)."""

import copy

from sandbox.engine.operation import names
from sandbox.engine.operation.context import Operation
from sandbox.engine.operation.pods import pod_of


def take_results(operation: Operation) -> None:
    """Put reported outputs into their nodes, and note which reports are complete."""
    for result in operation.inputs.results:
        node = operation.nodes.by_id(result["metadata"]["name"])
        if node is None:
            continue
        reported = result["metadata"].get("labels", {}).get(names.LABEL_REPORTED)
        # A pod that is gone reports nothing more.
        complete = reported == "true" or (node["phase"] != "Pending" and pod_of(operation, node) is None)
        if "taskResultSynced" in node and reported is not None:
            node["taskResultSynced"] = complete
        if outputs := result.get("outputs"):
            exit_code = node.get("outputs", {}).get("exitCode")
            node["outputs"] = copy.deepcopy(outputs)
            if exit_code is not None:
                node["outputs"].setdefault("exitCode", exit_code)
