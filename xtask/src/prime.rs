//! `cargo xtask prime`: trains the link codec's statistics. See `src/share/MODEL.md`.
//!
//! ```text
//!  articles ─┬─ most ──► tokens ─► counts ─► vocabulary, pairs, triples ─┐
//!            ├─ some ──────────────────────► the model reads them ───────┼─► prior
//!            └─ all ───► counts ─► vocabulary, pairs, triples ───────────┴──► prime.bin
//! ```

use crate::shell::files;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use partyline::share::training::{
    Coder, Counted, Ngrams, PACE, Pace, Prior, STRANGERS, Start, Text, Tokens, Trained, level,
};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Knobs of the selection.
#[derive(Clone, Copy, Debug)]
struct Choice {
    word_count: u32,
    word_documents: u32,
    documents: u32,
    pair_bits: f64,
    triple_bits: f64,
}

/// Entry point.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let mut articles = Vec::new();
    let mut counted = Vec::new();
    let mut validate = Vec::new();
    let mut out = None;
    let mut choice =
        Choice { word_count: 2, word_documents: 2, documents: 2, pair_bits: 16.0, triple_bits: 16.0 };
    let mut rest = arguments.iter();
    while let Some(flag) = rest.next() {
        let value = rest.next().ok_or_else(|| format!("{flag} needs a value"))?;
        let number = || value.parse::<f64>().map_err(|e| format!("{flag}: {e}"));
        match flag.as_str() {
            "--wikinews" => articles.extend(wikinews(value)?),
            "--treebank" => articles.extend(treebank(value)?),
            "--count" => counted.extend(treebank(value)?),
            "--validate" => validate.extend(folder(value)?),
            "--word-count" => choice.word_count = number()? as u32,
            "--word-documents" => choice.word_documents = number()? as u32,
            "--documents" => choice.documents = number()? as u32,
            "--pair-bits" => choice.pair_bits = number()?,
            "--triple-bits" => choice.triple_bits = number()?,
            "--out" => out = Some(value.clone()),
            _ => return Err(format!("there is no option {flag}")),
        }
    }
    if articles.is_empty() {
        return Err(
            "usage: cargo xtask prime --wikinews FILE [--treebank FILE ...] [--count FILE ...] --out FILE"
                .into(),
        );
    }
    let part = |wanted: &[usize]| -> Vec<&String> {
        articles.iter().enumerate().filter(|(i, _)| wanted.contains(&(i % 10))).map(|(_, a)| a).collect()
    };
    let held_back = part(&[0]);
    let others = || counted.iter();
    let half = select(&part(&[3, 4, 5, 6, 7, 8, 9]).into_iter().chain(others()).collect::<Vec<_>>(), choice);
    let prior = teach(&half, &part(&[1, 2]));
    report("held back", &Trained { ngrams: half, prior: prior.clone() }, &held_back);
    let ngrams = select(&articles.iter().chain(others()).collect::<Vec<_>>(), choice);
    let whole = Trained { ngrams, prior };
    let packed = whole.pack();
    let [words, prior] = whole.sizes();
    println!("{} bytes: {words} of words, {prior} of prior", packed.len());
    let trained = Trained::unpack(&packed);
    if trained.ngrams != whole.ngrams {
        return Err("what was packed does not unpack".into());
    }
    if !validate.is_empty() {
        report("validation", &trained, &validate.iter().collect::<Vec<_>>());
    }
    if let Some(out) = out {
        fs::write(&out, packed).map_err(|e| format!("{out}: {e}"))?;
    }
    Ok(())
}

/// The texts of a file of articles, one JSON object a line.
pub fn wikinews(file: &str) -> Result<Vec<String>, String> {
    #[derive(serde::Deserialize)]
    struct Article {
        text: String,
    }
    let lines = fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    lines
        .lines()
        .map(|line| serde_json::from_str::<Article>(line).map(|a| a.text).map_err(|e| format!("{file}: {e}")))
        .collect()
}

