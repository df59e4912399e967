"""Jenkins and Azure Pipelines: how a job ends there, and what they refuse to run."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="jenkins-finished",
        tool="jenkins",
        category=Category.OTHER,
        pattern="^Finished: (?:FAILURE|UNSTABLE|ABORTED)$",
        anchors=("Finished: ",),
        weight=15,
        example="Finished: FAILURE",
        source="https://www.jenkins.io/doc/book/pipeline/",
    ),
    Rule(
        name="jenkins-exit-code",
        tool="jenkins",
        category=Category.OTHER,
        pattern=r"(?:ERROR|hudson\.AbortException): script returned exit code -?\d+",
        anchors=("script returned exit code ",),
        weight=20,
        example="ERROR: script returned exit code 2",
        source="https://www.jenkins.io/doc/book/pipeline/",
    ),
    Rule(
        name="jenkins-step-failure",
        tool="jenkins",
        category=Category.OTHER,
        pattern="Build step '.+' (?:marked build as failure|changed build result to (?:FAILURE|UNSTABLE))",
        anchors=("marked build as failure", "changed build result to "),
        weight=22,
        example="Build step 'Execute shell' marked build as failure",
        source="https://www.jenkins.io/doc/book/pipeline/",
    ),
    Rule(
        name="jenkins-agent-lost",
        tool="jenkins",
        category=Category.INFRA,
        pattern=(
            r"hudson\.remoting\.(?:ChannelClosedException|RequestAbortedException)|Agent went "
            r"offline during the build|^Cannot contact \S+: "
        ),
        anchors=(
            "hudson.remoting.ChannelClosedException",
            "hudson.remoting.RequestAbortedException",
            "Agent went offline during the build",
            "Cannot contact ",
        ),
        weight=88,
        example="Agent went offline during the build",
        source="https://www.jenkins.io/doc/book/pipeline/",
    ),
    Rule(
        name="jenkins-pipeline-syntax",
        tool="jenkins",
        category=Category.CONFIG,
        pattern=(
            r"(?:WorkflowScript: (?P<line>\d+): |No such DSL method '|"
            "MultipleCompilationErrorsException: startup failed)"
        ),
        anchors=("WorkflowScript: ", "No such DSL method '", "MultipleCompilationErrorsException"),
        weight=94,
        example="WorkflowScript: 14: Expected a stage @ line 14, column 5.",
        source="https://www.jenkins.io/doc/book/pipeline/syntax/",
    ),
    Rule(
        name="jenkins-credentials",
        tool="jenkins",
        category=Category.PERMISSION,
        pattern="(?:Could not find credentials entry with ID '|Scripts not permitted to use )",
        anchors=("Could not find credentials entry with ID", "Scripts not permitted to use "),
        weight=95,
        example="ERROR: Could not find credentials entry with ID 'registry-push'",
        source="https://plugins.jenkins.io/credentials-binding/",
    ),
    Rule(
        name="jenkins-timeout",
        tool="jenkins",
        category=Category.RESOURCE,
        pattern=(
            "^(?:Cancelling nested steps due to timeout|Timeout has been exceeded|Build timed "
            r"out \(after )"
        ),
        anchors=(
            "Cancelling nested steps due to timeout",
            "Timeout has been exceeded",
            "Build timed out (after ",
        ),
        weight=92,
        example="Cancelling nested steps due to timeout",
        source="https://plugins.jenkins.io/build-timeout/",
    ),
    Rule(
        name="jenkins-clone",
        tool="jenkins",
        category=Category.INFRA,
        pattern="ERROR: Error (?:fetching|cloning) remote repo '",
        anchors=("remote repo '",),
        weight=70,
        example="ERROR: Error cloning remote repo 'origin'",
        source="https://plugins.jenkins.io/git/",
    ),
    Rule(
        name="azure-exit-code",
        tool="azure-pipelines",
        category=Category.OTHER,
        pattern=(
            r"(?:Bash|PowerShell|Cmd\.exe|Script) (?:exited|failed) with (?:exit )?(?:code|return "
            r"code):? '?[1-9]\d*'?"
        ),
        anchors=(" exited with ", " failed with "),
        weight=20,
        example="Bash exited with code '1'.",
        source="https://learn.microsoft.com/en-us/azure/devops/pipelines/troubleshooting/troubleshooting",
    ),
    Rule(
        name="azure-timeout",
        tool="azure-pipelines",
        category=Category.RESOURCE,
        pattern=r"ran longer than the maximum time of \d+ minutes|The task has timed out\.",
        anchors=("ran longer than the maximum time of ", "The task has timed out."),
        weight=95,
        example="The job running on agent Hosted Agent ran longer than the maximum time of 60 minutes.",
        source="https://learn.microsoft.com/en-us/azure/devops/pipelines/troubleshooting/troubleshooting",
    ),
    Rule(
        name="azure-agent-lost",
        tool="azure-pipelines",
        category=Category.INFRA,
        pattern="(?:We stopped hearing from agent |The remote provider was unable to process the request)",
        anchors=("We stopped hearing from agent ", "The remote provider was unable to process"),
        weight=95,
        example=(
            "We stopped hearing from agent Hosted Agent. Verify the agent machine is running and "
            "has a healthy network connection."
        ),
        source="https://learn.microsoft.com/en-us/azure/devops/pipelines/troubleshooting/troubleshooting",
    ),
    Rule(
        name="azure-parallelism",
        tool="azure-pipelines",
        category=Category.RESOURCE,
        pattern="No hosted parallelism has been purchased or granted",
        anchors=("No hosted parallelism has been purchased",),
        weight=96,
        example="No hosted parallelism has been purchased or granted.",
        source="https://learn.microsoft.com/en-us/azure/devops/pipelines/troubleshooting/troubleshooting",
    ),
    Rule(
        name="azure-pipeline-invalid",
        tool="azure-pipelines",
        category=Category.CONFIG,
        pattern=r"The pipeline is not valid\.",
        anchors=("The pipeline is not valid.",),
        weight=92,
        example=(
            "The pipeline is not valid. Job Build: Step Docker input containerRegistry "
            "references service connection acr which could not be found."
        ),
        source="https://learn.microsoft.com/en-us/azure/devops/pipelines/troubleshooting/troubleshooting",
    ),
)
