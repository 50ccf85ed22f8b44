//! What each statement does, and at whom it is aimed.
//!
//! The cue says what is done ("denied", "urged"); signs in the content add their points for some stances
//! ("baseless", "we will"), and the stance with most points wins. The target is whom the words name, else the
//! speaker's opponent in this article.

mod contents;
mod cue;
mod passage;
mod targets;

use super::lexicon::weights::{Points, weight};
use super::{Structure, parties::Cast};
use crate::document::{Aspect, Attribution, Reason, Span, Stance};
use contents::Sign;
use cue::Act;
use passage::Article;
use targets::{Dialogue, Target};

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
    let mut dialogue = Dialogue::default();
    let mut found: Vec<(Stance, Option<Target>, Vec<Reason>)> = Vec::with_capacity(attributions.len());
    for (attribution, speaker) in attributions.iter().zip(&cast.speakers) {
        let tokens = passage::tokens(&article, &attribution.content);
        let words = passage::words(&article, &tokens);
        let act = cue::read(&article, attribution);
        let signs = contents::signs(&words, speaker, act.as_ref());
        let (stance, reason) = stance(structure, act.as_ref(), &signs);
        let target = targets::named(&article, attribution, &words, speaker, act.as_ref(), stance);
        if let (Some(from), Some(to), true) = (speaker.side, target, targets::implies_opponent(stance)) {
            dialogue.note(from, to.side);
        }
        found.push((stance, target, reason.into_iter().collect()));
    }
    let settle = |((stance, target, mut reasons), speaker): ((Stance, Option<Target>, Vec<Reason>), _)| {
        let speaker: &super::parties::Speaker = speaker;
        let implied = || {
            let side = targets::implies_opponent(stance).then_some(speaker.side?)?;
            dialogue.opponent(side)
        };
        let (target, reason) = match target {
            Some(target) => (Some(target.side), Some(named_reason(structure, cast, target))),
            None => {
                let side = implied();
                (side, side.map(|side| implied_reason(cast, side)))
            }
        };
        reasons.extend(reason);
        Judgement { stance, target, reasons }
    };
    found.into_iter().zip(&cast.speakers).map(settle).collect()
}

/// The stance with most points, and why.
fn stance(structure: &Structure, act: Option<&Act>, signs: &[Sign]) -> (Stance, Option<Reason>) {
    let mut points: Points = weight("plain");
    let mut add = |row: &Points| points.iter_mut().zip(row).for_each(|(cell, p)| *cell += p);
    for sign in signs {
        add(&weight(sign.name));
    }
    if let Some(act) = act.filter(|act| act.stance != Stance::States) {
        points[act.stance as usize] +=
            weight(if act.firm { "cue-firm" } else { "cue-weak" })[act.stance as usize];
    }
    let best = Stance::ALL.into_iter().rev().max_by_key(|&s| points[s as usize]).unwrap_or_default();
    (best, stance_reason(structure, act, signs, best))
}

fn stance_reason(structure: &Structure, act: Option<&Act>, signs: &[Sign], stance: Stance) -> Option<Reason> {
    let by_cue = act.filter(|act| act.stance == stance && stance != Stance::States);
    let mut spans: Vec<Span> = match by_cue {
        Some(act) => vec![act.span],
        None => signs
            .iter()
            .filter(|s| s.name != "names-other" && weight(s.name)[stance as usize] > 0)
            .filter_map(|s| s.span)
            .collect(),
    };
    spans.dedup();
    if spans.is_empty() {
        spans.extend(act.map(|act| act.span));
    }
    let quoted: Vec<String> = spans.iter().map(|s| format!("“{}”", s.of(structure.text))).collect();
    let words = match stance {
        _ if quoted.is_empty() => return None,
        Stance::States => format!("{} only reports, and nothing in the words takes a side.", quoted[0]),
        _ => format!("{} {}.", quoted.join(", "), meaning(stance)),
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

fn named_reason(structure: &Structure, cast: &Cast, target: Target) -> Reason {
    let words = format!("“{}” is {}.", target.span.of(structure.text), cast.sides[target.side].name);
    Reason { aspect: Aspect::Target, words, evidence: vec![target.span] }
}

fn implied_reason(cast: &Cast, side: usize) -> Reason {
    let name = &cast.sides[side].name;
    let words = format!("Nobody is named here; elsewhere in the article the dispute is with {name}.");
    Reason { aspect: Aspect::Target, words, evidence: Vec::new() }
}
