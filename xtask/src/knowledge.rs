//! Makes the generated lists of `src/engine/lexicon` from maintained open sets: `cargo xtask knowledge`.
//!
//! Fetches pinned packages with npm and pip into `target/knowledge` and writes `countries.tsv` and `given.tsv`.
//! Terms of the sets stand in `src/engine/lexicon/SOURCES.md`. The other lists are kept by hand.

use crate::shell;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Packages of npm and their versions.
const NPM: [(&str, &str); 4] = [
    ("i18n-iso-countries", "7.14.0"),
    ("i18n-nationality", "1.4.0"),
    ("countries-list", "3.4.1"),
    ("cldr-localenames-modern", "45.0.0"),
];
/// The package of PyPI that has given names by language.
const FAKER: &str = "Faker==40.54.0";

/// Codes of CLDR and ISO that name no inhabited country.
const LEFT_OUT: [&str; 8] = ["AQ", "BV", "HM", "IO", "TF", "UM", "SJ", "GS"];
/// Wrong entries of the sets: code and adjective.
const WRONG: [(&str, &str); 1] = [("WF", "Welsh")];

/// Longest list of a language that is taken whole; of longer ones only what two languages share.
const WHOLE_LIST: usize = 60;
/// Names taken from a list that gives frequencies, most frequent first.
const FREQUENT: usize = 100;

/// Fetches the sets and writes the lists.
pub fn run(_: &[String]) -> Result<(), String> {
    let folder = fetch()?;
    let lexicon = shell::root().join("src/engine/lexicon");
    write(&lexicon.join("countries.tsv"), &countries(&folder)?)?;
    write(&lexicon.join("given.tsv"), &given_names(&folder)?)
}

fn fetch() -> Result<PathBuf, String> {
    let folder = shell::root().join("target/knowledge");
    fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    shell::say("fetch the open sets (npm, pip)");
    for (name, version) in NPM {
        let into = folder.join(name);
        if into.exists() {
            continue;
        }
        fs::create_dir_all(&into).map_err(|e| format!("cannot make {}: {e}", into.display()))?;
        let package = format!("{name}@{version}");
        shell::run(
            shell::program("npm").args(["pack", "--silent", &package]).current_dir(&folder),
            "Install Node.js, which brings npm.",
        )?;
        let archive = folder.join(format!("{name}-{version}.tgz"));
        shell::run(shell::program("tar").arg("xzf").arg(&archive).arg("-C").arg(&into), "Install tar.")?;
    }
    if !folder.join("faker").exists() {
        let mut pip = shell::program("python3");
        pip.args(["-m", "pip", "install", "--no-deps", "--target", "faker", FAKER]).current_dir(&folder);
        shell::run(&mut pip, "Install Python 3 with pip.")?;
    }
    Ok(folder)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
    println!("{}: {} lines", path.display(), text.lines().count());
    Ok(())
}

