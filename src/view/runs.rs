//! Overlapping spans to flat runs: each run is drawn as one element, and the runs of a paragraph concatenate to it.

use super::layout::{self, Place};
use super::lines::Lines;
use super::palette::Slot;
use crate::document::{Document, Kind, PartyId, Role, Span, Statement, StatementId};
use crate::order::Order;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A paragraph of the article, ready to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Position in the article, from 0.
    pub index: usize,
    /// Its bytes in the article.
    pub span: Span,
    /// Whether it is set as the title.
    pub title: bool,
    /// Whether it is a heading inside the article.
    pub heading: bool,
    /// Whether it is page furniture, left out of the analysis.
    pub furniture: bool,
    /// Who speaks here, in order of appearance, for the gutter.
    pub rails: Vec<Rail>,
    /// Its text in pieces.
    pub runs: Vec<Run>,
}

/// One party's mark in the gutter beside a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rail {
    /// Colour and pattern.
    pub slot: Slot,
    /// The party's letters; empty for nobody.
    pub letters: Rc<str>,
    /// Whether one of its statements here should be checked.
    pub check: bool,
    /// Whether a reader changed one of its statements here.
    pub changed: bool,
}

/// A stretch of text that is drawn alike from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: Rc<str>,
    /// What is said here, if it is anybody's words.
    pub mark: Option<Mark>,
    /// The statements of which this is the source.
    pub source_of: Vec<StatementId>,
    /// The statements of which this is the cue.
    pub cue_of: Vec<StatementId>,
    /// Whether it stands in a sentence without speech, which skimming leaves out.
    pub quiet: bool,
}

/// How somebody's words are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The statements whose content this is, innermost first.
    pub statements: Vec<StatementId>,
    /// The innermost statement's kind.
    pub kind: Kind,
    /// Whether these words stand in quotation marks: solid and tinted, otherwise dotted.
    pub verbatim: bool,
    /// Parties of the upper and the lower underline; a third and deeper statement is shown in its card alone.
    pub lines: [Option<Slot>; 2],
    /// Whose words these are, jointly speaking parties included.
    pub parties: Vec<PartyId>,
    /// Statements that begin here: the stops of the keyboard.
    pub stops: Vec<Stop>,
}

/// Where a statement begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The statement.
    pub statement: StatementId,
    /// What a screen reader says of it, e.g. `China, mixed, rejects`.
    pub words: Rc<str>,
}

/// The article before anything is known about it.
#[must_use]
pub fn plain(text: &str) -> Vec<Rc<Paragraph>> {
    let paragraph = |(index, place): (usize, Place)| {
        let run = Run {
            text: place.span.of(text).into(),
            mark: None,
            source_of: Vec::new(),
            cue_of: Vec::new(),
            quiet: false,
        };
        Rc::new(Paragraph {
            index,
            span: place.span,
            title: place.title,
            heading: false,
            furniture: false,
            rails: Vec::new(),
            runs: vec![run],
        })
    };
    layout::places(text).into_iter().enumerate().map(paragraph).collect()
}

/// The article with what the document says about it. `changed` holds the statements that a reader touched.
#[must_use]
pub fn paragraphs(
    text: &str,
    document: &Document,
    lines: &Lines,
    changed: &BTreeSet<StatementId>,
) -> Vec<Rc<Paragraph>> {
    let levels = levels(document, lines);
    let events = events(document, lines, text);
    let mut sweep = Sweep::default();
    let mut next = 0;
    let mut paragraphs = Vec::new();
    for (index, place) in layout::places(text).into_iter().enumerate() {
        let mut runs = Vec::new();
        let mut here = place.span.start;
        loop {
            while next < events.len() && events[next].at <= here {
                sweep.step(&events[next]);
                next += 1;
            }
            let until = events.get(next).map_or(place.span.end, |event| event.at.min(place.span.end));
            if until > here {
                runs.push(sweep.run(text, Span { start: here, end: until }, document, lines, &levels));
                here = until;
            }
            if here == place.span.end {
                break;
            }
        }
        let role = role(document, place.span);
        paragraphs.push(Rc::new(Paragraph {
            index,
            span: place.span,
            title: place.title,
            heading: !place.title && role == Some(Role::Headline),
            furniture: role == Some(Role::Furniture),
            rails: rails(document, lines, changed, &runs),
            runs: joined(runs),
        }));
    }
    paragraphs
}

