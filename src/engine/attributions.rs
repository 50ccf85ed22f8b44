//! Cues, contents and sources: what the model proposes, completed by what quotation marks and layout prove.

use super::grammar::Grammar;
use super::lexicon::cues::{self, Cue, Part};
use super::lexicon::world::{self, Class, Name};
use super::model::Reading;
use super::{Structure, TokenKind, bounds, certain, layout, marks, nominal};
use crate::document::{Attribution, AttributionType, Span, Stance};
use crate::order::Order;

/// Completes what the model reads; the result is in order of the first content byte, its spans disjoint within
/// each attribution.
#[must_use]
pub fn complete(structure: &Structure, reading: Reading) -> Vec<Attribution> {
    let mut attributions = reading.attributions;
    let grammar = Grammar::new(structure, &reading.pos);
    let turns = layout::Turns::new(structure);
    layout::add(structure, &turns, &mut attributions);
    bounds::mend(&grammar, &mut attributions);
    marks::snap(structure, &mut attributions);
    marks::own(&grammar, &mut attributions);
    marks::reunite(structure, &mut attributions);
    marks::add_missing(&grammar, &mut attributions);
    certain::add(&grammar, &mut attributions);
    bounds::part(&grammar, &mut attributions);
    nominal::add(structure, &mut attributions);
    inherit_subjects(structure, &mut attributions);
    turns.settle(structure, &mut attributions);
    for attribution in &mut attributions {
        bounds::mend_source(&grammar, attribution);
        bounds::mend_content(&grammar, attribution);
        attribution.kind = kind(&grammar, attribution);
        separate(attribution);
    }
    attributions.retain(|a| !a.content.is_empty() && !a.source.is_some_and(|s| is_number(structure, s)));
    attributions
        .order_by_key(|a| (a.content[0].start, std::cmp::Reverse(a.content[a.content.len() - 1].end), a.cue));
    attributions.dedup_by(|b, a| a.content == b.content && a.cue == b.cue);
    resume(structure, attributions)
}

