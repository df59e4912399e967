"""What Python's type checkers write."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

_MYPY = "https://mypy.readthedocs.io/en/stable/error_codes.html"
_MYPY_UTIL = "https://github.com/python/mypy/blob/master/mypy/util.py"
_PYRIGHT = "https://github.com/microsoft/pyright/blob/main/packages/pyright-internal/src/pyright.ts"

RULES: tuple[Rule, ...] = (
    Rule(
        name="mypy-error",
        tool="mypy",
        category=Category.TYPECHECK,
        pattern=r"^(?P<file>[^\s:][^:]*\.pyi?):(?P<line>\d+)(?::\d+)*: error: \S",
        anchors=(".py:", ".pyi:"),
        weight=91,
        example='cart/books.py:12: error: Argument 1 to "total" has incompatible type "str"  [arg-type]',
        source=_MYPY,
    ),
    Rule(
        name="mypy-file-error",
        tool="mypy",
        category=Category.TYPECHECK,
        pattern=r"^(?P<file>\S+\.pyi?): error: (?:Source file found twice|Duplicate module|Cannot find )",
        anchors=(".py: error: ", ".pyi: error: "),
        weight=90,
        example="cart/books.py: error: Source file found twice under different module names",
        source="https://mypy.readthedocs.io/en/stable/running_mypy.html",
    ),
    Rule(
        name="mypy-missing-stubs",
        tool="mypy",
        category=Category.TYPECHECK,
        pattern=r"^(?P<file>[^\s:]+):(?P<line>\d+)(?::\d+)*: error: (?:Library stubs not installed for"
        r"|Cannot find implementation or library stub for module named)",
        anchors=(
            "error: Library stubs not installed for",
            "error: Cannot find implementation or library stub",
        ),
        weight=92,
        example='cart/books.py:3: error: Library stubs not installed for "requests"  [import-untyped]',
        source="https://mypy.readthedocs.io/en/stable/running_mypy.html#missing-imports",
    ),
    Rule(
        name="mypy-unused-ignore",
        tool="mypy",
        category=Category.TYPECHECK,
        pattern=r'^(?P<file>[^\s:]+):(?P<line>\d+)(?::\d+)*: error: Unused "type: ignore',
        anchors=('error: Unused "type: ignore',),
        weight=92,
        example='cart/books.py:8: error: Unused "type: ignore" comment  [unused-ignore]',
        source=_MYPY,
    ),
    Rule(
        name="mypy-summary",
        tool="mypy",
        category=Category.TYPECHECK,
        pattern=r"^Found [1-9]\d* errors? in \d+ files? \((?:checked \d+ source files?"
        r"|errors prevented further checking)\)",
        anchors=(" source file", "errors prevented further checking"),
        weight=50,
        example="Found 4 errors in 2 files (checked 31 source files)",
        source=_MYPY_UTIL,
    ),
    Rule(
        name="mypy-crash",
        tool="mypy",
        category=Category.TYPECHECK,
        pattern=r": error: INTERNAL ERROR -- Please try using mypy master",
        anchors=("INTERNAL ERROR -- Please try using mypy",),
        weight=92,
        example="cart/books.py:3: error: INTERNAL ERROR -- Please try using mypy master on GitHub:",
        source="https://github.com/python/mypy/blob/master/mypy/errors.py",
    ),
    Rule(
        name="mypy-stubtest",
        tool="stubtest",
        category=Category.TYPECHECK,
        pattern=r"^error: [\w.]+ (?:is not present (?:at runtime|in stub)|is inconsistent"
        r"|failed to (?:import|find stubs))",
        anchors=(" is not present ", " is inconsistent", " failed to import", " failed to find stubs"),
        weight=90,
        example='error: cart.books.total is inconsistent, stub argument "rate" differs from runtime argument',
        source="https://mypy.readthedocs.io/en/stable/stubtest.html",
    ),
    Rule(
        name="pyright-error",
        tool="pyright",
        category=Category.TYPECHECK,
        pattern=r"^\s*(?P<file>[^\s:](?:[^:]|:[/\\])*\.(?:pyi?|ipynb)):(?P<line>\d+):\d+ - error: \S",
        anchors=(" - error: ",),
        weight=92,
        example='  /src/cart/books.py:8:24 - error: "total" is not defined (reportUndefinedVariable)',
        source=_PYRIGHT,
    ),
    Rule(
        name="pyright-rule",
        tool="pyright",
        category=Category.TYPECHECK,
        pattern=r"^ {4,}\S.* \(report[A-Z]\w+\)$",
        anchors=(" (report",),
        weight=60,
        example='    "str" is not assignable to "int" (reportArgumentType)',
        source="https://github.com/microsoft/pyright/blob/main/docs/configuration.md",
    ),
    Rule(
        name="pyright-summary",
        tool="pyright",
        category=Category.TYPECHECK,
        pattern=r"^[1-9]\d* errors?, \d+ warnings?, \d+ (?:notes?|informations?)",
        anchors=(" note", " information"),
        weight=50,
        example="2 errors, 13 warnings, 0 informations",
        source=_PYRIGHT,
    ),
    Rule(
        name="pyre-error",
        tool="pyre",
        category=Category.TYPECHECK,
        pattern=r"^(?P<file>\S+\.pyi?):(?P<line>\d+):\d+ [A-Z][\w ]+ \[\d+\]: \S",
        anchors=(".py:", ".pyi:"),
        weight=91,
        example="cart/books.py:12:4 Incompatible return type [7]: Expected `int` but got `str`.",
        source="https://pyre-check.org/docs/errors/",
    ),
    Rule(
        name="pytype-error",
        tool="pytype",
        category=Category.TYPECHECK,
        pattern=r"^(?:File \"(?P<file>[^\"]+)\", line \d+, in [\w.<>]+: .+"
        r"|\S+\.py:\d+:\d+: .*error: .+) \[[a-z-]+\]$",
        anchors=('File "', ".py:"),
        weight=90,
        example="File \"/src/cart/books.py\", line 12, in total: No attribute 'rate' on Cart "
        "[attribute-error]",
        source="https://google.github.io/pytype/errors.html",
    ),
    Rule(
        name="ty-error",
        tool="ty",
        category=Category.TYPECHECK,
        pattern=r"^error\[(?:unresolved|possibly|call|too-many|no-matching|not|missing-(?:argument|typed)"
        r"|unknown-argument|unsupported-operator|invalid-(?:argument|assignment|return|parameter|type|base"
        r"|declaration|await|method|key|exception|context))(?:-[a-z]+)*\]: \S",
        anchors=("error[",),
        weight=88,
        example="error[unresolved-import]: Cannot resolve imported module `ledgerlib`",
        source="https://docs.astral.sh/ty/reference/rules/",
    ),
    Rule(
        name="pyrefly-error",
        tool="pyrefly",
        category=Category.TYPECHECK,
        pattern=r"^ERROR .+ \[(?:bad|missing|not|unknown|unbound|no|invalid|parse|unsupported)-[a-z-]+\]$",
        anchors=(
            " [bad-",
            " [missing-",
            " [not-",
            " [unknown-",
            " [unbound-",
            " [no-",
            " [invalid-",
            " [parse-",
            " [unsupported-",
        ),
        weight=90,
        example="ERROR Argument `str` is not assignable to parameter `rate` with type `int` "
        "[bad-argument-type]",
        source="https://pyrefly.org/en/docs/error-kinds/",
    ),
)
