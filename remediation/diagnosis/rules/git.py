"""Git in the checkout: references that do not exist, submodules, locks, who commits."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="git-remote-ref-missing",
        tool="git",
        category=Category.CONFIG,
        pattern=r"fatal: (?:couldn't find remote ref|[Rr]emote branch) \S+(?: not found in upstream)?",
        anchors=("fatal: couldn't find remote ref", "fatal: Remote branch", "fatal: remote branch"),
        weight=92,
        example="fatal: couldn't find remote ref refs/heads/release/9",
        source="https://github.com/git/git/blob/master/builtin/fetch.c",
    ),
    Rule(
        name="checkout-ref-missing",
        tool="actions-checkout",
        category=Category.CONFIG,
        pattern="A branch or tag with the name '.+' could not be found",
        anchors=("A branch or tag with the name '",),
        weight=94,
        example="A branch or tag with the name 'release/9' could not be found",
        source="https://github.com/actions/checkout/blob/main/src/ref-helper.ts",
    ),
    Rule(
        name="git-revision-unknown",
        tool="git",
        category=Category.CONFIG,
        pattern=(
            "fatal: (?:ambiguous argument '.+': unknown revision|bad revision '|bad object |Not "
            "a valid object name|invalid reference: |reference is not a tree: |Needed a single "
            "revision)"
        ),
        anchors=(
            "fatal: ambiguous argument '",
            "fatal: bad revision '",
            "fatal: bad object ",
            "fatal: Not a valid object name",
            "fatal: invalid reference: ",
            "fatal: reference is not a tree: ",
            "fatal: Needed a single revision",
        ),
        weight=90,
        example=(
            "fatal: ambiguous argument 'origin/main...HEAD': unknown revision or path not in the "
            "working tree."
        ),
        source="https://github.com/git/git/blob/master/setup.c",
    ),
    Rule(
        name="git-no-merge-base",
        tool="git",
        category=Category.CONFIG,
        pattern=r"fatal: \S+\.\.\.\S*: no merge base",
        anchors=(": no merge base",),
        weight=93,
        example="fatal: origin/main...HEAD: no merge base",
        source="https://github.com/git/git/blob/master/builtin/diff.c",
    ),
    Rule(
        name="git-pathspec",
        tool="git",
        category=Category.CONFIG,
        pattern="(?:error|fatal): pathspec '.+' did not match any file",
        anchors=("error: pathspec '", "fatal: pathspec '"),
        weight=90,
        example="error: pathspec 'release/9' did not match any file(s) known to git",
        source="https://github.com/git/git/blob/master/pathspec.c",
    ),
    Rule(
        name="git-not-a-repository",
        tool="git",
        category=Category.CONFIG,
        pattern="^fatal: not a git repository",
        anchors=("fatal: not a git repository",),
        weight=75,
        example="fatal: not a git repository (or any of the parent directories): .git",
        source="https://github.com/git/git/blob/master/setup.c",
    ),
    Rule(
        name="git-dubious-ownership",
        tool="git",
        category=Category.CONFIG,
        pattern="fatal: detected dubious ownership in repository at '",
        anchors=("fatal: detected dubious ownership",),
        weight=94,
        example="fatal: detected dubious ownership in repository at '/src'",
        source="https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory",
    ),
    Rule(
        name="git-identity-unknown",
        tool="git",
        category=Category.CONFIG,
        pattern=(
            "(?:^Author identity unknown|^Committer identity unknown|fatal: empty ident name|"
            "fatal: unable to auto-detect email address|Please tell me who you are)"
        ),
        anchors=(
            "Author identity unknown",
            "Committer identity unknown",
            "fatal: empty ident name",
            "fatal: unable to auto-detect email",
            "Please tell me who you are",
        ),
        weight=93,
        example="fatal: empty ident name (for <ci@example.com>) not allowed",
        source="https://github.com/git/git/blob/master/ident.c",
    ),
    Rule(
        name="git-tag-exists",
        tool="git",
        category=Category.OTHER,
        pattern="^fatal: tag '.+' already exists",
        anchors=("fatal: tag '",),
        weight=92,
        example="fatal: tag 'v1.4.0' already exists",
        source="https://github.com/git/git/blob/master/builtin/tag.c",
    ),
    Rule(
        name="git-nothing-to-commit",
        tool="git",
        category=Category.OTHER,
        pattern="^nothing (?:added )?to commit(?:, working tree clean| but untracked files present)",
        anchors=("nothing to commit", "nothing added to commit"),
        weight=40,
        example="nothing to commit, working tree clean",
        source="https://github.com/git/git/blob/master/wt-status.c",
    ),
    Rule(
        name="git-lock-held",
        tool="git",
        category=Category.INFRA,
        pattern=r"fatal: Unable to create '.+\.lock': File exists",
        anchors=(".lock': File exists",),
        weight=88,
        example="fatal: Unable to create '/src/.git/index.lock': File exists.",
        source="https://github.com/git/git/blob/master/lockfile.c",
    ),
    Rule(
        name="git-submodule-url",
        tool="git",
        category=Category.CONFIG,
        pattern=r"fatal: No url found for submodule path '(?P<file>[^']+)' in \.gitmodules",
        anchors=("fatal: No url found for submodule path",),
        weight=95,
        example="fatal: No url found for submodule path 'vendor/zlib' in .gitmodules",
        source="https://github.com/git/git/blob/master/builtin/submodule--helper.c",
    ),
    Rule(
        name="git-submodule-commit",
        tool="git",
        category=Category.CONFIG,
        pattern=(
            "(?:Fetched in submodule path '.+', but it did not contain|fatal: Unable to "
            "(?:checkout|find current revision) .*in submodule path '|upload-pack: not our ref )"
        ),
        anchors=("Fetched in submodule path '", "in submodule path '", "upload-pack: not our ref "),
        weight=92,
        example="fatal: remote error: upload-pack: not our ref 4f2a9c0d",
        source="https://github.com/git/git/blob/master/builtin/submodule--helper.c",
    ),
    Rule(
        name="git-submodule-clone",
        tool="git",
        category=Category.CONFIG,
        pattern="fatal: clone of '.+' into submodule path '.+' failed",
        anchors=("' into submodule path '",),
        weight=72,
        example=(
            "fatal: clone of 'git@github.com:octo/zlib.git' into submodule path '/src/vendor/zlib' failed"
        ),
        source="https://github.com/git/git/blob/master/builtin/submodule--helper.c",
    ),
)
