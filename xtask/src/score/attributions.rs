//! Source, cue and content spans against a PolNeAR compartment (brat standoff).
//!
//! exact: a span list equals the gold one token for token (source and content only where the cues overlap); relation: a
//! content shares tokens with a gold one at F1 of 0.5 or more and the source's last token lies inside the gold source;
//! contents inside marks: of the matched contents whose every token stands between closed marks, those with the same words.

use super::words::{Prf, Set, harmonic, inside, one_to_one, prf, starts};
use super::{Measure, closed_quotes, inside_marks, read};
use crate::shell::files;
use partyline::document::{CodePoints, Document, Span, StatementId};
use std::collections::BTreeMap;
use std::path::Path;

/// Verbs that make a cue one of speech, in all their forms.
const SPEECH: &str = "say says said saying tell tells told telling according write writes wrote written writing \
    add ask report explain respond comment mention insist contend maintain repeat assert recount recall warn proclaim \
    remark question answer claim complain inform point reply replies replied replying tweet admit admits admitted \
    admitting deny denies denied denying testify testifies testified speak speaks speaking spoke testifying";
/// Stems of the regular ones: with -s, -ed, -ing.
const REGULAR: &str = "add ask report explain respond comment mention insist contend maintain repeat assert recount recall \
    warn proclaim remark question answer claim complain inform point tweet";
/// Stems that end in a silent e: with -e, -es, -ed, -ing.
const SILENT: &str =
    "not stat argu announc declar acknowledg conclud describ reiterat quot tweet disclos advis emphasiz";

fn is_speech(word: &str) -> bool {
    let word = word.to_lowercase();
    let has = |list: &str, stem: &str| list.split_whitespace().any(|w| w == stem);
    has(SPEECH, &word)
        || ["s", "ed", "ing"].iter().any(|end| word.strip_suffix(end).is_some_and(|stem| has(REGULAR, stem)))
        || ["e", "es", "ed", "ing"]
            .iter()
            .any(|end| word.strip_suffix(end).is_some_and(|stem| has(SILENT, stem)))
}

/// Whether a predicted attribution equals a gold one in some respect.
type Equal<'a> = &'a dyn Fn(&Spans, &Spans) -> bool;

/// The three token sets of one attribution.
#[derive(Default)]
struct Spans {
    source: Set,
    cue: Set,
    content: Set,
}

/// Brat files give spans by name and events that tie them together; lines that are neither are passed over.
fn read_ann(path: &Path, starts: &[usize]) -> Result<Vec<Spans>, String> {
    let mut spans: BTreeMap<String, (String, Vec<(usize, usize)>)> = BTreeMap::new();
    let mut events = Vec::new();
    for line in read(path)?.split('\n') {
        let fields: Vec<&str> = line.split('\t').collect();
        if line.starts_with('T') {
            let Some((kind, positions)) = fields.get(1).and_then(|f| f.split_once(' ')) else { continue };
            let pair =
                |p: &str| p.split_once(' ').and_then(|(s, e)| Some((s.parse().ok()?, e.parse().ok()?)));
            spans.insert(
                fields[0].to_owned(),
                (kind.to_owned(), positions.split(';').filter_map(pair).collect()),
            );
        } else if line.starts_with('E') {
            events.push(fields.get(1).copied().unwrap_or("").to_owned());
        }
    }
    let mut out = Vec::new();
    for event in events {
        let mut a = Spans::default();
        for part in event.split_whitespace() {
            let Some((role, id)) = part.split_once(':') else { continue };
            let Some((_, positions)) = spans.get(id) else { continue };
            let tokens = inside(starts, positions);
            match role.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase().as_str() {
                "source" => a.source.extend(tokens),
                "cue" => a.cue.extend(tokens),
                "content" => a.content.extend(tokens),
                _ => {}
            }
        }
        if !a.content.is_empty() {
            out.push(a);
        }
    }
    Ok(out)
}

fn predicted(document: &Document, points: &CodePoints, starts: &[usize]) -> Vec<Spans> {
    let set = |spans: &[Span]| {
        let spans: Vec<(usize, usize)> =
            spans.iter().map(|s| (points.at(s.start) as usize, points.at(s.end) as usize)).collect();
        inside(starts, &spans)
    };
    let spans = |s: &partyline::document::Statement| Spans {
        source: set(s.source.as_slice()),
        cue: set(s.cue.as_slice()),
        content: set(&s.content),
    };
    document.relations().iter().map(spans).collect()
}

#[derive(Default)]
struct Counts {
    predicted: usize,
    gold: usize,
    found: BTreeMap<&'static str, (usize, usize)>,
    matched: usize,
    related: usize,
    recall: BTreeMap<&'static str, (usize, usize)>,
    /// Matched contents inside marks: exact ones, and all.
    inside: (usize, usize),
}

/// A text, where its tokens begin, and its annotation.
type Article = (String, Vec<usize>, Vec<Spans>);
/// A text with its statements, and whether each is right.
type Judged = (String, Vec<(StatementId, bool)>);

/// The texts of a compartment folder with `text/` and `attributions/`, each with its annotation in tokens that begin at
/// the given code points.
fn articles(folder: &Path) -> Result<Vec<Article>, String> {
    let mut articles = Vec::new();
    let annotations = files(&folder.join("attributions"), "ann")?;
    for path in files(&folder.join("text"), "txt")? {
        let name = format!("{}_", path.file_stem().unwrap_or_default().to_string_lossy());
        let of_article = |p: &&std::path::PathBuf| {
            let file = p.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            file.strip_prefix(&name).is_some_and(|annotator| annotator.len() == 4)
        };
        let Some(ann) = annotations.iter().find(of_article) else { continue };
        let text = read(&path)?;
        let starts = starts(&text, true);
        let gold = read_ann(ann, &starts)?;
        articles.push((text, starts, gold));
    }
    Ok(articles)
}

