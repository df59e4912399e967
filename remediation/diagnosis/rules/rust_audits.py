"""Rust: audits of dependencies and of the public interface."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

AUDIT = "https://github.com/rustsec/rustsec/blob/main/cargo-audit/README.md"

RULES: tuple[Rule, ...] = (
    Rule(
        name="cargo-deny-advisory",
        tool="cargo-deny",
        category=Category.SECURITY_SCAN,
        pattern=r"error\[(?:vulnerability|unmaintained|unsound|notice|yanked)\]: \S",
        anchors=(
            "error[vulnerability]",
            "error[unmaintained]",
            "error[unsound]",
            "error[notice]",
            "error[yanked]",
        ),
        weight=92,
        example="error[vulnerability]: clay panics on wet input",
        source="https://embarkstudios.github.io/cargo-deny/checks/advisories/diags.html",
    ),
    Rule(
        name="cargo-deny-policy",
        tool="cargo-deny",
        category=Category.SECURITY_SCAN,
        pattern=(
            r"error\[(?:banned|duplicate|rejected|unlicensed|no-license-field|source-not-allowed"
            r"|git-source-underspecified|wildcard|not-allowed|unallowed|build-script-not-allowed"
            r"|license-not-encountered|feature-banned|workspace-duplicate|unmatched-\w+)\]: \S"
        ),
        anchors=("error[",),
        weight=91,
        example="error[rejected]: failed to satisfy license requirements",
        source="https://embarkstudios.github.io/cargo-deny/checks/bans/diags.html",
    ),
    Rule(
        name="cargo-deny-summary",
        tool="cargo-deny",
        category=Category.SECURITY_SCAN,
        pattern="(?:advisories|bans|licenses|sources) FAILED",
        anchors=("advisories FAILED", "bans FAILED", "licenses FAILED", "sources FAILED"),
        weight=50,
        example="advisories FAILED, bans ok, licenses ok, sources ok",
        source="https://embarkstudios.github.io/cargo-deny/checks/index.html",
    ),
    Rule(
        name="cargo-audit-id",
        tool="cargo-audit",
        category=Category.SECURITY_SCAN,
        pattern=r"^ID:\s+RUSTSEC-\d{4}-\d{4}",
        anchors=("RUSTSEC-",),
        weight=90,
        example="ID:        RUSTSEC-2031-0007",
        source=AUDIT,
    ),
    Rule(
        name="cargo-audit-summary",
        tool="cargo-audit",
        category=Category.SECURITY_SCAN,
        pattern=r"error: [1-9]\d* (?:vulnerabilit(?:y|ies)|denied warnings?) found!",
        anchors=("found!",),
        weight=55,
        example="error: 1 vulnerability found!",
        source=AUDIT,
    ),
    Rule(
        name="cargo-semver-failure",
        tool="cargo-semver-checks",
        category=Category.LINT,
        pattern=r"^--- failure \w+: ",
        anchors=("--- failure",),
        weight=91,
        example="--- failure function_missing: pub fn removed or renamed ---",
        source="https://github.com/obi1kenobi/cargo-semver-checks/blob/main/README.md",
    ),
    Rule(
        name="cargo-unused-dependencies",
        tool="cargo-machete",
        category=Category.LINT,
        pattern="cargo-machete found the following unused dependencies in",
        anchors=("found the following unused dependencies",),
        weight=85,
        example="cargo-machete found the following unused dependencies in this directory:",
        source="https://github.com/bnjbvr/cargo-machete/blob/main/README.md",
    ),
    Rule(
        name="cargo-udeps",
        tool="cargo-udeps",
        category=Category.LINT,
        pattern="^unused (?:dev-|build-)?dependencies:$",
        anchors=("dependencies:",),
        weight=80,
        example="unused dependencies:",
        source="https://github.com/est31/cargo-udeps/blob/master/README.md",
    ),
)
