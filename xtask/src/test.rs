//! `cargo xtask test`: installs what is missing and runs all tests.

use crate::documents;
use crate::page;
use crate::serve::Site;
use crate::shell::{files, program, run, say};
use crate::tools::{self, Browser};
use std::path::{Path, PathBuf};
use std::thread;

/// The path that the built page is tested under: any sub-path of a static host must do.
const BASE: &str = "/some/path/";

/// The steps; each can be run alone by its name.
const STEPS: &[&str] = &["native", "browser", "e2e", FIREFOX];
/// The same journeys in another browser: minutes more, so it is run when it is named.
const FIREFOX: &str = "firefox";

/// The command.
pub fn command(arguments: &[String]) -> Result<(), String> {
    if let Some(other) = arguments.iter().find(|name| !STEPS.contains(&name.as_str())) {
        return Err(format!(
            "{other}: not known; there are {}, or nothing for all but the last",
            STEPS.join(", ")
        ));
    }
    let named = |step: &str| arguments.iter().any(|name| name == step);
    let wanted = |step: &str| arguments.is_empty() || named(step);
    if wanted("native") {
        native()?;
    }
    if wanted("browser") {
        tools::for_building()?;
        in_browser(&tools::for_testing()?)?;
    }
    if wanted("e2e") || named(FIREFOX) {
        page::build()?;
    }
    if wanted("e2e") {
        journeys_of(&chromium()?, &journeys()?, &[])?;
    }
    if named(FIREFOX) {
        journeys_of(&firefox()?, &journeys()?, &[])?;
    }
    say("All tests passed");
    Ok(())
}

/// Everything that needs no browser; components are rendered to HTML.
fn native() -> Result<(), String> {
    say("Native tests: unit, golden, property, layers, components, documentation (two minutes from nothing)");
    run(
        program("cargo").args(["test", "--workspace", "--features", "partyline/ssr"]),
        "Read the failed test's message above; run it alone with `cargo test NAME`.",
    )
}

/// What only a browser has, by wasm-bindgen's test runner.
fn in_browser(browser: &Browser) -> Result<(), String> {
    say("Tests in a headless browser: wasm against the browser's own interfaces (a minute from nothing)");
    run(
        program("cargo")
            .args(["test", "--target", "wasm32-unknown-unknown", "--no-default-features"])
            .args(["--features", "worker,clerk", "--test", "browser"])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .env("CHROMEDRIVER", &browser.driver),
        "If the browser did not start, its version and chromedriver's differ: install both from one place.",
    )
}

/// The browser that journeys go through.
struct Under {
    name: &'static str,
    /// By which `tests/e2e/browser.mjs` learns of the program.
    variable: &'static str,
    program: PathBuf,
}

fn chromium() -> Result<Under, String> {
    Ok(Under { name: "Chromium", variable: "PARTYLINE_CHROMIUM", program: tools::for_testing()?.program })
}

fn firefox() -> Result<Under, String> {
    Ok(Under { name: "Firefox", variable: tools::FIREFOX, program: tools::firefox()? })
}

/// `cargo xtask compare [--firefox] DIR...`: whether the browser reads the text files of these folders as the native
/// engine does, value for value.
pub fn compare(arguments: &[String]) -> Result<(), String> {
    let (options, folders): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|argument| argument.starts_with("--"));
    if folders.is_empty() || options.iter().any(|option| *option != "--firefox") {
        return Err("usage: cargo xtask compare [--firefox] DIR...".to_owned());
    }
    let mut texts = Vec::new();
    for folder in folders {
        texts.extend(files(Path::new(folder), "txt")?);
    }
    let browser = if options.is_empty() { chromium()? } else { firefox()? };
    page::build()?;
    say(&format!("Comparing {} texts", texts.len()));
    journeys_of(&browser, &["native.test.mjs".to_owned()], &texts)
}

/// Some of the journeys; the one that compares documents (`native.test.mjs`) reads these texts as well.
fn journeys_of(browser: &Under, names: &[String], texts: &[PathBuf]) -> Result<(), String> {
    let documents = page::dist().with_file_name("target").join("native-documents.jsonl");
    std::fs::create_dir_all(documents.with_file_name("")).map_err(|error| error.to_string())?;
    documents::write(&documents, texts)?;
    let site = Site::open(&page::dist(), BASE, 0)?;
    let address = site.address();
    say(&format!("End-to-end tests in {} against {address}", browser.name));
    thread::spawn(move || site.serve());
    run(
        program("node")
            .args(["--test", "--test-reporter=spec"])
            .args(names)
            .current_dir(tools::e2e_folder())
            .env("PARTYLINE_URL", address)
            .env("PARTYLINE_DIST", page::dist())
            .env("PARTYLINE_DOCUMENTS", documents)
            // One browser alone, whatever the caller's environment names.
            .env_remove(tools::FIREFOX)
            .env(browser.variable, &browser.program),
        "To look for yourself: `cargo xtask serve`, and the journeys are in tests/e2e/.",
    )
}

/// The files of the journeys, in order.
fn journeys() -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(tools::e2e_folder()).map_err(|error| format!("tests/e2e: {error}"))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    names.sort();
    Ok(names)
}
