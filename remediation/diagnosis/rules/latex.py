"""LaTeX: the engines, latexmk and BibTeX."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

LATEX = "https://www.overleaf.com/learn/latex/Errors"

RULES: tuple[Rule, ...] = (
    Rule(
        name="latex-file-missing",
        tool="latex",
        category=Category.DEPENDENCY,
        pattern=r"! (?:LaTeX|Package \w+|Class \w+) Error: File `[^']+' not found|! I can't find file `",
        anchors=("' not found", "! I can't find file"),
        weight=93,
        example="! LaTeX Error: File `clay.sty' not found.",
        source=LATEX,
    ),
    Rule(
        name="latex-error",
        tool="latex",
        category=Category.BUILD,
        pattern=r"^! (?:LaTeX|Package [\w-]+|Class [\w-]+|pdfTeX|LuaTeX|XeTeX) (?:Error|error)\b",
        anchors=("! LaTeX", "! Package", "! Class", "! pdfTeX", "! LuaTeX", "! XeTeX"),
        weight=90,
        example="! Package inputenc Error: Unicode character ∞ (U+221E)",
        source=LATEX,
    ),
    Rule(
        name="tex-error",
        tool="latex",
        category=Category.BUILD,
        pattern=(
            "^! (?:Undefined control sequence|Missing |Extra |Emergency stop|Misplaced |Too many "
            "|Paragraph ended|Runaway|Double |Illegal |You can't use|Dimension too large"
            "|TeX capacity exceeded|Argument of|File ended while|Font |Use of )"
        ),
        anchors=(
            "! Undefined control sequence",
            "! Missing",
            "! Extra",
            "! Emergency stop",
            "! Misplaced",
            "! Too many",
            "! Paragraph ended",
            "! Runaway",
            "! Double",
            "! Illegal",
            "! You can't use",
            "! Dimension too large",
            "! TeX capacity exceeded",
            "! Argument of",
            "! File ended while",
            "! Font",
            "! Use of",
        ),
        weight=90,
        example="! Undefined control sequence.",
        source=LATEX,
    ),
    Rule(
        name="latex-file-line-error",
        tool="latex",
        category=Category.BUILD,
        pattern=(
            r"^(?P<file>\S+\.(?:tex|sty|cls|bbl|ltx)):(?P<line>\d+): (?:Undefined control sequence"
            r"|LaTeX Error|Package \S+ Error|Missing |Extra |Emergency stop|.*[Ee]rror)"
        ),
        anchors=(".tex:", ".sty:", ".cls:", ".bbl:", ".ltx:"),
        weight=91,
        example="./kiln.tex:57: Undefined control sequence.",
        source=LATEX,
    ),
    Rule(
        name="latex-fatal",
        tool="latex",
        category=Category.BUILD,
        pattern="==> Fatal error occurred, no output PDF file produced",
        anchors=("==> Fatal error occurred",),
        weight=35,
        example=" ==> Fatal error occurred, no output PDF file produced!",
        source="https://tug.org/texlive/doc/texlive-en/texlive-en.html",
    ),
    Rule(
        name="latexmk-failed",
        tool="latexmk",
        category=Category.BUILD,
        pattern="^Latexmk: (?:Errors, so I did not complete|fatal error|.* failed)",
        anchors=("Latexmk:",),
        weight=25,
        example="Latexmk: Errors, so I did not complete making targets",
        source="https://ctan.org/pkg/latexmk",
    ),
)
