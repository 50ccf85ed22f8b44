//! Everything, as JSON: the format of `static/schema/partyline-1.schema.json`. Offsets are Unicode code points.
//!
//! `document` is what the reader sees; with corrections, `machine` is what the engine found and `corrections` what the
//! reader changed, so that an import can take any change back.

use super::offsets::{Bytes, in_points, map_log};
use super::{Article, ImportError, Imported};
use crate::corrections::{Correction, Log};
use crate::document::{About, CodePoints, Document, Span};
use serde::{Deserialize, Serialize};

/// What `format` says in every file.
pub const FORMAT: &str = "partyline";
/// The version of the format that is written. Older ones are read for ever.
pub const VERSION: u32 = 1;

/// A file as it is written. It is read by serde, whatever brings the values.
#[derive(Serialize, Deserialize)]
pub struct File {
    format: String,
    version: u32,
    #[serde(default)]
    about: About,
    text: String,
    /// Lines that look like page furniture were read as well.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    whole: bool,
    document: Document,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<Correction>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    machine: Option<Document>,
}

/// A reader's note, spelled out for other programs; imports take it from the corrections.
#[derive(Serialize, Deserialize)]
struct Note {
    statement: u32,
    words: String,
}

/// What every version of the format begins with.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: u32,
}

/// The file.
#[must_use]
pub fn export(article: &Article) -> String {
    let points = CodePoints::new(article.text);
    let mut in_points = |span: Span| Some(in_points(&points, span));
    let mut converted = |document: &Document| {
        let mut document = document.clone();
        let _always = document.map_spans(&mut in_points);
        document
    };
    let changed = !article.log.entries.is_empty();
    let document = converted(article.document());
    let machine = changed.then(|| converted(article.machine));
    // What names no stretch of the text does nothing and cannot be written in code points.
    let mut sound =
        |span: Span| article.text.get(span.start as usize..span.end as usize).and_then(|_| in_points(span));
    let corrections = map_log(article.log, &mut sound).entries;
    let notes = article.applied.notes.iter();
    let file = File {
        format: FORMAT.to_owned(),
        version: VERSION,
        about: article.about.clone(),
        text: article.text.to_owned(),
        whole: article.whole,
        document,
        corrections,
        notes: notes.map(|n| Note { statement: n.statement, words: n.words.clone() }).collect(),
        machine,
    };
    let mut written = serde_json::to_string_pretty(&file).unwrap_or_default();
    written.push('\n');
    written
}

/// Reads a file back.
///
/// # Errors
/// A file of another kind, of a newer version, or whose numbers fit neither its text nor each other.
pub fn import(file: &str) -> Result<Imported, ImportError> {
    import_by(file, |file| Ok(serde_json::from_str(file)?))
}

/// The same, its values brought by `read`: programs in a browser have a smaller way than ours.
///
/// # Errors
/// As [`import`], and what `read` says.
pub fn import_by(
    file: &str,
    read: impl Fn(&str) -> Result<File, ImportError>,
) -> Result<Imported, ImportError> {
    ImportError::check_length(file)?;
    let head: Head = serde_json::from_str(file)?;
    if head.format != FORMAT {
        return Err(ImportError::NotPartyline);
    }
    if head.version > VERSION {
        return Err(ImportError::Newer(head.version));
    }
    let file = read(file)?;
    let bytes = Bytes::new(&file.text);
    let mut in_bytes = |span: Span| bytes.span(span.start, span.end);
    let beyond = || ImportError::Wrong("an offset lies outside of the text".to_owned());
    let written = file.corrections.len();
    let log = map_log(&Log { entries: file.corrections }, &mut in_bytes);
    if log.entries.len() < written {
        return Err(beyond());
    }
    let mut document = file.machine.unwrap_or(file.document);
    document.map_spans(&mut in_bytes).ok_or_else(beyond)?;
    check(&document).map_err(ImportError::Wrong)?;
    Ok(Imported { text: file.text, about: file.about, whole: file.whole, document, log })
}

/// What everything that shows a document relies on.
fn check(document: &Document) -> Result<(), String> {
    let parties = document.parties.len() as u32;
    let statements = document.statements.len() as u32;
    for (i, s) in document.statements.iter().enumerate() {
        let wrong = |what: &str| Err(format!("statement {i} {what}"));
        if s.id as usize != i {
            return wrong("does not stand where its id says");
        }
        if s.content.is_empty()
            || s.content.iter().chain(&s.source).chain(&s.subject).chain(&s.cue).any(Span::is_empty)
        {
            return wrong("has no words");
        }
        if s.content.windows(2).any(|pair| pair[0].end > pair[1].start) {
            return wrong("has contents out of order");
        }
        if s.party.iter().chain(&s.target).chain(&s.also).any(|&p| p >= parties) {
            return wrong("names a party that is not there");
        }
        if s.parent.iter().chain(&s.continues).any(|&other| other >= statements || other == s.id) {
            return wrong("names a statement that is not there");
        }
    }
    let first = |i: usize| document.statements[i].content[0].start;
    if (1..document.statements.len()).any(|i| first(i - 1) > first(i)) {
        return Err("statements are out of order".to_owned());
    }
    for (i, p) in document.parties.iter().enumerate() {
        let wrong = |what: &str| Err(format!("party {i} {what}"));
        if p.id as usize != i {
            return wrong("does not stand where its id says");
        }
        let own = |&id: &u32| document.statements.get(id as usize).is_some_and(|s| s.party == Some(p.id));
        if !p.statements.iter().all(own) || !p.position.iter().all(own) {
            return wrong("cites a statement that is not its own");
        }
    }
    if document.contradictions.iter().any(|c| c.asserts >= statements || c.denies >= statements) {
        return Err("a contradiction names a statement that is not there".to_owned());
    }
    Ok(())
}