/// Makes a quotation that resumes in a later sentence than its cue's an attribution of its own: `"A," she said. "B."`.
fn resume(structure: &Structure, attributions: Vec<Attribution>) -> Vec<Attribution> {
    // (attribution, index of the one it continues among the first of each, in this list)
    let mut parts: Vec<(Attribution, Option<usize>)> = Vec::with_capacity(attributions.len());
    for mut whole in attributions {
        let content = std::mem::take(&mut whole.content);
        let mut groups: Vec<Vec<Span>> = Vec::new();
        for span in content {
            match groups.last_mut().filter(|group| !resumes(structure, group[group.len() - 1], span)) {
                Some(group) => group.push(span),
                None => groups.push(vec![span]),
            }
        }
        let beside_cue = |group: &Vec<Span>| {
            whole.cue.is_some_and(|cue| {
                group.iter().any(|&s| {
                    sentence(structure, s.start) == sentence(structure, cue.start)
                        || sentence(structure, s.end - 1) == sentence(structure, cue.start)
                })
            })
        };
        let head = groups.iter().position(beside_cue).unwrap_or(0);
        let head_index = parts.len();
        let mut rest = groups.clone();
        let first = rest.remove(head);
        parts.push((Attribution { content: first, ..whole.clone() }, None));
        for group in rest {
            parts.push((
                Attribution { content: group, source: None, cue: None, ..whole.clone() },
                Some(head_index),
            ));
        }
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.order_by_key(|&i| parts[i].0.content[0].start);
    let mut place = vec![0; parts.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let moved = |&old: &usize| Attribution {
        continues: parts[old].1.map(|head| place[head]),
        ..parts[old].0.clone()
    };
    order.iter().map(moved).collect()
}

/// Whether `next` opens with a quotation mark in another sentence than the one in which `before` ends.
fn resumes(structure: &Structure, before: Span, next: Span) -> bool {
    let opens = structure.quotes.binary_search_by_key(&next.start, |q| q.span.start).is_ok();
    opens && sentence(structure, before.end - 1) != sentence(structure, next.start)
}

/// Index of the sentence that holds byte `at`.
fn sentence(structure: &Structure, at: u32) -> usize {
    structure.sentence_of(structure.tokens.partition_point(|t| t.span.end <= at))
}

/// A participle or a coordinated verb has the subject of the verb before it in its sentence: "X rejected the plan,
/// calling it a trick, and urged the council to vote".
fn inherit_subjects(structure: &Structure, attributions: &mut [Attribution]) {
    let mut order: Vec<usize> = (0..attributions.len()).filter(|&i| attributions[i].cue.is_some()).collect();
    order.order_by_key(|&i| attributions[i].cue);
    let mut last: Option<usize> = None;
    for i in order {
        let Some(cue) = attributions[i].cue else { continue };
        let inherited = last.filter(|&l| {
            let before = attributions[l].cue.unwrap_or(cue);
            goes_on(structure, cue) && sentence(structure, before.start) == sentence(structure, cue.start)
        });
        match (attributions[i].source, inherited) {
            (None, Some(l)) => {
                attributions[i].source = attributions[l].source;
                attributions[i].source_confidence = attributions[l].source_confidence;
            }
            // A claim inside another's content does not speak on.
            (Some(_), _)
                if !last.is_some_and(|l| attributions[l].content.iter().any(|c| c.contains(cue))) =>
            {
                last = Some(i)
            }
            _ => {}
        }
    }
}

/// Whether the cue has no subject of its own: it begins with a participle, or stands right after "and" or "but".
fn goes_on(structure: &Structure, cue: Span) -> bool {
    let tokens = structure.tokens_in(cue);
    let participle = |i: usize| structure.word(i).len() > 4 && structure.word(i).ends_with("ing");
    let joined = |i: usize| i > 0 && matches!(structure.word(i - 1), "and" | "but");
    !tokens.is_empty() && (participle(tokens.start) || joined(tokens.start))
}

/// What the cue says about the type. Quoted words without a cue are communication; a cue that no list knows ("signed",
/// "held a referendum on") reports an act, not an utterance.
fn kind(grammar: &Grammar, attribution: &Attribution) -> AttributionType {
    let structure = grammar.structure;
    let Some(cue) = attribution.cue else { return AttributionType::Communication };
    let tokens = structure.tokens_in(cue);
    let spelled = |i: usize| structure.word(i).to_lowercase();
    let words: Vec<String> =
        tokens.clone().filter(|&i| structure.tokens[i].kind == TokenKind::Word).map(spelled).collect();
    if words.is_empty() {
        return AttributionType::Communication;
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let known: Vec<&Cue> =
        (0..words.len()).filter_map(|i| cues::phrase(&words[i..])).map(|(cue, _)| cue).collect();
    // The last verb of a group decides ("had hoped", "did not say"); others only where no list knows the verb.
    let verb = known.iter().rev().find(|cue| cue.part == Part::Verb);
    match verb.or(known.last()) {
        None => AttributionType::Control,
        Some(found) if found.kind == AttributionType::Attitude && institution(grammar, attribution) => {
            AttributionType::Communication
        }
        Some(found) if found.kind != AttributionType::Communication => found.kind,
        Some(found) if unsaid(grammar, attribution, found, &words) => AttributionType::Attitude,
        Some(found) if found.stance == Stance::States && is_document(grammar, attribution) => {
            AttributionType::Control
        }
        Some(found) if found.stance != Stance::Commits && only_named(grammar, attribution) => {
            AttributionType::Control
        }
        Some(_) => AttributionType::Communication,
    }
}

/// "The union considers the plan a trick": a body has no private thoughts; what it holds is known because it said so.
fn institution(grammar: &Grammar, attribution: &Attribution) -> bool {
    let Some(source) = attribution.source else { return false };
    let tokens = grammar.structure.tokens_in(source);
    let end =
        tokens.clone().find(|&i| matches!(grammar.tag(i), "IN" | "," | "WP" | "WDT")).unwrap_or(tokens.end);
    if end == tokens.start {
        return false;
    }
    let words = |from: usize| move |k: usize| (from + k < end).then(|| grammar.word(from + k));
    let from = tokens.start + usize::from(grammar.tag(tokens.start) == "DT");
    let named = world::name(words(from)).is_some_and(|(length, name)| {
        from + length == end && matches!(name, Name::State(_) | Name::Part(_) | Name::Body(_))
    });
    let head = end - 1;
    let described = world::noun(words(head)).is_some_and(|(_, noun)| noun.class.is_body() && !noun.plural);
    named || described || matches!(grammar.word(head), "it" | "It")
}

/// "did not mention the cost", "could not agree on a date", "nobody claimed": what is denied here is the utterance.
fn unsaid(grammar: &Grammar, attribution: &Attribution, cue: &Cue, words: &[&str]) -> bool {
    let negated = words.iter().any(|w| matches!(*w, "not" | "n't" | "n’t" | "never"));
    let unable = negated && words.iter().any(|w| matches!(*w, "could" | "can" | "cannot"));
    let nobody = attribution.source.is_some_and(|source| {
        let tokens = grammar.structure.tokens_in(source);
        let before = tokens.start.checked_sub(1).map_or("", |i| grammar.word(i));
        matches!(before, "not" | "Not" | "no" | "No")
            || tokens.take(1).any(|i| {
                matches!(
                    grammar.word(i),
                    "no" | "No" | "nobody" | "Nobody" | "none" | "None" | "neither" | "Neither"
                )
            })
    });
    nobody
        || unable
        || negated && (cue.stance == Stance::States || cue.words == "agree" || cue.words == "agree on")
}

/// "Protests were not reported", "The announcement was made": a passive without an agent or a clause; it names what was
/// spoken of and nothing that was said.
fn only_named(grammar: &Grammar, attribution: &Attribution) -> bool {
    let (None, Some(cue), &[content]) = (attribution.source, attribution.cue, attribution.content.as_slice())
    else {
        return false;
    };
    let structure = grammar.structure;
    let passive = structure
        .tokens_in(cue)
        .any(|i| matches!(grammar.word(i), "was" | "were" | "is" | "are" | "been" | "being"));
    passive
        && content.end <= cue.start
        && structure.quotes_over(content).next().is_none()
        && !structure.tokens_in(content).any(|i| grammar.is_finite(i))
}

/// "21 confirmed cases": a number says nothing.
fn is_number(structure: &Structure, source: Span) -> bool {
    structure.tokens_in(source).all(|i| structure.tokens[i].kind == TokenKind::Number)
}

/// "Published a study", "issued a corresponding press release": a document is named, and nothing of what it says.
fn is_document(grammar: &Grammar, attribution: &Attribution) -> bool {
    /// The noun is among the first words.
    const NEAR: usize = 6;
    let &[content] = attribution.content.as_slice() else { return false };
    let structure = grammar.structure;
    let tokens = structure.tokens_in(content);
    let verb = |i: usize| grammar.tag(i).starts_with("VB") || grammar.is_finite(i);
    if structure.quotes_over(content).next().is_some() || tokens.clone().any(verb) {
        return false;
    }
    let head = tokens.clone().take(NEAR).find(|&i| grammar.is_nominal(i) && !grammar.is_nominal(i + 1));
    let noun = |i: usize| {
        // "Press release": the longer entry counts.
        let from = |back: usize| i.checked_sub(back).filter(|&f| f >= tokens.start);
        let ending = |f: usize| {
            world::noun(|k| (f + k <= i).then(|| grammar.word(f + k)))
                .filter(|(length, _)| f + length == i + 1)
        };
        [1, 0].into_iter().filter_map(from).find_map(ending)
    };
    // "Proposals", "orders": what is done by issuing them.
    let act = |word: &str| cues::lookup_as(word, Part::Noun).is_some();
    head.and_then(noun).is_some_and(|(_, n)| matches!(n.class, Class::Document | Class::Text) && !act(n.word))
}

/// Cuts source and cue out of the content, so that the three are disjoint.
fn separate(attribution: &mut Attribution) {
    let mut content = std::mem::take(&mut attribution.content);
    content.order();
    for hole in [attribution.cue, attribution.source].into_iter().flatten() {
        content = content.iter().flat_map(|&span| cut(span, hole)).collect();
    }
    let mut merged: Vec<Span> = Vec::with_capacity(content.len());
    for span in content {
        match merged.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    attribution.content = merged;
}

/// What is left of `span` without `hole`.
fn cut(span: Span, hole: Span) -> impl Iterator<Item = Span> {
    let (left, right) = if span.overlaps(hole) {
        (
            Span { start: span.start, end: hole.start.max(span.start) },
            Span { start: hole.end.min(span.end), end: span.end },
        )
    } else {
        (span, Span { start: span.end, end: span.end })
    };
    [left, right].into_iter().filter(|s| !s.is_empty())
}
