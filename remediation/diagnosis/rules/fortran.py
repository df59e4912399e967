"""Fortran: gfortran, Intel Fortran, Flang, fpm and the run-time library."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

FORTRAN = r"(?P<file>[^\s:()]+\.(?:f|F|f90|F90|f95|f03|f08|for|fpp|fypp))"
GFORTRAN = "https://gcc.gnu.org/onlinedocs/gfortran/Error-and-Warning-Options.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="gfortran-place",
        tool="gfortran",
        category=Category.BUILD,
        pattern="^" + FORTRAN + r":(?P<line>\d+):\d+:\s*$",
        anchors=(".f:", ".F:", ".f90:", ".F90:", ".f95:", ".f03:", ".f08:", ".for:", ".fpp:", ".fypp:"),
        weight=60,
        example="src/oven.f90:57:14:",
        source=GFORTRAN,
    ),
    Rule(
        name="gfortran-error",
        tool="gfortran",
        category=Category.BUILD,
        pattern=r"^(?:Fatal )?Error: .+ at \(\d\)",
        anchors=("Error:",),
        weight=91,
        example="Error: Symbol 'degrees' at (1) has no IMPLICIT type",
        source=GFORTRAN,
    ),
    Rule(
        name="fortran-module-missing",
        tool="gfortran",
        category=Category.BUILD,
        pattern=(
            "Fatal Error: Cannot open (?:module file|included file)"
            "|error #7002: Error in opening the compiled module file"
        ),
        anchors=("Fatal Error: Cannot open", "error #7002:"),
        weight=93,
        example=(
            "Fatal Error: Cannot open module file 'clay.mod' for reading at (1): No such file or directory"
        ),
        source=GFORTRAN,
    ),
    Rule(
        name="intel-fortran-error",
        tool="ifx",
        category=Category.BUILD,
        pattern=FORTRAN + r"\((?P<line>\d+)\): (?:catastrophic )?error #\d+: \S",
        anchors=("error #",),
        weight=92,
        example=(
            "src/oven.f90(57): error #6404: This name does not have a type, and must have an "
            "explicit type.   [DEGREES]"
        ),
        source="https://www.intel.com/content/www/us/en/docs/fortran-compiler/developer-guide-reference/current/understanding-diagnostics.html",
    ),
    Rule(
        name="flang-error",
        tool="flang",
        category=Category.BUILD,
        pattern=FORTRAN + r":(?P<line>\d+):\d+: error: \S|error: (?:Semantic errors in|Could not parse) \S",
        anchors=("error:",),
        weight=91,
        example="./src/oven.f90:57:14: error: No explicit type declared for 'degrees'",
        source="https://flang.llvm.org/docs/",
    ),
    Rule(
        name="fortran-stop",
        tool="fortran runtime",
        category=Category.TEST,
        pattern=(
            r"^(?:At line \d+ of file (?P<file>\S+)|Fortran runtime error: \S|ERROR STOP\b|forrtl: "
            r"(?:severe|error) \(\d+\): )"
        ),
        anchors=("At line ", "Fortran runtime error:", "ERROR STOP", "forrtl:"),
        weight=82,
        example=("Fortran runtime error: Index '12' of dimension 1 of array 'trays' above upper bound of 10"),
        source="https://gcc.gnu.org/onlinedocs/gfortran/Runtime.html",
    ),
    Rule(
        name="fpm-failed",
        tool="fpm",
        category=Category.BUILD,
        pattern=(
            r"<ERROR>\*?\s?(?:\S+:)?\s?(?:Compilation failed|stopping due to failed compilation"
            r"|Execution|\S)"
        ),
        anchors=("<ERROR>",),
        weight=50,
        example='<ERROR> Compilation failed for object "src_oven.f90.o"',
        source="https://fpm.fortran-lang.org/",
    ),
)
