//! brat standoff (<http://brat.nlplab.org/standoff.html>): the `.ann` file that belongs beside the article as `.txt`.
//! Offsets are code points.
//!
//! A statement is an event `Attribution` whose trigger is its cue (its first words when it has none, marked `NoCue`),
//! with the roles `Source`, `Content`, `Content2` ...; stance, type and source class are attributes of the event, and a
//! note of type `AnnotatorNotes` holds names and the reader's note as JSON. Mentions of a party are `Party` annotations
//! tied by `Equiv`, the first with a note about it. The `annotation.conf` that brat wants:
//!
//! ```text
//! [entities]
//! Party
//! Source
//! Content
//! [events]
//! Attribution Source?:Source, Content+:Content
//! [relations]
//! <OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>
//! [attributes]
//! NoCue Arg:<EVENT>
//! Stance Arg:<EVENT>, Value:states|supports|commits|appeals|demands|criticises|accuses|rejects|warns|concedes
//! Type Arg:<EVENT>, Value:communication|attitude|factive|control
//! SourceClass Arg:<EVENT>, Value:named|official|document|unnamed|none
//! ```

use super::loose::{Loose, LooseParty, LooseStatement};
use super::offsets::Bytes;
use super::{Article, ImportError, labels};
use crate::corrections::Log;
use crate::document::{CodePoints, Document, PartyKind, Span, Statement};
use crate::order::Order;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::rc::Rc;

/// What a note says about an event.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct EventNote {
    #[serde(skip_serializing_if = "Option::is_none")]
    party: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// What a note says about a party.
#[derive(Serialize, Deserialize)]
struct PartyNote {
    name: String,
    #[serde(default)]
    letters: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
}

/// The file.
#[must_use]
pub fn export(article: &Article) -> String {
    let points = CodePoints::new(article.text);
    let mut writer = Writer { article, points, out: String::new(), text_bound: 0, attributes: 0, notes: 0 };
    for s in &article.document().statements {
        writer.event(s);
    }
    for party in &article.document().parties {
        let ids: Vec<String> = party.mentions.iter().filter_map(|m| writer.text_bound("Party", *m)).collect();
        if ids.len() > 1 {
            let _ = writeln!(writer.out, "*\tEquiv {}", ids.join(" "));
        }
        if let Some(first) = ids.first() {
            writer.note(
                first,
                &PartyNote {
                    name: party.name.clone(),
                    letters: Some(party.letters.clone()),
                    kind: Some(party.kind.label().to_owned()),
                    aliases: party.aliases.iter().map(|a| a.words.clone()).collect(),
                },
            );
        }
    }
    writer.out
}

struct Writer<'a> {
    article: &'a Article<'a>,
    points: CodePoints<'a>,
    out: String,
    text_bound: u32,
    attributes: u32,
    notes: u32,
}

