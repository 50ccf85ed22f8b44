//! `cargo xtask links`: how long links are beside what other codecs would make of the same texts, and what the codec
//! costs in time, memory and download. Writes `benches/links.md`.
//!
//! `--texts PLACE...`: each place is one set: a folder's `.txt` files, one file, or the articles of a `.jsonl` file, as
//! `NAME=PLACE` if it has a name of its own. `--generated N` also sends N made-up texts there and back.

use crate::shell::{bench, files, machine, output, program, root, run, say};
use crate::{bundle, page, tools};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use lzma_rust2::{LzmaOptions, LzmaWriter};
use partyline::engine::Engine;
use partyline::share::{Alphabet, Content, Payload, Seen, decode, encode};
use ppmd_rust::Ppmd7Encoder;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

const REPORT: &str = "benches/links.md";
/// A host's name and path, which stand before the fragment.
const ADDRESS: usize = 60;
/// What fits anywhere.
const SHORT: usize = 2_000;
/// Set aside for the text model by PPMd, in bytes: no article fills it.
const PPMD_MEMORY: u32 = 16 << 20;

/// Characters that a codec makes of a text.
type Codec = fn(&str) -> Result<usize, String>;

/// The codecs, deflate first: the others are measured against it. All but lz-string, which has an alphabet of its own,
/// in base64url, without headers, and without a mark of their end where they can do without.
const CODECS: &[(&str, Codec)] = &[
    ("deflate 9", deflate),
    ("lz-string", |text| Ok(lz_str::compress_to_encoded_uri_component(text).len())),
    ("LZMA, as xz -9e", lzma),
    ("PPMd, order 6", ppmd),
    ("brotli 11", brotli),
];

/// Texts that are measured together.
struct Set {
    name: String,
    texts: Vec<String>,
    /// The files they are from, if each has its own.
    files: Vec<PathBuf>,
}

/// The command.
pub fn command(arguments: &[String]) -> Result<(), String> {
    let usage = "usage: cargo xtask links --texts [NAME=]PLACE... [--generated N]";
    let (mut sets, mut generated) = (Vec::new(), None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--texts" => {}
            "--generated" => {
                let number = rest.next().and_then(|n| n.parse::<u64>().ok());
                generated = Some(number.ok_or(usage)?);
            }
            place if !place.starts_with("--") => sets.push(Set::read(place)?),
            _ => return Err(usage.to_owned()),
        }
    }
    if sets.is_empty() {
        return match generated {
            Some(number) => round_trips(number),
            None => Err(usage.to_owned()),
        };
    }
    let mut report = format!(
        "# Links: length and cost\n\nMade by `cargo xtask links` in one run on {}. The machine may have been busy: read \
         ratios, not absolutes.\n\n## Length\n\nCharacters of the fragment, everything in it (version, checksum, \
         engine, digest of the annotation); the others are the text alone. Every text came back exactly. PPMd is a strong \
         general compressor of text that has learned from nothing. A link of at most {SHORT} characters fits anywhere: \
         {ADDRESS} of them are left for the address.\n",
        machine()
    );
    say("Measuring lengths (a minute for a hundred articles)");
    let engine = engine()?;
    for set in &sets {
        report += &set.table(&engine)?;
    }
    say("Measuring time and memory, natively");
    let named: Vec<String> =
        sets.iter().flat_map(|set| &set.files).map(|file| file.display().to_string()).collect();
    let _ = write!(report, "\n## Time and memory, natively\n\n{}\n", bench("link", &named)?);
    say("Measuring time and memory of the built page's clerk");
    let _ = write!(report, "\n## Time and memory in WebAssembly\n\n{}\n", in_wasm()?);
    say("Weighing the codec");
    let _ = write!(report, "\n## Download\n\n{}\n", weight()?);
    if let Some(number) = generated {
        round_trips(number)?;
        let _ = write!(
            report,
            "\n## Round trips\n\n{number} generated texts (any characters of all planes, words of news, quotation \
             marks of all kinds, combining marks, nothing, long ones) came back exactly.\n"
        );
    }
    println!("{report}");
    fs::write(root().join(REPORT), report).map_err(|error| format!("{REPORT}: {error}"))
}

