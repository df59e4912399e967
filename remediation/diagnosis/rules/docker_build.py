"""Building images: BuildKit, the older builder, Buildah and Podman, kaniko, and what checks Dockerfiles."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="buildkit-process-failed",
        tool="buildkit",
        category=Category.DOCKER,
        pattern=r'process ".+" did not complete successfully: exit code: \d+',
        anchors=("did not complete successfully: exit code: ",),
        weight=45,
        example=(
            'ERROR: failed to solve: process "/bin/sh -c make -j4" did not complete '
            "successfully: exit code: 2"
        ),
        source="https://github.com/moby/buildkit/blob/master/solver/llbsolver/errdefs/exec.go",
    ),
    Rule(
        name="buildkit-process-killed",
        tool="buildkit",
        category=Category.RESOURCE,
        pattern="did not complete successfully: (?:exit code: 137|cannot allocate memory)",
        anchors=(
            "did not complete successfully: exit code: 137",
            "did not complete successfully: cannot allocate",
        ),
        weight=82,
        example='ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 137',
        source="https://github.com/moby/buildkit/blob/master/solver/llbsolver/errdefs/exec.go",
    ),
    Rule(
        name="docker-legacy-command",
        tool="docker",
        category=Category.DOCKER,
        pattern=r"The command '.+' returned a non-zero code: \d+",
        anchors=("returned a non-zero code: ",),
        weight=45,
        example="The command '/bin/sh -c make -j4' returned a non-zero code: 2",
        source="https://github.com/moby/moby/blob/master/daemon/builder/dockerfile/internals.go",
    ),
    Rule(
        name="buildkit-executor-failed",
        tool="buildkit",
        category=Category.DOCKER,
        pattern=r"executor failed running \[.+\]: exit code: \d+",
        anchors=("executor failed running [",),
        weight=45,
        example="failed to solve: executor failed running [/bin/sh -c make]: exit code: 2",
        source="https://github.com/moby/buildkit/blob/master/solver/llbsolver/ops/exec.go",
    ),
    Rule(
        name="buildkit-file-missing",
        tool="buildkit",
        category=Category.DOCKER,
        pattern=(
            'failed to (?:compute cache key|calculate checksum of ref)[^"]*: (?:failed to walk '
            '.+|"?(?P<file>/[^":]+)"?: not found)'
        ),
        anchors=("failed to compute cache key", "failed to calculate checksum of ref"),
        weight=95,
        example=(
            "ERROR: failed to solve: failed to compute cache key: failed to calculate checksum "
            'of ref 7cc2::x9: "/dist/server": not found'
        ),
        source="https://github.com/moby/buildkit/blob/master/solver/llbsolver/ops/file.go",
    ),
    Rule(
        name="docker-copy-missing",
        tool="docker",
        category=Category.DOCKER,
        pattern=(
            "(?:COPY|ADD) failed: (?:file not found in build context|stat |forbidden path|no source files)"
        ),
        anchors=("COPY failed: ", "ADD failed: "),
        weight=95,
        example=(
            "COPY failed: file not found in build context or excluded by .dockerignore: stat "
            "dist/server: file does not exist"
        ),
        source="https://github.com/moby/moby/blob/master/daemon/builder/dockerfile/copy.go",
    ),
    Rule(
        name="dockerfile-missing",
        tool="buildkit",
        category=Category.DOCKER,
        pattern=(
            "(?:failed to read dockerfile: open |unable to prepare context: |unable to evaluate "
            "symlinks in Dockerfile path|Cannot locate specified Dockerfile)"
        ),
        anchors=(
            "failed to read dockerfile: open ",
            "unable to prepare context: ",
            "unable to evaluate symlinks in Dockerfile",
            "Cannot locate specified Dockerfile",
        ),
        weight=95,
        example=(
            "ERROR: failed to solve: failed to read dockerfile: open Dockerfile.prod: no such "
            "file or directory"
        ),
        source="https://github.com/moby/buildkit/blob/master/frontend/dockerui/config.go",
    ),
    Rule(
        name="dockerfile-syntax",
        tool="buildkit",
        category=Category.DOCKER,
        pattern=r"(?:dockerfile|Dockerfile) parse error(?: on)? line (?P<line>\d+): ",
        anchors=("ockerfile parse error",),
        weight=95,
        example="ERROR: failed to solve: dockerfile parse error on line 7: unknown instruction: RUNN",
        source="https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/errors.go",
    ),
    Rule(
        name="dockerfile-stage-missing",
        tool="buildkit",
        category=Category.DOCKER,
        pattern="target stage .+ could not be found",
        anchors=("target stage ",),
        weight=93,
        example='ERROR: failed to solve: target stage "runtime" could not be found',
        source="https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go",
    ),
    Rule(
        name="dockerfile-check",
        tool="buildkit",
        category=Category.LINT,
        pattern="lint violation found for rules: ",
        anchors=("lint violation found for rules: ",),
        weight=93,
        example="ERROR: lint violation found for rules: StageNameCasing, FromAsCasing",
        source="https://docs.docker.com/build/checks/",
    ),
    Rule(
        name="docker-base-missing",
        tool="buildkit",
        category=Category.DOCKER,
        pattern=r"failed to resolve source metadata for \S+: \S+: not found",
        anchors=("failed to resolve source metadata for ",),
        weight=95,
        example=(
            "ERROR: failed to solve: alpine:9.99: failed to resolve source metadata for "
            "docker.io/library/alpine:9.99: docker.io/library/alpine:9.99: not found"
        ),
        source="https://github.com/moby/buildkit/blob/master/client/llb/sourceresolver/imageresolver.go",
    ),
    Rule(
        name="docker-no-platform",
        tool="docker",
        category=Category.DOCKER,
        pattern=r"(?:no match for platform in manifest|no matching manifest for \S+)",
        anchors=("no match for platform in manifest", "no matching manifest for "),
        weight=94,
        example="no matching manifest for linux/arm64/v8 in the manifest list entries",
        source="https://docs.docker.com/build/building/multi-platform/",
    ),
    Rule(
        name="docker-exec-format",
        tool="docker",
        category=Category.DOCKER,
        pattern=r"exec(?: user process caused:?| \S+:)? \"?exec format error|: exec format error",
        anchors=("exec format error",),
        weight=88,
        example="exec /usr/local/bin/entrypoint.sh: exec format error",
        source="https://docs.docker.com/build/building/multi-platform/",
    ),
    Rule(
        name="docker-reference-invalid",
        tool="docker",
        category=Category.DOCKER,
        pattern=r"invalid reference format(?:: repository name .*must be lowercase)?|invalid tag \".*\": ",
        anchors=("invalid reference format", 'invalid tag "'),
        weight=92,
        example=(
            'ERROR: failed to build: invalid tag "ghcr.io/Octo/App:latest": repository name must be lowercase'
        ),
        source="https://github.com/distribution/reference/blob/main/reference.go",
    ),
    Rule(
        name="buildx-driver-feature",
        tool="buildx",
        category=Category.CONFIG,
        pattern=(
            r"(?:is (?:currently )?not supported for the \S+ driver|feature is currently not "
            "supported for docker driver|docker exporter does not (?:currently )?support "
            "exporting manifest lists)"
        ),
        anchors=("not supported for ", "support exporting manifest lists"),
        weight=94,
        example="ERROR: Multi-platform build is not supported for the docker driver.",
        source="https://github.com/docker/buildx/blob/master/driver/features.go",
    ),
    Rule(
        name="buildx-tag-needed",
        tool="buildx",
        category=Category.CONFIG,
        pattern="tag is needed when pushing to registry",
        anchors=("tag is needed when pushing to registry",),
        weight=95,
        example="ERROR: tag is needed when pushing to registry",
        source="https://github.com/docker/buildx/blob/master/build/opt.go",
    ),
    Rule(
        name="buildx-target-missing",
        tool="buildx",
        category=Category.CONFIG,
        pattern="ERROR: (?:failed to find target |couldn't find a bake definition)",
        anchors=("failed to find target ", "couldn't find a bake definition"),
        weight=93,
        example="ERROR: failed to find target release",
        source="https://github.com/docker/buildx/blob/master/bake/bake.go",
    ),
    Rule(
        name="buildx-summary",
        tool="buildx",
        category=Category.DOCKER,
        pattern="buildx (?:bake )?failed with: ",
        anchors=("failed with: ",),
        weight=42,
        example="buildx failed with: ERROR: failed to build: failed to solve: process ...",
        source="https://github.com/docker/build-push-action/blob/master/src/main.ts",
    ),
    Rule(
        name="buildkit-summary",
        tool="buildkit",
        category=Category.DOCKER,
        pattern="ERROR: (?:failed to build: )?failed to solve: ",
        anchors=("failed to solve: ",),
        weight=48,
        example=(
            "ERROR: failed to solve: failed to prepare extraction snapshot: parent snapshot does "
            "not exist: not found"
        ),
        source="https://github.com/docker/buildx/blob/master/commands/build.go",
    ),
    Rule(
        name="buildkit-server-gone",
        tool="buildkit",
        category=Category.INFRA,
        pattern=(
            "(?:failed to receive status: rpc error|rpc error: code = Unavailable desc = "
            "(?:error reading from server|closing transport|connection error)|failed to list "
            "workers: )"
        ),
        anchors=(
            "failed to receive status: rpc error",
            "rpc error: code = Unavailable desc",
            "failed to list workers: ",
        ),
        weight=86,
        example=(
            "ERROR: failed to receive status: rpc error: code = Unavailable desc = error reading "
            "from server: EOF"
        ),
        source="https://github.com/moby/buildkit/blob/master/client/solve.go",
    ),
    Rule(
        name="buildkit-resource-exhausted",
        tool="buildkit",
        category=Category.RESOURCE,
        pattern="ResourceExhausted: ",
        anchors=("ResourceExhausted: ",),
        weight=90,
        example=(
            "ERROR: failed to solve: ResourceExhausted: process could not be started: cannot allocate memory"
        ),
        source="https://github.com/moby/buildkit/blob/master/solver/llbsolver/ops/exec.go",
    ),
)
