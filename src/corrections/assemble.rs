//! A draft put together again: everything that follows from who says what is worked out anew.

use super::apply::{Applied, Changed, Note};
use super::draft::{Draft, Entry};
use crate::document::{
    Alias, Aspect, AttributionType, Contradiction, Document, Kind, Notice, Party, PartyId, Quote, Reason,
    Span, Stance, Statement, StatementId,
};
use crate::order::Order;
use std::collections::BTreeMap;

/// Most statements that stand for a position.
const POSITION: usize = 3;
/// New parties are looked up in the text up to this many, so that a hostile log stays cheap.
const LOOKED_UP: usize = 32;

/// Makes a sound document of one whose statements have only spans and parties: order, kinds, nesting, counts and
/// positions are worked out.
#[cfg(feature = "export")]
pub(crate) fn rebuild(text: &str, mut document: Document) -> Applied {
    let quoted = outermost(&document.quotes);
    for statement in &mut document.statements {
        statement.content.retain(|s| text.get(s.start as usize..s.end as usize).is_some());
        statement.kind = kind(text, &quoted, &statement.content);
    }
    assemble(Draft::new(text, &document), true)
}

/// The corrected document; ids are positions, statements stand in text order, parties as the engine ordered them, so
/// that a correction never changes their colours and digits. `renest` if contents may have changed.
pub(super) fn assemble(mut draft: Draft, renest: bool) -> Applied {
    settle(&mut draft);
    let order = statement_order(&draft.entries);
    let mut ids: Vec<Option<StatementId>> = vec![None; draft.entries.len()];
    for (id, &i) in order.iter().enumerate() {
        ids[i] = Some(id as StatementId);
    }
    let sides = side_order(&draft);
    let mut parties_of: Vec<Option<PartyId>> = vec![None; draft.sides.len()];
    for (id, &side) in sides.iter().enumerate() {
        parties_of[side] = Some(id as PartyId);
    }
    let mut statements = statements(&draft, &order, &ids, &parties_of);
    if renest {
        nest(&mut statements);
    }
    let parties = sides
        .iter()
        .enumerate()
        .map(|(id, &side)| party(&draft, id as PartyId, side, &statements, &ids))
        .collect();
    let contradictions = contradictions(&draft, &ids, &statements);
    let note = |(id, &i): (usize, &usize)| {
        let words = &draft.entries[i].note;
        (!words.is_empty()).then(|| Note { statement: id as StatementId, words: words.clone() })
    };
    let notes = order.iter().enumerate().filter_map(note).collect();
    for change in &mut draft.changes {
        change.statement = change.statement.and_then(|i| ids[i as usize]);
    }
    Applied {
        anchors: order.iter().map(|&i| draft.entries[i].anchor).collect(),
        names: sides.iter().map(|&side| draft.sides[side].name.clone()).collect(),
        notes,
        document: Document {
            engine: draft.machine.engine.clone(),
            blocks: draft.machine.blocks.clone(),
            sentences: draft.machine.sentences.clone(),
            quotes: draft.machine.quotes.clone(),
            notices: notices(&draft.machine.notices, statements.is_empty()),
            statements,
            parties,
            contradictions,
        },
        changes: draft.changes,
        skipped: Vec::new(),
    }
}

/// Follows merges, drops references to what is no party, and works out the kind of changed contents.
fn settle(draft: &mut Draft) {
    let roots: Vec<Option<u32>> = (0..draft.sides.len())
        .map(|side| draft.root(side))
        .map(|root| (!draft.sides[root].gone).then_some(root as u32))
        .collect();
    let quoted = outermost(&draft.machine.quotes);
    let follow = |side: u32| roots[side as usize];
    for entry in &mut draft.entries {
        let statement = &mut entry.statement;
        let itself = statement.target == statement.party;
        statement.party = statement.party.and_then(follow);
        let speaker = statement.party;
        statement.target = statement.target.and_then(follow).filter(|&t| itself || Some(t) != speaker);
        let mut also: Vec<u32> = Vec::new();
        for side in statement.also.iter().filter_map(|&side| follow(side)) {
            if Some(side) != speaker && !also.contains(&side) {
                also.push(side);
            }
        }
        statement.also = also;
        if entry.touched.iter().any(|t| reshapes(*t)) {
            statement.kind = kind(draft.text, &quoted, &statement.content);
        }
    }
}

/// Whether a change can alter the content.
pub(super) fn reshapes(what: Changed) -> bool {
    matches!(what, Changed::Bounds | Changed::Added | Changed::Source | Changed::Cue)
}

/// The insides of quotation marks that stand in no others, in text order.
fn outermost(quotes: &[Quote]) -> Vec<Span> {
    let mut insides: Vec<Span> = quotes.iter().map(|q| q.inner).filter(|s| s.start < s.end).collect();
    insides.order_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let mut end = 0;
    insides.retain(|s| {
        let outer = s.end > end;
        end = end.max(s.end);
        outer
    });
    insides
}

