//! The weights file: class names, vocabulary with the words that attribute, tensors, checksum; all numbers
//! little-endian.
//!
//! Tables have one scale for all their values, matrices one for each row; their values are 8 bits wide. Biases and
//! small tensors are 32-bit floats.

use super::features::Vocabulary;
use super::weights::{INPUT, Sizes, TENSORS, Tensor};
use partyline_kernels::chain::Chain;
use partyline_kernels::layers::Recurrent;
use partyline_kernels::matrix::{self, Matrix, Packed, StateMatrix};
use std::fmt;

const _: () = assert!(3 * INPUT <= matrix::LONGEST_ROW);

/// First bytes of the file.
pub const MAGIC: [u8; 4] = *b"PLW2";

/// Why a weights file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// It does not begin as a weights file of this version does.
    Magic,
    /// It ends too early or holds sizes that cannot be.
    Truncated,
    /// Its checksum does not match: damaged on the way.
    Checksum,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Magic => "not a weights file of this version; reload the page, or train again",
            Self::Truncated => "the weights file is incomplete; load it again",
            Self::Checksum => "the weights file is damaged; load it again",
        })
    }
}

impl std::error::Error for ModelError {}

/// How a tensor is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// 8 bits a value, one scale.
    Table,
    /// 8 bits a value, one scale a row.
    Matrix,
    /// 32-bit floats.
    Floats,
}

/// How `tensor` is stored.
#[must_use]
pub fn storage(tensor: Tensor) -> Storage {
    use Tensor::*;
    match tensor {
        Word | Stem | Affix | Surface => Storage::Table,
        Conv1 | Conv2 | ForwardInput | ForwardState | BackwardInput | BackwardState | Tag | Cue
        | PairToken | PairCue | Pos | Entity => Storage::Matrix,
        _ => Storage::Floats,
    }
}

/// A table of embeddings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    width: usize,
    values: Vec<i8>,
    scale: f32,
}

impl Table {
    /// The sum of `rows`, which one scale for all makes exact, in steps of which there are `steps` to a unit; a row
    /// beyond the table adds nothing.
    #[must_use]
    pub fn sum(&self, rows: &[u32], steps: f32) -> Vec<i16> {
        let mut sums = vec![0i16; self.width];
        for &row in rows {
            let values = self.values.chunks_exact(self.width).nth(row as usize).unwrap_or_default();
            sums.iter_mut().zip(values).for_each(|(s, &v)| *s += i16::from(v));
        }
        sums.iter().map(|&sum| matrix::quantize(f32::from(sum) * self.scale, steps)).collect()
    }
}

/// All of the file that reading a text needs: the heads for entities and for one sequence of tags served in training.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    /// Words and stems with a row of their own.
    pub vocabulary: Vocabulary,
    /// Names of the parts of speech (Penn Treebank).
    pub pos_names: Vec<String>,
    /// Embeddings of words, stems, affixes, surface.
    pub tables: [Table; 4],
    /// The convolution over neighbours.
    pub neighbours: StateMatrix,
    /// The convolution over wider windows.
    pub wider: Matrix,
    /// Input and state matrices of the recurrent layer, forward and backward; the bias stands with the input.
    pub recurrent: [Recurrent; 2],
    /// Head of the cue sequence.
    pub cue: Matrix,
    /// Its chain.
    pub cue_chain: Chain,
    /// A token's side of the pair head.
    pub pair_token: Matrix,
    /// A cue's side of it.
    pub pair_cue: Matrix,
    /// How they lie to each other: rows of `PAIR` values.
    pub pair_relation: Vec<f32>,
    /// From comparison to tags: rows of `PAIR` values, and the bias.
    pub pair_tag: Vec<f32>,
    /// Its bias.
    pub pair_tag_bias: Vec<f32>,
    /// Its chain.
    pub pair_chain: Chain,
    /// Head of parts of speech.
    pub pos: Matrix,
}

