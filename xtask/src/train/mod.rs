//! `cargo xtask train --polnear DIR --ud DIR --out FILE`: learns the weights of the attribution model.
//!
//! DIR of PolNeAR holds `train/` and `dev/`; DIR of the treebanks `en_ewt-train.conllu` and `en_gum-train.conllu`.
//! Progress goes to standard error, a checkpoint after every epoch beside FILE; the same command continues from it.
//! The same data, options and machine give the same weights.

mod conll;
mod corpus;
mod crf;
mod examples;
mod heads;
mod layers;
mod layout;
mod linear;
mod net;
mod optimizer;
mod teach;

use crate::score;
use corpus::Article;
use examples::{Example, Labels};
use layout::Layout;
use linear::Random;
use net::{Losses, Noise};
use optimizer::Optimizer;
use partyline::document::AttributionType;
use partyline::engine::model::weights::Sizes;
use partyline::engine::model::{Model, features::Vocabulary, file};
use partyline::engine::{self, Structure};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Chunks that one thread takes in one step, and pieces of treebank beside them.
const LANE: usize = 8;
const LANE_TREES: usize = 4;
/// Batches worked on side by side; fixed, so that the number of cores does not change the result.
const LANES: usize = 2;

/// Parts into which the own gold articles are divided for cross-validation.
const FOLDS: usize = 4;

/// What the command line says.
struct Options {
    polnear: PathBuf,
    ud: Option<PathBuf>,
    out: PathBuf,
    epochs: usize,
    seed: u64,
    rate: f32,
    noise: Noise,
    /// Checkpoints whose averaged expectations are learned beside the annotation.
    teachers: Vec<PathBuf>,
    /// Texts without annotation, one JSON object with a `text` a line, for teachers to annotate.
    plain: Option<PathBuf>,
    /// Articles annotated to the project's own guidelines, and which of four parts of them to hold back.
    gold: Option<PathBuf>,
    fold: Option<usize>,
    /// How often each of them is seen in an epoch.
    gold_copies: usize,
    /// A checkpoint to go on from with a fresh schedule.
    from: Option<PathBuf>,
    /// Share of PolNeAR seen in an epoch.
    share: f32,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self, String> {
        let value = |flag: &str| {
            arguments.iter().position(|a| a == flag).and_then(|i| arguments.get(i + 1)).map(String::as_str)
        };
        let number = |flag: &str, default: f32| match value(flag) {
            Some(v) => v.parse::<f32>().map_err(|e| format!("{flag} {v}: {e}")),
            None => Ok(default),
        };
        const USAGE: &str = "usage: cargo xtask train --polnear DIR --ud DIR --out FILE \
             [--epochs N] [--seed N] [--rate X] [--drop-words X] [--drop-input X] [--drop-middle X] [--drop-output X] [--auxiliary X] \
             [--teachers CHECKPOINT,...] [--plain JSONL] [--gold DIR] [--fold 0-3] [--gold-copies N] [--from CHECKPOINT] [--share X]";
        Ok(Self {
            polnear: value("--polnear").ok_or(USAGE)?.into(),
            ud: value("--ud").map(PathBuf::from),
            out: value("--out").ok_or(USAGE)?.into(),
            epochs: number("--epochs", 12.0)? as usize,
            seed: number("--seed", 1.0)? as u64,
            rate: number("--rate", 3e-3)?,
            noise: Noise {
                words: number("--drop-words", 0.18)?,
                input: number("--drop-input", 0.2)?,
                middle: number("--drop-middle", 0.4)?,
                output: number("--drop-output", 0.5)?,
                auxiliary: number("--auxiliary", 0.3)?,
            },
            teachers: value("--teachers")
                .map(|v| v.split(',').map(PathBuf::from).collect())
                .unwrap_or_default(),
            plain: value("--plain").map(PathBuf::from),
            gold: value("--gold").map(PathBuf::from),
            fold: value("--fold").map(|v| v.parse().map_err(|e| format!("--fold {v}: {e}"))).transpose()?,
            gold_copies: number("--gold-copies", 3.0)? as usize,
            from: value("--from").map(PathBuf::from),
            share: number("--share", 1.0)?,
        })
    }
}

