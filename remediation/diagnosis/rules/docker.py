"""Pulling and running containers: the engine, Compose and the registries' answers to a pull."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="docker-pull-denied",
        tool="docker",
        category=Category.DOCKER,
        pattern=r"pull access denied(?: for \S+)?, repository does not exist or may require ",
        anchors=("pull access denied",),
        weight=95,
        example=(
            "docker: Error response from daemon: pull access denied for octo/missing, repository "
            "does not exist or may require 'docker login'"
        ),
        source="https://github.com/moby/moby/blob/master/daemon/containerd/image_pull.go",
    ),
    Rule(
        name="docker-manifest-unknown",
        tool="docker",
        category=Category.DOCKER,
        pattern=r"(?:manifest for \S+ not found|manifest unknown)",
        anchors=("manifest unknown", "manifest for "),
        weight=92,
        example=(
            "Error response from daemon: manifest for octo/app:9.9 not found: manifest unknown: "
            "manifest unknown"
        ),
        source="https://distribution.github.io/distribution/spec/api/",
    ),
    Rule(
        name="docker-pull-rate-limit",
        tool="docker",
        category=Category.INFRA,
        pattern="toomanyrequests: |You have reached your (?:unauthenticated )?pull rate limit",
        anchors=(
            "toomanyrequests: ",
            "You have reached your pull rate limit",
            "You have reached your unauthenticated pull",
        ),
        weight=94,
        example="toomanyrequests: You have reached your unauthenticated pull rate limit.",
        source="https://docs.docker.com/docker-hub/usage/",
    ),
    Rule(
        name="docker-registry-request",
        tool="docker",
        category=Category.INFRA,
        pattern="failed to (?:do request: (?:Head|Get|Put|Post) |copy: httpReadSeeker: )",
        anchors=("failed to do request: ", "failed to copy: httpReadSeeker: "),
        weight=87,
        example=(
            'failed to do request: Head "https://registry-1.docker.io/v2/library/alpine/manifests'
            '/3.20": dial tcp 192.0.2.4:443: i/o timeout'
        ),
        source="https://github.com/containerd/containerd/blob/main/core/remotes/docker/resolver.go",
    ),
    Rule(
        name="docker-registry-token",
        tool="docker",
        category=Category.INFRA,
        pattern=(
            r"failed to (?:fetch (?:oauth|anonymous) token|authorize): .*(?:5\d\d |timeout|"
            "connection reset|EOF)"
        ),
        anchors=("failed to fetch oauth token", "failed to fetch anonymous token", "failed to authorize: "),
        weight=90,
        example=(
            "failed to authorize: failed to fetch anonymous token: Get "
            '"https://auth.docker.io/token": net/http: TLS handshake timeout'
        ),
        source="https://github.com/containerd/containerd/blob/main/core/remotes/docker/auth/fetch.go",
    ),
    Rule(
        name="docker-registry-token-denied",
        tool="docker",
        category=Category.PERMISSION,
        pattern=(
            "failed to (?:fetch (?:oauth|anonymous) token|authorize): .*(?:401|403|denied|unauthorized)"
        ),
        anchors=("failed to fetch oauth token", "failed to fetch anonymous token", "failed to authorize: "),
        weight=93,
        example=(
            "failed to authorize: failed to fetch oauth token: unexpected status from GET "
            "request to https://auth.docker.io/token: 401 Unauthorized"
        ),
        source="https://github.com/containerd/containerd/blob/main/core/remotes/docker/auth/fetch.go",
    ),
    Rule(
        name="docker-daemon-unreachable",
        tool="docker",
        category=Category.INFRA,
        pattern="Cannot connect to the Docker daemon|[Ff]ailed to connect to the docker API at",
        anchors=("Cannot connect to the Docker daemon", "ailed to connect to the docker API at"),
        weight=92,
        example=(
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker "
            "daemon running?"
        ),
        source="https://github.com/moby/moby/blob/master/client/errors.go",
    ),
    Rule(
        name="docker-socket-permission",
        tool="docker",
        category=Category.PERMISSION,
        pattern="permission denied while trying to connect to the (?:Docker daemon socket|docker API)",
        anchors=("permission denied while trying to connect to",),
        weight=95,
        example=(
            "permission denied while trying to connect to the Docker daemon socket at "
            "unix:///var/run/docker.sock"
        ),
        source="https://docs.docker.com/engine/install/linux-postinstall/",
    ),
    Rule(
        name="docker-port-taken",
        tool="docker",
        category=Category.DOCKER,
        pattern=(
            r"(?:Bind for \S+ failed: port is already allocated|failed to bind host port|ports "
            "are not available: exposing port)"
        ),
        anchors=(
            "port is already allocated",
            "failed to bind host port",
            "ports are not available: exposing port",
        ),
        weight=94,
        example=(
            "Error response from daemon: driver failed programming external connectivity on "
            "endpoint db: Bind for 0.0.0.0:5432 failed: port is already allocated."
        ),
        source="https://github.com/moby/moby/tree/master/daemon/libnetwork/portallocator",
    ),
    Rule(
        name="docker-name-taken",
        tool="docker",
        category=Category.DOCKER,
        pattern=r'Conflict\. The container name ".+" is already in use',
        anchors=('Conflict. The container name "',),
        weight=93,
        example=(
            'Error response from daemon: Conflict. The container name "/db" is already in use by '
            'container "1f2e".'
        ),
        source="https://github.com/moby/moby/blob/master/daemon/names.go",
    ),
    Rule(
        name="docker-cannot-start",
        tool="docker",
        category=Category.DOCKER,
        pattern=(
            "(?:OCI runtime (?:create|exec) failed|unable to start container process: |"
            r"executable file not found in \$PATH: unknown)"
        ),
        anchors=(
            "OCI runtime create failed",
            "OCI runtime exec failed",
            "unable to start container process: ",
            "executable file not found in $PATH: unknown",
        ),
        weight=92,
        example=(
            "docker: Error response from daemon: failed to create task for container: failed to "
            "create shim task: OCI runtime create failed: runc create failed: unable to start "
            'container process: exec: "serve": executable file not found in $PATH'
        ),
        source="https://github.com/opencontainers/runc",
    ),
    Rule(
        name="docker-daemon-error",
        tool="docker",
        category=Category.DOCKER,
        pattern="Error response from daemon: ",
        anchors=("Error response from daemon: ",),
        weight=55,
        example="Error response from daemon: network app_default not found",
        source="https://docs.docker.com/reference/api/engine/",
    ),
    Rule(
        name="docker-no-such-image",
        tool="docker",
        category=Category.DOCKER,
        pattern=(
            r"(?:Error response from daemon: |Error: )?No such image: \S+|An image does not exist "
            "locally with the tag: "
        ),
        anchors=("No such image: ", "An image does not exist locally with the tag"),
        weight=82,
        example="Error response from daemon: No such image: octo/app:test",
        source="https://github.com/moby/moby/blob/master/daemon/images/image.go",
    ),
    Rule(
        name="docker-credential-helper",
        tool="docker",
        category=Category.CONFIG,
        pattern="error getting credentials - err: ",
        anchors=("error getting credentials - err: ",),
        weight=92,
        example=(
            'error getting credentials - err: exec: "docker-credential-desktop": executable file '
            "not found in $PATH"
        ),
        source="https://github.com/docker/docker-credential-helpers/blob/master/client/client.go",
    ),
    Rule(
        name="docker-login-input",
        tool="docker-login-action",
        category=Category.CONFIG,
        pattern="^(?:Error: )?(?:Username and password required|Username required|Password required)$",
        anchors=("Username and password required", "Username required", "Password required"),
        weight=95,
        example="Username and password required",
        source="https://github.com/docker/login-action/blob/master/src/docker.ts",
    ),
    Rule(
        name="docker-login-denied",
        tool="docker",
        category=Category.PERMISSION,
        pattern=(
            r'Error response from daemon: (?:Get|Head|login attempt to) "?https?://\S+ '
            "(?:unauthorized|denied|failed with status: 40[13])"
        ),
        anchors=("Error response from daemon: ",),
        weight=95,
        example=(
            'Error response from daemon: Get "https://registry-1.docker.io/v2/": unauthorized: '
            "incorrect username or password"
        ),
        source="https://docs.docker.com/reference/cli/docker/login/",
    ),
    Rule(
        name="docker-rootfs-mount",
        tool="docker",
        category=Category.DOCKER,
        pattern=(
            r"(?:invalid mount config for type|error mounting \".+\" to rootfs|bind source path "
            "does not exist)"
        ),
        anchors=("invalid mount config for type", "error mounting ", "bind source path does not exist"),
        weight=92,
        example=(
            'docker: Error response from daemon: invalid mount config for type "bind": bind '
            "source path does not exist: /srv/fixtures"
        ),
        source="https://docs.docker.com/engine/storage/bind-mounts/",
    ),
    Rule(
        name="compose-not-found",
        tool="docker-compose",
        category=Category.CONFIG,
        pattern="docker-compose: (?:command )?not found",
        anchors=("docker-compose: command not found", "docker-compose: not found"),
        weight=95,
        example="deploy.sh: line 4: docker-compose: command not found",
        source="https://docs.docker.com/compose/releases/migrate/",
    ),
    Rule(
        name="compose-no-file",
        tool="docker-compose",
        category=Category.CONFIG,
        pattern=(
            "no configuration file provided: not found|Can't find a suitable configuration file "
            "in this directory"
        ),
        anchors=("no configuration file provided: not found", "Can't find a suitable configuration file in"),
        weight=95,
        example="no configuration file provided: not found",
        source="https://github.com/docker/compose/blob/main/cmd/compose/compose.go",
    ),
    Rule(
        name="compose-invalid",
        tool="docker-compose",
        category=Category.CONFIG,
        pattern=(
            r"(?:The Compose file '.+' is invalid|: invalid compose project|services\.\S+ "
            "(?:Additional property|must be|additional properties)|validating "
            r"(?P<file>\S+\.ya?ml): )"
        ),
        anchors=("The Compose file '", ": invalid compose project", "services.", "validating "),
        weight=94,
        example=(
            'service "worker" has neither an image nor a build context specified: invalid compose project'
        ),
        source="https://github.com/compose-spec/compose-go",
    ),
    Rule(
        name="compose-env-file",
        tool="docker-compose",
        category=Category.CONFIG,
        pattern=r"(?:env file (?P<file>\S+) not found|Couldn't find env file)",
        anchors=("env file ", "Couldn't find env file"),
        weight=95,
        example="env file /srv/app/.env not found: stat /srv/app/.env: no such file or directory",
        source="https://docs.docker.com/compose/how-tos/environment-variables/set-environment-variables/",
    ),
    Rule(
        name="compose-dependency",
        tool="docker-compose",
        category=Category.DOCKER,
        pattern=r"dependency failed to start: container \S+ ",
        anchors=("dependency failed to start: ",),
        weight=88,
        example="dependency failed to start: container app-db-1 is unhealthy",
        source="https://github.com/docker/compose/blob/main/pkg/compose/convergence.go",
    ),
    Rule(
        name="compose-dependency-service",
        tool="docker-compose",
        category=Category.DOCKER,
        pattern=r"^container \S+ (?:is unhealthy|exited \([1-9]\d*\))$",
        anchors=("is unhealthy", "exited ("),
        weight=82,
        example="container app-db-1 exited (1)",
        source="https://github.com/docker/compose/blob/main/pkg/compose/convergence.go",
    ),
    Rule(
        name="compose-service-exit",
        tool="docker-compose",
        category=Category.DOCKER,
        pattern=r"^[a-z0-9][a-z0-9_.-]*[_-]\d+ exited with code [1-9]\d*$",
        anchors=(" exited with code ",),
        weight=45,
        example="app-tests-1 exited with code 1",
        source="https://github.com/docker/compose/blob/main/cmd/formatter/logs.go",
    ),
    Rule(
        name="compose-external-network",
        tool="docker-compose",
        category=Category.DOCKER,
        pattern=r"(?:network|volume) \S+ declared as external, but could not be found",
        anchors=(" declared as external, but could not be found",),
        weight=94,
        example="network proxy declared as external, but could not be found",
        source="https://github.com/docker/compose/blob/main/pkg/compose/create.go",
    ),
)
