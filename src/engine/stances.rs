//! What each statement does, and at whom it is aimed.
//!
//! The cue says what is done ("denied", "urged"); signs in the content add their points for some stances
//! ("baseless", "we will"), and the stance with most points wins. The target is the side for which most signs speak: named
//! in the words, the speaker's opponent elsewhere in the article, ..., or nobody.

pub mod aims;
mod contents;
mod cue;
mod passage;
mod targets;
#[cfg(test)]
mod tests;

use super::Structure;
use super::lexicon::weights::{Points, weight};
use super::parties::{Cast, Speaker};
use crate::document::{Aspect, Attribution, Reason, Span, Stance};
use aims::{Before, Candidate, Naming};
use contents::Sign;
use cue::Act;
use passage::Article;
use targets::{Dialogue, Named, Target};

/// Stance and target of one attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// What it does.
    pub stance: Stance,
    /// At whom it is aimed: index into [`Cast::sides`].
    pub target: Option<usize>,
    /// Why, in plain words.
    pub reasons: Vec<Reason>,
}

/// Judges every attribution; the result has one entry for each.
#[must_use]
pub fn judge(structure: &Structure, attributions: &[Attribution], cast: &Cast) -> Vec<Judgement> {
    let article = Article::new(structure, cast);
    weighed(&article, attributions).into_iter().map(|weighed| settle(&article, weighed)).collect()
}

/// The stance of every attribution and everybody at whom it may be aimed, for learning whom.
#[must_use]
pub fn considered(
    structure: &Structure,
    attributions: &[Attribution],
    cast: &Cast,
) -> Vec<(Stance, Vec<Candidate>)> {
    let weighed = weighed(&Article::new(structure, cast), attributions);
    weighed.into_iter().map(|w| (w.stance, w.candidates)).collect()
}

/// One attribution, before its target is chosen.
struct Weighed {
    stance: Stance,
    reason: Option<Reason>,
    candidates: Vec<Candidate>,
}

fn weighed(article: &Article, attributions: &[Attribution]) -> Vec<Weighed> {
    let speakers = &article.cast.speakers;
    let readings: Vec<Reading> =
        attributions.iter().zip(speakers).map(|(a, speaker)| read(article, a, speaker)).collect();
    let mut dialogue = Dialogue::default();
    for (reading, speaker) in readings.iter().zip(speakers) {
        if let (Some(from), Some(to)) = (speaker.side, reading.sure()) {
            dialogue.aim(from, to.side, weigh(reading, Context::default()));
        }
    }
    let dialogue = dialogue.settled();
    let mut last: Option<Stance> = None;
    let mut all = Vec::with_capacity(attributions.len());
    for (i, ((reading, speaker), attribution)) in readings.iter().zip(speakers).zip(attributions).enumerate()
    {
        let previous = i.checked_sub(1).map(|j| (&readings[j], &speakers[j]));
        let goes_on = previous.is_some_and(|(_, p)| p.side.is_some() && p.side == speaker.side);
        let context = Context {
            attacked: speaker.side.is_some_and(|side| dialogue.is_attacked(side)),
            before: last.filter(|_| goes_on),
        };
        let before = Before {
            speaker: previous.and_then(|(_, p)| p.side).filter(|_| !goes_on),
            answers: previous.and_then(|(p, _)| p.sure()).is_some_and(|t| passage::own(speaker, t.side)),
        };
        let stance = weigh(reading, context);
        let Reading { named, namings, .. } = reading;
        let candidates = aims::candidates(article, attribution, speaker, named, namings, &dialogue, before);
        let reason = stance_reason(article.structure, reading, context, stance);
        all.push(Weighed { stance, reason, candidates });
        last = Some(stance);
    }
    all
}

/// What the rest of the article adds to a statement.
#[derive(Clone, Copy, Debug, Default)]
struct Context {
    /// Others accuse or criticise the speaker's side.
    attacked: bool,
    /// What the statement just before it does, if it is the same side's.
    before: Option<Stance>,
}

/// One attribution by itself, before the others are taken into account.
struct Reading {
    act: Option<Act>,
    signs: Vec<Sign>,
    named: Named,
    namings: Vec<Naming>,
}

