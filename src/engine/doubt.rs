//! Which statements the reader is asked to check: points for every sign of doubt, and how many are too many. The points
//! are learned from annotated articles by `cargo xtask calibrate`; integers, so the same everywhere.

mod points;

use super::Structure;
use super::parties::Speaker;
use crate::document::{Attribution, AttributionType, SourceClass};
use points::{POINTS, THRESHOLD};

/// How many facts are looked at, and how many values one can have at most.
pub const FACTS: usize = 7;
/// See [`FACTS`].
pub const VALUES: usize = 6;
/// The first so many facts are degrees: the higher, the less doubt.
pub const DEGREES: usize = 3;

/// What speaks for or against a statement, each a small number: how sure the model is of the attribution, of its source;
/// how sure the reading of the source is; the source's form; the cue; how named the source is; the type.
pub type Facts = [u8; FACTS];

/// The facts of one statement.
#[must_use]
pub fn facts(structure: &Structure, attribution: &Attribution, speaker: &Speaker) -> Facts {
    let degree = |percent: u8, steps: &[u8]| steps.iter().filter(|&&s| percent >= s).count() as u8;
    let form = match attribution.source {
        None if attribution.continues.is_some() => 0,
        None => 1,
        Some(source) => {
            let words = source.of(structure.text);
            match words.chars().next() {
                _ if is_pronoun(words) => 2,
                Some(c) if c.is_uppercase() => 3,
                _ => 4,
            }
        }
    };
    [
        degree(attribution.confidence, &[40, 55, 70, 82, 92]),
        degree(attribution.source_confidence, &[40, 60, 75, 88, 95]),
        degree(speaker.confidence, &[55, 65, 75, 85, 95]),
        form,
        u8::from(attribution.cue.is_some()),
        match (speaker.side, speaker.class) {
            (None, _) => 0,
            (_, SourceClass::Named) => 1,
            (_, SourceClass::Official) => 2,
            (_, SourceClass::Document) => 3,
            _ => 4,
        },
        u8::from(attribution.kind != AttributionType::Communication),
    ]
}

/// Whether the reader should check a statement with these facts.
#[must_use]
pub fn doubtful(facts: &Facts) -> bool {
    let points = facts.iter().zip(&POINTS).map(|(&value, points)| i32::from(points[usize::from(value)]));
    points.sum::<i32>() >= THRESHOLD
}

fn is_pronoun(words: &str) -> bool {
    const PRONOUNS: [&str; 13] =
        ["he", "she", "they", "it", "who", "we", "i", "you", "which", "that", "this", "those", "both"];
    PRONOUNS.iter().any(|p| words.eq_ignore_ascii_case(p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_certainty_never_means_more_doubt() {
        for points in &POINTS[..DEGREES] {
            assert!(points.is_sorted_by(|a, b| a >= b), "{points:?}");
        }
    }

    #[test]
    fn a_plain_statement_is_not_doubtful() {
        let text = "Mayor Ada Lark said that the pier would open.";
        let structure = Structure::new(text);
        let span = |words: &str| {
            let at = text.find(words).expect("words of the text");
            crate::document::Span::new(at, at + words.len())
        };
        let attribution = |confidence, source_confidence| Attribution {
            source: Some(span("Mayor Ada Lark")),
            cue: Some(span("said")),
            content: vec![span("that the pier would open")],
            continues: None,
            kind: AttributionType::Communication,
            confidence,
            source_confidence,
        };
        let speaker =
            |confidence, side| Speaker { side, class: SourceClass::Named, confidence, ..Speaker::default() };
        assert!(!doubtful(&facts(&structure, &attribution(97, 99), &speaker(95, Some(0)))));
        assert!(doubtful(&facts(&structure, &attribution(30, 35), &speaker(40, None))));
    }
}
