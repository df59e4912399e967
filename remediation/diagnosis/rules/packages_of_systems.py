"""Packages of operating systems: apt, dnf, apk, pacman, zypper, snap."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="apt-package-missing",
        tool="apt",
        category=Category.DEPENDENCY,
        pattern=(
            "^E: (?:Unable to locate package |Package '.+' has no installation candidate|Version "
            "'.+' for '.+' was not found|Couldn't find any package by (?:glob|regex))"
        ),
        anchors=(
            "E: Unable to locate package ",
            "' has no installation candidate",
            "E: Version '",
            "E: Couldn't find any package",
        ),
        weight=94,
        example="E: Unable to locate package libfoo-dev",
        source="https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    ),
    Rule(
        name="apt-unmet",
        tool="apt",
        category=Category.DEPENDENCY,
        pattern=(
            "The following packages have unmet dependencies:|E: Unable to correct problems, you "
            "have held broken packages"
        ),
        anchors=("The following packages have unmet", "E: Unable to correct problems"),
        weight=82,
        example="The following packages have unmet dependencies:",
        source="https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    ),
    Rule(
        name="apt-unmet-package",
        tool="apt",
        category=Category.DEPENDENCY,
        pattern=(
            r"^ +\S+ : (?:Depends|PreDepends|Conflicts|Breaks): .+ but .+ (?:is to be|installed|"
            r"installable)|^ +\S+ : Depends: .+ but it is not "
        ),
        anchors=(" : Depends: ", " : PreDepends: ", " : Conflicts: ", " : Breaks: "),
        weight=88,
        example=" libfoo-dev : Depends: libfoo1 (= 1.4) but 1.5 is to be installed",
        source="https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    ),
    Rule(
        name="apt-fetch-failed",
        tool="apt",
        category=Category.INFRA,
        pattern=(
            r"^E: (?:Failed to fetch \S+|The repository '.+' (?:does not have a Release file|is "
            "not signed|is no longer signed|no longer has a Release file)|Release file for .+ is "
            "not valid yet)"
        ),
        anchors=("E: Failed to fetch ", "E: The repository '", "E: Release file for "),
        weight=91,
        example=(
            "E: Failed to fetch http://archive.ubuntu.com/ubuntu/pool/main/f/foo/foo_1.4_amd64.de"
            "b  404  Not Found [IP: 192.0.2.4 80]"
        ),
        source="https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    ),
    Rule(
        name="apt-hash-mismatch",
        tool="apt",
        category=Category.INFRA,
        pattern=r"(?:Hash Sum mismatch|File has unexpected size \(\d+ != \d+\))",
        anchors=("Hash Sum mismatch", "File has unexpected size ("),
        weight=86,
        example=(
            "E: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/noble/main/Packages.gz  "
            "Hash Sum mismatch"
        ),
        source="https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    ),
    Rule(
        name="apt-signature",
        tool="apt",
        category=Category.INFRA,
        pattern=(
            "(?:signatures couldn't be verified because the public key is not available|"
            "signatures were invalid: EXPKEYSIG)"
        ),
        anchors=("because the public key is not available", "signatures were invalid: EXPKEYSIG"),
        weight=66,
        example=(
            "The following signatures couldn't be verified because the public key is not "
            "available: NO_PUBKEY 0123456789ABCDEF"
        ),
        source="https://manpages.debian.org/stable/apt/apt-secure.8.en.html",
    ),
    Rule(
        name="apt-fetch-summary",
        tool="apt",
        category=Category.INFRA,
        pattern="^E: (?:Unable to fetch some archives|Some index files failed to download)",
        anchors=("E: Unable to fetch some archives", "E: Some index files failed to download"),
        weight=50,
        example="E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?",
        source="https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    ),
    Rule(
        name="apt-lock",
        tool="apt",
        category=Category.INFRA,
        pattern="^E: (?:Could not get lock |Unable to (?:acquire the dpkg frontend lock|lock directory))",
        anchors=(
            "E: Could not get lock ",
            "E: Unable to acquire the dpkg frontend lock",
            "E: Unable to lock directory",
        ),
        weight=92,
        example=(
            "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4242 (unattended-upgr)"
        ),
        source="https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    ),
    Rule(
        name="apt-sources",
        tool="apt",
        category=Category.CONFIG,
        pattern=(
            "^E: (?:Conflicting values set for option Signed-By|Malformed (?:entry|line|stanza) |"
            "The list of sources could not be read)"
        ),
        anchors=(
            "E: Conflicting values set for option",
            "E: Malformed ",
            "E: The list of sources could not be read",
        ),
        weight=94,
        example=(
            "E: Conflicting values set for option Signed-By regarding source "
            "https://repo.example.com/apt stable"
        ),
        source="https://manpages.debian.org/stable/apt/sources.list.5.en.html",
    ),
    Rule(
        name="dpkg-error",
        tool="dpkg",
        category=Category.DEPENDENCY,
        pattern=(
            "dpkg: (?:error: |error processing (?:package|archive) )|dpkg: dependency problems "
            "prevent configuration of"
        ),
        anchors=("dpkg: error", "dpkg: dependency problems prevent"),
        weight=84,
        example="dpkg: error processing package libfoo-dev (--configure):",
        source="https://manpages.debian.org/stable/dpkg/dpkg.1.en.html",
    ),
    Rule(
        name="dpkg-summary",
        tool="apt",
        category=Category.DEPENDENCY,
        pattern=r"E: Sub-process \S+dpkg returned an error code",
        anchors=("E: Sub-process ",),
        weight=45,
        example="E: Sub-process /usr/bin/dpkg returned an error code (1)",
        source="https://manpages.debian.org/stable/apt/apt-get.8.en.html",
    ),
    Rule(
        name="dnf-no-match",
        tool="dnf",
        category=Category.DEPENDENCY,
        pattern=(
            "(?:^No match for argument: |Error: Unable to find a match: |^No package .+ "
            r"available\.|Failed to resolve the transaction:)"
        ),
        anchors=(
            "No match for argument: ",
            "Error: Unable to find a match: ",
            "No package ",
            "Failed to resolve the transaction:",
        ),
        weight=92,
        example="No match for argument: libfoo-devel",
        source="https://dnf.readthedocs.io/en/latest/command_ref.html",
    ),
    Rule(
        name="dnf-conflict",
        tool="dnf",
        category=Category.DEPENDENCY,
        pattern="nothing provides .+ needed by |cannot install both .+ and |conflicting requests",
        anchors=("nothing provides ", "cannot install both ", "conflicting requests"),
        weight=90,
        example="  - nothing provides libfoo.so.1()(64bit) needed by bar-1.4-1.el9.x86_64",
        source="https://dnf.readthedocs.io/en/latest/command_ref.html",
    ),
    Rule(
        name="dnf-metadata",
        tool="dnf",
        category=Category.INFRA,
        pattern=(
            "(?:Failed to download metadata for repo '|Cannot prepare internal mirrorlist|Could "
            r"not retrieve mirrorlist|Cannot find a valid baseurl for repo|Cannot download \S+: "
            "All mirrors were tried|Error downloading packages:)"
        ),
        anchors=(
            "Failed to download metadata for repo '",
            "Cannot prepare internal mirrorlist",
            "Could not retrieve mirrorlist",
            "Cannot find a valid baseurl for repo",
            ": All mirrors were tried",
            "Error downloading packages:",
        ),
        weight=91,
        example=(
            "Error: Failed to download metadata for repo 'appstream': Cannot prepare internal "
            "mirrorlist: Curl error (6)"
        ),
        source="https://dnf.readthedocs.io/en/latest/conf_ref.html",
    ),
    Rule(
        name="dnf-gpg",
        tool="dnf",
        category=Category.DEPENDENCY,
        pattern=r"Error: GPG check FAILED|Package \S+ is not signed$",
        anchors=("Error: GPG check FAILED", " is not signed"),
        weight=86,
        example="Error: GPG check FAILED",
        source="https://dnf.readthedocs.io/en/latest/conf_ref.html",
    ),
    Rule(
        name="apk-unsatisfiable",
        tool="apk",
        category=Category.DEPENDENCY,
        pattern=r"ERROR: unable to select packages:|\(no such package\):|breaks: world\[",
        anchors=("ERROR: unable to select packages:", "(no such package):", "breaks: world["),
        weight=93,
        example="  libfoo-dev (no such package):",
        source="https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper",
    ),
    Rule(
        name="apk-fetch",
        tool="apk",
        category=Category.INFRA,
        pattern=(
            r"ERROR: \S+: (?:temporary error \(try again later\)|network error|DNS lookup error|"
            "IO ERROR|BAD signature|UNTRUSTED signature)"
        ),
        anchors=(
            "temporary error (try again later)",
            ": network error",
            ": DNS lookup error",
            ": IO ERROR",
            ": BAD signature",
            ": UNTRUSTED signature",
        ),
        weight=91,
        example=(
            "ERROR: https://dl-cdn.alpinelinux.org/alpine/v3.20/main: temporary error (try again later)"
        ),
        source="https://gitlab.alpinelinux.org/alpine/apk-tools",
    ),
    Rule(
        name="pacman-target",
        tool="pacman",
        category=Category.DEPENDENCY,
        pattern=(
            "error: (?:target not found: |failed to prepare transaction |failed to commit transaction )"
        ),
        anchors=(
            "error: target not found: ",
            "error: failed to prepare transaction ",
            "error: failed to commit transaction ",
        ),
        weight=93,
        example="error: target not found: libfoo",
        source="https://man.archlinux.org/man/pacman.8",
    ),
    Rule(
        name="pacman-retrieve",
        tool="pacman",
        category=Category.INFRA,
        pattern="error: failed retrieving file '",
        anchors=("error: failed retrieving file '",),
        weight=72,
        example=(
            "error: failed retrieving file 'libfoo-1.4-1-x86_64.pkg.tar.zst' from "
            "mirror.example.com : The requested URL returned error: 404"
        ),
        source="https://man.archlinux.org/man/pacman.8",
    ),
    Rule(
        name="zypper-missing",
        tool="zypper",
        category=Category.DEPENDENCY,
        pattern=r"^(?:Package '.+' not found\.|No provider of '.+' found\.)",
        anchors=("Package '", "No provider of '"),
        weight=92,
        example="No provider of 'libfoo-devel' found.",
        source="https://en.opensuse.org/SDB:Zypper_manual",
    ),
    Rule(
        name="snap-missing",
        tool="snap",
        category=Category.DEPENDENCY,
        pattern='error: (?:snap ".+" not found|cannot install ".+": )',
        anchors=('error: snap "', 'error: cannot install "'),
        weight=93,
        example='error: snap "octo" not found',
        source="https://snapcraft.io/docs/getting-started",
    ),
)