/// Each text with the statements that `annotate` finds there, and whether content and source of each agree with the
/// annotation.
pub fn outcomes(folder: &Path, annotate: &dyn Fn(&str) -> Document) -> Result<Vec<Judged>, String> {
    let one = |(text, starts, gold): Article| {
        let document = annotate(&text);
        let mine = predicted(&document, &CodePoints::new(&text), &starts);
        let related: Set = relate(&mine, &gold).iter().filter(|m| m.0).map(|m| m.1).collect();
        let ids =
            document.relations().iter().enumerate().map(|(i, s)| (s.id, related.contains(&i))).collect();
        (text, ids)
    };
    Ok(articles(folder)?.into_iter().map(one).collect())
}

/// Scores `annotate` over a compartment.
pub fn score(folder: &Path, annotate: &dyn Fn(&str) -> Document) -> Result<Vec<Measure>, String> {
    let mut c = Counts::default();
    for (text, starts, gold) in articles(folder)? {
        let document = annotate(&text);
        let points = CodePoints::new(&text);
        let mine = predicted(&document, &points, &starts);
        let quotes = closed_quotes(&document, &points);
        count(&mut c, &text.chars().collect::<Vec<char>>(), &mine, &gold, &quotes);
    }
    let exact = |key: &str| {
        let (right, found) = c.found.get(key).copied().unwrap_or_default();
        let (p, r) = (right as f64 / c.predicted.max(1) as f64, found as f64 / c.gold.max(1) as f64);
        Prf { p, r, f1: harmonic(p, r) }
    };
    let mut table = Vec::new();
    for (name, key) in [
        ("exact cue", "cue"),
        ("exact source", "source"),
        ("exact content", "content"),
        ("exact whole", "whole"),
    ] {
        table.push(Measure::f1(name, exact(key)));
    }
    table.push(Measure::f1("content match", prf(c.matched, c.predicted, c.gold)));
    table.push(Measure::f1("relation", prf(c.related, c.predicted, c.gold)));
    for (name, key) in [
        ("relation recall, quotation marks", "direct"),
        ("relation recall, none", "indirect"),
        ("relation recall, speech cue", "speech"),
        ("relation recall, other cue", "other"),
    ] {
        let (hits, of) = c.recall.get(key).copied().unwrap_or_default();
        table.push(Measure::share(name, hits, of));
    }
    table.push(Measure::share("contents inside marks", c.inside.0, c.inside.1));
    Ok(table)
}

/// One-to-one matches by content: whether the sources agree too, and both indices.
fn relate(mine: &[Spans], gold: &[Spans]) -> Vec<(bool, usize, usize)> {
    let mut pairs = Vec::new();
    for (i, p) in mine.iter().enumerate() {
        for (j, g) in gold.iter().enumerate() {
            let f = super::words::overlap(&p.content, &g.content);
            if f >= 0.5 {
                let last_in = |a: &Set, b: &Set| a.last().is_some_and(|last| b.contains(last));
                let none = g.source.is_empty() && p.source.is_empty();
                pairs.push((none || last_in(&p.source, &g.source) || last_in(&g.source, &p.source), f, i, j));
            }
        }
    }
    one_to_one(pairs)
}

fn count(c: &mut Counts, text: &[char], mine: &[Spans], gold: &[Spans], quotes: &[(usize, usize)]) {
    c.predicted += mine.len();
    c.gold += gold.len();
    let meets = |a: &Spans, b: &Spans| a.cue.intersection(&b.cue).next().is_some();
    let same: [(&'static str, Equal); 4] = [
        ("cue", &|a, b| a.cue == b.cue && !a.cue.is_empty()),
        ("source", &|a, b| meets(a, b) && a.source == b.source),
        ("content", &|a, b| meets(a, b) && a.content == b.content),
        ("whole", &|a, b| a.cue == b.cue && a.source == b.source && a.content == b.content),
    ];
    for (key, equal) in same {
        let entry = c.found.entry(key).or_default();
        entry.0 += mine.iter().filter(|p| gold.iter().any(|g| equal(p, g))).count();
        entry.1 += gold.iter().filter(|g| mine.iter().any(|p| equal(p, g))).count();
    }
    let words = |set: &Set| set.iter().copied().filter(|&t| text[t].is_alphanumeric()).collect::<Set>();
    let mut related = Set::new();
    for (right, i, j) in relate(mine, gold) {
        c.matched += 1;
        if inside_marks(&gold[j].content, quotes) {
            c.inside.0 += usize::from(words(&mine[i].content) == words(&gold[j].content));
            c.inside.1 += 1;
        }
        if right {
            c.related += 1;
            related.insert(j);
        }
    }
    for (j, g) in gold.iter().enumerate() {
        let marked = g.content.iter().any(|&t| matches!(text[t], '"' | '“' | '”'));
        let word =
            |t: usize| text[t..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect::<String>();
        let speech = g.cue.iter().any(|&t| is_speech(&word(t)));
        for key in [if marked { "direct" } else { "indirect" }, if speech { "speech" } else { "other" }] {
            let entry = c.recall.entry(key).or_default();
            entry.0 += usize::from(related.contains(&j));
            entry.1 += 1;
        }
    }
}
