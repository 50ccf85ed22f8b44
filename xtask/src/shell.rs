//! Running other programs: each step says what it does, and on failure what to do.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The repository's top folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Announces a step: what is done, and why it may take a while.
pub fn say(what: &str) {
    println!("\n==> {what}");
}

/// A program that runs in the repository's top folder with our tools first on its PATH, and without what cargo told
/// this program about itself, which would make an inner cargo build things twice.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    for (key, _) in env::vars_os() {
        let key = key.to_string_lossy().into_owned();
        if key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST") || key == "CARGO_BIN_NAME" {
            command.env_remove(key);
        }
    }
    let paths = env::var_os("PATH").unwrap_or_default();
    let ours = crate::tools::folder().join("bin");
    if let Ok(path) = env::join_paths(std::iter::once(ours).chain(env::split_paths(&paths))) {
        command.env("PATH", path);
    }
    command
}

/// Runs a program to its end, its output shown. `help` says what to do if it fails.
pub fn run(command: &mut Command, help: &str) -> Result<(), String> {
    let started = Instant::now();
    let line = line(command);
    println!("    {line}");
    let status = command.status().map_err(|error| format!("`{line}` did not start: {error}. {help}"))?;
    if status.success() {
        println!("    done in {:.0} s", started.elapsed().as_secs_f64());
        Ok(())
    } else {
        Err(format!("`{line}` failed ({status}). {help}"))
    }
}

/// What a program prints, or nothing when it is missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a native benchmark prints.
pub fn bench(name: &str, arguments: &[String]) -> Result<String, String> {
    // Built first, so that nothing but the measuring stands in the report.
    run(
        program("cargo").args(["bench", "--quiet", "--bench", name, "--no-run"]),
        "The compiler's message is above.",
    )?;
    output(program("cargo").args(["bench", "--quiet", "--bench", name, "--"]).args(arguments))
        .ok_or_else(|| format!("cargo bench --bench {name} failed"))
}

/// Processor and cores, where the system says.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split(':').nth(1));
    format!("{} with {cores} cores", model.map_or("a processor", str::trim))
}

/// Whether a program of this name is on the PATH, and where.
pub fn find(name: &str) -> Option<PathBuf> {
    let paths = env::var_os("PATH")?;
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&paths).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// The files of a folder with this extension, in the order of their names.
pub fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == extension));
    files.sort();
    Ok(files)
}

fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
