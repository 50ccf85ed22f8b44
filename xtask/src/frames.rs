//! `cargo xtask frames`: measures how smoothly long articles are read and writes `benches/frames.md`.

use crate::page;
use crate::serve::Site;
use crate::shell::{output, program, root, say};
use crate::tools;
use std::fs;
use std::thread;

const HEAD: &str = "# Frames with long articles

Written by `cargo xtask frames`, from Chromium's own trace on the machine it ran on: the sample article again and again
until it is that long. A task of the main thread that takes long holds back the frame after it; an interaction counts
from the event to the next frame, and the browser tells none below 16 ms.
";

/// The command.
pub fn command(arguments: &[String]) -> Result<(), String> {
    if !arguments.is_empty() {
        return Err("there are no arguments".to_owned());
    }
    let browser = tools::for_testing()?;
    page::build()?;
    let site = Site::open(&page::dist(), "/", 0)?;
    let address = site.address();
    thread::spawn(move || site.serve());
    say("In headless Chromium: articles of 1,000 and 10,000 words (a minute)");
    let table = output(
        program("node")
            .arg("bench.mjs")
            .current_dir(tools::e2e_folder())
            .env("PARTYLINE_URL", address)
            .env("PARTYLINE_CHROMIUM", &browser.program),
    )
    .ok_or("the measurement failed. Run tests/e2e/bench.mjs against `cargo xtask serve` to see why.")?;
    println!("{table}");
    let path = root().join("benches/frames.md");
    fs::write(&path, format!("{HEAD}\n{table}\n")).map_err(|error| format!("{}: {error}", path.display()))
}