/// Reads numbers from the front.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], ModelError> {
        let (head, rest) = self.0.split_at_checked(n).ok_or(ModelError::Truncated)?;
        self.0 = rest;
        Ok(head)
    }

    fn number(&mut self) -> Result<u32, ModelError> {
        Ok(self.take(4)?.iter().rev().fold(0, |n, &b| n << 8 | u32::from(b)))
    }

    fn numbers(&mut self, n: usize) -> Result<Vec<u32>, ModelError> {
        if n > self.0.len() {
            return Err(ModelError::Truncated);
        }
        (0..n).map(|_| self.number()).collect()
    }

    fn floats(&mut self, n: usize) -> Result<Vec<f32>, ModelError> {
        Ok(self.numbers(n)?.into_iter().map(f32::from_bits).collect())
    }

    fn bytes(&mut self, n: usize) -> Result<Vec<i8>, ModelError> {
        Ok(self.take(n)?.iter().map(|&b| b as i8).collect())
    }

    fn names(&mut self) -> Result<Vec<String>, ModelError> {
        let n = self.take(1)?[0];
        (0..n)
            .map(|_| {
                let length = self.take(1)?[0];
                Ok(String::from_utf8_lossy(self.take(usize::from(length))?).into_owned())
            })
            .collect()
    }
}

/// FNV-1a in 32 bits.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |h: u32, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// Reads a weights file. Never panics, whatever the bytes.
pub fn read(bytes: &[u8]) -> Result<Weights, ModelError> {
    if bytes.len() < 8 {
        return Err(ModelError::Truncated);
    }
    let (body, sum) = bytes.split_at(bytes.len() - 4);
    let mut reader = Reader(body);
    if reader.take(4)? != MAGIC {
        return Err(ModelError::Magic);
    }
    if Reader(sum).number()? != checksum(body) {
        return Err(ModelError::Checksum);
    }
    let pos_names = reader.names()?;
    let entity_names = reader.names()?;
    let words = reader.number()? as usize;
    let words = reader.numbers(words)?;
    let stems = reader.number()? as usize;
    let stems = reader.numbers(stems)?;
    let classes = reader.number()? as usize;
    let hashes = reader.numbers(classes)?;
    let classes = hashes.into_iter().zip(reader.take(classes)?.iter().copied()).collect();
    let sizes =
        Sizes { words: words.len(), stems: stems.len(), pos: pos_names.len(), entities: entity_names.len() };
    let mut tables: Vec<Table> = Vec::new();
    let mut matrices: Vec<(Tensor, Vec<i8>, Vec<f32>)> = Vec::new();
    let mut floats: Vec<(Tensor, Vec<f32>)> = Vec::new();
    for tensor in TENSORS {
        let (rows, cols) = sizes.of(tensor);
        match storage(tensor) {
            Storage::Table => {
                let scale = reader.floats(1)?[0];
                tables.push(Table { width: cols, values: reader.bytes(rows * cols)?, scale });
            }
            Storage::Matrix => {
                let scales = reader.floats(rows)?;
                matrices.push((tensor, reader.bytes(rows * cols)?, scales));
            }
            Storage::Floats => floats.push((tensor, reader.floats(rows * cols)?)),
        }
    }
    if !reader.0.is_empty() {
        return Err(ModelError::Truncated);
    }
    let floats = |t: Tensor| floats.iter().find(|f| f.0 == t).map(|f| f.1.clone()).unwrap_or_default();
    let of = |t: Tensor, bias: Option<Tensor>| {
        let bias = bias.map_or_else(|| vec![0.0; sizes.of(t).0], floats);
        let found = matrices.iter().find(|m| m.0 == t);
        found.map(|(_, values, scales)| (sizes.of(t).1, &values[..], &scales[..], bias))
    };
    let matrix = |t, bias| packed::<2>(of(t, bias));
    let recurrent =
        |input, state, bias| Recurrent { input: matrix(input, Some(bias)), state: packed(of(state, None)) };
    let chain = |tags: usize, steps: Tensor, start: Tensor| Chain::new(tags, &floats(steps), &floats(start));
    use Tensor::*;
    Ok(Weights {
        tables: tables.try_into().map_err(|_| ModelError::Truncated)?,
        neighbours: packed(of(Conv1, Some(Conv1Bias))),
        wider: matrix(Conv2, Some(Conv2Bias)),
        recurrent: [
            recurrent(ForwardInput, ForwardState, ForwardBias),
            recurrent(BackwardInput, BackwardState, BackwardBias),
        ],
        cue: matrix(Cue, Some(CueBias)),
        cue_chain: chain(super::weights::CUE_TAGS, CueSteps, CueStart),
        pair_token: matrix(PairToken, Some(PairBias)),
        pair_cue: matrix(PairCue, None),
        pair_relation: floats(PairRelation),
        pair_tag: floats(PairTag),
        pair_tag_bias: floats(PairTagBias),
        pair_chain: chain(super::weights::PAIR_TAGS, PairSteps, PairStart),
        pos: matrix(Pos, Some(PosBias)),
        vocabulary: Vocabulary { words, stems, classes },
        pos_names,
    })
}

