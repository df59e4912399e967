""".NET: C#, F# and Visual Basic compilers, MSBuild, the SDK and dotnet format."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

PLACE = r"(?P<file>(?:[A-Za-z]:)?[^\s:()]+)\((?P<line>\d+),\d+(?:,\d+,\d+)?\)"
CSC = "https://learn.microsoft.com/en-us/dotnet/csharp/language-reference/compiler-messages/"
MSBUILD = "https://learn.microsoft.com/en-us/visualstudio/msbuild/msbuild-diagnostic-format-for-tasks"
MSB = "https://learn.microsoft.com/en-us/visualstudio/msbuild/errors/"
UNITY = "https://docs.unity3d.com/Manual/EditorCommandLineArguments.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="csc-error",
        tool="csc",
        category=Category.BUILD,
        pattern=PLACE + r": error (?:CS|BC)\d{4,5}: \S",
        anchors=(": error CS", ": error BC"),
        weight=91,
        example=(
            "/src/kiln/Oven.cs(57,14): error CS0103: The name 'degrees' does not exist in the "
            "current context [/src/kiln/Kiln.csproj]"
        ),
        source=CSC,
    ),
    Rule(
        name="csc-error-without-place",
        tool="csc",
        category=Category.BUILD,
        pattern=r"(?:CSC|VBC|FSC)\s?: error (?:CS|BC|FS|AD)\d{4,5}: \S",
        anchors=("CSC", "VBC", "FSC"),
        weight=89,
        example=(
            "CSC : error CS5001: Program does not contain a static 'Main' method suitable for an entry point"
        ),
        source=CSC,
    ),
    Rule(
        name="csc-missing-reference",
        tool="csc",
        category=Category.BUILD,
        pattern=("error CS(?:0246|0234): .*are you missing (?:a using directive or )?an assembly reference"),
        anchors=("error CS0246", "error CS0234"),
        weight=92,
        example=(
            "/src/kiln/Oven.cs(5,7): error CS0246: The type 'Clay' could not be found (are you "
            "missing a using directive or an assembly reference?)"
        ),
        source=CSC,
    ),
    Rule(
        name="fsc-error",
        tool="fsc",
        category=Category.BUILD,
        pattern=PLACE + r": error FS\d{4}: \S",
        anchors=(": error FS",),
        weight=91,
        example=(
            "/src/kiln/Oven.fs(57,14): error FS0039: The value or constructor 'degrees' is not defined."
        ),
        source="https://learn.microsoft.com/en-us/dotnet/fsharp/language-reference/compiler-messages/",
    ),
    Rule(
        name="analyzer-error",
        tool=".net analyzers",
        category=Category.LINT,
        pattern=PLACE
        + (
            r": error (?:CA|IDE|SA|SX|S|RCS|MA|VSTHRD|xUnit|NUnit|MSTEST|RS|SYSLIB|AsyncFixer"
            r"|Roslynator|SCS|SonarLint|FL|GRA-)[A-Z]*-?\d{1,5}: \S"
        ),
        anchors=(
            ": error CA",
            ": error IDE",
            ": error S",
            ": error RCS",
            ": error MA",
            ": error VSTHRD",
            ": error xUnit",
            ": error NUnit",
            ": error MSTEST",
            ": error RS",
            ": error AsyncFixer",
            ": error Roslynator",
            ": error FL",
            ": error GRA-",
        ),
        weight=92,
        example=(
            "/src/kiln/Oven.cs(57,14): error CA1822: Member 'Heat' does not access instance data "
            "and can be marked as static"
        ),
        source="https://learn.microsoft.com/en-us/dotnet/fundamentals/code-analysis/overview",
    ),
    Rule(
        name="dotnet-format",
        tool="dotnet format",
        category=Category.LINT,
        pattern=PLACE + r": error (?:WHITESPACE|IMPORTS|CHARSET|ENDOFLINE|FINALNEWLINE): \S",
        anchors=(
            ": error WHITESPACE:",
            ": error IMPORTS:",
            ": error CHARSET:",
            ": error ENDOFLINE:",
            ": error FINALNEWLINE:",
        ),
        weight=93,
        example=(
            "/src/kiln/Oven.cs(57,14): error WHITESPACE: Fix whitespace formatting. Insert '\\s'. "
            "[/src/kiln/Kiln.csproj]"
        ),
        source="https://learn.microsoft.com/en-us/dotnet/core/tools/dotnet-format",
    ),
    Rule(
        name="dotnet-format-file",
        tool="dotnet format",
        category=Category.LINT,
        pattern=r"^\s*(?:Formatted code file|Fix(?:ed)? whitespace formatting in) '(?P<file>[^']+)'",
        anchors=("Formatted code file '", "whitespace formatting in '"),
        weight=80,
        example="  Formatted code file '/src/kiln/Oven.cs'.",
        source="https://github.com/dotnet/format/blob/main/src/Formatters/WhitespaceFormatter.cs",
    ),
    Rule(
        name="csharpier",
        tool="csharpier",
        category=Category.LINT,
        pattern=r"^(?:Error|Warn|warning) (?P<file>\S+) - Was not formatted\.",
        anchors=(" - Was not formatted.",),
        weight=92,
        example="Error ./src/Oven.cs - Was not formatted.",
        source="https://csharpier.com/docs/CLI",
    ),
    Rule(
        name="msbuild-missing-project",
        tool="msbuild",
        category=Category.CONFIG,
        pattern=r"MSBUILD\s?: error MSB1\d{3}: \S",
        anchors=(": error MSB1",),
        weight=93,
        example="MSBUILD : error MSB1003: Specify a project or solution file.",
        source=MSB,
    ),
    Rule(
        name="msbuild-toolset",
        tool="msbuild",
        category=Category.CONFIG,
        pattern=r"error MSB(?:3644|8020|8036|4236|4019|3645|8041|4062|4278): \S",
        anchors=("error MSB",),
        weight=91,
        example=(
            "/usr/share/dotnet/targets(1241,5): error MSB3644: The reference assemblies for "
            ".NETFramework,Version=v4.8 were not found."
        ),
        source=MSB,
    ),
    Rule(
        name="msbuild-command",
        tool="msbuild",
        category=Category.BUILD,
        pattern=r"error MSB(?:3073|6006|3077|6003): \S",
        anchors=("error MSB",),
        weight=52,
        example=('/src/kiln/Kiln.csproj(57,5): error MSB3073: The command "clay fire" exited with code 1.'),
        source=MSB,
    ),
    Rule(
        name="msbuild-file-locked",
        tool="msbuild",
        category=Category.INFRA,
        pattern=r"error MSB(?:3021|3026|3027): \S",
        anchors=("error MSB30",),
        weight=86,
        example=(
            'error MSB3027: Could not copy "obj/Kiln.dll" to "bin/Kiln.dll". Exceeded retry count '
            "of 10. Failed."
        ),
        source=MSB,
    ),
    Rule(
        name="msbuild-error",
        tool="msbuild",
        category=Category.BUILD,
        pattern=(
            r"error MSB\d{4}: \S|(?P<file>\S+\.(?:targets|props|csproj|fsproj|vbproj|vcxproj|sqlproj"
            r"|sln))(?:\((?P<line>\d+)(?:,\d+)?\))?\s?: error\s?: \S"
        ),
        anchors=("error MSB", ": error"),
        weight=84,
        example="/src/kiln/build/Oven.targets(57,5): error : The oven is cold",
        source=MSBUILD,
    ),
    Rule(
        name="netsdk-error",
        tool="dotnet",
        category=Category.CONFIG,
        pattern=r"error NETSDK\d{4}: \S",
        anchors=("error NETSDK",),
        weight=92,
        example=(
            "/usr/share/dotnet/sdk.targets(166,5): error NETSDK1045: The current .NET SDK does not "
            "support targeting .NET 10.0."
        ),
        source="https://learn.microsoft.com/en-us/dotnet/core/tools/sdk-errors/",
    ),
    Rule(
        name="dotnet-sdk-missing",
        tool="dotnet",
        category=Category.CONFIG,
        pattern=(
            r"A compatible (?:installed )?\.NET (?:Core )?SDK "
            r"(?:for global\.json version \S+ from \S+ )?was not found|^Requested SDK version: |The "
            r"(?:command|application) could not be loaded, possibly because|No \.NET SDKs were found"
        ),
        anchors=(
            "SDK was not found",
            "was not found",
            "Requested SDK version:",
            "could not be loaded, possibly because",
            "No .NET SDKs were found",
        ),
        weight=93,
        example="A compatible .NET SDK was not found.",
        source="https://learn.microsoft.com/en-us/dotnet/core/tools/global-json",
    ),
    Rule(
        name="dotnet-runtime-missing",
        tool="dotnet",
        category=Category.CONFIG,
        pattern=(
            r"You must install (?:or update )?\.NET (?:Core )?to run this application"
            r"|The framework 'Microsoft\.\S+', version '\S+' .*was not found"
            r"|It was not possible to find any compatible framework version"
        ),
        anchors=(
            "You must install",
            "The framework 'Microsoft.",
            "It was not possible to find any compatible framework",
        ),
        weight=93,
        example="You must install or update .NET to run this application.",
        source="https://learn.microsoft.com/en-us/dotnet/core/runtime-discovery/troubleshoot-app-launch",
    ),
    Rule(
        name="dotnet-command-missing",
        tool="dotnet",
        category=Category.CONFIG,
        pattern=(
            "Could not execute because the (?:specified command or file|application) was not found"
            '|Run "dotnet tool restore" to make the "[^"]+" command available'
            "|Cannot find a tool in the manifest file"
        ),
        anchors=(
            "Could not execute because the",
            'Run "dotnet tool restore" to make',
            "Cannot find a tool in the manifest file",
        ),
        weight=90,
        example="Could not execute because the specified command or file was not found.",
        source="https://learn.microsoft.com/en-us/dotnet/core/tools/troubleshoot-usage-issues",
    ),
    Rule(
        name="dotnet-unhandled",
        tool="dotnet",
        category=Category.TEST,
        pattern=r"^Unhandled [Ee]xception[.:] [\w.]+(?:Exception|Error)?",
        anchors=("Unhandled exception", "Unhandled Exception"),
        weight=88,
        example="Unhandled exception. System.InvalidOperationException: The oven is cold",
        source="https://learn.microsoft.com/en-us/dotnet/standard/exceptions/",
    ),
    Rule(
        name="dotnet-build-failed",
        tool="msbuild",
        category=Category.BUILD,
        pattern=r"^\s*Build FAILED\.|^\s*[1-9]\d* Error\(s\)|^Build failed with [1-9]\d* error",
        anchors=("Build FAILED.", "Error(s)", "Build failed with"),
        weight=18,
        example="Build FAILED.",
        source=MSBUILD,
    ),
    Rule(
        name="unity-script-errors",
        tool="unity",
        category=Category.BUILD,
        pattern=(
            r"Scripts have compiler errors\.|Error building Player because scripts had compiler erro"
            r"rs|Aborting batchmode due to (?:failure|fatal error):"
        ),
        anchors=(
            "Scripts have compiler errors.",
            "Error building Player because scripts had compiler",
            "Aborting batchmode due to",
        ),
        weight=56,
        example="Scripts have compiler errors.",
        source=UNITY,
    ),
    Rule(
        name="unity-license",
        tool="unity",
        category=Category.CONFIG,
        pattern=(
            r"No valid Unity (?:Editor )?license found|LICENSE SYSTEM .*(?:Failed|failed|not found"
            r"|invalid)|com\.unity\.editor\.headless was not found|Machine bindings don't match"
        ),
        anchors=(
            "No valid Unity",
            "LICENSE SYSTEM",
            "com.unity.editor.headless was not found",
            "Machine bindings don't match",
        ),
        weight=93,
        example="No valid Unity Editor license found. Please activate your license.",
        source="https://docs.unity3d.com/Manual/LicensingTroubleshooting.html",
    ),
    Rule(
        name="unity-build-failed",
        tool="unity",
        category=Category.BUILD,
        pattern=(
            r"(?:UnityEditor\.Build\.)?BuildFailedException: \S|Error building player: \d+ errors"
            r"|Build completed with a result of 'Failed'"
        ),
        anchors=(
            "BuildFailedException:",
            "Error building player:",
            "Build completed with a result of 'Failed'",
        ),
        weight=80,
        example="UnityEditor.Build.BuildFailedException: The oven scene is missing",
        source=UNITY,
    ),
    Rule(
        name="godot-script-error",
        tool="godot",
        category=Category.BUILD,
        pattern=r'SCRIPT ERROR: (?:Parse|Compile) Error: \S|ERROR: Failed to load script "',
        anchors=("SCRIPT ERROR:", "ERROR: Failed to load script"),
        weight=89,
        example='SCRIPT ERROR: Parse Error: Identifier "degrees" not declared in the current scope.',
        source="https://docs.godotengine.org/en/stable/tutorials/editor/command_line_tutorial.html",
    ),
)