/// Direct if every word stands in quotation marks, indirect if none does.
fn kind(text: &str, quoted: &[Span], content: &[Span]) -> Kind {
    let (mut inside, mut outside) = (false, false);
    for span in content {
        let mut at = quoted.partition_point(|q| q.end <= span.start);
        for (offset, c) in span.of(text).char_indices() {
            let byte = span.start + offset as u32;
            while quoted.get(at).is_some_and(|q| q.end <= byte) {
                at += 1;
            }
            if c.is_alphanumeric() {
                if quoted.get(at).is_some_and(|q| q.start <= byte) { inside = true } else { outside = true }
            }
        }
    }
    match (inside, outside) {
        (true, false) => Kind::Direct,
        (true, true) => Kind::Mixed,
        _ => Kind::Indirect,
    }
}

/// Statements that are left, by first content byte; ties as they came.
fn statement_order(entries: &[Entry]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..entries.len()).filter(|&i| !entries[i].gone).collect();
    order.order_by_key(|&i| entries[i].statement.content[0].start);
    order
}

/// Sides that are left, as they came. A side that a reader made and nobody needs any more is left out.
fn side_order(draft: &Draft) -> Vec<usize> {
    let mut needed = vec![false; draft.sides.len()];
    needed[..draft.machine.parties.len()].fill(true);
    for entry in draft.entries.iter().filter(|e| !e.gone) {
        let s = &entry.statement;
        for &side in s.party.iter().chain(&s.target).chain(&s.also) {
            needed[side as usize] = true;
        }
    }
    for side in &draft.sides {
        if let Some(into) = side.into {
            needed[into] = true;
        }
    }
    let left = |&i: &usize| needed[i] && !draft.sides[i].gone && draft.sides[i].into.is_none();
    (0..draft.sides.len()).filter(left).collect()
}

fn count(text: &str, statement: &Statement) -> u32 {
    statement.content.iter().map(|s| s.words(text)).sum()
}

fn statements(
    draft: &Draft,
    order: &[usize],
    ids: &[Option<StatementId>],
    parties: &[Option<PartyId>],
) -> Vec<Statement> {
    let to_party = |side: u32| parties[side as usize];
    order
        .iter()
        .enumerate()
        .map(|(id, &i)| {
            let entry = &draft.entries[i];
            let mut s = entry.statement.clone();
            s.id = id as StatementId;
            s.party = s.party.and_then(to_party);
            s.target = s.target.and_then(to_party);
            s.also = s.also.iter().filter_map(|&side| to_party(side)).collect();
            s.parent = s.parent.and_then(|p| ids.get(p as usize).copied().flatten());
            s.continues = s.continues.and_then(|p| ids.get(p as usize).copied().flatten());
            explain(entry, &mut s);
            s
        })
        .collect()
}

/// What a reader settled is certain, and the reason is the reader.
fn explain(entry: &Entry, s: &mut Statement) {
    if entry.touched.iter().all(|what| *what == Changed::Note) {
        return;
    }
    s.confidence.check = false;
    for what in &entry.touched {
        let settled: &[Aspect] = match what {
            Changed::Party | Changed::Also => &[Aspect::Party, Aspect::Metonym],
            Changed::Source | Changed::Cue | Changed::Bounds | Changed::Added => &[Aspect::Source],
            Changed::Stance => &[Aspect::Stance],
            Changed::Target => &[Aspect::Target],
            _ => &[],
        };
        match what {
            Changed::Party | Changed::Also | Changed::Source => s.confidence.speaker = 100,
            Changed::Cue | Changed::Bounds | Changed::Added | Changed::Type => s.confidence.statement = 100,
            Changed::Confirmed => {
                s.confidence.speaker = 100;
                s.confidence.statement = 100;
            }
            _ => {}
        }
        if let Some(&aspect) = settled.first() {
            s.reasons.retain(|r| !settled.contains(&r.aspect));
            let words = "A reader decided this.".to_owned();
            s.reasons.push(Reason { aspect, words, evidence: Vec::new() });
        }
    }
}

/// Sets `parent` of each statement to the innermost other one whose content holds all of its content.
fn nest(statements: &mut [Statement]) {
    let hull = |s: &Statement| s.content[0].cover(s.content[s.content.len() - 1]);
    let hulls: Vec<Span> = statements.iter().map(hull).collect();
    let mut by_start: Vec<usize> = (0..statements.len()).collect();
    by_start.order_by_key(|&i| (hulls[i].start, std::cmp::Reverse(hulls[i].end), i));
    let mut open: Vec<usize> = Vec::new();
    for i in by_start {
        open.retain(|&o| hulls[o].end > hulls[i].start);
        let holds = |o: &usize| statements[*o].content.iter().any(|c| c.contains(hulls[i]) && *c != hulls[i]);
        let parent = open.iter().rev().copied().find(holds);
        statements[i].parent = parent.map(|p| p as StatementId);
        open.push(i);
    }
}

