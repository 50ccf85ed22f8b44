//! Texts that ask for the worst of one stage or another, of any length; for tests/hostile.rs and benches/length.rs.

/// A text of a shape: its name, and what stands in it at place `i`.
pub type Shape = (&'static str, fn(usize) -> String);

/// Texts that ask for the worst of one stage or another.
pub const SHAPES: &[Shape] = &[
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
pub static ARTICLES: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
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

/// The first `bytes` or so of a shape.
pub fn of(shape: &Shape, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 64);
    for i in 0.. {
        text += &(shape.1)(i);
        if text.len() >= bytes {
            break;
        }
    }
    text
}