fn folder(folder: &str) -> Result<Vec<String>, String> {
    files(Path::new(folder), "txt")?
        .iter()
        .map(|p| fs::read_to_string(p).map_err(|e| format!("{}: {e}", p.display())))
        .collect()
}

/// Genres of GUM whose texts are free: Wikinews (CC BY 2.5), Wikipedia and Wikivoyage (CC BY-SA 3.0). Of the others some
/// forbid commercial use or derived works.
const FREE: [&str; 4] = ["GUM_news", "GUM_interview", "GUM_bio", "GUM_voyage"];

/// The free documents of a CoNLL-U file, their paragraphs kept apart. Documents not of GUM are taken whole.
fn treebank(file: &str) -> Result<Vec<String>, String> {
    let lines = fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    let mut documents: Vec<String> = Vec::new();
    let (mut free, mut paragraph) = (false, false);
    for line in lines.lines() {
        if let Some(name) = line.strip_prefix("# newdoc id = ") {
            free = !name.starts_with("GUM_") || FREE.iter().any(|genre| name.starts_with(genre));
            if free {
                documents.push(String::new());
            }
        } else if line.starts_with("# newpar") {
            paragraph = true;
        } else if let (true, Some(text), Some(document)) =
            (free, line.strip_prefix("# text = "), documents.last_mut())
        {
            if !document.is_empty() {
                document.push_str(if paragraph { "\n\n" } else { " " });
            }
            document.push_str(text);
            paragraph = false;
        }
    }
    documents.iter_mut().for_each(|document| document.push('\n'));
    Ok(documents)
}

fn tokens(article: &str) -> Vec<Vec<u8>> {
    let mut tokens = Tokens::default();
    article.bytes().filter_map(|byte| tokens.push(byte)).collect()
}

/// Occurrences, and documents they are in.
#[derive(Clone, Copy, Default)]
struct Count {
    times: u32,
    documents: u32,
    last: u32,
}

impl Count {
    fn add(&mut self, document: usize) {
        self.times += 1;
        if self.last != document as u32 + 1 {
            self.last = document as u32 + 1;
            self.documents += 1;
        }
    }
}

/// Counts, and keeps what pays for its place.
fn select(articles: &[&String], choice: Choice) -> Ngrams {
    let texts: Vec<Vec<Vec<u8>>> = articles.iter().map(|a| tokens(a)).collect();
    let mut counts: BTreeMap<&[u8], Count> = BTreeMap::new();
    for (document, text) in texts.iter().enumerate() {
        for token in text {
            counts.entry(token).or_default().add(document);
        }
    }
    let words: Vec<(Vec<u8>, u8)> = counts
        .iter()
        .filter(|(w, c)| {
            c.times >= choice.word_count
                && c.documents >= choice.word_documents
                && w.len() < 31
                && **w != b" "
        })
        .map(|(w, c)| (w.to_vec(), level(c.times.into())))
        .collect();
    let vocabulary = Ngrams::new(&words, &vec![Counted::new(); words.len() + STRANGERS as usize], &[]);
    let start = vocabulary.id(b"\n\n");
    let mut ones: Vec<f64> = vec![0.0; words.len() + STRANGERS as usize];
    let mut pairs: BTreeMap<(u32, u32), Count> = BTreeMap::new();
    let mut triples: BTreeMap<(u32, u32, u32), Count> = BTreeMap::new();
    for (document, text) in texts.iter().enumerate() {
        let (mut before, mut last) = (start, start);
        for token in text {
            let id = vocabulary.id(token);
            ones[id as usize] += 1.0;
            pairs.entry((last, id)).or_default().add(document);
            triples.entry((before, last, id)).or_default().add(document);
            (before, last) = (last, id);
        }
    }
    let total: f64 = ones.iter().sum();
    let real = words.len() as u32;
    let mut kept_pairs = vec![Counted::new(); ones.len()];
    let mut pair_chance: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut used: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for ((a, b, c), count) in &triples {
        if *c < real && count.documents >= choice.documents {
            *used.entry((*a, *b)).or_default() += f64::from(count.times);
        }
    }
    for ((a, b), count) in &pairs {
        let times = f64::from(count.times) - 0.6;
        let alone = ones[*b as usize] / total;
        let together = times / ones[*a as usize];
        let gain = times * (together / alone).log2();
        pair_chance.insert((*a, *b), alone * 0.3);
        let leads = used.get(&(*a, *b)).is_some_and(|t| *t > 40.0);
        if count.documents >= choice.documents && (*b < real && gain > choice.pair_bits || leads) {
            kept_pairs[*a as usize].push((*b, level(times)));
            pair_chance.insert((*a, *b), together);
        }
    }
    let mut kept_triples = Vec::new();
    for (a, followers) in kept_pairs.iter().enumerate() {
        for &(b, _) in followers {
            let context = f64::from(pairs[&(a as u32, b)].times);
            let mut list = Counted::new();
            for ((_, _, c), count) in triples.range((a as u32, b, 0)..(a as u32, b, real)) {
                let times = f64::from(count.times) - 0.8;
                let gain = times * (times / context / pair_chance[&(b, *c)]).log2();
                if count.documents >= choice.documents && gain > choice.triple_bits {
                    list.push((*c, level(times)));
                }
            }
            kept_triples.push(list);
        }
    }
    let many = |lists: &[Counted]| lists.iter().map(Vec::len).sum::<usize>();
    println!("{} words, {} pairs, {} triples", words.len(), many(&kept_pairs), many(&kept_triples));
    Ngrams::new(&words, &kept_pairs, &kept_triples)
}

