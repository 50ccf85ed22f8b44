//! The layer rule of `src/lib.rs`: which part may use which other, and which parts know of a browser.

use std::fs;
use std::path::{Path, PathBuf};

/// Each part of `src/` with what it may use of ours, itself left out.
const LAYERS: &[(&str, &[&str])] = &[
    ("kernels", &[]),
    ("order", &[]),
    ("document", &["order"]),
    ("engine", &["order", "document"]),
    ("corrections", &["order", "document"]),
    ("view", &["order", "document", "corrections"]),
    ("export", &["order", "document", "corrections"]),
    ("share", &["order", "document", "corrections"]),
    ("protocol", &["document", "corrections", "share", "export"]),
    ("port", &["protocol"]),
    ("worker", &["document", "engine", "port", "protocol"]),
    ("clerk", &["document", "corrections", "share", "export", "port", "protocol"]),
    ("app", &["document", "corrections", "view", "export", "protocol"]),
    ("module", &["document", "engine"]),
    ("cli", &["document", "corrections", "engine", "share", "export"]),
];

/// The parts that run in a browser.
const IN_BROWSER: &[&str] = &["app", "port", "worker", "clerk", "module"];

/// Crates that only a browser makes sense of.
const BROWSER_CRATES: &[&str] = &["yew", "gloo", "web_sys", "js_sys", "wasm_bindgen", "serde_wasm_bindgen"];

/// Lines of code of all files of a part, each with its place; comments left out.
fn lines(part: &str) -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![src.join(format!("{part}.rs"))];
    files.extend(rust_files(&src.join(part)));
    let mut lines = Vec::new();
    for file in files.iter().filter(|file| file.is_file()) {
        let text = fs::read_to_string(file).expect("source files are UTF-8");
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            lines.push((format!("{}:{}", file.display(), number + 1), code.to_owned()));
        }
    }
    lines
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.expect("readable folder").path()) {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The parts of ours that a line names by `crate::`, alone or in braces.
fn named<'a>(line: &'a str) -> Vec<&'a str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let first_word = |text: &'a str| text.split(|c| !is_name(c)).next().unwrap_or_default();
    let mut names = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        if line[..at].ends_with(is_name) {
            continue;
        }
        let rest = &line[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(list) => names.extend(list.split(',').map(|item| first_word(item.trim()))),
            None => names.push(first_word(rest)),
        }
    }
    names
}

#[test]
fn each_part_uses_only_what_lies_below_it() {
    let parts: Vec<&str> = LAYERS.iter().map(|(part, _)| *part).collect();
    let mut breaches = Vec::new();
    for (part, allowed) in LAYERS {
        for (place, line) in lines(part) {
            for name in named(&line) {
                if parts.contains(&name) && name != *part && !allowed.contains(&name) {
                    breaches.push(format!("{place}: {part} must not use {name}"));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "the layer rule of src/lib.rs is broken:\n{}", breaches.join("\n"));
}

#[test]
fn only_page_and_workers_know_of_a_browser() {
    let mut breaches = Vec::new();
    for (part, _) in LAYERS.iter().filter(|(part, _)| !IN_BROWSER.contains(part)) {
        for (place, line) in lines(part) {
            for name in BROWSER_CRATES {
                if line.contains(&format!("{name}::")) {
                    breaches.push(format!("{place}: {part} must not use {name}"));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "the engine and its neighbours run natively too:\n{}", breaches.join("\n"));
}

#[test]
fn sorting_goes_by_order() {
    let mut breaches = Vec::new();
    for (part, _) in LAYERS.iter().filter(|(part, _)| !["order", "cli"].contains(part)) {
        for (place, line) in lines(part) {
            if line.contains(".sort") && !place.contains("tests.rs") {
                breaches.push(place);
            }
        }
    }
    assert!(
        breaches.is_empty(),
        "src/order.rs says why the standard sorts cost too much:\n{}",
        breaches.join("\n")
    );
}

#[test]
fn nothing_turns_text_into_markup() {
    /// Ways past the escaping of Yew and of `textContent`; the policy's Trusted Types refuse them too.
    const WAYS: &[&str] = &[
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "createContextualFragment",
        "srcdoc",
        "set_inner_html",
        "set_outer_html",
        "insert_adjacent_html",
        "from_html_unchecked",
        "eval(",
        "new Function",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = rust_files(&root.join("src"));
    files.push(root.join("index.html"));
    let entries = fs::read_dir(root.join("static")).expect("static is there");
    let scripts = entries.map(|entry| entry.expect("readable folder").path());
    files.extend(scripts.filter(|path| path.extension().is_some_and(|e| e == "js" || e == "html")));
    let mut breaches = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("source files are UTF-8");
        let ways = WAYS.iter().filter(|way| text.contains(*way));
        breaches.extend(ways.map(|way| format!("{}: {way}", file.display())));
    }
    assert!(breaches.is_empty(), "text must stay text:\n{}", breaches.join("\n"));
}

#[test]
fn the_rule_names_every_part() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(src).expect("src is there") {
        let name = entry.expect("readable folder").file_name().to_string_lossy().into_owned();
        let part = name.trim_end_matches(".rs");
        let known = ["lib", "bin"].contains(&part) || LAYERS.iter().any(|(known, _)| *known == part);
        assert!(known, "src/{name} is in no layer: add it to src/lib.rs and to tests/layers.rs");
    }
}

#[test]
fn names_are_found_in_every_way_of_writing_them() {
    assert_eq!(named("use crate::engine;"), ["engine"]);
    assert_eq!(named("let x = crate::share::encode(y) + crate::view::z;"), ["share", "view"]);
    assert_eq!(named("use crate::{document::Span, engine};"), ["document", "engine"]);
    assert_eq!(named("use othercrate::engine;"), [""; 0]);
}