fn role(document: &Document, place: Span) -> Option<Role> {
    let at = document.blocks.partition_point(|block| block.span.end <= place.start);
    document.blocks.get(at).filter(|block| block.span.overlaps(place)).map(|block| block.role)
}

/// The line of each statement: the first that no overlapping statement before or around it has.
fn levels(document: &Document, lines: &Lines) -> Vec<u8> {
    let mut order: Vec<&Statement> = shown(document, lines).filter(|s| !s.content.is_empty()).collect();
    order.order_by_key(|s| (hull(s).start, std::cmp::Reverse(hull(s).end), s.id));
    let mut levels = vec![0; document.statements.len()];
    let mut open: Vec<(u32, u8)> = Vec::new();
    for statement in order {
        let hull = hull(statement);
        open.retain(|(end, _)| *end > hull.start);
        let level = (0..=u8::MAX).find(|level| open.iter().all(|(_, taken)| taken != level)).unwrap_or(0);
        levels[statement.id as usize] = level;
        open.push((hull.end, level));
    }
    levels
}

fn shown<'d>(document: &'d Document, lines: &Lines) -> impl Iterator<Item = &'d Statement> {
    document.statements.iter().filter(|statement| lines.shows(statement.id))
}

/// From a statement's first content byte to its last.
#[must_use]
pub fn hull(statement: &Statement) -> Span {
    let cover = |hull: Span, span: Span| hull.cover(span);
    statement.content.iter().copied().reduce(cover).unwrap_or(Span { start: 0, end: 0 })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Quote,
    Speech,
    Source(StatementId),
    Cue(StatementId),
    Content(StatementId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at: u32,
    opens: bool,
    part: Part,
}

fn events(document: &Document, lines: &Lines, text: &str) -> Vec<Event> {
    let mut spans: Vec<(Span, Part)> = Vec::new();
    spans.extend(document.quotes.iter().map(|quote| (quote.span, Part::Quote)));
    for statement in shown(document, lines) {
        spans.extend(statement.source.map(|span| (span, Part::Source(statement.id))));
        spans.extend(statement.cue.map(|span| (span, Part::Cue(statement.id))));
        spans.extend(statement.content.iter().map(|span| (*span, Part::Content(statement.id))));
    }
    spans.extend(speaking(document, lines, text).into_iter().map(|span| (span, Part::Speech)));
    let mut events: Vec<Event> = spans
        .iter()
        .filter(|(span, _)| !span.is_empty() && span.end as usize <= text.len())
        .flat_map(|&(span, part)| {
            [Event { at: span.start, opens: true, part }, Event { at: span.end, opens: false, part }]
        })
        .collect();
    events.order();
    events
}

/// The sentences in which somebody speaks.
fn speaking(document: &Document, lines: &Lines, text: &str) -> Vec<Span> {
    let mut parts: Vec<Span> = shown(document, lines)
        .flat_map(|s| s.content.iter().copied().chain(s.source).chain(s.cue))
        .filter(|span| span.end as usize <= text.len())
        .collect();
    parts.order();
    let mut spoken: Vec<Span> = Vec::new();
    let mut next = 0;
    for &sentence in &document.sentences {
        while next < parts.len() && parts[next].end <= sentence.start {
            next += 1;
        }
        if parts[next..]
            .iter()
            .take_while(|part| part.start < sentence.end)
            .any(|part| part.overlaps(sentence))
        {
            spoken.push(sentence);
        }
    }
    spoken
}

/// What is open at one place of the text.
#[derive(Default)]
struct Sweep {
    quotes: u32,
    speech: u32,
    sources: Vec<StatementId>,
    cues: Vec<StatementId>,
    /// A statement stands here once for each of its fragments that is open.
    contents: Vec<StatementId>,
    begun: BTreeSet<StatementId>,
    starting: Vec<StatementId>,
}

impl Sweep {
    fn step(&mut self, event: &Event) {
        let change = |count: &mut u32| {
            *count = if event.opens { *count + 1 } else { count.saturating_sub(1) };
        };
        match event.part {
            Part::Quote => change(&mut self.quotes),
            Part::Speech => change(&mut self.speech),
            Part::Source(id) => enter_or_leave(&mut self.sources, id, event.opens),
            Part::Cue(id) => enter_or_leave(&mut self.cues, id, event.opens),
            Part::Content(id) => {
                enter_or_leave(&mut self.contents, id, event.opens);
                if event.opens && self.begun.insert(id) {
                    self.starting.push(id);
                }
            }
        }
    }

    fn run(&mut self, text: &str, span: Span, document: &Document, lines: &Lines, levels: &[u8]) -> Run {
        Run {
            text: span.of(text).into(),
            mark: self.mark(document, lines, levels),
            source_of: self.sources.clone(),
            cue_of: self.cues.clone(),
            quiet: self.speech == 0 && self.contents.is_empty() && !span.of(text).trim().is_empty(),
        }
    }

    fn mark(&mut self, document: &Document, lines: &Lines, levels: &[u8]) -> Option<Mark> {
        let mut statements = self.contents.clone();
        statements.dedup();
        statements.order_by_key(|&id| std::cmp::Reverse((levels[id as usize], id)));
        let innermost = document.statements.get(*statements.first()? as usize)?;
        let line = |level: u8| {
            let id = statements.iter().find(|&&id| levels[id as usize] == level)?;
            Some(Slot::of(document.statements[*id as usize].party))
        };
        let stop = |statement: StatementId| Stop { statement, words: lines.spoken(statement) };
        let stops = self.starting.drain(..).filter(|id| self.contents.contains(id)).map(stop).collect();
        let whose = |id: &StatementId| {
            let statement = &document.statements[*id as usize];
            statement.party.into_iter().chain(statement.also.iter().copied()).collect::<Vec<_>>()
        };
        Some(Mark {
            parties: statements.iter().flat_map(whose).collect(),
            kind: innermost.kind,
            verbatim: self.quotes > 0,
            lines: [line(0), line(1)],
            stops,
            statements,
        })
    }
}

/// Keeps a list of what is open sorted: few are at one place, and a tree would be more to download.
fn enter_or_leave(open: &mut Vec<StatementId>, id: StatementId, opens: bool) {
    let at = open.partition_point(|other| *other < id);
    if opens {
        open.insert(at, id);
    } else if open.get(at) == Some(&id) {
        open.remove(at);
    }
}

/// Neighbours that are drawn alike become one run.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match joined.last_mut() {
            Some(last) if alike(last, &run) => last.text = format!("{}{}", last.text, run.text).into(),
            _ => joined.push(run),
        }
    }
    joined
}