/// Columns, weights, scales and bias of a matrix.
type Parts<'a> = (usize, &'a [i8], &'a [f32], Vec<f32>);

/// The matrix of its parts; an empty one of nothing.
fn packed<const GROUPS: usize>(parts: Option<Parts>) -> Packed<GROUPS> {
    parts.map(|(cols, values, scales, bias)| Packed::new(cols, values, scales, &bias)).unwrap_or_default()
}

/// Writes a weights file; `values` gives each tensor's floats, row by row.
#[must_use]
pub fn write<'v>(
    vocabulary: &Vocabulary,
    pos_names: &[String],
    entity_names: &[String],
    values: impl Fn(Tensor) -> &'v [f32],
) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    for names in [pos_names, entity_names] {
        out.push(names.len() as u8);
        for name in names {
            out.push(name.len() as u8);
            out.extend(name.as_bytes());
        }
    }
    for list in [&vocabulary.words, &vocabulary.stems] {
        out.extend((list.len() as u32).to_le_bytes());
        out.extend(list.iter().flat_map(|h| h.to_le_bytes()));
    }
    out.extend((vocabulary.classes.len() as u32).to_le_bytes());
    out.extend(vocabulary.classes.iter().flat_map(|c| c.0.to_le_bytes()));
    out.extend(vocabulary.classes.iter().map(|c| c.1));
    let sizes = Sizes {
        words: vocabulary.words.len(),
        stems: vocabulary.stems.len(),
        pos: pos_names.len(),
        entities: entity_names.len(),
    };
    let scale = |values: &[f32]| values.iter().fold(1e-9f32, |m, v| m.max(v.abs())) / 127.0;
    for tensor in TENSORS {
        let values = values(tensor);
        let (_, cols) = sizes.of(tensor);
        match storage(tensor) {
            Storage::Table => {
                let unit = scale(values);
                out.extend(unit.to_le_bytes());
                out.extend(values.iter().map(|v| matrix::quantize(*v, 1.0 / unit) as i8 as u8));
            }
            Storage::Matrix => {
                let units: Vec<f32> = values.chunks_exact(cols).map(scale).collect();
                out.extend(units.iter().flat_map(|u| u.to_le_bytes()));
                for (row, unit) in values.chunks_exact(cols).zip(units) {
                    out.extend(row.iter().map(|v| matrix::quantize(*v, 1.0 / unit) as i8 as u8));
                }
            }
            Storage::Floats => out.extend(values.iter().flat_map(|v| v.to_le_bytes())),
        }
    }
    let sum = checksum(&out);
    out.extend(sum.to_le_bytes());
    out
}