fn json(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path)
        .map_err(|e| format!("cannot read {}: {e}; delete target/knowledge and run again", path.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{} is not JSON: {e}", path.display()))
}

/// Code, name, other names, adjectives and capital of every country.
fn countries(folder: &Path) -> Result<String, String> {
    let iso = json(&folder.join("i18n-iso-countries/package/langs/en.json"))?;
    let adjectives = json(&folder.join("i18n-nationality/package/langs/en.json"))?;
    let capitals = json(&folder.join("countries-list/package/countries.min.json"))?;
    let cldr = json(&folder.join("cldr-localenames-modern/package/main/en/territories.json"))?;
    let cldr = &cldr["main"]["en"]["localeDisplayNames"]["territories"];
    let mut text = "# code\tname\tother names\tadjectives\tcapital. Made by `cargo xtask knowledge` (see SOURCES.md); put corrections into places.tsv.\n".to_owned();
    let codes: BTreeMap<&String, &Value> = iso["countries"].as_object().into_iter().flatten().collect();
    for (code, names) in codes {
        if LEFT_OUT.contains(&code.as_str()) {
            continue;
        }
        let main = plain(cldr[code].as_str().unwrap_or(code));
        // "Myanmar (Burma)", "Congo - Kinshasa": what stands in brackets is another name.
        let (main, inner) = match main.split_once(" (") {
            Some((main, inner)) if inner.ends_with(')') => {
                (main.to_owned(), Some(inner.trim_end_matches(')').to_owned()))
            }
            Some((main, _)) => (main.to_owned(), None),
            None => (main, None),
        };
        let mut others: Vec<String> = Vec::new();
        let short = ["-alt-short", "-alt-variant"]
            .map(|end| cldr[format!("{code}{end}")].as_str().unwrap_or("").to_owned());
        let listed = match names {
            Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            other => vec![other.as_str().unwrap_or("").to_owned()],
        };
        for name in listed.into_iter().chain(short).chain(inner) {
            let name = plain(&name);
            let name = name.trim_start_matches("The ").split(" (").next().unwrap_or("").to_owned();
            // "Tanzania, United Republic of" in the order of speech.
            let name = match name.split_once(", ") {
                Some((tail, head)) if head.ends_with(" of") || head.ends_with(" of the") => {
                    format!("{head} {tail}")
                }
                Some(_) => continue,
                None => name,
            };
            if !name.is_empty() && name != main && !others.contains(&name) {
                others.push(name);
            }
        }
        let adjective =
            adjectives["nationalities"][code].as_str().unwrap_or("").split(" (").next().unwrap_or("");
        let adjectives: Vec<&str> = adjective
            .split(" or ")
            .flat_map(|a| a.split(" - "))
            .map(str::trim)
            .filter(|a| !a.is_empty() && !a.contains(',') && *a != main && !others.iter().any(|o| o == a))
            .filter(|a| !WRONG.contains(&(code.as_str(), a)))
            .collect();
        let capital = capitals[code]["capital"].as_str().unwrap_or("");
        text.push_str(&[code, main.as_str(), &others.join(";"), &adjectives.join(";"), capital].join("\t"));
        text.push('\n');
    }
    Ok(text)
}

fn plain(name: &str) -> String {
    name.replace('’', "'").replace(" & ", " and ").replace(" SAR China", "")
}

/// Given names with `m`, `f`, or `x` for both.
fn given_names(folder: &Path) -> Result<String, String> {
    let providers = folder.join("faker/faker/providers/person");
    let entries = fs::read_dir(&providers).map_err(|e| {
        format!("cannot read {}: {e}; delete target/knowledge and run again", providers.display())
    })?;
    let mut languages: Vec<String> =
        entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    languages.sort();
    let mut genders: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    let mut spoken: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut kept: BTreeSet<String> = BTreeSet::new();
    for language in languages {
        let Ok(source) = fs::read_to_string(providers.join(&language).join("__init__.py")) else { continue };
        for (gender, mut names) in lists(&source) {
            names.sort_by(|a, b| b.1.total_cmp(&a.1));
            for (rank, (name, weight)) in names.iter().enumerate() {
                genders.entry(name.clone()).or_default().insert(gender);
                let tongue = language.split('_').next().unwrap_or("").to_owned();
                spoken.entry(name.clone()).or_default().insert(tongue);
                if names.len() <= WHOLE_LIST || *weight > 0.0 && rank < FREQUENT {
                    kept.insert(name.clone());
                }
            }
        }
    }
    kept.extend(spoken.into_iter().filter(|(_, tongues)| tongues.len() > 1).map(|(name, _)| name));
    let mut text =
        "# given name\tm, f or x (both). Made by `cargo xtask knowledge`; see SOURCES.md.\n".to_owned();
    for name in kept {
        let letters = &genders[&name];
        let letter = if letters.len() > 1 { 'x' } else { letters.iter().next().copied().unwrap_or('x') };
        text.push_str(&format!("{name}\t{letter}\n"));
    }
    Ok(text)
}

/// The lists `first_names_male = (...)` and their like in a Python file: gender, names with their frequency.
fn lists(source: &str) -> Vec<(char, Vec<(String, f64)>)> {
    let mut found = Vec::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let Some((head, rest)) = line.split_once('=') else { continue };
        let variable = head.split(':').next().unwrap_or("").trim();
        let gender = match variable {
            "first_names_male" | "first_name_male" | "male_first_names" => 'm',
            "first_names_female" | "first_name_female" | "female_first_names" => 'f',
            _ => continue,
        };
        let mut names = Vec::new();
        let mut depth = 0;
        let mut part = Some(rest);
        while let Some(text) = part {
            names.extend(entries(text));
            depth +=
                text.matches(['(', '[', '{']).count() as i32 - text.matches([')', ']', '}']).count() as i32;
            part = if depth > 0 { lines.next() } else { None };
        }
        found.push((gender, names));
    }
    found
}

/// `"Ada", 0.01` or `"Ada",`: Latin names with their frequency, 0 if none is given.
fn entries(line: &str) -> Vec<(String, f64)> {
    let mut names = Vec::new();
    let parts: Vec<&str> = line.split('"').collect();
    for pair in parts.chunks(2).map(|c| c.to_vec()).collect::<Vec<_>>().windows(2) {
        let [before, after] = pair else { continue };
        let Some(name) = before.get(1).and_then(|name| name.split('-').next()) else { continue };
        let mut letters = name.chars();
        let capital = letters.next().is_some_and(|c| c.is_uppercase() && c < '\u{250}');
        let small = name.chars().skip(1).all(|c| (c.is_lowercase() || c == '\'') && c < '\u{250}');
        if !(capital && small && name.chars().count() > 2) {
            continue;
        }
        let number: String = after
            .first()
            .unwrap_or(&"")
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        names.push((name.to_owned(), number.parse().unwrap_or(0.0)));
    }
    names
}
