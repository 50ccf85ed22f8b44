//! Articles as the network sees them: features and targets of each chunk.

use super::conll;
use super::corpus::{Article, Gold, offsets};
use super::crf::Counts;
use partyline::document::Span;
use partyline::engine::Structure;
use partyline::engine::model::chunks::chunks;
use partyline::engine::model::features::{self, Features, Place, Vocabulary};
use partyline::engine::model::weights::{CUE_TAGS, PAIR_TAGS, TAGS};
use std::collections::BTreeMap;
use std::ops::Range;

/// No target here.
pub const NONE: u8 = 255;

/// Classes of the auxiliary tasks.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    pub pos: Vec<String>,
    pub label: Vec<String>,
    pub entity: Vec<String>,
}

/// Buckets of the distance from a word to its head.
pub const HEADS: usize = 15;

/// Targets of the auxiliary tasks, one a token; [`NONE`] where there is none.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    pub pos: Vec<u8>,
    pub label: Vec<u8>,
    pub head: Vec<u8>,
    pub entity: Vec<u8>,
}

/// A cue and what belongs to it; tags as in the pair head.
#[derive(Clone, Debug)]
pub struct Cue {
    pub tokens: (usize, usize),
    pub tags: Counts,
}

/// A chunk with its targets.
#[derive(Clone, Debug, Default)]
pub struct Example {
    pub features: Vec<Features>,
    pub places: Vec<Place>,
    /// Tags of the sequence head; empty for treebank text.
    pub tags: Counts,
    pub cue_tags: Counts,
    pub cues: Vec<Cue>,
    pub syntax: Syntax,
}

impl Example {
    pub fn len(&self) -> usize {
        self.features.len()
    }
}

/// Counts words and stems.
#[derive(Default)]
pub struct WordCounts {
    words: BTreeMap<u32, u32>,
    stems: BTreeMap<u32, u32>,
}

impl WordCounts {
    pub fn add(&mut self, text: &str) {
        let structure = Structure::new(text);
        let mut word = String::new();
        for i in 0..structure.tokens.len() {
            features::normalize(structure.word(i), &mut word);
            *self.words.entry(features::hash(&word)).or_default() += 1;
            *self.stems.entry(features::hash(&features::stem(&word))).or_default() += 1;
        }
    }

    /// The most frequent words and stems that occur at least three times.
    pub fn vocabulary(&self, words: usize, stems: usize) -> Vocabulary {
        let top = |counts: &BTreeMap<u32, u32>, limit: usize| {
            let mut all: Vec<(u32, u32)> =
                counts.iter().filter(|c| *c.1 >= 3).map(|(&h, &n)| (n, h)).collect();
            all.sort_unstable_by_key(|&(n, h)| (std::cmp::Reverse(n), h));
            all.truncate(limit);
            all.into_iter().map(|(_, h)| h).collect()
        };
        Vocabulary::new(top(&self.words, words), top(&self.stems, stems), attributing())
    }
}

/// The words of `attributing.tsv` with their classes.
fn attributing() -> Vec<(u32, u8)> {
    let lines = include_str!("attributing.tsv").lines().filter(|l| !l.starts_with('#'));
    let parts = lines.filter_map(|l| l.split_once('\t'));
    parts
        .flat_map(|(class, words)| {
            let class = class.parse().expect("a class before each line's words");
            words.split(' ').map(move |word| (features::hash(word), class))
        })
        .collect()
}

/// The chunks of an article with all targets.
pub fn article(
    article: &Article,
    vocabulary: &Vocabulary,
    silver: Option<&Vec<Vec<conll::Token>>>,
    labels: &Labels,
) -> Vec<Example> {
    let structure = Structure::new(&article.text);
    let places = features::places(&structure);
    let features = features::features(&structure, &places, vocabulary);
    let bytes = offsets(&article.text);
    let at = |i: usize| bytes.get(i).copied().unwrap_or(article.text.len());
    let syntax = match silver {
        Some(sentences) => syntax(&structure, sentences, at, labels),
        None => syntax(&structure, &[], at, labels),
    };
    chunks(&structure)
        .into_iter()
        .map(|range| {
            let mut example = piece(&features, &places, &syntax, range.clone());
            targets(&structure, &article.gold, range, &mut example);
            example
        })
        .collect()
}

/// The chunks of a piece of treebank, with syntax alone.
pub fn treebank(bank: &conll::Treebank, vocabulary: &Vocabulary, labels: &Labels) -> Vec<Example> {
    let structure = Structure::new(&bank.text);
    let places = features::places(&structure);
    let features = features::features(&structure, &places, vocabulary);
    let syntax = syntax(&structure, &bank.sentences, |i| i, labels);
    chunks(&structure).into_iter().map(|range| piece(&features, &places, &syntax, range)).collect()
}

fn piece(features: &[Features], places: &[Place], syntax: &Syntax, range: Range<usize>) -> Example {
    Example {
        features: features[range.clone()].to_vec(),
        places: places[range.clone()].to_vec(),
        syntax: Syntax {
            pos: syntax.pos[range.clone()].to_vec(),
            label: syntax.label[range.clone()].to_vec(),
            head: syntax.head[range.clone()].to_vec(),
            entity: syntax.entity[range].to_vec(),
        },
        ..Example::default()
    }
}

