//! A document as a file: one format, one file here. Every export is a pure function of an [`Article`]; JSON, Web
//! Annotation, brat and TEI are read back.
//!
//! | format | offsets | read back |
//! |---|---|---|
//! | [`json`] | code points | everything, exactly |
//! | [`web_annotation`] | code points (the Recommendation, 4.2.4 and 4.2.5), with quotations and their context | statements, parties |
//! | [`brat`] | code points | statements, parties, mentions |
//! | [`tei`] | marks in the text | text, statements, parties |
//! | [`csv`] | code points | no |
//! | [`markdown`], [`transcript`], [`html`] | paragraph numbers | no |
//! | [`schema_org`] | none: the words themselves | no |

pub mod brat;
pub mod csv;
mod error;
pub mod files;
pub mod html;
pub mod json;
mod labels;
mod loose;
pub mod markdown;
mod matrix;
mod offsets;
pub mod schema_org;
pub mod tei;
pub mod transcript;
pub mod web_annotation;
mod xml;

#[cfg(test)]
mod tests;

pub use error::ImportError;

use crate::corrections::{Applied, Log, apply};
use crate::document::{About, Block, Document, PartyId, Role, Span, Statement};
use serde::{Deserialize, Serialize};

/// All that an export may need.
pub struct Article<'a> {
    /// The article's text.
    pub text: &'a str,
    /// What is known beside it.
    pub about: &'a About,
    /// The engine's document.
    pub machine: &'a Document,
    /// What the reader changed.
    pub log: &'a Log,
    /// Whether lines that look like page furniture were read as well.
    pub whole: bool,
    /// The document as the reader left it: what the exports show.
    pub applied: Applied,
}

/// What an import gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The article's text.
    pub text: String,
    /// What is known beside it.
    pub about: About,
    /// Whether lines that look like page furniture were read as well.
    pub whole: bool,
    /// The engine's document, or what was imported in its place.
    pub document: Document,
    /// What the reader changed.
    pub log: Log,
}

/// The formats, in the order in which they are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The report that opens in any browser.
    Html,
    /// A list for reading and for mails.
    Markdown,
    /// Party, how, words.
    Transcript,
    /// A table for spreadsheets.
    Csv,
    /// Everything.
    Json,
    /// W3C Web Annotation Data Model.
    WebAnnotation,
    /// brat standoff.
    Brat,
    /// Text Encoding Initiative P5.
    Tei,
    /// schema.org Quotation.
    SchemaOrg,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 9] = [
        Format::Html,
        Format::Markdown,
        Format::Transcript,
        Format::Csv,
        Format::Json,
        Format::WebAnnotation,
        Format::Brat,
        Format::Tei,
        Format::SchemaOrg,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Markdown => "markdown",
            Format::Transcript => "transcript",
            Format::Csv => "csv",
            Format::Json => "json",
            Format::WebAnnotation => "web-annotation",
            Format::Brat => "brat",
            Format::Tei => "tei",
            Format::SchemaOrg => "schema-org",
        }
    }

    /// Its name for readers.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Format::Html => "Report (HTML)",
            Format::Markdown => "Markdown",
            Format::Transcript => "Transcript (plain text)",
            Format::Csv => "Table (CSV)",
            Format::Json => "Everything (JSON)",
            Format::WebAnnotation => "W3C Web Annotation",
            Format::Brat => "brat standoff",
            Format::Tei => "TEI",
            Format::SchemaOrg => "schema.org Quotation",
        }
    }

    /// What a file's name ends in, without the full stop; no two formats share it, and no article's name ends so.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Markdown => "md",
            Format::Transcript => "transcript.txt",
            Format::Csv => "csv",
            Format::Json => "partyline.json",
            Format::WebAnnotation => "annotations.jsonld",
            Format::SchemaOrg => "quotations.jsonld",
            Format::Brat => "ann",
            Format::Tei => "tei.xml",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Html => "text/html;charset=utf-8",
            Format::Markdown => "text/markdown;charset=utf-8",
            Format::Transcript | Format::Brat => "text/plain;charset=utf-8",
            Format::Csv => "text/csv;charset=utf-8;header=present",
            Format::Json => "application/json",
            Format::WebAnnotation => "application/ld+json;profile=\"http://www.w3.org/ns/anno.jsonld\"",
            Format::SchemaOrg => "application/ld+json",
            Format::Tei => "application/tei+xml",
        }
    }

    /// The format of that name, if there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The article as a file of this format, with a line end.
    #[must_use]
    pub fn export(self, article: &Article) -> String {
        match self {
            Format::Html => html::export(article),
            Format::Markdown => markdown::export(article),
            Format::Transcript => transcript::export(article),
            Format::Csv => csv::export(article),
            Format::Json => json::export(article),
            Format::WebAnnotation => web_annotation::export(article),
            Format::Brat => brat::export(article),
            Format::Tei => tei::export(article),
            Format::SchemaOrg => schema_org::export(article),
        }
    }
}

