"""A stand-in for the Kubernetes API server, over HTTP: it keeps state and enforces what the real one does.

The contract tests run the same suite on it and on a real API server of version 1.34. What it does not have:

- server-side apply, strategic merging of lists, YAML and protobuf bodies, tables: refused by name;
- CustomResourceDefinitions with more than one served version: refused; CEL rules, `scale` and conversion
  webhooks: stored, not evaluated;
- NetworkPolicies and ValidatingAdmissionPolicies: stored, not evaluated; Services get no address;
- `metadata.managedFields`, quotas, priority and fairness, and the rule that nobody grants rights they lack;
- resources outside of `builtin.BUILT_IN`: 404.
"""

from sandbox.kube.options import Options
from sandbox.kube.standin import KubernetesStandIn

__all__ = ["KubernetesStandIn", "Options"]
