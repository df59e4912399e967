"""Google Cloud: signing in, permissions, quotas."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="gcloud-permission",
        tool="gcloud",
        category=Category.PERMISSION,
        pattern=(
            r"(?:ERROR: \(gcloud\.[\w.-]+\) .*(?:PERMISSION_DENIED|does not have permission|do "
            "not currently have an active account|Request had invalid authentication|There was a "
            "problem refreshing)|AccessDeniedException: 40[13] |googleapi: Error 40[13]: )"
        ),
        anchors=("ERROR: (gcloud.", "AccessDeniedException: 40", "googleapi: Error 40"),
        weight=95,
        example="ERROR: (gcloud.run.deploy) PERMISSION_DENIED: The caller does not have permission",
        source="https://cloud.google.com/iam/docs/troubleshoot-policies",
    ),
    Rule(
        name="gcloud-error",
        tool="gcloud",
        category=Category.CONFIG,
        pattern=r"ERROR: \(gcloud\.[\w.-]+\) ",
        anchors=("ERROR: (gcloud.",),
        weight=88,
        example="ERROR: (gcloud.run.deploy) unrecognized arguments: --regions",
        source="https://cloud.google.com/sdk/gcloud/reference",
    ),
    Rule(
        name="google-auth-action",
        tool="google-auth",
        category=Category.PERMISSION,
        pattern=r"google-github-actions/\S+ failed with: ",
        anchors=("google-github-actions/",),
        weight=94,
        example=(
            "google-github-actions/auth failed with: the GitHub Action workflow must specify "
            'exactly one of "workload_identity_provider" or "credentials_json"!'
        ),
        source="https://github.com/google-github-actions/auth/blob/main/src/main.ts",
    ),
    Rule(
        name="google-no-credentials",
        tool="google-cloud",
        category=Category.PERMISSION,
        pattern="[Cc]ould not (?:load the default|find default|automatically determine) credentials",
        anchors=(
            "load the default credentials",
            "find default credentials",
            "automatically determine credentials",
        ),
        weight=92,
        example=(
            "google: could not find default credentials. See "
            "https://cloud.google.com/docs/authentication/external/set-up-adc for more "
            "information"
        ),
        source="https://cloud.google.com/docs/authentication/application-default-credentials",
    ),
    Rule(
        name="google-quota",
        tool="google-cloud",
        category=Category.RESOURCE,
        pattern=(
            r"(?:Quota '\w+' exceeded|Quota exceeded for quota|RESOURCE_EXHAUSTED: |googleapi: "
            "Error 429: )"
        ),
        anchors=("Quota '", "Quota exceeded for quota", "RESOURCE_EXHAUSTED: ", "googleapi: Error 429: "),
        weight=92,
        example="Quota 'CPUS' exceeded.  Limit: 24.0 in region europe-west1.",
        source="https://cloud.google.com/docs/quotas/troubleshoot",
    ),
    Rule(
        name="google-server-error",
        tool="google-cloud",
        category=Category.INFRA,
        pattern=r"googleapi: Error 5\d\d: ",
        anchors=("googleapi: Error 5",),
        weight=90,
        example="googleapi: Error 503: The service is currently unavailable., backendError",
        source="https://cloud.google.com/apis/design/errors",
    ),
)