fn alike(a: &Run, b: &Run) -> bool {
    let marks = match (&a.mark, &b.mark) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            b.stops.is_empty()
                && (&a.statements, a.kind, a.verbatim, a.lines)
                    == (&b.statements, b.kind, b.verbatim, b.lines)
        }
        _ => false,
    };
    marks && a.source_of == b.source_of && a.cue_of == b.cue_of && a.quiet == b.quiet
}

fn rails(document: &Document, lines: &Lines, changed: &BTreeSet<StatementId>, runs: &[Run]) -> Vec<Rail> {
    let mut rails: Vec<Rail> = Vec::new();
    let mut seen = BTreeSet::new();
    for run in runs {
        for &id in run.mark.iter().flat_map(|mark| mark.statements.iter().rev()) {
            if !seen.insert(id) {
                continue;
            }
            let statement = &document.statements[id as usize];
            let party = lines.party(statement.party);
            let at = rails.iter().position(|rail| rail.slot == party.slot && rail.letters == party.letters);
            let at = at.unwrap_or_else(|| {
                rails.push(Rail { slot: party.slot, letters: party.letters, check: false, changed: false });
                rails.len() - 1
            });
            rails[at].check |= statement.confidence.check;
            rails[at].changed |= changed.contains(&id);
        }
    }
    rails
}
