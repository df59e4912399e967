"""The category where no rule knows the line: from what the line says, or from what its step does."""

import re
from collections.abc import Mapping, Sequence

from remediation.diagnosis.category import Category

_SAYS: Mapping[Category, Sequence[str]] = {
    Category.RESOURCE: (
        "no space left", "out of memory", r"\boom\b", "cannot allocate memory", "heap out of",
        "disk quota", r"timed out after \d+ (?:minutes|hours)", r"took [>\d]\S* ?min",
        "maximum execution time", "exceeded the timeout", "memory limit", "time limit", r"\bquota\b",
        "signal: killed", r"\bsigkill\b", "exit code 137", r"too many open files", "ran out of",
        r"\b(?:job|step|command|process|build|task|operation|run|script)\b.{0,40}\btimed? ?out\b",
    ),
    Category.MERGE_CONFLICT: (
        "merge conflict", r"^conflict \(", "automatic merge failed",
    ),
    Category.PERMISSION: (
        "permission denied", "access denied", "unauthorized", "forbidden", r"\b40[13]\b",
        "not authorized", "authenticat", "insufficient permission", "insufficient rights", "credential",
        "permission to ", "not permitted",
    ),
    Category.INFRA: (
        "connection (?:was )?(?:reset|refused|timed out|closed)", "temporary failure", "tls handshake",
        "network is unreachable", "could ?n.t resolve host", r"\b50[0234]\b", "bad gateway",
        "service unavailable", "gateway time", "lost communication", "econn", "etimedout", "eai_again",
        "deadline exceeded", "i/o timeout", "rate limit", "too many requests", "dns error",
        "no such host", "lookup address", "shutdown signal", "channel.*(?:closed|shutdown)", "transient",
        r"\bcurl failed", "framing layer", "spurious network error", "ssl_connect", "network error",
        "requested url returned error ?: 5", "read timed out", "pod failed to", "premature(?:ly)? clos",
    ),
    Category.SECURITY_SCAN: (
        "vulnerabilit", r"\bcve-\d", r"\bghsa-", "found .*(?:secret|token)",
        "leaked? (?:secret|credential)", r"\bsecrets? (?:found|detected)", r"\bseverity: ?(?:high|critical)",
        r"(?:high|critical) severity", r"\brustsec-\d", r"\bcwe-\d",
    ),
    Category.DEPENDENCY: (
        "no matching version", "could not find a version", "resolve dependenc", "lock ?file",
        "failed to resolve", "no installation candidate", "package .* not found", "dependency .* not",
        "could not be resolved", "unmet peer",
    ),
    Category.CONFIG: (
        "is not a valid", "invalid (?:input|workflow|argument|option|value)",
        "unknown (?:option|flag|command|argument)", "unrecognized", "missing required", "not supplied",
        "input required", "is not (?:enabled|supported) (?:on|for|in) this", "environment variable",
        "no configuration", "config(?:uration)? (?:file )?(?:not found|error|is invalid)",
        "not found in (?:your )?path", r"\.exe not found", "non-interactive", "is not recognized as",
        "command not found",
    ),
    Category.TEST: (
        r"::test_", r"\btests? (?:failed|failures?)\b", r"\bfailing tests?\b", r"\bassert(?:ion)?\b",
        r"\bexpected\b.{1,200}\b(?:got|but was|received|actual)\b", r"\bfail\b.*\bexpected\b", r"--- fail",
        r"\btest command (?:failed|crashed)", r"\brun test\b",
        r"\d tests? passed;.*\d failed", r"^\W*\d+ (?:failing|tests? failed)",
    ),
    Category.LINT: (
        r"\blint(?:er|ing|ed)?\b", "would reformat", "not formatted", "code style", "style violation",
    ),
}  # fmt: skip
"""What every tool says in the same words: patterns of lower case, the category that is told surest first."""
_DOES: Mapping[Category, Sequence[str]] = {
    Category.SECURITY_SCAN: (
        "trivy", "snyk", "codeql", "semgrep", "gitleaks", "grype", "bandit", "audit", "cargo[- ]deny",
        "dependency-review", "secretlint", r"secret[- ]?scan\w*", "trufflehog", "govulncheck", "security",
        "checkov", "tfsec", r"osv\S*", "ggshield", r"detect-secrets\S*", "scorecard", r"vuln\w*",
        "sast", "dast",
        "secrets", "anchore", "brakeman", "gosec", "safety", r"\w*scan",
    ),
    Category.TYPECHECK: (
        "mypy", "pyright", r"type-?check\w*", "types", "tsc", "pyre", "sorbet", "phpstan", "psalm",
    ),
    Category.LINT: (
        r"lint\w*", "eslint", "ruff", "flake8", "pylint", "clippy", "fmt", r"format\w*", "prettier",
        "black", "isort", "rubocop", r"golangci\S*", "shellcheck", "hadolint", "yamllint",
        r"markdownlint\S*", "actionlint", "pre-commit", "stylelint", "ktlint", "detekt", "checkstyle",
        "spotless", "style", "staticcheck", "vet", r"spell\w*", "typos", "lychee",
    ),
    Category.DOCKER: (
        "docker", "buildx", "build-push-action", "podman", "kaniko", "buildah",
    ),
    Category.TEST: (
        "tests?", "pytest", "tox", "nox", "nextest", "jest", "vitest", "mocha", "cypress", "playwright",
        "ctest", "coveralls", "ginkgo", "karma", "junit", "surefire", "gotestsum", "rspec", "phpunit", "e2e",
        "integration", "coverage", "unittest", r"bench\w*",
    ),
    Category.DEPENDENCY: (
        "npm (?:ci|i|install)", "yarn install", "pnpm (?:i|install)", "pip3? install", "poetry install",
        "uv sync", "bundle install", "composer install", "go mod", "apt(?:-get)? install", "restore",
        "dependencies", "install deps", "brew install", r"^(?:run )?install\b", "go get", "gem install",
        "(?:cargo|conda|choco|apk|dnf|yum|uv pip|pipx) install", "apk add",
    ),
    Category.BUILD: (
        r"build\w*", "compile", "cmake", "make", "ninja", "assemble", "bazel", "msbuild", "xcodebuild",
        "webpack", "vite", "rollup", "gradlew?", "mvn", "maven", "javac", "docs?", r"sphinx\S*", "mkdocs",
        "jekyll", "hugo",
    ),
    Category.OTHER: (
        "publish", "release", "changesets?", "changelog", r"version\w*", "tag", "git push",
        r"\S*scripts/\S+\.(?:[cm]?js|py|sh|ts|rs|rb)",
    ),
    Category.CONFIG: (
        r"deploy\w*", "pages", r"setup-\S+", "helm", "terraform", "kubectl", "configure",
    ),
}  # fmt: skip
"""Words of a step's command or name, in lower case. A lint step that builds first is a lint step."""
_LINES = {category: re.compile("|".join(patterns)) for category, patterns in _SAYS.items()}
_STEPS = {
    category: re.compile(rf"(?<![a-z0-9])(?:{'|'.join(words)})(?![a-z0-9])")
    for category, words in _DOES.items()
}
_TASKS = re.compile(
    r"npm (?:ERR!|error) \S+@\S+ (\S+): `|npm (?:ERR!|error) Failed at the \S+ (\S+) script"
    r"|npm (?:ERR!|error) Lifecycle script `(\S+)` failed|npm (?:ERR!|error) command \S+ -c (.+)"
    r"|^make(?:\[\d+\])?: \*\*\* \[(?:[^\]:]+:\d+: )?([^\]:]+)\] Error|Execution failed for task '(\S+)'"
    r'|^The command "(.+)" exited with|ELIFECYCLE.* \S+@\S+ (\S+): `|^error: script "(\S+)" exited'
    r"|^error: Recipe `(\S+)` failed|^task: Failed to run task \"(\S+)\""
    r"|^Script (.+) returned with error code"
)
"""What a runner of tasks says has failed."""
LONGEST = 500
"""Characters of a line or a step's name that are looked at."""


def category_of_step(name: str) -> Category | None:
    """Tell what a step of this name or command usually dies of."""
    return _first(_STEPS, name)


def category_of_task(text: str) -> Category | None:
    """Tell a category from a line by which a runner of tasks, such as make, names the one that failed."""
    found = _TASKS.search(text[:LONGEST])
    return category_of_step(next(filter(None, found.groups()))) if found else None


def category_of_words(text: str) -> Category | None:
    """Tell a category from what a line says, if it says one of the things that every tool says."""
    return _first(_LINES, text)


def _first(table: Mapping[Category, re.Pattern[str]], text: str) -> Category | None:
    lowered = text[:LONGEST].lower()
    return next((category for category, pattern in table.items() if pattern.search(lowered)), None)
