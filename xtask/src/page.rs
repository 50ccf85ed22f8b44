//! `cargo xtask page`: the release page, built by trunk into `dist/`.

use crate::shell::{program, root, run, say};
use crate::tools;
use std::path::PathBuf;

/// Where the built page lies.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Builds it, after what building needs.
pub fn build() -> Result<(), String> {
    tools::for_building()?;
    say(
        "Building the page into dist/ (two to three minutes from nothing on two cores: page and worker, optimised as a whole)",
    );
    run(
        program("trunk").args(["build", "--config", "Trunk.toml"]),
        "The compiler's message above says what is wrong.",
    )
}

/// The command.
pub fn command(_: &[String]) -> Result<(), String> {
    build()
}
