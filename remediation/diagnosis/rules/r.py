"""R: errors, R CMD check, testthat, lintr and the installers of packages."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

CONDITIONS = "https://adv-r.hadley.nz/conditions.html"
CHECK = "https://r-pkgs.org/R-CMD-check.html"
INSTALL = "https://github.com/wch/r-source/blob/trunk/src/library/tools/R/install.R"

RULES: tuple[Rule, ...] = (
    Rule(
        name="r-error-in",
        tool="r",
        category=Category.TEST,
        pattern=r"^\s*(?:Error in (?:`[^`]+`|[\w.:$]+)\(.*(?::|:\s)|Error in [^:]+ : ?)",
        anchors=("Error in",),
        weight=85,
        example="Error in heat(oven, 900) : object 'degrees' not found",
        source=CONDITIONS,
    ),
    Rule(
        name="r-error",
        tool="r",
        category=Category.TEST,
        pattern=(
            "^(?:! ?)?Error: (?:object '[^']+' not found|could not find function|unexpected "
            '(?:symbol|string|numeric|input|end of|\')|argument "[^"]+" is missing'
            "|subscript out of bounds|non-numeric argument|missing value where TRUE/FALSE"
            "|cannot open (?:the connection|file '))"
        ),
        anchors=(
            "Error: object '",
            "Error: could not find function",
            "Error: unexpected",
            'Error: argument "',
            "Error: subscript out of bounds",
            "Error: non-numeric argument",
            "Error: missing value where",
            "Error: cannot open",
        ),
        weight=82,
        example="Error: object 'degrees' not found",
        source=CONDITIONS,
    ),
    Rule(
        name="r-package-missing",
        tool="r",
        category=Category.DEPENDENCY,
        pattern=(
            "there is no package called |ERROR: dependenc(?:y|ies) .+ (?:is"
            "|are) not available for package|package .+ is not available for this version of R"
            "|Error: package or namespace load failed for"
        ),
        anchors=(
            "there is no package called",
            "not available for package",
            "is not available for this version of R",
            "package or namespace load failed for",
        ),
        weight=92,
        example="ERROR: dependency \u2018clay\u2019 is not available for package \u2018kiln\u2019",
        source=INSTALL,
    ),
    Rule(
        name="r-install-failed",
        tool="r",
        category=Category.BUILD,
        pattern=(
            "installation of package .+ had non-zero exit status|ERROR: (?:compilation|lazy loading"
            "|configuration|loading) failed for package"
        ),
        anchors=("had non-zero exit status", "failed for package"),
        weight=70,
        example="installation of package \u2018clay\u2019 had non-zero exit status",
        source=INSTALL,
    ),
    Rule(
        name="r-cmd-check-item",
        tool="r cmd check",
        category=Category.TEST,
        pattern=r"^\*+ checking .+ \.\.\..* (?:ERROR|FAILED)$",
        anchors=(" ERROR", " FAILED"),
        weight=66,
        example="* checking tests ... ERROR",
        source=CHECK,
    ),
    Rule(
        name="r-cmd-check-warning",
        tool="r cmd check",
        category=Category.LINT,
        pattern=r"^\*+ checking .+ \.\.\..* WARNING$",
        anchors=("WARNING",),
        weight=60,
        example="* checking Rd cross-references ... WARNING",
        source=CHECK,
    ),
    Rule(
        name="r-cmd-check-status",
        tool="r cmd check",
        category=Category.TEST,
        pattern=r"^Status: [1-9]\d* (?:ERROR|WARNING)s?",
        anchors=("Status:",),
        weight=46,
        example="Status: 1 ERROR, 2 NOTEs",
        source=CHECK,
    ),
    Rule(
        name="r-cmd-check-found",
        tool="r cmd check",
        category=Category.TEST,
        pattern="R CMD check found (?:ERROR|WARNING|NOTE)s",
        anchors=("R CMD check found",),
        weight=35,
        example="Error: R CMD check found ERRORs",
        source="https://github.com/r-lib/rcmdcheck/blob/main/README.md",
    ),
    Rule(
        name="testthat-failure",
        tool="testthat",
        category=Category.TEST,
        pattern=(
            r"── (?:\d+\. )?(?:Failure|Error)(?: \('?(?P<file>[^:)']+\.R):(?P<line>\d+)(?::\d+)?'?\))?:? "
        ),
        anchors=("── ",),
        weight=89,
        example="── Failure (test-oven.R:57:3): heats up ────────────────────────────────────────",
        source="https://testthat.r-lib.org/reference/index.html",
    ),
    Rule(
        name="testthat-summary",
        tool="testthat",
        category=Category.TEST,
        pattern=r"\[ FAIL [1-9]\d* \| WARN \d+ \| SKIP \d+ \| PASS \d+ \]",
        anchors=("[ FAIL",),
        weight=46,
        example="[ FAIL 1 | WARN 0 | SKIP 0 | PASS 41 ]",
        source="https://github.com/r-lib/testthat/blob/main/R/reporter-check.R",
    ),
    Rule(
        name="lintr-finding",
        tool="lintr",
        category=Category.LINT,
        pattern=(
            r"(?P<file>[^\s:]+\.(?:R|r|Rmd|qmd)):(?P<line>\d+):\d+: (?:style|warning|error): \[\w+\] \S"
        ),
        anchors=(".R:", ".r:", ".Rmd:", ".qmd:"),
        weight=90,
        example=("R/oven.R:57:81: style: [line_length_linter] Lines should not be more than 80 characters."),
        source="https://lintr.r-lib.org/reference/lint.html",
    ),
    Rule(
        name="styler-changed",
        tool="styler",
        category=Category.LINT,
        pattern=(
            r"^(?:Status\s+Count\s+Legend|\x{2139}\s+[1-9]\d*\s+File changed)"
            r"|File\(s\) modified by styler"
        ),
        anchors=("File changed", "Status", "modified by styler"),
        weight=70,
        example="\u2139 2 \tFile changed.",
        source="https://styler.r-lib.org/articles/third-party-integrations.html",
    ),
    Rule(
        name="pak-solve",
        tool="pak",
        category=Category.DEPENDENCY,
        pattern=(
            "! Could not solve package dependencies|Can't install dependency "
            "|Can't find package called|Failed to build source package"
        ),
        anchors=(
            "Could not solve package dependencies",
            "Can't install dependency",
            "Can't find package called",
            "Failed to build source package",
        ),
        weight=92,
        example="! Could not solve package dependencies:",
        source="https://pak.r-lib.org/reference/index.html",
    ),
    Rule(
        name="pkgdown-error",
        tool="pkgdown",
        category=Category.LINT,
        pattern=r"! In _pkgdown\.yml, |topics? missing from index|Missing topics: ",
        anchors=("In _pkgdown.yml,", "missing from index", "Missing topics:"),
        weight=84,
        example='! In _pkgdown.yml, 1 topic missing from index: "heat".',
        source="https://pkgdown.r-lib.org/",
    ),
    Rule(
        name="r-halted",
        tool="r",
        category=Category.TEST,
        pattern="^Execution halted$",
        anchors=("Execution halted",),
        weight=18,
        example="Execution halted",
        source=CHECK,
    ),
)
