"""Coverage, quality gates, budgets: services and thresholds."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="codecov-token",
        tool="codecov",
        category=Category.PERMISSION,
        pattern=(
            r"(?:Token required because branch is protected|Codecov token not found\. Please "
            "provide Codecov token|Token required - not valid tokenless upload)"
        ),
        anchors=(
            "Token required because branch is protected",
            "Codecov token not found.",
            "Token required - not valid tokenless upload",
        ),
        weight=96,
        example=(
            'error - 2025-01-02 03:04:05 -- Commit creating failed: {"message":"Token required '
            'because branch is protected"}'
        ),
        source="https://github.com/codecov/codecov-cli/blob/main/codecov_cli/helpers/request.py",
    ),
    Rule(
        name="codecov-rate-limit",
        tool="codecov",
        category=Category.INFRA,
        pattern=r"Rate limit reached\. Please upload with the Codecov repository upload token",
        anchors=("Rate limit reached. Please upload with the Codec",),
        weight=96,
        example=(
            "Rate limit reached. Please upload with the Codecov repository upload token to resolve issue."
        ),
        source="https://docs.codecov.com/docs/codecov-tokens",
    ),
    Rule(
        name="codecov-upload",
        tool="codecov",
        category=Category.INFRA,
        pattern=(
            "(?:Commit creating|Report creating|Upload|Upload queued for processing|Report "
            "results creating|Empty Upload) failed: "
        ),
        anchors=(
            "Commit creating failed: ",
            "Report creating failed: ",
            "Upload failed: ",
            "Upload queued for processing failed: ",
            "Report results creating failed: ",
        ),
        weight=88,
        example="error - 2025-01-02 03:04:05 -- Upload failed: Bad Gateway",
        source="https://github.com/codecov/codecov-cli/blob/main/codecov_cli/helpers/request.py",
    ),
    Rule(
        name="codecov-action",
        tool="codecov",
        category=Category.INFRA,
        pattern="Codecov: (?:Failed to properly|failed to )|There was an error running the uploader",
        anchors=(
            "Codecov: Failed to properly",
            "Codecov: failed to ",
            "There was an error running the uploader",
        ),
        weight=60,
        example=(
            "Codecov: Failed to properly upload report: The process '/usr/bin/codecov' failed "
            "with exit code 1"
        ),
        source="https://github.com/codecov/codecov-action",
    ),
    Rule(
        name="codecov-no-reports",
        tool="codecov",
        category=Category.CONFIG,
        pattern=r"No coverage reports found\. Please make sure",
        anchors=("No coverage reports found. Please make sure",),
        weight=93,
        example="No coverage reports found. Please make sure you're generating reports successfully.",
        source=(
            "https://github.com/codecov/codecov-cli/blob/main/codecov_cli/services/upload/upload_collector.py"
        ),
    ),
    Rule(
        name="coveralls-error",
        tool="coveralls",
        category=Category.INFRA,
        pattern=(
            r"(?:Couldn't find a repository matching this job|Internal server error\. Please "
            r"contact Coveralls team|🚨 ERROR: |Bad response: [45]\d\d)"
        ),
        anchors=(
            "Couldn't find a repository matching this job",
            "Please contact Coveralls team",
            "🚨 ERROR: ",
            "Bad response: ",
        ),
        weight=90,
        example=(
            'Bad response: 422 {"message":"Couldn\'t find a repository matching this job.","error":true}'
        ),
        source="https://github.com/coverallsapp/coverage-reporter",
    ),
    Rule(
        name="coverage-fail-under",
        tool="coverage",
        category=Category.TEST,
        pattern=(
            r"(?:Coverage failure: total of \S+ is less than fail-under=|Required test coverage "
            r"of \S+ not reached|Coverage for \w+ \(\S+\) does not meet|coverage threshold for "
            r"\w+ \(\S+\) not met)"
        ),
        anchors=(
            "Coverage failure: total of ",
            "Required test coverage of ",
            "Coverage for ",
            "coverage threshold for ",
        ),
        weight=76,
        example="FAIL Required test coverage of 80% not reached. Total coverage: 72.10%",
        source="https://coverage.readthedocs.io/en/latest/config.html#report-fail-under",
    ),
    Rule(
        name="coverage-below-minimum",
        tool="coverage",
        category=Category.TEST,
        pattern=(
            r"(?:Coverage is below the failure threshold|[Cc]overage \([\d.]+%\) is below the "
            "expected minimum|[Tt]otal (?:line|branch|method) coverage is below the specified|"
            r"Coverage checks have not been met|Rule violated for (?:bundle|package|class) \S+: )"
        ),
        anchors=(
            "Coverage is below the failure threshold",
            "is below the expected minimum",
            "coverage is below the specified",
            "Coverage checks have not been met",
            "Rule violated for ",
        ),
        weight=93,
        example="Rule violated for bundle app: lines covered ratio is 0.70, but expected minimum is 0.80",
        source="https://www.jacoco.org/jacoco/trunk/doc/check-mojo.html",
    ),
    Rule(
        name="sonar-gate",
        tool="sonarqube",
        category=Category.LINT,
        pattern="(?:QUALITY GATE STATUS: FAILED|Quality Gate has FAILED)",
        anchors=("QUALITY GATE STATUS: FAILED", "Quality Gate has FAILED"),
        weight=93,
        example="QUALITY GATE STATUS: FAILED - View details on https://sonarcloud.io/dashboard?id=octo_app",
        source=(
            "https://docs.sonarsource.com/sonarqube-server/analyzing-source-code/ci-integration/overview/"
        ),
    ),
    Rule(
        name="sonar-authorization",
        tool="sonarqube",
        category=Category.PERMISSION,
        pattern=(
            r"(?:You're not authorized to (?:run analysis|analyze this project)|Not authorized\. "
            "(?:Please check|Analyzing this project requires)|Set the SONAR_TOKEN env variable|"
            "Failed to query server version: .*40[13])"
        ),
        anchors=(
            "You're not authorized to ",
            "Not authorized. ",
            "Set the SONAR_TOKEN env variable",
            "Failed to query server version: ",
        ),
        weight=96,
        example="You're not authorized to analyze this project or the project doesn't exist on SonarQube",
        source=(
            "https://docs.sonarsource.com/sonarqube-server/analyzing-source-code/ci-integration/overview/"
        ),
    ),
    Rule(
        name="sonar-project",
        tool="sonarqube",
        category=Category.CONFIG,
        pattern=(
            r"(?:Project not found\. Please check the 'sonar\.projectKey'|You are running CI "
            "analysis while Automatic Analysis is enabled|You must define the following "
            "mandatory properties)"
        ),
        anchors=(
            "Project not found. Please check the 'sonar",
            "You are running CI analysis while Automatic",
            "must define the following mandatory properties",
        ),
        weight=96,
        example=(
            "You are running CI analysis while Automatic Analysis is enabled. Please consider "
            "disabling one or the other."
        ),
        source=(
            "https://docs.sonarsource.com/sonarqube-server/analyzing-source-code/ci-integration/overview/"
        ),
    ),
    Rule(
        name="sonar-scanner",
        tool="sonarqube",
        category=Category.OTHER,
        pattern="Error during Sonar(?:Scanner)?(?: CLI| Engine)? execution|Error during SonarScanner",
        anchors=("Error during Sonar",),
        weight=55,
        example="ERROR Error during SonarScanner CLI execution",
        source=(
            "https://github.com/SonarSource/sonar-scanner-cli/blob/master/src/main/java/org/"
            "sonarsource/scanner/cli/Main.java"
        ),
    ),
    Rule(
        name="danger-failure",
        tool="danger",
        category=Category.LINT,
        pattern=r"Failing the build, there (?:is|are) \d+ fail",
        anchors=("Failing the build, there ",),
        weight=60,
        example="Danger: Failing the build, there is 1 fail.",
        source="https://danger.systems/js/",
    ),
    Rule(
        name="reviewdog-summary",
        tool="reviewdog",
        category=Category.LINT,
        pattern="reviewdog: (?:found at least one|input data has violations)",
        anchors=("reviewdog: ",),
        weight=40,
        example=(
            "reviewdog: found at least one issue with severity greater than or equal to the given level: any"
        ),
        source="https://github.com/reviewdog/reviewdog",
    ),
    Rule(
        name="bundle-size-exceeded",
        tool="bundlesize",
        category=Category.LINT,
        pattern=r"FAIL\s+(?P<file>\S+): \S+ > (?:maxSize )?\S+",
        anchors=("FAIL",),
        weight=92,
        example="FAIL  ./dist/app.js: 41.2KB > maxSize 40KB (gzip)",
        source="https://github.com/siddharthkp/bundlesize",
    ),
    Rule(
        name="chromatic-changes",
        tool="chromatic",
        category=Category.TEST,
        pattern=r"(?:Found \d+ visual changes?: Review the changes at|Missing project token)",
        anchors=(" visual change", "Missing project token"),
        weight=90,
        example="Found 2 visual changes: Review the changes at https://www.chromatic.com/build?appId=0",
        source="https://www.chromatic.com/docs/cli/",
    ),
    Rule(
        name="benchmark-alert",
        tool="benchmark-action",
        category=Category.TEST,
        pattern=r"\d+ of \d+ alerts exceeded the failure threshold",
        anchors=("alerts exceeded the failure threshold",),
        weight=94,
        example="1 of 1 alerts exceeded the failure threshold `2` specified by fail-threshold input:",
        source="https://github.com/benchmark-action/github-action-benchmark/blob/master/src/write.ts",
    ),
)