impl Set {
    fn read(place: &str) -> Result<Self, String> {
        let (name, path) = match place.split_once('=') {
            Some((name, path)) => (Some(name), Path::new(path)),
            None => (None, Path::new(place)),
        };
        let stem = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = name.map_or_else(stem, str::to_owned);
        let read =
            |file: &Path| fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()));
        if path.extension().is_some_and(|e| e == "jsonl") {
            let texts = crate::prime::wikinews(&path.to_string_lossy())?;
            return Ok(Self { name, texts, files: Vec::new() });
        }
        let files = if path.is_dir() { files(path, "txt")? } else { vec![path.to_owned()] };
        let texts = files.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?;
        if texts.is_empty() {
            return Err(format!("{}: there is no .txt file", path.display()));
        }
        Ok(Self { name, texts, files })
    }

    /// Length of every codec's links, and against deflate's.
    fn table(&self, engine: &Engine) -> Result<String, String> {
        let mut words: Vec<usize> = self.texts.iter().map(|text| text.split_whitespace().count()).collect();
        words.sort_unstable();
        let mut table = format!(
            "\n### {}: {}, {}\n\n| codec | median | shortest | longest | of deflate, \
             median | least | most | fit anywhere |\n|---|---|---|---|---|---|---|---|\n",
            self.name,
            match self.texts.len() {
                1 => "one text".to_owned(),
                count => format!("{count} texts"),
            },
            match words[..] {
                [only] => format!("{only} words"),
                _ => format!("{} to {} words, median {}", words[0], words[words.len() - 1], middle(&words)),
            }
        );
        let floor = self.texts.iter().map(|text| deflate(text)).collect::<Result<Vec<_>, _>>()?;
        let mut rows = Vec::new();
        for (name, codec) in CODECS {
            rows.push((*name, self.texts.iter().map(|text| codec(text)).collect::<Result<Vec<_>, _>>()?));
        }
        rows.push((
            "**ours**",
            self.texts.iter().map(|text| ours(engine, text)).collect::<Result<Vec<_>, _>>()?,
        ));
        for (name, mut lengths) in rows {
            let mut ratios: Vec<f64> =
                lengths.iter().zip(&floor).map(|(a, b)| *a as f64 / (*b).max(1) as f64).collect();
            ratios.sort_by(f64::total_cmp);
            lengths.sort_unstable();
            let short = lengths.iter().filter(|length| **length + ADDRESS <= SHORT).count();
            let _ = writeln!(
                table,
                "| {name} | {} | {} | {} | {:.3} | {:.3} | {:.3} | {:.0} % |",
                middle(&lengths),
                lengths[0],
                lengths[lengths.len() - 1],
                ratios[ratios.len() / 2],
                ratios[0],
                ratios[ratios.len() - 1],
                short as f64 / lengths.len() as f64 * 100.0
            );
        }
        Ok(table)
    }
}

/// The middle one of sorted numbers; of an even count, the upper.
fn middle(sorted: &[usize]) -> usize {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn engine() -> Result<Engine, String> {
    let path = "src/engine/model/weights.bin";
    let bytes = fs::read(root().join(path)).map_err(|error| format!("{path}: {error}"))?;
    Engine::new(&bytes).map_err(|error| format!("{path}: {error}"))
}

/// Of the link to a text as the page makes it, once it was seen to open.
fn ours(engine: &Engine, text: &str) -> Result<usize, String> {
    let seen = Seen::of(text, &engine.annotate(text));
    let content = Content::Article(Payload { text: text.to_owned(), seen, ..Payload::default() });
    let link = encode(&content, Alphabet::Text).map_err(|error| error.to_string())?;
    let opened = decode(&link).map_err(|error| error.to_string())?;
    match opened.content == content && opened.missing.is_none() {
        true => Ok(link.len()),
        false => Err(format!("a link does not bring its text back: {link}")),
    }
}

/// Of base64url without padding.
fn characters(bytes: &[u8]) -> usize {
    (bytes.len() * 4).div_ceil(3)
}

fn deflate(text: &str) -> Result<usize, String> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let done = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
    done.map(|bytes| characters(&bytes)).map_err(|error| format!("deflate: {error}"))
}

