""".NET: NuGet, dotnet test, xUnit, NUnit, MSTest and the assertion libraries."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

NUGET = "https://learn.microsoft.com/en-us/nuget/reference/errors-and-warnings"
PUSH = "https://learn.microsoft.com/en-us/nuget/nuget-org/publish-a-package"
DOTNET_TEST = "https://learn.microsoft.com/en-us/dotnet/core/tools/dotnet-test"
VSTEST = "https://github.com/microsoft/vstest/blob/main/src/vstest.console/Internal/ConsoleLogger.cs"
NUNIT = "https://docs.nunit.org/articles/nunit/writing-tests/assertions/assertion-models/constraint.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="nuget-audit",
        tool="nuget",
        category=Category.SECURITY_SCAN,
        pattern=r"error NU190[1-5]: \S",
        anchors=("error NU190",),
        weight=93,
        example=(
            "/src/kiln/Kiln.csproj : error NU1903: Warning As Error: Package 'Clay' 1.4.0 has a "
            "known high severity vulnerability"
        ),
        source="https://learn.microsoft.com/en-us/nuget/concepts/auditing-packages",
    ),
    Rule(
        name="nuget-source",
        tool="nuget",
        category=Category.INFRA,
        pattern=r"error NU1301: \S|Unable to load the service index for source \S",
        anchors=("error NU1301:", "Unable to load the service index for source"),
        weight=91,
        example=(
            "/src/kiln/Kiln.csproj : error NU1301: Unable to load the service index for source "
            "https://packages.example.com/v3/index.json."
        ),
        source="https://learn.microsoft.com/en-us/nuget/reference/errors-and-warnings/nu1301",
    ),
    Rule(
        name="nuget-unauthorized",
        tool="nuget",
        category=Category.PERMISSION,
        pattern="Response status code does not indicate success: 40[13]",
        anchors=("Response status code does not indicate success: 40",),
        weight=92,
        example="error: Response status code does not indicate success: 403 (Forbidden).",
        source=PUSH,
    ),
    Rule(
        name="nuget-push-conflict",
        tool="nuget",
        category=Category.OTHER,
        pattern="Response status code does not indicate success: 409",
        anchors=("Response status code does not indicate success: 409",),
        weight=90,
        example=(
            "error: Response status code does not indicate success: 409 (The feed already contains "
            "'Kiln 1.0.0'.)."
        ),
        source=PUSH,
    ),
    Rule(
        name="nuget-error",
        tool="nuget",
        category=Category.DEPENDENCY,
        pattern=r"error NU1(?:[0-24-8]\d\d|3(?:0[02-9]|[1-9]\d)): \S|error NU[35]\d{3}: \S",
        anchors=("error NU",),
        weight=92,
        example=(
            "/src/kiln/Kiln.csproj : error NU1101: Unable to find package Clay. No packages exist "
            "with this id in source(s): example"
        ),
        source=NUGET,
    ),
    Rule(
        name="nuget-package-missing",
        tool="nuget",
        category=Category.DEPENDENCY,
        pattern=r"Unable to find package '?\S+|error: There are no versions available for the package '",
        anchors=("Unable to find package", "error: There are no versions available for the package"),
        weight=90,
        example="error: There are no versions available for the package 'Clay'.",
        source=NUGET,
    ),
    Rule(
        name="paket-conflict",
        tool="paket",
        category=Category.DEPENDENCY,
        pattern="There was a version conflict during package resolution|Paket failed with",
        anchors=("There was a version conflict during package resolution", "Paket failed with"),
        weight=90,
        example="There was a version conflict during package resolution.",
        source="https://fsprojects.github.io/Paket/",
    ),
    Rule(
        name="xunit-fail",
        tool="xunit",
        category=Category.TEST,
        pattern=r"\[xUnit\.net [\d:.]+\]\s+(?P<test>\S.*) \[FAIL\]",
        anchors=("[FAIL]",),
        weight=72,
        example="[xUnit.net 00:00:01.23]     Kiln.Tests.OvenTests.HeatsUp [FAIL]",
        source="https://xunit.net/docs/getting-started/v2/getting-started",
    ),
    Rule(
        name="vstest-failed",
        tool="dotnet test",
        category=Category.TEST,
        pattern=r"^\s+Failed (?P<test>\S.*?) \[(?:< )?\d[\d.,]* ?m?s(?: \d+ ms)?\]$",
        anchors=("Failed",),
        weight=73,
        example="  Failed Kiln.Tests.OvenTests.HeatsUp [12 ms]",
        source=VSTEST,
    ),
    Rule(
        name="mtp-failed",
        tool="dotnet test",
        category=Category.TEST,
        pattern=r"^failed (?P<test>\S.*) \((?:\d+m )?(?:\d+s )?\d+ms\)$",
        anchors=("failed",),
        weight=73,
        example="failed Kiln.Tests.OvenTests.HeatsUp (12ms)",
        source="https://learn.microsoft.com/en-us/dotnet/core/testing/microsoft-testing-platform-intro",
    ),
    Rule(
        name="vstest-error-message",
        tool="dotnet test",
        category=Category.TEST,
        pattern=r"^\s+Error Message:\s*$",
        anchors=("Error Message:",),
        weight=50,
        example="  Error Message:",
        source=VSTEST,
    ),
    Rule(
        name="vstest-summary",
        tool="dotnet test",
        category=Category.TEST,
        pattern=(
            r"^\s*Failed!\s+- Failed:\s+[1-9]\d*, Passed:|^Test Run Failed\."
            r"|^Test summary: total: \d+, failed: [1-9]|^\s+Failed: [1-9]\d*$"
        ),
        anchors=("Failed!", "Test Run Failed.", "Test summary: total:", "Failed:"),
        weight=45,
        example=(
            "Failed!  - Failed:     1, Passed:    41, Skipped:     0, Total:    42, Duration: 1 s "
            "- Kiln.Tests.dll (net8.0)"
        ),
        source=DOTNET_TEST,
    ),
    Rule(
        name="vstest-host-crash",
        tool="dotnet test",
        category=Category.TEST,
        pattern=(
            r"The active test run was aborted\. Reason: |Test host process crashed|Testhost process "
            r"(?:for source|exited) .*(?:exited with error|crashed)|Test Run Aborted"
        ),
        anchors=(
            "The active test run was aborted.",
            "Test host process crashed",
            "Testhost process",
            "Test Run Aborted",
        ),
        weight=90,
        example="The active test run was aborted. Reason: Test host process crashed : Stack overflow.",
        source=DOTNET_TEST,
    ),
    Rule(
        name="vstest-no-tests",
        tool="dotnet test",
        category=Category.TEST,
        pattern=(
            "No test matches the given testcase filter"
            '|The test source file "[^"]+" provided was not found|Could not find testhost'
        ),
        anchors=(
            "No test matches the given testcase filter",
            'The test source file "',
            "Could not find testhost",
        ),
        weight=80,
        example='The test source file "/src/kiln/bin/Kiln.Tests.dll" provided was not found.',
        source=DOTNET_TEST,
    ),
    Rule(
        name="xunit-assert",
        tool="xunit",
        category=Category.TEST,
        pattern=r"\bAssert\.\w+(?:<[^>]+>)?\(\) Failure\b",
        anchors=("() Failure",),
        weight=90,
        example="   Assert.Equal() Failure: Values differ",
        source="https://github.com/xunit/assert.xunit/blob/main/Sdk/Exceptions/EqualException.cs",
    ),
    Rule(
        name="nunit-but-was",
        tool="nunit",
        category=Category.TEST,
        pattern=r"^\s+But was:\s+\S",
        anchors=("But was:",),
        weight=86,
        example="  But was:  20",
        source=NUNIT,
    ),
    Rule(
        name="nunit-assert",
        tool="nunit",
        category=Category.TEST,
        pattern=r"^\s*Assert\.That\(.+, .+\)$|^\s+Expected: .+\s+But was: ",
        anchors=("Assert.That(", "But was:"),
        weight=87,
        example="  Assert.That(oven.Degrees, Is.EqualTo(900))",
        source=NUNIT,
    ),
    Rule(
        name="mstest-assert",
        tool="mstest",
        category=Category.TEST,
        pattern=r"\b(?:Collection|String)?Assert\.\w+ failed\. ?",
        anchors=(" failed.",),
        weight=90,
        example="   Assert.AreEqual failed. Expected:<900>. Actual:<20>. ",
        source="https://learn.microsoft.com/en-us/dotnet/core/testing/unit-testing-mstest-writing-tests-assertions",
    ),
    Rule(
        name="fluent-assertion",
        tool="fluentassertions",
        category=Category.TEST,
        pattern=(
            r"^\s*(?:Xunit\.Sdk\.XunitException : |FluentAssertions\.Execution\.\w+: )?(?:Expected"
            r"|Did not expect) .+ (?:to (?:be|have|contain|match|throw|start|end|not|equal|satisfy"
            r"|raise|refer)|because) .*(?:but|found|, with)"
        ),
        anchors=("Expected ", "Did not expect"),
        weight=87,
        example="   Expected oven.Degrees to be 900, but found 20.",
        source="https://fluentassertions.com/introduction",
    ),
    Rule(
        name="shouldly-assertion",
        tool="shouldly",
        category=Category.TEST,
        pattern=r"Shouldly\.ShouldAssertException\s?: ",
        anchors=("Shouldly.ShouldAssertException",),
        weight=87,
        example="   Shouldly.ShouldAssertException : oven.Degrees",
        source="https://docs.shouldly.org/",
    ),
    Rule(
        name="moq-verification",
        tool="moq",
        category=Category.TEST,
        pattern=(
            r"Moq\.MockException\s?: |Expected invocation on the mock .+, but was \d+ times"
            r"|NSubstitute\.Exceptions\.\w+\s?:"
        ),
        anchors=("Moq.MockException", "Expected invocation on the mock", "NSubstitute.Exceptions."),
        weight=88,
        example="   Expected invocation on the mock once, but was 0 times: o => o.Heat(900)",
        source="https://github.com/devlooped/moq/wiki/Quickstart",
    ),
    Rule(
        name="verify-snapshot",
        tool="verify",
        category=Category.TEST,
        pattern=r"VerifyException\s?: ",
        anchors=("VerifyException",),
        weight=88,
        example="   VerifyException : Directory: /src/kiln/Kiln.Tests",
        source="https://github.com/VerifyTests/Verify/blob/main/readme.md",
    ),
    Rule(
        name="coverlet-threshold",
        tool="coverlet",
        category=Category.TEST,
        pattern="The (?:minimum|total|average) (?:line|branch|method) coverage is below the specified",
        anchors=("coverage is below the specified",),
        weight=91,
        example="error : The minimum line coverage is below the specified 80",
        source="https://github.com/coverlet-coverage/coverlet/blob/master/Documentation/MSBuildIntegration.md",
    ),
)
