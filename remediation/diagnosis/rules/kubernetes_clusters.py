"""Clusters made for a job, and Argo's tools."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="kind-create-failed",
        tool="kind",
        category=Category.INFRA,
        pattern="ERROR: failed to create cluster: ",
        anchors=("ERROR: failed to create cluster: ",),
        weight=93,
        example=(
            "ERROR: failed to create cluster: failed to init node with kubeadm: command exited with status 1"
        ),
        source=(
            "https://github.com/kubernetes-sigs/kind/blob/main/pkg/cmd/kind/create/cluster/createcluster.go"
        ),
    ),
    Rule(
        name="kind-image-missing",
        tool="kind",
        category=Category.DOCKER,
        pattern='ERROR: image: ".+" not present locally',
        anchors=('" not present locally',),
        weight=95,
        example='ERROR: image: "octo/app:test" not present locally',
        source=(
            "https://github.com/kubernetes-sigs/kind/blob/main/pkg/cmd/kind/load/docker-image/docker-image.go"
        ),
    ),
    Rule(
        name="kind-no-nodes",
        tool="kind",
        category=Category.INFRA,
        pattern='ERROR: no nodes found for cluster "',
        anchors=('no nodes found for cluster "',),
        weight=92,
        example='ERROR: no nodes found for cluster "chart-testing"',
        source=(
            "https://github.com/kubernetes-sigs/kind/blob/main/pkg/cmd/kind/load/docker-image/docker-image.go"
        ),
    ),
    Rule(
        name="minikube-exit",
        tool="minikube",
        category=Category.INFRA,
        pattern="Exiting due to [A-Z][A-Z0-9_]+: ",
        anchors=("Exiting due to ",),
        weight=93,
        example="Exiting due to GUEST_START: failed to start node: wait 6m0s for node",
        source="https://minikube.sigs.k8s.io/docs/contrib/errorcodes/",
    ),
    Rule(
        name="k3d-failed",
        tool="k3d",
        category=Category.INFRA,
        pattern=r"FATA\[\d{4}\] (?:Cluster creation FAILED|Failed Cluster|Failed to )",
        anchors=("FATA[",),
        weight=92,
        example="FATA[0061] Cluster creation FAILED, all changes have been rolled back!",
        source="https://k3d.io/",
    ),
    Rule(
        name="logrus-fatal",
        tool="go-program",
        category=Category.OTHER,
        pattern=r"^(?:FATA\[\d{4}\]|time=\S+ level=fatal) ?\S",
        anchors=("FATA[", "level=fatal"),
        weight=82,
        example="FATA[0003] rpc error: code = Unauthenticated desc = invalid session: token is expired",
        source="https://github.com/sirupsen/logrus/blob/master/text_formatter.go",
    ),
    Rule(
        name="argo-lint-finding",
        tool="argo",
        category=Category.LINT,
        pattern=r'^\s*✖ in "[^"]*" \(\w+\): ',
        anchors=('✖ in "',),
        weight=94,
        example=(
            '   ✖ in "build-and-test" (Workflow): templates.main.steps[0].build failed to '
            "resolve {{inputs.parameters.image}}"
        ),
        source="https://github.com/argoproj/argo-workflows/blob/main/cmd/argo/lint/lint.go",
    ),
    Rule(
        name="argo-lint-summary",
        tool="argo",
        category=Category.LINT,
        pattern=r"✖ [1-9]\d* linting errors found!",
        anchors=(" linting errors found!",),
        weight=45,
        example="✖ 2 linting errors found!",
        source="https://github.com/argoproj/argo-workflows/blob/main/cmd/argo/lint/formatter_pretty.go",
    ),
    Rule(
        name="skaffold-failed",
        tool="skaffold",
        category=Category.BUILD,
        pattern=r"^build \[\S+\] failed: ",
        anchors=("] failed: ",),
        weight=80,
        example="build [octo/app] failed: exit status 1. Docker build ran into internal error.",
        source="https://skaffold.dev/docs/references/cli/",
    ),
    Rule(
        name="tilt-failed",
        tool="tilt",
        category=Category.TEST,
        pattern=r"^Error: resource \S+ in a failed state|Build Failed: ",
        anchors=("in a failed state", "Build Failed: "),
        weight=75,
        example="Build Failed: ImageBuild: exit status 2",
        source="https://docs.tilt.dev/ci.html",
    ),
)
