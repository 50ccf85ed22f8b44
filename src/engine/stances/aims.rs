//! At whom each statement is aimed: every side that could be meant, and nobody, with the signs that speak for it.
//!
//! A sign is worth points, for all stances or for one (`lexicon/aims.txt`, learned by `cargo xtask aims`); the candidate
//! with most points is the target. Only sides that have some tie to the statement are looked at, so cost is linear.

use super::super::parties::Speaker;
use super::passage::{Article, Word, own};
use super::targets::{self, Named, Settled};
use crate::document::{Aspect, Attribution, PartyKind, Reason, Span, Stance};
use crate::engine::lexicon::cues::is_claim;
use crate::engine::lexicon::weights::aim;

/// The frame of the cue points at it: "accused the council of ...". That settles it, unless nothing is done but reporting.
pub const FRAMED: &str = "framed";

/// Somebody at whom a statement may be aimed.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Index into the cast's sides; none for nobody.
    pub side: Option<usize>,
    /// What speaks for or against it; names of `aims.txt`.
    pub signs: Vec<&'static str>,
    /// The words of the statement that name it.
    pub span: Option<Span>,
}

/// What came before a statement.
#[derive(Clone, Copy, Debug, Default)]
pub struct Before {
    /// Who spoke just before, if it was another side.
    pub speaker: Option<usize>,
    /// Whether that statement was aimed at the speaker's own side.
    pub answers: bool,
}

/// How a side is named in a content.
#[derive(Clone, Copy, Debug)]
pub struct Naming {
    side: usize,
    span: Span,
    /// Index of its first word.
    at: usize,
    linked: bool,
    place: bool,
    quoted: bool,
    owner: bool,
}

/// The sides that the content names, in order of their first mention.
#[must_use]
pub fn namings(article: &Article, words: &[Word], speaker: &Speaker) -> Vec<Naming> {
    let mut found: Vec<Naming> = Vec::new();
    for (k, word) in words.iter().enumerate() {
        let Some((side, span)) = word.mention else { continue };
        if own(speaker, side) || found.iter().any(|n| n.side == side) {
            continue;
        }
        let end = words[k..].iter().position(|w| w.mention.is_none_or(|m| m.1 != span)).map(|n| k + n);
        let owns = |w: &Word| matches!(w.form.word, "'s" | "'");
        let owner = end.is_some_and(|e| owns(&words[e])) || end.is_some_and(|e| owns(&words[e - 1]));
        found.push(Naming {
            side,
            span,
            at: k,
            linked: targets::is_linked(words, k),
            place: targets::is_place(article, words, k, side),
            quoted: word.quoted,
            owner,
        });
    }
    found
}

/// Everybody at whom a statement may be aimed; nobody comes first. `named` and `namings` say whom its words name.
#[must_use]
pub fn candidates(
    article: &Article,
    attribution: &Attribution,
    speaker: &Speaker,
    named: &Named,
    namings: &[Naming],
    dialogue: &Settled,
    before: Before,
) -> Vec<Candidate> {
    let framed = match named {
        Named::Framed(target) => Some(*target),
        _ => None,
    };
    let around = around(article, attribution);
    let mut sides: Vec<usize> = namings.iter().map(|n| n.side).collect();
    let tied = framed
        .iter()
        .map(|t| t.side)
        .chain(around.iter().copied())
        .chain(speaker.side.and_then(|side| dialogue.opponent(side)))
        .chain(dialogue.centres())
        .chain(before.speaker)
        .chain(article.leading().iter().copied());
    for side in tied {
        if !sides.contains(&side) && !own(speaker, side) {
            sides.push(side);
        }
    }
    let somebody = namings.iter().any(|n| !n.place && article.is_involved(n.side));
    let mut all = vec![nobody(named, speaker, namings, somebody)];
    for side in sides {
        let naming = namings.iter().find(|n| n.side == side);
        let mut signs = Vec::new();
        let mut span = naming.map(|n| n.span);
        if let Some(target) = framed.filter(|t| t.side == side) {
            signs.push(FRAMED);
            span = Some(target.span);
        }
        if let Some(naming) = naming {
            self::named(naming, naming.side == namings[0].side, &mut signs);
        }
        let ties = self::ties(article, attribution, speaker, side, dialogue, before, &around);
        let group = match (naming, somebody) {
            (Some(_), _) => 0,
            (None, true) => 1,
            (None, false) => 2,
        };
        signs.extend(ties.iter().map(|names| names[group]));
        person(article, side, &mut signs);
        all.push(Candidate { side: Some(side), signs, span });
    }
    all
}

/// What speaks for nobody.
fn nobody(named: &Named, speaker: &Speaker, namings: &[Naming], somebody: bool) -> Candidate {
    let mut signs = vec!["nobody"];
    match named {
        Named::Stranger => signs.push("nobody-stranger"),
        Named::Framed(_) => signs.push("nobody-framed"),
        Named::Mentioned(_) => {}
    }
    if speaker.side.is_none() {
        signs.push("nobody-no-side");
    }
    if namings.is_empty() {
        signs.push("nobody-named");
    } else if !somebody {
        signs.push("nobody-involved");
    }
    Candidate { side: None, signs, span: None }
}

/// How the content names a side.
fn named(naming: &Naming, first: bool, signs: &mut Vec<&'static str>) {
    signs.push(if first { "named-first" } else { "named-later" });
    let tests = [
        (naming.linked, "named-linked"),
        (naming.at <= 1, "named-at-once"),
        (naming.at > 15, "named-late"),
        (naming.place, "named-as-place"),
        (naming.quoted, "named-in-quotation"),
        (naming.owner, "named-as-owner"),
    ];
    signs.extend(tests.iter().filter(|t| t.0).map(|t| t.1));
}

