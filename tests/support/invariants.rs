//! What holds of every document, whatever the text (the invariants of `src/lib.rs`).

use partyline::document::{AttributionType, Document, Span};

/// Panics with what is wrong, if anything is.
pub fn check(text: &str, document: &Document) {
    spans(text, document);
    quotes(document);
    statements(document);
    parties(document);
}

fn spans(text: &str, document: &Document) {
    let sound =
        |span: &Span| assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()), "{span:?}");
    let ordered = |spans: &[Span], what: &str| {
        assert!(spans.windows(2).all(|two| two[0].end <= two[1].start), "{what} overlap or are out of order");
    };
    let blocks: Vec<Span> = document.blocks.iter().map(|b| b.span).collect();
    for (all, what) in [(&blocks, "blocks"), (&document.sentences, "sentences")] {
        all.iter().for_each(sound);
        ordered(all, what);
    }
    for quote in &document.quotes {
        assert!(
            text.get(quote.span.range()).is_some() && text.get(quote.inner.range()).is_some(),
            "{quote:?}"
        );
        assert!(quote.span.contains(quote.inner), "{quote:?}");
    }
    for s in &document.statements {
        assert!(!s.content.is_empty(), "{s:?}");
        s.content.iter().chain(&s.source).chain(&s.subject).chain(&s.cue).chain(&s.earlier).for_each(sound);
        ordered(&s.content, "contents");
        for part in s.cue.iter().chain(&s.source) {
            let apart = |content: &Span| content.end <= part.start || part.end <= content.start;
            assert!(s.content.iter().all(apart), "cue or source inside the content: {s:?}");
        }
        s.reasons.iter().flat_map(|r| &r.evidence).for_each(sound);
    }
    for party in &document.parties {
        party.mentions.iter().for_each(sound);
        assert!(party.mentions.windows(2).all(|two| two[0].start <= two[1].start), "{party:?}");
    }
}

fn quotes(document: &Document) {
    let mut open: Vec<Span> = Vec::new();
    for quote in &document.quotes {
        while open.last().is_some_and(|outer| outer.end <= quote.span.start) {
            open.pop();
        }
        assert!(open.last().is_none_or(|outer| outer.contains(quote.span)), "quotes cross: {quote:?}");
        assert_eq!(usize::from(quote.depth), open.len(), "{quote:?}");
        open.push(quote.span);
    }
}

fn statements(document: &Document) {
    let count = document.statements.len() as u32;
    let party = |id: &u32| assert!((*id as usize) < document.parties.len(), "party {id} is not there");
    for (i, s) in document.statements.iter().enumerate() {
        assert_eq!(s.id as usize, i);
        s.party.iter().chain(&s.target).chain(&s.also).for_each(party);
        assert!(s.target.is_none() || s.target != s.party, "aimed at its own party: {s:?}");
        assert!(s.parent.iter().chain(&s.continues).all(|&other| other < count && other != s.id), "{s:?}");
    }
    let first = |i: usize| document.statements[i].content[0].start;
    assert!((1..document.statements.len()).all(|i| first(i - 1) <= first(i)), "statements are out of order");
    for c in &document.contradictions {
        assert!(c.asserts < count && c.denies < count, "{c:?}");
        let [then, now] = [c.asserts, c.denies].map(|id| &document.statements[id as usize]);
        assert!(
            then.party != now.party || then.earlier.is_some(),
            "a party contradicts itself at once: {c:?}"
        );
    }
}

fn parties(document: &Document) {
    for (i, party) in document.parties.iter().enumerate() {
        assert_eq!(party.id as usize, i);
        assert!(!party.name.trim().is_empty() && !party.letters.is_empty(), "{party:?}");
        let own: Vec<u32> = document
            .statements
            .iter()
            .filter(|s| s.party == Some(party.id) && s.attribution == AttributionType::Communication)
            .map(|s| s.id)
            .collect();
        assert_eq!(party.statements, own, "{}", party.name);
        assert!(party.position.len() <= 3 && party.position.iter().all(|id| own.contains(id)), "{party:?}");
        assert_eq!(party.position.is_empty(), own.is_empty(), "{party:?}");
    }
}
