"""Tools that cut releases."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="semantic-release-token",
        tool="semantic-release",
        category=Category.PERMISSION,
        pattern=(
            r"\bE(?:NOGHTOKEN|INVALIDGHTOKEN|GHNOPERMISSION|NONPMTOKEN|INVALIDNPMTOKEN|"
            r"GITNOPERMISSION|NOGLTOKEN|INVALIDGLTOKEN|GLNOPERMISSION)\b"
        ),
        anchors=(
            "ENOGHTOKEN",
            "EINVALIDGHTOKEN",
            "EGHNOPERMISSION",
            "ENONPMTOKEN",
            "EINVALIDNPMTOKEN",
            "EGITNOPERMISSION",
            "ENOGLTOKEN",
            "EINVALIDGLTOKEN",
            "EGLNOPERMISSION",
        ),
        weight=95,
        example="✘  EINVALIDNPMTOKEN Invalid npm token.",
        source="https://github.com/semantic-release/npm/blob/master/lib/definitions/errors.js",
    ),
    Rule(
        name="semantic-release-error",
        tool="semantic-release",
        category=Category.OTHER,
        pattern="^(?:AggregateError: |Error: )?SemanticReleaseError: ",
        anchors=("SemanticReleaseError: ",),
        weight=88,
        example="SemanticReleaseError: Cannot push to the Git repository.",
        source="https://github.com/semantic-release/semantic-release/blob/master/lib/definitions/errors.js",
    ),
    Rule(
        name="semantic-release-failed",
        tool="semantic-release",
        category=Category.OTHER,
        pattern="An error occurred while running semantic-release: ",
        anchors=("An error occurred while running semantic-release",),
        weight=75,
        example="✘  An error occurred while running semantic-release: RequestError [HttpError]: Not Found",
        source="https://github.com/semantic-release/semantic-release/blob/master/index.js",
    ),
    Rule(
        name="release-please-failed",
        tool="release-please",
        category=Category.OTHER,
        pattern="release-please failed: ",
        anchors=("release-please failed: ",),
        weight=90,
        example="release-please failed: Missing required file: .release-please-manifest.json",
        source="https://github.com/googleapis/release-please-action/blob/main/src/index.ts",
    ),
    Rule(
        name="lerna-error",
        tool="lerna",
        category=Category.OTHER,
        pattern="^lerna ERR! E[A-Z]+ ",
        anchors=("lerna ERR! E",),
        weight=88,
        example=(
            "lerna ERR! EUNCOMMIT Working tree has uncommitted changes, please commit or remove "
            "the following changes before continuing:"
        ),
        source="https://lerna.js.org/docs/troubleshooting",
    ),
    Rule(
        name="changesets-publish",
        tool="changesets",
        category=Category.OTHER,
        pattern=r"an error occurred while publishing \S+: ",
        anchors=("an error occurred while publishing ",),
        weight=92,
        example="error an error occurred while publishing octo-app: E403 403 Forbidden",
        source=(
            "https://github.com/changesets/changesets/blob/main/packages/cli/src/commands/"
            "publish/npm-utils.ts"
        ),
    ),
    Rule(
        name="jreleaser-failed",
        tool="jreleaser",
        category=Category.OTHER,
        pattern="JReleaser failed after ",
        anchors=("JReleaser failed after ",),
        weight=45,
        example="JReleaser failed after 3.211 s",
        source="https://jreleaser.org/guide/latest/",
    ),
)
