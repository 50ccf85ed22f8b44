//! The command line: see `partyline help`.

use partyline::cli::{annotate, export, for_each_file, link};
use partyline::document::AttributionType;
use partyline::engine::{Engine, Session};
use std::process::ExitCode;

const HELP: &str = "\
Who says what, about whom, in news articles.

usage: partyline annotate [--type communication|attitude|factive|control] FILE...
       partyline link FILE...
       partyline export --format FORMAT [--from ANNOTATIONS] [--out FOLDER] FILE...
       partyline help

annotate   prints one JSON annotation per line; offsets are Unicode code points.
           --type prints only attributions of that type (readers see communication).
link       prints, for each file, how many characters its link has, how many deflate and
           base64url would take, and the first in per cent of the second.
export     writes each article in another format: html, markdown, transcript, csv, json,
           web-annotation, brat, tei or schema-org. A FILE that ends in .json (ours) or .xml
           (TEI) is read back with its annotations; --from reads brat (.ann) or Web
           Annotations of one FILE. --out writes one file each into a folder.
FILE       UTF-8 text; - reads standard input.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, rest)) if command == "annotate" => run_annotate(rest),
        Some((command, rest)) if command == "link" => run_link(rest),
        Some((command, rest)) if command == "export" => run_export(rest),
        Some((command, _)) if matches!(command.as_str(), "help" | "--help" | "-h") => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Some((command, _)) => usage(&format!("there is no command “{command}”")),
        None => usage("a command is missing"),
    }
}

fn run_annotate(arguments: &[String]) -> ExitCode {
    let (only, files) = match arguments {
        [flag, name, files @ ..] if flag == "--type" => match attribution_type(name) {
            Some(only) => (Some(only), files),
            None => return usage(&format!("there is no attribution type “{name}”")),
        },
        files => (None, files),
    };
    if files.is_empty() {
        return usage("a file is missing (- reads standard input)");
    }
    let mut session = Session::new(Engine::shipped());
    for_each_file(files, &mut |file, text| annotate::line(file, text, &session.annotate(text), only))
}

fn run_export(arguments: &[String]) -> ExitCode {
    let engine = Engine::shipped();
    export::run(arguments, &|text| engine.annotate(text)).unwrap_or_else(|message| usage(&message))
}

fn run_link(files: &[String]) -> ExitCode {
    if files.is_empty() {
        return usage("a file is missing (- reads standard input)");
    }
    let engine = Engine::shipped();
    for_each_file(files, &mut |file, text| link::line(&engine, file, text))
}

fn attribution_type(name: &str) -> Option<AttributionType> {
    Some(match name {
        "communication" => AttributionType::Communication,
        "attitude" => AttributionType::Attitude,
        "factive" => AttributionType::Factive,
        "control" => AttributionType::Control,
        _ => return None,
    })
}

fn usage(message: &str) -> ExitCode {
    eprintln!("partyline: {message}\n\n{HELP}");
    ExitCode::from(2)
}
