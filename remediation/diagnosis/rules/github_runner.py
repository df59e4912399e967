"""GitHub's own runner: how a job ended, the machine under it, and the containers it starts."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="runner-exit-code",
        tool="github-actions",
        category=Category.OTHER,
        pattern=r"^(?:Error: )?Process completed with exit code -?\d+\.?$",
        anchors=("Process completed with exit code",),
        weight=20,
        example="Process completed with exit code 101.",
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/ScriptHandler.cs",
    ),
    Rule(
        name="runner-process-failed",
        tool="github-actions",
        category=Category.OTHER,
        pattern=r"^(?:Error: )?The process '.+' failed with exit code \d+",
        anchors=("' failed with exit code ",),
        weight=22,
        example="The process '/usr/bin/make' failed with exit code 2",
        source="https://github.com/actions/toolkit/blob/main/packages/exec/src/toolrunner.ts",
    ),
    Rule(
        name="runner-job-timeout",
        tool="github-actions",
        category=Category.RESOURCE,
        pattern="The job (?:running on runner .+ )?has exceeded the maximum execution time of ",
        anchors=("has exceeded the maximum execution time of ",),
        weight=95,
        example=(
            "The job running on runner GitHub Actions 12 has exceeded the maximum execution time "
            "of 60 minutes."
        ),
        source="https://docs.github.com/en/actions/reference/limits",
    ),
    Rule(
        name="runner-step-timeout",
        tool="github-actions",
        category=Category.RESOURCE,
        pattern=r"^(?:Error: )?The action (?:'.+' )?has timed out(?: after \d+ minutes)?\.",
        anchors=("has timed out",),
        weight=100,
        example="The action 'Run integration tests' has timed out after 15 minutes.",
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/StepsRunner.cs",
    ),
    Rule(
        name="runner-cancelled",
        tool="github-actions",
        category=Category.RESOURCE,
        pattern=r"^(?:Error: )?The operation was cancell?ed\.",
        anchors=("The operation was cancel",),
        weight=40,
        example="The operation was canceled.",
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/StepsRunner.cs",
    ),
    Rule(
        name="runner-cancelled-by-queue",
        tool="github-actions",
        category=Category.OTHER,
        pattern="Canceling since a (?:higher priority waiting|deadlock|newer) ",
        anchors=("Canceling since a ",),
        weight=80,
        example="Canceling since a higher priority waiting request for 'deploy-main' exists",
        source=(
            "https://docs.github.com/en/actions/how-tos/write-workflows/"
            "choose-when-workflows-run/control-workflow-concurrency"
        ),
    ),
    Rule(
        name="runner-cancelled-by-matrix",
        tool="github-actions",
        category=Category.OTHER,
        pattern=r'^(?:Error: )?The job was canceled because ".+" failed\.',
        anchors=('The job was canceled because "',),
        weight=30,
        example='The job was canceled because "ubuntu_3_12" failed.',
        source=(
            "https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/"
            "run-job-variations"
        ),
    ),
    Rule(
        name="runner-shutdown-signal",
        tool="github-actions",
        category=Category.INFRA,
        pattern="The runner has received a shutdown signal",
        anchors=("The runner has received a shutdown signal",),
        weight=92,
        example=(
            "The runner has received a shutdown signal. This can happen when the runner service "
            "is stopped, or a manually started runner is canceled."
        ),
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/JobRunner.cs",
    ),
    Rule(
        name="runner-lost-communication",
        tool="github-actions",
        category=Category.INFRA,
        pattern="(?:The (?:self-)?hosted runner(?:: .+)?|Runner .+) lost communication with the server",
        anchors=("lost communication with the server",),
        weight=95,
        example=(
            "The self-hosted runner: builder-07 lost communication with the server. Verify the "
            "machine is running and has a healthy network connection."
        ),
        source=(
            "https://docs.github.com/en/actions/hosting-your-own-runners/"
            "managing-self-hosted-runners/monitoring-and-troubleshooting-self-hosted-runners"
        ),
    ),
    Rule(
        name="runner-hosted-error",
        tool="github-actions",
        category=Category.INFRA,
        pattern="The hosted runner encountered an error while running your job",
        anchors=("The hosted runner encountered an error",),
        weight=95,
        example="The hosted runner encountered an error while running your job. (Error Type: Disconnect).",
        source="https://docs.github.com/en/actions/reference/limits",
    ),
    Rule(
        name="runner-not-acquired",
        tool="github-actions",
        category=Category.INFRA,
        pattern=r"The job was not acquired by Runner of type \w+ even after multiple attempts",
        anchors=("The job was not acquired by Runner",),
        weight=95,
        example="The job was not acquired by Runner of type hosted even after multiple attempts",
        source="https://docs.github.com/en/actions/reference/limits",
    ),
    Rule(
        name="runner-internal-error",
        tool="github-actions",
        category=Category.INFRA,
        pattern="GitHub Actions has encountered an internal error when running your job",
        anchors=("GitHub Actions has encountered an internal error",),
        weight=94,
        example="GitHub Actions has encountered an internal error when running your job.",
        source="https://docs.github.com/en/actions/how-tos/troubleshoot-workflows",
    ),
    Rule(
        name="runner-billing",
        tool="github-actions",
        category=Category.RESOURCE,
        pattern=(
            "The job was not started because (?:recent account payments have failed|your account "
            "is locked due to a billing issue)"
        ),
        anchors=("The job was not started because ",),
        weight=95,
        example=(
            "The job was not started because recent account payments have failed or your "
            "spending limit needs to be increased."
        ),
        source="https://docs.github.com/en/billing/concepts/product-billing/github-actions",
    ),
    Rule(
        name="runner-image-retired",
        tool="github-actions",
        category=Category.CONFIG,
        pattern="This is a scheduled .+ (?:brownout|retirement)",
        anchors=("This is a scheduled ",),
        weight=95,
        example="This is a scheduled Ubuntu 20.04 brownout. The Ubuntu 20.04 LTS runner will be removed.",
        source="https://github.com/actions/runner-images",
    ),
    Rule(
        name="runner-disk-low",
        tool="github-actions",
        category=Category.RESOURCE,
        pattern=r"You are running out of disk space\. The runner will stop working",
        anchors=("You are running out of disk space.",),
        weight=60,
        example=(
            "You are running out of disk space. The runner will stop working when the machine "
            "runs out of disk space. Free space left: 41 MB"
        ),
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/JobExtension.cs",
    ),
    Rule(
        name="runner-disk-full",
        tool="github-actions",
        category=Category.RESOURCE,
        pattern=(
            r"System\.IO\.IOException: (?:No space left on device|There is not enough space on "
            "the disk)"
        ),
        anchors=("System.IO.IOException: ",),
        weight=94,
        example=(
            "System.IO.IOException: No space left on device : "
            "'/opt/runner/_diag/Worker_20250101-000000-utc.log'"
        ),
        source="https://github.com/actions/runner/blob/main/src/Runner.Listener/JobDispatcher.cs",
    ),
    Rule(
        name="runner-cannot-start-shell",
        tool="github-actions",
        category=Category.CONFIG,
        pattern="An error occurred trying to start process '.+' with working directory '.+'",
        anchors=("An error occurred trying to start process '",),
        weight=93,
        example=(
            "An error occurred trying to start process '/usr/bin/bash' with working directory "
            "'/home/ci/work/app/app/./frontend'. No such file or directory"
        ),
        source="https://github.com/actions/runner/blob/main/src/Runner.Sdk/ProcessInvoker.cs",
    ),
    Rule(
        name="runner-file-command",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"Unable to process file command '\w+' successfully",
        anchors=("Unable to process file command '",),
        weight=85,
        example="Unable to process file command 'output' successfully.",
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs",
    ),
    Rule(
        name="runner-file-command-format",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=r"^(?:Error: )?Invalid (?:format '.*'|value\. Matching delimiter not found '.*')",
        anchors=("Invalid format '", "Matching delimiter not found"),
        weight=93,
        example='Invalid format \'  "version": "1.4.0"\'',
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs",
    ),
    Rule(
        name="runner-disabled-command",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=(
            "The `(?:set-env|add-path|set-output|save-state)` command is (?:disabled|deprecated "
            r"and will be disabled)\b"
        ),
        anchors=("` command is d",),
        weight=30,
        example="The `set-output` command is deprecated and will be disabled soon.",
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs",
    ),
    Rule(
        name="runner-blocked-command",
        tool="github-actions",
        category=Category.CONFIG,
        pattern="Unable to process command '.+' successfully",
        anchors=("Unable to process command '",),
        weight=88,
        example="Unable to process command '::set-env name=STAGE::blue' successfully.",
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs",
    ),
    Rule(
        name="runner-container-pull",
        tool="github-actions",
        category=Category.DOCKER,
        pattern=r"^(?:Error: )?Docker (?:pull|create|login for '.+') failed with exit code \d+\.?$",
        anchors=("Docker pull failed with", "Docker create failed with", "' failed with exit code "),
        weight=60,
        example="Docker pull failed with exit code 1",
        source=(
            "https://github.com/actions/runner/blob/main/src/Runner.Worker/ContainerOperationProvider.cs"
        ),
    ),
    Rule(
        name="runner-container-build",
        tool="github-actions",
        category=Category.DOCKER,
        pattern=r"^(?:Error: )?Docker build failed with exit code \d+$",
        anchors=("Docker build failed with exit code ",),
        weight=45,
        example="Docker build failed with exit code 1",
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionManager.cs",
    ),
    Rule(
        name="runner-container-start",
        tool="github-actions",
        category=Category.DOCKER,
        pattern=(
            r"^(?:Error: )?(?:Docker start fail with exit code \d+|Failed to initialize container "
            r"\S+|One or more containers failed to start\.)"
        ),
        anchors=(
            "Docker start fail with",
            "Failed to initialize container",
            "One or more containers failed to start.",
        ),
        weight=75,
        example="Failed to initialize container postgres:16",
        source=(
            "https://github.com/actions/runner/blob/main/src/Runner.Worker/ContainerOperationProvider.cs"
        ),
    ),
    Rule(
        name="runner-service-failed",
        tool="github-actions",
        category=Category.DOCKER,
        pattern=r"^(?:##\[group\])?Service container \S+ failed\.",
        anchors=("Service container ",),
        weight=82,
        example="Service container redis failed.",
        source=(
            "https://github.com/actions/runner/blob/main/src/Runner.Worker/ContainerOperationProvider.cs"
        ),
    ),
    Rule(
        name="runner-linux-only",
        tool="github-actions",
        category=Category.CONFIG,
        pattern=(
            "Container (?:action is|operations are|feature is) only supported on Linux(?: "
            r"runners)?(?:\.|$)"
        ),
        anchors=("only supported on Linux",),
        weight=85,
        example="Container operations are only supported on Linux runners",
        source=(
            "https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/ContainerActionHandler.cs"
        ),
    ),
    Rule(
        name="runner-hook-failed",
        tool="github-actions",
        category=Category.CONFIG,
        pattern="The hook script at '.+' running command '.+' did not execute successfully",
        anchors=("The hook script at '",),
        weight=92,
        example=(
            "The hook script at '/opt/hooks/start.sh' running command 'RunScriptStep' did not "
            "execute successfully"
        ),
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/JobHookProvider.cs",
    ),
    Rule(
        name="runner-pod-failed",
        tool="runner-container-hooks",
        category=Category.INFRA,
        pattern=r"pod failed to come online with error: ",
        anchors=("pod failed to come online with error",),
        weight=98,
        example="Error: pod failed to come online with error: Error: Pod ci-7x-workflow is unhealthy",
        source="https://github.com/actions/runner-container-hooks/blob/main/packages/k8s/src/hooks/prepare-job.ts",
        flaky=True,
    ),
    Rule(
        name="runner-custom-container",
        tool="runner-container-hooks",
        category=Category.INFRA,
        pattern=r"^Executing the custom container implementation failed",
        anchors=("Executing the custom container implementation",),
        weight=28,
        example="Executing the custom container implementation failed. Please contact your administrator.",
        source="https://github.com/actions/runner/blob/main/src/Runner.Worker/Container/ContainerHooks/"
        "ContainerHookManager.cs",
    ),
)
