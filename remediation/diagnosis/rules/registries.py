"""Pushing images and signatures: what GHCR, ECR, Artifact Registry and the others refuse."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="ghcr-permission-denied",
        tool="ghcr",
        category=Category.PERMISSION,
        pattern=r"permission_denied: (?:\w+_package|The \w+ |The token provided)",
        anchors=("permission_denied: ",),
        weight=96,
        example="denied: permission_denied: write_package",
        source=(
            "https://docs.github.com/en/packages/working-with-a-github-packages-registry/"
            "working-with-the-container-registry"
        ),
    ),
    Rule(
        name="ghcr-installation",
        tool="ghcr",
        category=Category.PERMISSION,
        pattern="installation not allowed to (?:Create|Write) organization package",
        anchors=("installation not allowed to ",),
        weight=96,
        example="denied: installation not allowed to Create organization package",
        source=(
            "https://docs.github.com/en/packages/working-with-a-github-packages-registry/"
            "working-with-the-container-registry"
        ),
    ),
    Rule(
        name="ghcr-denied",
        tool="ghcr",
        category=Category.PERMISSION,
        pattern=r"(?:ghcr\.io/\S+: denied|: denied: denied)",
        anchors=("denied: denied", ": denied"),
        weight=93,
        example=(
            'Error response from daemon: Head "https://ghcr.io/v2/octo/app/manifests/latest": denied: denied'
        ),
        source=(
            "https://docs.github.com/en/packages/working-with-a-github-packages-registry/"
            "working-with-the-container-registry"
        ),
    ),
    Rule(
        name="registry-forbidden",
        tool="registry",
        category=Category.PERMISSION,
        pattern=r"unexpected status(?: from \w+ request to \S+)?: 40[13] ",
        anchors=("unexpected status",),
        weight=94,
        example=(
            "ERROR: failed to push ghcr.io/octo/app:1.4.0: unexpected status from HEAD request "
            "to https://ghcr.io/v2/octo/app/blobs/sha256:9f: 403 Forbidden"
        ),
        source="https://github.com/containerd/containerd/blob/main/core/remotes/errors/errors.go",
    ),
    Rule(
        name="registry-server-error",
        tool="registry",
        category=Category.INFRA,
        pattern=(
            r"(?:unexpected status(?: from \w+ request to \S+)?: (?:429|5\d\d) |received "
            r"unexpected HTTP status: 5\d\d)"
        ),
        anchors=("unexpected status", "received unexpected HTTP status: 5"),
        weight=92,
        example=(
            "ERROR: failed to push registry.example.com/octo/app:1: unexpected status from PUT "
            "request to https://registry.example.com/v2/octo/app/blobs/uploads/9: 502 Bad Gateway"
        ),
        source="https://github.com/containerd/containerd/blob/main/core/remotes/errors/errors.go",
    ),
    Rule(
        name="registry-access-denied",
        tool="registry",
        category=Category.PERMISSION,
        pattern="denied: requested access to the resource is denied",
        anchors=("requested access to the resource is denied",),
        weight=95,
        example="denied: requested access to the resource is denied",
        source="https://distribution.github.io/distribution/spec/api/",
    ),
    Rule(
        name="registry-unauthorized",
        tool="registry",
        category=Category.PERMISSION,
        pattern=(
            "unauthorized: (?:authentication required|incorrect username or password|access "
            "token has insufficient scopes|unauthenticated|You don't have the needed permissions|"
            "The client does not have permission)"
        ),
        anchors=("unauthorized: ",),
        weight=94,
        example="unauthorized: authentication required",
        source="https://distribution.github.io/distribution/spec/api/",
    ),
    Rule(
        name="registry-scope",
        tool="registry",
        category=Category.PERMISSION,
        pattern="insufficient_scope: authorization failed",
        anchors=("insufficient_scope: authorization failed",),
        weight=92,
        example="server message: insufficient_scope: authorization failed",
        source="https://distribution.github.io/distribution/spec/auth/token/",
    ),
    Rule(
        name="ecr-no-credentials",
        tool="ecr",
        category=Category.PERMISSION,
        pattern="no basic auth credentials",
        anchors=("no basic auth credentials",),
        weight=95,
        example="no basic auth credentials",
        source="https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html",
    ),
    Rule(
        name="ecr-token-expired",
        tool="ecr",
        category=Category.PERMISSION,
        pattern=r"Your [Aa]uthorization [Tt]oken has expired\. Reauthenticate and try again",
        anchors=("uthorization token has expired", "uthorization Token has expired"),
        weight=95,
        example="denied: Your authorization token has expired. Reauthenticate and try again.",
        source="https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html",
    ),
    Rule(
        name="ecr-repository-missing",
        tool="ecr",
        category=Category.CONFIG,
        pattern="name unknown: The repository with name '.+' does not exist in the registry",
        anchors=("name unknown: The repository with name",),
        weight=95,
        example=(
            "name unknown: The repository with name 'octo/app' does not exist in the registry "
            "with id '123456789012'"
        ),
        source="https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html",
    ),
    Rule(
        name="ecr-tag-immutable",
        tool="ecr",
        category=Category.OTHER,
        pattern="The image tag '.+' already exists in the '.+' repository and cannot be overwritten",
        anchors=("repository and cannot be overwritten",),
        weight=95,
        example=(
            "tag invalid: The image tag '1.4.0' already exists in the 'octo/app' repository and "
            "cannot be overwritten because the repository is immutable."
        ),
        source="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    ),
    Rule(
        name="gar-permission",
        tool="artifact-registry",
        category=Category.PERMISSION,
        pattern=r'Permission "?artifactregistry\.\S+"? denied',
        anchors=("artifactregistry.",),
        weight=96,
        example=(
            'denied: Permission "artifactregistry.repositories.uploadArtifacts" denied on '
            'resource "projects/octo/locations/eu/repositories/apps" (or it may not exist)'
        ),
        source="https://cloud.google.com/artifact-registry/docs/troubleshooting",
    ),
    Rule(
        name="gar-repository-missing",
        tool="artifact-registry",
        category=Category.CONFIG,
        pattern='name unknown: Repository ".+" not found',
        anchors=('name unknown: Repository "',),
        weight=94,
        example='name unknown: Repository "apps" not found',
        source="https://cloud.google.com/artifact-registry/docs/troubleshooting",
    ),
    Rule(
        name="registry-blob-unknown",
        tool="registry",
        category=Category.INFRA,
        pattern="blob upload (?:unknown|invalid)|error writing layer blob",
        anchors=("blob upload unknown", "blob upload invalid", "error writing layer blob"),
        weight=82,
        example="blob upload unknown: blob upload unknown to registry",
        source="https://distribution.github.io/distribution/spec/api/",
    ),
    Rule(
        name="registry-push-failed",
        tool="registry",
        category=Category.DOCKER,
        pattern=r"failed to push \S+: ",
        anchors=("failed to push ",),
        weight=50,
        example="ERROR: failed to push registry.example.com/octo/app:1.4.0: push access denied",
        source="https://github.com/moby/buildkit/blob/master/util/push/push.go",
    ),
    Rule(
        name="registry-push-denied",
        tool="registry",
        category=Category.PERMISSION,
        pattern="push access denied, repository does not exist or may require authorization",
        anchors=("push access denied",),
        weight=95,
        example=(
            "ERROR: failed to push octo/app:1.4.0: push access denied, repository does not exist "
            "or may require authorization: server message: insufficient_scope"
        ),
        source="https://github.com/moby/buildkit/blob/master/util/push/push.go",
    ),
    Rule(
        name="cosign-signing",
        tool="cosign",
        category=Category.PERMISSION,
        pattern=r"^(?:Error: |main\.go:\d+: error during command execution: )signing \[",
        anchors=("signing [",),
        weight=92,
        example=(
            "Error: signing [ghcr.io/octo/app@sha256:9f]: getting signer: getting key from "
            "Fulcio: retrieving cert: error obtaining token"
        ),
        source="https://docs.sigstore.dev/cosign/signing/overview/",
    ),
    Rule(
        name="cosign-verification",
        tool="cosign",
        category=Category.SECURITY_SCAN,
        pattern="(?:Error|error)[^:]*: no (?:matching )?signatures",
        anchors=("no matching signatures", ": no signatures"),
        weight=93,
        example="Error: no matching signatures: crypto/rsa: verification error",
        source="https://docs.sigstore.dev/cosign/verifying/verify/",
    ),
)
