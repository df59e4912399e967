"""Nix: evaluation, builders, flakes and formatters."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

BUILD = "https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-build"
FETCH = "https://nix.dev/manual/nix/latest/language/advanced-attributes"

RULES: tuple[Rule, ...] = (
    Rule(
        name="nix-eval",
        tool="nix",
        category=Category.BUILD,
        pattern=(
            r"error: (?:attribute '[^']+' missing|undefined variable '|function '[^']+' called "
            r"(?:with unexpected|without required) argument|infinite recursion encountered"
            r"|syntax error, unexpected|cannot coerce|value is (?:a|an|null)"
            r"|expected an? [\w ]+ but (?:found|got)|assertion '.*' failed|evaluation aborted with"
            r"|path '[^']+' does not exist|getting status of|access to (?:absolute )?(?:path"
            r"|URI) .* is forbidden|stack overflow|cannot look up|The option `"
            r"|A definition for option)"
        ),
        anchors=(
            "error: attribute '",
            "error: undefined variable '",
            "error: function '",
            "error: infinite recursion",
            "error: syntax error, unexpected",
            "error: cannot coerce",
            "error: value is",
            "error: expected a",
            "error: assertion '",
            "error: evaluation aborted with",
            "error: path '",
            "error: getting status of",
            "error: access to",
            "error: stack overflow",
            "error: cannot look up",
            "error: The option `",
            "error: A definition for option",
        ),
        weight=91,
        example="error: attribute 'degrees' missing",
        source="https://github.com/NixOS/nix/blob/master/src/libexpr/eval.cc",
    ),
    Rule(
        name="nix-place",
        tool="nix",
        category=Category.BUILD,
        pattern=r"^\s*at (?P<file>/\S+\.nix|«[^»]+»/[^:]*):(?P<line>\d+):\d+:",
        anchors=(".nix:", "at «"),
        weight=66,
        example="       at /src/kiln/flake.nix:57:14:",
        source="https://nix.dev/manual/nix/latest/language/",
    ),
    Rule(
        name="nix-builder-failed",
        tool="nix",
        category=Category.BUILD,
        pattern=(
            r"error: (?:builder for '[^']+\.drv' failed with exit code \d+"
            r"|Cannot build '[^']+\.drv')|(?:build of|derivation) '\S+\.drv'? .*failed"
        ),
        anchors=(".drv",),
        weight=60,
        example="error: builder for '/nix/store/1a2b-kiln-1.0.drv' failed with exit code 2;",
        source=BUILD,
    ),
    Rule(
        name="nix-dependencies-failed",
        tool="nix",
        category=Category.BUILD,
        pattern=(r"error: \d+ dependencies of derivation '[^']+' failed to build|error: build of .* failed"),
        anchors=("failed to build", "error: build of"),
        weight=32,
        example="error: 1 dependencies of derivation '/nix/store/1a2b-kiln-1.0.drv' failed to build",
        source=BUILD,
    ),
    Rule(
        name="nix-hash-mismatch",
        tool="nix",
        category=Category.DEPENDENCY,
        pattern=(
            "error: hash mismatch in (?:fixed-output derivation|file downloaded)"
            "|error: NAR hash mismatch in input"
        ),
        anchors=("error: hash mismatch in", "error: NAR hash mismatch in"),
        weight=93,
        example="error: hash mismatch in fixed-output derivation '/nix/store/1a2b-clay-1.4.tar.gz.drv':",
        source=FETCH,
    ),
    Rule(
        name="nix-hash-got",
        tool="nix",
        category=Category.DEPENDENCY,
        pattern=r"^\s+got:\s+sha\d+[-:]\S+",
        anchors=("got:",),
        weight=78,
        example="            got:    sha256-Wm1zZXk0b3ZlbmRlZ3JlZXNraWxuY2xheTE0MDA=",
        source=FETCH,
    ),
    Rule(
        name="nix-flake",
        tool="nix",
        category=Category.CONFIG,
        pattern=(
            "error: (?:flake '[^']+' does not provide attribute|cannot (?:find flake"
            "|write lock file|update unlocked)|input '[^']+' follows"
            "|experimental Nix feature '[^']+' is disabled|unable to find a flake"
            "|a '[^']+' with features? )"
        ),
        anchors=(
            "error: flake '",
            "error: cannot find flake",
            "error: cannot write lock file",
            "error: cannot update unlocked",
            "error: input '",
            "error: experimental Nix feature",
            "error: unable to find a flake",
            "with feature",
        ),
        weight=92,
        example=(
            "error: flake 'git+file:///src/kiln' does not provide attribute 'packages.x86_64-linux.oven'"
        ),
        source="https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake",
    ),
    Rule(
        name="nixpkgs-refused",
        tool="nixpkgs",
        category=Category.DEPENDENCY,
        pattern=(
            r"error: Package (?:'|\x{2018}).+ (?:is marked as (?:broken|insecure)"
            r"|has an unfree license|is not available on the requested hostPlatform)"
            r"|, refusing to evaluate\."
        ),
        anchors=("error: Package", ", refusing to evaluate."),
        weight=93,
        example=(
            "error: Package \u2018clay-1.4\u2019 in /src/kiln/clay.nix:12 is marked as broken, refusing to "
            "evaluate."
        ),
        source="https://github.com/NixOS/nixpkgs/blob/master/pkgs/stdenv/generic/check-meta.nix",
    ),
    Rule(
        name="nix-download",
        tool="nix",
        category=Category.INFRA,
        pattern=(
            "error: unable to download '[^']+': |error: (?:unable to connect|cannot connect) to"
            "|error: Failed to (?:open archive|fetch)"
        ),
        anchors=(
            "error: unable to download '",
            "error: unable to connect",
            "error: cannot connect",
            "error: Failed to open archive",
            "error: Failed to fetch",
        ),
        weight=90,
        example="error: unable to download 'https://example.com/clay.tar.gz': HTTP error 404",
        source=FETCH,
    ),
    Rule(
        name="nixfmt-file",
        tool="nixfmt",
        category=Category.LINT,
        pattern=r"(?P<file>\S+\.nix): not formatted|^Requires formatting: \S+\.nix",
        anchors=(".nix",),
        weight=90,
        example="flake.nix: not formatted",
        source="https://github.com/NixOS/nixfmt/blob/master/README.md",
    ),
    Rule(
        name="treefmt-changed",
        tool="treefmt",
        category=Category.LINT,
        pattern="unexpected changes detected, --fail-on-change is enabled",
        anchors=("unexpected changes detected, --fail-on-change",),
        weight=85,
        example="Error: unexpected changes detected, --fail-on-change is enabled",
        source="https://treefmt.com/",
    ),
    Rule(
        name="nixos-test",
        tool="nixos test",
        category=Category.TEST,
        pattern=(
            r"^!!! (?:Test|Traceback|RequestedAssertionFailed)|\(finished: "
            r"|error: .*vm-test-run-\S+ .*failed"
        ),
        anchors=("!!! Test", "!!! Traceback", "!!! RequestedAssertionFailed", "vm-test-run-", "(finished:"),
        weight=85,
        example='!!! Test "heats up" failed with error: "command `oven --degrees` failed (exit code 1)"',
        source="https://nixos.org/manual/nixos/stable/",
    ),
)
