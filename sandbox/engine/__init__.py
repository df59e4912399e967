"""A small workflow engine that runs what this project exports for Argo Workflows v4.0.7, on one machine.

It is a controller and a kubelet in one: a client of a Kubernetes API that watches Workflows of a namespace,
writes their `status` as the real controller does (same nodes, ids, phases, messages and labels), and runs
each container as a process of this machine.

    with Engine(api_url=url, token=token, namespace="remediation") as engine: ...

What is supported, and nothing else (`check_supported` finds what is not; a workflow that uses it ends with
phase Error and the field's name):

- Workflow and WorkflowTemplate by `workflowTemplateRef`; arguments; `onExit`; `activeDeadlineSeconds`;
  `shutdown` (Stop and Terminate); mutexes, of workflows and of templates; `workflowMetadata` with labels,
  annotations and `labelsFrom`; `podMetadata`; `podGC`; `ttlStrategy`.
- Templates `steps` (groups, `when`, recursion to Argo's own depth, outputs from steps), `container`,
  `containerSet` without dependencies, `suspend` with duration and supplied outputs; `retryStrategy` with
  limit, policy, backoff and expression; outputs from files, with defaults; `serviceAccountName` and
  `activeDeadlineSeconds`.
- Containers with `command`, `args`, `env` and `envFrom` (values, ConfigMaps, Secrets) and `emptyDir`
  volumes.
- Variables `workflow.*` (name, namespace, uid, status, failures, duration, parameters, labels, annotations,
  ...), `inputs.parameters`, `steps.*`, `retries`, `lastRetry.*`, `pod.name`, `node.name`;
  `{{=expressions}}` of `language/expression_syntax.py`; conditions of `language/conditions.py`. Tags inside
  of values are expanded as the real Argo does, text by text, because that is a danger that tests must see.

Known, and without effect here: images, resources, security contexts, scheduling, metrics, `podSpecPatch`.

Differences that remain: containers share this machine's file system and network (mount paths are replaced
in commands, arguments, environment and output paths); at most `EngineOptions.parallel_pods` pods run at
once, the others are Pending; a forced deletion of a pod ends its programs at once; `backoff.maxDuration`
ends the tries but does not cut a running one short.
"""

from sandbox.engine.engine import Engine
from sandbox.engine.options import EngineOptions
from sandbox.engine.support.check import check_supported

__all__ = ["Engine", "EngineOptions", "check_supported"]
