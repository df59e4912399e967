"""Go: building, vetting, formatting and linting."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

GO_FILE = r"(?P<file>(?:[A-Za-z]:)?[^\s:()]+\.go):(?P<line>\d+)"
TYPES = "https://github.com/golang/go/blob/master/src/internal/types/errors/codes.go"
SHELL = "https://github.com/golang/go/blob/master/src/cmd/go/internal/work/exec.go"
LINTERS = "https://golangci-lint.run/usage/linters/"
GOLANGCI = "https://golangci-lint.run/welcome/faq/"
VULN = "https://go.dev/doc/tutorial/govulncheck"

RULES: tuple[Rule, ...] = (
    Rule(
        name="go-compile-error",
        tool="go",
        category=Category.BUILD,
        pattern="^(?:vet: )?" + GO_FILE + r":\d+: \S",
        anchors=(".go:",),
        weight=88,
        example='./oven.go:57:14: cannot use "hot" (untyped string constant) as int value in assignment',
        source=TYPES,
    ),
    Rule(
        name="go-known-compile-error",
        tool="go",
        category=Category.BUILD,
        pattern=GO_FILE
        + (
            r':\d+: (?:undefined: |declared and not used|\S+ declared and not used|"[^"]+" imported '
            r"(?:and|as \S+ and) not used|missing return|syntax error: |cannot use "
            r"|invalid operation: |not enough arguments|too many arguments|assignment mismatch"
            r"|\S+ redeclared in this block|no new variables on left|non-name |expected "
            r"|\S+ undefined \(type |could not import |cannot convert |invalid argument"
            r"|duplicate case|unknown field|missing (?:argument|function body|condition|init|,)"
            r"|impossible type|import cycle|initialization cycle|invalid recursive type"
            r"|\S+ \(type\) is not an expression|label )"
        ),
        anchors=(".go:",),
        weight=92,
        example="./oven.go:57:14: undefined: degrees",
        source=TYPES,
    ),
    Rule(
        name="go-vet-finding",
        tool="go vet",
        category=Category.LINT,
        pattern=GO_FILE
        + (
            r":\d+: (?:\S+ (?:format %|call has|arg list ends|call needs|passes lock by value"
            r"|copies lock)|struct field tag |unreachable code|self-assignment of "
            r"|result of \S+ call not used|possible misuse of |the cancel function |unusedresult"
            r"|composite literal uses unkeyed|call of \S+ copies lock|loop variable "
            r"|should have signature |range var |assignment copies lock|non-constant format string"
            r"|unkeyed fields|literal copies lock|return copies lock|impossible |suspect |defers "
            r"|using \S+ before checking for errors|nil |this value of |conditional |misplaced "
            r"|address format )"
        ),
        anchors=(".go:",),
        weight=91,
        example='./oven.go:57:2: fmt.Printf format %d has arg "hot" of wrong type string',
        source="https://github.com/golang/go/blob/master/src/cmd/vet/doc.go",
    ),
    Rule(
        name="go-link-error",
        tool="go",
        category=Category.BUILD,
        pattern=(
            r"relocation target \S+ not defined|link: duplicated definition of symbol"
            r"|function main is undeclared in the main package|link: package conflict error"
            r"|link: running \S+ failed"
        ),
        anchors=(
            "relocation target",
            "link: duplicated definition",
            "function main is undeclared",
            "link: package conflict",
            "link: running",
        ),
        weight=90,
        example="main.run: relocation target main.heat not defined",
        source="https://github.com/golang/go/blob/master/src/cmd/link/internal/ld/errors.go",
    ),
    Rule(
        name="go-tool-killed",
        tool="go",
        category=Category.RESOURCE,
        pattern=r"/(?:compile|link|asm|vet|cgo)(?:\.exe)?: signal: killed",
        anchors=(": signal: killed",),
        weight=94,
        example="go build clay: /usr/local/go/pkg/tool/linux_amd64/compile: signal: killed",
        source=SHELL,
    ),
    Rule(
        name="go-load-problem",
        tool="go",
        category=Category.BUILD,
        pattern=(
            r"import cycle not allowed(?: in test)?$|build constraints exclude all Go files in"
            r"|: no matching files found$|use of internal package \S+ not allowed|no Go files in "
            r"|no non-test Go files in |found packages \w+ \("
            r'|import "[^"]+" is a program, not an importable package|malformed import path'
        ),
        anchors=(
            "import cycle not allowed",
            "build constraints exclude all Go files in",
            "no matching files found",
            "use of internal package",
            "no Go files in",
            "no non-test Go files in",
            "found packages",
            "is a program, not an importable package",
            "malformed import path",
        ),
        weight=91,
        example=("package example.com/kiln/oven: build constraints exclude all Go files in /src/kiln/oven"),
        source="https://github.com/golang/go/blob/master/src/cmd/go/internal/load/pkg.go",
    ),
    Rule(
        name="go-cgo",
        tool="cgo",
        category=Category.CONFIG,
        pattern=(
            r'cgo: C compiler "[^"]+" not found|exec: "(?:gcc|clang|cc'
            r'|g\+\+)": executable file not found in'
        ),
        anchors=("cgo: C compiler", "executable file not found in"),
        weight=92,
        example='cgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH',
        source="https://github.com/golang/go/blob/master/src/cmd/cgo/main.go",
    ),
    Rule(
        name="go-needs-newer",
        tool="go",
        category=Category.BUILD,
        pattern=r"note: module requires [Gg]o 1\.",
        anchors=("note: module requires",),
        weight=80,
        example="note: module requires Go 1.23",
        source=SHELL,
    ),
    Rule(
        name="gofmt-diff",
        tool="gofmt",
        category=Category.LINT,
        pattern=r"^diff (?:-u )?(?P<file>\S+\.go)\.orig \S+\.go$",
        anchors=(".go.orig",),
        weight=88,
        example="diff oven.go.orig oven.go",
        source="https://github.com/golang/go/blob/master/src/cmd/gofmt/gofmt.go",
    ),
    Rule(
        name="golangci-formatter",
        tool="golangci-lint",
        category=Category.LINT,
        pattern=GO_FILE + r"(?::\d+)?: File is not (?:`?\S+`?-?ed|properly formatted)",
        anchors=("File is not",),
        weight=93,
        example="oven.go:57:1: File is not properly formatted (gofmt)",
        source=LINTERS,
    ),
    Rule(
        name="golangci-typecheck",
        tool="golangci-lint",
        category=Category.BUILD,
        pattern=GO_FILE + r"(?::\d+)?: .+ \(typecheck\)$",
        anchors=("(typecheck)",),
        weight=94,
        example="oven.go:57:14: undefined: degrees (typecheck)",
        source=GOLANGCI,
    ),
    Rule(
        name="golangci-finding",
        tool="golangci-lint",
        category=Category.LINT,
        pattern=GO_FILE
        + (
            r"(?::\d+)?: .+ \((?:errcheck|gosimple|govet|ineffassign|staticcheck|stylecheck|unused"
            r"|revive|gocritic|gosec|bodyclose|lll|misspell|unparam|unconvert|prealloc|dupl|goconst"
            r"|gocyclo|gocognit|cyclop|funlen|nestif|nakedret|noctx|nolintlint|exhaustive"
            r"|exhaustruct|gochecknoglobals|gochecknoinits|godot|godox|goimports|gofmt|gofumpt|gci"
            r"|golines|errorlint|err113|goerr113|errname|wrapcheck|wsl|wsl_v5|nlreturn|whitespace"
            r"|testpackage|paralleltest|tparallel|thelper|testifylint|tenv|usetesting|depguard"
            r"|gomodguard|forbidigo|forcetypeassert|dogsled|dupword|durationcheck|copyloopvar"
            r"|exportloopref|scopelint|contextcheck|containedctx|nilerr|nilnil|rowserrcheck"
            r"|sqlclosecheck|predeclared|perfsprint|intrange|mnd|gomnd|ireturn|interfacebloat"
            r"|maintidx|varnamelen|tagliatelle|tagalign|musttag|nonamedreturns|promlinter"
            r"|loggercheck|sloglint|reassign|asciicheck|bidichk|goheader|importas|grouper|makezero"
            r"|nosprintfhostport|protogetter|spancheck|stdversion|unqueryvet|usestdlibvars"
            r"|wastedassign|zerologlint|mirror|modernize|recvcheck|iface|fatcontext|exptostd"
            r"|embeddedstructfieldcheck|funcorder|golint|deadcode|structcheck|varcheck|interfacer"
            r"|maligned|ifshort|nosnakecase|execinquery|inamedparam|gosmopolitan|ginkgolinter"
            r"|gocheckcompilerdirectives|gochecksumtype|goprintffuncname|decorder|canonicalheader"
            r"|asasalint|arangolint|noinlineerr|errchkjson|gomoddirectives)\)$"
        ),
        anchors=(".go:",),
        weight=93,
        example="oven.go:57:12: Error return value of `f.Close` is not checked (errcheck)",
        source=LINTERS,
    ),
    Rule(
        name="golangci-config",
        tool="golangci-lint",
        category=Category.CONFIG,
        pattern=(
            r"""level=error msg="(?:Running error|\[linters_context\]|Can't read config|Failed to)"""
            r"|can't load config: |Error: unsupported version of the configuration"
            r'|jsonschema: "[^"]*" does not validate with'
            r"|the Go language version \(go\S+\) used to build golangci-lint is lower"
            r"|Error: unknown linters: "
        ),
        anchors=(
            'level=error msg="',
            "can't load config:",
            "unsupported version of the configuration",
            "does not validate with",
            "used to build golangci-lint is lower",
            "Error: unknown linters:",
        ),
        weight=92,
        example='Error: can\'t load config: unsupported version of the configuration: ""',
        source="https://github.com/golangci/golangci-lint/blob/main/pkg/commands/run.go",
    ),
    Rule(
        name="golangci-timeout",
        tool="golangci-lint",
        category=Category.RESOURCE,
        pattern="Timeout exceeded: try increasing it by passing --timeout option",
        anchors=("Timeout exceeded: try increasing it",),
        weight=93,
        example='level=error msg="Timeout exceeded: try increasing it by passing --timeout option"',
        source=GOLANGCI,
    ),
    Rule(
        name="golangci-summary",
        tool="golangci-lint",
        category=Category.LINT,
        pattern=(
            r"^[1-9]\d* issues:$|^golangci-lint exit with code [1-9]|^issues found$|^\* (?:errcheck"
            r"|gosimple|govet|ineffassign|staticcheck|unused|revive|gocritic|gosec|gofmt"
            r"|goimports): [1-9]\d*$"
        ),
        anchors=(
            "issues:",
            "golangci-lint exit with code",
            "issues found",
            "* errcheck:",
            "* gosimple:",
            "* govet:",
            "* ineffassign:",
            "* staticcheck:",
            "* unused:",
            "* revive:",
            "* gocritic:",
            "* gosec:",
            "* gofmt:",
            "* goimports:",
        ),
        weight=40,
        example="3 issues:",
        source="https://golangci-lint.run/usage/configuration/",
    ),
    Rule(
        name="exhaustive-finding",
        tool="exhaustive",
        category=Category.LINT,
        pattern=GO_FILE + r":\d+: missing cases in switch of type \S",
        anchors=(": missing cases in switch of type",),
        weight=93,
        example="oven.go:57:2: missing cases in switch of type Fuel: Gas, Wood",
        source="https://github.com/nishanths/exhaustive/blob/master/README.md",
    ),
    Rule(
        name="staticcheck-finding",
        tool="staticcheck",
        category=Category.LINT,
        pattern=GO_FILE + r":\d+: .+ \((?:SA|ST|S|QF|U)\d{4}\)$",
        anchors=(".go:",),
        weight=93,
        example="oven.go:57:2: this value of degrees is never used (SA4006)",
        source="https://staticcheck.dev/docs/checks/",
    ),
    Rule(
        name="govulncheck-finding",
        tool="govulncheck",
        category=Category.SECURITY_SCAN,
        pattern=r"^Vulnerability #\d+: GO-\d{4}-\d+",
        anchors=("Vulnerability #",),
        weight=92,
        example="Vulnerability #1: GO-2031-0417",
        source=VULN,
    ),
    Rule(
        name="govulncheck-summary",
        tool="govulncheck",
        category=Category.SECURITY_SCAN,
        pattern=r"Your code is affected by [1-9]\d* vulnerabilit",
        anchors=("Your code is affected by",),
        weight=60,
        example="Your code is affected by 1 vulnerability from 1 module.",
        source=VULN,
    ),
    Rule(
        name="gosec-finding",
        tool="gosec",
        category=Category.SECURITY_SCAN,
        pattern=r"\[(?P<file>[^\s:\]]+\.go):(?P<line>\d+)(?:-\d+)?\] - G\d{3} \(CWE-\d+\): \S",
        anchors=("] - G",),
        weight=91,
        example=(
            "[/src/kiln/oven.go:57] - G104 (CWE-703): Errors unhandled. (Confidence: HIGH, Severity: LOW)"
        ),
        source="https://github.com/securego/gosec/blob/master/README.md",
    ),
    Rule(
        name="goreleaser-failed",
        tool="goreleaser",
        category=Category.BUILD,
        pattern=r"\x{2a2f} (?:release|build|command|check|healthcheck) failed",
        anchors=("release failed", "build failed", "command failed", "check failed", "healthcheck failed"),
        weight=78,
        example="  \u2a2f release failed after 3s                  error=hook failed: exit status 1",
        source="https://goreleaser.com/errors/dirty/",
    ),
)
