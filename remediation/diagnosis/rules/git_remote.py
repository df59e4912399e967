"""A git server's answers: pushes it refuses, repositories it does not show, transfers that break."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="git-push-rejected",
        tool="git",
        category=Category.OTHER,
        pattern=r"! \[rejected\] +\S+ -> \S+ \((?:non-fast-forward|fetch first|stale info)\)",
        anchors=("! [rejected] ",),
        weight=93,
        example=" ! [rejected]        main -> main (fetch first)",
        source="https://git-scm.com/docs/git-push#_output",
    ),
    Rule(
        name="git-push-tag-exists",
        tool="git",
        category=Category.OTHER,
        pattern=r"! \[rejected\] +\S+ -> \S+ \((?:already exists|would clobber existing tag)\)",
        anchors=("! [rejected] ",),
        weight=93,
        example=" ! [rejected]        v1.4.0 -> v1.4.0 (already exists)",
        source="https://git-scm.com/docs/git-push#_output",
    ),
    Rule(
        name="git-push-declined",
        tool="git",
        category=Category.PERMISSION,
        pattern=(
            r"! \[remote rejected\] +\S+ -> \S+ \((?:protected branch hook declined|pre-receive "
            "hook declined|push declined due to repository rule violations|refusing to allow .+|"
            r"permission denied)\)"
        ),
        anchors=("! [remote rejected] ",),
        weight=88,
        example=" ! [remote rejected] main -> main (protected branch hook declined)",
        source="https://git-scm.com/docs/git-push#_output",
    ),
    Rule(
        name="git-workflow-scope",
        tool="git",
        category=Category.PERMISSION,
        pattern="refusing to allow an? .+ to create or update workflow",
        anchors=(" to create or update workflow",),
        weight=96,
        example=(
            "refusing to allow a GitHub App to create or update workflow "
            "`.github/workflows/ci.yml` without `workflows` permission"
        ),
        source="https://docs.github.com/en/actions/tutorials/authenticate-with-github_token",
    ),
    Rule(
        name="github-protected-branch",
        tool="git",
        category=Category.PERMISSION,
        pattern="remote: error: GH(?:006|013): ",
        anchors=("remote: error: GH006: ", "remote: error: GH013: "),
        weight=95,
        example="remote: error: GH006: Protected branch update failed for refs/heads/main.",
        source=(
            "https://docs.github.com/en/repositories/"
            "configuring-branches-and-merges-in-your-repository/managing-protected-branches/about"
            "-protected-branches"
        ),
    ),
    Rule(
        name="github-large-file",
        tool="git",
        category=Category.OTHER,
        pattern=r"remote: error: (?:GH001: |File .+ is [\d.]+ MB; this exceeds GitHub's file size limit)",
        anchors=("remote: error: GH001: ", "this exceeds GitHub's file size limit"),
        weight=94,
        example=(
            "remote: error: File data/model.bin is 140.20 MB; this exceeds GitHub's file size "
            "limit of 100.00 MB"
        ),
        source=(
            "https://docs.github.com/en/repositories/working-with-files/managing-large-files/"
            "about-large-files-on-github"
        ),
    ),
    Rule(
        name="github-push-protection",
        tool="git",
        category=Category.SECURITY_SCAN,
        pattern="remote: .*(?:GH009: Secrets detected|Push cannot contain secrets)",
        anchors=("GH009: Secrets detected", "Push cannot contain secrets"),
        weight=95,
        example="remote:     - Push cannot contain secrets",
        source=(
            "https://docs.github.com/en/code-security/secret-scanning/introduction/about-push-protection"
        ),
    ),
    Rule(
        name="git-permission-denied",
        tool="git",
        category=Category.PERMISSION,
        pattern=r"remote: (?:ERROR: )?Permission to \S+ denied to ",
        anchors=("remote: Permission to ", "remote: ERROR: Permission to "),
        weight=95,
        example="remote: Permission to octo/app.git denied to github-actions[bot].",
        source=(
            "https://docs.github.com/en/authentication/troubleshooting-ssh/"
            "error-permission-to-userrepo-denied-to-other-user"
        ),
    ),
    Rule(
        name="git-write-not-granted",
        tool="git",
        category=Category.PERMISSION,
        pattern=(
            "remote: (?:Write access to repository not granted|Invalid username or (?:token|"
            "password)|Support for password authentication was removed)"
        ),
        anchors=(
            "remote: Write access to repository not granted",
            "remote: Invalid username or ",
            "remote: Support for password authentication",
        ),
        weight=95,
        example="remote: Write access to repository not granted.",
        source=(
            "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/"
            "managing-your-personal-access-tokens"
        ),
    ),
    Rule(
        name="git-http-denied",
        tool="git",
        category=Category.PERMISSION,
        pattern="fatal: unable to access '[^']+': The requested URL returned error: 40[13]",
        anchors=("The requested URL returned error: 40",),
        weight=86,
        example=(
            "fatal: unable to access 'https://github.com/octo/app/': The requested URL returned error: 403"
        ),
        source="https://github.com/git/git/blob/master/remote-curl.c",
    ),
    Rule(
        name="git-http-server-error",
        tool="git",
        category=Category.INFRA,
        pattern=r"fatal: unable to access '[^']+': The requested URL returned error: (?:429|5\d\d)",
        anchors=("The requested URL returned error: 429", "The requested URL returned error: 5"),
        weight=90,
        example=(
            "fatal: unable to access 'https://github.com/octo/app/': The requested URL returned error: 502"
        ),
        source="https://github.com/git/git/blob/master/remote-curl.c",
    ),
    Rule(
        name="git-unreachable",
        tool="git",
        category=Category.INFRA,
        pattern=(
            "fatal: unable to access '[^']+': (?:Could not resolve|Failed to connect|Failure "
            "when receiving|Operation timed out|Recv failure|Empty reply|OpenSSL|GnuTLS|SSL)"
        ),
        anchors=("fatal: unable to access '",),
        weight=90,
        example=(
            "fatal: unable to access 'https://github.com/octo/app/': Failed to connect to "
            "github.com port 443 after 134000 ms: Could not connect to server"
        ),
        source="https://github.com/git/git/blob/master/remote-curl.c",
    ),
    Rule(
        name="git-no-credentials",
        tool="git",
        category=Category.PERMISSION,
        pattern="fatal: could not read (?:Username|Password) for '",
        anchors=("fatal: could not read ",),
        weight=94,
        example="fatal: could not read Username for 'https://github.com': terminal prompts disabled",
        source="https://github.com/git/git/blob/master/prompt.c",
    ),
    Rule(
        name="git-authentication-failed",
        tool="git",
        category=Category.PERMISSION,
        pattern="fatal: Authentication failed for '",
        anchors=("fatal: Authentication failed for '",),
        weight=92,
        example="fatal: Authentication failed for 'https://github.com/octo/private.git/'",
        source="https://github.com/git/git/blob/master/remote-curl.c",
    ),
    Rule(
        name="git-repository-not-found",
        tool="git",
        category=Category.PERMISSION,
        pattern=r"(?:^fatal: repository '[^']+' not found|(?:remote|ERROR): Repository not found\.)",
        anchors=("fatal: repository '", "Repository not found."),
        weight=90,
        example="remote: Repository not found.",
        source=(
            "https://docs.github.com/en/repositories/creating-and-managing-repositories/"
            "troubleshooting-cloning-errors"
        ),
    ),
    Rule(
        name="git-transfer-broken",
        tool="git",
        category=Category.INFRA,
        pattern=(
            "(?:error: RPC failed; |fatal: early EOF|fatal: fetch-pack: invalid index-pack "
            "output|fatal: the remote end hung up unexpectedly|fetch-pack: unexpected disconnect "
            "while reading sideband packet)"
        ),
        anchors=(
            "error: RPC failed; ",
            "fatal: early EOF",
            "fatal: fetch-pack: invalid",
            "fatal: the remote end hung up",
            "fetch-pack: unexpected disconnect",
        ),
        weight=80,
        example="error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly: CANCEL (err 8)",
        source="https://github.com/git/git/blob/master/remote-curl.c",
    ),
    Rule(
        name="git-lfs-quota",
        tool="git-lfs",
        category=Category.RESOURCE,
        pattern=(
            "(?:This repository (?:is over its data quota|exceeded its LFS budget)|repository "
            "over data quota)"
        ),
        anchors=(
            "This repository is over its data quota",
            "This repository exceeded its LFS budget",
            "repository over data quota",
        ),
        weight=96,
        example=(
            "batch response: This repository is over its data quota. Account responsible for LFS "
            "bandwidth should purchase more data packs to restore access."
        ),
        source=(
            "https://docs.github.com/en/repositories/working-with-files/managing-large-files/"
            "about-storage-and-bandwidth-usage"
        ),
    ),
    Rule(
        name="git-lfs-download",
        tool="git-lfs",
        category=Category.INFRA,
        pattern=(
            "(?:Error downloading object: |Smudge error: |error: external filter 'git-lfs "
            "filter-process' failed)"
        ),
        anchors=("Error downloading object: ", "Smudge error: ", "error: external filter 'git-lfs"),
        weight=84,
        example=(
            "Error downloading object: data/map.png (9f31c0a): Smudge error: Error downloading "
            "data/map.png: batch request: missing protocol"
        ),
        source="https://github.com/git-lfs/git-lfs/blob/main/commands/command_smudge.go",
    ),
    Rule(
        name="git-lfs-missing",
        tool="git-lfs",
        category=Category.CONFIG,
        pattern="git: 'lfs' is not a git command|git-lfs filter-process: .*not found",
        anchors=("git: 'lfs' is not a git command", "git-lfs filter-process: "),
        weight=93,
        example="git-lfs filter-process: 1: git-lfs: not found",
        source="https://git-lfs.com",
    ),
)
