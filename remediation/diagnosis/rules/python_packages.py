"""What pip, the build backends and twine write when a package cannot be had, built or uploaded."""

# ruff: noqa: RUF001 - the signs are those that the tools write

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

_PIP_RESOLUTION = "https://pip.pypa.io/en/stable/topics/dependency-resolution/"
_PIP_FINDER = "https://github.com/pypa/pip/blob/main/src/pip/_internal/index/package_finder.py"
_PIP_FACTORY = "https://github.com/pypa/pip/blob/main/src/pip/_internal/resolution/resolvelib/factory.py"
_PIP_EXCEPTIONS = "https://github.com/pypa/pip/blob/main/src/pip/_internal/exceptions.py"

RULES: tuple[Rule, ...] = (
    Rule(
        name="pip-no-version",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"^\s*ERROR: Could not find a version that satisfies the requirement \S+",
        anchors=("Could not find a version that satisfies the requirement",),
        weight=92,
        example="ERROR: Could not find a version that satisfies the requirement ledgerlib==9.9 (from "
        "versions: 1.0)",
        source=_PIP_FACTORY,
    ),
    Rule(
        name="pip-no-distribution",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"^\s*ERROR: No matching distribution found for \S+",
        anchors=("No matching distribution found for",),
        weight=88,
        example="ERROR: No matching distribution found for ledgerlib==9.9",
        source=_PIP_FINDER,
    ),
    Rule(
        name="pip-conflict",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"ERROR: Cannot install .+ because these package versions have conflicting dependencies",
        anchors=("because these package versions have conflicting dependencies",),
        weight=92,
        example="ERROR: Cannot install ledgerlib and urllib3==1.0 because these package versions have "
        "conflicting "
        "dependencies.",
        source=_PIP_FACTORY,
    ),
    Rule(
        name="pip-conflict-cause",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"^\s*The conflict is caused by:|^ERROR: ResolutionImpossible: ",
        anchors=("The conflict is caused by:", "ResolutionImpossible: "),
        weight=84,
        example="The conflict is caused by:",
        source=_PIP_RESOLUTION,
    ),
    Rule(
        name="pip-conflict-member",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"^    (?:The user requested |\S+ \S+ depends on \S)",
        anchors=("    The user requested ", " depends on "),
        weight=78,
        example="    requests 2.32.3 depends on urllib3<3 and >=1.21.1",
        source=_PIP_RESOLUTION,
    ),
    Rule(
        name="pip-too-deep",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"ResolutionTooDeep|error: resolution-too-deep",
        anchors=("ResolutionTooDeep", "error: resolution-too-deep"),
        weight=88,
        example="error: resolution-too-deep",
        source=_PIP_EXCEPTIONS,
    ),
    Rule(
        name="pip-check",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"^[\w.-]+ \S+ has requirement .+, but you have \S+ \S+\.$"
        r"|^[\w.-]+ \S+ requires \S+, which is not installed\.$",
        anchors=(" has requirement ", ", which is not installed."),
        weight=82,
        example="ledgerlib 1.0 has requirement urllib3<2, but you have urllib3 2.2.1.",
        source="https://pip.pypa.io/en/stable/cli/pip_check/",
    ),
    Rule(
        name="pip-incompatible",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"^[\w.-]+ \S+ requires .+, but you have .+ which is incompatible\.$",
        anchors=(" which is incompatible.",),
        weight=32,
        example="ledgerlib 1.0 requires urllib3<2, but you have urllib3 2.2.1 which is incompatible.",
        source="https://github.com/pypa/pip/blob/main/src/pip/_internal/commands/install.py",
    ),
    Rule(
        name="pip-python-version",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"ERROR: (?:Ignored the following (?:versions|yanked versions)"
        r"|Package '.+' requires a different Python: )",
        anchors=("ERROR: Ignored the following ", "requires a different Python: "),
        weight=86,
        example="ERROR: Package 'ledgerlib' requires a different Python: 3.8.18 not in '>=3.10'",
        source=_PIP_FACTORY,
    ),
    Rule(
        name="pip-hash",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"THESE PACKAGES DO NOT MATCH THE HASHES"
        r"|In --require-hashes mode, all requirements must have",
        anchors=("THESE PACKAGES DO NOT MATCH THE HASHES", "In --require-hashes mode, all requirements must"),
        weight=92,
        example="ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
        source=_PIP_EXCEPTIONS,
    ),
    Rule(
        name="pip-requirements-file",
        tool="pip",
        category=Category.CONFIG,
        pattern=r"ERROR: (?:Could not open requirements file: |Invalid requirement: )",
        anchors=("Could not open requirements file: ", "ERROR: Invalid requirement: "),
        weight=92,
        example="ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'dev.txt'",
        source="https://github.com/pypa/pip/blob/main/src/pip/_internal/req/req_file.py",
    ),
    Rule(
        name="pip-not-a-project",
        tool="pip",
        category=Category.CONFIG,
        pattern=r"ERROR: (?:Directory '[^']*' is not installable\."
        r"|File \"setup.py\" (?:or \"setup.cfg\" )?not found)"
        r"|^ERROR: \S+ does not appear to be a Python project",
        anchors=("is not installable.", "not found", "does not appear to be a Python project"),
        weight=90,
        example="ERROR: Directory '.' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.",
        source="https://github.com/pypa/pip/blob/main/src/pip/_internal/req/constructors.py",
    ),
    Rule(
        name="pip-externally-managed",
        tool="pip",
        category=Category.CONFIG,
        pattern=r"^error: externally-managed-environment",
        anchors=("error: externally-managed-environment",),
        weight=92,
        example="error: externally-managed-environment",
        source="https://packaging.python.org/en/latest/specifications/externally-managed-environments/",
    ),
    Rule(
        name="pip-subprocess",
        tool="pip",
        category=Category.BUILD,
        pattern=r"^\s*(?:×|[xX]) (?:.+ did not run successfully\.|Encountered error while )"
        r"|^\s*(?:error|ERROR): (?:subprocess-exited-with-error|metadata-generation-failed"
        r"|legacy-install-failure)",
        anchors=(
            " did not run successfully.",
            " Encountered error while ",
            "subprocess-exited-with-error",
            "metadata-generation-failed",
            "legacy-install-failure",
        ),
        weight=58,
        example="× Getting requirements to build wheel did not run successfully.",
        source=_PIP_EXCEPTIONS,
    ),
    Rule(
        name="pip-build-wheel",
        tool="pip",
        category=Category.BUILD,
        pattern=r"ERROR: (?:Failed building wheel for |Could not build wheels for "
        r"|Failed to build (?:installable wheels for )?)",
        anchors=(
            "ERROR: Failed building wheel for ",
            "ERROR: Could not build wheels for ",
            "ERROR: Failed to build ",
        ),
        weight=66,
        example="  ERROR: Failed building wheel for ledgerlib",
        source="https://github.com/pypa/pip/blob/main/src/pip/_internal/wheel_builder.py",
    ),
    Rule(
        name="pip-exception-in-build",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"^ {6}(?:\w+\.)*(?:ModuleNotFound|Import|Syntax|Attribute|Type|Name|Runtime|FileNotFound"
        r"|Distutils\w*"
        r"|Compile|\w*Config\w*|CalledProcess|Value|Key|OS|Assertion)Error: \S",
        anchors=("Error: ",),
        weight=87,
        example="      ModuleNotFoundError: No module named 'numpy'",
        source="https://pip.pypa.io/en/stable/reference/build-system/",
    ),
    Rule(
        name="pip-compiler-missing",
        tool="pip",
        category=Category.BUILD,
        pattern=r"error: (?:command '[^']+' failed(?: with exit (?:code|status) \d+"
        r"|: No such file or directory)"
        r"|Microsoft Visual C\+\+ [\d.]+ or greater is required)",
        anchors=("error: command '", "error: Microsoft Visual C++ "),
        weight=76,
        example="      error: command 'gcc' failed: No such file or directory",
        source="https://setuptools.pypa.io/en/latest/userguide/ext_modules.html",
    ),
    Rule(
        name="pip-config-tool-missing",
        tool="pip",
        category=Category.DEPENDENCY,
        pattern=r"(?:pg_config executable not found|mysql_config: not found|Could not find (?:Rust|a Rust"
        r"|cargo)"
        r"|Cargo, the Rust package manager, is not installed)",
        anchors=(
            "pg_config executable not found",
            "mysql_config: not found",
            "Could not find Rust",
            "Could not find a Rust",
            "Could not find cargo",
            "Cargo, the Rust package manager, is not",
        ),
        weight=91,
        example="      Error: pg_config executable not found.",
        source="https://www.psycopg.org/docs/install.html",
    ),
    Rule(
        name="setuptools-flat-layout",
        tool="setuptools",
        category=Category.BUILD,
        pattern=r"error: Multiple top-level packages discovered in a flat-layout: ",
        anchors=("Multiple top-level packages discovered",),
        weight=92,
        example="error: Multiple top-level packages discovered in a flat-layout: ['cart', 'data'].",
        source="https://setuptools.pypa.io/en/latest/userguide/package_discovery.html",
    ),
    Rule(
        name="setuptools-invalid-pyproject",
        tool="setuptools",
        category=Category.CONFIG,
        pattern=r"(?:configuration error: `|ValueError: invalid pyproject\.toml config: "
        r"|InvalidConfigError: )",
        anchors=("configuration error: `", "invalid pyproject.toml config: ", "InvalidConfigError: "),
        weight=92,
        example="      ValueError: invalid pyproject.toml config: `project.license`.",
        source="https://setuptools.pypa.io/en/latest/userguide/pyproject_config.html",
    ),
    Rule(
        name="build-backend",
        tool="build",
        category=Category.BUILD,
        pattern=r"^ERROR (?:Backend subprocess exited when trying to invoke|Missing dependencies:"
        r"|Failed to parse|Backend ')",
        anchors=("ERROR Backend ", "ERROR Missing dependencies:", "ERROR Failed to parse"),
        weight=62,
        example="ERROR Backend subprocess exited when trying to invoke get_requires_for_build_wheel",
        source="https://build.pypa.io/en/stable/",
    ),
    Rule(
        name="cibuildwheel-command",
        tool="cibuildwheel",
        category=Category.BUILD,
        pattern=r"^(?:Error: |cibuildwheel: error: |✕ )(?:Command \[.+\] failed with code \d+"
        r"|.*cibuildwheel)",
        anchors=("] failed with code ", "cibuildwheel"),
        weight=46,
        example="Error: Command ['python', '-m', 'build', '/src'] failed with code 1.",
        source="https://github.com/pypa/cibuildwheel/blob/main/cibuildwheel/platforms/linux.py",
    ),
)
