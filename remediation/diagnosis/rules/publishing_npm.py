"""Publishing to npm registries."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="npm-publish-forbidden",
        tool="npm",
        category=Category.PERMISSION,
        pattern="npm (?:ERR!|error) (?:403 )?403 Forbidden - PUT ",
        anchors=("403 Forbidden - PUT ",),
        weight=93,
        example=(
            "npm error 403 403 Forbidden - PUT https://registry.npmjs.org/@octo%2fapp - You may "
            "not perform that action with these credentials."
        ),
        source="https://docs.npmjs.com/cli/commands/npm-publish",
    ),
    Rule(
        name="npm-publish-exists",
        tool="npm",
        category=Category.OTHER,
        pattern=(
            "(?:annot publish over (?:the )?(?:previously published|existing) version|EPUBLISHCONFLICT)"
        ),
        anchors=("annot publish over ", "EPUBLISHCONFLICT"),
        weight=96,
        example=(
            "npm error 403 403 Forbidden - PUT https://registry.npmjs.org/octo-app - You cannot "
            "publish over the previously published versions: 1.4.0."
        ),
        source="https://docs.npmjs.com/cli/commands/npm-publish",
    ),
    Rule(
        name="npm-publish-not-found",
        tool="npm",
        category=Category.PERMISSION,
        pattern="npm (?:ERR!|error) (?:404 )?404 Not Found - PUT ",
        anchors=("404 Not Found - PUT ",),
        weight=92,
        example="npm error 404 Not Found - PUT https://registry.npmjs.org/@octo%2fapp - Not found",
        source="https://docs.npmjs.com/cli/commands/npm-publish",
    ),
    Rule(
        name="npm-login-required",
        tool="npm",
        category=Category.PERMISSION,
        pattern="npm (?:ERR!|error) (?:code (?:ENEEDAUTH|EOTP)|need auth )",
        anchors=(
            "npm ERR! code ENEEDAUTH",
            "npm error code ENEEDAUTH",
            "npm ERR! code EOTP",
            "npm error code EOTP",
            "npm ERR! need auth ",
            "npm error need auth ",
        ),
        weight=94,
        example="npm error code ENEEDAUTH",
        source="https://docs.npmjs.com/cli/commands/npm-publish",
    ),
    Rule(
        name="npm-unauthorized",
        tool="npm",
        category=Category.PERMISSION,
        pattern="npm (?:ERR!|error) code E40[13]$",
        anchors=("npm ERR! code E40", "npm error code E40"),
        weight=85,
        example="npm error code E401",
        source="https://github.com/npm/cli/blob/latest/lib/utils/error-message.js",
    ),
    Rule(
        name="npm-publish-private",
        tool="npm",
        category=Category.OTHER,
        pattern=(
            "npm (?:ERR!|error) (?:402 )?402 Payment Required - PUT |This package has been marked as private"
        ),
        anchors=("402 Payment Required - PUT ", "This package has been marked as private"),
        weight=94,
        example=(
            "npm error 402 402 Payment Required - PUT https://registry.npmjs.org/@octo%2fapp - "
            "You must sign up for private packages"
        ),
        source="https://docs.npmjs.com/cli/commands/npm-publish",
    ),
    Rule(
        name="npm-provenance",
        tool="npm",
        category=Category.OTHER,
        pattern="npm (?:ERR!|error) (?:422 )?422 Unprocessable Entity - PUT ",
        anchors=("422 Unprocessable Entity - PUT ",),
        weight=94,
        example=(
            "npm error 422 Unprocessable Entity - PUT https://registry.npmjs.org/octo-app - "
            "Error verifying sigstore provenance bundle"
        ),
        source="https://docs.npmjs.com/generating-provenance-statements",
    ),
    Rule(
        name="yarn-publish-failed",
        tool="yarn",
        category=Category.OTHER,
        pattern="error Couldn't publish package: ",
        anchors=("Couldn't publish package: ",),
        weight=90,
        example=(
            "error Couldn't publish package: \"https://registry.yarnpkg.com/octo-app: You do not "
            'have permission to publish"'
        ),
        source="https://classic.yarnpkg.com/en/docs/cli/publish",
    ),
)