/// Everything that is learned from, and what is held back to watch progress.
struct Data {
    vocabulary: Vocabulary,
    labels: Labels,
    train: Vec<Example>,
    /// Own gold articles, and texts that only teachers have annotated.
    gold: Vec<Example>,
    plain: Vec<Example>,
    trees: Vec<Example>,
    dev: Vec<Example>,
}

/// Runs the command.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let mut data = load(&options)?;
    let sizes = Sizes {
        words: data.vocabulary.words.len(),
        stems: data.vocabulary.stems.len(),
        pos: data.labels.pos.len(),
        entities: data.labels.entity.len(),
    };
    let layout = Layout::new(sizes, data.labels.label.len());
    eprintln!(
        "{} chunks, {} tokens; {} pieces of treebank, {} tokens; {} words, {} stems, {} parts of speech, {} labels, {} entity classes; {} weights",
        data.train.len(),
        count(&data.train),
        data.trees.len(),
        count(&data.trees),
        data.vocabulary.words.len(),
        data.vocabulary.stems.len(),
        data.labels.pos.len(),
        data.labels.label.len(),
        data.labels.entity.len(),
        layout.len()
    );
    teach::teach(&layout, &options.teachers, &mut data.train, &mut data.plain)?;
    let seen = (data.train.len() as f32 * options.share) as usize
        + data.gold.len() * options.gold_copies
        + data.plain.len();
    let steps = seen.div_ceil(LANES * LANE);
    let checkpoint = options.out.with_extension("checkpoint");
    let (mut optimizer, first) = match Optimizer::resume(&checkpoint, &layout)? {
        Some(state) => state,
        None => {
            let start = match &options.from {
                Some(path) => optimizer::average(path, &layout)?,
                None => layout.initial(options.seed),
            };
            (Optimizer::new(start, steps, options.epochs, options.rate), 0)
        }
    };
    for epoch in first..options.epochs {
        let began = Instant::now();
        let losses = train(&layout, &data, &options, &mut optimizer, epoch);
        let seconds = began.elapsed().as_secs_f32();
        let dev = measure(&layout, optimizer.average(), &data.dev);
        eprintln!(
            "epoch {}: {}; dev {}; {:.0} tokens/s, {seconds:.0} s",
            epoch + 1,
            show(losses),
            show(dev),
            losses.tokens as f32 / seconds
        );
        optimizer.save(&checkpoint, epoch + 1)?;
    }
    let bytes = file::write(&data.vocabulary, &data.labels.pos, &data.labels.entity, |tensor| {
        &optimizer.average()[layout.range(tensor)]
    });
    std::fs::write(&options.out, &bytes).map_err(|e| format!("{}: {e}", options.out.display()))?;
    let model = Model::read(&bytes).map_err(|e| e.to_string())?;
    for (name, value, detail) in report(&model, &options.polnear.join("dev"))? {
        eprintln!("{name:30} {value:.3}  {detail}");
    }
    if let (Some(folder), Some(fold)) = (&options.gold, options.fold) {
        eprintln!("{}", held_back(&model, folder, fold)?);
    }
    Ok(())
}

/// Found, proposed and right statements among the gold articles that were held back.
fn held_back(model: &Model, folder: &Path, fold: usize) -> Result<String, String> {
    let (mut gold, mut proposed, mut right, mut sources, mut bounds) = (0, 0, 0, 0, 0);
    for article in corpus::gold(folder)?.iter().enumerate().filter(|(i, _)| i % FOLDS == fold).map(|(_, a)| a)
    {
        let structure = Structure::new(&article.text);
        let found = engine::attributions::complete(&structure, model.reading(&structure));
        let found: Vec<_> = found.into_iter().filter(|a| a.kind == AttributionType::Communication).collect();
        let c = teach::compare(&structure, &article.gold, &found);
        gold += article.gold.len();
        proposed += found.len();
        right += c.matched;
        sources += c.sources;
        bounds += c.exact;
    }
    Ok(format!(
        "gold, part {fold}: {gold} statements, {proposed} proposed, {right} matched, {sources} with their source, {bounds} with exact bounds"
    ))
}