impl Reading {
    /// The target, if its own words leave no doubt.
    fn sure(&self) -> Option<Target> {
        match &self.named {
            Named::Framed(target) => Some(*target),
            Named::Mentioned(targets) => targets.first().copied(),
            Named::Stranger => None,
        }
    }
}

fn read(article: &Article, attribution: &Attribution, speaker: &Speaker) -> Reading {
    let tokens = passage::tokens(article, &attribution.content);
    let words = passage::words(article, &tokens);
    let act = cue::read(article, attribution);
    let signs = contents::signs(&words, speaker, act.as_ref());
    let named = targets::named(article, attribution, &words, speaker, act.as_ref());
    let namings = aims::namings(article, &words, speaker);
    Reading { act, signs, named, namings }
}

/// The stance with most points. Who is attacked denies where others only report, and who goes on goes on in kind.
fn weigh(reading: &Reading, context: Context) -> Stance {
    let mut points: Points = weight("plain");
    let mut add = |row: &Points| points.iter_mut().zip(row).for_each(|(cell, p)| *cell += p);
    for sign in &reading.signs {
        add(&weight(sign.name));
    }
    if context.attacked && reading.signs.iter().any(|s| s.name.starts_with("denial")) {
        add(&weight("attacked"));
    }
    let cue = reading.act.as_ref().filter(|act| act.stance != Stance::States);
    if let Some(act) = cue {
        let name = if act.firm { "cue-firm" } else { "cue-weak" };
        points[act.stance as usize] += weight(name)[act.stance as usize];
    } else if let Some(before) = context.before {
        points[before as usize] += weight("goes-on")[before as usize];
    }
    Stance::ALL.into_iter().rev().max_by_key(|&s| points[s as usize]).unwrap_or_default()
}

/// Chooses the target: the candidate with most points.
fn settle(article: &Article, weighed: Weighed) -> Judgement {
    let stance = weighed.stance;
    let chosen = aims::best(&weighed.candidates, stance);
    let reasons = weighed.reason.into_iter().chain(chosen.and_then(|c| aims::reason(article, c, stance)));
    Judgement { stance, target: chosen.and_then(|c| c.side), reasons: reasons.collect() }
}

/// Why the stance was chosen: the cue, else the words of the content, else the statement before.
fn stance_reason(
    structure: &Structure,
    reading: &Reading,
    context: Context,
    stance: Stance,
) -> Option<Reason> {
    /// More words than this make a reason hard to read.
    const MOST: usize = 3;
    let act = reading.act.as_ref();
    let telling = |s: &&Sign| s.name != "names-other" && weight(s.name)[stance as usize] > 0;
    let mut spans: Vec<Span> = match act.filter(|act| act.stance == stance) {
        Some(act) => vec![act.span],
        None => reading.signs.iter().filter(telling).filter_map(|s| s.span).take(MOST).collect(),
    };
    spans.dedup();
    let words = if stance == Stance::States {
        spans = vec![act?.span];
        format!("“{}” only reports, and nothing in the words takes a side.", spans[0].of(structure.text))
    } else if spans.is_empty() {
        context.before.filter(|before| *before == stance)?;
        format!("It goes on from the statement before, which {}.", meaning(stance))
    } else {
        let quoted: Vec<String> = spans.iter().map(|s| format!("“{}”", s.of(structure.text))).collect();
        format!("{} {}.", quoted.join(", "), meaning(stance))
    };
    Some(Reason { aspect: Aspect::Stance, words, evidence: spans })
}

fn meaning(stance: Stance) -> &'static str {
    match stance {
        Stance::States => "reports",
        Stance::Supports => "praises, agrees or takes a side",
        Stance::Commits => "announces an act of the speaker's own",
        Stance::Appeals => "asks or suggests",
        Stance::Demands => "leaves no choice",
        Stance::Criticises => "finds fault",
        Stance::Accuses => "holds somebody responsible for wrongdoing",
        Stance::Rejects => "denies or refuses",
        Stance::Warns => "warns or threatens",
        Stance::Concedes => "admits or apologises",
    }
}