fn party(
    draft: &Draft,
    id: PartyId,
    side: usize,
    statements: &[Statement],
    ids: &[Option<StatementId>],
) -> Party {
    let old = &draft.sides[side].party;
    let own = |s: &&Statement| s.party == Some(id) && s.attribution == AttributionType::Communication;
    let own: Vec<&Statement> = statements.iter().filter(own).collect();
    let merged: Vec<&Party> = (0..draft.sides.len())
        .filter(|&other| other != side && draft.sides[other].into.is_some() && draft.root(other) == side)
        .map(|other| &draft.sides[other].party)
        .collect();
    let mut party = Party {
        id,
        words: own.iter().map(|s| count(draft.text, s)).sum(),
        statements: own.iter().map(|s| s.id).collect(),
        position: Vec::new(),
        ..old.clone()
    };
    for other in &merged {
        party.aliases.extend(aliases(other));
        party.mentions.extend(&other.mentions);
    }
    mentions(draft, side, &mut party);
    let chosen = old.position.iter().chain(merged.iter().flat_map(|p| &p.position));
    let chosen = chosen.filter_map(|&s| ids.get(s as usize).copied().flatten());
    party.position = position(draft.text, &own, chosen, !merged.is_empty());
    party
}

/// The names of a party that was merged into another.
fn aliases(other: &Party) -> Vec<Alias> {
    let words = "A reader said that they are one party.".to_owned();
    let reason = Reason { aspect: Aspect::Party, words, evidence: Vec::new() };
    let name = Alias { words: other.name.clone(), reason };
    std::iter::once(name).chain(other.aliases.iter().cloned()).collect()
}

/// The source words of a statement that changed hands go with it; a new party is looked up by its name.
fn mentions(draft: &Draft, side: usize, party: &mut Party) {
    let mut moved: BTreeMap<Span, bool> = BTreeMap::new();
    for entry in draft.entries.iter().filter(|e| !e.gone) {
        let changed = entry.touched.iter().any(|t| matches!(t, Changed::Party | Changed::Source));
        if let (true, Some(source)) = (changed, entry.statement.source) {
            let here = entry.statement.party == Some(side as u32);
            moved.entry(source).and_modify(|h| *h |= here).or_insert(here);
        }
    }
    let new = side.checked_sub(draft.machine.parties.len());
    if new.is_some_and(|nth| nth < LOOKED_UP) {
        let bounded = |&(at, name): &(usize, &str)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(draft.text[..at].chars().next_back())
                && !letter(draft.text[at + name.len()..].chars().next())
        };
        let found = draft.text.match_indices(draft.sides[side].name.as_str()).filter(bounded);
        party.mentions.extend(found.map(|(at, name)| Span::new(at, at + name.len())));
    }
    party.mentions.retain(|m| moved.get(m) != Some(&false));
    party.mentions.extend(moved.iter().filter(|(_, here)| **here).map(|(span, _)| *span));
    party.mentions.order();
    party.mentions.dedup();
}

/// What the engine chose, as far as it is still the party's; otherwise its most telling statements: with a stance,
/// aimed at somebody, in its own words, the longest.
fn position(
    text: &str,
    own: &[&Statement],
    chosen: impl Iterator<Item = StatementId>,
    merged: bool,
) -> Vec<StatementId> {
    let mut position: Vec<StatementId> = Vec::new();
    for id in chosen {
        if !position.contains(&id) && own.iter().any(|s| s.id == id) {
            position.push(id);
        }
    }
    if merged {
        position.truncate(POSITION);
    }
    if position.is_empty() {
        let mut best: Vec<&&Statement> = own.iter().collect();
        best.order_by_key(|s| {
            let telling = (s.stance != Stance::States, s.target.is_some(), s.kind != Kind::Indirect);
            std::cmp::Reverse((telling, count(text, s)))
        });
        position = best.into_iter().take(POSITION).map(|s| s.id).collect();
    }
    position
}

/// The engine's pairs, as far as the reader left both sides and both stances alone.
fn contradictions(
    draft: &Draft,
    ids: &[Option<StatementId>],
    statements: &[Statement],
) -> Vec<Contradiction> {
    let kept = |id: StatementId| {
        let entry = draft.entries.get(id as usize)?;
        let meant = !entry.touched.iter().any(|t| matches!(t, Changed::Stance | Changed::Type));
        ids[id as usize].filter(|_| meant)
    };
    let party = |id: StatementId| statements.get(id as usize).and_then(|s| s.party);
    let machine = |id: StatementId| draft.machine.statements.get(id as usize).and_then(|s| s.party);
    let pair = |c: &Contradiction| {
        let pair = Contradiction { asserts: kept(c.asserts)?, denies: kept(c.denies)? };
        let one = party(pair.asserts)? == party(pair.denies)?;
        (one == (machine(c.asserts) == machine(c.denies))).then_some(pair)
    };
    draft.machine.contradictions.iter().filter_map(pair).collect()
}

fn notices(machine: &[Notice], silent: bool) -> Vec<Notice> {
    let silence = |n: &Notice| matches!(n, Notice::NoStatements(_));
    let mut notices: Vec<Notice> = machine.iter().filter(|n| silent || !silence(n)).cloned().collect();
    if silent && !notices.iter().any(silence) {
        notices.push(Notice::NoStatements(Vec::new()));
    }
    notices
}
