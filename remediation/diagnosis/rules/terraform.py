"""Terraform and OpenTofu, and the linters over their files."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="terraform-error",
        tool="terraform",
        category=Category.CONFIG,
        pattern="^\u2502 Error: \\S",
        anchors=("\u2502 Error: ",),
        weight=90,
        example="\u2502 Error: Unsupported argument",
        source="https://github.com/opentofu/opentofu/blob/main/internal/command/format/diagnostic.go",
    ),
    Rule(
        name="terraform-position",
        tool="terraform",
        category=Category.CONFIG,
        pattern="^\u2502   on (?P<file>\\S+) line (?P<line>\\d+)",
        anchors=("\u2502   on ",),
        weight=62,
        example='\u2502   on modules/net/main.tf line 14, in resource "aws_subnet" "a":',
        source="https://github.com/opentofu/opentofu/blob/main/internal/command/format/diagnostic.go",
    ),
    Rule(
        name="terraform-access",
        tool="terraform",
        category=Category.PERMISSION,
        pattern=(
            "\u2502 .*(?:No valid credential sources found|AccessDenied|StatusCode: 403|Unauthorized|"
            "[Ff]ailed to (?:get|retrieve) credentials|could not find default credentials|"
            "Required token could not be found)"
        ),
        anchors=(
            "No valid credential sources found",
            "AccessDenied",
            "StatusCode: 403",
            "Unauthorized",
            "ailed to get credentials",
            "ailed to retrieve credentials",
            "could not find default credentials",
            "Required token could not be found",
        ),
        weight=94,
        example="\u2502 Error: No valid credential sources found",
        source="https://registry.terraform.io/providers/hashicorp/aws/latest/docs",
    ),
    Rule(
        name="terraform-state-lock",
        tool="terraform",
        category=Category.INFRA,
        pattern="\u2502 Error: Error (?:acquiring|locking) (?:the )?(?:state lock|state)",
        anchors=("\u2502 Error: Error acquiring", "\u2502 Error: Error locking"),
        weight=96,
        example="\u2502 Error: Error acquiring the state lock",
        source="https://github.com/opentofu/opentofu/blob/main/internal/command/clistate/state.go",
    ),
    Rule(
        name="terraform-providers",
        tool="terraform",
        category=Category.DEPENDENCY,
        pattern=(
            "\u2502 Error: (?:Failed to query available provider packages|Failed to install provider|"
            "Could not load plugin|Inconsistent dependency lock file|Required plugins are not "
            "installed|Failed to download module|Module not installed|Module version "
            "requirements have changed|Unsupported Terraform Core version)"
        ),
        anchors=(
            "\u2502 Error: Failed to ",
            "\u2502 Error: Could not load plugin",
            "\u2502 Error: Inconsistent dependency lock file",
            "\u2502 Error: Required plugins",
            "\u2502 Error: Module ",
            "\u2502 Error: Unsupported Terraform Core",
        ),
        weight=95,
        example="\u2502 Error: Failed to query available provider packages",
        source="https://github.com/opentofu/opentofu/blob/main/internal/command/init.go",
    ),
    Rule(
        name="terraform-plain-error",
        tool="terraform",
        category=Category.CONFIG,
        pattern=(
            "^Error: (?:Unsupported (?:argument|block type|attribute)|Invalid (?:reference|"
            "resource type|function argument|value for)|Reference to undeclared |Missing "
            "required argument|Duplicate (?:resource|variable|output|provider) |Backend "
            "initialization required|Backend configuration changed)"
        ),
        anchors=(
            "Error: Unsupported ",
            "Error: Invalid ",
            "Error: Reference to undeclared ",
            "Error: Missing required argument",
            "Error: Duplicate ",
            "Error: Backend ",
        ),
        weight=90,
        example="Error: Reference to undeclared input variable",
        source="https://github.com/opentofu/opentofu/blob/main/internal/command/format/diagnostic.go",
    ),
    Rule(
        name="terraform-fmt-file",
        tool="terraform",
        category=Category.LINT,
        pattern=r"^(?P<file>[\w./-]+\.(?:tf|tfvars|tofu))$",
        anchors=(".tf", ".tofu"),
        weight=66,
        example="modules/net/main.tf",
        source="https://developer.hashicorp.com/terraform/cli/commands/fmt",
    ),
    Rule(
        name="terraform-test-failed",
        tool="terraform",
        category=Category.TEST,
        pattern=r'^\s*run "(?P<test>[^"]+)"\.\.\. fail$',
        anchors=("... fail",),
        weight=90,
        example='  run "creates_bucket"... fail',
        source="https://developer.hashicorp.com/terraform/language/tests",
    ),
    Rule(
        name="terraform-exit",
        tool="terraform",
        category=Category.OTHER,
        pattern="^(?:Error: )?Terraform exited with code [1-9]",
        anchors=("Terraform exited with code ",),
        weight=20,
        example="Error: Terraform exited with code 1.",
        source="https://github.com/hashicorp/setup-terraform/blob/main/wrapper/terraform.js",
    ),
    Rule(
        name="tflint-finding",
        tool="tflint",
        category=Category.LINT,
        pattern=r"^(?:Error|Warning|Notice): .+ \((?:terraform|aws|google|azurerm)_\w+\)$",
        anchors=(" (terraform_", " (aws_", " (google_", " (azurerm_"),
        weight=90,
        example='Warning: variable "zone" is declared but not used (terraform_unused_declarations)',
        source="https://github.com/terraform-linters/tflint/blob/master/formatter/pretty.go",
    ),
    Rule(
        name="tflint-summary",
        tool="tflint",
        category=Category.LINT,
        pattern=r"^[1-9]\d* issue\(s\) found:",
        anchors=("issue(s) found:",),
        weight=45,
        example="2 issue(s) found:",
        source="https://github.com/terraform-linters/tflint/blob/master/formatter/pretty.go",
    ),
    Rule(
        name="terragrunt-error",
        tool="terragrunt",
        category=Category.CONFIG,
        pattern=(
            r"(?:^|\s)(?:ERROR|level=error)\s.*(?:[Mm]odule \S+ has finished with an error|Could "
            r"not find a terragrunt\.hcl|Unknown variable|exit status [1-9])"
        ),
        anchors=("odule ", "terragrunt.hcl", "Unknown variable", "exit status "),
        weight=60,
        example="12:01:02.113 ERROR  terraform invocation failed in ./live/net: exit status 1",
        source="https://terragrunt.gruntwork.io/docs/",
    ),
    Rule(
        name="terraform-docs-outdated",
        tool="terraform-docs",
        category=Category.LINT,
        pattern=r"^\S+\.md is out of date$|Uncommitted change\(s\) has been found!",
        anchors=(".md is out of date", "Uncommitted change(s) has been found!"),
        weight=88,
        example="README.md is out of date",
        source="https://github.com/terraform-docs/terraform-docs",
    ),
)