impl<'a> Article<'a> {
    /// Applies the corrections.
    #[must_use]
    pub fn new(text: &'a str, about: &'a About, machine: &'a Document, log: &'a Log) -> Self {
        Self { text, about, machine, log, whole: false, applied: apply(log, text, machine) }
    }

    /// The document as the reader left it.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.applied.document
    }

    /// Its title: the one that is known, else its first headline.
    fn title(&self) -> &str {
        let headline = || self.document().blocks.iter().find(|b| b.role == Role::Headline);
        match &self.about.title {
            Some(title) if !title.trim().is_empty() => title.trim(),
            _ => headline().map_or("Untitled article", |b| b.span.of(self.text)),
        }
    }

    /// Outlet, date and address, as far as they are known.
    fn provenance(&self) -> Vec<&str> {
        let about = [&self.about.outlet, &self.about.date, &self.about.address];
        about.into_iter().flatten().map(|s| s.trim()).filter(|s| !s.is_empty()).collect()
    }

    /// A party's name.
    fn name(&self, id: PartyId) -> &str {
        self.document().parties.get(id as usize).map_or("", |p| &p.name)
    }

    /// Who makes a statement: the party, else the source's own words, else that nobody is named.
    fn speaker(&self, s: &Statement) -> String {
        let source = || s.source.map(|span| one_line(span.of(self.text)));
        let mut speaker = match s.party {
            Some(id) => self.name(id).to_owned(),
            None => source().unwrap_or_else(|| "nobody named".to_owned()),
        };
        for also in &s.also {
            speaker = speaker + " and " + self.name(*also);
        }
        speaker
    }

    /// The words of a content on one line, pieces joined by an ellipsis.
    fn words(&self, spans: &[Span]) -> String {
        let pieces: Vec<String> = spans.iter().map(|s| one_line(s.of(self.text))).collect();
        pieces.join(" … ")
    }

    /// What the reader noted about a statement.
    fn note(&self, s: &Statement) -> Option<&str> {
        self.applied.notes.iter().find(|n| n.statement == s.id).map(|n| n.words.as_str())
    }

    /// Paragraphs as they are counted for readers: page furniture is left out.
    fn paragraphs(&self) -> impl Iterator<Item = &Block> {
        self.document().blocks.iter().filter(|b| b.role != Role::Furniture)
    }

    /// The paragraph in which a statement's content begins, counted from 1; 0 outside of all.
    fn paragraph(&self, s: &Statement) -> usize {
        let start = s.content.first().map_or(0, |c| c.start);
        let at = self.paragraphs().position(|b| b.span.start <= start && start < b.span.end);
        at.map_or(0, |i| i + 1)
    }

    /// Stretches of a content that stand inside quotation marks, and those that do not, in text order.
    fn verbatim(&self, s: &Statement) -> Vec<(Span, bool)> {
        let mut pieces = Vec::new();
        for &content in &s.content {
            let mut at = content.start;
            let inside = self.document().quotes.iter().map(|q| q.inner).filter(|q| q.overlaps(content));
            for quote in inside {
                let start = quote.start.max(at);
                let end = quote.end.min(content.end);
                if start >= end {
                    continue;
                }
                if at < start {
                    pieces.push((Span { start: at, end: start }, false));
                }
                pieces.push((Span { start, end }, true));
                at = end;
            }
            if at < content.end {
                pieces.push((Span { start: at, end: content.end }, false));
            }
        }
        pieces
    }
}

/// Text without line breaks and doubled spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
