"""Solidity and other smart-contract tools: solc, Foundry, Hardhat, solhint, Slither."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

SOLC = "https://docs.soliditylang.org/en/latest/using-the-compiler.html"
FORGE = "https://getfoundry.sh/forge/tests/overview"

RULES: tuple[Rule, ...] = (
    Rule(
        name="solc-error",
        tool="solc",
        category=Category.BUILD,
        pattern=(
            r"^(?:Parser|Declaration|Compiler|DocstringParsing|UnimplementedFeature)Error: \S"
            r"|^Error \(\d{4}\): \S"
        ),
        anchors=(
            "ParserError:",
            "DeclarationError:",
            "CompilerError:",
            "DocstringParsingError:",
            "UnimplementedFeatureError:",
            "Error (",
        ),
        weight=90,
        example="DeclarationError: Undeclared identifier.",
        source=SOLC,
    ),
    Rule(
        name="solc-place",
        tool="solc",
        category=Category.BUILD,
        pattern=r"^\s*--> (?P<file>[^\s:]+\.sol):(?P<line>\d+):\d+:?",
        anchors=(".sol:",),
        weight=50,
        example="  --> contracts/Oven.sol:57:14:",
        source=SOLC,
    ),
    Rule(
        name="forge-test-failed",
        tool="forge",
        category=Category.TEST,
        pattern=r"\[FAIL(?:[.:] [^\]]+| \([^)]*\)|[^\]]*)?\] (?P<test>\w+\([^)]*\)) \(",
        anchors=("[FAIL",),
        weight=88,
        example="[FAIL: assertion failed: 20 != 900] test_HeatsUp() (gas: 41210)",
        source=FORGE,
    ),
    Rule(
        name="forge-summary",
        tool="forge",
        category=Category.TEST,
        pattern=r"Encountered (?:a total of )?[1-9]\d* failing tests?|Suite result: FAILED\.",
        anchors=("Encountered", "Suite result: FAILED."),
        weight=46,
        example="Encountered a total of 1 failing tests, 41 tests succeeded",
        source=FORGE,
    ),
    Rule(
        name="forge-fmt",
        tool="forge fmt",
        category=Category.LINT,
        pattern=r"^Diff in (?P<file>\S+\.sol):",
        anchors=("Diff in",),
        weight=90,
        example="Diff in src/Oven.sol:",
        source="https://getfoundry.sh/forge/reference/forge-fmt",
    ),
    Rule(
        name="forge-compiler",
        tool="forge",
        category=Category.BUILD,
        pattern="^(?:Error: )?Compiler run failed",
        anchors=("Compiler run failed",),
        weight=60,
        example="Error: Compiler run failed:",
        source=FORGE,
    ),
    Rule(
        name="hardhat-error",
        tool="hardhat",
        category=Category.BUILD,
        pattern=r"Error HH\d+: \S|HardhatError: HHE?\d+",
        anchors=("Error HH", "HardhatError: HH"),
        weight=88,
        example="Error HH600: Compilation failed",
        source="https://hardhat.org/hardhat-runner/docs/errors",
    ),
    Rule(
        name="slither-finding",
        tool="slither",
        category=Category.SECURITY_SCAN,
        pattern=r"INFO:Detectors:|INFO:Slither:.* analyzed \(.*\), [1-9]\d* result\(s\) found",
        anchors=("INFO:Detectors:", "result(s) found"),
        weight=80,
        example="INFO:Slither:. analyzed (12 contracts with 93 detectors), 3 result(s) found",
        source="https://github.com/crytic/slither/blob/master/README.md",
    ),
    Rule(
        name="solc-error-code",
        tool="solc",
        category=Category.BUILD,
        pattern=r"^(?:\S+Error|Error) \(\d{4}\): \S",
        anchors=("Error (",),
        weight=92,
        example='Error (3656): Contract "Kiln" should be marked as abstract.',
        source="https://docs.soliditylang.org/en/latest/using-the-compiler.html",
    ),
)
