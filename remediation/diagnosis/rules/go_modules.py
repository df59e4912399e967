"""Go: modules, versions of the toolchain and vendoring."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

INIT = "https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/init.go"
PROXY = "https://github.com/golang/go/blob/master/src/cmd/go/internal/modfetch/proxy.go"

RULES: tuple[Rule, ...] = (
    Rule(
        name="go-no-required-module",
        tool="go",
        category=Category.DEPENDENCY,
        pattern=(
            r"no required module provides package |cannot find module providing package "
            r'|cannot find package "[^"]+"|package \S+ is not in (?:GOROOT|std)\b'
        ),
        anchors=(
            "no required module provides package",
            "cannot find module providing package",
            'cannot find package "',
            "is not in GOROOT",
            "is not in std",
        ),
        weight=93,
        example="oven.go:6:2: no required module provides package example.com/clay; to add it:",
        source="https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/import.go",
    ),
    Rule(
        name="go-missing-sum",
        tool="go",
        category=Category.DEPENDENCY,
        pattern=r"missing go\.sum entry(?: for| needed)?",
        anchors=("missing go.sum entry",),
        weight=93,
        example=("oven.go:6:2: missing go.sum entry for module providing package example.com/clay; to add:"),
        source=INIT,
    ),
    Rule(
        name="go-mod-update-needed",
        tool="go",
        category=Category.DEPENDENCY,
        pattern=(
            r"go: updates to go\.(?:mod|sum|work) needed"
            r"|existing contents have changed since last read|go: updating go\.\w+: "
        ),
        anchors=("go: updates to go.", "existing contents have changed since last read", "go: updating go."),
        weight=93,
        example="go: updates to go.mod needed; to update it:",
        source=INIT,
    ),
    Rule(
        name="go-mod-unknown-revision",
        tool="go",
        category=Category.DEPENDENCY,
        pattern=(
            r"(?:invalid version|reading \S+): (?:unknown revision|git \S+|should be v0 or v1"
            r"|missing|module contains a go\.mod)|: invalid version: |unknown revision \S+$"
            r"|module \S+ found(?: \([^)]*\))?, but does not contain package"
            r"|module declares its path as:"
        ),
        anchors=(
            "invalid version:",
            "unknown revision",
            ", but does not contain package",
            "module declares its path as:",
            ": missing",
            ": git ",
            ": should be v0 or v1",
            ": module contains a go.mod",
        ),
        weight=93,
        example="go: example.com/clay@v1.9.0: invalid version: unknown revision v1.9.0",
        source="https://go.dev/ref/mod",
    ),
    Rule(
        name="go-mod-checksum",
        tool="go",
        category=Category.DEPENDENCY,
        pattern=r"verifying \S+: checksum mismatch|SECURITY ERROR$",
        anchors=("checksum mismatch", "SECURITY ERROR"),
        weight=93,
        example="verifying example.com/clay@v1.4.0: checksum mismatch",
        source="https://github.com/golang/go/blob/master/src/cmd/go/internal/modfetch/fetch.go",
    ),
    Rule(
        name="go-mod-requires-newer-go",
        tool="go",
        category=Category.CONFIG,
        pattern=(
            r"go: .*requires go >= [\d.]+\w* \(running go "
            r"|invalid go version '[^']+': must match format|unknown directive: toolchain"
            r"|go: download go\S+(?: for \S+)?: toolchain not available"
        ),
        anchors=(
            "requires go >= ",
            "invalid go version '",
            "unknown directive: toolchain",
            "toolchain not available",
        ),
        weight=93,
        example="go: go.mod requires go >= 1.24 (running go 1.22.5; GOTOOLCHAIN=local)",
        source="https://go.dev/doc/toolchain",
    ),
    Rule(
        name="go-mod-parse",
        tool="go",
        category=Category.CONFIG,
        pattern=(
            r"go: errors parsing \S*go\.(?:mod|work|sum):"
            r"|go: go\.mod file not found in current directory or any parent"
            r"|go: cannot find main module|go: malformed module path"
            r"|go: modules disabled by GO111MODULE"
        ),
        anchors=(
            "go: errors parsing",
            "go: go.mod file not found",
            "go: cannot find main module",
            "go: malformed module path",
            "go: modules disabled by",
        ),
        weight=88,
        example="go: errors parsing go.mod:",
        source=INIT,
    ),
    Rule(
        name="go-vendor-inconsistent",
        tool="go",
        category=Category.DEPENDENCY,
        pattern=(
            r"go: inconsistent vendoring in |is explicitly required in go\.mod, but not marked as ex"
            r"plicit in vendor/modules\.txt"
        ),
        anchors=("go: inconsistent vendoring in", "not marked as explicit in vendor/modules.txt"),
        weight=92,
        example="go: inconsistent vendoring in /src/kiln:",
        source="https://github.com/golang/go/blob/master/src/cmd/go/internal/modload/vendor.go",
    ),
    Rule(
        name="go-mod-not-found",
        tool="go",
        category=Category.DEPENDENCY,
        pattern=(
            r"(?:^go: |\.go:\d+:\d+: ).*: reading \S+: (?:404 Not Found|410 Gone)"
            r"|server response: not found: "
        ),
        anchors=(": 404 Not Found", ": 410 Gone", "server response: not found:"),
        weight=90,
        example=(
            "go: example.com/clay@v1.4.0: reading https://modules.example.com/clay/@v/v1.4.0.mod: "
            "404 Not Found"
        ),
        source=PROXY,
    ),
    Rule(
        name="go-mod-forbidden",
        tool="go",
        category=Category.PERMISSION,
        pattern=r"(?:^go: |\.go:\d+:\d+: ).*: reading https?://\S+: 40[13] \w+",
        anchors=("reading http",),
        weight=88,
        example=(
            "go: example.com/clay@v1.4.0: reading https://modules.example.com/clay/@v/v1.4.0.mod: "
            "403 Forbidden"
        ),
        source=PROXY,
    ),
    Rule(
        name="go-mod-network",
        tool="go",
        category=Category.INFRA,
        pattern=r'(?:^go: |\.go:\d+:\d+: ).*: (?:Get "[^"]+": |reading https?://\S+: 5\d\d )',
        anchors=(': Get "', "reading http"),
        weight=90,
        example=(
            'go: example.com/clay@v1.4.0: Get "https://modules.example.com/clay/@v/v1.4.0.mod": '
            "dial tcp 192.0.2.1:443: i/o timeout"
        ),
        source=PROXY,
    ),
    Rule(
        name="go-work",
        tool="go",
        category=Category.CONFIG,
        pattern=(
            r"go: cannot load module \S+ listed in go\.work file"
            r"|current directory is contained in a module that is not one of the workspace modules"
            r"|does not contain modules listed in go\.work|directory prefix \S+ does not contain "
            r"(?:main module|modules listed)"
        ),
        anchors=("listed in go.work", "not one of the workspace modules", "directory prefix"),
        weight=90,
        example=(
            "go: cannot load module oven listed in go.work file: open oven/go.mod: no such file or directory"
        ),
        source="https://go.dev/doc/tutorial/workspaces",
    ),
)
