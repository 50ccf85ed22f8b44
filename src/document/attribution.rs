use super::{AttributionType, Span};

/// The attribution relation of PARC 3 and PolNeAR: somebody (source) is said (cue) to hold something (content).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The noun phrase that names the speaker, if the sentence has one.
    pub source: Option<Span>,
    /// The words that attribute; none for a quotation that just continues.
    pub cue: Option<Span>,
    /// What is attributed, in text order, disjoint, never empty.
    pub content: Vec<Span>,
    /// The attribution whose quotation this one resumes in a later sentence, as its index in the list; the corpora
    /// count the two as one relation, readers as two statements.
    pub continues: Option<usize>,
    /// Speech, or a private attitude.
    pub kind: AttributionType,
    /// Probability that this is an attribution with these bounds, in per cent.
    pub confidence: u8,
    /// Probability that the source is right, in per cent.
    pub source_confidence: u8,
}
