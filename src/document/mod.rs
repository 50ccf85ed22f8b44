//! The vocabulary: plain data, no decisions. Everything here can cross the worker border or go into a file.

mod about;
mod attribution;
mod letters;
mod offsets;
mod party;
mod quote;
mod span;
mod statement;
mod structure;

pub use about::About;
pub use attribution::Attribution;
pub use letters::{capital, lower, small};
pub use offsets::{CodePoints, Utf16};
pub use party::{Alias, Party, PartyId, PartyKind};
pub use quote::{Quote, QuoteStyle};
pub use span::Span;
pub use statement::{
    Aspect, AttributionType, Confidence, Kind, Reason, SourceClass, Stance, Statement, StatementId,
};
pub use structure::{Block, Role};

use crate::order::Order;
use serde::{Deserialize, Serialize};

/// An annotated article: what the engine found in one text. All spans are byte ranges of that text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The engine that made it, e.g. `0.1.0`; two documents of one text and one version are equal.
    pub engine: String,
    /// Paragraphs and other lines in text order, with what they are for.
    pub blocks: Vec<Block>,
    /// Sentences in text order; none crosses a block.
    pub sentences: Vec<Span>,
    /// Paired quotation marks in order of their opening mark.
    pub quotes: Vec<Quote>,
    /// Statements in order of their first content byte; `statements[i].id == i`.
    pub statements: Vec<Statement>,
    /// Parties; `parties[i].id == i`. The engine orders them by words spoken, most first, ties by first mention; a
    /// reader's corrections leave the order alone and put new ones last.
    pub parties: Vec<Party>,
    /// Pairs of statements in which one party asserts what another denies, or what it denies itself on another occasion.
    pub contradictions: Vec<Contradiction>,
    /// What the reader should know about the text as a whole.
    pub notices: Vec<Notice>,
}

impl Document {
    /// The attribution relations as PARC and PolNeAR count them: statements that resume another one's quotation are
    /// folded into it, and the source is the cue's whole subject. Ids stay those of the statements.
    #[must_use]
    pub fn relations(&self) -> Vec<Statement> {
        let mut relations = self.statements.clone();
        for s in &self.statements {
            if let Some(head) = s.continues.and_then(|id| relations.get_mut(id as usize)) {
                head.content.extend(&s.content);
                head.content.order();
            }
        }
        relations.retain(|s| s.continues.is_none());
        for s in &mut relations {
            s.source = s.subject.take().or(s.source);
        }
        relations
    }
}

/// One party asserts, another denies the same thing; or one party takes another side than it took earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The statement that asserts or accuses; of the same party, the earlier one.
    pub asserts: StatementId,
    /// The statement that denies or rejects it; of the same party, the later one.
    pub denies: StatementId,
}

/// Something about the whole text that a reader should be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// Most words are not English, but of this language if it can be told: attributions may be wrong.
    NotEnglish(Option<String>),
    /// A headline and nothing under it.
    HeadlineOnly,
    /// A few words in which nobody speaks.
    TooShort,
    /// A few sentences and an invitation to subscribe.
    Paywall,
    /// Nothing that could be a statement was found; these verbs would report one.
    NoStatements(Vec<Span>),
}
