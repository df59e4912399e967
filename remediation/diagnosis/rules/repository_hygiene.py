"""Checks over a whole repository: editor settings, licence headers, umbrella linters."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="editorconfig-finding",
        tool="editorconfig-checker",
        category=Category.LINT,
        pattern=(
            r"^(?:\s+|.*: )?(?:\d+(?:-\d+)?: )?(?:Wrong (?:indentation type|indent style|amount "
            "of left-padding|line endings|character encoding)|Trailing whitespace$|(?:No f|"
            r"F)inal newline expected|Line too long \()"
        ),
        anchors=(
            "Wrong indentation type",
            "Wrong indent style",
            "Wrong amount of left-padding",
            "Wrong line endings",
            "Wrong character encoding",
            "Trailing whitespace",
            "inal newline expected",
            "Line too long (",
        ),
        weight=92,
        example="\t14: Wrong indentation type (spaces instead of tabs)",
        source=(
            "https://github.com/editorconfig-checker/editorconfig-checker/blob/main/pkg/"
            "validation/validators/validators.go"
        ),
    ),
    Rule(
        name="dotenv-linter-finding",
        tool="dotenv-linter",
        category=Category.LINT,
        pattern=r"(?P<file>\S*\.env\S*):(?P<line>\d+) [A-Z][A-Za-z]+: ",
        anchors=(".env",),
        weight=93,
        example=".env.example:2 DuplicatedKey: The PORT key is duplicated",
        source="https://dotenv-linter.github.io/",
    ),
    Rule(
        name="licence-header",
        tool="license-check",
        category=Category.LINT,
        pattern=(
            "(?:the following files don't have a valid license header|[Ss]ome files do not have "
            r"the expected license header|Too many files with unapproved license: \d+|[Mm]issing "
            r"(?:a )?(?:license|licence|copyright) header|not compliant with version \S+ of the "
            "REUSE Specification)"
        ),
        anchors=(
            "have a valid license header",
            "ome files do not have the expected license",
            "Too many files with unapproved license",
            "license header",
            "licence header",
            "copyright header",
            " of the REUSE Specification",
        ),
        weight=91,
        example="ERROR the following files don't have a valid license header:",
        source="https://github.com/apache/skywalking-eyes",
    ),
    Rule(
        name="super-linter-language",
        tool="super-linter",
        category=Category.LINT,
        pattern="Errors found in [A-Z0-9_]+$",
        anchors=("Errors found in ",),
        weight=60,
        example="Errors found in MARKDOWN",
        source="https://github.com/super-linter/super-linter",
    ),
    Rule(
        name="megalinter-linter",
        tool="megalinter",
        category=Category.LINT,
        pattern=r"❌ Linted \[\w+\] files with \[.+\]: Found [1-9]",
        anchors=("❌ Linted [",),
        weight=62,
        example="❌ Linted [MARKDOWN] files with [markdownlint]: Found 3 error(s)",
        source="https://megalinter.io/",
    ),
    Rule(
        name="lintrunner-finding",
        tool="lintrunner",
        category=Category.LINT,
        pattern=r"^>>> Lint for (?P<file>\S+):$",
        anchors=(">>> Lint for ",),
        weight=88,
        example=">>> Lint for tools/oven.py:",
        source="https://github.com/suo/lintrunner/blob/main/src/render.rs",
    ),
)
