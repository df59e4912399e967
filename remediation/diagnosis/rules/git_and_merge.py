"""Merges that do not apply, trees that differ after generating, and what a commit or a change must carry."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="git-merge-conflict",
        tool="git",
        category=Category.MERGE_CONFLICT,
        pattern=r"CONFLICT \([^)]+\): ",
        anchors=("CONFLICT (",),
        weight=95,
        example="CONFLICT (content): Merge conflict in src/router.rs",
        source="https://github.com/git/git/blob/master/merge-ort.c",
    ),
    Rule(
        name="git-merge-failed",
        tool="git",
        category=Category.MERGE_CONFLICT,
        pattern="Automatic merge failed; fix conflicts and then commit the result",
        anchors=("Automatic merge failed; fix conflicts",),
        weight=75,
        example="Automatic merge failed; fix conflicts and then commit the result.",
        source="https://github.com/git/git/blob/master/builtin/merge.c",
    ),
    Rule(
        name="git-could-not-apply",
        tool="git",
        category=Category.MERGE_CONFLICT,
        pattern="^error: could not (?:apply|revert) [0-9a-f]{5,}",
        anchors=("error: could not apply ", "error: could not revert "),
        weight=85,
        example="error: could not apply 4f2a9c0... Add the retry budget",
        source="https://github.com/git/git/blob/master/sequencer.c",
    ),
    Rule(
        name="git-overwritten",
        tool="git",
        category=Category.OTHER,
        pattern=(
            "(?:Your local changes to the following files|The following untracked working tree "
            "files) would be overwritten by "
        ),
        anchors=("would be overwritten by ",),
        weight=90,
        example="error: Your local changes to the following files would be overwritten by checkout:",
        source="https://github.com/git/git/blob/master/unpack-trees.c",
    ),
    Rule(
        name="git-unrelated-histories",
        tool="git",
        category=Category.MERGE_CONFLICT,
        pattern="fatal: refusing to merge unrelated histories",
        anchors=("fatal: refusing to merge unrelated histories",),
        weight=95,
        example="fatal: refusing to merge unrelated histories",
        source="https://github.com/git/git/blob/master/builtin/merge.c",
    ),
    Rule(
        name="git-unmerged-files",
        tool="git",
        category=Category.MERGE_CONFLICT,
        pattern="because you have unmerged files|fatal: Exiting because of an unresolved conflict",
        anchors=("because you have unmerged files", "Exiting because of an unresolved conflict"),
        weight=85,
        example="error: Merging is not possible because you have unmerged files.",
        source="https://github.com/git/git/blob/master/advice.c",
    ),
    Rule(
        name="git-not-fast-forward",
        tool="git",
        category=Category.MERGE_CONFLICT,
        pattern=(
            "fatal: (?:Not possible to fast-forward, aborting|Need to specify how to reconcile "
            "divergent branches)"
        ),
        anchors=("fatal: Not possible to fast-forward", "fatal: Need to specify how to reconcile"),
        weight=92,
        example="fatal: Not possible to fast-forward, aborting.",
        source="https://github.com/git/git/blob/master/builtin/pull.c",
    ),
    Rule(
        name="git-patch-failed",
        tool="git",
        category=Category.MERGE_CONFLICT,
        pattern=(
            r"^error: (?:patch failed: (?P<file>[^:]+):(?P<line>\d+)|.+: patch does not apply|"
            "corrupt patch at )"
        ),
        anchors=("error: patch failed: ", ": patch does not apply", "error: corrupt patch at "),
        weight=88,
        example="error: patch failed: src/router.c:212",
        source="https://github.com/git/git/blob/master/apply.c",
    ),
    Rule(
        name="patch-hunk-failed",
        tool="patch",
        category=Category.MERGE_CONFLICT,
        pattern=(
            r"(?:^Hunk #\d+ FAILED at \d+|\d+ out of \d+ hunks? (?:FAILED|failed)|Reversed \(or "
            r"previously applied\) patch detected!)"
        ),
        anchors=(
            "FAILED at ",
            "hunk FAILED",
            "hunks FAILED",
            "hunk failed",
            "hunks failed",
            "Reversed (or previously applied) patch",
        ),
        weight=88,
        example="1 out of 2 hunks FAILED -- saving rejects to file src/router.c.rej",
        source="https://www.gnu.org/software/diffutils/manual/html_node/Merging-with-patch.html",
    ),
    Rule(
        name="conflict-marker-left",
        tool="git",
        category=Category.MERGE_CONFLICT,
        pattern=(
            r"(?:(?P<file>[^\s:]+):(?P<line>\d+): )(?:leftover conflict marker|Merge conflict "
            "string .+ found)"
        ),
        anchors=(": leftover conflict marker", ": Merge conflict string "),
        weight=95,
        example="src/router.rs:41: leftover conflict marker",
        source="https://git-scm.com/docs/git-diff#Documentation/git-diff.txt---check",
    ),
    Rule(
        name="conflict-marker",
        tool="git",
        category=Category.MERGE_CONFLICT,
        pattern=r"^(?:[^\s|]+:\d+:|\s*\d+ \|)?\s*(?:\+)?<<<<<<< \S+$",
        anchors=("<<<<<<< ",),
        weight=80,
        example="<<<<<<< HEAD",
        source="https://git-scm.com/docs/git-merge#_how_conflicts_are_presented",
    ),
    Rule(
        name="git-diff-not-empty",
        tool="git",
        category=Category.LINT,
        pattern=r"^diff --git a/(?P<file>\S+) b/",
        anchors=("diff --git a/",),
        weight=50,
        example="diff --git a/api/openapi.yaml b/api/openapi.yaml",
        source="https://git-scm.com/docs/git-diff#_generating_patch_text_with_p",
    ),
    Rule(
        name="generated-out-of-date",
        tool="generated-files",
        category=Category.LINT,
        pattern=(
            r"^(?:\W+)?(?:(?:Error|ERROR|error|FAIL|fail): ?)?(?:The |Some )?(?:[Gg]enerated|"
            "[Cc]odegen|[Cc]heckedin|[Cc]hecked-in|[Vv]endored|[Cc]ompiled|[Dd]oc(?:umentation|"
            r"s)|[Mm]anifests?|[Ss]chemas?|[Ff]ixtures?|[Cc]lient|API|[Bb]indings)\b.{0,60}(?:out "
            r"of date|out-of-date|out of sync|stale\b|not up[- ]to[- ]date)"
        ),
        anchors=(
            "out of date",
            "out-of-date",
            "out of sync",
            "stale",
            "not up to date",
            "not up-to-date",
            "not up-to date",
            "not up to-date",
        ),
        weight=84,
        example="Error: Generated code is out of date. Run 'make generate' and commit the result.",
        source="https://git-scm.com/docs/git-diff#Documentation/git-diff.txt---exit-code",
    ),
    Rule(
        name="tree-not-clean",
        tool="generated-files",
        category=Category.LINT,
        pattern=(
            "(?:[Ww]orking (?:tree|directory|copy)|[Gg]it (?:tree|state)|[Rr]epository|[Tt]ree) "
            "is (?:dirty|not clean|unclean)|(?:[Uu]ncommitted|[Uu]nexpected) changes (?:detected|"
            "found|after|were)"
        ),
        anchors=("is dirty", "is not clean", "is unclean", "ncommitted changes", "nexpected changes"),
        weight=80,
        example="Working tree is dirty after running make generate",
        source="https://git-scm.com/docs/git-diff#Documentation/git-diff.txt---exit-code",
    ),
    Rule(
        name="goreleaser-dirty",
        tool="goreleaser",
        category=Category.OTHER,
        pattern="git is in a dirty state",
        anchors=("git is in a dirty state",),
        weight=94,
        example="error=git is in a dirty state",
        source="https://goreleaser.com/errors/dirty/",
    ),
    Rule(
        name="commitlint-rule",
        tool="commitlint",
        category=Category.LINT,
        pattern=r"✖   .+ \[[a-z]+(?:-[a-z]+)+\]$",
        anchors=("✖   ",),
        weight=92,
        example="✖   subject must not be sentence-case, start-case, pascal-case, upper-case [subject-case]",
        source="https://commitlint.js.org/reference/rules.html",
    ),
    Rule(
        name="commitlint-summary",
        tool="commitlint",
        category=Category.LINT,
        pattern=r"✖   found [1-9]\d* problems?, ",
        anchors=("✖   found ",),
        weight=45,
        example="✖   found 2 problems, 0 warnings",
        source=(
            "https://github.com/conventional-changelog/commitlint/blob/master/@commitlint/format/"
            "src/format.ts"
        ),
    ),
    Rule(
        name="semantic-pull-request",
        tool="action-semantic-pull-request",
        category=Category.LINT,
        pattern=(
            "(?:No release type found in pull request title|Unknown (?:release type|scope)s? "
            r"\".+\" found in pull request title|The subject \".+\" found in the pull request "
            "title|No scope found in pull request title)"
        ),
        anchors=(
            "No release type found in pull request title",
            " found in pull request title",
            " found in the pull request title",
            "No scope found in pull request title",
        ),
        weight=95,
        example=(
            'No release type found in pull request title "Faster routing". Add a prefix to '
            "indicate what kind of release this pull request corresponds to."
        ),
        source="https://github.com/amannn/action-semantic-pull-request/blob/main/src/validatePrTitle.js",
    ),
    Rule(
        name="dco-missing",
        tool="dco",
        category=Category.LINT,
        pattern=(
            "(?:[Mm]issing|lacks?|without|[Nn]o|not have(?: a)?|not contain(?: a)?) (?:a |the |"
            r"""DCO |valid )*[`'\"]?(?:Signed-off-by|sign-?off)\b"""
        ),
        anchors=("Signed-off-by", "sign-off", "signoff"),
        weight=86,
        example="Commit 4f2a9c0d is missing Signed-off-by",
        source="https://probot.github.io/apps/dco/",
    ),
    Rule(
        name="changeset-missing",
        tool="changesets",
        category=Category.LINT,
        pattern="Some packages have been changed but no changesets were found",
        anchors=("but no changesets were found",),
        weight=95,
        example=(
            "error Some packages have been changed but no changesets were found. Run `changeset "
            "add` to resolve this error."
        ),
        source=(
            "https://github.com/changesets/changesets/blob/main/packages/cli/src/commands/status/index.ts"
        ),
    ),
    Rule(
        name="newsfragment-missing",
        tool="towncrier",
        category=Category.LINT,
        pattern="No new newsfragments found on this branch",
        anchors=("No new newsfragments found on this branch",),
        weight=95,
        example="No new newsfragments found on this branch.",
        source="https://towncrier.readthedocs.io/en/stable/cli.html",
    ),
    Rule(
        name="changelog-missing",
        tool="changelog",
        category=Category.LINT,
        pattern=(
            r"(?:No (?:update to|changes? (?:to|in)) \S*(?:CHANGELOG|changelog)\S* (?:found|"
            "detected)|[Mm]issing (?:a )?(?:change ?log|CHANGELOG|release note|news fragment)(?: "
            r"entry| fragment| file)?\b|(?:CHANGELOG|[Cc]hangelog)\S* (?:was not|has not been|"
            "must be) (?:updated|modified|changed))"
        ),
        anchors=(
            "CHANGELOG",
            "hangelog",
            "change log",
            "issing release note",
            "issing a release note",
            "issing news fragment",
            "issing a news fragment",
        ),
        weight=86,
        example="No update to CHANGELOG.md found!",
        source="https://github.com/dangoslen/changelog-enforcer",
    ),
)
