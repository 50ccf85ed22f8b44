//! Any file is imported or refused; what was imported can be exported. The first letter says in which format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use partyline::corrections::Log;
use partyline::document::{About, Document};
use partyline::engine::{Structure, understand};
use partyline::export::files::{Brought, bring};
use partyline::export::{Article, Format, brat, json, tei, web_annotation};
use std::sync::LazyLock;

/// The article that annotations without a text of their own are about.
const TEXT: &str = include_str!("../../golden/accuse-and-deny.txt");

static BASE: LazyLock<Document> = LazyLock::new(|| understand(&Structure::new(TEXT), &[]));

fuzz_target!(|input: &str| {
    let Some((format, file)) = input.split_at_checked(1) else { return };
    match format {
        "j" => {
            if let Ok(all) = json::import(file) {
                exported(&all.text, &all.document, &all.log);
            }
        }
        "t" => {
            if let Ok(tei) = tei::import(file) {
                let text = tei.text.clone();
                let base = understand(&Structure::new(&text), &[]);
                if let Ok((document, log)) = tei.into_document(&base) {
                    exported(&text, &document, &log);
                }
            }
        }
        "w" | "b" => {
            let (name, about) = (if format == "w" { "a.json" } else { "a.ann" }, About::default());
            let files = [(name.to_owned(), file.to_owned())];
            if let Ok(Brought::Annotations(annotations)) = bring(&files, Some((TEXT, &about)), json::import) {
                let _difference = annotations.compare(&BASE);
            }
            let import = if format == "w" { web_annotation::import } else { brat::import };
            if let Ok((document, log)) = import(file, TEXT, &BASE) {
                exported(TEXT, &document, &log);
            }
        }
        _ => {}
    }
});

fn exported(text: &str, document: &Document, log: &Log) {
    let about = About::default();
    let article = Article::new(text, &about, document, log);
    for format in Format::ALL {
        let _file = format.export(&article);
    }
}
