"""Azure: signing in, authorisation, quotas, deployments."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="azure-sign-in",
        tool="azure",
        category=Category.PERMISSION,
        pattern=r"\bAADSTS\d{5,}: ",
        anchors=("AADSTS",),
        weight=96,
        example="AADSTS700016: Application with identifier '0000' was not found in the directory 'Octo'.",
        source="https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes",
    ),
    Rule(
        name="azure-login-action",
        tool="azure-login",
        category=Category.PERMISSION,
        pattern="^(?:Error: )?Login failed with ",
        anchors=("Login failed with ",),
        weight=94,
        example=(
            "Login failed with Error: Using auth-type: SERVICE_PRINCIPAL. Not all values are "
            "present. Ensure 'client-id' and 'tenant-id' are supplied."
        ),
        source="https://github.com/Azure/login/blob/master/src/main.ts",
    ),
    Rule(
        name="azure-not-logged-in",
        tool="azure",
        category=Category.PERMISSION,
        pattern="ERROR: Please run 'az login' to setup account",
        anchors=("ERROR: Please run 'az login'",),
        weight=96,
        example="ERROR: Please run 'az login' to setup account.",
        source="https://learn.microsoft.com/en-us/cli/azure/authenticate-azure-cli",
    ),
    Rule(
        name="azure-authorization",
        tool="azure",
        category=Category.PERMISSION,
        pattern=(
            r"\((?:AuthorizationFailed|LinkedAuthorizationFailed|ForbiddenByRbac|"
            r"AuthorizationPermissionMismatch)\) |The client '.+' with object id '.+' does not "
            "have authorization"
        ),
        anchors=(
            "AuthorizationFailed) ",
            "(ForbiddenByRbac) ",
            "(AuthorizationPermissionMismatch) ",
            "' does not have authorization",
        ),
        weight=96,
        example=(
            "ERROR: (AuthorizationFailed) The client '0000' with object id '0000' does not have "
            "authorization to perform action"
        ),
        source="https://learn.microsoft.com/en-us/azure/role-based-access-control/troubleshooting",
    ),
    Rule(
        name="azure-quota",
        tool="azure",
        category=Category.RESOURCE,
        pattern=(
            r"\((?:QuotaExceeded|SkuNotAvailable|ZonalAllocationFailed|AllocationFailed|"
            r"OverconstrainedAllocationRequest)\) "
        ),
        anchors=(
            "(QuotaExceeded) ",
            "(SkuNotAvailable) ",
            "AllocationFailed) ",
            "(OverconstrainedAllocationRequest) ",
        ),
        weight=95,
        example=(
            "ERROR: (QuotaExceeded) Operation could not be completed as it results in exceeding "
            "approved Total Regional Cores quota."
        ),
        source=(
            "https://learn.microsoft.com/en-us/azure/azure-resource-manager/troubleshooting/"
            "error-resource-quota"
        ),
    ),
    Rule(
        name="azure-cli-error",
        tool="azure",
        category=Category.CONFIG,
        pattern=r"^ERROR: \([A-Z]\w+\) ",
        anchors=("ERROR: (",),
        weight=88,
        example="ERROR: (ResourceGroupNotFound) Resource group 'octo-staging' could not be found.",
        source=(
            "https://learn.microsoft.com/en-us/azure/azure-resource-manager/troubleshooting/"
            "common-deployment-errors"
        ),
    ),
    Rule(
        name="azure-webapp-deploy",
        tool="azure",
        category=Category.OTHER,
        pattern=(
            "(?:Publish profile is invalid for app-name and slot-name provided|Failed to deploy "
            "web package to App Service|Deployment Failed, )"
        ),
        anchors=(
            "Publish profile is invalid for app-name",
            "Failed to deploy web package to App Service",
            "Deployment Failed, ",
        ),
        weight=86,
        example=(
            "Deployment Failed, Error: Publish profile is invalid for app-name and slot-name "
            "provided. Provide correct publish profile credentials for app."
        ),
        source="https://github.com/Azure/webapps-deploy",
    ),
    Rule(
        name="azure-static-web-apps",
        tool="azure-static-web-apps",
        category=Category.CONFIG,
        pattern=(
            "(?:deployment_token was not provided|The app build failed to produce artifact "
            "folder: |Failed to find a default file in the app artifacts folder)"
        ),
        anchors=(
            "deployment_token was not provided",
            "The app build failed to produce artifact",
            "Failed to find a default file in the app",
        ),
        weight=95,
        example="deployment_token was not provided.",
        source="https://learn.microsoft.com/en-us/azure/static-web-apps/troubleshooting",
    ),
    Rule(
        name="azure-oryx",
        tool="azure-oryx",
        category=Category.BUILD,
        pattern="Oryx has failed to build the solution",
        anchors=("Oryx has failed to build the solution",),
        weight=42,
        example="---End of Oryx build logs---Oryx has failed to build the solution.",
        source="https://github.com/microsoft/Oryx",
    ),
)