/// The measures of `cargo xtask score` for the model alone, without the rules that stand around it in the engine.
fn report(model: &Model, compartment: &Path) -> Result<Vec<(&'static str, f64, String)>, String> {
    let annotate = |text: &str| {
        let structure = Structure::new(text);
        engine::understand(&structure, &model.attributions(&structure))
    };
    let measures = score::attributions::score(compartment, &annotate)?;
    Ok(measures.into_iter().map(|m| (m.name, m.value, m.detail)).collect())
}

fn count(examples: &[Example]) -> usize {
    examples.iter().map(Example::len).sum()
}

fn show(l: Losses) -> String {
    let n = l.tokens.max(1) as f32;
    format!(
        "tags {:.4} cues {:.4} pairs {:.4} auxiliary {:.4}",
        l.tags / n,
        l.cues / n,
        l.pairs / n,
        l.auxiliary / n
    )
}

/// One epoch.
fn train(layout: &Layout, data: &Data, options: &Options, optimizer: &mut Optimizer, epoch: usize) -> Losses {
    let mut random = Random(options.seed.wrapping_mul(0x5851_f42d_4c95_7f2d) ^ epoch as u64);
    let mut train: Vec<&Example> = data.train.iter().collect();
    random.shuffle(&mut train);
    train.truncate((train.len() as f32 * options.share) as usize);
    for _ in 0..options.gold_copies {
        train.extend(&data.gold);
    }
    train.extend(&data.plain);
    let lanes = batches(&train, LANE, &mut random);
    let trees = batches(&data.trees.iter().collect::<Vec<_>>(), LANE_TREES, &mut random);
    let mut total = Losses::default();
    for (step, lanes) in lanes.chunks(LANES).enumerate() {
        let seeds: Vec<u64> = lanes.iter().map(|_| random.next()).collect();
        let weights = optimizer.weights();
        let done: Vec<(Losses, Vec<f32>)> = std::thread::scope(|scope| {
            let handles: Vec<_> = lanes
                .iter()
                .zip(seeds)
                .enumerate()
                .map(|(lane, (batch, seed))| {
                    let extra = trees.get((step * LANES + lane) % trees.len().max(1));
                    scope.spawn(move || {
                        let mut gradient = vec![0.0; layout.len()];
                        let mut random = Random(seed);
                        let losses =
                            net::pass(layout, weights, batch, &options.noise, &mut random, &mut gradient);
                        if let Some(extra) = extra {
                            net::pass(layout, weights, extra, &options.noise, &mut random, &mut gradient);
                        }
                        (losses, gradient)
                    })
                })
                .collect();
            handles.into_iter().map(|h| h.join().expect("a training thread panicked")).collect()
        });
        let mut losses = Losses::default();
        let mut done = done.into_iter();
        let Some((first, mut gradient)) = done.next() else { continue };
        losses.add(first);
        for (more, other) in done {
            losses.add(more);
            gradient.iter_mut().zip(&other).for_each(|(a, b)| *a += b);
        }
        optimizer.step(layout, &mut gradient, losses.tokens as f32);
        total.add(losses);
    }
    total
}

/// Chunks of like length together, batches in random order.
fn batches<'a>(examples: &[&'a Example], size: usize, random: &mut Random) -> Vec<Vec<&'a Example>> {
    let mut order: Vec<(usize, &Example)> =
        examples.iter().map(|e| (e.len() + random.below(12), *e)).collect();
    random.shuffle(&mut order);
    order.sort_by_key(|&(length, _)| length);
    let mut batches: Vec<Vec<&Example>> =
        order.chunks(size).map(|c| c.iter().map(|&(_, e)| e).collect()).collect();
    random.shuffle(&mut batches);
    batches
}

/// Losses without noise.
fn measure(layout: &Layout, weights: &[f32], examples: &[Example]) -> Losses {
    let quiet = Noise { words: 0.0, input: 0.0, middle: 0.0, output: 0.0, auxiliary: 1.0 };
    let mut unused = vec![0.0; layout.len()];
    let mut total = Losses::default();
    for batch in batches(&examples.iter().collect::<Vec<_>>(), 16, &mut Random(0)) {
        total.add(net::pass(layout, weights, &batch, &quiet, &mut Random(0), &mut unused));
    }
    total
}