impl Writer<'_> {
    fn event(&mut self, s: &Statement) {
        let article = self.article;
        let Some(trigger) =
            s.cue.or(s.content.first().copied()).and_then(|t| self.text_bound("Attribution", t))
        else {
            return;
        };
        let mut roles = String::new();
        if let Some(source) = s.source.and_then(|span| self.text_bound("Source", span)) {
            let _ = write!(roles, " Source:{source}");
        }
        for (i, &span) in s.content.iter().enumerate() {
            let Some(content) = self.text_bound("Content", span) else { continue };
            let nth = if i == 0 { String::new() } else { (i + 1).to_string() };
            let _ = write!(roles, " Content{nth}:{content}");
        }
        let event = format!("E{}", s.id + 1);
        let _ = writeln!(self.out, "{event}\tAttribution:{trigger}{roles}");
        if s.cue.is_none() {
            self.attribute("NoCue", &event, "");
        }
        self.attribute("Stance", &event, s.stance.label());
        self.attribute("Type", &event, s.attribution.label());
        self.attribute("SourceClass", &event, s.source_class.label());
        let name = |id: u32| article.name(id).to_owned();
        self.note(
            &event,
            &EventNote {
                party: s.party.map(name),
                also: s.also.iter().map(|&id| name(id)).collect(),
                about: s.target.map(name),
                note: article.note(s).map(str::to_owned),
            },
        );
    }

    /// A stretch of text; one that runs over line ends is written as the lines' pieces, as brat wants it.
    fn text_bound(&mut self, kind: &str, span: Span) -> Option<String> {
        let mut start = span.start;
        let mut pieces: Vec<(Span, &str)> = Vec::new();
        for line in span
            .of(self.article.text)
            .split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}'])
        {
            let words = line.trim();
            if !words.is_empty() {
                let from = start + (line.len() - line.trim_start().len()) as u32;
                pieces.push((Span { start: from, end: from + words.len() as u32 }, words));
            }
            start += line.len() as u32;
        }
        if pieces.is_empty() {
            return None;
        }
        self.text_bound += 1;
        let id = format!("T{}", self.text_bound);
        let offsets: Vec<String> = pieces
            .iter()
            .map(|(s, _)| format!("{} {}", self.points.at(s.start), self.points.at(s.end)))
            .collect();
        let words: Vec<&str> = pieces.iter().map(|(_, words)| *words).collect();
        let _ = writeln!(self.out, "{id}\t{kind} {}\t{}", offsets.join(";"), words.join(" "));
        Some(id)
    }

    fn attribute(&mut self, name: &str, event: &str, value: &str) {
        self.attributes += 1;
        let line = format!("A{}\t{name} {event} {value}", self.attributes);
        let _ = writeln!(self.out, "{}", line.trim_end());
    }

    fn note(&mut self, about: &str, note: &impl Serialize) {
        let note = serde_json::to_string(note).unwrap_or_default();
        if note != "{}" {
            self.notes += 1;
            let _ = writeln!(self.out, "#{}\tAnnotatorNotes {about}\t{note}", self.notes);
        }
    }
}

/// Reads an `.ann` file about `text`, by Partyline or any other program that has events with a `Content` role. `base`
/// is the engine's document of the text.
///
/// # Errors
/// A line that is no annotation, or offsets beyond the text.
pub fn import(file: &str, text: &str, base: &Document) -> Result<(Document, Log), ImportError> {
    ImportError::check_length(file)?;
    let mut lines = Lines::default();
    let bytes = Bytes::new(text);
    for (i, line) in file.lines().enumerate() {
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        if !line.trim().is_empty() {
            lines.take(line, &bytes).map_err(|message| ImportError::Line { line: i + 1, message })?;
        }
    }
    if lines.events.is_empty() {
        return Err(ImportError::Wrong("there are no events with content in it".to_owned()));
    }
    let statements = lines.events.iter().filter_map(|(id, event)| lines.statement(id, event)).collect();
    let parties = lines.parties();
    Loose { statements, parties }.into_document(text, base)
}

/// The id of an event's trigger, and its roles with the ids that fill them.
type Event<'f> = (&'f str, Vec<(&'f str, &'f str)>);

/// A file's lines by their ids.
#[derive(Default)]
struct Lines<'f> {
    text_bounds: BTreeMap<&'f str, (&'f str, Span)>,
    events: BTreeMap<&'f str, Event<'f>>,
    attributes: BTreeMap<(&'f str, &'f str), &'f str>,
    notes: BTreeMap<&'f str, &'f str>,
    /// Text-bound annotations that are one, each under every one of its ids.
    equivalent: BTreeMap<&'f str, Rc<Vec<&'f str>>>,
}

