"""GitHub's services as jobs use them: the token and its permissions, artifacts, caches, Pages, releases."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="github-token-permission",
        tool="github-api",
        category=Category.PERMISSION,
        pattern="Resource not accessible by (?:integration|personal access token)",
        anchors=("Resource not accessible by ",),
        weight=95,
        example="HttpError: Resource not accessible by integration",
        source="https://docs.github.com/en/actions/tutorials/authenticate-with-github_token",
    ),
    Rule(
        name="github-bad-credentials",
        tool="github-api",
        category=Category.PERMISSION,
        pattern=(
            r"(?:HttpError|Error|HTTP 401|requestError|ERROR|error|message\"):? ?\"?(?:HttpError: "
            ")?Bad credentials"
        ),
        anchors=("Bad credentials",),
        weight=93,
        example="HttpError: Bad credentials",
        source="https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api",
    ),
    Rule(
        name="github-cannot-create-pr",
        tool="github-api",
        category=Category.PERMISSION,
        pattern="GitHub Actions is not permitted to create or approve pull requests",
        anchors=("GitHub Actions is not permitted to",),
        weight=96,
        example="GitHub Actions is not permitted to create or approve pull requests.",
        source=(
            "https://docs.github.com/en/repositories/"
            "managing-your-repositorys-settings-and-features/enabling-features-for-your-repositor"
            "y/managing-github-actions-settings-for-a-repository"
        ),
    ),
    Rule(
        name="github-id-token",
        tool="github-api",
        category=Category.PERMISSION,
        pattern="Unable to get ACTIONS_ID_TOKEN_REQUEST_(?:URL|TOKEN) env variable",
        anchors=("Unable to get ACTIONS_ID_TOKEN_REQUEST_",),
        weight=95,
        example="Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable",
        source="https://github.com/actions/toolkit/blob/main/packages/core/src/oidc-utils.ts",
    ),
    Rule(
        name="github-environment-protection",
        tool="github-actions",
        category=Category.PERMISSION,
        pattern='(?:Branch|Tag) ".+" is not allowed to deploy to .+ due to environment protection rules',
        anchors=("due to environment protection rules",),
        weight=96,
        example=(
            'Branch "fix/login" is not allowed to deploy to production due to environment protection rules.'
        ),
        source=(
            "https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/"
            "control-deployments"
        ),
    ),
    Rule(
        name="github-deployment-rejected",
        tool="github-actions",
        category=Category.PERMISSION,
        pattern="The deployment was rejected or didn't satisfy other protection rules",
        anchors=("The deployment was rejected or didn't satisfy",),
        weight=95,
        example="The deployment was rejected or didn't satisfy other protection rules.",
        source=(
            "https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/"
            "control-deployments"
        ),
    ),
    Rule(
        name="github-rate-limit",
        tool="github-api",
        category=Category.INFRA,
        pattern="(?:API rate limit exceeded|You have exceeded a secondary rate limit)",
        anchors=("API rate limit exceeded", "You have exceeded a secondary rate limit"),
        weight=92,
        example="HttpError: API rate limit exceeded for installation ID 4242.",
        source="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api",
    ),
    Rule(
        name="github-saml",
        tool="github-api",
        category=Category.PERMISSION,
        pattern="Resource protected by organization SAML enforcement",
        anchors=("Resource protected by organization SAML",),
        weight=95,
        example=(
            "GraphQL: Resource protected by organization SAML enforcement. You must grant your "
            "OAuth token access to this organization."
        ),
        source="https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api",
    ),
    Rule(
        name="github-validation-failed",
        tool="github-api",
        category=Category.OTHER,
        pattern="(?:HttpError: |HTTP 422: )Validation Failed",
        anchors=(": Validation Failed",),
        weight=82,
        example=(
            'HttpError: Validation Failed: {"resource":"Release","code":"already_exists","field":"tag_name"}'
        ),
        source="https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api",
    ),
    Rule(
        name="github-http-error",
        tool="github-api",
        category=Category.OTHER,
        pattern=r"^(?:Error: |RequestError \[)?HttpError(?:\])?: \S",
        anchors=("HttpError",),
        weight=70,
        example="HttpError: Not Found",
        source="https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api",
    ),
    Rule(
        name="github-app-token",
        tool="github-api",
        category=Category.PERMISSION,
        pattern=r"Failed to create token for \"",
        anchors=('Failed to create token for "',),
        weight=92,
        example='Failed to create token for "app" (attempt 4): A JSON web token could not be decoded',
        source="https://github.com/actions/create-github-app-token/blob/main/lib/main.js",
    ),
    Rule(
        name="gh-token-unset",
        tool="gh",
        category=Category.CONFIG,
        pattern="gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable",
        anchors=("To use GitHub CLI in a GitHub Actions workflow",),
        weight=96,
        example=(
            "gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment "
            "variable. Example:"
        ),
        source="https://github.com/cli/cli/blob/trunk/internal/ghcmd/cmd.go",
    ),
    Rule(
        name="gh-pull-request-exists",
        tool="gh",
        category=Category.OTHER,
        pattern=r"a pull request for branch \".+\" into branch \".+\" already exists",
        anchors=("a pull request for branch ",),
        weight=92,
        example='a pull request for branch "bump-deps" into branch "main" already exists:',
        source="https://github.com/cli/cli/blob/trunk/pkg/cmd/pr/create/create.go",
    ),
    Rule(
        name="gh-pull-request-failed",
        tool="gh",
        category=Category.OTHER,
        pattern="pull request create failed: ",
        anchors=("pull request create failed: ",),
        weight=88,
        example=(
            "pull request create failed: GraphQL: No commits between main and bump-deps (createPullRequest)"
        ),
        source="https://github.com/cli/cli/blob/trunk/pkg/cmd/pr/create/create.go",
    ),
    Rule(
        name="artifact-conflict",
        tool="upload-artifact",
        category=Category.OTHER,
        pattern="an artifact with this name already exists on the workflow run",
        anchors=("an artifact with this name already exists",),
        weight=95,
        example=(
            "Failed to CreateArtifact: Received non-retryable error: Failed request: (409) "
            "Conflict: an artifact with this name already exists on the workflow run"
        ),
        source="https://github.com/actions/upload-artifact#breaking-changes",
    ),
    Rule(
        name="artifact-service",
        tool="upload-artifact",
        category=Category.INFRA,
        pattern=(
            "Failed to (?:CreateArtifact|FinalizeArtifact|ListArtifacts|GetSignedArtifactURL|"
            "DeleteArtifact): "
        ),
        anchors=(
            "Failed to CreateArtifact: ",
            "Failed to FinalizeArtifact: ",
            "Failed to ListArtifacts: ",
            "Failed to GetSignedArtifactURL: ",
            "Failed to DeleteArtifact: ",
        ),
        weight=90,
        example=(
            "Failed to CreateArtifact: Failed to make request after 5 attempts: Request timeout: "
            "/twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact"
        ),
        source=(
            "https://github.com/actions/toolkit/blob/main/packages/artifact/src/internal/shared/"
            "artifact-twirp-client.ts"
        ),
    ),
    Rule(
        name="artifact-quota",
        tool="upload-artifact",
        category=Category.RESOURCE,
        pattern="Artifact storage quota has been hit",
        anchors=("Artifact storage quota has been hit",),
        weight=95,
        example="Artifact storage quota has been hit. Unable to upload any new artifacts.",
        source=(
            "https://github.com/actions/toolkit/blob/main/packages/artifact/src/internal/shared/errors.ts"
        ),
    ),
    Rule(
        name="artifact-no-files",
        tool="upload-artifact",
        category=Category.CONFIG,
        pattern="^(?:Error: )?No files were found with the provided path: ",
        anchors=("No files were found with the provided path: ",),
        weight=50,
        example="No files were found with the provided path: dist/*.whl. No artifacts will be uploaded.",
        source="https://github.com/actions/upload-artifact/blob/main/src/upload/upload-artifact.ts",
    ),
    Rule(
        name="artifact-not-found",
        tool="download-artifact",
        category=Category.CONFIG,
        pattern=(
            r"(?:Unable to download artifact\(s\): |Unable to find an artifact with the name|"
            "Unable to find any artifacts for the associated workflow)"
        ),
        anchors=(
            "Unable to download artifact(s): ",
            "Unable to find an artifact with the name",
            "Unable to find any artifacts for the associated workflow",
        ),
        weight=92,
        example="Unable to download artifact(s): Artifact not found for name: linux-binaries",
        source="https://github.com/actions/download-artifact/blob/main/src/download-artifact.ts",
    ),
    Rule(
        name="cache-miss-fatal",
        tool="actions-cache",
        category=Category.CONFIG,
        pattern=r"Failed to restore cache entry\. Exiting as fail-on-cache-miss is set",
        anchors=("Failed to restore cache entry. Exiting as",),
        weight=95,
        example=(
            "Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: deps-linux-4f2a"
        ),
        source="https://github.com/actions/cache/blob/main/src/restoreImpl.ts",
    ),
    Rule(
        name="cache-service",
        tool="actions-cache",
        category=Category.INFRA,
        pattern=(
            r"(?:Cache service responded with [45]\d\d|Failed to (?:restore|save): .*(?:service|"
            "getCacheEntry|reserveCache))"
        ),
        anchors=("Cache service responded with ", "Failed to restore: ", "Failed to save: "),
        weight=30,
        example="Failed to restore: Cache service responded with 503",
        source="https://github.com/actions/toolkit/blob/main/packages/cache/src/cache.ts",
    ),
    Rule(
        name="pages-not-enabled",
        tool="deploy-pages",
        category=Category.CONFIG,
        pattern=r"(?:Get Pages site failed\. Please verify|Ensure GitHub Pages has been enabled)",
        anchors=("Get Pages site failed. Please verify", "Ensure GitHub Pages has been enabled"),
        weight=95,
        example=(
            "Get Pages site failed. Please verify that the repository has Pages enabled and "
            "configured to build using GitHub Actions"
        ),
        source="https://github.com/actions/configure-pages/blob/main/src/api-client.js",
    ),
    Rule(
        name="pages-permission",
        tool="deploy-pages",
        category=Category.PERMISSION,
        pattern='Ensure GITHUB_TOKEN has permission "pages: write"',
        anchors=("Ensure GITHUB_TOKEN has permission",),
        weight=95,
        example=(
            "Failed to create deployment (status: 403) with build version 1a2b3c. Ensure "
            'GITHUB_TOKEN has permission "pages: write".'
        ),
        source="https://github.com/actions/deploy-pages/blob/main/src/internal/deployment.js",
    ),
    Rule(
        name="pages-deployment",
        tool="deploy-pages",
        category=Category.INFRA,
        pattern=(
            r"^(?:Error: )?(?:Failed to create deployment \(status: \d+\)|Deployment failed, try "
            r"again later\.|Timeout reached, aborting!|Too many errors, aborting!)"
        ),
        anchors=(
            "Failed to create deployment (status: ",
            "Deployment failed, try again later.",
            "Timeout reached, aborting!",
            "Too many errors, aborting!",
        ),
        weight=88,
        example=(
            "Failed to create deployment (status: 500) with build version 1a2b3c. Server error, "
            "is githubstatus.com reporting a Pages outage?"
        ),
        source="https://github.com/actions/deploy-pages/blob/main/src/internal/deployment.js",
    ),
    Rule(
        name="dependency-review",
        tool="dependency-review",
        category=Category.SECURITY_SCAN,
        pattern="Dependency review detected (?:vulnerable packages|incompatible licenses|denied packages)",
        anchors=("Dependency review detected ",),
        weight=75,
        example="Dependency review detected vulnerable packages.",
        source="https://github.com/actions/dependency-review-action/blob/main/src/main.ts",
    ),
    Rule(
        name="dependency-review-unsupported",
        tool="dependency-review",
        category=Category.CONFIG,
        pattern="Dependency review is not supported on this repository",
        anchors=("Dependency review is not supported on",),
        weight=95,
        example=(
            "Dependency review is not supported on this repository. Please ensure that "
            "Dependency graph is enabled."
        ),
        source="https://github.com/actions/dependency-review-action/blob/main/src/main.ts",
    ),
)