fn lzma(text: &str) -> Result<usize, String> {
    // What xz adds for -e.
    let options = LzmaOptions { nice_len: 273, depth_limit: 512, ..LzmaOptions::with_preset(9) };
    let encoder = LzmaWriter::new_no_header(Vec::new(), &options, false);
    let done = encoder.and_then(|mut encoder| {
        encoder.write_all(text.as_bytes())?;
        encoder.finish()
    });
    done.map(|bytes| characters(&bytes)).map_err(|error| format!("LZMA: {error}"))
}

fn ppmd(text: &str) -> Result<usize, String> {
    let mut encoder =
        Ppmd7Encoder::new(Vec::new(), 6, PPMD_MEMORY).map_err(|error| format!("PPMd: {error}"))?;
    let done = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish(false));
    done.map(|bytes| characters(&bytes)).map_err(|error| format!("PPMd: {error}"))
}

fn brotli(text: &str) -> Result<usize, String> {
    use brotli::enc::backward_references::BrotliEncoderMode::BROTLI_MODE_TEXT;
    let parameters = BrotliEncoderParams {
        quality: 11,
        mode: BROTLI_MODE_TEXT,
        size_hint: text.len(),
        ..Default::default()
    };
    let mut bytes = Vec::new();
    brotli::BrotliCompress(&mut text.as_bytes(), &mut bytes, &parameters)
        .map_err(|error| format!("brotli: {error}"))?;
    Ok(characters(&bytes))
}

/// The clerk of the built page in Node.js, beside its deflate.
fn in_wasm() -> Result<String, String> {
    if !page::dist().is_dir() {
        page::build()?;
    }
    let mut node = program("node");
    node.arg("benches/link.mjs").env("PARTYLINE_DIST", page::dist()).stderr(std::process::Stdio::inherit());
    output(&mut node).ok_or_else(|| "node benches/link.mjs failed: its message is above".to_owned())
}

/// What the codec with its statistics adds to a program that has all file formats, as the clerk has.
fn weight() -> Result<String, String> {
    tools::for_building()?;
    let mut sizes = Vec::new();
    for name in ["codec", "files"] {
        let target = "wasm32-unknown-unknown";
        let build =
            ["build", "--quiet", "--profile", "clerk", "--no-default-features", "--features", "export"];
        run(
            program("cargo").args(build).args(["--target", target, "--example", name]),
            "The compiler's message is above.",
        )?;
        let folder = root().join("target").join(name);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let wasm = format!("{name}.wasm");
        let made = root().join("target").join(target).join("clerk/examples").join(&wasm);
        fs::copy(&made, folder.join(&wasm)).map_err(|error| format!("{}: {error}", made.display()))?;
        bundle::shrink(&folder)?;
        let bytes = fs::read(folder.join(&wasm)).map_err(|error| format!("{wasm}: {error}"))?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let done = encoder.write_all(&bytes).and_then(|()| encoder.finish());
        sizes.push(done.map_err(|error| error.to_string())?.len());
    }
    let kilobytes = |bytes: usize| bytes as f64 / 1e3;
    let statistics = fs::metadata(root().join("src/share/text/prime.bin")).map_or(0, |file| file.len());
    Ok(format!(
        "{:.1} KB gzip, of which {:.1} KB are statistics: a WebAssembly program that writes every file format, opens a \
         link and makes it again, less one that only writes the formats ({:.1} KB); both optimised as the clerk is, which \
         does both.",
        kilobytes(sizes[0] - sizes[1]),
        kilobytes(statistics as usize),
        kilobytes(sizes[1])
    ))
}

/// The property test of `tests/links.rs` with that many texts.
fn round_trips(number: u64) -> Result<(), String> {
    say(&format!("Sending {number} generated texts there and back (three minutes for 100,000)"));
    run(
        program("cargo")
            .args(["test", "--quiet", "--profile", "train", "--test", "links", "every_text_comes_back"])
            .env("PROPTEST_CASES", number.to_string()),
        "The text that did not come back is above.",
    )
}
