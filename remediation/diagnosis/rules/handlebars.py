"""Handlebars, in JavaScript and in Rust, and Jinja: templates that do not parse or render."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="handlebars-parse",
        tool="handlebars",
        category=Category.LINT,
        pattern=r"Parse error on line (?P<line>\d+):",
        anchors=("Parse error on line ",),
        weight=94,
        example="Error: Parse error on line 7:",
        source="https://github.com/handlebars-lang/handlebars-parser/blob/master/lib/parse.js",
    ),
    Rule(
        name="handlebars-mismatch",
        tool="handlebars",
        category=Category.LINT,
        pattern=r"\S+ doesn't match \S+ - \d+:\d+",
        anchors=(" doesn't match ",),
        weight=95,
        example="Error: if doesn't match each - 14:2",
        source="https://github.com/handlebars-lang/handlebars-parser/blob/master/lib/helpers.js",
    ),
    Rule(
        name="handlebars-expecting",
        tool="handlebars",
        category=Category.LINT,
        pattern="Expecting '[A-Z_]+'.*, got '[A-Z_]+'",
        anchors=("Expecting '",),
        weight=86,
        example="Expecting 'ID', 'STRING', 'NUMBER', 'BOOLEAN', got 'CLOSE'",
        source="https://github.com/handlebars-lang/handlebars-parser/blob/master/lib/parse.js",
    ),
    Rule(
        name="handlebars-missing",
        tool="handlebars",
        category=Category.CONFIG,
        pattern=(
            r"(?:Missing helper: \"|The partial \S+ could not be found|Error: \S+ is not a known "
            "helper|You specified knownHelpersOnly)"
        ),
        anchors=(
            'Missing helper: "',
            "The partial ",
            " is not a known helper",
            "You specified knownHelpersOnly",
        ),
        weight=93,
        example='Error: Missing helper: "uppercase"',
        source="https://handlebarsjs.com/api-reference/",
    ),
    Rule(
        name="handlebars-rust-template",
        tool="handlebars",
        category=Category.LINT,
        pattern=(
            "^(?:Error: )?Template error: |--> Template error in "
            r"\"(?P<file>[^\"]+)\":(?P<line>\d+):\d+"
        ),
        anchors=("Template error: ", "--> Template error in "),
        weight=94,
        example='Template error: helper "if" was opened, but "each" is closing',
        source="https://github.com/sunng87/handlebars-rust/blob/master/src/error.rs",
    ),
    Rule(
        name="handlebars-rust-render",
        tool="handlebars",
        category=Category.CONFIG,
        pattern=r"Error rendering \".+\" line \d+, col \d+: |Helper not defined: ",
        anchors=("Error rendering ", "Helper not defined: "),
        weight=94,
        example='Error rendering "prompt.hbs" line 4, col 7: Helper not defined: "upper"',
        source="https://github.com/sunng87/handlebars-rust/blob/master/src/error.rs",
    ),
    Rule(
        name="jinja-template",
        tool="jinja2",
        category=Category.CONFIG,
        pattern=r"jinja2\.exceptions\.\w+: ",
        anchors=("jinja2.exceptions.",),
        weight=90,
        example="jinja2.exceptions.TemplateSyntaxError: unexpected '}'",
        source="https://jinja.palletsprojects.com/en/stable/api/#exceptions",
    ),
)
