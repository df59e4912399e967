"""Compilers of less common languages: Ada, Pascal, Haxe, V, Odin, Vala, NASM, COBOL, Ballerina."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

GNAT = "https://gcc.gnu.org/onlinedocs/gnat_ugn/"

RULES: tuple[Rule, ...] = (
    Rule(
        name="gnat-error",
        tool="gnat",
        category=Category.BUILD,
        pattern=(
            r'(?P<file>[^\s:]+\.(?:adb|ads|gpr)):(?P<line>\d+):\d+: (?:error: )?(?:"[^"]+" (?:is'
            r"|not)|missing |expected |\S+ (?:is undefined|not found)|invalid |no candidate|error"
            r"|\(style\)|prefix|ambiguous)"
        ),
        anchors=(".adb:", ".ads:", ".gpr:"),
        weight=91,
        example='src/oven.adb:57:14: error: "Degrees" is undefined',
        source=GNAT,
    ),
    Rule(
        name="gprbuild-failed",
        tool="gprbuild",
        category=Category.BUILD,
        pattern=r'gprbuild: \*\*\* compilation phase failed|gnatmake: "[^"]+" compilation error',
        anchors=("gprbuild: ***", 'gnatmake: "'),
        weight=28,
        example="gprbuild: *** compilation phase failed",
        source=GNAT,
    ),
    Rule(
        name="alire-failed",
        tool="alr",
        category=Category.DEPENDENCY,
        pattern=(
            r"^error: (?:Could not find a complete solution|Crate \S+ does not"
            r'|Release .* has missing|Command \[".*"\] exited with code)'
        ),
        anchors=(
            "error: Could not find a complete solution",
            "error: Crate",
            "error: Release",
            "error: Command [",
        ),
        weight=85,
        example="error: Could not find a complete solution for crate clay",
        source="https://alire.ada.dev/docs/",
    ),
    Rule(
        name="fpc-error",
        tool="fpc",
        category=Category.BUILD,
        pattern=(r"(?P<file>[^\s()]+\.(?:pas|pp|lpr|inc|dpr))\((?P<line>\d+)(?:,\d+)?\) (?:Error|Fatal): \S"),
        anchors=(") Error:", ") Fatal:"),
        weight=91,
        example='oven.pas(57,14) Error: Identifier not found "degrees"',
        source="https://www.freepascal.org/docs-html/current/user/user.html",
    ),
    Rule(
        name="haxe-error",
        tool="haxe",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s:]+\.hx):(?P<line>\d+): (?:characters?|lines) \d+(?:-\d+)? : \S",
        anchors=(".hx:",),
        weight=91,
        example="src/Oven.hx:57: characters 14-21 : Unknown identifier : degrees",
        source="https://haxe.org/manual/compiler-usage.html",
    ),
    Rule(
        name="v-error",
        tool="v",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s:]+\.(?:v|vsh)):(?P<line>\d+):\d+: error: \S",
        anchors=(": error:",),
        weight=91,
        example="src/oven.v:57:14: error: undefined ident: `degrees`",
        source="https://docs.vlang.io/",
    ),
    Rule(
        name="odin-error",
        tool="odin",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s()]+\.odin)\((?P<line>\d+):\d+\) (?:Syntax )?Error: \S",
        anchors=(".odin(",),
        weight=91,
        example="/src/kiln/oven.odin(57:14) Error: Undeclared name: degrees",
        source="https://odin-lang.org/docs/overview/",
    ),
    Rule(
        name="vala-error",
        tool="valac",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s:]+\.(?:vala|vapi)):(?P<line>\d+)\.\d+-\d+\.\d+: error: \S",
        anchors=(": error:",),
        weight=91,
        example=(
            "src/oven.vala:57.14-57.21: error: The name `degrees' does not exist in the context of `Oven'"
        ),
        source="https://docs.vala.dev/",
    ),
    Rule(
        name="nasm-error",
        tool="nasm",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s:]+\.(?:asm|nasm|s|inc)):(?P<line>\d+): (?:error|fatal|panic): \S",
        anchors=(": error:", ": fatal:", ": panic:"),
        weight=91,
        example="src/oven.asm:57: error: symbol `degrees' not defined",
        source="https://www.nasm.us/docs.php",
    ),
    Rule(
        name="cobol-error",
        tool="cobc",
        category=Category.BUILD,
        pattern=r"(?P<file>[^\s:]+\.(?:cob|cbl|cpy)):(?P<line>\d+): error: \S",
        anchors=(": error:",),
        weight=90,
        example="src/OVEN.cob:57: error: 'DEGREES' is not defined",
        source="https://gnucobol.sourceforge.io/",
    ),
    Rule(
        name="ballerina-error",
        tool="ballerina",
        category=Category.BUILD,
        pattern=r"ERROR \[(?P<file>[^\s:]+\.bal):\((?P<line>\d+):\d+,\d+:\d+\)\] \S",
        anchors=("ERROR [",),
        weight=90,
        example="ERROR [oven.bal:(57:14,57:21)] undefined symbol 'degrees'",
        source="https://ballerina.io/learn/cli-commands/",
    ),
)
