//! Whether cost grows as the text does: nanoseconds per byte and peak memory of the whole engine on texts of growing
//! length, articles and hostile ones. And what a keystroke costs in a long article, as a share of reading it anew.
//!
//! `cargo bench --bench length -- [--most BYTES] [SHAPE...]`; without arguments up to a megabyte of every shape.

use partyline::engine::{Engine, Session, Structure, attributions, parties, stances, statements};
use std::time::{Duration, Instant};

/// What one length may take before longer ones of its shape are left out.
const PATIENCE: Duration = Duration::from_secs(60);

/// A text of a shape: its name, and what stands in it at place `i`.
type Shape = (&'static str, fn(usize) -> String);

/// Texts that ask for the worst of one stage or another.
const SHAPES: &[Shape] = &[
    ("articles", |i| format!("{}\n\n", ARTICLES[i % ARTICLES.len()])),
    ("quotation marks", |_| "\"".to_owned()),
    ("opening marks", |_| "“".to_owned()),
    ("closing marks", |_| "”".to_owned()),
    ("single marks", |_| "‘ ’ ' ".to_owned()),
    ("opening mark a paragraph", |i| format!("“He said {i} was late.\n\n")),
    ("one word", |_| "a".to_owned()),
    ("one word, capitals", |_| "A".to_owned()),
    ("nested brackets", |_| "(".to_owned()),
    ("nested quotations", |_| "“‘".to_owned()),
    ("combining characters", |_| "\u{301}".to_owned()),
    ("right-to-left overrides", |_| "\u{202E}".to_owned()),
    ("nul", |_| "\0".to_owned()),
    ("spaces", |_| " ".to_owned()),
    ("lines", |_| "\n".to_owned()),
    ("lines of a letter", |_| "a\n".to_owned()),
    ("paragraphs of a word", |_| "Word\n\n".to_owned()),
    ("full stops", |_| ".".to_owned()),
    ("dashes", |_| "- ".to_owned()),
    ("digits", |_| "7".to_owned()),
    ("commas", |_| "a, ".to_owned()),
    ("cue words", |_| "said ".to_owned()),
    ("according to", |_| "according to ".to_owned()),
    ("names in one sentence", |i| format!("{} ", name(i))),
    ("names joined", |i| format!("{} and ", name(i))),
    ("one name", |_| "Merrow ".to_owned()),
    ("capitals", |i| format!("{} ", name(i).to_uppercase())),
    ("sentences of different names", |i| format!("{} {} said it rained. ", name(i), name(i / 7))),
    ("paragraphs of different names", |i| format!("{} {} denied it.\n\n", name(i), name(i / 7))),
    ("organisations", |i| format!("The {} Council accused the {} Union of lying. ", name(i), name(i + 1))),
    ("quotations by different names", |i| format!("“It rained,” said {}. ", name(i))),
    ("quotations by one name", |_| "“It rained,” said Ada Merrow. ".to_owned()),
    ("pronouns", |_| "“It rained,” she said. ".to_owned()),
    ("one long sentence", |_| "Merrow said that ".to_owned()),
    ("transcript", |i| format!("{}: It rained.\n", name(i).to_uppercase())),
    ("accusations and denials", |i| {
        format!(
            "{} accused {} of poisoning the well. {} denied the claim. ",
            name(i % 9),
            name(i % 7),
            name(i % 7)
        )
    }),
    ("offices", |_| {
        "The mayor warned the union. The minister and the president blamed the senator. ".to_owned()
    }),
    ("offices of different states", |i| {
        format!("French president {} met Chinese minister {}. ", name(i), name(i + 1))
    }),
    ("headlines", |i| format!("Ministry denies claim {i}\n\n")),
    ("names in brackets", |i| format!("{} Council ({}) ", name(i), name(i).to_uppercase())),
    ("genitives", |_| "Merrow's ".to_owned()),
    ("claims in claims", |_| "Merrow denied Tarn's claims that ".to_owned()),
    ("brackets after names", |_| "Merrow (".to_owned()),
    ("semicolons", |i| format!("{}; ", name(i).to_lowercase())),
    ("colons", |_| "Merrow: ".to_owned()),
    ("carriage returns", |_| "a\r".to_owned()),
    ("apostrophes", |_| "don't ".to_owned()),
    ("addresses", |i| format!("https://example.org/{i} ")),
    ("abbreviations", |_| "Mr. U.S. Dr. ".to_owned()),
];

/// News as readers paste it: the golden articles.
static ARTICLES: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
    let folder = std::fs::read_dir("tests/golden").expect("run it from the repository's root");
    let mut files: Vec<_> = folder.flatten().map(|e| e.path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    files.sort();
    files.iter().map(|f| std::fs::read_to_string(f).expect("a golden article")).collect()
});

