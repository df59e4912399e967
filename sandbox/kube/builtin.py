"""The built-in resources that the stand-in serves. Everything else is 404, as on a cluster without it.

Not evaluated, only stored: NetworkPolicies, ValidatingAdmissionPolicies and their bindings. Services get
no address.
"""

from sandbox.kube.definitions import DEFINITION
from sandbox.kube.kinds import access, config, coordination, pods
from sandbox.kube.resources import STATUS_VERBS, VERBS, Resource

_CRD_GROUP = "apiextensions.k8s.io"
_ADMISSION_GROUP = "admissionregistration.k8s.io"
_NO_COLLECTION = tuple(verb for verb in VERBS if verb != "deletecollection")
_STATUS = {"status": STATUS_VERBS}

NAMESPACES = Resource(
    plural="namespaces",
    singular="namespace",
    kind="Namespace",
    namespaced=False,
    short_names=("ns",),
    verbs=_NO_COLLECTION,
    subresources=_STATUS,
    selectable=("status.phase",),
    rules=coordination.NAMESPACE,
)
CONFIG_MAPS = Resource(
    plural="configmaps", singular="configmap", kind="ConfigMap", short_names=("cm",), rules=config.CONFIG_MAP
)
SECRETS = Resource(
    plural="secrets", singular="secret", kind="Secret", selectable=("type",), rules=config.SECRET
)
PODS = Resource(
    plural="pods",
    singular="pod",
    kind="Pod",
    short_names=("po",),
    categories=("all",),
    subresources=_STATUS,
    selectable=(
        "spec.nodeName",
        "spec.restartPolicy",
        "spec.schedulerName",
        "spec.serviceAccountName",
        "status.phase",
        "status.podIP",
    ),
    rules=pods.POD,
)
EVENTS = Resource(
    plural="events",
    singular="event",
    kind="Event",
    short_names=("ev",),
    selectable=(
        *(
            f"involvedObject.{name}"
            for name in ("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath")
        ),
        "reason",
        "reportingComponent",
        "type",
    ),
    rules=coordination.EVENT,
)
SERVICES = Resource(
    plural="services",
    singular="service",
    kind="Service",
    short_names=("svc",),
    categories=("all",),
    subresources=_STATUS,
    selectable=("spec.clusterIP", "spec.type"),
    rules=coordination.SERVICE,
)
SERVICE_ACCOUNTS = Resource(
    plural="serviceaccounts",
    singular="serviceaccount",
    kind="ServiceAccount",
    short_names=("sa",),
    subresources={"token": ("create",)},
    rules=access.SERVICE_ACCOUNT,
)
LEASES = Resource(
    group="coordination.k8s.io", plural="leases", singular="lease", kind="Lease", rules=coordination.LEASE
)
ROLES = Resource(group=access.RBAC_GROUP, plural="roles", singular="role", kind="Role", rules=access.ROLE)
ROLE_BINDINGS = Resource(
    group=access.RBAC_GROUP,
    plural="rolebindings",
    singular="rolebinding",
    kind="RoleBinding",
    rules=access.ROLE_BINDING,
)
CLUSTER_ROLES = Resource(
    group=access.RBAC_GROUP,
    plural="clusterroles",
    singular="clusterrole",
    kind="ClusterRole",
    namespaced=False,
    rules=access.CLUSTER_ROLE,
)
CLUSTER_ROLE_BINDINGS = Resource(
    group=access.RBAC_GROUP,
    plural="clusterrolebindings",
    singular="clusterrolebinding",
    kind="ClusterRoleBinding",
    namespaced=False,
    rules=access.CLUSTER_ROLE_BINDING,
)
NETWORK_POLICIES = Resource(
    group="networking.k8s.io",
    plural="networkpolicies",
    singular="networkpolicy",
    kind="NetworkPolicy",
    short_names=("netpol",),
    rules=coordination.NETWORK_POLICY,
)
ADMISSION_POLICIES = Resource(
    group=_ADMISSION_GROUP,
    plural="validatingadmissionpolicies",
    singular="validatingadmissionpolicy",
    kind="ValidatingAdmissionPolicy",
    namespaced=False,
    categories=("api-extensions",),
    subresources=_STATUS,
    rules=coordination.ADMISSION_POLICY,
)
ADMISSION_POLICY_BINDINGS = Resource(
    group=_ADMISSION_GROUP,
    plural="validatingadmissionpolicybindings",
    singular="validatingadmissionpolicybinding",
    kind="ValidatingAdmissionPolicyBinding",
    namespaced=False,
    categories=("api-extensions",),
    rules=coordination.ADMISSION_POLICY_BINDING,
)
DEFINITIONS = Resource(
    group=_CRD_GROUP,
    plural="customresourcedefinitions",
    singular="customresourcedefinition",
    kind="CustomResourceDefinition",
    namespaced=False,
    short_names=("crd", "crds"),
    categories=("api-extensions",),
    subresources=_STATUS,
    rules=DEFINITION,
)
TOKEN_REQUEST = Resource(  # the body of a subresource, served nowhere on its own
    group="authentication.k8s.io",
    plural="tokenrequests",
    singular="tokenrequest",
    kind="TokenRequest",
    rules=access.TOKEN_REQUEST,
)

BUILT_IN = (
    NAMESPACES,
    CONFIG_MAPS,
    SECRETS,
    PODS,
    EVENTS,
    SERVICES,
    SERVICE_ACCOUNTS,
    LEASES,
    ROLES,
    ROLE_BINDINGS,
    CLUSTER_ROLES,
    CLUSTER_ROLE_BINDINGS,
    NETWORK_POLICIES,
    ADMISSION_POLICIES,
    ADMISSION_POLICY_BINDINGS,
    DEFINITIONS,
)
