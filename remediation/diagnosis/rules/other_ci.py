"""What other CI systems write when a job ends: GitLab, CircleCI, Travis, Buildkite and more."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="gitlab-exit-code",
        tool="gitlab-ci",
        category=Category.OTHER,
        pattern=r"ERROR: Job failed: (?:exit (?:code|status) \d+|command terminated with exit code \d+)",
        anchors=("ERROR: Job failed: ",),
        weight=20,
        example="ERROR: Job failed: exit code 1",
        source="https://docs.gitlab.com/ci/jobs/job_troubleshooting/",
    ),
    Rule(
        name="gitlab-timeout",
        tool="gitlab-ci",
        category=Category.RESOURCE,
        pattern="ERROR: Job failed: execution took longer than ",
        anchors=("ERROR: Job failed: execution took longer",),
        weight=95,
        example="ERROR: Job failed: execution took longer than 1h0m0s seconds",
        source="https://docs.gitlab.com/ci/jobs/job_troubleshooting/",
    ),
    Rule(
        name="gitlab-image-pull",
        tool="gitlab-ci",
        category=Category.DOCKER,
        pattern=(
            r"failed to pull image \".+\" with specified policies|(?:image pull|pulling image) "
            "failed: "
        ),
        anchors=("failed to pull image ", "image pull failed: ", "pulling image failed: "),
        weight=94,
        example=(
            'ERROR: Job failed: failed to pull image "octo/ci:9" with specified policies '
            "[always]: manifest unknown"
        ),
        source="https://docs.gitlab.com/runner/executors/docker/",
    ),
    Rule(
        name="gitlab-system-failure",
        tool="gitlab-ci",
        category=Category.INFRA,
        pattern=(
            r"ERROR: (?:Job failed|Preparation failed)(?: \(system failure\))?: (?:prepare "
            "environment|Cannot connect|.*runner|.*no such host|pods? |.*timed out)|Job failed "
            r"\(system failure\)"
        ),
        anchors=("ERROR: Job failed", "ERROR: Preparation failed", "Job failed (system failure)"),
        weight=90,
        example=(
            "ERROR: Job failed (system failure): prepare environment: waiting for pod running: "
            "timed out waiting for pod to start"
        ),
        source="https://docs.gitlab.com/ci/jobs/job_troubleshooting/",
    ),
    Rule(
        name="gitlab-artifacts-upload",
        tool="gitlab-ci",
        category=Category.RESOURCE,
        pattern=r"Uploading artifacts .* to coordinator\.\.\. (?:413|too large archive|POST)",
        anchors=("to coordinator... ",),
        weight=86,
        example='ERROR: Uploading artifacts as "archive" to coordinator... 413 Request Entity Too Large',
        source="https://docs.gitlab.com/ci/jobs/job_artifacts_troubleshooting/",
    ),
    Rule(
        name="gitlab-missing-artifacts",
        tool="gitlab-ci",
        category=Category.CONFIG,
        pattern="This job could not start because it could not retrieve the needed artifacts",
        anchors=("could not retrieve the needed artifacts",),
        weight=94,
        example="This job could not start because it could not retrieve the needed artifacts.",
        source="https://docs.gitlab.com/ci/jobs/job_artifacts_troubleshooting/",
    ),
    Rule(
        name="gitlab-config",
        tool="gitlab-ci",
        category=Category.CONFIG,
        pattern=(
            r"jobs:\S+ (?:config|script|rules|needs|dependencies)\S* (?:contains unknown keys|"
            "should be|can't be|config)"
        ),
        anchors=("jobs:",),
        weight=93,
        example="jobs:deploy config contains unknown keys: onli",
        source="https://docs.gitlab.com/ci/yaml/lint/",
    ),
    Rule(
        name="circleci-exit-code",
        tool="circleci",
        category=Category.OTHER,
        pattern=r"^Exited with code (?:exit status )?[1-9]\d*",
        anchors=("Exited with code ",),
        weight=20,
        example="Exited with code exit status 1",
        source="https://support.circleci.com/hc/en-us",
    ),
    Rule(
        name="circleci-no-output",
        tool="circleci",
        category=Category.RESOURCE,
        pattern=r"Too long with no output \(exceeded ",
        anchors=("Too long with no output (exceeded ",),
        weight=94,
        example="Too long with no output (exceeded 10m0s): context deadline exceeded",
        source="https://support.circleci.com/hc/en-us",
    ),
    Rule(
        name="circleci-config",
        tool="circleci",
        category=Category.CONFIG,
        pattern=(
            "(?:ERROR IN CONFIG FILE:|Config does not conform to schema|Error calling "
            "(?:workflow|job|command): ')"
        ),
        anchors=(
            "ERROR IN CONFIG FILE:",
            "Config does not conform to schema",
            "Error calling workflow: '",
            "Error calling job: '",
            "Error calling command: '",
        ),
        weight=93,
        example="Error calling workflow: 'build-and-deploy'",
        source="https://circleci.com/docs/configuration-reference/",
    ),
    Rule(
        name="travis-command",
        tool="travis-ci",
        category=Category.OTHER,
        pattern=r'The command ".+" (?:failed and )?exited with [1-9]\d*',
        anchors=('The command "',),
        weight=22,
        example='The command "make test" exited with 2.',
        source="https://docs.travis-ci.com/user/common-build-problems/",
    ),
    Rule(
        name="travis-done",
        tool="travis-ci",
        category=Category.OTHER,
        pattern=r"Done\. Your build exited with [1-9]",
        anchors=("Done. Your build exited with ",),
        weight=18,
        example="Done. Your build exited with 1.",
        source="https://docs.travis-ci.com/user/common-build-problems/",
    ),
    Rule(
        name="travis-no-output",
        tool="travis-ci",
        category=Category.RESOURCE,
        pattern=r"No output has been received in the last \d+m",
        anchors=("No output has been received in the last ",),
        weight=94,
        example=(
            "No output has been received in the last 10m0s, this potentially indicates a stalled "
            "build or something wrong with the build itself."
        ),
        source="https://docs.travis-ci.com/user/common-build-problems/",
    ),
    Rule(
        name="travis-limit",
        tool="travis-ci",
        category=Category.RESOURCE,
        pattern=(
            "The (?:job exceeded the maximum (?:time limit|log length)|log length has exceeded the limit)"
        ),
        anchors=("The job exceeded the maximum ", "The log length has exceeded the limit"),
        weight=95,
        example="The job exceeded the maximum time limit for jobs, and has been terminated.",
        source="https://docs.travis-ci.com/user/common-build-problems/",
    ),
    Rule(
        name="buildkite-exit-code",
        tool="buildkite",
        category=Category.OTHER,
        pattern=r"The command exited with status [1-9]\d*",
        anchors=("The command exited with status ",),
        weight=20,
        example="Error: The command exited with status 2",
        source="https://github.com/buildkite/agent/blob/main/internal/job/executor.go",
    ),
    Rule(
        name="buildkite-hook",
        tool="buildkite",
        category=Category.OTHER,
        pattern=r"The \S+ (?:\S+ )?hook exited with status [1-9]\d*",
        anchors=(" hook exited with status ",),
        weight=40,
        example="Error: The global pre-command hook exited with status 1",
        source="https://github.com/buildkite/agent/blob/main/internal/job/executor.go",
    ),
    Rule(
        name="bitbucket-memory",
        tool="bitbucket",
        category=Category.RESOURCE,
        pattern="Container '.+' exceeded memory limit",
        anchors=("' exceeded memory limit",),
        weight=96,
        example="Container 'docker' exceeded memory limit.",
        source="https://support.atlassian.com/bitbucket-cloud/docs/troubleshoot-bitbucket-pipelines/",
    ),
    Rule(
        name="appveyor-exit-code",
        tool="appveyor",
        category=Category.OTHER,
        pattern=r"^Command exited with code [1-9]\d*",
        anchors=("Command exited with code ",),
        weight=20,
        example="Command exited with code 1",
        source="https://www.appveyor.com/docs/build-configuration/",
    ),
    Rule(
        name="appveyor-timeout",
        tool="appveyor",
        category=Category.RESOURCE,
        pattern="Build execution time has reached the maximum allowed time",
        anchors=("Build execution time has reached the maximum",),
        weight=96,
        example="Build execution time has reached the maximum allowed time for your plan (60 minutes).",
        source="https://www.appveyor.com/docs/build-configuration/",
    ),
    Rule(
        name="teamcity-exit-code",
        tool="teamcity",
        category=Category.OTHER,
        pattern=r"^Process exited with code [1-9]\d*",
        anchors=("Process exited with code ",),
        weight=20,
        example="Process exited with code 2",
        source="https://www.jetbrains.com/help/teamcity/build-failure-conditions.html",
    ),
    Rule(
        name="codebuild-command",
        tool="codebuild",
        category=Category.OTHER,
        pattern="COMMAND_EXECUTION_ERROR.* Error while executing command: ",
        anchors=("COMMAND_EXECUTION_ERROR",),
        weight=30,
        example=(
            "Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing "
            "command: make test. Reason: exit status 2"
        ),
        source="https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html",
    ),
    Rule(
        name="cloud-build-step",
        tool="google-cloud-build",
        category=Category.OTHER,
        pattern=r"ERROR: build step \d+ \".+\" failed: step exited with non-zero status: ",
        anchors=("failed: step exited with non-zero status",),
        weight=25,
        example=(
            'ERROR: build step 2 "gcr.io/cloud-builders/docker" failed: step exited with non-zero status: 1'
        ),
        source="https://cloud.google.com/build/docs/troubleshooting",
    ),
)
