"""What lines look like that hold a word of alarm and are not why a job is red."""

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST_SAYING = 500
"""Characters: what a line says stands at its beginning."""


REMEMBERED = 1024
"""Texts of which it is remembered what they say: each is asked for more than once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """A kind of harmless line.

    Attributes:
        name: As `--explain` prints it.
        points: How far it moves a line; below zero.
        pattern: Searched for in the clean line.
        example: A line of the kind.
        always: Whether it counts for a line that follows a rule, too.
    """

    name: str
    points: int
    pattern: str
    example: str
    always: bool = False


NOISE = (
    Noise(
        name="counts nothing",
        points=-40,
        pattern=r"(?i)\b0 (?:errors?|fail|problems?|warn|vulnerabilities|issues)"
        r"|(?:errors?|failures?|failed|issues)[\"']?\s*[:=]\s*0\b"
        r"|\b(?:no|without|zero) (?:errors?|failures?|issues|problems|warnings)\b"
        r"|\b(?:errors?|failures?|timeouts)\s{2,}0$",
        example="Tests run: 12, Failures: 0, Errors: 0",
    ),
    Noise(
        name="a mark without words",
        points=-40,
        pattern=r"(?i)^[\W_]*(?:error|fail(?:ed|ure)?s?|fatal)?[\W_]*$",
        example="[ERROR]",
    ),
    Noise(
        name="where to read more",
        points=-25,
        pattern=r"(?i)for more (?:information|details)|\bre-?run .*\b(?:with|using)\b|to see the full"
        r"|\bsee (?:also )?https?://"
        r"|\[help \d|please (?:read|refer|see|check|report)|run with .* (?:for|to get)"
        r"|after correcting the problems|^\[ERROR\] +mvn |please take a look at the log|^Error reference:",
        example="[ERROR] For more information about the errors, please read the following articles:",
    ),
    Noise(
        name="a warning",
        points=-30,
        pattern=r"(?i)^\W*(?:npm )?warn(?:ing)?\b|\bWARN(?:ING)?\b|:\d+: warning\b|\): warning [A-Z]+\d",
        example="npm WARN deprecated glob@7",
    ),
    Noise(
        name="a deprecation",
        points=-25,
        pattern=r"(?i)\bdeprecat",
        example="Node.js 20 actions are deprecated",
    ),
    Noise(
        name="a test that passed",
        points=-40,
        pattern=r"^\s*(?:✓|✔|√|ok\b|PASS\b|--- PASS|\[\s*(?:OK|PASS)\s*\])|\bPASSED\b|\.\.\. ok$",
        example="✓ fails on bad input",
        always=True,
    ),
    Noise(
        name="an expected failure",
        points=-20,
        pattern=r"(?i)\bxfail|expected failure|\(expected\)",
        example="test_a XFAIL",
    ),
    Noise(
        name="progress",
        points=-25,
        pattern=r"^\s*(?:Compiling|Download(?:ing|ed)|Installing|Fetch(?:ing|ed)|Unpacking|Preparing|Selecting"
        r"|Setting up|Checking|Collecting|Requirement already|Using cached|Adding|(?:Get|Hit|Ign):\d"
        r"|Building|Copying|Creating|Running|Reading|Processing|Starting|Uploading|inflating:"
        r"|remote: [A-Z]\w+ing|\[\d+/\d+\] (?:Building|Compiling|Linking)|go: downloading)\b",
        example="   Compiling thiserror v1.0.40",
    ),
    Noise(
        name="the trace of a script",
        points=-30,
        pattern=r"^\s*(?:\++ |\[command\]|\$ |> \S+@\S+ | > git )",
        example="+ exit 1",
    ),
    Noise(
        name="source text",
        points=-25,
        pattern=r"\|\| (?:true|exit|echo|\{)"
        r"|^\s*(?:\d+\s*\||\d+\s+(?=\d+\s*\|))?\s*(?:\d+\s*\|)?\s*(?:if|then|elif|else|fi|for|done"
        r"|echo|exit|set|trap|export|raise|except|try|throw|catch|import|def|class|return)\b(?!.*: \w)",
        example='echo "failed" || true',
    ),
    Noise(
        name="a hint",
        points=-25,
        pattern=r"(?i)^\W*(?:note|help|hint|info|tip|debug|trace|verbose)\b",
        example="help: consider cloning",
    ),
    Noise(
        name="a log of lower level",
        points=-20,
        pattern=r"\b(?:INFO|DEBUG|TRACE|VERBOSE)\b",
        example="2024 INFO failures will be shown",
    ),
    Noise(
        name="a frame of a stack",
        points=-30,
        pattern=r"^\s*(?:at |from )\S.*[:(]|^\s*File \"|^\s*\.\.\. \d+ more|^\s*#\d+\s+0x"
        r"|:\d+:\d+: 0x[0-9a-f]+ in ",
        example="    at Object.<anonymous> (a.js:3:1)",
    ),
    Noise(
        name="an exception of a wrapper",
        points=-40,
        pattern=r"^(?:Caused by: )?[\w.]+\.(?:TaskExecution|LifecycleExecution|TestFailed"
        r"|Mojo(?:Execution|Failure))Exception: ",
        example="org.gradle.api.tasks.TaskExecutionException: Execution failed for task ':test'.",
        always=True,
    ),
    Noise(
        name="will try again",
        points=-10,
        pattern=r"(?i)\bretry|\battempt \d|\bback off\b|\btrying again",
        example="Retrying (Retry(total=4)) after connection broken",
    ),
    Noise(
        name="about a cache",
        points=-30,
        pattern=r"(?i)\bcache (?:not found|miss|hit)|Failed to (?:save|restore)\b.*cache|cache service",
        example="Cache not found for input keys: a",
    ),
    Noise(
        name="an option",
        points=-20,
        pattern=r"(?:^|\s)--?[\w-]*(?:error|fail|warn)|-Werror|fail[-_]fast|continue-on-error"
        r"|\b[A-Z_]*(?:ERROR|FAIL)[A-Z_]*=",
        example="cc -Werror -c a.c",
    ),
    Noise(
        name="the name of a package",
        points=-30,
        pattern=r"(?i)^[\w@/.-]*(?:error|exception|fail|assert)[\w-]*(?:[@=]=?| )v?\d+\.\d",
        example="thiserror-impl 1.0.40",
    ),
)
"""Only the strongest counts for a line."""

_COUNTS_SOMETHING = re.compile(
    r"(?i)\b[1-9]\d* (?:errors?|fail|problems?|issues)|(?:errors?|fail\w*)\"?\s*[:=]\s*[1-9]"
)
_PATTERNS = tuple((each, re.compile(each.pattern)) for each in NOISE)


@lru_cache(maxsize=REMEMBERED)
def noise(text: str, *, known: bool) -> Noise | None:
    """Give the strongest kind of noise that a line is, if any.

    Args:
        text: What the line says.
        known: Whether the line follows a rule, which most kinds of noise then do not outweigh.
    """
    said = text[:LONGEST_SAYING]
    found: Noise | None = None
    for each, pattern in _PATTERNS:
        counts = each.always or not known
        if counts and (found is None or each.points < found.points) and pattern.search(said):
            found = each
    if found is NOISE[0] and _COUNTS_SOMETHING.search(said):
        return None
    return found
