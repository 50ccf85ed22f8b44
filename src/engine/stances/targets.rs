//! At whom a statement is aimed.

use super::super::lexicon::cues::Frame;
use super::super::parties::Speaker;
use super::cue::Act;
use super::passage::{Article, Word, own};
use crate::document::{Attribution, PartyKind, Span, Stance};
use crate::order::{self, Order};
use std::collections::{BTreeMap, BTreeSet};

/// Who aims at whom, as it is read.
#[derive(Clone, Debug, Default)]
pub struct Dialogue {
    aims: BTreeMap<(usize, usize), u32>,
    attacked: BTreeSet<usize>,
}

/// Who aims at whom over the whole article.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    opponents: BTreeMap<usize, usize>,
    /// The two sides at which most others aim, most first.
    centres: Vec<(usize, u32)>,
    attacked: BTreeSet<usize>,
    aims: BTreeMap<(usize, usize), u32>,
}

impl Dialogue {
    /// Notes that `from` takes a stance toward `to`.
    pub fn aim(&mut self, from: usize, to: usize, stance: Stance) {
        if is_hostile(stance) {
            *self.aims.entry((from, to)).or_default() += 1;
        }
        if is_hostile(stance) && stance != Stance::Rejects {
            self.attacked.insert(to);
        }
    }

    /// Finds each side's opponent: whom it attacks most or by whom it is attacked most.
    #[must_use]
    pub fn settled(self) -> Settled {
        let mut against: BTreeMap<usize, BTreeMap<usize, u32>> = BTreeMap::new();
        let mut aimed_at: BTreeMap<usize, u32> = BTreeMap::new();
        for (&(from, to), n) in &self.aims {
            *against.entry(from).or_default().entry(to).or_default() += 3 * n;
            *against.entry(to).or_default().entry(from).or_default() += 2 * n;
            *aimed_at.entry(to).or_default() += n;
        }
        let opponents =
            order::map(against.iter().filter_map(|(&side, others)| Some((side, most(others.iter())?))));
        let mut centres: Vec<(usize, u32)> = aimed_at.into_iter().collect();
        centres.order_by_key(|&(side, n)| (std::cmp::Reverse(n), side));
        centres.truncate(2);
        Settled { opponents, centres, attacked: self.attacked, aims: self.aims }
    }
}

impl Settled {
    /// Whether others accuse or criticise `side`.
    #[must_use]
    pub fn is_attacked(&self, side: usize) -> bool {
        self.attacked.contains(&side)
    }

    /// The side that `side` attacks most or by which it is attacked most.
    #[must_use]
    pub fn opponent(&self, side: usize) -> Option<usize> {
        self.opponents.get(&side).copied()
    }

    /// How often `from` takes a hostile stance toward `to` by its own words.
    #[must_use]
    pub fn attacks(&self, from: usize, to: usize) -> u32 {
        self.aims.get(&(from, to)).copied().unwrap_or(0)
    }

    /// The two sides at which most others aim, most first.
    pub fn centres(&self) -> impl Iterator<Item = usize> {
        self.centres.iter().map(|c| c.0)
    }
}

/// The key of the highest count, the first of equals.
fn most<'a>(counts: impl Iterator<Item = (&'a usize, &'a u32)>) -> Option<usize> {
    counts.max_by_key(|(side, n)| (**n, std::cmp::Reverse(**side))).map(|(side, _)| *side)
}

/// A side at whom a statement is aimed, with the words that name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Index into the cast's sides.
    pub side: usize,
    /// The words that name it.
    pub span: Span,
    /// Whether a preposition ties it to the act: "a deal with the council".
    pub linked: bool,
}

/// Whom the statement's own words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// The frame of the cue points at this side: "accused the council of ...".
    Framed(Target),
    /// These sides are mentioned, in text order; none if the list is empty.
    Mentioned(Vec<Target>),
    /// The frame points at somebody who is no side of the story: "ordered his staff to ...".
    Stranger,
}

