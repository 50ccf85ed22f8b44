//! The text cut into stretches that the encoder reads at once.

use crate::document::Role;
use crate::engine::Structure;
use std::ops::Range;

/// Most tokens of a chunk. Recurrent state does not cross chunks, so cost stays linear and chunks are independent.
pub const LONGEST: usize = 220;

/// Cuts the text into chunks of whole blocks, as many as fit; a block longer than a chunk is cut at sentence ends,
/// a sentence longer than a chunk anywhere. Furniture and bylines belong to no chunk.
#[must_use]
pub fn chunks(structure: &Structure) -> Vec<Range<usize>> {
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut current = 0..0;
    let mut add = |piece: Range<usize>| {
        if piece.start == current.end && piece.end - current.start <= LONGEST {
            current.end = piece.end;
        } else {
            let full = std::mem::replace(&mut current, piece);
            if !full.is_empty() {
                chunks.push(full);
            }
        }
    };
    let mut sentences = structure.sentences.as_slice();
    for (index, block) in structure.blocks.iter().enumerate() {
        let own = sentences.partition_point(|s| s.block as usize <= index);
        let (here, rest) = sentences.split_at(own);
        sentences = rest;
        let (Some(first), Some(last)) = (here.first(), here.last()) else { continue };
        if matches!(block.role, Role::Furniture | Role::Byline) {
            continue;
        }
        let whole = first.tokens.start as usize..last.tokens.end as usize;
        if whole.len() <= LONGEST {
            add(whole);
            continue;
        }
        for sentence in here {
            let mut from = sentence.tokens.start as usize;
            let end = sentence.tokens.end as usize;
            while from < end {
                let to = end.min(from + LONGEST);
                add(from..to);
                from = to;
            }
        }
    }
    if !current.is_empty() {
        chunks.push(current);
    }
    chunks
}
