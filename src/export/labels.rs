//! Labels read back.

use crate::document::{AttributionType, PartyKind, SourceClass, Stance};

pub(super) fn stance(label: &str) -> Option<Stance> {
    Stance::ALL.into_iter().find(|s| s.label() == label)
}

pub(super) fn attribution(label: &str) -> Option<AttributionType> {
    use AttributionType::{Attitude, Communication, Control, Factive};
    [Communication, Attitude, Factive, Control].into_iter().find(|t| t.label() == label)
}

pub(super) fn source_class(label: &str) -> Option<SourceClass> {
    use SourceClass::{Document, Named, None, Official, Unnamed};
    [Named, Official, Document, Unnamed, None].into_iter().find(|c| c.label() == label)
}

pub(super) fn party_kind(label: &str) -> Option<PartyKind> {
    use PartyKind::{Group, Organisation, Person, State};
    [State, Organisation, Person, Group].into_iter().find(|k| k.label() == label)
}
