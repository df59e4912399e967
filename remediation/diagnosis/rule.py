"""What a rule is: one kind of line that one tool writes, and what it means."""

from dataclasses import dataclass

from remediation.diagnosis.category import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line that a tool is known to write when it fails.

    Attributes:
        name: Unique among all rules, `tool-what`, as `--explain` prints it: `rustc-error`.
        tool: Who writes the line, as people call it: `rustc`.
        category: What a job died of whose root cause is this line.
        pattern: Searched for in one clean line: no timestamp, no ANSI code, no `##[error]`, no job or step
            prefix. RE2 syntax, case-sensitive unless it begins with `(?i)`. Named groups `file`, `line` and
            `test` are reported.
        anchors: Literal texts, at least one of which stands in every line that `pattern` matches, case
            included. The sieve that keeps reading fast: three characters or more each, and as rare as
            possible in a log of a green run.
        weight: How surely such a line is the root cause, 0 to 100: 90 names the defect itself (a compiler's
            error, an assertion), 70 the thing that failed (a test's name), 50 a tool's summary, 20 an echo of
            an exit code.
        example: A line that the tool really writes, which `pattern` matches.
        source: Where the form is known from: a page of the tool's documentation or a file of its sources.
        fix: A command that always mends what this line tells of, without judgement: `cargo fmt --all`.
        flaky: Whether the same commit may well pass when it is run again: a network's fault, a lost runner.
        plain: Whether any program may write it, such as an exception that nobody caught: what its step does
            then tells the category, and `category` only where the step tells nothing.
    """

    name: str
    tool: str
    category: Category
    pattern: str
    anchors: tuple[str, ...]
    weight: int
    example: str
    source: str
    fix: str = ""
    flaky: bool = False
    plain: bool = False
