//! Learning from other networks, and comparing with annotation.

use super::corpus::Gold;
use super::crf::Counts;
use super::examples::{Cue, Example, likely_cues};
use super::layout::Layout;
use super::net;
use super::optimizer;
use partyline::document::{Attribution, Span};
use partyline::engine::Structure;
use std::path::PathBuf;

/// Weight of the teachers' expectations beside the annotation.
const SHARE: f32 = 0.5;

/// Mixes the averaged expectations of the teachers into the targets of annotated examples, and makes them the targets
/// of plain ones.
pub fn teach(
    layout: &Layout,
    teachers: &[PathBuf],
    annotated: &mut [Example],
    plain: &mut [Example],
) -> Result<(), String> {
    if teachers.is_empty() {
        return Ok(());
    }
    let teachers: Vec<Vec<f32>> =
        teachers.iter().map(|path| optimizer::average(path, layout)).collect::<Result<_, _>>()?;
    std::thread::scope(|scope| {
        for (examples, share) in
            halves(annotated).into_iter().zip([SHARE; 2]).chain(halves(plain).into_iter().zip([1.0; 2]))
        {
            let teachers = &teachers;
            scope.spawn(move || examples.iter_mut().for_each(|e| one(layout, teachers, e, share)));
        }
    });
    Ok(())
}

fn halves(examples: &mut [Example]) -> [&mut [Example]; 2] {
    let middle = examples.len() / 2;
    examples.split_at_mut(middle).into()
}

fn one(layout: &Layout, teachers: &[Vec<f32>], example: &mut Example, share: f32) {
    let each = 1.0 / teachers.len() as f32;
    if share == 1.0 {
        let mut cue_tags = Counts::default();
        for weights in teachers {
            cue_tags.add(&net::expect(layout, weights, example).cue_tags, each);
        }
        example.cues = likely_cues(&cue_tags)
            .into_iter()
            .map(|tokens| Cue { tokens, tags: Counts::default() })
            .collect();
    }
    let mut mixed = (Counts::default(), Counts::default(), vec![Counts::default(); example.cues.len()]);
    mixed.0.add(&example.tags, 1.0 - share);
    mixed.1.add(&example.cue_tags, 1.0 - share);
    for (m, cue) in mixed.2.iter_mut().zip(&example.cues) {
        if share < 1.0 {
            m.add(&cue.tags, 1.0 - share);
        }
    }
    for weights in teachers {
        let expected = net::expect(layout, weights, example);
        mixed.0.add(&expected.tags, each * share);
        mixed.1.add(&expected.cue_tags, each * share);
        mixed.2.iter_mut().zip(&expected.cues).for_each(|(m, e)| m.add(e, each * share));
    }
    (example.tags, example.cue_tags) = (mixed.0, mixed.1);
    example.cues.iter_mut().zip(mixed.2).for_each(|(cue, tags)| cue.tags = tags);
}

/// How proposed attributions compare with annotated ones.
#[derive(Default)]
pub struct Comparison {
    /// Contents that share tokens at F1 of one half or more, each used once.
    pub matched: usize,
    /// Of these, those whose source agrees in its last token.
    pub sources: usize,
    /// Of these, those whose content is exact.
    pub exact: usize,
}

/// Compares greedily in text order.
pub fn compare(structure: &Structure, gold: &[Gold], found: &[Attribution]) -> Comparison {
    let tokens =
        |spans: &[Span]| -> Vec<usize> { spans.iter().flat_map(|s| structure.tokens_in(*s)).collect() };
    let spans = |ranges: &[std::ops::Range<usize>]| -> Vec<Span> {
        ranges.iter().map(|r| Span::new(r.start, r.end)).collect()
    };
    let mut used = vec![false; found.len()];
    let mut c = Comparison::default();
    for g in gold {
        let content = tokens(&spans(&g.content));
        let overlap = |a: &Attribution| {
            let theirs = tokens(&a.content);
            let both = theirs.iter().filter(|t| content.contains(t)).count();
            2.0 * both as f32 / (theirs.len() + content.len()).max(1) as f32
        };
        let best = (0..found.len())
            .filter(|&i| !used[i])
            .max_by(|&a, &b| overlap(&found[a]).total_cmp(&overlap(&found[b])));
        let Some(best) = best.filter(|&i| overlap(&found[i]) >= 0.5) else { continue };
        used[best] = true;
        c.matched += 1;
        let source = tokens(&spans(&g.source));
        let theirs = tokens(found[best].source.as_slice());
        c.sources += usize::from(match (source.last(), theirs.last()) {
            (None, None) => true,
            (Some(a), Some(b)) => theirs.contains(a) || source.contains(b),
            _ => false,
        });
        c.exact += usize::from(tokens(&found[best].content) == content);
    }
    c
}
