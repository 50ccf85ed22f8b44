//! `cargo xtask bundle`, trunk's hook after a build.
//!
//! Names of all code files get a hash of their content, as trunk does it for the page's own but not for the workers'.
//! So a page never meets another build's workers, and hosts may let browsers keep the files for ever. Then the service
//! worker gets the list of all files, and a version that is a hash of them.

use crate::functions;
use crate::shell::{files, program, root, run, say};
use crate::tools;
use sha2::{Digest, Sha256};
use std::env;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Files to rename, each after those that it names.
const FILES: &[&str] = &[
    "weights.bin",
    "worker_bg.wasm",
    "worker.js",
    "worker_boot.js",
    "clerk_bg.wasm",
    "clerk.js",
    "clerk_boot.js",
    "handed.js",
    "boot.js",
];
/// The engine as a module and the page that shows it: for other pages, under names that stay, and no part of a visit.
pub const MODULE: &[&str] =
    &["engine.js", "engine_bg.wasm", "engine.d.ts", "engine_bg.wasm.d.ts", "module.html", "module.js"];
/// The service worker; its name must stay, or browsers would never learn of a new one.
const SERVICE_WORKER: &str = "sw.js";

/// The command.
pub fn command(_: &[String]) -> Result<(), String> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("this is a hook: run `cargo xtask page`")?;
    shrink(&folder)?;
    for name in ["worker.js", "clerk.js"] {
        restore(&folder, name)?;
    }
    let loaders = files(&folder, "js")?.into_iter().filter(|script| {
        let name = script.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("app-") || name == "worker.js" || name == "clerk.js"
    });
    for script in loaders {
        minify(&script)?;
    }
    let mut names = Vec::new();
    for name in FILES {
        if Path::new(name).extension().is_some_and(|extension| extension == "js") {
            strip(&folder.join(name))?;
            rewrite(&folder.join(name), &names)?;
        }
        let hashed = hashed_name(name, &read(&folder.join(name))?);
        fs::rename(folder.join(name), folder.join(&hashed)).map_err(|error| format!("{name}: {error}"))?;
        names.push(((*name).to_owned(), hashed));
    }
    rewrite(&folder.join("index.html"), &names)?;
    rewrite(&folder.join("module.js"), &names)?;
    strip(&folder.join(SERVICE_WORKER))?;
    list(&folder)
}

/// What our wasm uses beyond the first version of WebAssembly; every browser that the page supports has it.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// For size alone. The lowest kilobyte of the memory is the end of the stack, which no program of ours comes to; to know
/// that spares an addition before many loads and stores.
const SMALL: &[&str] =
    &["-Oz", "--converge", "--low-memory-unused", "--strip-producers", "--strip-target-features"];

/// Puts functions in the order of their names and leaves these out.
const ORDERED: &[&str] = &["--reorder-functions-by-name", "--strip-debug"];

/// Makes the wasm smaller, by a twenty-fifth as it is transferred and by a fifteenth as it is compiled.
pub fn shrink(folder: &Path) -> Result<(), String> {
    let Some(packages) = tools::optimisers()? else {
        say("Leaving the wasm as large as it is: making it smaller takes Node.js (https://nodejs.org)");
        return Ok(());
    };
    let optimiser = packages.join("binaryen").join("bin").join("wasm-opt");
    say("Making the wasm smaller (a minute)");
    for file in files(folder, "wasm")? {
        let optimise = |options: &[&str]| {
            run(
                program("node").arg(&optimiser).args(FEATURES).args(options).arg(&file).arg("-o").arg(&file),
                "Delete xtask/optimiser/node_modules and run the command again.",
            )
        };
        optimise(SMALL)?;
        let named = functions::named_by_likeness(&read(&file)?)?;
        fs::write(&file, named).map_err(|error| format!("{}: {error}", file.display()))?;
        optimise(ORDERED)?;
    }
    Ok(())
}

