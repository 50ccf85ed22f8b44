//! What the reader is told about a link or a file that was opened.

use crate::corrections::{Correction, Difference, Outline};
use crate::protocol::Answer;
use crate::share::{self, Missing};

/// What of a link did not arrive.
pub(super) fn missing(missing: Missing) -> String {
    match missing.per_cent {
        0 => "The end of this link was lost on the way. The article is complete; corrections or its address may be missing.".to_owned(),
        per_cent => format!(
            "The last {per_cent} % of this article was lost on the way: the link was cut, often by a chat program. Ask for the link again, or for a file."
        ),
    }
}

/// How what is shown differs from what the sender of a link saw.
pub(super) fn compared(differences: share::Differences, here: &str) -> Answer {
    let there = differences.engine.as_str();
    let made = match there {
        _ if there.is_empty() || there == here => "The sender’s page read this text differently".to_owned(),
        _ => format!("Made with {there}; you have {here}"),
    };
    let marks = match differences.paragraphs.len() {
        0 => "some marks differ".to_owned(),
        1 => "marks in one paragraph differ".to_owned(),
        count => format!("marks in {count} paragraphs differ"),
    };
    Answer::Compared(format!("{made}: {marks} from what the sender saw."), differences.paragraphs)
}

/// The corrections of a thin link in place in `text`.
pub(super) fn placed(outline: &Outline, text: &str) -> Answer {
    let placed = outline.place(text);
    let all = outline.log.entries.len();
    let mut words = match (placed.found, placed.of) {
        (0, of) if of > 0 => {
            "None of the sender’s passages is in this text: it may be another article.".to_owned()
        }
        (found, of) if found < of => format!("{found} of the sender’s {of} passages are in this text."),
        _ => "All of the sender’s passages are in this text.".to_owned(),
    };
    let lost: Vec<String> = placed.lost.iter().map(correction).collect();
    if all > 0 {
        let noun = if all == 1 { "correction" } else { "corrections" };
        words.push_str(&format!(" {} of {all} {noun} in place", all - lost.len()));
        if lost.is_empty() {
            words.push('.');
        } else {
            words.push_str(&format!("; not placed: {}.", lost.join("; ")));
        }
    }
    Answer::Placed(placed.log, words, placed.found == placed.of && lost.is_empty())
}

/// What became of the `count` statements of a file.
pub(super) fn taken(difference: Difference, count: usize) -> Answer {
    let Difference { log, missed } = difference;
    let corrections = match log.entries.len() {
        0 => "no correction".to_owned(),
        1 => "one correction".to_owned(),
        many => format!("{many} corrections"),
    };
    let words = match missed {
        0 => format!("All {count} statements are shown as the file has them; that took {corrections}."),
        _ => format!(
            "{} of the file’s {count} statements are shown as it has them, by {corrections}; the others could not be taken over exactly.",
            count - missed
        ),
    };
    Answer::Placed(log, words, missed == 0)
}

/// What a correction says, without the words it is about.
fn correction(correction: &Correction) -> String {
    let by = |name: &Option<String>| name.clone().unwrap_or_else(|| "the reporter".to_owned());
    match correction {
        Correction::Party(_, name) => format!("said by {}", by(name)),
        Correction::Also(_, names) => format!("also said by {}", names.join(", ")),
        Correction::Source(..) => "another source".to_owned(),
        Correction::Cue(..) => "another cue".to_owned(),
        Correction::Bounds(..) => "other bounds".to_owned(),
        Correction::Remove(_) => "not a statement".to_owned(),
        Correction::Add(_, name) => format!("a statement by {}", by(name)),
        Correction::Stance(_, stance) => format!("stance “{}”", stance.label()),
        Correction::Target(_, name) => format!("about {}", by(name)),
        Correction::Type(_, kind) => format!("type “{}”", kind.label()),
        Correction::Merge(one, other) => format!("{one} is {other}"),
        Correction::Split(_, name) => format!("a party {name} of its own"),
        Correction::Rename(_, name) => format!("the name {name}"),
        Correction::Kind(name, _) => format!("what {name} is"),
        Correction::NotParty(name) => format!("{name} is no party"),
        Correction::Note(_, words) => format!("the note “{words}”"),
        Correction::Confirm(_) => "a confirmation".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corrections::{Anchor, Log};
    use crate::document::Span;

    #[test]
    fn what_cannot_be_placed_is_named() {
        let text = "The harbour council said the plan was a gamble with the fish of the sound.";
        let start = text.find("the plan").unwrap() as u32;
        let anchor = Anchor { span: Span { start, end: text.len() as u32 - 1 }, nth: 0 };
        let log = Log { entries: vec![Correction::Note(anchor, "Really?".to_owned())] };
        let outline = Outline::new(text, &log, &[]);
        let words = "All of the sender’s passages are in this text. 1 of 1 correction in place.".to_owned();
        assert_eq!(placed(&outline, text), Answer::Placed(log, words, true));
        let other = "It rained on the coast all day and nobody said anything at all.";
        let words = "None of the sender’s passages is in this text: it may be another article. 0 of 1 correction in \
                     place; not placed: the note “Really?”.";
        assert_eq!(placed(&outline, other), Answer::Placed(Log::default(), words.to_owned(), false));
    }

    #[test]
    fn differences_name_both_engines() {
        let told = |engine: &str, paragraphs: Vec<Span>, words: &str| {
            let other = share::Differences { engine: engine.to_owned(), paragraphs: paragraphs.clone() };
            assert_eq!(compared(other, "0.2.0"), Answer::Compared(words.to_owned(), paragraphs));
        };
        told(
            "0.1.0",
            vec![Span { start: 0, end: 9 }],
            "Made with 0.1.0; you have 0.2.0: marks in one paragraph differ from what the sender saw.",
        );
        told(
            "0.2.0",
            Vec::new(),
            "The sender’s page read this text differently: some marks differ from what the sender saw.",
        );
    }
}
