//! `cargo xtask bundle`, trunk's hook after a build: names of all code files carry a hash of their content, as trunk
//! does it for the page's own but not for the worker's. So a page never meets another build's worker, and hosts may
//! let browsers keep the files for ever.

use sha2::{Digest, Sha256};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Files to rename, each after those that it names.
const FILES: &[&str] = &["worker_bg.wasm", "worker.js", "worker_boot.js", "boot.js"];

/// The command.
pub fn run(_: &[String]) -> Result<(), String> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("this is a hook: run `cargo xtask page`")?;
    let mut names = Vec::new();
    for name in FILES {
        if *name != "worker_bg.wasm" {
            rewrite(&folder.join(name), &names)?;
        }
        let content = read(&folder.join(name))?;
        let hashed = hashed_name(name, &content);
        fs::rename(folder.join(name), folder.join(&hashed)).map_err(|error| format!("{name}: {error}"))?;
        names.push(((*name).to_owned(), hashed));
    }
    rewrite(&folder.join("index.html"), &names)
}

/// `worker.js` becomes `worker-0123456789abcdef.js`.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash: String = Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{hash}.{extension}")
}

/// Puts the new names where a file names others as `"./name"`.
fn rewrite(path: &Path, names: &[(String, String)]) -> Result<(), String> {
    let mut text = String::from_utf8(read(path)?).map_err(|_| format!("{} is not UTF-8", path.display()))?;
    for (old, new) in names {
        text = text.replace(&format!("\"./{old}\""), &format!("\"./{new}\""));
    }
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}
