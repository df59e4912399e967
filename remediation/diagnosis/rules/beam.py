"""The BEAM besides Elixir: erlc, rebar3, EUnit, Common Test, Elvis and Gleam."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

REBAR = "https://rebar3.org/docs/commands/"
EUNIT = "https://www.erlang.org/doc/apps/eunit/chapter.html"
CT = "https://www.erlang.org/doc/apps/common_test/run_test_chapter.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="erlang-error",
        tool="erlc",
        category=Category.BUILD,
        pattern=(
            r"(?P<file>[^\s:]+\.(?:erl|hrl|xrl|yrl)):(?P<line>\d+)(?::\d+)?: (?:function|variable"
            r"|syntax error|undefined|record|head mismatch|type|can't find|spec|module|a term"
            r"|illegal|bad|field|macro|call to|export)\b"
        ),
        anchors=(".erl:", ".hrl:", ".xrl:", ".yrl:"),
        weight=90,
        example="src/oven.erl:57:14: function degrees/0 undefined",
        source="https://www.erlang.org/doc/man/compile.html",
    ),
    Rule(
        name="rebar-failed",
        tool="rebar3",
        category=Category.BUILD,
        pattern=(
            r"===> (?:Compiling \S+ failed|Failed to |Could not |Error |Uncaught error|Hook for"
            r"|Plugin \S+ not available|Unable to run|Command \S+ not found|Missing )"
        ),
        anchors=(
            " failed",
            "===> Failed to ",
            "===> Could not ",
            "===> Error ",
            "===> Uncaught error",
            "===> Hook for",
            " not available",
            "===> Unable to run",
            " not found",
            "===> Missing ",
        ),
        weight=60,
        example="===> Compiling src/oven.erl failed",
        source=REBAR,
    ),
    Rule(
        name="rebar-dependency",
        tool="rebar3",
        category=Category.DEPENDENCY,
        pattern=(
            "===> (?:Failed to (?:fetch|update|download)|Package not found in|Dependency failure"
            "|Unable to (?:fetch|find)|Could not fetch|Invalid semver)"
        ),
        anchors=(
            "===> Failed to ",
            "===> Package not found in",
            "===> Dependency failure",
            "===> Unable to ",
            "===> Could not fetch",
            "===> Invalid semver",
        ),
        weight=91,
        example="===> Package not found in any repo: clay 1.4.0",
        source=REBAR,
    ),
    Rule(
        name="rebar-place",
        tool="rebar3",
        category=Category.BUILD,
        pattern=r"┌─ (?P<file>[^\s:]+\.(?:erl|hrl)):",
        anchors=("┌─ ",),
        weight=74,
        example="   ┌─ src/oven.erl:",
        source="https://github.com/erlang/rebar3/blob/main/apps/rebar/src/rebar_compiler_format.erl",
    ),
    Rule(
        name="eunit-failed",
        tool="eunit",
        category=Category.TEST,
        pattern=r"(?P<test>\w+: \w+)(?: \([^)]*\))?\.\.\.(?:\[[\d.]+ s\] )?\*failed\*",
        anchors=("*failed*",),
        weight=75,
        example="oven_tests: heats_up_test...*failed*",
        source=EUNIT,
    ),
    Rule(
        name="eunit-reason",
        tool="eunit",
        category=Category.TEST,
        pattern=r"^\s*\*\*(?:error|exit|throw):",
        anchors=("**error:", "**exit:", "**throw:"),
        weight=89,
        example="**error:{assertEqual,[{module,oven_tests},",
        source=EUNIT,
    ),
    Rule(
        name="eunit-summary",
        tool="eunit",
        category=Category.TEST,
        pattern=r"^\s+Failed: [1-9]\d*\.\s+Skipped: |^[1-9]\d* tests, [1-9]\d* failures, \d+ skips",
        anchors=("Failed:", "failures,"),
        weight=45,
        example="  Failed: 1.  Skipped: 0.  Passed: 41.",
        source=EUNIT,
    ),
    Rule(
        name="ct-failed",
        tool="common test",
        category=Category.TEST,
        pattern=r"^%%% (?P<test>\w+_SUITE ==> .+): FAILED",
        anchors=(": FAILED",),
        weight=76,
        example="%%% oven_SUITE ==> heats_up: FAILED",
        source=CT,
    ),
    Rule(
        name="ct-summary",
        tool="common test",
        category=Category.TEST,
        pattern=r"^Failed [1-9]\d* tests\.|^Testing \S+: TEST COMPLETE, \d+ ok, [1-9]\d* failed",
        anchors=("Failed ", "TEST COMPLETE,"),
        weight=45,
        example="Failed 1 tests. Passed 41 tests.",
        source=CT,
    ),
    Rule(
        name="elvis-failed",
        tool="elvis",
        category=Category.LINT,
        pattern=r"^# (?P<file>\S+) \[FAIL\]|^\s+- \w+ (?:\(https?\S+\))?.*\[FAIL\]",
        anchors=("[FAIL]",),
        weight=78,
        example="# src/oven.erl [FAIL]",
        source="https://github.com/inaka/elvis_core/blob/main/README.md",
    ),
    Rule(
        name="gleam-error",
        tool="gleam",
        category=Category.BUILD,
        pattern=r"┌─ (?P<file>[^\s:]+\.gleam):(?P<line>\d+):\d+",
        anchors=(".gleam:",),
        weight=90,
        example="  ┌─ /src/kiln/src/oven.gleam:57:14",
        source="https://gleam.run/writing-gleam/command-line-reference/",
    ),
    Rule(
        name="eunit-rebar-failure",
        tool="eunit",
        category=Category.TEST,
        pattern=r"^\s+Failure/Error: \?\w+\(",
        anchors=("Failure/Error: ?",),
        weight=88,
        example="     Failure/Error: ?assertEqual(900, oven:degrees())",
        source=REBAR,
    ),
    Rule(
        name="eunit-rebar-test",
        tool="eunit",
        category=Category.TEST,
        pattern=r"^\s+\d+\) (?P<test>\w+_tests:\w+/\d+)",
        anchors=("_tests:",),
        weight=73,
        example="  1) oven_tests:heats_up_test/0",
        source=REBAR,
    ),
)
