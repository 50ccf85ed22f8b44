//! `cargo xtask fuzz TARGET [--minutes N]`: coverage-guided fuzzing of one target of `tests/fuzz/` by libFuzzer.
//!
//! The compiler instruments the code for coverage as `cargo fuzz` has it done, by options that the stable one knows too.
//! What is found stays in `target/fuzz/`: the corpus, and inputs that crashed. Each of these becomes a test.

use crate::shell::{files, output, program, root, run, say};
use std::fs;
use std::path::Path;

const TARGETS: &[&str] = &["engine", "quotes", "link", "import", "file", "corrections"];

/// Counters for every edge, and every comparison told to the fuzzer.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1";

/// Longest input, in bytes: several paragraphs.
const LONGEST: usize = 4096;
/// Formats that are read back, each with the letter that the target `import` knows it by.
const IMPORTS: &[(&str, &str)] = &[("j", "json"), ("w", "web-annotation"), ("b", "brat"), ("t", "tei")];

/// The command.
pub fn command(arguments: &[String]) -> Result<(), String> {
    let usage = || format!("usage: cargo xtask fuzz TARGET [--minutes N]; targets: {}", TARGETS.join(", "));
    let (target, minutes) = match arguments {
        [target] => (target, 60),
        [target, option, minutes] if option == "--minutes" => (target, minutes.parse().map_err(|_| usage())?),
        _ => return Err(usage()),
    };
    if !TARGETS.contains(&target.as_str()) {
        return Err(usage());
    }
    let folder = root().join("target").join("fuzz");
    say("Building the target, instrumented (two minutes from nothing)");
    run(
        program("cargo")
            .args([
                "build",
                "--release",
                "--locked",
                "--manifest-path",
                "tests/fuzz/Cargo.toml",
                "--bin",
                target,
            ])
            .arg("--target-dir")
            .arg(&folder)
            // Named, so that build scripts, which are for the host, are not instrumented.
            .args(["--target", &host()?])
            .env("RUSTFLAGS", FLAGS),
        "It needs a C++ compiler for libFuzzer.",
    )?;
    let corpus = folder.join("corpus").join(target);
    let found = folder.join("found");
    for made in [&corpus, &found] {
        fs::create_dir_all(made).map_err(|error| format!("{}: {error}", made.display()))?;
    }
    seed(target, &corpus)?;
    say(&format!("Fuzzing {target} for {minutes} minutes"));
    run(
        program(folder.join(host()?).join("release").join(target))
            .arg(&corpus)
            .arg(format!("-max_total_time={}", minutes * 60))
            .arg(format!("-max_len={LONGEST}"))
            .args(["-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=1"])
            .arg(format!("-artifact_prefix={}/{target}-", found.display())),
        "The input that did it is in target/fuzz/found/. Make it a test, then mend it.",
    )
}

/// What the compiler calls this machine.
fn host() -> Result<String, String> {
    let version = output(program("rustc").arg("-vV")).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say which machine this is".to_owned())
}

/// Puts the project's own texts, links and files where the fuzzer begins.
fn seed(target: &str, corpus: &Path) -> Result<(), String> {
    let write = |name: &str, content: &[u8]| {
        fs::write(corpus.join(name), content).map_err(|error| format!("{}: {error}", corpus.display()))
    };
    let articles = files(&root().join("tests").join("golden"), "txt")?;
    match target {
        "engine" | "quotes" | "file" => {
            for article in articles {
                write(&name(&article), &read(&article)?)?;
            }
        }
        "link" => {
            for links in files(&root().join("tests").join("links"), "txt")? {
                let links = String::from_utf8_lossy(&read(&links)?).into_owned();
                for (i, line) in links.lines().enumerate() {
                    let link = line.split_whitespace().next_back().unwrap_or_default();
                    write(&format!("link-{i}"), link.as_bytes())?;
                }
            }
        }
        "import" => {
            for article in articles.iter().take(6) {
                for (letter, format) in IMPORTS {
                    let export = output(
                        program("cargo")
                            .args(["run", "--quiet", "--release", "--locked", "--bin", "partyline", "--"])
                            .args(["export", "--format", format])
                            .arg(article),
                    )
                    .ok_or("`partyline export` failed: does `cargo build --release` pass?")?;
                    write(&format!("{}.{format}", name(article)), format!("{letter}{export}").as_bytes())?;
                }
            }
        }
        _ => {
            for seed in files(&root().join("tests").join("fuzz").join("seeds").join(target), "json")? {
                write(&name(&seed), &read(&seed)?)?;
            }
        }
    }
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}
