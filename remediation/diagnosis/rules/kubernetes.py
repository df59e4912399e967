"""Kubernetes: kubectl and the API server, manifests and their checkers, local clusters, Argo."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="kubectl-validation",
        tool="kubectl",
        category=Category.CONFIG,
        pattern='error: error validating "(?P<file>[^"]+)": error validating data: ',
        anchors=('error validating "',),
        weight=94,
        example=(
            'error: error validating "deploy/web.yaml": error validating data: unknown field "spec.replica"'
        ),
        source="https://kubernetes.io/docs/reference/kubectl/",
    ),
    Rule(
        name="kubectl-parse",
        tool="kubectl",
        category=Category.CONFIG,
        pattern=r"error: error parsing (?P<file>\S+): error converting YAML to JSON: ",
        anchors=("error: error parsing ",),
        weight=95,
        example=(
            "error: error parsing deploy/web.yaml: error converting YAML to JSON: yaml: line 7: "
            "did not find expected key"
        ),
        source="https://kubernetes.io/docs/reference/kubectl/",
    ),
    Rule(
        name="kubectl-unrecognised",
        tool="kubectl",
        category=Category.CONFIG,
        pattern='(?:unable to recognize "|resource mapping not found for name: )',
        anchors=('unable to recognize "', "resource mapping not found for name: "),
        weight=92,
        example=(
            'error: unable to recognize "deploy/web.yaml": no matches for kind "Ingres" in '
            'version "networking.k8s.io/v1"'
        ),
        source="https://kubernetes.io/docs/reference/kubectl/",
    ),
    Rule(
        name="kube-api-forbidden",
        tool="kubernetes",
        category=Category.PERMISSION,
        pattern=r"Error from server \(Forbidden\): ",
        anchors=("Error from server (Forbidden): ",),
        weight=94,
        example=(
            'Error from server (Forbidden): deployments.apps is forbidden: User "ci" cannot '
            'create resource "deployments"'
        ),
        source="https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
    ),
    Rule(
        name="kube-api-refused",
        tool="kubernetes",
        category=Category.CONFIG,
        pattern=r"Error from server \((?:BadRequest|Invalid|AlreadyExists|Conflict|MethodNotAllowed)\): ",
        anchors=("Error from server (",),
        weight=90,
        example=(
            'Error from server (BadRequest): error when creating "deploy/web.yaml": Deployment '
            'in version "v1" cannot be handled as a Deployment'
        ),
        source="https://kubernetes.io/docs/reference/using-api/api-concepts/",
    ),
    Rule(
        name="kube-api-not-found",
        tool="kubernetes",
        category=Category.CONFIG,
        pattern=r"Error from server \(NotFound\): ",
        anchors=("Error from server (NotFound): ",),
        weight=62,
        example='Error from server (NotFound): namespaces "staging" not found',
        source="https://kubernetes.io/docs/reference/using-api/api-concepts/",
    ),
    Rule(
        name="kube-api-unavailable",
        tool="kubernetes",
        category=Category.INFRA,
        pattern=(
            r"Error from server \((?:InternalError|ServiceUnavailable|Timeout|TooManyRequests|"
            r"Expired)\): "
        ),
        anchors=("Error from server (",),
        weight=88,
        example=(
            "Error from server (InternalError): an error on the server has prevented the request "
            "from succeeding"
        ),
        source="https://kubernetes.io/docs/reference/using-api/api-concepts/",
    ),
    Rule(
        name="kube-invalid-object",
        tool="kubernetes",
        category=Category.CONFIG,
        pattern=r'^The \S+ "[^"]*" is invalid: ',
        anchors=('" is invalid: ',),
        weight=94,
        example=(
            'The Deployment "web" is invalid: spec.template.metadata.labels: Invalid value: '
            'map[string]string{"app":"api"}'
        ),
        source="https://kubernetes.io/docs/reference/using-api/api-concepts/",
    ),
    Rule(
        name="kube-webhook-denied",
        tool="kubernetes",
        category=Category.CONFIG,
        pattern='admission webhook "[^"]+" denied the request',
        anchors=('admission webhook "',),
        weight=94,
        example=(
            'Error from server: admission webhook "validate.policy.example" denied the request: '
            "image tag must not be latest"
        ),
        source="https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/",
    ),
    Rule(
        name="kube-wait-timeout",
        tool="kubectl",
        category=Category.RESOURCE,
        pattern=r"error: timed out waiting for the condition|timed out waiting for the condition on \S+",
        anchors=("timed out waiting for the condition",),
        weight=78,
        example="error: timed out waiting for the condition on pods/web-0",
        source="https://kubernetes.io/docs/reference/kubectl/generated/kubectl_wait/",
    ),
    Rule(
        name="kube-rollout-deadline",
        tool="kubectl",
        category=Category.RESOURCE,
        pattern=r'error: deployment "\S+" exceeded its progress deadline',
        anchors=("exceeded its progress deadline",),
        weight=90,
        example='error: deployment "web" exceeded its progress deadline',
        source="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/",
    ),
    Rule(
        name="kube-connection-refused",
        tool="kubectl",
        category=Category.INFRA,
        pattern=r"The connection to the server \S+ was refused - did you specify the right host or port\?",
        anchors=("did you specify the right host or port?",),
        weight=92,
        example=(
            "The connection to the server localhost:8080 was refused - did you specify the right "
            "host or port?"
        ),
        source="https://kubernetes.io/docs/reference/kubectl/",
    ),
    Rule(
        name="kube-no-config",
        tool="kubectl",
        category=Category.CONFIG,
        pattern=(
            "error: (?:no configuration has been provided, try setting KUBERNETES_MASTER|"
            r"current-context is not set|context \".+\" does not exist|no context exists with the "
            "name)|invalid configuration: no configuration has been provided"
        ),
        anchors=(
            "no configuration has been provided",
            "error: current-context is not set",
            'error: context "',
            "error: no context exists with",
        ),
        weight=94,
        example="error: current-context is not set",
        source="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/",
    ),
    Rule(
        name="kube-not-logged-in",
        tool="kubectl",
        category=Category.PERMISSION,
        pattern="error: You must be logged in to the server",
        anchors=("error: You must be logged in to the server",),
        weight=95,
        example="error: You must be logged in to the server (Unauthorized)",
        source="https://kubernetes.io/docs/reference/access-authn-authz/authentication/",
    ),
    Rule(
        name="kube-image-pull",
        tool="kubernetes",
        category=Category.DOCKER,
        pattern=r"\b(?:ImagePullBackOff|ErrImagePull|InvalidImageName)\b",
        anchors=("ImagePullBackOff", "ErrImagePull", "InvalidImageName"),
        weight=74,
        example="web-7d9f   0/1   ImagePullBackOff   0   4m",
        source="https://kubernetes.io/docs/concepts/containers/images/",
    ),
    Rule(
        name="kube-crash-loop",
        tool="kubernetes",
        category=Category.TEST,
        pattern=r"\bCrashLoopBackOff\b",
        anchors=("CrashLoopBackOff",),
        weight=60,
        example="web-7d9f   0/1   CrashLoopBackOff   5   4m",
        source="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",
    ),
    Rule(
        name="kube-unschedulable",
        tool="kubernetes",
        category=Category.RESOURCE,
        pattern=r"\d+/\d+ nodes are available: .*Insufficient (?:cpu|memory|ephemeral-storage)",
        anchors=(" nodes are available: ",),
        weight=90,
        example="0/3 nodes are available: 3 Insufficient cpu.",
        source="https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/",
    ),
    Rule(
        name="kustomize-accumulating",
        tool="kustomize",
        category=Category.CONFIG,
        pattern=(
            "[Ee]rror: (?:accumulating (?:resources|components)|merging from generator|trouble "
            "configuring builtin|loading KV pairs|no matches for Id)"
        ),
        anchors=(
            "rror: accumulating ",
            "rror: merging from generator",
            "rror: trouble configuring builtin",
            "rror: loading KV pairs",
            "rror: no matches for Id",
        ),
        weight=94,
        example=(
            "Error: accumulating resources: accumulation err='accumulating resources from "
            "'svc.yaml': evalsymlink failure'"
        ),
        source="https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/target/kusttarget.go",
    ),
    Rule(
        name="kustomize-no-file",
        tool="kustomize",
        category=Category.CONFIG,
        pattern=r"unable to find one of 'kustomization\.yaml'",
        anchors=("unable to find one of 'kustomization.yaml'",),
        weight=95,
        example=(
            "Error: unable to find one of 'kustomization.yaml', 'kustomization.yml' or "
            "'Kustomization' in directory '/src/deploy'"
        ),
        source=(
            "https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/target/"
            "errmissingkustomization.go"
        ),
    ),
    Rule(
        name="kustomize-duplicate",
        tool="kustomize",
        category=Category.CONFIG,
        pattern="may not add resource with an already registered id: ",
        anchors=("with an already registered id: ",),
        weight=95,
        example="Error: may not add resource with an already registered id: Service.v1.[noGrp]/web.[noNs]",
        source="https://github.com/kubernetes-sigs/kustomize/blob/master/api/resmap/reswrangler.go",
    ),
    Rule(
        name="kubeconform-invalid",
        tool="kubeconform",
        category=Category.LINT,
        pattern=r"^(?P<file>\S+) - (?:\S+ \S+ )?(?:is invalid|failed validation): ",
        anchors=(" is invalid: ", " failed validation: "),
        weight=94,
        example=(
            "deploy/web.yaml - Deployment web is invalid: problem validating schema. Check JSON "
            "formatting: at '/spec': got string, want object"
        ),
        source="https://github.com/yannh/kubeconform/blob/master/pkg/output/text.go",
    ),
    Rule(
        name="kubeconform-summary",
        tool="kubeconform",
        category=Category.LINT,
        pattern=(
            r"^Summary: \d+ resources? found .* - Valid: \d+, (?:Invalid: [1-9]\d*, Errors: \d+|"
            "Invalid: 0, Errors: [1-9])"
        ),
        anchors=(" - Valid: ",),
        weight=45,
        example="Summary: 4 resources found in 2 files - Valid: 3, Invalid: 1, Errors: 0, Skipped: 0",
        source="https://github.com/yannh/kubeconform/blob/master/pkg/output/text.go",
    ),
    Rule(
        name="kubeval-invalid",
        tool="kubeval",
        category=Category.LINT,
        pattern=r"(?P<file>\S+) contains an invalid \w+ \(",
        anchors=(" contains an invalid ",),
        weight=93,
        example=(
            "ERR  - deploy/web.yaml contains an invalid Deployment (web) - spec.replicas: "
            "Invalid type. Expected: integer, given: string"
        ),
        source="https://github.com/instrumenta/kubeval",
    ),
    Rule(
        name="kube-linter-finding",
        tool="kube-linter",
        category=Category.LINT,
        pattern=r"^(?P<file>\S+): \(object: .+\) .+ \(check: [a-z-]+, remediation: ",
        anchors=(", remediation: ",),
        weight=92,
        example=(
            "deploy/web.yaml: (object: <no namespace>/web apps/v1, Kind=Deployment) container "
            '"web" does not have a read-only root file system (check: no-read-only-root-fs, '
            "remediation: Set readOnlyRootFilesystem to true)"
        ),
        source="https://docs.kubelinter.io/",
    ),
    Rule(
        name="kube-score-critical",
        tool="kube-score",
        category=Category.LINT,
        pattern=r"^\s+\[CRITICAL\] \S",
        anchors=("[CRITICAL] ",),
        weight=82,
        example="    [CRITICAL] Container Resources",
        source="https://github.com/zegl/kube-score",
    ),
    Rule(
        name="conftest-fail",
        tool="conftest",
        category=Category.LINT,
        pattern=r"^FAIL - (?P<file>\S+) - ",
        anchors=("FAIL - ",),
        weight=92,
        example="FAIL - deploy/web.yaml - main - Containers must not run as root",
        source="https://www.conftest.dev/",
    ),
)
