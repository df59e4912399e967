"""Files, keys and secrets that the job may not use or does not have."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="ssh-publickey",
        tool="ssh",
        category=Category.PERMISSION,
        pattern=r"Permission denied \((?:publickey|password|keyboard-interactive|gssapi)",
        anchors=("Permission denied (",),
        weight=95,
        example="git@github.com: Permission denied (publickey).",
        source=(
            "https://docs.github.com/en/authentication/troubleshooting-ssh/error-permission-denied-publickey"
        ),
    ),
    Rule(
        name="ssh-handshake",
        tool="ssh",
        category=Category.PERMISSION,
        pattern=(
            "ssh: (?:unable to authenticate, attempted methods|no key found|this private key is "
            "passphrase protected|cannot decode encrypted)"
        ),
        anchors=(
            "ssh: unable to authenticate",
            "ssh: no key found",
            "ssh: this private key",
            "ssh: cannot decode",
        ),
        weight=95,
        example=(
            "ssh: handshake failed: ssh: unable to authenticate, attempted methods [none "
            "publickey], no supported methods remain"
        ),
        source="https://github.com/golang/crypto/blob/master/ssh/client_auth.go",
    ),
    Rule(
        name="ssh-host-key",
        tool="ssh",
        category=Category.PERMISSION,
        pattern=r"Host key verification failed\.",
        anchors=("Host key verification failed.",),
        weight=93,
        example="Host key verification failed.",
        source=(
            "https://docs.github.com/en/authentication/troubleshooting-ssh/error-host-key-verification-failed"
        ),
    ),
    Rule(
        name="ssh-load-key",
        tool="ssh",
        category=Category.PERMISSION,
        pattern='Load key "[^"]*": ',
        anchors=('Load key "',),
        weight=92,
        example='Load key "/home/ci/.ssh/id_ed25519": error in libcrypto',
        source="https://man.openbsd.org/ssh",
    ),
    Rule(
        name="ssh-agent-key",
        tool="ssh-agent",
        category=Category.PERMISSION,
        pattern=r"The ssh-private-key argument is empty|Error loading key \"",
        anchors=("The ssh-private-key argument is empty", 'Error loading key "'),
        weight=95,
        example=(
            "The ssh-private-key argument is empty. Maybe the secret has not been configured, or "
            "you are using a wrong secret name in your workflow file."
        ),
        source="https://github.com/webfactory/ssh-agent/blob/master/index.js",
    ),
    Rule(
        name="node-eacces",
        tool="node",
        category=Category.PERMISSION,
        pattern=r"\b(?:EACCES: permission denied|EPERM: operation not permitted), ",
        anchors=("EACCES: permission denied, ", "EPERM: operation not permitted, "),
        weight=92,
        example="Error: EACCES: permission denied, mkdir '/usr/local/lib/node_modules'",
        source="https://nodejs.org/api/errors.html#common-system-errors",
    ),
    Rule(
        name="shell-permission",
        tool="bash",
        category=Category.PERMISSION,
        pattern=(
            r"(?:^|/)(?:\S*sh|env|sudo|make(?:\[\d+\])?|exec): (?:line \d+: |\d+: |execvp: "
            ")?(?P<file>[^:]+): [Pp]ermission denied"
        ),
        anchors=(": Permission denied", ": permission denied"),
        weight=93,
        example="/home/ci/work/_temp/run.sh: line 1: ./gradlew: Permission denied",
        source="https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html",
    ),
    Rule(
        name="python-permission",
        tool="python",
        category=Category.PERMISSION,
        pattern=r"^PermissionError: |\[Errno 13\] Permission denied: ",
        anchors=("PermissionError: ", "[Errno 13] Permission denied: "),
        weight=90,
        example="PermissionError: [Errno 13] Permission denied: '/opt/app/data'",
        source="https://docs.python.org/3/library/exceptions.html#PermissionError",
    ),
    Rule(
        name="os-permission",
        tool="os",
        category=Category.PERMISSION,
        pattern=(
            r"(?:Permission denied \(os error 13\)|(?:open|mkdir|stat|unlinkat|remove|chmod|"
            r"rename) \S+: permission denied|(?:cannot \w+|can't \w+) .+: Permission denied)"
        ),
        anchors=("Permission denied (os error 13)", ": permission denied", ": Permission denied"),
        weight=86,
        example="mkdir: cannot create directory '/opt/app': Permission denied",
        source="https://man7.org/linux/man-pages/man3/errno.3.html",
    ),
    Rule(
        name="sudo-password",
        tool="sudo",
        category=Category.PERMISSION,
        pattern=(
            "sudo: (?:a password is required|a terminal is required to read the password|no tty "
            "present|.+ is not allowed to execute)"
        ),
        anchors=("sudo: ",),
        weight=95,
        example=(
            "sudo: a terminal is required to read the password; either use the -S option to read "
            "from standard input or configure an askpass helper"
        ),
        source="https://www.sudo.ws/docs/man/sudo.man/",
    ),
    Rule(
        name="windows-access-denied",
        tool="windows",
        category=Category.PERMISSION,
        pattern=(
            r"(?:Access to the path '[^']+' is denied|Access is denied\. \(os error 5\)|"
            "UnauthorizedAccessException)"
        ),
        anchors=("Access to the path '", "Access is denied. (os error 5)", "UnauthorizedAccessException"),
        weight=88,
        example="System.UnauthorizedAccessException: Access to the path 'C:\\app\\out.dll' is denied.",
        source="https://learn.microsoft.com/en-us/dotnet/api/system.unauthorizedaccessexception",
    ),
    Rule(
        name="requires-root",
        tool="os",
        category=Category.PERMISSION,
        pattern=(
            r"(?:are you root\?|[Mm]ust be run as root|[Yy]ou (?:must|need to) be root|requires "
            "superuser privilege|requires root privileges)"
        ),
        anchors=(
            "are you root?",
            "ust be run as root",
            "ou must be root",
            "ou need to be root",
            "requires superuser privilege",
            "requires root privileges",
        ),
        weight=92,
        example=(
            "E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission "
            "denied), are you root?"
        ),
        source="https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    ),
    Rule(
        name="secret-missing",
        tool="secrets",
        category=Category.PERMISSION,
        pattern=(
            r"^(?:\W*(?:[Ee]rror|ERROR|FATAL|fatal|Fatal):? ?)?(?:[Tt]he |[Ee]nvironment variable "
            r"""|[Mm]issing )*[`'\"$]*[A-Z][A-Z0-9_]*(?:TOKEN|SECRET|PASSWORD|API_KEY|ACCESS_KEY|"""
            r"""PRIVATE_KEY|CREDENTIALS)[`'\"]* (?:[a-z]+ )*(?:not set|unset|not configured|not """
            "defined|must be set|is required|is missing|is empty|not provided|not found)"
        ),
        anchors=(
            "not set",
            " unset",
            "not configured",
            "not defined",
            "must be set",
            "is required",
            "is missing",
            "is empty",
            "not provided",
            "not found",
        ),
        weight=80,
        example="Error: DEPLOY_TOKEN is not set",
        source=(
            "https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets"
        ),
    ),
    Rule(
        name="secret-missing-words",
        tool="secrets",
        category=Category.PERMISSION,
        pattern=(
            r"^(?:\W*(?:[Ee]rror|ERROR|FATAL|fatal):? ?)(?:[Nn]o |[Mm]issing |[Ee]mpty |"
            "[Ii]nvalid )(?:[A-Za-z_-]+ ){0,2}(?:access token|auth(?:entication)? token|API key|"
            r"api key|credentials|secret)\b"
        ),
        anchors=(
            "access token",
            "auth token",
            "authentication token",
            "API key",
            "api key",
            "credentials",
            "secret",
        ),
        weight=84,
        example="Error: No auth token found",
        source=(
            "https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets"
        ),
    ),
    Rule(
        name="http-denied",
        tool="http",
        category=Category.PERMISSION,
        pattern=r"\b(?:401 Unauthorized|403 Forbidden)\b",
        anchors=("401 Unauthorized", "403 Forbidden"),
        weight=60,
        example="error: request failed: 403 Forbidden",
        source="https://www.rfc-editor.org/rfc/rfc9110#name-client-error-4xx",
    ),
)
