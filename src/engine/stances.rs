//! What each statement does, and at whom it is aimed.
//!
//! The cue says what is done ("denied", "urged"); signs in the content add their points for some stances
//! ("baseless", "we will"), and the stance with most points wins. The target is whom the words name, else the
//! speaker's opponent in this article.

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
use contents::Sign;
use cue::Act;
use passage::Article;
use std::collections::BTreeMap;
use targets::{Dialogue, Implied, Named, Settled, Target};

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
    let readings: Vec<Reading> =
        attributions.iter().zip(&cast.speakers).map(|(a, speaker)| read(&article, a, speaker)).collect();
    let mut dialogue = Dialogue::default();
    for (reading, speaker) in readings.iter().zip(&cast.speakers) {
        if let (Some(from), Some(to)) = (speaker.side, reading.sure()) {
            dialogue.aim(from, to.side, weigh(reading, Context::default()));
        }
    }
    let dialogue = dialogue.settled();
    let mut judgements: Vec<Judgement> = Vec::with_capacity(attributions.len());
    let mut last_targets: BTreeMap<usize, usize> = BTreeMap::new();
    for (i, (reading, speaker)) in readings.iter().zip(&cast.speakers).enumerate() {
        let before =
            i.checked_sub(1).filter(|&j| speaker.side.is_some() && cast.speakers[j].side == speaker.side);
        let context = Context {
            attacked: speaker.side.is_some_and(|side| dialogue.is_attacked(side)),
            before: before.map(|j| judgements[j].stance),
            last_target: speaker.side.and_then(|side| last_targets.get(&side).copied()),
        };
        let judgement = settle(&article, reading, speaker, &dialogue, context);
        if let (Some(from), Some(to)) = (speaker.side, judgement.target) {
            last_targets.insert(from, to);
        }
        judgements.push(judgement);
    }
    judgements
}

/// What the rest of the article adds to a statement.
#[derive(Clone, Copy, Debug, Default)]
struct Context {
    /// Others accuse or criticise the speaker's side.
    attacked: bool,
    /// What the statement just before it does, if it is the same side's.
    before: Option<Stance>,
    /// At whom the speaker's side aimed last.
    last_target: Option<usize>,
}

/// One attribution by itself, before the others are taken into account.
struct Reading {
    act: Option<Act>,
    signs: Vec<Sign>,
    named: Named,
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
    Reading { act, signs, named }
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

/// Chooses the target: whom the frame names, else the opponent among those mentioned, else the first of them, else
/// the opponent unnamed.
fn settle(
    article: &Article,
    reading: &Reading,
    speaker: &Speaker,
    dialogue: &Settled,
    context: Context,
) -> Judgement {
    let stance = weigh(reading, context);
    let reason = stance_reason(article.structure, reading, context, stance);
    let mut judgement = Judgement { stance, target: None, reasons: reason.into_iter().collect() };
    if stance == Stance::States {
        return judgement;
    }
    let opponent =
        speaker.side.filter(|_| targets::is_hostile(stance)).and_then(|side| dialogue.opponent(side));
    // A promise or praise names many that it is not made to: only "with", "to", "for" and the like tie it to a side.
    let fits = |t: &&Target| t.linked || !matches!(stance, Stance::Commits | Stance::Supports);
    let target = match &reading.named {
        Named::Framed(target) => Some(target),
        Named::Mentioned(targets) => {
            targets.iter().find(|t| Some(t.side) == opponent).or_else(|| targets.iter().find(fits))
        }
        Named::Stranger => return judgement,
    };
    if let Some(&target) = target {
        judgement.target = Some(target.side);
        judgement.reasons.push(named_reason(article, target));
    } else if let Some(implied) =
        speaker.side.and_then(|side| dialogue.implied(side, stance, context.last_target))
    {
        judgement.target = Some(implied.side());
        judgement.reasons.push(implied_reason(article, implied));
    }
    judgement
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

fn named_reason(article: &Article, target: Target) -> Reason {
    let name = &article.cast.sides[target.side].name;
    let words = format!("“{}” is {name}.", target.span.of(article.structure.text));
    Reason { aspect: Aspect::Target, words, evidence: vec![target.span] }
}

fn implied_reason(article: &Article, implied: Implied) -> Reason {
    let name = &article.cast.sides[implied.side()].name;
    let words = match implied {
        Implied::Opponent(_) => {
            format!("Nobody is named here; elsewhere in the article the dispute is with {name}.")
        }
        Implied::Centre(_) => format!("Nobody is named here; others in the article turn to {name}."),
        Implied::Before(_) => format!("Nobody is named here; the same party turned to {name} before."),
    };
    Reason { aspect: Aspect::Target, words, evidence: Vec::new() }
}
