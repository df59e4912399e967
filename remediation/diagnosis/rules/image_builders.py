"""Building images without BuildKit: Buildah, Podman and kaniko; and hadolint, which reads Dockerfiles."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="buildah-step-failed",
        tool="buildah",
        category=Category.DOCKER,
        pattern='[Ee]rror: (?:building|error building) at STEP ".+": ',
        anchors=('at STEP "',),
        weight=50,
        example='Error: building at STEP "RUN make": while running runtime: exit status 2',
        source="https://github.com/containers/buildah/blob/main/imagebuildah/stage_executor.go",
    ),
    Rule(
        name="podman-source",
        tool="podman",
        category=Category.DOCKER,
        pattern=(
            "[Ee]rror: (?:.*: )?(?:initializing|parsing|copying system image from) (?:source|"
            r"image source|manifest list) ?\S*docker://\S+"
        ),
        anchors=("docker://",),
        weight=88,
        example=(
            "Error: initializing source docker://quay.io/octo/base:9: reading manifest 9 in "
            "quay.io/octo/base: manifest unknown"
        ),
        source="https://github.com/containers/image/blob/main/copy/copy.go",
    ),
    Rule(
        name="podman-short-name",
        tool="podman",
        category=Category.DOCKER,
        pattern='short-name ".+" did not resolve to an alias',
        anchors=('" did not resolve to an alias',),
        weight=95,
        example=(
            'Error: short-name "octo/base" did not resolve to an alias and no unqualified-search '
            'registries are defined in "/etc/containers/registries.conf"'
        ),
        source="https://github.com/containers/image/blob/main/pkg/shortnames/shortnames.go",
    ),
    Rule(
        name="kaniko-failed",
        tool="kaniko",
        category=Category.DOCKER,
        pattern="error building image: ",
        anchors=("error building image: ",),
        weight=50,
        example=(
            "error building image: error building stage: failed to execute command: waiting for "
            "process to exit: exit status 2"
        ),
        source="https://github.com/GoogleContainerTools/kaniko/blob/main/cmd/executor/cmd/root.go",
    ),
    Rule(
        name="kaniko-push-permission",
        tool="kaniko",
        category=Category.PERMISSION,
        pattern="error checking push permissions -- make sure you entered the correct tag name",
        anchors=("error checking push permissions",),
        weight=95,
        example=(
            "error checking push permissions -- make sure you entered the correct tag name, and "
            "that you are authenticated correctly, and try again"
        ),
        source="https://github.com/GoogleContainerTools/kaniko/blob/main/cmd/executor/cmd/root.go",
    ),
    Rule(
        name="kaniko-push-failed",
        tool="kaniko",
        category=Category.DOCKER,
        pattern="error pushing image: failed to push to destination",
        anchors=("error pushing image: ",),
        weight=82,
        example=(
            "error pushing image: failed to push to destination registry.example.com/octo/app:1: "
            "UNAUTHORIZED: authentication required"
        ),
        source="https://github.com/GoogleContainerTools/kaniko/blob/main/pkg/executor/push.go",
    ),
    Rule(
        name="hadolint-finding",
        tool="hadolint",
        category=Category.LINT,
        pattern=(
            r"(?P<file>\S+):(?P<line>\d+) (?:DL0|DL1|DL2|DL3|DL4|DL5|SC1|SC2|SC3)\d{3} (?:error|"
            "warning|info|style): "
        ),
        anchors=(" DL0", " DL1", " DL2", " DL3", " DL4", " DL5", " SC1", " SC2", " SC3"),
        weight=93,
        example="Dockerfile:7 DL3008 warning: Pin versions in apt get install",
        source="https://github.com/hadolint/hadolint/blob/master/src/Hadolint/Formatter/TTY.hs",
    ),
    Rule(
        name="hadolint-syntax",
        tool="hadolint",
        category=Category.LINT,
        pattern=r"(?P<file>\S*[Dd]ockerfile\S*):(?P<line>\d+):\d+ unexpected ",
        anchors=("ockerfile",),
        weight=92,
        example="Dockerfile:7:1 unexpected 'R' expecting '#', ADD, ARG, CMD, COPY",
        source="https://github.com/hadolint/hadolint/blob/master/src/Hadolint/Formatter/TTY.hs",
    ),
)