fn name(i: usize) -> String {
    const HEADS: [&str; 20] = [
        "Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki", "Lo", "Mu", "Na", "Pe", "Ri", "So", "Tu", "Va", "We",
        "Xi", "Yo", "Zu",
    ];
    const TAILS: [&str; 10] = ["ran", "lem", "dis", "kov", "burn", "sted", "mire", "lund", "pol", "gard"];
    let mut name = HEADS[i % 20].to_owned();
    let mut rest = i / 20;
    loop {
        name += TAILS[rest % 10];
        rest /= 10;
        if rest == 0 {
            return name;
        }
    }
}

fn main() {
    let mut most = 1_000_000;
    let mut wanted = Vec::new();
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    while let Some(argument) = arguments.next() {
        if argument == "--most" {
            most = arguments.next().and_then(|n| n.parse().ok()).expect("--most BYTES");
        } else {
            wanted.push(argument);
        }
    }
    let engine = Engine::shipped();
    // Word lists are made ready once, when they are first needed: that is no part of any length's cost.
    let _ready = engine.annotate(&ARTICLES[0]);
    println!(
        "| text | bytes | ns per byte | structure | model | attributions | parties | stances | rest | peak MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for (shape, piece) in SHAPES.iter().filter(|(s, _)| wanted.is_empty() || wanted.iter().any(|w| w == s)) {
        let mut length = 10_000;
        while length <= most {
            let text = text(*piece, length);
            let start = Instant::now();
            let stages = stages(&engine, &text);
            let spent = start.elapsed();
            let per_byte = |t: Duration| format!("{:.0}", t.as_nanos() as f64 / text.len() as f64);
            let stages = stages.map(per_byte).join(" | ");
            println!("| {shape} | {} | {} | {stages} | {} |", text.len(), per_byte(spent), peak());
            if spent > PATIENCE {
                break;
            }
            length *= 10;
        }
    }
    keystrokes(engine);
}

/// A text of a shape, of at least `length` bytes.
fn text(piece: fn(usize) -> String, length: usize) -> String {
    let mut text = String::with_capacity(length + 1000);
    (0..)
        .take_while(|&i| {
            text += &piece(i);
            text.len() < length
        })
        .for_each(drop);
    text
}

/// A letter typed at many places of an article of some 10,000 words, each time beside reading the article anew.
fn keystrokes(engine: Engine) {
    const PLACES: usize = 100;
    let article = text(SHAPES[0].1, 60_000);
    let mut session = Session::new(engine.clone());
    let mut typed = Vec::with_capacity(PLACES);
    let mut anew = Duration::MAX;
    for place in 0..PLACES {
        let at = article.len() * place / PLACES;
        let at = (at..).find(|&at| article.is_char_boundary(at)).unwrap_or_default();
        let edited = format!("{}x{}", &article[..at], &article[at..]);
        let _before = session.annotate(&article);
        let start = Instant::now();
        let _after = session.annotate(&edited);
        typed.push(start.elapsed());
        if place < 10 {
            let start = Instant::now();
            let _fresh = engine.annotate(&edited);
            anew = anew.min(start.elapsed());
        }
    }
    typed.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let share = |time: Duration| time.as_secs_f64() / anew.as_secs_f64() * 100.0;
    println!(
        "\nA keystroke in {} words: {:.1} ms at the median of {PLACES} places ({:.0} % of reading all, {:.0} ms), {:.1} ms \
         at most ({:.0} %).",
        article.split_whitespace().count(),
        milliseconds(typed[PLACES / 2]),
        share(typed[PLACES / 2]),
        milliseconds(anew),
        milliseconds(typed[PLACES - 1]),
        share(typed[PLACES - 1]),
    );
}

/// Time of each stage, in the order of the pipeline.
fn stages(engine: &Engine, text: &str) -> [Duration; 6] {
    let mut last = Instant::now();
    let mut lap = || {
        let before = std::mem::replace(&mut last, Instant::now());
        last - before
    };
    let structure = Structure::new(text);
    let a = lap();
    let proposed = engine.model().reading(&structure);
    let b = lap();
    let attributions = attributions::complete(&structure, proposed);
    let c = lap();
    let cast = parties::cast(&structure, &attributions);
    let d = lap();
    let judgements = stances::judge(&structure, &attributions, &cast);
    let e = lap();
    let document = statements::assemble(&structure, &attributions, &cast, judgements);
    let f = lap();
    drop(document);
    [a, b, c, d, e, f]
}

/// Most memory this process has held so far, in megabytes; empty where the system does not say.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.map_or(String::new(), |kb| (kb / 1000).to_string())
}
