//! `cargo xtask page`: the release page, built by trunk into `dist/`.

use crate::shell::{program, root, run, say};
use crate::tools;
use std::path::PathBuf;
use std::{env, fs};

/// Where the built page lies.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Adds to the flags of `.cargo/config.toml`.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Flags that leave this machine's folders out of the code: it gets smaller, and the same wherever it is built.
fn without_folders() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry").join("src")).ok());
    let folders = registries.into_iter().flatten().flatten().map(|entry| entry.path()).chain([root()]);
    let folders = folders.map(|folder| folder.display().to_string());
    // The flags are divided at white space.
    let flags = folders
        .filter(|folder| !folder.contains(char::is_whitespace))
        .map(|folder| format!("--remap-path-prefix={folder}/="));
    flags.collect::<Vec<_>>().join(" ")
}

/// Builds it, after what building needs.
pub fn build() -> Result<(), String> {
    tools::for_building()?;
    say(
        "Building the page into dist/ (two to three minutes from nothing on two cores: page and worker, optimised as a whole)",
    );
    run(
        program("trunk").args(["build", "--config", "Trunk.toml"]).env(FLAGS, without_folders()),
        "The compiler's message above says what is wrong.",
    )
}

/// The command.
pub fn command(_: &[String]) -> Result<(), String> {
    build()
}
