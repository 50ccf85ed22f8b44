//! Who speaks how about whom, and how much: the numbers that several reports show.

use super::Article;
use crate::document::{AttributionType, PartyId, SourceClass, Span, Stance, Statement};
use crate::order::Order;

/// How much one voice is heard. Statements inside others count for those who make them as well.
pub(super) struct Share {
    /// The party; none for sources without a side.
    pub party: Option<PartyId>,
    pub statements: usize,
    pub words: u32,
}

/// Statements that readers see as speech.
pub(super) fn spoken<'a>(article: &'a Article) -> impl Iterator<Item = &'a Statement> {
    article.document().statements.iter().filter(|s| s.attribution == AttributionType::Communication)
}

/// One share for each party that speaks, in their order, then sources without a side.
pub(super) fn shares(article: &Article) -> Vec<Share> {
    let document = article.document();
    let voices = document.parties.iter().map(|p| Some(p.id)).chain([None]);
    let share = |party: Option<PartyId>| {
        let own: Vec<&Statement> = spoken(article).filter(|s| s.party == party).collect();
        let words = own.iter().flat_map(|s| &s.content).map(|c| c.words(article.text)).sum();
        Share { party, statements: own.len(), words }
    };
    voices.map(share).filter(|s| s.statements > 0).collect()
}

/// Words of the article that are in nobody's statement. Page furniture does not count.
pub(super) fn reporter(article: &Article) -> u32 {
    let mut spans: Vec<Span> = article.document().statements.iter().flat_map(|s| s.content.clone()).collect();
    spans.order();
    let mut spans = spans.into_iter().peekable();
    let mut words = 0;
    for block in article.paragraphs() {
        let mut at = block.span.start;
        while let Some(span) = spans.next_if(|span| span.start < block.span.end) {
            if span.start > at {
                words += Span { start: at, end: span.start }.words(article.text);
            }
            at = at.max(span.end);
        }
        if at < block.span.end {
            words += Span { start: at, end: block.span.end }.words(article.text);
        }
    }
    words
}

/// Parties that are talked about but say nothing.
pub(super) fn silent<'a>(article: &'a Article) -> Vec<&'a str> {
    let silent = article.document().parties.iter().filter(|p| p.statements.is_empty());
    silent.map(|p| p.name.as_str()).collect()
}

/// What `speaker` does toward `target`, each stance with its count, most first.
pub(super) fn cell(article: &Article, speaker: PartyId, target: PartyId) -> Vec<(Stance, usize)> {
    let here = |s: &&Statement| s.party == Some(speaker) && s.target == Some(target);
    let mut counts: Vec<(Stance, usize)> = Stance::ALL.map(|stance| (stance, 0)).to_vec();
    for s in spoken(article).filter(here) {
        counts[s.stance as usize].1 += 1;
    }
    counts.retain(|(_, n)| *n > 0);
    counts.order_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
}

/// The source ladder: how many statements come from sources named how.
pub(super) fn ladder(article: &Article) -> Vec<(&'static str, usize)> {
    let steps = [
        ("named", SourceClass::Named),
        ("unnamed official", SourceClass::Official),
        ("document", SourceClass::Document),
        ("unnamed", SourceClass::Unnamed),
        ("no source given", SourceClass::None),
    ];
    let count = |class| spoken(article).filter(|s| s.source_class == class).count();
    steps.map(|(name, class)| (name, count(class))).to_vec()
}
