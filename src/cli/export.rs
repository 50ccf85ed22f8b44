//! `partyline export`: articles as files of other programs' formats, and back.

use super::read;
use crate::corrections::Log;
use crate::document::{About, Document};
use crate::export::{Article, Format, Imported, brat, json, tei, web_annotation};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What was asked for.
struct Request<'a> {
    format: Format,
    /// A file with annotations of the one article.
    from: Option<&'a str>,
    /// A folder for the results; standard output if there is none.
    out: Option<&'a Path>,
    files: &'a [String],
}

/// Runs the command with what follows its name. `annotate` is the engine.
///
/// A file that cannot be read gets a message on standard error and the exit code 1 at the end; the others are still
/// done. A broken pipe ends quietly.
///
/// # Errors
/// What is wrong with the arguments.
pub fn run(arguments: &[String], annotate: &dyn Fn(&str) -> Document) -> Result<ExitCode, String> {
    let request = parse(arguments)?;
    let mut failed = false;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for file in request.files {
        let article = read(file).and_then(|content| open(file, content, request.from, annotate));
        let done = article.and_then(|imported| {
            let Imported { text, about, whole, document, log } = &imported;
            let article = Article { whole: *whole, ..Article::new(text, about, document, log) };
            let written = request.format.export(&article);
            match request.out {
                Some(folder) => save(file, &folder.join(name(file, request.format)), &written).map(|()| true),
                None => Ok(out.write_all(written.as_bytes()).and_then(|()| out.flush()).is_ok()),
            }
        });
        match done {
            Ok(true) => {}
            Ok(false) => break,
            Err(message) => {
                eprintln!("partyline: {file}: {message}");
                failed = true;
            }
        }
    }
    Ok(ExitCode::from(u8::from(failed)))
}

fn parse(arguments: &[String]) -> Result<Request<'_>, String> {
    let (mut format, mut from, mut out) = (None, None, None);
    let mut files = arguments;
    while let [flag, rest @ ..] = files
        && flag.starts_with("--")
    {
        let [value, rest @ ..] = rest else { return Err(format!("{flag} needs a value")) };
        match flag.as_str() {
            "--format" => match Format::named(value) {
                Some(named) => format = Some(named),
                None => return Err(format!("there is no format “{value}”; choose one of {}", names())),
            },
            "--from" => from = Some(value.as_str()),
            "--out" => out = Some(Path::new(value)),
            _ => return Err(format!("there is no option {flag}")),
        }
        files = rest;
    }
    let format = format.ok_or_else(|| format!("--format is missing; choose one of {}", names()))?;
    match (files, from) {
        ([], _) => Err("a file is missing (- reads standard input)".to_owned()),
        ([_, _, ..], Some(_)) => Err("--from needs exactly one article".to_owned()),
        _ => Ok(Request { format, from, out, files }),
    }
}

/// The names of all formats.
#[must_use]
pub fn names() -> String {
    Format::ALL.map(Format::name).join(", ")
}

/// An article with the engine's annotation; Partyline's own JSON (`.json`) and TEI (`.xml`) bring theirs along.
fn open(
    file: &str,
    content: String,
    from: Option<&str>,
    annotate: &dyn Fn(&str) -> Document,
) -> Result<Imported, String> {
    let about = About::default();
    if file.ends_with(".json") {
        return json::import(&content).map_err(|e| e.to_string());
    }
    if file.ends_with(".xml") {
        let tei = tei::import(&content).map_err(|e| e.to_string())?;
        let (text, about) = (tei.text.clone(), tei.about.clone());
        let (document, log) = tei.into_document(&annotate(&text)).map_err(|e| e.to_string())?;
        return Ok(Imported { text, about, whole: false, document, log });
    }
    let document = annotate(&content);
    let (document, log) = match from {
        None => (document, Log::default()),
        Some(from) => {
            let annotations = read(from).map_err(|e| format!("{from} {e}"))?;
            let imported = if from.ends_with(".ann") {
                brat::import(&annotations, &content, &document)
            } else {
                web_annotation::import(&annotations, &content, &document)
            };
            imported.map_err(|e| format!("{from}: {e}"))?
        }
    };
    Ok(Imported { text: content, about, whole: false, document, log })
}

/// `dam.txt` becomes `dam.csv`.
fn name(file: &str, format: Format) -> PathBuf {
    let name = Path::new(file).file_name().and_then(|n| n.to_str()).unwrap_or("article");
    let stem = [".partyline.json", ".tei.xml", ".txt", ".md", ".json", ".xml"]
        .iter()
        .find_map(|end| name.strip_suffix(end));
    let stem = stem.filter(|s| !s.is_empty()).unwrap_or(if name == "-" { "article" } else { name });
    PathBuf::from(format!("{stem}.{}", format.extension()))
}

/// Never in the place of what was read.
fn save(read: &str, path: &Path, written: &str) -> Result<(), String> {
    if let (Ok(from), Ok(to)) = (Path::new(read).canonicalize(), path.canonicalize())
        && from == to
    {
        return Err(format!(
            "{} would take the place of the file itself; choose another folder",
            path.display()
        ));
    }
    std::fs::write(path, written).map_err(|e| format!("{} cannot be written: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn arguments_are_understood_or_refused() {
        let given = arguments("--out folder --format csv a.txt b.txt");
        let request = parse(&given).unwrap();
        assert_eq!(
            (request.format, request.files.len(), request.out),
            (Format::Csv, 2, Some(Path::new("folder")))
        );
        for (wrong, message) in [
            ("a.txt", "--format is missing"),
            ("--format pdf a.txt", "there is no format “pdf”; choose one of html, "),
            ("--format", "--format needs a value"),
            ("--format csv", "a file is missing"),
            ("--format csv --from a.ann a.txt b.txt", "--from needs exactly one article"),
            ("--shape csv a.txt", "there is no option --shape"),
        ] {
            let error = parse(&arguments(wrong)).err().unwrap_or_default();
            assert!(error.starts_with(message), "{wrong}: {error}");
        }
    }

    #[test]
    fn results_are_named_after_their_articles() {
        for (file, expected) in [
            ("news/dam.txt", "dam.csv"),
            ("dam.partyline.json", "dam.csv"),
            ("dam", "dam.csv"),
            ("-", "article.csv"),
            (".txt", ".txt.csv"),
        ] {
            assert_eq!(name(file, Format::Csv), PathBuf::from(expected));
        }
    }

    #[test]
    fn a_json_file_needs_no_engine() {
        let document = crate::corrections::sample::document();
        let (about, log) = (About::default(), Log::default());
        let article = Article::new(crate::corrections::sample::TEXT, &about, &document, &log);
        let file = Format::Json.export(&article);
        let never = |_: &str| -> Document { unreachable!() };
        assert_eq!(open("dam.json", file, None, &never).unwrap().document, document);
        let error = open("dam.json", "{}".to_owned(), None, &never).unwrap_err();
        assert_eq!(error, "the file is JSON, but Partyline did not write it");
    }
}