/// Ties of a side to the statement outside its words; each has three names: where the content names the side, where it
/// names others who take part, where it names nobody.
fn ties(
    article: &Article,
    attribution: &Attribution,
    speaker: &Speaker,
    side: usize,
    dialogue: &Settled,
    before: Before,
    around: &[usize],
) -> Vec<[&'static str; 3]> {
    let attacks = |from: Option<usize>, to: Option<usize>| {
        from.zip(to).map_or(0, |(from, to)| dialogue.attacks(from, to))
    };
    let out = attacks(speaker.side, Some(side));
    let back = attacks(Some(side), speaker.side);
    let centre = dialogue.centres().position(|c| c == side);
    let leading = article.leading().iter().position(|&s| s == side);
    let claim = back > 0 && names_a_claim(article, attribution);
    let tests = [
        (claim, ["claimed", "claimed-else", "claimed-alone"]),
        (
            speaker.side.and_then(|s| dialogue.opponent(s)) == Some(side),
            ["opponent", "opponent-else", "opponent-alone"],
        ),
        (out > 0, ["attacked", "attacked-else", "attacked-alone"]),
        (back > 0, ["attacks", "attacks-else", "attacks-alone"]),
        (centre == Some(0), ["centre", "centre-else", "centre-alone"]),
        (centre == Some(1), ["second", "second-else", "second-alone"]),
        (leading == Some(0), ["leading", "leading-else", "leading-alone"]),
        (leading.is_some_and(|p| p > 0), ["prominent", "prominent-else", "prominent-alone"]),
        (before.speaker == Some(side), ["spoke", "spoke-else", "spoke-alone"]),
        (before.answers && before.speaker == Some(side), ["answered", "answered-else", "answered-alone"]),
        (around.contains(&side), ["around", "around-else", "around-alone"]),
    ];
    tests.into_iter().filter(|t| t.0).map(|t| t.1).collect()
}

/// What a side is.
fn person(article: &Article, side: usize, signs: &mut Vec<&'static str>) {
    signs.push(match article.cast.sides[side].kind {
        PartyKind::State => "state",
        PartyKind::Organisation => "organisation",
        PartyKind::Person => "person",
        PartyKind::Group => "group",
    });
    let tests = [(!article.is_involved(side), "not-involved"), (!article.speaks(side), "silent")];
    signs.extend(tests.iter().filter(|t| t.0).map(|t| t.1));
}

/// Whether the content speaks of somebody's claim: "denied the accusation".
fn names_a_claim(article: &Article, attribution: &Attribution) -> bool {
    /// In a longer content the claim is one thing among others.
    const SHORT: usize = 8;
    let tokens = attribution.content.iter().flat_map(|&span| article.structure.tokens_in(span));
    tokens.take(SHORT).any(|i| is_claim(&article.lower(i)))
}

/// The sides named in the sentence of the cue, near it, outside content and source.
fn around(article: &Article, attribution: &Attribution) -> Vec<usize> {
    /// Tokens on either side; real sentences are shorter, and one that is the whole text must not cost its square.
    const NEAR: usize = 60;
    let structure = article.structure;
    let anchor = attribution.cue.or(attribution.content.first().copied());
    let Some(token) = anchor.map(|span| structure.tokens_in(span).start) else { return Vec::new() };
    let Some(sentence) = structure.sentences.get(structure.sentence_of(token)) else { return Vec::new() };
    let from = (sentence.tokens.start as usize).max(token.saturating_sub(NEAR));
    let to = (sentence.tokens.end as usize).min(token + NEAR);
    let range = structure.span_of(from, to);
    let inside =
        |span: Span| attribution.content.iter().chain(&attribution.source).any(|part| part.contains(span));
    article.mentions_in(range).iter().filter(|m| !inside(m.span)).map(|m| m.side).collect()
}

/// The candidate with most points for a stance; nobody, who comes first, where that is among the best.
#[must_use]
pub fn best(candidates: &[Candidate], stance: Stance) -> Option<&Candidate> {
    let worth = |c: &Candidate| c.signs.iter().map(|sign| points(sign, stance)).sum::<i32>();
    let framed = candidates.iter().find(|c| stance != Stance::States && c.signs.contains(&FRAMED));
    framed.or_else(|| candidates.iter().rev().max_by_key(|c| worth(c)))
}

/// How much a sign speaks for a candidate of a statement with this stance.
fn points(sign: &str, stance: Stance) -> i32 {
    aim(sign)[stance as usize]
}

/// Why a candidate is the target, in plain words; none for nobody.
#[must_use]
pub fn reason(article: &Article, candidate: &Candidate, stance: Stance) -> Option<Reason> {
    let name = &article.cast.sides[candidate.side?].name;
    let words = match candidate.span {
        Some(span) if span.of(article.structure.text) == name => format!("The words name {name}."),
        Some(span) => format!("“{}” means {name}.", span.of(article.structure.text)),
        None => {
            let sign = candidate.signs.iter().copied().max_by_key(|sign| points(sign, stance))?;
            let why = match sign.split('-').next().unwrap_or(sign) {
                "opponent" | "attacked" | "attacks" => "elsewhere in the article the dispute is with",
                "centre" | "second" => "others in the article turn to",
                "spoke" | "answered" => "it answers",
                "around" => "the sentence speaks of",
                _ => "the article is mostly about",
            };
            format!("Nobody is named here; {why} {name}.")
        }
    };
    Some(Reason { aspect: Aspect::Target, words, evidence: candidate.span.into_iter().collect() })
}
