"""What pre-commit writes, and the hooks of its own collection."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

_PRE_COMMIT = "https://github.com/pre-commit/pre-commit/blob/main/pre_commit/commands/run.py"

RULES: tuple[Rule, ...] = (
    Rule(
        name="pre-commit-hook-failed",
        tool="pre-commit",
        category=Category.LINT,
        pattern=r"^(?P<test>\S.*?)\.{3,}(?:\([^)]*\))?Failed$",
        anchors=("...Failed", ")Failed"),
        weight=74,
        example="fix end of files.........................................................Failed",
        source=_PRE_COMMIT,
    ),
    Rule(
        name="pre-commit-modified",
        tool="pre-commit",
        category=Category.LINT,
        pattern=r"^- files were modified by this hook$",
        anchors=("- files were modified by this hook",),
        weight=72,
        example="- files were modified by this hook",
        source=_PRE_COMMIT,
    ),
    Rule(
        name="pre-commit-hook-fixed",
        tool="pre-commit-hooks",
        category=Category.LINT,
        pattern=r"^(?:Fixing|Sorting|Rewriting|reformatted) (?P<file>[\w./@-]+\.\w+)$",
        anchors=("Fixing ", "Sorting ", "Rewriting ", "reformatted "),
        weight=76,
        example="Fixing docs/usage.md",
        source="https://github.com/pre-commit/pre-commit-hooks",
    ),
    Rule(
        name="pre-commit-conflict-marker",
        tool="pre-commit-hooks",
        category=Category.MERGE_CONFLICT,
        pattern=r"^(?P<file>[^\s:]+):(?P<line>\d+): Merge conflict string ",
        anchors=(": Merge conflict string ",),
        weight=92,
        example="cart/books.py:12: Merge conflict string '<<<<<<<' found",
        source="https://github.com/pre-commit/pre-commit-hooks",
    ),
    Rule(
        name="pre-commit-large-file",
        tool="pre-commit-hooks",
        category=Category.LINT,
        pattern=r"^(?P<file>\S+) \(\d+ KB\) exceeds \d+ KB\.$",
        anchors=(" KB) exceeds ",),
        weight=90,
        example="data/stock.bin (2048 KB) exceeds 500 KB.",
        source="https://github.com/pre-commit/pre-commit-hooks",
    ),
    Rule(
        name="pre-commit-invalid-config",
        tool="pre-commit",
        category=Category.CONFIG,
        pattern=r"^(?:An error has occurred: )?InvalidConfigError:"
        r"|^An error has occurred: InvalidManifestError:",
        anchors=("InvalidConfigError:", "InvalidManifestError:"),
        weight=88,
        example="An error has occurred: InvalidConfigError:",
        source="https://github.com/pre-commit/pre-commit/blob/main/pre_commit/error_handler.py",
    ),
)
