"""Rust: Cargo's manifests, dependencies and build scripts."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RESOLVER = "https://doc.rust-lang.org/cargo/reference/resolver.html"
SOURCES = "https://github.com/rust-lang/cargo/blob/master/src/cargo/sources/registry/http_remote.rs"

RULES: tuple[Rule, ...] = (
    Rule(
        name="cargo-select-version",
        tool="cargo",
        category=Category.DEPENDENCY,
        pattern="error: failed to select a version for (?:the requirement )?`",
        anchors=("error: failed to select a version for",),
        weight=93,
        example='error: failed to select a version for the requirement `clay = "^1.9"`',
        source=RESOLVER,
    ),
    Rule(
        name="cargo-no-package",
        tool="cargo",
        category=Category.DEPENDENCY,
        pattern=(
            r"(?:^|\s)(?:error: )?no matching package (?:named )?`?[^`]+`? found"
            r"|error: failed to resolve patches|no matching package for override"
        ),
        anchors=("no matching package", "error: failed to resolve patches"),
        weight=93,
        example="error: no matching package named `clay` found",
        source=RESOLVER,
    ),
    Rule(
        name="cargo-lock-outdated",
        tool="cargo",
        category=Category.DEPENDENCY,
        pattern=(
            r"error: (?:the lock file \S+ needs to be updated but --(?:locked|frozen) was passed"
            r"|cannot (?:update|create) the lock file \S+ because --(?:locked|frozen) was passed"
            r"|failed to parse lock file at)"
        ),
        anchors=(
            "error: the lock file",
            "error: cannot update the lock file",
            "error: cannot create the lock file",
            "error: failed to parse lock file",
        ),
        weight=93,
        example=(
            "error: the lock file /src/kiln/Cargo.lock needs to be updated but --locked was passed "
            "to prevent this"
        ),
        source="https://doc.rust-lang.org/cargo/commands/cargo-build.html",
    ),
    Rule(
        name="cargo-rustc-too-old",
        tool="cargo",
        category=Category.DEPENDENCY,
        pattern=(
            r"cannot be built because it requires rustc"
            r"|error: rustc [\d.]+\S* is not supported by the following packages?"
            r"|requires rustc [\d.]+ or newer, while the currently active"
        ),
        anchors=("requires rustc", "is not supported by the following package"),
        weight=93,
        example="error: package `clay v1.4.0` cannot be built because it requires rustc 1.80 or newer",
        source="https://doc.rust-lang.org/cargo/reference/rust-version.html",
    ),
    Rule(
        name="cargo-edition",
        tool="cargo",
        category=Category.DEPENDENCY,
        pattern=(
            r"feature `edition\d{4}` is required|this version of Cargo is older than the `\d{4}` edi"
            r"tion|lock file version `?\d`? (?:requires|was found, but this version of Cargo)"
        ),
        anchors=("feature `edition", "this version of Cargo is older than", "lock file version"),
        weight=93,
        example="  feature `edition2024` is required",
        source="https://doc.rust-lang.org/cargo/reference/unstable.html",
    ),
    Rule(
        name="cargo-manifest",
        tool="cargo",
        category=Category.CONFIG,
        pattern=(
            r"error: (?:failed to (?:parse manifest at|load manifest for|read `\S*Cargo\.toml)"
            r"|could not find `Cargo\.toml` in|package ID specification `[^`]+` did not match|no "
            r"(?:bin|example|test|bench|library) targets?"
            r"|current package believes it's in a workspace|manifest path `[^`]+` does not exist"
            r"|virtual manifests must)"
        ),
        anchors=(
            "error: failed to",
            "error: could not find `Cargo.toml`",
            "error: package ID specification",
            "error: no bin target",
            "error: no example target",
            "error: no test target",
            "error: no bench target",
            "error: no library target",
            "error: current package believes",
            "error: manifest path",
            "error: virtual manifests must",
        ),
        weight=88,
        example="error: failed to parse manifest at `/src/kiln/Cargo.toml`",
        source="https://doc.rust-lang.org/cargo/reference/manifest.html",
    ),
    Rule(
        name="cargo-feature-missing",
        tool="cargo",
        category=Category.CONFIG,
        pattern=(
            "does not contain (?:this feature|these features): "
            "|depends on `[^`]+`,? with features?:? `|feature `[^`]+` includes `[^`]+`(?:,"
            "| which)? (?:but|is)"
        ),
        anchors=(
            "does not contain this feature:",
            "does not contain these features:",
            "with feature",
            "` includes `",
        ),
        weight=92,
        example="error: the package 'kiln' does not contain this feature: gas",
        source="https://doc.rust-lang.org/cargo/reference/features.html",
    ),
    Rule(
        name="cargo-download-failed",
        tool="cargo",
        category=Category.DEPENDENCY,
        pattern=(
            r"(?:^|error: )\s*failed to (?:download|fetch|get|load source for dependency"
            r"|query replaced source|sync|update submodule) (?:`|from `|registry `|replaced source)"
            r"|^\s*[Uu]nable to update (?:registry|https?:)|^\s*failed to (?:fetch into"
            r"|clone into): "
        ),
        anchors=(
            "failed to download",
            "failed to fetch",
            "failed to get",
            "failed to load source",
            "failed to query replaced",
            "failed to sync",
            "failed to update submodule",
            "nable to update",
            "failed to clone into",
        ),
        weight=84,
        example="error: failed to get `clay` as a dependency of package `kiln v0.1.0 (/src/kiln)`",
        source=SOURCES,
    ),
    Rule(
        name="cargo-network",
        tool="cargo",
        category=Category.INFRA,
        pattern=r"warning: spurious network error \(",
        anchors=("warning: spurious network error",),
        weight=55,
        example="warning: spurious network error (1 try remaining): [28] Timeout was reached",
        source="https://github.com/rust-lang/cargo/blob/master/src/cargo/util/network/retry.rs",
    ),
    Rule(
        name="cargo-checksum",
        tool="cargo",
        category=Category.DEPENDENCY,
        pattern=("error: checksum for `[^`]+` changed between lock files|failed to verify the checksum of"),
        anchors=("error: checksum for `", "failed to verify the checksum of"),
        weight=92,
        example="error: checksum for `clay v1.4.0` changed between lock files",
        source=SOURCES,
    ),
    Rule(
        name="cargo-build-script",
        tool="cargo",
        category=Category.BUILD,
        pattern="error: failed to run custom build command for `",
        anchors=("failed to run custom build command for",),
        weight=66,
        example="error: failed to run custom build command for `clay-sys v1.4.0`",
        source="https://doc.rust-lang.org/cargo/reference/build-scripts.html",
    ),
    Rule(
        name="cargo-openssl",
        tool="openssl-sys",
        category=Category.DEPENDENCY,
        pattern="Could not find directory of OpenSSL installation",
        anchors=("Could not find directory of OpenSSL installation",),
        weight=94,
        example="  Could not find directory of OpenSSL installation, and this `-sys` crate cannot",
        source="https://github.com/sfackler/rust-openssl/blob/master/openssl-sys/build/find_normal.rs",
    ),
    Rule(
        name="cargo-system-library",
        tool="pkg-config",
        category=Category.DEPENDENCY,
        pattern=(
            "The system library `[^`]+` required by crate `[^`]+` was not found"
            "|The pkg-config command could not be (?:found|run)"
            '|`PKG_CONFIG_ALLOW_SYSTEM_CFLAGS="1"? .*pkg-config.*` did not exit successfully'
            "|pkg-config has not been configured to support cross-compilation"
        ),
        anchors=(
            "The system library `",
            "The pkg-config command could not be",
            "did not exit successfully",
            "pkg-config has not been configured",
        ),
        weight=94,
        example="  The system library `clay` required by crate `clay-sys` was not found.",
        source="https://github.com/rust-lang/pkg-config-rs/blob/master/src/lib.rs",
    ),
)
