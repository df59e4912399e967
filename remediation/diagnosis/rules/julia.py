"""Julia: errors, Test, Pkg, Documenter and the formatter."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

TEST = "https://docs.julialang.org/en/v1/stdlib/Test/"
PKG = "https://pkgdocs.julialang.org/v1/"

RULES: tuple[Rule, ...] = (
    Rule(
        name="julia-error",
        tool="julia",
        category=Category.TEST,
        pattern=(
            "^ERROR: (?:LoadError: )*(?:InitError: )?(?:UndefVarError|MethodError|ArgumentError"
            "|BoundsError|KeyError|TypeError|DomainError|LoadError|ErrorException|AssertionError"
            "|SystemError|IOError|InexactError|DimensionMismatch|StackOverflowError"
            "|OutOfMemoryError|ProcessFailedException|TaskFailedException|ParseError|syntax"
            "|UndefRefError|InterruptException|CompositeException|SegmentationFault)[:( ]"
        ),
        anchors=("ERROR: ",),
        weight=88,
        example="ERROR: LoadError: UndefVarError: `degrees` not defined",
        source="https://docs.julialang.org/en/v1/manual/control-flow/",
    ),
    Rule(
        name="julia-package-missing",
        tool="julia",
        category=Category.DEPENDENCY,
        pattern=(
            r"ArgumentError: Package \S+ (?:\[[^\]]+\] )?(?:not found in current path"
            r"|does not have \S+ in its dependencies|is required but does not seem to be installed)"
            r"|ERROR: (?:LoadError: )?(?:Unsatisfiable requirements detected for package"
            r"|expected package `|The following package names could not be resolved"
            r"|.*cannot find name corresponding to UUID|empty intersection between"
            r"|Package \S+ has no known versions|`\S+` depends on|package .* not registered"
            r"|.*failed to clone from)"
        ),
        anchors=("ArgumentError: Package", "ERROR: "),
        weight=92,
        example="ERROR: LoadError: Unsatisfiable requirements detected for package Clay [1a2b3c4d]:",
        source=PKG,
    ),
    Rule(
        name="julia-precompile",
        tool="julia",
        category=Category.BUILD,
        pattern=(
            r"ERROR: (?:LoadError: )?(?:The following \d+ (?:direct )?dependenc(?:y"
            r"|ies) failed to precompile|Failed to precompile )|ERROR: Error building `"
        ),
        anchors=("failed to precompile", "Failed to precompile", "ERROR: Error building"),
        weight=74,
        example="ERROR: The following 1 direct dependency failed to precompile:",
        source="https://github.com/JuliaLang/Pkg.jl/blob/master/src/API.jl",
    ),
    Rule(
        name="julia-test-failed",
        tool="julia test",
        category=Category.TEST,
        pattern=r"(?:^|: )Test Failed at (?P<file>[^\s:]+):(?P<line>\d+)",
        anchors=("Test Failed at",),
        weight=86,
        example="heats up: Test Failed at /src/kiln/test/runtests.jl:57",
        source=TEST,
    ),
    Rule(
        name="julia-test-error",
        tool="julia test",
        category=Category.TEST,
        pattern=(
            r"(?:^|: )Error During Test at (?P<file>[^\s:]+):(?P<line>\d+)"
            r"|^\s*Got exception outside of a @test"
        ),
        anchors=("Error During Test at", "Got exception outside of a @test"),
        weight=84,
        example="heats up: Error During Test at /src/kiln/test/runtests.jl:57",
        source=TEST,
    ),
    Rule(
        name="julia-test-evaluated",
        tool="julia test",
        category=Category.TEST,
        pattern=r"^\s+Evaluated: \S|^\s+Test threw exception$|^\s+No exception thrown$",
        anchors=("Evaluated:", "Test threw exception", "No exception thrown"),
        weight=88,
        example="   Evaluated: 20 == 900",
        source=TEST,
    ),
    Rule(
        name="julia-test-summary",
        tool="julia test",
        category=Category.TEST,
        pattern=r"Some tests did not pass: \d+ passed, |RNG of the outermost testset",
        anchors=("Some tests did not pass:", "RNG of the outermost testset"),
        weight=45,
        example="ERROR: LoadError: Some tests did not pass: 41 passed, 1 failed, 0 errored, 0 broken.",
        source=TEST,
    ),
    Rule(
        name="julia-package-tests",
        tool="julia",
        category=Category.TEST,
        pattern=r"ERROR: Package \S+ errored during testing",
        anchors=("errored during testing",),
        weight=25,
        example="ERROR: Package Kiln errored during testing",
        source=PKG,
    ),
    Rule(
        name="documenter-error",
        tool="documenter",
        category=Category.LINT,
        pattern=(
            r"(?:Error|Warning): (?:Cannot resolve @ref|no docs found for|invalid local link"
            r"|\d+ docstrings? not included|failed to run `@)|`makedocs` encountered (?:an )?errors?"
        ),
        anchors=(
            "Cannot resolve @ref",
            "no docs found for",
            "invalid local link",
            "not included",
            "failed to run `@",
            "`makedocs` encountered",
        ),
        weight=88,
        example='┌ Error: Cannot resolve @ref for md"[`heat`](@ref)" in docs/src/oven.md.',
        source="https://documenter.juliadocs.org/stable/man/syntax/",
    ),
    Rule(
        name="aqua-failure",
        tool="aqua",
        category=Category.TEST,
        pattern=r"[1-9]\d* ambiguities found|Undefined exports found|Possible type-piracy",
        anchors=("ambiguities found", "Undefined exports found", "Possible type-piracy"),
        weight=86,
        example="2 ambiguities found. To get a list, set `broken = false`.",
        source="https://github.com/JuliaTesting/Aqua.jl/blob/master/README.md",
    ),
)