/// Reads all data and turns it into examples.
fn load(options: &Options) -> Result<Data, String> {
    let train = corpus::read(&options.polnear.join("train"))?;
    let dev = corpus::read(&options.polnear.join("dev"))?;
    let silver = silver(&options.polnear.join("train").join("corenlp.tsv.xz"))?;
    let dev_silver = silver_or_none(&options.polnear.join("dev").join("corenlp.tsv.xz"))?;
    let mut banks = Vec::new();
    if let Some(ud) = &options.ud {
        banks.extend(conll::treebank(&corpus::load(&ud.join("en_ewt-train.conllu"))?, |_| true, 150));
        banks.extend(conll::treebank(&corpus::load(&ud.join("en_gum-train.conllu"))?, free_genre, 150));
    }
    let mut counts = examples::WordCounts::default();
    train.iter().for_each(|a| counts.add(&a.text));
    let vocabulary = counts.vocabulary(14_000, 9_000);
    let labels = labels(silver.values().flatten().chain(banks.iter().flat_map(|b| &b.sentences)));
    let examples =
        |articles: &[Article], silver: &BTreeMap<String, Vec<Vec<conll::Token>>>| -> Vec<Example> {
            articles
                .iter()
                .flat_map(|a| examples::article(a, &vocabulary, silver.get(&a.name), &labels))
                .collect()
        };
    let train = examples(&train, &silver);
    let dev = examples(&dev, &dev_silver);
    let trees = banks.iter().flat_map(|b| examples::treebank(b, &vocabulary, &labels)).collect();
    let mut gold = Vec::new();
    if let Some(folder) = &options.gold {
        for (i, article) in corpus::gold(folder)?.iter().enumerate() {
            if options.fold != Some(i % FOLDS) {
                gold.extend(examples::article(article, &vocabulary, None, &labels));
            }
        }
    }
    let mut plain = Vec::new();
    if let Some(file) = &options.plain {
        for line in corpus::load(file)?.lines() {
            let object: serde_json::Value =
                serde_json::from_str(line).map_err(|e| format!("{}: {e}", file.display()))?;
            plain.extend(examples::plain(object["text"].as_str().unwrap_or(""), &vocabulary));
        }
    }
    Ok(Data { vocabulary, labels, train, gold, plain, trees, dev })
}

/// Genres of GUM whose texts are free for any use, without the one court transcript that is not.
fn free_genre(id: &str) -> bool {
    ["academic", "bio", "court", "interview", "news", "voyage"]
        .iter()
        .any(|genre| id.strip_prefix("GUM_").is_some_and(|rest| rest.starts_with(genre)))
        && id != "GUM_court_carpet"
}

fn silver(path: &Path) -> Result<BTreeMap<String, Vec<Vec<conll::Token>>>, String> {
    let packed = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut text = Vec::new();
    lzma_rs::xz_decompress(&mut packed.as_slice(), &mut text)
        .map_err(|e| format!("{}: {e:?}", path.display()))?;
    Ok(conll::silver(&String::from_utf8_lossy(&text)))
}

fn silver_or_none(path: &Path) -> Result<BTreeMap<String, Vec<Vec<conll::Token>>>, String> {
    if path.exists() { silver(path) } else { Ok(BTreeMap::new()) }
}

/// Classes of the auxiliary tasks that occur at least a hundred times, in order of their names.
fn labels<'a>(sentences: impl Iterator<Item = &'a Vec<conll::Token>>) -> Labels {
    let mut counts: [BTreeMap<&str, usize>; 3] = Default::default();
    for token in sentences.flatten() {
        for (count, name) in counts.iter_mut().zip([&token.pos, &token.label, &token.entity]) {
            if !name.is_empty() {
                *count.entry(name).or_default() += 1;
            }
        }
    }
    let [pos, label, entity] = counts.map(|c| {
        c.into_iter().filter(|&(_, n)| n >= 100).map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
    });
    Labels { pos, label, entity }
}
