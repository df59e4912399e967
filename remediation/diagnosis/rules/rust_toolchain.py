"""Rust: rustup, publishing, cross builds and WebAssembly."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="cargo-no-command",
        tool="cargo",
        category=Category.CONFIG,
        pattern="error: no such (?:command|subcommand): `",
        anchors=("error: no such command:", "error: no such subcommand:"),
        weight=93,
        example="error: no such command: `nextest`",
        source="https://github.com/rust-lang/cargo/blob/master/src/bin/cargo/main.rs",
    ),
    Rule(
        name="clap-argument",
        tool="clap",
        category=Category.CONFIG,
        pattern=(
            "error: unexpected argument '[^']+' found|error: the argument '[^']+' cannot be used wi"
            "th|error: the following required arguments were not provided"
        ),
        anchors=(
            "error: unexpected argument '",
            "error: the argument '",
            "error: the following required arguments",
        ),
        weight=80,
        example="error: unexpected argument '--all-target' found",
        source="https://github.com/clap-rs/clap/blob/master/clap_builder/src/error/format.rs",
    ),
    Rule(
        name="cargo-publish",
        tool="cargo",
        category=Category.OTHER,
        pattern=(
            r"error: failed to publish to registry|error: crate version `[^`]+` is already uploaded"
            r"|error: crate \S+ already exists on|error: \d+ files in the working directory contain "
            r"changes that were not yet committed|error: api errors \(status"
            r"|error: failed to verify package tarball|error: no token found, please run `cargo logi"
            r"n`|error: all dependencies must have a version (?:specified|requirement specified)"
        ),
        anchors=(
            "error: failed to publish",
            "is already uploaded",
            "already exists on",
            "contain changes that were not yet committed",
            "error: api errors",
            "failed to verify package tarball",
            "error: no token found",
            "error: all dependencies must have a version",
        ),
        weight=88,
        example=(
            "error: 2 files in the working directory contain changes that were not yet committed into git:"
        ),
        source="https://doc.rust-lang.org/cargo/reference/publishing.html",
    ),
    Rule(
        name="rustup-component",
        tool="rustup",
        category=Category.CONFIG,
        pattern=(
            r"error: component '[^']+'(?: for target '[^']+')? is unavailable for download"
            r"|error: toolchain '[^']+' (?:does not (?:contain|support)|is not installed|has no"
            r"|may not be able)|'cargo-?\w*(?:\.exe)?' is not installed for the "
            r"(?:custom )?toolchain|error: override toolchain"
            r"|error: rustup could not choose a version"
        ),
        anchors=(
            "is unavailable for download",
            "error: toolchain '",
            "is not installed for the",
            "error: override toolchain",
            "error: rustup could not choose",
        ),
        weight=93,
        example=(
            "error: component 'clippy' for target 'x86_64-unknown-linux-gnu' is unavailable for "
            "download for channel 'nightly'"
        ),
        source="https://rust-lang.github.io/rustup/concepts/components.html",
    ),
    Rule(
        name="rustup-download",
        tool="rustup",
        category=Category.INFRA,
        pattern=(
            "error: could not download (?:file from|nonexistent rust version)"
            "|error: component download failed for"
        ),
        anchors=("error: could not download", "error: component download failed"),
        weight=88,
        example=(
            "error: component download failed for cargo-x86_64-unknown-linux-gnu: could not download file"
        ),
        source="https://github.com/rust-lang/rustup/blob/master/src/errors.rs",
    ),
    Rule(
        name="wasm-bindgen-version",
        tool="wasm-bindgen",
        category=Category.DEPENDENCY,
        pattern="it looks like the Rust project used to create this [Ww]asm file was linked against",
        anchors=("it looks like the Rust project used to create this",),
        weight=93,
        example="it looks like the Rust project used to create this Wasm file was linked against",
        source="https://github.com/rustwasm/wasm-bindgen/blob/main/crates/cli-support/src/wit/mod.rs",
    ),
    Rule(
        name="wasm-pack-failed",
        tool="wasm-pack",
        category=Category.BUILD,
        pattern=(
            "Error: Compiling your crate to WebAssembly failed"
            "|Error: Running Wasm tests with wasm-bindgen-test failed|Error: failed to (?:download"
            "|find|execute) .*wasm-"
        ),
        anchors=(
            "Error: Compiling your crate to WebAssembly failed",
            "Error: Running Wasm tests",
            "Error: failed to",
        ),
        weight=45,
        example="Error: Compiling your crate to WebAssembly failed",
        source="https://rustwasm.github.io/docs/wasm-pack/commands/build.html",
    ),
    Rule(
        name="cross-engine",
        tool="cross",
        category=Category.CONFIG,
        pattern=r"no container engine found|\[cross\] (?:error|fatal): ",
        anchors=("no container engine found", "[cross] error:", "[cross] fatal:"),
        weight=91,
        example="Error: no container engine found",
        source="https://github.com/cross-rs/cross/blob/main/src/docker/engine.rs",
    ),
    Rule(
        name="taplo-format",
        tool="taplo",
        category=Category.LINT,
        pattern="the file is not properly formatted",
        anchors=("the file is not properly formatted",),
        weight=90,
        example=('ERROR taplo:format_files: the file is not properly formatted path="/src/kiln/Cargo.toml"'),
        source="https://taplo.tamasfe.dev/cli/usage/formatting.html",
    ),
    Rule(
        name="maturin-failed",
        tool="maturin",
        category=Category.BUILD,
        pattern="maturin failed",
        anchors=("maturin failed",),
        weight=60,
        example="💥 maturin failed",
        source="https://www.maturin.rs/",
    ),
)
