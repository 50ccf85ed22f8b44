use crate::document::Document;

/// A number that tells whether two annotations of one text show the reader the same: statements, their parties,
/// stances and targets, and the parties' names. Never 0. Confidence and reasons do not count.
#[must_use]
pub fn digest(document: &Document) -> u32 {
    let mut hash = 0x811C_9DC5u32;
    let mut add = |number: u32| {
        for byte in number.to_le_bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    };
    for statement in &document.statements {
        for span in statement.content.iter().chain(&statement.source).chain(&statement.cue) {
            add(span.start);
            add(span.end);
        }
        add(statement.stance as u32);
        add(statement.attribution as u32);
        for party in statement.party.iter().chain(&statement.also) {
            add(*party);
        }
        add(statement.target.map_or(0, |target| target + 1));
    }
    for party in &document.parties {
        party.name.bytes().for_each(|byte| add(byte.into()));
        add(0x100 + party.kind as u32);
    }
    hash.max(1)
}
