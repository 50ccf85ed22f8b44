//! An invented article with a document as the engine would make it, for tests here and in the exports.

use crate::document::{
    Alias, Aspect, AttributionType, Block, Confidence, Contradiction, Document, Kind, Party, PartyKind,
    Quote, QuoteStyle, Reason, Role, SourceClass, Span, Stance, Statement,
};

pub(crate) const TEXT: &str = "\
Norland rejects Estavia’s claim over the river dam

OSTRA — Norland has rejected Estavia’s claim that its engineers opened the dam at night. “These are fairy tales,” \
Foreign Minister Ada Quill said on Monday, “and Estavia knows it.”

Estavia’s water minister, Tomas Brel, said Norland must pay “every last crown” for the flooded fields. He called \
on the River Council to act.

A spokesperson for the River Council said it would send observers 🛶. Witnesses said the water rose within an hour.
";

/// The `nth` place (from 0) where `words` stand.
pub(crate) fn at(words: &str, nth: usize) -> Span {
    let (start, _) = TEXT.match_indices(words).nth(nth).expect(words);
    Span::new(start, start + words.len())
}

pub(crate) fn document() -> Document {
    let statement = |source: Option<Span>, cue: Option<Span>, content: Vec<Span>, kind| Statement {
        id: 0,
        kind,
        source,
        subject: None,
        cue,
        content,
        continues: None,
        attribution: AttributionType::Communication,
        parent: None,
        party: None,
        also: Vec::new(),
        earlier: None,
        source_class: SourceClass::Named,
        stance: Stance::States,
        target: None,
        confidence: Confidence { statement: 90, speaker: 80, check: false },
        reasons: vec![Reason {
            aspect: Aspect::Party,
            words: "The source names the party.".to_owned(),
            evidence: source.into_iter().collect(),
        }],
    };
    let one = |source: (&str, usize), cue: (&str, usize), content: &str, nth, kind| {
        statement(Some(at(source.0, source.1)), Some(at(cue.0, cue.1)), vec![at(content, nth)], kind)
    };
    let judged = |s: Statement, party, stance, target| Statement { party: Some(party), stance, target, ..s };
    let dam = "Estavia’s claim that its engineers opened the dam at night";
    let quill = statement(
        Some(at("Foreign Minister Ada Quill", 0)),
        Some(at("said", 0)),
        vec![at("“These are fairy tales,”", 0), at("“and Estavia knows it.”", 0)],
        Kind::Direct,
    );
    let pay = "Norland must pay “every last crown” for the flooded fields";
    let indirect = Kind::Indirect;
    let mut statements = vec![
        judged(
            one(("Norland", 0), ("rejects", 0), "Estavia’s claim over the river dam", 0, indirect),
            0,
            Stance::Rejects,
            Some(1),
        ),
        judged(one(("Norland", 1), ("has rejected", 0), dam, 0, indirect), 0, Stance::Rejects, Some(1)),
        Statement {
            parent: Some(1),
            ..judged(
                one(("Estavia", 1), ("claim", 1), &dam["Estavia’s claim ".len()..], 0, indirect),
                1,
                Stance::Accuses,
                Some(0),
            )
        },
        judged(quill, 0, Stance::Criticises, Some(1)),
        judged(
            one(("Estavia’s water minister, Tomas Brel", 0), ("said", 1), pay, 0, Kind::Mixed),
            1,
            Stance::Demands,
            Some(0),
        ),
        judged(
            one(("He", 0), ("called", 0), "on the River Council to act", 0, indirect),
            1,
            Stance::Appeals,
            Some(2),
        ),
        judged(
            one(
                ("A spokesperson for the River Council", 0),
                ("said", 2),
                "it would send observers 🛶",
                0,
                indirect,
            ),
            2,
            Stance::Commits,
            None,
        ),
        Statement {
            source_class: SourceClass::Unnamed,
            confidence: Confidence { statement: 70, speaker: 60, check: true },
            ..one(("Witnesses", 0), ("said", 3), "the water rose within an hour", 0, indirect)
        },
    ];
    for (id, statement) in statements.iter_mut().enumerate() {
        statement.id = id as u32;
    }
    let party = |id: u32, name: &str, letters: &str, kind, mentions, position| {
        let own: Vec<&Statement> = statements.iter().filter(|s| s.party == Some(id)).collect();
        Party {
            id,
            name: name.to_owned(),
            letters: letters.to_owned(),
            kind,
            aliases: Vec::new(),
            mentions,
            statements: own.iter().map(|s| s.id).collect(),
            position,
            words: own.iter().flat_map(|s| &s.content).map(|c| c.words(TEXT)).sum(),
        }
    };
    let norland =
        vec![at("Norland", 0), at("Norland", 1), at("Foreign Minister Ada Quill", 0), at("Norland", 2)];
    let estavia =
        vec![at("Estavia", 0), at("Estavia", 1), at("Estavia’s water minister, Tomas Brel", 0), at("He", 0)];
    let council = vec![at("the River Council", 0), at("A spokesperson for the River Council", 0)];
    let mut parties = vec![
        party(0, "Norland", "NO", PartyKind::State, norland, vec![1, 3]),
        party(1, "Estavia", "ES", PartyKind::State, estavia, vec![4, 2]),
        party(2, "River Council", "RC", PartyKind::Organisation, council, vec![6]),
    ];
    parties[1].aliases.push(Alias {
        words: "Tomas Brel".to_owned(),
        reason: Reason {
            aspect: Aspect::Party,
            words: "A minister speaks for the state.".to_owned(),
            evidence: vec![at("Estavia’s water minister", 0)],
        },
    });
    Document {
        engine: "0.1.0".to_owned(),
        sentences: sentences(),
        blocks: blocks(),
        quotes: quotes(),
        contradictions: vec![Contradiction { asserts: 2, denies: 1 }],
        notices: Vec::new(),
        statements,
        parties,
    }
}

fn blocks() -> Vec<Block> {
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in TEXT.split_inclusive('\n') {
        let words = line.trim_end();
        if !words.is_empty() {
            let role = if blocks.is_empty() { Role::Headline } else { Role::Body };
            blocks.push(Block { span: Span::new(start, start + words.len()), role });
        }
        start += line.len();
    }
    blocks
}

fn sentences() -> Vec<Span> {
    let mut sentences = Vec::new();
    for block in blocks() {
        let mut start = block.span.start as usize;
        for sentence in block.span.of(TEXT).split_inclusive(". ") {
            sentences.push(Span::new(start, start + sentence.trim_end().len()));
            start += sentence.len();
        }
    }
    sentences
}

fn quotes() -> Vec<Quote> {
    let opened = TEXT.match_indices('“').map(|(i, _)| i);
    let closed = TEXT.match_indices('”').map(|(i, mark)| i + mark.len());
    let quote = |(start, end): (usize, usize)| Quote {
        span: Span::new(start, end),
        inner: Span::new(start + '“'.len_utf8(), end - '”'.len_utf8()),
        closed: true,
        depth: 0,
        style: QuoteStyle::Double,
        continues: None,
    };
    opened.zip(closed).map(quote).collect()
}
