use super::{PartyId, Span};
use serde::{Deserialize, Serialize};

/// Position of a statement in [`super::Document::statements`].
pub type StatementId = u32;

/// An attribution with what it means: who says it, how, and about whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its position in the document.
    pub id: StatementId,
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// The noun phrase that names the speaker, without a description after it; none for passives and continued quotes.
    pub source: Option<Span>,
    /// The words that stand before or after the cue where they are not just the source: with a description after it
    /// ("Ada Lark, the mayor of Selwyn,"), or a relative pronoun ("who"). The corpora mark these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Span>,
    /// The words that attribute ("has rejected", "according to"); none for continued quotes.
    pub cue: Option<Span>,
    /// What is attributed, in text order; two or more when the cue interrupts. Never empty.
    pub content: Vec<Span>,
    /// The statement whose quotation this one resumes in a later sentence without a cue of its own.
    pub continues: Option<StatementId>,
    /// Speech, or a private attitude.
    pub attribution: AttributionType,
    /// The statement in whose content this one stands, if any.
    pub parent: Option<StatementId>,
    /// The side that speaks; none for unnamed sources without a side.
    pub party: Option<PartyId>,
    /// Further sides that speak jointly ("both X and Y said").
    pub also: Vec<PartyId>,
    /// The words that place it before the occasion the article reports ("had said", "last year"); none for what is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Span>,
    /// How named the speaker is.
    pub source_class: SourceClass,
    /// What the statement does.
    pub stance: Stance,
    /// At whom the stance is aimed.
    pub target: Option<PartyId>,
    /// How sure the engine is.
    pub confidence: Confidence,
    /// Why it was decided so, in plain words.
    pub reasons: Vec<Reason>,
}

/// Whether the content stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Wholly inside quotation marks.
    Direct,
    /// None of it.
    Indirect,
    /// Partly.
    Mixed,
}

impl Kind {
    /// The label as exports and the page write it, e.g. `mixed`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Indirect => "indirect",
            Kind::Mixed => "mixed",
        }
    }
}

/// The field's four types of attribution (Prasad et al. 2007).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributionType {
    /// Said, written, announced, or a public stance.
    #[default]
    Communication,
    /// Believed, hoped, feared; never uttered in the article.
    Attitude,
    /// Known, seen, learned.
    Factive,
    /// Intended, allowed, ordered by way of an act.
    Control,
}

impl AttributionType {
    /// The label as exports and the page write it, e.g. `communication`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            AttributionType::Communication => "communication",
            AttributionType::Attitude => "attitude",
            AttributionType::Factive => "factive",
            AttributionType::Control => "control",
        }
    }
}

/// How named a speaker is: the source ladder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceClass {
    /// A named person, organisation or state.
    Named,
    /// "officials", "a senior diplomat".
    Official,
    /// A law, report, footage, statement without an author.
    Document,
    /// "witnesses", "critics", "sources".
    Unnamed,
    /// Nobody ("it is understood").
    #[default]
    None,
}

impl SourceClass {
    /// The label as exports and the page write it, e.g. `named`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            SourceClass::Named => "named",
            SourceClass::Official => "official",
            SourceClass::Document => "document",
            SourceClass::Unnamed => "unnamed",
            SourceClass::None => "none",
        }
    }
}

/// What a statement does toward its target; definitions in the gold guidelines, roots from CAMEO.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Reports or explains, none of the others (CAMEO 01).
    #[default]
    States,
    /// Praises, agrees, defends, thanks (05).
    Supports,
    /// Promises or announces an own planned act (03).
    Commits,
    /// Asks, urges, suggests (02).
    Appeals,
    /// Insists, orders, requires (10).
    Demands,
    /// Condemns, complains, expresses concern (11).
    Criticises,
    /// Holds somebody responsible for wrongdoing (112).
    Accuses,
    /// Denies, refuses, opposes (12).
    Rejects,
    /// Warns, threatens (13).
    Warns,
    /// Admits, acknowledges, apologises (01/05).
    Concedes,
}

impl Stance {
    /// All ten, in the order of the guidelines.
    pub const ALL: [Stance; 10] = [
        Stance::States,
        Stance::Supports,
        Stance::Commits,
        Stance::Appeals,
        Stance::Demands,
        Stance::Criticises,
        Stance::Accuses,
        Stance::Rejects,
        Stance::Warns,
        Stance::Concedes,
    ];

    /// The label as exports and the page write it, e.g. `rejects`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Stance::States => "states",
            Stance::Supports => "supports",
            Stance::Commits => "commits",
            Stance::Appeals => "appeals",
            Stance::Demands => "demands",
            Stance::Criticises => "criticises",
            Stance::Accuses => "accuses",
            Stance::Rejects => "rejects",
            Stance::Warns => "warns",
            Stance::Concedes => "concedes",
        }
    }
}

/// How sure the engine is, in per cent (0 to 100).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confidence {
    /// That this is a statement with these bounds.
    pub statement: u8,
    /// That source and party are right.
    pub speaker: u8,
    /// Whether the reader is asked to check it (at most 15 % of statements).
    pub check: bool,
}

/// One decision about a statement in plain words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Which decision.
    pub aspect: Aspect,
    /// A sentence for the reader, e.g. `“He” is Winston Peters, the last man named before it.`
    pub words: String,
    /// The words of the article that it rests on.
    pub evidence: Vec<Span>,
}

/// Which decision a [`Reason`] explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// That it is a statement, and its source.
    Source,
    /// Whose side it is.
    Party,
    /// A place read as a government, or as a place.
    Metonym,
    /// What it does.
    Stance,
    /// At whom it is aimed.
    Target,
}
