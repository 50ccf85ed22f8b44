//! The tools that building and testing need, in pinned versions, installed once into `.tools/`.

use crate::shell::{find, output, program, root, run, say};
use std::path::{Path, PathBuf};

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

/// The packages of the programs that make wasm and scripts smaller, installed once; none where there is no Node.js to run
/// them.
pub fn optimisers() -> Result<Option<PathBuf>, String> {
    if node().is_err() {
        return Ok(None);
    }
    let folder = root().join("xtask").join("optimiser");
    node_packages(&folder)?;
    Ok(Some(folder.join("node_modules")))
}

/// Everything that the tests need beyond a build: a browser, and what drives it.
pub fn for_testing() -> Result<Browser, String> {
    let browser = browser()?;
    node()?;
    node_packages(&e2e_folder())?;
    Ok(browser)
}

/// A Chromium and the program that drives it for wasm-bindgen's test runner.
pub struct Browser {
    /// Chromium or Chrome.
    pub program: PathBuf,
    /// Its ChromeDriver.
    pub driver: PathBuf,
}

/// The names Chromium and Chrome go by on a PATH.
const BROWSERS: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
/// Where systems put it that have no PATH for programs with windows.
const BROWSER_PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/// The browser named by PARTYLINE_CHROMIUM and CHROMEDRIVER, or the system's, or a freshly installed one.
fn browser() -> Result<Browser, String> {
    if find_browser().is_none() || find_driver().is_none() {
        debian_packages(&["chromium", "chromium-driver"], "Chromium, for the tests in a browser")?;
    }
    let program = find_browser().ok_or(
        "no Chrome or Chromium found. Install one (Debian: chromium; elsewhere https://www.google.com/chrome/), \
         or name it in PARTYLINE_CHROMIUM.",
    )?;
    let driver = find_driver().ok_or(
        "no chromedriver found. Install the one of your browser's version (Debian: chromium-driver; elsewhere \
         https://googlechromelabs.github.io/chrome-for-testing/) on the PATH, or name it in CHROMEDRIVER.",
    )?;
    Ok(Browser { program, driver })
}

fn find_browser() -> Option<PathBuf> {
    let named = std::env::var_os("PARTYLINE_CHROMIUM").map(PathBuf::from);
    named
        .or_else(|| BROWSERS.iter().find_map(|name| find(name)))
        .or_else(|| BROWSER_PLACES.iter().map(PathBuf::from).find(|path| path.is_file()))
}

fn find_driver() -> Option<PathBuf> {
    std::env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| find("chromedriver"))
}

/// Names the Firefox to test in.
pub const FIREFOX: &str = "PARTYLINE_FIREFOX";
/// The names Firefox goes by on a PATH, and its places.
const FIREFOXES: &[&str] = &["firefox-esr", "firefox"];
const FIREFOX_PLACES: &[&str] =
    &["/Applications/Firefox.app/Contents/MacOS/firefox", "C:\\Program Files\\Mozilla Firefox\\firefox.exe"];

/// A Firefox as its makers ship it, and what drives it.
pub fn firefox() -> Result<PathBuf, String> {
    node()?;
    node_packages(&e2e_folder())?;
    let find_firefox = || {
        let named = std::env::var_os(FIREFOX).map(PathBuf::from);
        named
            .or_else(|| FIREFOXES.iter().find_map(|name| find(name)))
            .or_else(|| FIREFOX_PLACES.iter().map(PathBuf::from).find(|path| path.is_file()))
    };
    if find_firefox().is_none() {
        debian_packages(&["firefox-esr"], "Firefox, for the journeys in it")?;
    }
    find_firefox().ok_or_else(|| {
        format!("no Firefox found. Install it (Debian: firefox-esr; elsewhere https://www.firefox.com), or name it in {FIREFOX}.")
    })
}

/// Counts instructions.
pub fn valgrind() -> Result<(), String> {
    if find("valgrind").is_none() {
        debian_packages(&["valgrind"], "valgrind, which counts instructions")?;
    }
    match find("valgrind") {
        Some(_) => Ok(()),
        None => {
            Err("no valgrind found. Install it from your system's packages: https://valgrind.org".to_owned())
        }
    }
}

fn node() -> Result<(), String> {
    if find("node").is_none() || find("npm").is_none() {
        debian_packages(&["nodejs", "npm"], "Node.js, which runs the end-to-end tests")?;
    }
    match (find("node"), find("npm")) {
        (Some(_), Some(_)) => Ok(()),
        _ => Err("no node and npm found. Install Node.js 18 or newer: https://nodejs.org".to_owned()),
    }
}

/// On Debian and its kin, as root, installs packages; elsewhere does nothing, and the caller says what is missing.
fn debian_packages(names: &[&str], what: &str) -> Result<(), String> {
    let root = output(program("id").arg("-u")).is_some_and(|id| id == "0");
    if find("apt-get").is_none() || !root {
        return Ok(());
    }
    say(&format!("Installing {what} (half a minute, once)"));
    let help = "Install it by hand and run the command again.";
    let install = |out: &str| {
        let mut command = program("apt-get");
        command
            .args(["install", "--yes", "--no-install-recommends"])
            .args(names)
            .env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut command, out)
    };
    install(help).or_else(|_| {
        run(program("apt-get").arg("update"), help)?;
        install(help)
    })
}

/// Where the end-to-end tests and their packages are.
pub fn e2e_folder() -> PathBuf {
    root().join("tests").join("e2e")
}

/// The packages that a folder's `package-lock.json` names, unless they are there already.
pub fn node_packages(folder: &Path) -> Result<(), String> {
    let wanted = std::fs::read(folder.join("package-lock.json"))
        .map_err(|error| format!("package-lock.json: {error}"))?;
    let mark = folder.join("node_modules").join(".installed-lock.json");
    if std::fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say(&format!("Installing packages into {}/node_modules (seconds, once)", folder.display()));
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(
        program(npm).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(folder),
        "It needs the npm registry; run the command again when it can be reached.",
    )?;
    std::fs::write(&mark, wanted).map_err(|error| format!("{}: {error}", mark.display()))
}
