//! One statement a row, for spreadsheets: RFC 4180 in UTF-8 with a byte order mark, which spreadsheets need to read it
//! as such.
//!
//! A cell that a spreadsheet would run as a formula is given an apostrophe in front (OWASP, CSV injection): one that
//! begins, white space aside, with `=`, `+`, `-`, `@` or their full-width twins. So is what follows a semicolon, a tab or a
//! line end inside a cell, because a spreadsheet of another country begins a new cell there.

use super::Article;
use crate::document::{CodePoints, Statement};

const COLUMNS: [&str; 17] = [
    "statement",
    "party",
    "stance",
    "about",
    "kind",
    "words",
    "source",
    "cue",
    "source class",
    "type",
    "paragraph",
    "start",
    "end",
    "inside statement",
    "to check",
    "changed by reader",
    "note",
];

/// The file. Offsets are Unicode code points; statements count from 1.
#[must_use]
pub fn export(article: &Article) -> String {
    let points = CodePoints::new(article.text);
    let mut written = String::from('\u{feff}');
    row(&mut written, COLUMNS.iter().map(|c| (*c).to_owned()));
    for s in &article.document().statements {
        row(&mut written, cells(article, &points, s).into_iter());
    }
    written
}

fn cells(article: &Article, points: &CodePoints, s: &Statement) -> [String; COLUMNS.len()] {
    let words = |span: Option<_>| article.words(span.as_slice());
    let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
    let last = s.content.last().map_or(0, |c| c.end);
    [
        (s.id + 1).to_string(),
        article.speaker(s),
        s.stance.label().to_owned(),
        s.target.map(|t| article.name(t).to_owned()).unwrap_or_default(),
        s.kind.label().to_owned(),
        article.words(&s.content),
        words(s.source),
        words(s.cue),
        s.source_class.label().to_owned(),
        s.attribution.label().to_owned(),
        article.paragraph(s).to_string(),
        points.at(s.content.first().map_or(0, |c| c.start)).to_string(),
        points.at(last).to_string(),
        s.parent.map(|p| (p + 1).to_string()).unwrap_or_default(),
        yes(s.confidence.check),
        yes(!article.applied.differences(s.id).is_empty()),
        article.note(s).unwrap_or_default().to_owned(),
    ]
}

fn row(written: &mut String, cells: impl Iterator<Item = String>) {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            written.push(',');
        }
        written.push_str(&quoted(&cell));
    }
    written.push_str("\r\n");
}

/// A cell, in quotation marks where it needs them, harmless to a spreadsheet.
fn quoted(cell: &str) -> String {
    let mut written = String::with_capacity(cell.len() + 2);
    for (i, piece) in cell.split_inclusive([';', '\t', '\n']).enumerate() {
        let blank = |c: char| c.is_whitespace() || c.is_control() || (i > 0 && c == '"');
        let first = piece.trim_start_matches(blank).chars().next();
        if matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')) {
            written.push('\'');
        }
        written.extend(piece.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')));
    }
    if written.contains([',', '"', '\n', '\t', '\'']) {
        format!("\"{}\"", written.replace('"', "\"\""))
    } else {
        written
    }
}
