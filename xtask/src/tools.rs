//! The tools that building and testing need, in pinned versions, installed once into `.tools/`.

use crate::shell::{output, program, root, run, say};
use std::path::PathBuf;

/// Builds the page. 0.22 needs a newer compiler than we ask for.
const TRUNK: (&str, &str, &str) = ("trunk", "0.21.14", "trunk");
/// Makes the JavaScript side of the wasm. Must equal the version of the crate `wasm-bindgen` in `Cargo.toml`.
const WASM_BINDGEN: (&str, &str, &str) = ("wasm-bindgen-cli", "0.2.129", "wasm-bindgen");

/// Where the tools are.
pub fn folder() -> PathBuf {
    root().join(".tools")
}

/// Everything that a build of the page needs.
pub fn for_building() -> Result<(), String> {
    wasm_target()?;
    cargo_tool(WASM_BINDGEN)?;
    cargo_tool(TRUNK)
}

/// The compiler's standard library for the browser.
pub fn wasm_target() -> Result<(), String> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = output(program("rustc").args(["--print", "sysroot"]))
        .ok_or("rustc is not on the PATH. Install Rust from https://rustup.rs")?;
    if PathBuf::from(sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    say("Adding Rust's standard library for WebAssembly (some seconds, once)");
    run(
        program("rustup").args(["target", "add", TARGET]),
        "Install Rust from https://rustup.rs, or your system's package with Rust's standard library for wasm32.",
    )
}

/// Our own copy of a tool, built where it is missing or of another version. The debug build is fast enough and takes a
/// third of the time; without default features there is no TLS to build, which serves only the tools' own downloads.
fn cargo_tool((package, version, binary): (&str, &str, &str)) -> Result<(), String> {
    let folder = folder();
    let installed = output(program(folder.join("bin").join(binary)).arg("--version"));
    if installed.is_some_and(|line| line.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    say(&format!("Building {package} {version} into .tools/ (minutes on two cores, once)"));
    run(
        program("cargo")
            .args([
                "install",
                package,
                "--version",
                version,
                "--locked",
                "--debug",
                "--no-default-features",
                "--force",
            ])
            .arg("--root")
            .arg(&folder)
            .env("CARGO_TARGET_DIR", folder.join("build"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0"),
        "It needs the crates registry and a C compiler; run the command again when they are there.",
    )
}
