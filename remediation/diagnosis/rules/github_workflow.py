"""GitHub Actions: workflow files, actions and their inputs that GitHub or the runner refuses."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="workflow-invalid-file",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"Invalid workflow file: (?P<file>[^#\s]+)",
        anchors=("Invalid workflow file: ",),
        weight=92,
        example="Invalid workflow file: .github/workflows/release.yml#L14",
        source="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax",
    ),
    Rule(
        name="workflow-template-position",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"(?P<file>[\w./-]+)? ?\(Line: (?P<line>\d+), Col: \d+\): ",
        anchors=("(Line: ",),
        weight=93,
        example=".github/workflows/release.yml (Line: 14, Col: 9): Unexpected value 'stepz'",
        source="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax",
    ),
    Rule(
        name="workflow-template-invalid",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"The (?:template|workflow) is not valid\.",
        anchors=("The template is not valid.", "The workflow is not valid."),
        weight=90,
        example="The template is not valid. octo/app/ci/action.yml (Line: 9, Col: 14): Unexpected symbol",
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionManifestManager.cs",
    ),
    Rule(
        name="workflow-yaml-syntax",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"You have an error in your yaml syntax on line (?P<line>\d+)",
        anchors=("You have an error in your yaml syntax",),
        weight=94,
        example="You have an error in your yaml syntax on line 22",
        source="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax",
    ),
    Rule(
        name="workflow-expression",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=(
            "(?:Unrecognized named-value|Unrecognized function|Unexpected symbol|Unexpected end "
            r"of expression): '.*'\. Located at position \d+ within expression"
        ),
        anchors=(". Located at position ",),
        weight=94,
        example=(
            "Unrecognized named-value: 'secret'. Located at position 1 within expression: secret.DEPLOY_KEY"
        ),
        source="https://docs.github.com/en/actions/reference/workflows-and-actions/contexts",
    ),
    Rule(
        name="workflow-from-json",
        tool="github-actions",
        category=Category.CONFIG,
        pattern="(?:Error reading JToken from JsonReader|Error parsing fromJson)",
        anchors=("Error reading JToken from JsonReader", "Error parsing fromJson"),
        weight=94,
        example="Error reading JToken from JsonReader. Path '', line 0, position 0.",
        source="https://docs.github.com/en/actions/reference/workflows-and-actions/expressions",
    ),
    Rule(
        name="workflow-empty-matrix",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"Matrix vector '\w+' does not contain any values",
        anchors=("Matrix vector '",),
        weight=94,
        example="Matrix vector 'python' does not contain any values",
        source="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax",
    ),
    Rule(
        name="workflow-nested-permission",
        tool="github-actions",
        category=Category.PERMISSION,
        pattern="is requesting '.+', but is only allowed '.+'",
        anchors=("', but is only allowed '",),
        weight=95,
        example=(
            "Error calling workflow 'octo/app/.github/workflows/ship.yml@main'. The nested job "
            "'ship' is requesting 'packages: write', but is only allowed 'packages: read'."
        ),
        source="https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows",
    ),
    Rule(
        name="workflow-missing-call-input",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"(?:Input|Secret) \S+ is required, but not provided while calling",
        anchors=("is required, but not provided while calling",),
        weight=95,
        example="Secret NPM_KEY is required, but not provided while calling.",
        source="https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows",
    ),
    Rule(
        name="workflow-missing-callee",
        tool="github-actions",
        category=Category.CONFIG,
        pattern="error parsing called workflow",
        anchors=("error parsing called workflow",),
        weight=93,
        example='error parsing called workflow ".github/workflows/ship.yml": workflow was not found.',
        source="https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows",
    ),
    Rule(
        name="action-unresolvable",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"Unable to resolve action [`']?\S+",
        anchors=("Unable to resolve action ",),
        weight=95,
        example="Unable to resolve action `octo/setup-tool@v9`, unable to find version `v9`",
        source=(
            "https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/"
            "find-and-customize-actions"
        ),
    ),
    Rule(
        name="action-not-found",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"Can't find 'action\.yml', 'action\.yaml' or 'Dockerfile' under '",
        anchors=("Can't find 'action.yml', 'action.yaml' or",),
        weight=95,
        example=(
            "Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under "
            "'/home/ci/work/app/app/.github/actions/setup'. Did you forget to run "
            "actions/checkout before running your local action?"
        ),
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionManager.cs",
    ),
    Rule(
        name="action-uri-not-found",
        tool="github-actions",
        category=Category.CONFIG,
        pattern="An action could not be found at the URI '",
        anchors=("An action could not be found at the URI '",),
        weight=93,
        example=(
            "An action could not be found at the URI "
            "'https://api.github.com/repos/octo/tool/tarball/0a1b2c3d'"
        ),
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionManager.cs",
    ),
    Rule(
        name="action-download-failed",
        tool="github-actions",
        category=Category.INFRA,
        pattern=r"Failed to download archive '.+' after \d+ attempts",
        anchors=("Failed to download archive '",),
        weight=93,
        example=(
            "Failed to download archive 'https://api.github.com/repos/octo/tool/tarball/0a1b2c3d'"
            " after 3 attempts."
        ),
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionManager.cs",
    ),
    Rule(
        name="action-download-info",
        tool="github-actions",
        category=Category.INFRA,
        pattern=r"^(?:Error: )?(?:Failed to resolve action download info\.$|Missing download info for \S+)",
        anchors=("Failed to resolve action download info.", "Missing download info for "),
        weight=85,
        example="Failed to resolve action download info.",
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionManager.cs",
    ),
    Rule(
        name="action-download-retry",
        tool="github-actions",
        category=Category.INFRA,
        pattern=r"Failed to (?:resolve action download info\. Error|download action '.+'\. Error): ",
        anchors=("Failed to resolve action download info. Error", "Failed to download action '"),
        weight=45,
        example=(
            "Failed to resolve action download info. Error: Response status code does not "
            "indicate success: 503 (Service Unavailable)."
        ),
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionManager.cs",
    ),
    Rule(
        name="action-deprecated-version",
        tool="github-actions",
        category=Category.CONFIG,
        pattern="This request has been automatically failed because it uses a deprecated version of ",
        anchors=("automatically failed because it uses a deprecated",),
        weight=96,
        example=(
            "This request has been automatically failed because it uses a deprecated version of "
            "`actions/upload-artifact: v3`."
        ),
        source="https://github.blog/changelog/2024-04-16-deprecation-notice-v3-of-the-artifact-actions/",
    ),
    Rule(
        name="action-not-allowed",
        tool="github-actions",
        category=Category.PERMISSION,
        pattern=r"The actions? .+ (?:is|are) not allowed in \S+ because all actions must be",
        anchors=(" because all actions must be",),
        weight=95,
        example=(
            "The action octo/deploy@v2 is not allowed in acme/app because all actions must be "
            "from a repository owned by acme or created by GitHub."
        ),
        source=(
            "https://docs.github.com/en/organizations/managing-organization-settings/"
            "disabling-or-limiting-github-actions-for-your-organization"
        ),
    ),
    Rule(
        name="action-input-missing",
        tool="github-actions",
        category=Category.CONFIG,
        pattern="Input required and not supplied: ",
        anchors=("Input required and not supplied: ",),
        weight=94,
        example="Input required and not supplied: registry-token",
        source="https://github.com/actions/toolkit/blob/main/packages/core/src/core.ts",
    ),
    Rule(
        name="action-runtime-unknown",
        tool="github-actions",
        category=Category.CONFIG,
        pattern="'using: .+' is not supported, use 'docker'",
        anchors=("is not supported, use 'docker'",),
        weight=94,
        example=(
            "'using: node12.1' is not supported, use 'docker', 'node12', 'node16', 'node20' or "
            "'node24' instead."
        ),
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionManifestManager.cs",
    ),
    Rule(
        name="action-manifest",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"^(?:Error: )?Failed to load (?P<file>\S*action\.ya?ml)$",
        anchors=("action.yml", "action.yaml"),
        weight=85,
        example="Failed to load octo/tool/v2/action.yml",
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionManifestManager.cs",
    ),
    Rule(
        name="action-manifest-property",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"Required property is missing: \w+",
        anchors=("Required property is missing: ",),
        weight=92,
        example="Required property is missing: shell",
        source="https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax",
    ),
    Rule(
        name="action-entry-missing",
        tool="github-actions",
        category=Category.CONFIG,
        pattern="File not found: '(?P<file>/[^']+/_actions/[^']+)'",
        anchors=("File not found: '",),
        weight=93,
        example="File not found: '/home/ci/work/_actions/octo/tool/v2/dist/index.js'",
        source=(
            "https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/"
            "NodeScriptActionHandler.cs"
        ),
    ),
    Rule(
        name="action-executable-missing",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"Unable to locate executable file: \S+",
        anchors=("Unable to locate executable file: ",),
        weight=93,
        example=(
            "Unable to locate executable file: pnpm. Please verify either the file path exists "
            "or the file can be found within a directory specified by the PATH environment "
            "variable."
        ),
        source="https://github.com/actions/toolkit/blob/main/packages/io/src/io.ts",
    ),
    Rule(
        name="github-script-error",
        tool="github-script",
        category=Category.CONFIG,
        pattern="Unhandled error: ",
        anchors=("Unhandled error: ",),
        weight=88,
        example="Unhandled error: ReferenceError: pullNumber is not defined",
        source="https://github.com/actions/github-script/blob/main/src/main.ts",
    ),
    Rule(
        name="actionlint-finding",
        tool="actionlint",
        category=Category.LINT,
        pattern=r"^(?P<file>\.github/(?:workflows|actions)/\S+?):(?P<line>\d+):\d+: .+ \[[a-z-]+\]$",
        anchors=(".github/workflows/", ".github/actions/"),
        weight=93,
        example=(
            '.github/workflows/ci.yml:14:9: property "osx" is not defined in object type {os: '
            "string} [expression]"
        ),
        source="https://github.com/rhysd/actionlint/blob/main/docs/checks.md",
    ),
)