impl<'f> Lines<'f> {
    fn take(&mut self, line: &'f str, bytes: &Bytes) -> Result<(), &'static str> {
        let (id, rest) = line.split_once('\t').ok_or("it has no tab after its id")?;
        match id.chars().next() {
            Some('T') => {
                let (head, _) = rest.split_once('\t').ok_or("its text is missing")?;
                let (kind, offsets) = head.split_once(' ').ok_or("its offsets are missing")?;
                let mut hull: Option<Span> = None;
                for piece in offsets.split(';') {
                    let (start, end) = piece.trim().split_once(' ').ok_or("its offsets are no pair")?;
                    let number = |n: &str| n.trim().parse::<u32>().map_err(|_| "its offsets are no numbers");
                    let span = bytes.span(number(start)?, number(end)?).filter(|s| !s.is_empty());
                    let span = span.ok_or("its offsets lie outside of the text")?;
                    hull = Some(hull.map_or(span, |h| h.cover(span)));
                }
                self.text_bounds.insert(id, (kind, hull.ok_or("its offsets are missing")?));
            }
            Some('E') => {
                let mut parts = rest.split_whitespace();
                let trigger = parts.next().and_then(|p| p.split_once(':')).ok_or("its trigger is missing")?.1;
                let roles: Option<Vec<(&str, &str)>> = parts.map(|p| p.split_once(':')).collect();
                self.events.insert(id, (trigger, roles.ok_or("a role has no colon")?));
            }
            Some('A' | 'M') => {
                let mut parts = rest.split_whitespace();
                let (name, about) = (parts.next(), parts.next());
                let (Some(name), Some(about)) = (name, about) else { return Err("it names nothing") };
                self.attributes.insert((about, name), parts.next().unwrap_or_default());
            }
            Some('#') => {
                let (head, note) = rest.split_once('\t').ok_or("its note is missing")?;
                let about = head.split_whitespace().nth(1).ok_or("it names nothing")?;
                self.notes.insert(about, note);
            }
            Some('*') => {
                if let Some(ids) = rest.strip_prefix("Equiv ") {
                    let group: Rc<Vec<&str>> = Rc::new(ids.split_whitespace().collect());
                    self.equivalent.extend(group.iter().map(|id| (*id, Rc::clone(&group))));
                }
            }
            Some('R' | 'N') => {}
            _ => return Err("its id begins with none of T, E, A, M, R, N, # and *"),
        }
        Ok(())
    }

    fn span(&self, id: &str) -> Option<Span> {
        self.text_bounds.get(id).map(|(_, span)| *span)
    }

    fn statement(&self, id: &str, (trigger, roles): &Event) -> Option<LooseStatement> {
        let role = |wanted: &'static str| {
            let named = move |r: &&(&str, &str)| r.0.trim_end_matches(|c: char| c.is_ascii_digit()) == wanted;
            roles.iter().filter(named).filter_map(|(_, id)| self.span(id))
        };
        let content: Vec<Span> = role("Content").collect();
        if content.is_empty() {
            return None;
        }
        let attribute = |name| self.attributes.get(&(id, name)).copied();
        let note = self.notes.get(id).copied().unwrap_or_default();
        let known: EventNote = serde_json::from_str(note).unwrap_or_else(|_| EventNote {
            note: Some(note.to_owned()).filter(|n| !n.is_empty()),
            ..EventNote::default()
        });
        Some(LooseStatement {
            source: role("Source").next(),
            cue: if attribute("NoCue").is_some() { None } else { self.span(trigger) },
            content,
            attribution: attribute("Type").and_then(labels::attribution).unwrap_or_default(),
            party: known.party,
            also: known.also,
            target: known.about,
            stance: attribute("Stance").and_then(labels::stance).unwrap_or_default(),
            source_class: attribute("SourceClass").and_then(labels::source_class),
            note: known.note,
        })
    }

    fn parties(&self) -> Vec<LooseParty> {
        let mut parties = Vec::new();
        for (id, note) in &self.notes {
            let Ok(note) = serde_json::from_str::<PartyNote>(note) else { continue };
            let Some(&("Party", first)) = self.text_bounds.get(id) else { continue };
            let group = self.equivalent.get(id);
            let mut mentions: Vec<Span> =
                group.map_or_else(|| vec![first], |ids| ids.iter().filter_map(|id| self.span(id)).collect());
            mentions.order();
            parties.push(LooseParty {
                name: note.name,
                letters: note.letters,
                kind: note.kind.as_deref().and_then(labels::party_kind).unwrap_or(PartyKind::Person),
                mentions,
                aliases: note.aliases,
            });
        }
        parties
    }
}