/// Puts a worker's script there as wasm-bindgen made it: trunk's way to make it smaller names and orders things anew with
/// every build, and two builds of one source have to be the same.
fn restore(folder: &Path, name: &str) -> Result<(), String> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let made = target.join("wasm-bindgen").join("release").join(name);
    fs::write(folder.join(name), read(&made)?).map_err(|error| format!("{name}: {error}"))
}

/// Makes a script of wasm-bindgen's smaller, which trunk cannot do for a page's.
fn minify(script: &Path) -> Result<(), String> {
    let Some(packages) = tools::optimisers()? else {
        return strip(script);
    };
    let esbuild = packages.join("esbuild").join("bin").join("esbuild");
    let mut out = OsString::from("--outfile=");
    out.push(script);
    run(
        program("node")
            .arg(esbuild)
            .arg(script)
            .args(["--minify", "--target=es2021", "--log-level=error", "--allow-overwrite"])
            .arg(out),
        "Delete xtask/optimiser/node_modules and run the command again.",
    )
}

/// Leaves out the lines that are comments, and what lines begin with to look well; none is inside of a string.
fn strip(path: &Path) -> Result<(), String> {
    let text = read_text(path)?;
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .collect();
    fs::write(path, lines.join("\n") + "\n").map_err(|error| format!("{}: {error}", path.display()))
}

/// `worker.js` becomes `worker-0123456789abcdef.js`.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{}.{extension}", hex(&Sha256::digest(content)))
}

/// The first eight bytes, which are plenty.
fn hex(digest: &[u8]) -> String {
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Puts the new names where a file names others as `./name`, in quotation marks or, in minified HTML, without.
fn rewrite(path: &Path, names: &[(String, String)]) -> Result<(), String> {
    let mut text = read_text(path)?;
    for (old, new) in names {
        text = renamed(&text, &format!("./{old}"), &format!("./{new}"));
    }
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// `text` with `new` wherever `old` stands as a whole address.
fn renamed(text: &str, old: &str, new: &str) -> String {
    let part_of_a_name = |c: char| c.is_alphanumeric() || "._-/".contains(c);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(old) {
        let whole = !before.ends_with(part_of_a_name) && !after.starts_with(part_of_a_name);
        out.push_str(before);
        out.push_str(if whole { new } else { old });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Tells the service worker which files there are.
fn list(folder: &Path) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| name != SERVICE_WORKER && !MODULE.contains(&name.as_str()))
        .collect();
    files.sort();
    let mut digest = Sha256::new();
    for name in &files {
        digest.update(name.as_bytes());
        digest.update(Sha256::digest(read(&folder.join(name))?));
    }
    let names: Vec<String> = files
        .iter()
        .map(|name| if name == "index.html" { "./".to_owned() } else { format!("./{name}") })
        .collect();
    let path = folder.join(SERVICE_WORKER);
    let body = read_text(&path)?;
    digest.update(&body);
    let version = hex(&digest.finalize());
    let names = serde_json::to_string_pretty(&names).map_err(|error| error.to_string())?;
    fs::write(&path, format!("const VERSION = \"{version}\";\nconst FILES = {names};\n\n{body}"))
        .map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn read_text(path: &Path) -> Result<String, String> {
    String::from_utf8(read(path)?).map_err(|_| format!("{} is not UTF-8", path.display()))
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn addresses_are_renamed_as_a_whole_with_quotation_marks_or_without() {
        for (text, expected) in [
            (r#"import("./a.js")"#, r#"import("./a-1.js")"#),
            ("<script src=./a.js defer>", "<script src=./a-1.js defer>"),
            ("src=./a.js>'./a.js'`./a.js`", "src=./a-1.js>'./a-1.js'`./a-1.js`"),
            ("'../a.js' './a.js.map' './ba.js'", "'../a.js' './a.js.map' './ba.js'"),
        ] {
            assert_eq!(renamed(text, "./a.js", "./a-1.js"), expected);
        }
    }
}
