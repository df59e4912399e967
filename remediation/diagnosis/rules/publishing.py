"""Publishing packages: PyPI, crates.io, Maven Central, NuGet, RubyGems."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="pypi-file-exists",
        tool="twine",
        category=Category.OTHER,
        pattern=r"(?:400|409)\b.{0,90}File already exists|HTTP Error 400: File already exists",
        anchors=("File already exists",),
        weight=96,
        example=(
            "ERROR    HTTPError: 400 Bad Request from https://upload.pypi.org/legacy/ File "
            "already exists ('octo_app-1.4.0-py3-none-any.whl')."
        ),
        source="https://pypi.org/help/#file-name-reuse",
    ),
    Rule(
        name="pypi-file-exists-note",
        tool="twine",
        category=Category.OTHER,
        pattern=r"^\s*File already exists \('(?P<file>\S+)'",
        anchors=("File already exists ('",),
        weight=95,
        example="File already exists ('octo_app-1.4.0.tar.gz', with blake2_256 hash '77af').",
        source="https://pypi.org/help/#file-name-reuse",
    ),
    Rule(
        name="twine-bad-request",
        tool="twine",
        category=Category.OTHER,
        pattern=r"HTTPError: 4(?:00|09) .* from https?://\S+",
        anchors=("HTTPError: 400 ", "HTTPError: 409 "),
        weight=85,
        example="ERROR    HTTPError: 400 Bad Request from https://upload.pypi.org/legacy/",
        source="https://github.com/pypa/twine/blob/main/twine/commands/upload.py",
    ),
    Rule(
        name="twine-forbidden",
        tool="twine",
        category=Category.PERMISSION,
        pattern=r"HTTPError: 40[13] \w+ from https?://\S+",
        anchors=("HTTPError: 40",),
        weight=93,
        example="ERROR    HTTPError: 403 Forbidden from https://upload.pypi.org/legacy/",
        source="https://github.com/pypa/twine/blob/main/twine/commands/upload.py",
    ),
    Rule(
        name="pypi-credentials",
        tool="twine",
        category=Category.PERMISSION,
        pattern=(
            "Invalid or non-existent authentication information|The user '.+' isn't allowed to "
            "upload to project"
        ),
        anchors=("Invalid or non-existent authentication", "isn't allowed to upload to project"),
        weight=96,
        example="The user 'octo-bot' isn't allowed to upload to project 'requests'.",
        source="https://pypi.org/help/#invalid-auth",
    ),
    Rule(
        name="pypi-trusted-publisher",
        tool="pypi-publish",
        category=Category.PERMISSION,
        pattern=(
            "(?:Trusted publishing exchange failure|`?invalid-publisher`?: valid token, but no "
            "corresponding publisher)"
        ),
        anchors=("Trusted publishing exchange failure", ": valid token, but no corresponding publisher"),
        weight=95,
        example=(
            "* `invalid-publisher`: valid token, but no corresponding publisher (Publisher with "
            "matching claims was not found)"
        ),
        source="https://docs.pypi.org/trusted-publishers/troubleshooting/",
    ),
    Rule(
        name="twine-distribution",
        tool="twine",
        category=Category.CONFIG,
        pattern=(
            "InvalidDistribution: |`long_description` has syntax errors in markup|"
            "`long_description_content_type` missing"
        ),
        anchors=(
            "InvalidDistribution: ",
            "`long_description` has syntax errors",
            "`long_description_content_type` missing",
        ),
        weight=90,
        example="ERROR    InvalidDistribution: Metadata is missing required fields: Name, Version.",
        source="https://github.com/pypa/twine/blob/main/twine/package.py",
    ),
    Rule(
        name="uv-publish-failed",
        tool="uv",
        category=Category.OTHER,
        pattern="error: Failed to publish `",
        anchors=("error: Failed to publish `",),
        weight=85,
        example=(
            "error: Failed to publish `dist/octo_app-1.4.0-py3-none-any.whl` to "
            "https://upload.pypi.org/legacy/"
        ),
        source="https://docs.astral.sh/uv/guides/package/",
    ),
    Rule(
        name="crates-version-exists",
        tool="cargo",
        category=Category.OTHER,
        pattern=r"(?:crate \S+ already exists on |crate version `.+` is already uploaded)",
        anchors=(" already exists on ", "` is already uploaded"),
        weight=96,
        example="error: crate octo-app@1.4.0 already exists on crates.io index",
        source="https://github.com/rust-lang/cargo/blob/master/src/cargo/ops/registry/publish.rs",
    ),
    Rule(
        name="crates-refused",
        tool="cargo",
        category=Category.OTHER,
        pattern=(
            r"the remote server responded with (?:an error|some error\(s\))(?: \(status \d+ "
            r"[^)]*\))?: |api errors \(status "
        ),
        anchors=("the remote server responded with ", "api errors (status "),
        weight=93,
        example=(
            "the remote server responded with an error (status 400 Bad Request): missing or "
            "empty metadata fields: description, license."
        ),
        source="https://github.com/rust-lang/cargo/blob/master/crates/crates-io/lib.rs",
    ),
    Rule(
        name="crates-no-token",
        tool="cargo",
        category=Category.PERMISSION,
        pattern="error: (?:failed to verify.*|)no token found",
        anchors=("no token found",),
        weight=95,
        example="error: no token found, please run `cargo login`",
        source="https://github.com/rust-lang/cargo/blob/master/src/cargo/util/auth/mod.rs",
    ),
    Rule(
        name="maven-deploy-denied",
        tool="maven-deploy",
        category=Category.PERMISSION,
        pattern="Failed to deploy artifacts: .*(?:40[13]|[Uu]nauthorized|Forbidden|not authorized)",
        anchors=("Failed to deploy artifacts: ",),
        weight=95,
        example=(
            "Failed to execute goal org.apache.maven.plugins:maven-deploy-plugin:3.1.1:deploy "
            "(default-deploy) on project app: Failed to deploy artifacts: Could not transfer "
            "artifact com.octo:app:jar:1.4 from/to central: status code: 401, reason phrase: "
            "Unauthorized (401)"
        ),
        source="https://central.sonatype.org/faq/401-error/",
    ),
    Rule(
        name="maven-deploy-failed",
        tool="maven-deploy",
        category=Category.OTHER,
        pattern="Failed to deploy artifacts: ",
        anchors=("Failed to deploy artifacts: ",),
        weight=82,
        example="Failed to deploy artifacts: Could not find artifact com.octo:app in releases",
        source="https://maven.apache.org/plugins/maven-deploy-plugin/",
    ),
    Rule(
        name="maven-central-exists",
        tool="central-publishing",
        category=Category.OTHER,
        pattern="Component with package url: '.+' already exists",
        anchors=("Component with package url: '",),
        weight=96,
        example="Component with package url: 'pkg:maven/com.octo/app@1.4.0' already exists",
        source="https://central.sonatype.org/publish/publish-portal-api/",
    ),
    Rule(
        name="maven-staging",
        tool="nexus-staging",
        category=Category.OTHER,
        pattern="Remote staging (?:finished with a failure|failed: )|Nexus Staging Rules Failure Report",
        anchors=("Remote staging ", "Nexus Staging Rules Failure Report"),
        weight=80,
        example='Remote staging failed: Server credentials with ID "ossrh" not found!',
        source="https://central.sonatype.org/faq/400-error/",
    ),
    Rule(
        name="gradle-publish-failed",
        tool="gradle-publish",
        category=Category.PERMISSION,
        pattern=r"Could not (?:PUT|write to resource) '.+'\. Received status code 40[13] from server",
        anchors=("' from server", "' . Received", "Received status code 40"),
        weight=95,
        example=(
            "> Could not PUT 'https://maven.pkg.github.com/octo/app/com/octo/app-1.4.jar'. "
            "Received status code 403 from server: Forbidden"
        ),
        source="https://docs.gradle.org/current/userguide/publishing_maven.html",
    ),
    Rule(
        name="gpg-signing",
        tool="gpg",
        category=Category.CONFIG,
        pattern=(
            r"gpg: (?:signing failed: |no default secret key: |skipped \".+\": No secret key|"
            "decryption failed: )"
        ),
        anchors=(
            "gpg: signing failed: ",
            "gpg: no default secret key: ",
            ": No secret key",
            "gpg: decryption failed: ",
        ),
        weight=92,
        example="gpg: signing failed: Inappropriate ioctl for device",
        source="https://www.gnupg.org/documentation/manuals/gnupg/",
    ),
    Rule(
        name="nuget-push-denied",
        tool="nuget",
        category=Category.PERMISSION,
        pattern="error: Response status code does not indicate success: 40[13]",
        anchors=("Response status code does not indicate success: 40",),
        weight=94,
        example=(
            "error: Response status code does not indicate success: 403 (The specified API key "
            "is invalid, has expired, or does not have permission to access the specified "
            "package.)."
        ),
        source="https://learn.microsoft.com/en-us/nuget/nuget-org/publish-a-package",
    ),
    Rule(
        name="gem-push",
        tool="rubygems",
        category=Category.OTHER,
        pattern="Repushing of gem versions is not allowed|There was a problem saving your gem",
        anchors=("Repushing of gem versions is not allowed", "There was a problem saving your gem"),
        weight=94,
        example="Repushing of gem versions is not allowed.",
        source="https://guides.rubygems.org/publishing/",
    ),
)
