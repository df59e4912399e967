"""AWS: credentials, permissions, quotas."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="aws-credentials-action",
        tool="configure-aws-credentials",
        category=Category.PERMISSION,
        pattern="Credentials could not be loaded, please check your action inputs: ",
        anchors=("Credentials could not be loaded, please check",),
        weight=96,
        example=(
            "Credentials could not be loaded, please check your action inputs: Could not load "
            "credentials from any providers"
        ),
        source=(
            "https://github.com/aws-actions/configure-aws-credentials/blob/main/src/CredentialsClient.ts"
        ),
    ),
    Rule(
        name="aws-assume-role",
        tool="configure-aws-credentials",
        category=Category.PERMISSION,
        pattern="(?:Could not assume role with |Not authorized to perform sts:AssumeRoleWithWebIdentity)",
        anchors=("Could not assume role with ", "Not authorized to perform sts:"),
        weight=96,
        example="Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity",
        source="https://github.com/aws-actions/configure-aws-credentials/blob/main/src/assumeRole.ts",
    ),
    Rule(
        name="aws-oidc-permission",
        tool="configure-aws-credentials",
        category=Category.PERMISSION,
        pattern="It looks like you might be trying to authenticate with OIDC",
        anchors=("It looks like you might be trying to",),
        weight=86,
        example=(
            "It looks like you might be trying to authenticate with OIDC. Did you mean to set "
            "the `id-token` permission?"
        ),
        source="https://github.com/aws-actions/configure-aws-credentials/blob/main/src/helpers.ts",
    ),
    Rule(
        name="aws-no-credentials",
        tool="aws",
        category=Category.PERMISSION,
        pattern=(
            r"^(?:(?:upload|download|copy|move|delete) failed: .+ |(?:[\w.]+ ?\w*: ){0,3})Unable "
            r"to locate credentials|^(?:Error: )?(?:\w+: )?Could not load credentials from any "
            "providers|NoCredentialProviders: no valid providers"
        ),
        anchors=(
            "Unable to locate credentials",
            "Could not load credentials from any providers",
            "NoCredentialProviders: no valid providers",
        ),
        weight=94,
        example='Unable to locate credentials. You can configure credentials by running "aws configure".',
        source="https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-troubleshooting.html",
    ),
    Rule(
        name="aws-access-denied",
        tool="aws",
        category=Category.PERMISSION,
        pattern=(
            r"^(?:(?:upload|download|copy|move|delete) failed: .+ |(?:[\w.]+ ?\w*: ){0,3})An "
            r"error occurred \((?:AccessDenied|AccessDeniedException|AccessDeniedFault|"
            "UnauthorizedOperation|UnrecognizedClientException|InvalidClientTokenId|ExpiredToken|"
            r"ExpiredTokenException|SignatureDoesNotMatch|AuthFailure|InvalidAccessKeyId|403)\) "
            r"when calling the \w+ operation"
        ),
        anchors=("when calling the ",),
        weight=95,
        example="An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
        source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
    ),
    Rule(
        name="aws-throttled",
        tool="aws",
        category=Category.INFRA,
        pattern=(
            r"^(?:(?:upload|download|copy|move|delete) failed: .+ |(?:[\w.]+ ?\w*: ){0,3})An "
            r"error occurred \((?:Throttling\w*|RequestLimitExceeded|SlowDown|ServiceUnavailable|"
            r"InternalFailure|InternalError|TooManyRequestsException|50\d)\) when calling the \w+ "
            "operation"
        ),
        anchors=("when calling the ",),
        weight=93,
        example=(
            "An error occurred (Throttling) when calling the DescribeStacks operation (reached "
            "max retries: 4): Rate exceeded"
        ),
        source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
    ),
    Rule(
        name="aws-quota",
        tool="aws",
        category=Category.RESOURCE,
        pattern=(
            r"^(?:(?:upload|download|copy|move|delete) failed: .+ |(?:[\w.]+ ?\w*: ){0,3})An "
            r"error occurred \((?:\w*LimitExceeded\w*|ServiceQuotaExceeded\w*|"
            r"InsufficientInstanceCapacity|\w+QuotaExceeded\w*)\) when calling the \w+ operation"
        ),
        anchors=("when calling the ",),
        weight=94,
        example=(
            "An error occurred (VcpuLimitExceeded) when calling the RunInstances operation: You "
            "have requested more vCPU capacity than your current limit"
        ),
        source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
    ),
    Rule(
        name="aws-operation-failed",
        tool="aws",
        category=Category.CONFIG,
        pattern=(
            r"^(?:(?:upload|download|copy|move|delete) failed: .+ |(?:[\w.]+ ?\w*: ){0,3})An "
            r"error occurred \(\w+\) when calling the \w+ operation"
        ),
        anchors=("when calling the ",),
        weight=86,
        example=(
            "An error occurred (ValidationError) when calling the UpdateStack operation: No "
            "updates are to be performed."
        ),
        source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
    ),
    Rule(
        name="aws-not-authorized",
        tool="aws",
        category=Category.PERMISSION,
        pattern=(
            r"^(?:(?:upload|download|copy|move|delete) failed: .+ |(?:[\w.]+ ?\w*: ){0,3})(?:An "
            r"error occurred \(\w+\) when calling the \w+ operation: )?User: \S+ is not "
            r"authorized to perform: [\w:-]+"
        ),
        anchors=("is not authorized to perform: ",),
        weight=95,
        example=(
            "User: arn:aws:sts::123456789012:assumed-role/ci/GitHubActions is not authorized to "
            "perform: ecr:InitiateLayerUpload"
        ),
        source="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    ),
    Rule(
        name="aws-no-region",
        tool="aws",
        category=Category.CONFIG,
        pattern=(
            r"You must specify a region\.|Missing region in config|Unable to find a region via "
            "the region provider chain"
        ),
        anchors=("You must specify a region.", "Missing region in config", "Unable to find a region via"),
        weight=94,
        example='You must specify a region. You can also configure your region by running "aws configure".',
        source="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html",
    ),
)
