"""Package managers on top of a system: Homebrew, Chocolatey, winget; and tools that switch versions."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="brew-missing",
        tool="homebrew",
        category=Category.DEPENDENCY,
        pattern=(
            "(?:Error|Warning): No available (?:formula|cask)(?: or cask)? with the name|Error: "
            "Cask '.+' is unavailable|Error: No (?:formulae|casks)(?: or casks)? found for"
        ),
        anchors=(
            "No available formula",
            "No available cask",
            "Error: Cask '",
            "Error: No formulae",
            "Error: No casks",
        ),
        weight=94,
        example='Error: No available formula with the name "libfoo". Did you mean libfob?',
        source="https://docs.brew.sh/Manpage",
    ),
    Rule(
        name="brew-download",
        tool="homebrew",
        category=Category.INFRA,
        pattern=(
            "Error: .+: Failed to download resource|Error: Failed to download resource|Error: "
            "SHA-?256 mismatch|Error: Formula reports different checksum"
        ),
        anchors=(
            "Failed to download resource",
            "Error: SHA256 mismatch",
            "Error: SHA-256 mismatch",
            "Error: Formula reports different checksum",
        ),
        weight=91,
        example='Error: libfoo: Failed to download resource "libfoo_bottle_manifest"',
        source="https://docs.brew.sh/Common-Issues",
    ),
    Rule(
        name="brew-link",
        tool="homebrew",
        category=Category.DEPENDENCY,
        pattern="Error: The `brew link` step did not complete successfully|Error: Could not symlink ",
        anchors=("Error: The `brew link` step", "Error: Could not symlink "),
        weight=90,
        example="Error: The `brew link` step did not complete successfully",
        source="https://docs.brew.sh/Common-Issues",
    ),
    Rule(
        name="brew-disabled",
        tool="homebrew",
        category=Category.DEPENDENCY,
        pattern="Error: .+ has been disabled because it",
        anchors=(" has been disabled because it",),
        weight=93,
        example="Error: libfoo has been disabled because it is not maintained upstream!",
        source="https://docs.brew.sh/Deprecating-Disabling-and-Removing-Formulae",
    ),
    Rule(
        name="choco-missing",
        tool="chocolatey",
        category=Category.DEPENDENCY,
        pattern=r"The package was not found with the source\(s\) listed",
        anchors=("The package was not found with the source(s)",),
        weight=93,
        example="The package was not found with the source(s) listed.",
        source="https://docs.chocolatey.org/en-us/troubleshooting/",
    ),
    Rule(
        name="choco-summary",
        tool="chocolatey",
        category=Category.DEPENDENCY,
        pattern=r"Chocolatey installed \d+/\d+ packages\. [1-9]\d* packages? failed",
        anchors=(" packages failed", " package failed"),
        weight=45,
        example="Chocolatey installed 0/1 packages. 1 packages failed.",
        source="https://docs.chocolatey.org/en-us/troubleshooting/",
    ),
    Rule(
        name="choco-script",
        tool="chocolatey",
        category=Category.DEPENDENCY,
        pattern=(
            r"The install of \S+ was NOT successful|ERROR: The running of .+ was (?:not "
            "successful|unsuccessful)"
        ),
        anchors=("was NOT successful", "ERROR: The running of "),
        weight=84,
        example="The install of octo was NOT successful.",
        source="https://docs.chocolatey.org/en-us/troubleshooting/",
    ),
    Rule(
        name="winget-missing",
        tool="winget",
        category=Category.DEPENDENCY,
        pattern="No package found matching input criteria",
        anchors=("No package found matching input criteria",),
        weight=94,
        example="No package found matching input criteria.",
        source="https://learn.microsoft.com/en-us/windows/package-manager/winget/",
    ),
    Rule(
        name="scoop-missing",
        tool="scoop",
        category=Category.DEPENDENCY,
        pattern="Couldn't find manifest for '",
        anchors=("Couldn't find manifest for '",),
        weight=94,
        example="Couldn't find manifest for 'octo'.",
        source="https://github.com/ScoopInstaller/Scoop",
    ),
    Rule(
        name="asdf-version",
        tool="asdf",
        category=Category.CONFIG,
        pattern=(
            "No version is set for command |No preset version installed for command |No "
            "compatible versions (?:available|found)"
        ),
        anchors=(
            "No version is set for command ",
            "No preset version installed for command ",
            "No compatible versions ",
        ),
        weight=94,
        example="No version is set for command node",
        source="https://asdf-vm.com/manage/versions.html",
    ),
    Rule(
        name="mise-error",
        tool="mise",
        category=Category.CONFIG,
        pattern="^mise ERROR (?:[^R]|R[^u])",
        anchors=("mise ERROR ",),
        weight=90,
        example="mise ERROR Failed to install core:node@99.1.0: HTTP status client error (404 Not Found)",
        source="https://mise.jdx.dev/troubleshooting.html",
    ),
    Rule(
        name="nvm-version",
        tool="nvm",
        category=Category.CONFIG,
        pattern=(
            r"""N/A: version \".+\" is not yet installed|Version '.+' not found - try `nvm """
            "ls-remote`"
        ),
        anchors=("N/A: version ", "not found - try `nvm ls-remote`"),
        weight=94,
        example="Version 'v99' not found - try `nvm ls-remote` to browse available versions.",
        source="https://github.com/nvm-sh/nvm/blob/master/nvm.sh",
    ),
    Rule(
        name="pyenv-definition",
        tool="pyenv",
        category=Category.CONFIG,
        pattern="(?:python|ruby|node)-build: definition not found: ",
        anchors=("-build: definition not found: ",),
        weight=95,
        example="python-build: definition not found: 3.99.0",
        source="https://github.com/pyenv/pyenv/blob/master/plugins/python-build/bin/python-build",
    ),
    Rule(
        name="sdkman-version",
        tool="sdkman",
        category=Category.CONFIG,
        pattern="Stop! .+ is not (?:available|a valid)",
        anchors=("Stop! ",),
        weight=92,
        example="Stop! java 99.0-tem is not available. Possible causes:",
        source="https://sdkman.io/usage",
    ),
    Rule(
        name="homebrew-permissions",
        tool="homebrew",
        category=Category.PERMISSION,
        pattern=r"Insufficient permissions to install Homebrew to |Need sudo access on macOS",
        anchors=("Insufficient permissions to install Homebrew", "Need sudo access on macOS"),
        weight=94,
        example='Insufficient permissions to install Homebrew to "/opt/linuxbrew" (the default prefix).',
        source="https://github.com/Homebrew/install/blob/master/install.sh",
    ),
)