/// Carries annotated tokens over to ours: a token has a target where the two begin and end alike.
fn syntax(
    structure: &Structure,
    sentences: &[Vec<conll::Token>],
    at: impl Fn(usize) -> usize,
    labels: &Labels,
) -> Syntax {
    let n = structure.tokens.len();
    let mut out =
        Syntax { pos: vec![NONE; n], label: vec![NONE; n], head: vec![NONE; n], entity: vec![NONE; n] };
    let class =
        |classes: &[String], name: &str| classes.iter().position(|c| c == name).map_or(NONE, |i| i as u8);
    for sentence in sentences {
        let ours: Vec<Option<usize>> = sentence
            .iter()
            .map(|t| {
                let span = Span::new(at(t.start), at(t.end).max(at(t.start)));
                let inside = structure.tokens_in(span);
                // Of a token that we split, the last part stands for the whole.
                let last = inside.clone().next_back()?;
                (structure.tokens[last].span.end == span.end).then_some(last)
            })
            .collect();
        for (token, mine) in sentence.iter().zip(&ours) {
            let Some(i) = *mine else { continue };
            out.pos[i] = class(&labels.pos, &token.pos);
            out.label[i] = class(&labels.label, &token.label);
            if !token.entity.is_empty() {
                out.entity[i] = class(&labels.entity, &token.entity);
            }
            out.head[i] = match token.head {
                None => 0,
                Some(h) => match ours.get(h) {
                    Some(&Some(head)) => distance(i, head),
                    _ => NONE,
                },
            };
        }
    }
    out
}

fn distance(token: usize, head: usize) -> u8 {
    let bucket = |d: usize| match d {
        0..=4 => d.max(1) as u8 - 1,
        5..=6 => 4,
        7..=9 => 5,
        _ => 6,
    };
    if head < token { 1 + bucket(token - head) } else { 8 + bucket(head - token) }
}

/// Sets the tags of one chunk.
fn targets(structure: &Structure, gold: &[Gold], chunk: Range<usize>, example: &mut Example) {
    let n = chunk.len();
    let mut sequence = vec![0; n];
    let mut cue_sequence = vec![0; n];
    let local = |ranges: &[Range<usize>]| {
        let mut tokens: Vec<usize> = ranges
            .iter()
            .flat_map(|r| {
                let from = structure.tokens.partition_point(|t| t.span.end as usize <= r.start);
                let to = structure.tokens.partition_point(|t| (t.span.start as usize) < r.end);
                from..to.max(from)
            })
            .filter(|t| chunk.contains(t))
            .map(|t| t - chunk.start)
            .collect();
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    };
    for one in gold {
        let (source, cue, content) = (local(&one.source), local(&one.cue), local(&one.content));
        for run in runs(&cue) {
            tag(&mut sequence, &run, 1);
            tag(&mut cue_sequence, &run, 1);
        }
        for (tokens, base) in [(&source, 3), (&content, 9)] {
            for run in runs(tokens) {
                let side = match (cue.first(), run.first()) {
                    (Some(c), Some(r)) if c < r => 0,
                    (Some(_), Some(_)) => 2,
                    _ => 4,
                };
                tag(&mut sequence, &run, base + side);
            }
        }
        if let (Some(&first), Some(&last)) = (cue.first(), cue.last()) {
            let mut tags = vec![0; n];
            for (tokens, begin) in [(&source, 1), (&content, 3)] {
                runs(tokens).iter().for_each(|run| tag(&mut tags, run, begin));
            }
            example.cues.push(Cue { tokens: (first, last + 1), tags: Counts::of(&tags, PAIR_TAGS) });
        }
    }
    example.tags = Counts::of(&sequence, TAGS);
    example.cue_tags = Counts::of(&cue_sequence, CUE_TAGS);
}

/// Maximal runs of consecutive indices.
fn runs(tokens: &[usize]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for &t in tokens {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|l| l + 1 == t) => run.push(t),
            _ => runs.push(vec![t]),
        }
    }
    runs
}

/// Tags a run unless something else is there already.
fn tag(tags: &mut [u8], run: &[usize], begin: u8) {
    if run.iter().all(|&t| tags[t] == 0) {
        for (i, &t) in run.iter().enumerate() {
            tags[t] = begin + u8::from(i > 0);
        }
    }
}

/// The chunks of a text without any annotation.
pub fn plain(text: &str, vocabulary: &Vocabulary) -> Vec<Example> {
    let article = Article { name: String::new(), text: text.to_owned(), gold: Vec::new() };
    self::article(&article, vocabulary, None, &Labels::default())
}

/// Maximal runs of a cue by averaged expectations: begin and inside each likelier than not.
pub fn likely_cues(cue_tags: &Counts) -> Vec<(usize, usize)> {
    let mut cues: Vec<(usize, usize)> = Vec::new();
    for (t, row) in cue_tags.tags.chunks_exact(CUE_TAGS).enumerate() {
        match cues.last_mut() {
            Some(cue) if row[2] > 0.5 && cue.1 == t => cue.1 = t + 1,
            _ if row[1] > 0.5 => cues.push((t, t + 1)),
            _ => {}
        }
    }
    cues
}