/// Finds the sides that the statement's own words name.
#[must_use]
pub fn named(
    article: &Article,
    attribution: &Attribution,
    words: &[Word],
    speaker: &Speaker,
    act: Option<&Act>,
) -> Named {
    let other = |(k, w): (usize, &Word)| {
        let (side, span) = w.mention?;
        let is_target = !own(speaker, side) && !is_place(article, words, k, side);
        let linked = is_linked(words, k);
        is_target.then_some(Target { side, span, linked })
    };
    if let Some(act) = act {
        if let Some(target) = listener(article, attribution, speaker, act) {
            return Named::Framed(target);
        }
        if let Some(object) = object(words, act) {
            if let Some(target) = object.iter().enumerate().find_map(other) {
                return Named::Framed(target);
            }
            let pronoun = |w: &Word| matches!(w.form.word, "him" | "her" | "them" | "it" | "you" | "us");
            if !object[0].quoted && !object.iter().any(pronoun) {
                return Named::Stranger;
            }
        }
    }
    // "apologised to the farmers" is aimed at them even if they are silent.
    let begins = |t: &Target| t.linked && words.iter().take(3).any(|w| w.span.start == t.span.start);
    let takes_part = |t: &Target| article.is_salient(t.side) && (article.is_involved(t.side) || begins(t));
    let mut mentioned: Vec<Target> = words.iter().enumerate().filter_map(other).filter(takes_part).collect();
    mentioned.dedup();
    Named::Mentioned(mentioned)
}

/// Whether the name at `k` follows "with", "to", "join" or the like.
pub fn is_linked(words: &[Word], k: usize) -> bool {
    const LINKS: [&str; 13] = [
        "with",
        "to",
        "for",
        "of",
        "by",
        "against",
        "toward",
        "towards",
        "join",
        "joining",
        "thank",
        "thanked",
        "congratulate",
    ];
    let first = (0..=k).rev().take_while(|&j| words[j].mention == words[k].mention).last().unwrap_or(k);
    let before = &words[first.saturating_sub(2)..first];
    first == 0 || before.iter().any(|w| LINKS.contains(&w.form.word))
}

/// Whether a state is named at `k` only as a place: "in Arland", "Brill, Arland".
pub fn is_place(article: &Article, words: &[Word], k: usize, side: usize) -> bool {
    let Some(before) = k.checked_sub(1).map(|j| &words[j]) else { return false };
    if before.mention.is_some_and(|(other, _)| other == side) {
        return is_place(article, words, k - 1, side);
    }
    let locative = [
        "in",
        "at",
        "near",
        "from",
        "across",
        "within",
        "into",
        "inside",
        "outside",
        "throughout",
        "around",
        "leave",
        "leaving",
    ];
    let apposed = before.form.word == "," && k >= 2 && article.is_capitalised(words[k - 2].span);
    article.cast.sides[side].kind == PartyKind::State && (locative.contains(&before.form.word) || apposed)
}

/// The words between the cue and the "to", "of" or "for" that its frame asks for.
fn object<'a, 'w>(words: &'a [Word<'w>], act: &Act) -> Option<&'a [Word<'w>]> {
    const LONGEST: usize = 14;
    let link = match act.cue.frames[0] {
        Frame::HearerTo | Frame::OnTo => "to",
        Frame::ObjectOf => "of",
        Frame::ObjectFor => "for",
        _ => return None,
    };
    let end = words.iter().take(LONGEST).skip(1).position(|w| w.form.word == link)? + 1;
    Some(&words[..end])
}

/// Who is spoken to: a side between cue and content, "told the council that ...".
fn listener(article: &Article, attribution: &Attribution, speaker: &Speaker, act: &Act) -> Option<Target> {
    let aimed = [Frame::HearerTo, Frame::OnTo, Frame::ObjectOf, Frame::ObjectFor, Frame::At, Frame::Object];
    if !aimed.iter().any(|&frame| act.cue.takes(frame)) {
        return None;
    }
    let cue = attribution.cue?;
    let content = *attribution.content.first()?;
    let between = (cue.end < content.start).then_some(Span { start: cue.end, end: content.start })?;
    article.mentions_in(between).iter().find(|m| !own(speaker, m.side)).map(|m| Target {
        side: m.side,
        span: m.span,
        linked: true,
    })
}

/// Whether a statement of this stance is aimed against somebody.
#[must_use]
pub fn is_hostile(stance: Stance) -> bool {
    matches!(stance, Stance::Criticises | Stance::Accuses | Stance::Rejects | Stance::Demands | Stance::Warns)
}
