"""Hardware description: Verilator, Icarus, GHDL, Yosys, Vivado, Quartus, ModelSim, cocotb."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

VERILATOR = "https://verilator.org/guide/latest/warnings.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="verilator-error",
        tool="verilator",
        category=Category.BUILD,
        pattern=r"^%Error(?:-\w+)?: (?:(?P<file>[^\s:]+):(?P<line>\d+):(?:\d+:)? )?\S",
        anchors=("%Error",),
        weight=91,
        example="%Error: rtl/oven.sv:57:14: syntax error, unexpected ';'",
        source=VERILATOR,
    ),
    Rule(
        name="verilator-warning",
        tool="verilator",
        category=Category.LINT,
        pattern=r"^%Warning-\w+: (?P<file>[^\s:]+):(?P<line>\d+):",
        anchors=("%Warning-",),
        weight=70,
        example=("%Warning-WIDTHTRUNC: rtl/oven.sv:57:14: Operator ASSIGN expects 8 bits on the Assign RHS"),
        source=VERILATOR,
    ),
    Rule(
        name="icarus-error",
        tool="iverilog",
        category=Category.BUILD,
        pattern=r"^(?P<file>[^\s:]+\.s?v[h]?):(?P<line>\d+): (?:syntax error|error: \S)",
        anchors=(": syntax error", ": error:"),
        weight=90,
        example="rtl/oven.v:57: error: Unable to bind wire/reg/memory `degrees' in `oven'",
        source="https://steveicarus.github.io/iverilog/",
    ),
    Rule(
        name="ghdl-error",
        tool="ghdl",
        category=Category.BUILD,
        pattern=(
            r"^(?P<file>[^\s:]+\.vhdl?):(?P<line>\d+):\d+:(?:error:|@\S+:\(assertion (?:error"
            r"|failure)\):|\s?\S)"
        ),
        anchors=(".vhd:", ".vhdl:"),
        weight=91,
        example='rtl/oven.vhd:57:14:error: no declaration for "degrees"',
        source="https://ghdl.github.io/ghdl/",
    ),
    Rule(
        name="yosys-error",
        tool="yosys",
        category=Category.BUILD,
        pattern=(
            r"(?P<file>[^\s:]+\.s?v):(?P<line>\d+): ERROR: \S|^ERROR: (?:Module `"
            r"|Command syntax error|Found \d+ unproven)"
        ),
        anchors=(": ERROR:", "ERROR: Module `", "ERROR: Command syntax error", "ERROR: Found"),
        weight=90,
        example="rtl/oven.v:57: ERROR: syntax error, unexpected TOK_ID",
        source="https://yosyshq.readthedocs.io/projects/yosys/en/latest/",
    ),
    Rule(
        name="vivado-error",
        tool="vivado",
        category=Category.BUILD,
        pattern=r"^ERROR: \[[A-Z]\w* [\w-]+\] \S",
        anchors=("ERROR: [",),
        weight=90,
        example="ERROR: [Synth 8-1031] degrees is not declared [/src/kiln/rtl/oven.v:57]",
        source="https://docs.amd.com/r/en-US/ug835-vivado-tcl-commands",
    ),
    Rule(
        name="quartus-error",
        tool="quartus",
        category=Category.BUILD,
        pattern=r"^Error \(\d{5,6}\): \S|^\*\* Error(?: \(suppressible\))?: \S",
        anchors=("Error (", "** Error"),
        weight=90,
        example='Error (10161): Verilog HDL error at oven.v(57): object "degrees" is not declared',
        source="https://www.intel.com/content/www/us/en/programmable/quartushelp/current/index.htm",
    ),
    Rule(
        name="cocotb-failed",
        tool="cocotb",
        category=Category.TEST,
        pattern=r"\*\* (?P<test>(?:\w+\.)*\w+)\s+FAIL\s+[\d.]+",
        anchors=("FAIL",),
        weight=73,
        example=("** test_oven.heats_up                 FAIL        120.00           0.01       9000.00  **"),
        source="https://docs.cocotb.org/en/stable/",
    ),
    Rule(
        name="verible-finding",
        tool="verible",
        category=Category.LINT,
        pattern=r"^(?P<file>[^\s:]+\.svh?):(?P<line>\d+):\d+(?:-\d+)?: .+ \[[a-z-]+\]$",
        anchors=(".sv:", ".svh:"),
        weight=88,
        example=(
            "rtl/oven.sv:57:101: Line length exceeds max: 100; is: 112 [Style: line-length] [line-length]"
        ),
        source="https://github.com/chipsalliance/verible/blob/master/README.md",
    ),
)
