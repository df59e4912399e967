"""What npm writes when packages cannot be installed or a script fails."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

_NPM = "https://docs.npmjs.com/common-errors"
_NPM_CI = "https://docs.npmjs.com/cli/commands/npm-ci"

RULES: tuple[Rule, ...] = (
    Rule(
        name="npm-out-of-sync",
        tool="npm",
        category=Category.DEPENDENCY,
        pattern=r"can only install packages when your package\.json and package-lock\.json or .+ are in sync",
        anchors=("can only install packages when your package.json",),
        weight=93,
        example="npm error `npm ci` can only install packages when your package.json and "
        "package-lock.json or npm-shrinkwrap.json are in sync.",
        source=_NPM_CI,
    ),
    Rule(
        name="npm-missing-from-lock",
        tool="npm",
        category=Category.DEPENDENCY,
        pattern=r"^npm (?:ERR!|error) (?:Missing: \S+ from lock file"
        r"|Invalid: lock file's \S+ does not satisfy \S+)",
        anchors=("Missing: ", "Invalid: lock file's "),
        weight=90,
        example="npm error Missing: ledger-lib@2.1.3 from lock file",
        source=_NPM_CI,
    ),
    Rule(
        name="npm-no-lock",
        tool="npm",
        category=Category.DEPENDENCY,
        pattern=r"The `npm ci` command can only install with an existing package-lock\.json",
        anchors=("can only install with an existing package-lock",),
        weight=93,
        example="npm error The `npm ci` command can only install with an existing package-lock.json or",
        source=_NPM_CI,
    ),
    Rule(
        name="npm-eresolve",
        tool="npm",
        category=Category.DEPENDENCY,
        pattern=r"^npm (?:ERR!|error) (?:code ERESOLVE|ERESOLVE (?:unable to resolve dependency tree"
        r"|could not resolve))",
        anchors=("code ERESOLVE", "ERESOLVE unable to resolve", "ERESOLVE could not resolve"),
        weight=91,
        example="npm error ERESOLVE unable to resolve dependency tree",
        source=_NPM,
    ),
    Rule(
        name="npm-peer",
        tool="npm",
        category=Category.DEPENDENCY,
        pattern=r"^npm (?:ERR!|error) +(?:peer(?:Optional)? \S+ from |Could not resolve dependency:"
        r"|Conflicting peer dependency: |While resolving: |Found: )",
        anchors=("npm ERR! ", "npm error "),
        weight=82,
        example="npm error peer ledger-lib@^1.0.0 from cart-ui@4.2.0",
        source=_NPM,
    ),
    Rule(
        name="npm-not-found",
        tool="npm",
        category=Category.DEPENDENCY,
        pattern=r"^npm (?:ERR!|error) (?:code E404|404 +(?:Not Found - |'\S+' is not in))",
        anchors=("code E404", "Not Found - ", "' is not in"),
        weight=91,
        example="npm error 404 Not Found - GET https://packages.example/ledger-lib - Not found",
        source=_NPM,
    ),
    Rule(
        name="npm-no-version",
        tool="npm",
        category=Category.DEPENDENCY,
        pattern=r"^npm (?:ERR!|error) (?:code ETARGET|notarget No matching version found for )",
        anchors=("code ETARGET", "notarget No matching version found"),
        weight=92,
        example="npm error notarget No matching version found for ledger-lib@9.9.9.",
        source=_NPM,
    ),
    Rule(
        name="npm-integrity",
        tool="npm",
        category=Category.DEPENDENCY,
        pattern=r"^npm (?:ERR!|error) (?:code EINTEGRITY"
        r"|(?:EINTEGRITY )?sha\d+-\S+ integrity checksum failed)",
        anchors=("code EINTEGRITY", " integrity checksum failed"),
        weight=92,
        example="npm error sha512-aGVsbG8= integrity checksum failed when using sha512: wanted "
        "sha512-d29ybGQ=",
        source=_NPM,
    ),
    Rule(
        name="npm-engine",
        tool="npm",
        category=Category.DEPENDENCY,
        pattern=r"^npm (?:ERR!|error) (?:code EBADENGINE|notsup (?:Unsupported engine|Required: "
        r"|Not compatible))",
        anchors=("code EBADENGINE", "notsup "),
        weight=90,
        example="npm error notsup Not compatible with your version of node/npm: ledger-lib@2.0.0",
        source="https://docs.npmjs.com/cli/configuring-npm/package-json#engines",
    ),
    Rule(
        name="npm-platform",
        tool="npm",
        category=Category.DEPENDENCY,
        pattern=r"^npm (?:ERR!|error) (?:code EBADPLATFORM|notsup Unsupported platform for )",
        anchors=("code EBADPLATFORM", "notsup Unsupported platform"),
        weight=90,
        example="npm error notsup Unsupported platform for ledger-lib@2.0.0",
        source=_NPM,
    ),
    Rule(
        name="npm-missing-script",
        tool="npm",
        category=Category.CONFIG,
        pattern=r"^npm (?:ERR!|error) Missing script: ",
        anchors=("Missing script: ",),
        weight=93,
        example='npm error Missing script: "test:ci"',
        source="https://docs.npmjs.com/cli/commands/npm-run",
    ),
    Rule(
        name="npm-workspace",
        tool="npm",
        category=Category.CONFIG,
        pattern=r"^npm (?:ERR!|error) No workspaces found",
        anchors=("No workspaces found",),
        weight=92,
        example="npm error No workspaces found: --workspace=cart",
        source="https://docs.npmjs.com/cli/using-npm/workspaces",
    ),
    Rule(
        name="npm-json",
        tool="npm",
        category=Category.CONFIG,
        pattern=r"^npm (?:ERR!|error) (?:code EJSONPARSE|JSON\.parse (?:Invalid|Unexpected|Failed))",
        anchors=("code EJSONPARSE", "JSON.parse "),
        weight=92,
        example="npm error JSON.parse Invalid package.json: JSONParseError: Unexpected token } in JSON",
        source=_NPM,
    ),
    Rule(
        name="npm-no-package",
        tool="npm",
        category=Category.CONFIG,
        pattern=r"^npm (?:ERR!|error) enoent (?:Could not read package\.json|ENOENT: no such file)",
        anchors=("npm",),
        weight=88,
        example="npm error enoent Could not read package.json: Error: ENOENT: no such file or directory",
        source=_NPM,
    ),
    Rule(
        name="npm-lifecycle",
        tool="npm",
        category=Category.BUILD,
        pattern=r"^npm (?:ERR!|error) (?:code ELIFECYCLE|Lifecycle script `|command failed|command (?:sh"
        r"|bash|C:)|errno \d|Exit status \d|Test failed\.  See above|Failed at the "
        r"|code [1-9]\d*$)",
        anchors=("npm ERR! ", "npm error "),
        weight=22,
        example="npm error Lifecycle script `build` failed with error:",
        source="https://docs.npmjs.com/cli/using-npm/scripts",
    ),
)
