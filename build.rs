//! Makes of the lists that people edit, `src/engine/lexicon/`, what programs carry: comments and blank lines go, and of
//! each given name stays what differs from the name before. A tenth of what the lists would weigh goes with them.

use std::path::Path;
use std::{env, fs, io};

const LISTS: &str = "src/engine/lexicon";
const GIVEN: &str = "given.tsv";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={LISTS}");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo says where to write"))?;
    for entry in fs::read_dir(LISTS)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt" || extension == "tsv") {
            let name = path.file_name().unwrap_or_default();
            let text = fs::read_to_string(&path)?;
            let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
            let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
            let carried = if name == GIVEN { names(&lines) } else { lines.join("\n") };
            fs::write(Path::new(&out).join(name), carried)?;
        }
    }
    Ok(())
}

/// Men's names, women's, and those of both, `=` after each. A capital before a name says how many bytes of the name
/// before come first: `A` none, `B` one. The name's own capital is small, so that capitals divide.
fn names(lines: &[&str]) -> String {
    const MOST_SHARED: usize = 25;
    let mut carried = String::new();
    for gender in ["m", "f", "x"] {
        let rows = lines.iter().filter_map(|line| line.split_once('\t'));
        let mut names: Vec<&str> =
            rows.filter(|(_, of)| of.trim() == gender).map(|(name, _)| name.trim()).collect();
        names.sort_unstable();
        let mut before = String::new();
        for name in names {
            let name = first_small(name);
            let same = name.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
            let shared = (0..=same.min(MOST_SHARED)).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
            carried.push(char::from(b'A' + shared as u8));
            carried.push_str(&name[shared..]);
            before = name;
        }
        carried.push('=');
    }
    carried
}

/// The name with its first letter small, if that is one of A to Z.
fn first_small(name: &str) -> String {
    let (first, rest) = name.split_at_checked(1).unwrap_or(("", name));
    assert!(!rest.contains(|c: char| c.is_ascii_uppercase() || c == '='), "{name}: capitals divide the list");
    first.to_ascii_lowercase() + rest
}
