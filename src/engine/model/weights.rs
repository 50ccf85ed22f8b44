//! The tensors of the model and their file.

use super::features::{AFFIX_ROWS, SURFACE_ROWS};

pub use partyline_kernels::layers::{PAIR, WIDTH};

/// Sizes of the parts of a token's input vector: word, stem, affixes, surface.
pub const PARTS: [usize; 4] = [64, 32, 32, 24];
/// Length of a token's input vector.
pub const INPUT: usize = PARTS[0] + PARTS[1] + PARTS[2] + PARTS[3];
/// Length of a token's encoding: both directions.
pub const ENCODING: usize = 2 * WIDTH;
/// Tags of the sequence head: nothing; begin and inside of cue; of source and of content, each with the cue to the
/// left, to the right, or missing.
pub const TAGS: usize = 15;
/// Tags of the cue head: nothing, begin, inside.
pub const CUE_TAGS: usize = 3;
/// Tags of the pair head: nothing, begin and inside of source, begin and inside of content.
pub const PAIR_TAGS: usize = 5;
/// Rows that say how a token lies to a cue: distance, sentence, quotation.
pub const RELATIONS: usize = DISTANCES + 5 + 5;
/// Buckets of signed distance.
pub const DISTANCES: usize = 25;

/// A tensor by its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Tensor {
    Word,
    Stem,
    Affix,
    Surface,
    Conv1,
    Conv1Bias,
    Conv2,
    Conv2Bias,
    ForwardInput,
    ForwardState,
    ForwardBias,
    BackwardInput,
    BackwardState,
    BackwardBias,
    Tag,
    TagBias,
    TagSteps,
    TagStart,
    Cue,
    CueBias,
    CueSteps,
    CueStart,
    PairToken,
    PairCue,
    PairBias,
    PairRelation,
    PairTag,
    PairTagBias,
    PairSteps,
    PairStart,
    Pos,
    PosBias,
    Entity,
    EntityBias,
}

/// Every tensor that inference needs, in file order.
pub const TENSORS: [Tensor; 34] = {
    use Tensor::*;
    [
        Word,
        Stem,
        Affix,
        Surface,
        Conv1,
        Conv1Bias,
        Conv2,
        Conv2Bias,
        ForwardInput,
        ForwardState,
        ForwardBias,
        BackwardInput,
        BackwardState,
        BackwardBias,
        Tag,
        TagBias,
        TagSteps,
        TagStart,
        Cue,
        CueBias,
        CueSteps,
        CueStart,
        PairToken,
        PairCue,
        PairBias,
        PairRelation,
        PairTag,
        PairTagBias,
        PairSteps,
        PairStart,
        Pos,
        PosBias,
        Entity,
        EntityBias,
    ]
};

/// What of the model's size is not fixed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Words with a row of their own.
    pub words: usize,
    /// Stems with a row of their own.
    pub stems: usize,
    /// Parts of speech.
    pub pos: usize,
    /// Entity classes.
    pub entities: usize,
}

impl Sizes {
    /// Rows and columns of a tensor. Matrices are stored one row an output.
    #[must_use]
    pub fn of(&self, tensor: Tensor) -> (usize, usize) {
        use Tensor::*;
        match tensor {
            Word => (self.words + 1, PARTS[0]),
            Stem => (self.stems + 1, PARTS[1]),
            Affix => (AFFIX_ROWS, PARTS[2]),
            Surface => (SURFACE_ROWS, PARTS[3]),
            Conv1 => (2 * WIDTH, 3 * INPUT),
            Conv2 => (2 * WIDTH, 3 * WIDTH),
            Conv1Bias | Conv2Bias => (1, 2 * WIDTH),
            ForwardInput | ForwardState | BackwardInput | BackwardState => (4 * WIDTH, WIDTH),
            ForwardBias | BackwardBias => (1, 4 * WIDTH),
            Tag => (TAGS, ENCODING),
            TagBias | TagStart => (1, TAGS),
            TagSteps => (TAGS, TAGS),
            Cue => (CUE_TAGS, ENCODING),
            CueBias | CueStart => (1, CUE_TAGS),
            CueSteps => (CUE_TAGS, CUE_TAGS),
            PairToken | PairCue => (PAIR, ENCODING),
            PairBias => (1, PAIR),
            PairRelation => (RELATIONS, PAIR),
            PairTag => (PAIR_TAGS, PAIR),
            PairTagBias | PairStart => (1, PAIR_TAGS),
            PairSteps => (PAIR_TAGS, PAIR_TAGS),
            Pos => (self.pos, WIDTH),
            PosBias => (1, self.pos),
            Entity => (self.entities, WIDTH),
            EntityBias => (1, self.entities),
        }
    }
}

/// Whether `to` may follow `from` in a sequence of begin and inside tags: inside only after its own begin or inside.
/// Tags are 0 for nothing, then begin and inside in turn.
#[must_use]
pub fn may_follow(from: usize, to: usize) -> bool {
    to == 0 || to % 2 == 1 || from == to || from + 1 == to
}

/// How a token lies to a cue: rows of the relation table.
#[must_use]
pub fn relation(
    token: usize,
    place: &super::features::Place,
    cue: (usize, usize),
    at: &super::features::Place,
) -> [usize; 3] {
    let distance = if token < cue.0 {
        -1 - bucket(cue.0 - token)
    } else if token >= cue.1 {
        1 + bucket(token + 1 - cue.1)
    } else {
        0
    };
    let sentence = (i64::from(place.sentence) - i64::from(at.sentence)).clamp(-2, 2);
    let quotation = match (at.quote, place.quote) {
        (0, 0) => 0,
        (0, _) => 1,
        (_, 0) => 2,
        (a, b) if a == b => 3,
        _ => 4,
    };
    [
        (distance + (DISTANCES as i64 - 1) / 2) as usize,
        (DISTANCES as i64 + 2 + sentence) as usize,
        DISTANCES + 5 + quotation,
    ]
}

/// Bucket 0 to 11 of a distance from 1.
fn bucket(distance: usize) -> i64 {
    match distance {
        0..=5 => distance.max(1) as i64 - 1,
        6..=7 => 5,
        8..=11 => 6,
        12..=17 => 7,
        18..=27 => 8,
        28..=45 => 9,
        46..=80 => 10,
        _ => 11,
    }
}