/// Lets the model read articles that the statistics have not seen.
fn teach(ngrams: &Ngrams, articles: &[&String]) -> Prior {
    let mut prior = Prior::default();
    let start = Start::new(ngrams);
    for pace in [
        Pace { meaning: 6, mixers: 8, last: 2 },
        Pace { meaning: 8, mixers: 3, last: 1 },
        Pace { meaning: 10, mixers: 1, last: 1 },
    ] {
        let mut bits = 0.0;
        for article in articles {
            let mut text = Text::new(ngrams, &start, prior, pace);
            let mut meter = Meter(0.0);
            text.code_all(&mut meter, article.as_bytes(), article.len());
            bits += meter.0;
            prior = text.into_prior();
        }
        let length: usize = articles.iter().map(|a| a.len()).sum();
        println!("taught: {:.4} bits a byte", bits / length as f64);
    }
    prior
}

/// Adds up what decisions cost, in bits.
struct Meter(f64);

impl Coder for Meter {
    fn bit(&mut self, bit: bool, one: u32) -> bool {
        let chance = if bit { one } else { 65536 - one };
        self.0 -= (f64::from(chance) / 65536.0).log2();
        bit
    }

    fn lost(&self) -> bool {
        false
    }
}

fn report(name: &str, trained: &Trained, articles: &[&String]) {
    let start = Start::new(&trained.ngrams);
    let (mut costs, mut shares) = (Vec::new(), Vec::new());
    let (mut bits, mut bytes) = (0.0, 0);
    for article in articles {
        let mut text = Text::new(&trained.ngrams, &start, trained.prior.clone(), PACE);
        let mut meter = Meter(0.0);
        text.code_all(&mut meter, article.as_bytes(), article.len());
        bits += meter.0;
        bytes += article.len();
        costs.push(meter.0 / article.len() as f64);
        shares.push((meter.0 / 62_f64.log2() + EXTRA) / deflated(article));
    }
    println!(
        "{name}: {} articles, {:.4} bits a byte, median {:.4}; of deflate, median {:.4}",
        articles.len(),
        bits / bytes.max(1) as f64,
        median(&mut costs),
        median(&mut shares),
    );
}

/// Characters of a link that are not its text: version, checksum, length, engine and digest.
const EXTRA: f64 = 17.0;

/// Characters of deflate at its best in base64url.
fn deflated(text: &str) -> f64 {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let bytes = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).map_or(0, |b| b.len());
    (bytes * 4).div_ceil(3).max(1) as f64
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
