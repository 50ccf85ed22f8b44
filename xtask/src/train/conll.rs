//! Syntax to learn from: the silver annotation of PolNeAR and the treebanks of Universal Dependencies.

use std::collections::BTreeMap;

/// One annotated token.
#[derive(Clone, Debug)]
pub struct Token {
    /// First code point or byte (see the reader) of the token in its text.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Penn Treebank tag.
    pub pos: String,
    /// Dependency label without subtype, in today's names.
    pub label: String,
    /// Index of the head in the same sentence; none for the root.
    pub head: Option<usize>,
    /// Entity class, `O` for none; empty where the source has no entities.
    pub entity: String,
}

/// Sentences of each document of a decompressed `corenlp.tsv`; offsets are code points.
pub fn silver(text: &str) -> BTreeMap<String, Vec<Vec<Token>>> {
    let mut documents: BTreeMap<String, Vec<Vec<Token>>> = BTreeMap::new();
    let mut name = String::new();
    let mut sentence = Vec::new();
    for line in text.lines().chain([""]) {
        if let Some(doc) = line.strip_prefix("#doc ") {
            name = doc.trim().to_owned();
            continue;
        }
        if line.is_empty() {
            if !sentence.is_empty() {
                documents.entry(name.clone()).or_default().push(std::mem::take(&mut sentence));
            }
            continue;
        }
        let f: Vec<&str> = line.split('\t').collect();
        if line.starts_with("#coref") || f.len() < 9 {
            continue;
        }
        let (Ok(head), Ok(start), Ok(end)) = (f[5].parse::<usize>(), f[7].parse(), f[8].parse()) else {
            continue;
        };
        sentence.push(Token {
            start,
            end,
            pos: f[3].to_owned(),
            label: modern(f[6]),
            head: head.checked_sub(1),
            entity: f[4].to_owned(),
        });
    }
    documents
}

/// A document of a treebank: its sentences joined by a space, and their tokens with byte offsets into that text.
pub struct Treebank {
    pub text: String,
    pub sentences: Vec<Vec<Token>>,
}

/// Documents of a `.conllu` file for which `wanted` holds, in pieces of about `words` words.
pub fn treebank(file: &str, wanted: impl Fn(&str) -> bool, words: usize) -> Vec<Treebank> {
    let mut out = Vec::new();
    let mut current = Treebank { text: String::new(), sentences: Vec::new() };
    let mut keep = true;
    for paragraph in file.split("\n\n") {
        for line in paragraph.lines() {
            if let Some(id) = line.strip_prefix("# newdoc id = ") {
                keep = wanted(id.trim());
                finish(&mut out, &mut current);
            }
        }
        if !keep {
            continue;
        }
        let offset = if current.text.is_empty() { 0 } else { current.text.len() + 1 };
        let Some((text, tokens)) = sentence(paragraph, offset) else { continue };
        if offset > 0 {
            current.text.push(' ');
        }
        current.text.push_str(&text);
        current.sentences.push(tokens);
        if current.sentences.iter().map(Vec::len).sum::<usize>() >= words {
            finish(&mut out, &mut current);
        }
    }
    finish(&mut out, &mut current);
    out
}

fn finish(out: &mut Vec<Treebank>, current: &mut Treebank) {
    if !current.sentences.is_empty() {
        out.push(Treebank {
            text: std::mem::take(&mut current.text),
            sentences: std::mem::take(&mut current.sentences),
        });
    }
}

/// One sentence of a treebank; none if its words do not add up to its text.
fn sentence(paragraph: &str, offset: usize) -> Option<(String, Vec<Token>)> {
    let text = paragraph.lines().find_map(|l| l.strip_prefix("# text = "))?.to_owned();
    let mut tokens = Vec::new();
    let mut at = 0;
    for line in paragraph.lines() {
        let f: Vec<&str> = line.split('\t').collect();
        if f.len() < 10 || f[0].contains(['-', '.']) {
            continue;
        }
        let skipped = text[at..].len() - text[at..].trim_start().len();
        if !text[at + skipped..].starts_with(f[1]) {
            return None;
        }
        let start = at + skipped;
        at = start + f[1].len();
        tokens.push(Token {
            start: offset + start,
            end: offset + at,
            pos: f[4].to_owned(),
            label: modern(f[7]),
            head: f[6].parse::<usize>().ok()?.checked_sub(1),
            entity: String::new(),
        });
    }
    if tokens.is_empty() { None } else { Some((text, tokens)) }
}

/// Labels of the first version of Universal Dependencies under today's names, without subtypes.
fn modern(label: &str) -> String {
    match label {
        "dobj" => "obj",
        "nsubjpass" => "nsubj",
        "csubjpass" => "csubj",
        "auxpass" => "aux",
        "neg" => "advmod",
        "mwe" => "fixed",
        "name" => "flat",
        "nmod:poss" => "poss",
        "nmod:agent" => "agent",
        "obl:agent" => "agent",
        "obl" => "nmod",
        other => other.split(':').next().unwrap_or(other),
    }
    .to_owned()
}
