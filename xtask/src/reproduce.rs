//! `cargo xtask reproduce`: builds the page here and, from nothing, in another folder, and wants the same files.

use crate::page;
use crate::shell::{output, program, root, run, say};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, process};

/// The command.
pub fn command(_: &[String]) -> Result<(), String> {
    page::build()?;
    let made = env::temp_dir().join(format!("partyline-{}", process::id()));
    // A path of another length and depth.
    let elsewhere = made.join("somewhere").join("else");
    copy(&elsewhere)?;
    say(&format!("Building it again in {} (minutes: everything from nothing)", elsewhere.display()));
    run(
        program("cargo").args(["xtask", "page"]).current_dir(&elsewhere).env_remove("CARGO_TARGET_DIR"),
        "The message above says what is wrong.",
    )?;
    let (here, there) = (digests(&page::dist())?, digests(&elsewhere.join("dist"))?);
    let names = here.keys().chain(there.keys());
    let mut different: Vec<&String> = names.filter(|name| here.get(*name) != there.get(*name)).collect();
    different.dedup();
    if !different.is_empty() {
        return Err(format!("not the same in dist/ and {}/dist: {different:?}", elsewhere.display()));
    }
    say(&format!("All {} files are the same; all of them together: {}", here.len(), digest(&whole(&here))));
    fs::remove_dir_all(&made).map_err(|error| format!("{}: {error}", made.display()))
}

/// The files that Git knows, as they are now, and the tools, which take long to build.
fn copy(to: &Path) -> Result<(), String> {
    let known = output(program("git").args(["ls-files"]).current_dir(root()))
        .ok_or("git does not list the files: this needs a checkout")?;
    let tools =
        fs::read_dir(root().join(".tools").join("bin")).map_err(|error| format!(".tools/bin: {error}"))?;
    let tools = tools.flatten().map(|tool| format!(".tools/bin/{}", tool.file_name().to_string_lossy()));
    for name in known.lines().map(str::to_owned).chain(tools) {
        let (from, to) = (root().join(&name), to.join(&name));
        let made = to.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::copy(&from, &to)).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}

/// Every file's digest, by name.
fn digests(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let problem = |error| format!("{}: {error}", folder.display());
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        let entry = entry.map_err(problem)?;
        let bytes = fs::read(entry.path()).map_err(problem)?;
        all.insert(entry.file_name().to_string_lossy().into_owned(), digest(&bytes));
    }
    Ok(all)
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As `sha256sum` prints them in the folder.
fn whole(digests: &BTreeMap<String, String>) -> Vec<u8> {
    let lines = digests.iter().map(|(name, digest)| format!("{digest}  {name}\n"));
    lines.collect::<String>().into_bytes()
}
