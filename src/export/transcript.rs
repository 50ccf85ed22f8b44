//! The article as a list in plain text: party, how, words.

use super::Article;
use crate::document::Statement;
use std::fmt::Write;

/// The file.
#[must_use]
pub fn export(article: &Article) -> String {
    let mut written = super::one_line(article.title());
    written.push('\n');
    for line in article.provenance() {
        written.push_str(&super::one_line(line));
        written.push('\n');
    }
    for s in &article.document().statements {
        let depth = "    ".repeat(usize::from(s.parent.is_some()));
        let _ = writeln!(written, "\n{depth}{} {}", article.speaker(s), how(article, s));
        let _ = writeln!(written, "{depth}  {}", article.words(&s.content));
        if let Some(note) = article.note(s) {
            let _ = writeln!(written, "{depth}  [Note: {}]", super::one_line(note));
        }
    }
    if article.document().statements.is_empty() {
        written.push_str("\nNo statements were found.\n");
    }
    written
}

/// `rejects, about Estavia (indirect, paragraph 2)`.
pub(super) fn how(article: &Article, s: &Statement) -> String {
    let about = s.target.map(|t| format!(", about {}", article.name(t))).unwrap_or_default();
    format!("{}{about} ({}, paragraph {})", s.stance.label(), s.kind.label(), article.paragraph(s))
}
