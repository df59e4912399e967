"""Pulumi, CloudFormation and CDK, SAM, Bicep, Packer, Vault and secrets in files."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="pulumi-program",
        tool="pulumi",
        category=Category.CONFIG,
        pattern=(
            "error: (?:Running program '.+' failed with an unhandled exception|Missing required "
            "configuration variable '|no stack named '|failed to load checkpoint)"
        ),
        anchors=(
            "error: Running program '",
            "error: Missing required configuration",
            "error: no stack named '",
            "error: failed to load checkpoint",
        ),
        weight=93,
        example="error: Missing required configuration variable 'app:domain'",
        source="https://www.pulumi.com/docs/support/troubleshooting/",
    ),
    Rule(
        name="pulumi-login",
        tool="pulumi",
        category=Category.PERMISSION,
        pattern="PULUMI_ACCESS_TOKEN must be set for login during non-interactive",
        anchors=("PULUMI_ACCESS_TOKEN must be set",),
        weight=96,
        example="error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
        source="https://www.pulumi.com/docs/iac/cli/commands/pulumi_login/",
    ),
    Rule(
        name="pulumi-locked",
        tool="pulumi",
        category=Category.INFRA,
        pattern="the stack is currently locked by|Another update is currently in progress",
        anchors=("the stack is currently locked by", "Another update is currently in progress"),
        weight=95,
        example="error: [409] Conflict: Another update is currently in progress.",
        source="https://www.pulumi.com/docs/support/troubleshooting/",
    ),
    Rule(
        name="pulumi-summary",
        tool="pulumi",
        category=Category.OTHER,
        pattern=r"^\s*error: (?:update|preview|destroy|refresh) failed$",
        anchors=(
            "error: update failed",
            "error: preview failed",
            "error: destroy failed",
            "error: refresh failed",
        ),
        weight=42,
        example="    error: update failed",
        source="https://www.pulumi.com/docs/support/troubleshooting/",
    ),
    Rule(
        name="cloudformation-resource-failed",
        tool="cloudformation",
        category=Category.CONFIG,
        pattern=r"\b(?:CREATE|UPDATE|DELETE)_FAILED\b",
        anchors=("CREATE_FAILED", "UPDATE_FAILED", "DELETE_FAILED"),
        weight=88,
        example=(
            "12:04:11 PM | CREATE_FAILED        | AWS::Lambda::Function | ApiHandler Resource "
            'handler returned message: "Role cannot be assumed"'
        ),
        source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html",
    ),
    Rule(
        name="cloudformation-stack-failed",
        tool="cloudformation",
        category=Category.CONFIG,
        pattern=(
            r"Failed to create/update the stack\. Run the following command|Failed to create the "
            "changeset: "
        ),
        anchors=("Failed to create/update the stack.", "Failed to create the changeset: "),
        weight=72,
        example=(
            "Failed to create the changeset: Waiter ChangeSetCreateComplete failed: Waiter "
            "encountered a terminal failure state"
        ),
        source=(
            "https://github.com/aws/aws-cli/blob/develop/awscli/customizations/cloudformation/exceptions.py"
        ),
    ),
    Rule(
        name="cdk-stack-failed",
        tool="cdk",
        category=Category.CONFIG,
        pattern=r"❌ +\S+ (?:\(\S+\) )?failed: ",
        anchors=(" failed: ",),
        weight=86,
        example=(
            "❌  ApiStack failed: Error: The stack named ApiStack failed creation, it may need to "
            "be manually deleted"
        ),
        source="https://github.com/aws/aws-cdk-cli",
    ),
    Rule(
        name="cdk-no-credentials",
        tool="cdk",
        category=Category.PERMISSION,
        pattern=r"Need to perform AWS calls for account \S+, but no credentials",
        anchors=("Need to perform AWS calls for account ",),
        weight=96,
        example=(
            "Need to perform AWS calls for account 123456789012, but no credentials have been configured"
        ),
        source="https://docs.aws.amazon.com/cdk/v2/guide/configure-access.html",
    ),
    Rule(
        name="cdk-bootstrap",
        tool="cdk",
        category=Category.CONFIG,
        pattern=r"SSM parameter /cdk-bootstrap/\S+ not found|Has the environment been bootstrapped\?",
        anchors=("SSM parameter /cdk-bootstrap/", "Has the environment been bootstrapped?"),
        weight=96,
        example=(
            "SSM parameter /cdk-bootstrap/hnb659fds/version not found. Has the environment been "
            "bootstrapped? Please run 'cdk bootstrap'"
        ),
        source="https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-troubleshoot.html",
    ),
    Rule(
        name="sam-builder-failed",
        tool="sam",
        category=Category.DEPENDENCY,
        pattern=r"Error: \w+Builder:\w+ - ",
        anchors=("Builder:",),
        weight=92,
        example="Error: PythonPipBuilder:ResolveDependencies - {octo-lib==1.0(sdist)}",
        source="https://github.com/aws/aws-lambda-builders",
    ),
    Rule(
        name="bicep-error",
        tool="bicep",
        category=Category.CONFIG,
        pattern=r"(?P<file>\S+\.bicep)\((?P<line>\d+),\d+\) : Error BCP\d+: ",
        anchors=(" : Error BCP",),
        weight=95,
        example=(
            'main.bicep(14,9) : Error BCP057: The name "storageSku" does not exist in the current context.'
        ),
        source="https://learn.microsoft.com/en-us/azure/azure-resource-manager/bicep/bicep-error-codes",
    ),
    Rule(
        name="arm-template-failed",
        tool="azure-resource-manager",
        category=Category.CONFIG,
        pattern=r'"code": ?"(?:InvalidTemplate\w*|DeploymentFailed|InvalidTemplateDeployment)"',
        anchors=(
            '"code": "InvalidTemplate',
            '"code":"InvalidTemplate',
            '"code": "DeploymentFailed"',
            '"code":"DeploymentFailed"',
        ),
        weight=88,
        example=(
            'ERROR: {"code": "InvalidTemplateDeployment", "message": "The template deployment '
            'failed with error"}'
        ),
        source=(
            "https://learn.microsoft.com/en-us/azure/azure-resource-manager/troubleshooting/"
            "common-deployment-errors"
        ),
    ),
    Rule(
        name="packer-build-failed",
        tool="packer",
        category=Category.BUILD,
        pattern=r"^Build '\S+' errored(?: after .+?)?: ",
        anchors=("' errored",),
        weight=88,
        example=(
            "Build 'amazon-ebs.base' errored after 2 minutes 4 seconds: Script exited with "
            "non-zero exit status: 1"
        ),
        source="https://developer.hashicorp.com/packer/docs/debugging",
    ),
    Rule(
        name="packer-summary",
        tool="packer",
        category=Category.BUILD,
        pattern="Some builds didn't complete successfully and had errors:",
        anchors=("Some builds didn't complete successfully",),
        weight=42,
        example="==> Some builds didn't complete successfully and had errors:",
        source="https://developer.hashicorp.com/packer/docs/debugging",
    ),
    Rule(
        name="vault-token",
        tool="vault",
        category=Category.PERMISSION,
        pattern=(
            r"Failed to retrieve vault token|Error (?:making API request|writing data to \S+|"
            r"reading \S+): .*(?:permission denied|Code: 403)"
        ),
        anchors=(
            "Failed to retrieve vault token",
            "Error making API request",
            "Error writing data to ",
            "Error reading ",
        ),
        weight=94,
        example=(
            "Failed to retrieve vault token. code: ERR_NON_2XX_3XX_RESPONSE, message: Response "
            "code 400 (Bad Request)"
        ),
        source="https://github.com/hashicorp/vault-action/blob/main/src/auth.js",
    ),
    Rule(
        name="vault-secret",
        tool="vault",
        category=Category.CONFIG,
        pattern='Unable to retrieve result for "',
        anchors=('Unable to retrieve result for "',),
        weight=94,
        example='Unable to retrieve result for "secret/data/ci" because it was not found',
        source="https://github.com/hashicorp/vault-action/blob/main/src/secrets.js",
    ),
    Rule(
        name="sops-key",
        tool="sops",
        category=Category.PERMISSION,
        pattern="Failed to get the data key required to decrypt the SOPS file",
        anchors=("Failed to get the data key required to decrypt",),
        weight=96,
        example="Failed to get the data key required to decrypt the SOPS file.",
        source="https://github.com/getsops/sops",
    ),
)
