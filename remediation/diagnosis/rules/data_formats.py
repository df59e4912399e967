"""YAML, JSON, TOML, XML and schemas: linters, and parsers that give up."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="yamllint-finding",
        tool="yamllint",
        category=Category.LINT,
        pattern=r"^\s*\d+:\d+ +error    .+ +\([a-z]+(?:-[a-z]+)*\)$",
        anchors=("error    ",),
        weight=93,
        example="  14:81     error    line too long (97 > 80 characters)  (line-length)",
        source="https://github.com/adrienverge/yamllint/blob/master/yamllint/cli.py",
    ),
    Rule(
        name="yamllint-warning",
        tool="yamllint",
        category=Category.LINT,
        pattern=(
            r"^\s*\d+:\d+ +warning +.+ +\((?:document-start|comments|comments-indentation|truthy|"
            r"line-length|braces|indentation|empty-lines|trailing-spaces)\)$"
        ),
        anchors=(
            "(document-start)",
            "(comments)",
            "(comments-indentation)",
            "(truthy)",
            "(line-length)",
            "(braces)",
            "(indentation)",
            "(empty-lines)",
            "(trailing-spaces)",
        ),
        weight=60,
        example='  1:1       warning  missing document start "---"  (document-start)',
        source="https://github.com/adrienverge/yamllint/blob/master/yamllint/cli.py",
    ),
    Rule(
        name="yamllint-parsable",
        tool="yamllint",
        category=Category.LINT,
        pattern=r"^(?P<file>\S+\.ya?ml):(?P<line>\d+):\d+: \[error\] ",
        anchors=(": [error] ",),
        weight=94,
        example="deploy/web.yaml:14:81: [error] line too long (97 > 80 characters) (line-length)",
        source="https://github.com/adrienverge/yamllint/blob/master/yamllint/cli.py",
    ),
    Rule(
        name="yamllint-github",
        tool="yamllint",
        category=Category.LINT,
        pattern=(
            r"^(?P<line>\d+):\d+ \[(?:anchors|braces|brackets|colons|commas|comments|"
            "comments-indentation|document-end|document-start|empty-lines|empty-values|"
            "float-values|hyphens|indentation|key-duplicates|key-ordering|line-length|"
            "new-line-at-end-of-file|new-lines|octal-values|quoted-strings|trailing-spaces|"
            r"truthy|syntax)\] "
        ),
        anchors=(
            " [anchors] ",
            " [braces] ",
            " [brackets] ",
            " [colons] ",
            " [commas] ",
            " [comments] ",
            " [comments-indentation] ",
            " [document-end] ",
            " [document-start] ",
            " [empty-lines] ",
            " [empty-values] ",
            " [float-values] ",
            " [hyphens] ",
            " [indentation] ",
            " [key-duplicates] ",
            " [key-ordering] ",
            " [line-length] ",
            " [new-line-at-end-of-file] ",
            " [new-lines] ",
            " [octal-values] ",
            " [quoted-strings] ",
            " [trailing-spaces] ",
            " [truthy] ",
            " [syntax] ",
        ),
        weight=93,
        example="14:81 [line-length] line too long (97 > 80 characters)",
        source="https://github.com/adrienverge/yamllint/blob/master/yamllint/cli.py",
    ),
    Rule(
        name="yamllint-syntax",
        tool="yamllint",
        category=Category.LINT,
        pattern=r"syntax error: .+ \(syntax\)$",
        anchors=("(syntax)",),
        weight=95,
        example="  14:9      error    syntax error: mapping values are not allowed here (syntax)",
        source="https://yamllint.readthedocs.io/en/stable/",
    ),
    Rule(
        name="yaml-python",
        tool="pyyaml",
        category=Category.CONFIG,
        pattern=(
            r"^yaml\.(?:scanner\.ScannerError|parser\.ParserError|constructor\.ConstructorError|"
            r"composer\.ComposerError): "
        ),
        anchors=("yaml.",),
        weight=91,
        example="yaml.scanner.ScannerError: mapping values are not allowed here",
        source="https://pyyaml.org/wiki/PyYAMLDocumentation",
    ),
    Rule(
        name="yaml-go",
        tool="yaml",
        category=Category.CONFIG,
        pattern=r"(?:^|: )yaml: (?:line (?P<line>\d+): |unmarshal errors:)",
        anchors=("yaml: line ", "yaml: unmarshal errors:"),
        weight=88,
        example="error: yaml: line 7: did not find expected key",
        source="https://github.com/go-yaml/yaml/blob/v3/yaml.go",
    ),
    Rule(
        name="yaml-node",
        tool="js-yaml",
        category=Category.CONFIG,
        pattern="YAMLException: |YAMLParseError: ",
        anchors=("YAMLException: ", "YAMLParseError: "),
        weight=91,
        example="YAMLException: bad indentation of a mapping entry (14:9)",
        source="https://github.com/nodeca/js-yaml",
    ),
    Rule(
        name="yaml-ruby",
        tool="psych",
        category=Category.CONFIG,
        pattern=r"\(Psych::(?:SyntaxError|BadAlias|DisallowedClass)\)|Psych::SyntaxError: ",
        anchors=("Psych::",),
        weight=91,
        example=(
            "(_config.yml): did not find expected key while parsing a block mapping at line 3 "
            "column 1 (Psych::SyntaxError)"
        ),
        source="https://docs.ruby-lang.org/en/master/Psych.html",
    ),
    Rule(
        name="json-go",
        tool="json",
        category=Category.CONFIG,
        pattern=(
            "invalid character '.+' (?:looking for beginning of|after |in (?:string|literal|"
            r"numeric)|in \\u)"
        ),
        anchors=("invalid character '",),
        weight=78,
        example="invalid character '}' looking for beginning of object key string",
        source="https://github.com/golang/go/blob/master/src/encoding/json/scanner.go",
    ),
    Rule(
        name="jq-error",
        tool="jq",
        category=Category.CONFIG,
        pattern="^(?:jq: (?:error|parse error)|parse error: )",
        anchors=("jq: error", "jq: parse error", "parse error: "),
        weight=86,
        example="jq: error (at <stdin>:1): Cannot iterate over null (null)",
        source="https://jqlang.org/manual/",
    ),
    Rule(
        name="jsonlint-parse",
        tool="jsonlint",
        category=Category.LINT,
        pattern=r"^(?P<file>\S+\.json): line (?P<line>\d+), col \d+, ",
        anchors=(".json: line ",),
        weight=93,
        example="package.json: line 14, col 3, found: '}' - expected: 'STRING'.",
        source="https://github.com/zaach/jsonlint",
    ),
    Rule(
        name="toml-parse",
        tool="toml",
        category=Category.CONFIG,
        pattern=r"TOML parse error at line (?P<line>\d+), column|TOMLDecodeError: ",
        anchors=("TOML parse error at line", "TOMLDecodeError: "),
        weight=92,
        example="TOML parse error at line 14, column 9",
        source="https://github.com/toml-rs/toml",
    ),
    Rule(
        name="xmllint-parse",
        tool="xmllint",
        category=Category.LINT,
        pattern=r"^(?P<file>\S+?):(?P<line>\d+): (?:parser|namespace|validity|Schemas validity) error : ",
        anchors=(": parser error : ", ": namespace error : ", ": validity error : ", " validity error : "),
        weight=94,
        example=(
            "pom.xml:14: parser error : Opening and ending tag mismatch: dependency line 9 and dependencies"
        ),
        source="https://gnome.pages.gitlab.gnome.org/libxml2/xmllint.html",
    ),
    Rule(
        name="check-jsonschema",
        tool="check-jsonschema",
        category=Category.LINT,
        pattern=r"^\s*(?P<file>\S+)::\$\S*: ",
        anchors=("::$",),
        weight=93,
        example="  deploy/web.yaml::$.replicas: 'two' is not of type 'integer'",
        source="https://github.com/python-jsonschema/check-jsonschema",
    ),
    Rule(
        name="check-jsonschema-summary",
        tool="check-jsonschema",
        category=Category.LINT,
        pattern=r"Schema validation errors were encountered\.",
        anchors=("Schema validation errors were encountered.",),
        weight=50,
        example="Schema validation errors were encountered.",
        source="https://github.com/python-jsonschema/check-jsonschema",
    ),
    Rule(
        name="ajv-invalid",
        tool="ajv",
        category=Category.LINT,
        pattern=r"^(?P<file>\S+\.(?:json|ya?ml)) invalid$",
        anchors=(".json invalid", ".yaml invalid", ".yml invalid"),
        weight=84,
        example="config/app.json invalid",
        source="https://ajv.js.org/packages/ajv-cli.html",
    ),
    Rule(
        name="ajv-message",
        tool="ajv",
        category=Category.CONFIG,
        pattern=(
            r"\b(?:must have required property '|must NOT have additional properties|must be "
            "equal to one of the allowed values|must match exactly one schema in oneOf)"
        ),
        anchors=(
            "must have required property '",
            "must NOT have additional properties",
            "must be equal to one of the allowed",
            "must match exactly one schema in oneOf",
        ),
        weight=84,
        example="data/web must have required property 'port'",
        source="https://ajv.js.org/api.html#error-objects",
    ),
    Rule(
        name="spectral-finding",
        tool="spectral",
        category=Category.LINT,
        pattern=(
            r"^\s*\d+:\d+ +error  +(?:oas[23]?|operation|asyncapi|info|path|parser|duplicated|"
            "typed|tag|license|contact|openapi)-[A-Za-z0-9-]+ "
        ),
        anchors=("error  ",),
        weight=93,
        example=(
            " 12:9  error  operation-operationId-unique  Every operation must have unique "
            '"operationId".  paths./users.get'
        ),
        source="https://docs.stoplight.io/docs/spectral/",
    ),
    Rule(
        name="redocly-finding",
        tool="redocly",
        category=Category.LINT,
        pattern=r"^\[\d+\] (?P<file>\S+?):(?P<line>\d+):\d+ at #/",
        anchors=(" at #/",),
        weight=92,
        example="[1] openapi.yaml:14:9 at #/paths/~1users/get",
        source="https://redocly.com/docs/cli/commands/lint",
    ),
)
