//! The log that leads from the engine's document to another one of the same text, for files that hold statements but no
//! log. What comes of it is applied and compared: nothing is claimed that the corrections do not do.

use super::{Anchor, Correction, Log, apply};
use crate::document::{Document, PartyId, PartyKind, Span, Statement};

/// How a document differs from the engine's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// What a reader must have changed.
    pub log: Log,
    /// Statements that no corrections lead to exactly.
    pub missed: usize,
}

/// What leads from `machine` to `wanted`, both of `text`, with `notes` on the statements of `wanted`. Unless it is
/// `complete`, what `wanted` does not say is left as the engine found it: it is other people's, and says less.
#[must_use]
pub fn difference(
    text: &str,
    machine: &Document,
    wanted: &Document,
    notes: &Log,
    complete: bool,
) -> Difference {
    let sides = Sides::new(machine, wanted, complete);
    let task = Task { machine, wanted, notes, complete, sides };
    let mut pairs = pairs(machine, wanted);
    let (log, missed) = task.attempt(text, &pairs);
    if missed.is_empty() {
        return Difference { log, missed: 0 };
    }
    // What cannot be made of the engine's statement may be made anew.
    for &i in &missed {
        pairs[i] = None;
    }
    let (anew, still) = task.attempt(text, &pairs);
    let best = if still.len() < missed.len() { (anew, still) } else { (log, missed) };
    Difference { log: best.0, missed: best.1.len() }
}

struct Task<'d> {
    machine: &'d Document,
    wanted: &'d Document,
    notes: &'d Log,
    complete: bool,
    sides: Sides<'d>,
}

impl Task<'_> {
    /// The log by these pairs, and the wanted statements that it does not lead to.
    fn attempt(&self, text: &str, pairs: &[Option<usize>]) -> (Log, Vec<usize>) {
        let there = anchors(&self.machine.statements);
        let mut taken = there.clone();
        let mut entries = Vec::new();
        if self.complete {
            let gone = |(m, _): &(usize, &Anchor)| !pairs.contains(&Some(*m));
            entries
                .extend(there.iter().enumerate().filter(gone).map(|(_, anchor)| Correction::Remove(*anchor)));
        }
        let mut names = Vec::with_capacity(pairs.len());
        for (statement, pair) in self.wanted.statements.iter().zip(pairs) {
            names.push(match pair {
                Some(m) => {
                    self.change(there[*m], &self.machine.statements[*m], statement, &mut entries);
                    there[*m]
                }
                None => self.add(statement, &mut taken, &mut entries),
            });
        }
        let noted = anchors(&self.wanted.statements);
        let mut name = |anchor: Anchor| noted.iter().position(|other| *other == anchor).map(|i| names[i]);
        entries.extend(self.notes.entries.iter().filter_map(|note| note.with_anchors(&mut name)));
        entries.extend(self.sides.entries.iter().cloned());
        let log = Log { entries };
        let applied = apply(&log, text, self.machine);
        let missed = |i: &usize| {
            let found = applied.find(names[*i]).map(|id| &applied.document.statements[id as usize]);
            found.is_none_or(|found| !self.alike(&applied.document, found, &self.wanted.statements[*i]))
        };
        let missed = (0..names.len()).filter(missed).collect();
        (log, missed)
    }

    /// Makes a statement of the engine's the wanted one.
    fn change(&self, anchor: Anchor, is: &Statement, wanted: &Statement, entries: &mut Vec<Correction>) {
        let sides = &self.sides;
        let mut cut = false;
        let mut phrase =
            |was: Option<Span>, now: Option<Span>, make: fn(Anchor, Option<Span>) -> Correction| {
                if was != now {
                    cut |= now.is_some_and(|now| is.content.iter().any(|span| span.overlaps(now)));
                    entries.push(make(anchor, now));
                }
            };
        phrase(is.source, wanted.source, Correction::Source);
        phrase(is.cue, wanted.cue, Correction::Cue);
        if is.content != wanted.content || cut {
            entries.push(Correction::Bounds(anchor, wanted.content.clone()));
        }
        let speaker = is.party.and_then(|id| sides.becomes(id));
        let now = wanted.party.map(|id| sides.name(id));
        let moves = speaker != now && (self.complete || now.is_some());
        if moves {
            entries.push(Correction::Party(anchor, now.map(|name| sides.for_good(name))));
        }
        if !self.complete {
            return;
        }
        let joint = is.also.iter().filter(|_| !moves).filter_map(|&id| sides.becomes(id)).collect::<Vec<_>>();
        self.also(anchor, &joint, wanted, entries);
        let aimed = is.target.and_then(|id| sides.becomes(id));
        let aimed = aimed.filter(|&name| moves || is.target == is.party || Some(name) != now);
        let target = wanted.target.map(|id| sides.name(id));
        if aimed != target {
            entries.push(Correction::Target(anchor, target.map(|name| sides.for_good(name))));
        }
        if is.attribution != wanted.attribution {
            entries.push(Correction::Type(anchor, wanted.attribution));
        }
        if is.stance != wanted.stance {
            entries.push(Correction::Stance(anchor, wanted.stance));
        }
    }

    /// Makes the wanted statement of nothing.
    fn add(&self, wanted: &Statement, taken: &mut Vec<Anchor>, entries: &mut Vec<Correction>) -> Anchor {
        let party = wanted.party.map(|id| self.sides.for_good(self.sides.name(id)));
        entries.push(Correction::Add(wanted.content.clone(), party));
        let span = hull(wanted);
        let anchor = Anchor { span, nth: used(taken, span) };
        taken.push(anchor);
        let Statement { source, cue, target, attribution, stance, .. } = wanted;
        entries.extend(source.map(|span| Correction::Source(anchor, Some(span))));
        entries.extend(cue.map(|span| Correction::Cue(anchor, Some(span))));
        self.also(anchor, &[], wanted, entries);
        let target = target.map(|id| self.sides.for_good(self.sides.name(id)));
        entries.extend(target.map(|name| Correction::Target(anchor, Some(name))));
        if *attribution != Default::default() {
            entries.push(Correction::Type(anchor, *attribution));
        }
        if *stance != Default::default() {
            entries.push(Correction::Stance(anchor, *stance));
        }
        anchor
    }

    fn also(&self, anchor: Anchor, joint: &[&str], wanted: &Statement, entries: &mut Vec<Correction>) {
        let now: Vec<&str> = wanted.also.iter().map(|&id| self.sides.name(id)).collect();
        if joint != now {
            let names = now.into_iter().map(|name| self.sides.for_good(name)).collect();
            entries.push(Correction::Also(anchor, names));
        }
    }

    /// Whether a corrected statement is the wanted one, as far as that says something.
    fn alike(&self, document: &Document, found: &Statement, wanted: &Statement) -> bool {
        let shown = |id: PartyId| document.parties[id as usize].name.as_str();
        let name = |id: PartyId| self.sides.name(id);
        let party = wanted.party.map(name);
        if (&found.content, found.source, found.cue) != (&wanted.content, wanted.source, wanted.cue) {
            return false;
        }
        if !self.complete {
            return party.is_none() || found.party.map(shown) == party;
        }
        found.party.map(shown) == party
            && found.target.map(shown) == wanted.target.map(name)
            && found.also.iter().copied().map(shown).eq(wanted.also.iter().copied().map(name))
            && (found.attribution, found.stance) == (wanted.attribution, wanted.stance)
    }
}

/// What became of the engine's parties.
struct Sides<'d> {
    wanted: &'d Document,
    /// The wanted name of each of the engine's parties; none for those that are none.
    becomes: Vec<Option<&'d str>>,
    /// The engine's name of parties that are shown under another.
    origins: Vec<(&'d str, &'d str)>,
    /// What says so in a log, behind everything that is said of statements.
    entries: Vec<Correction>,
}

impl<'d> Sides<'d> {
    fn new(machine: &'d Document, wanted: &'d Document, complete: bool) -> Self {
        let becomes = machine.parties.iter().map(|party| Some(party.name.as_str())).collect();
        let mut sides = Self { wanted, becomes, origins: Vec::new(), entries: Vec::new() };
        if complete {
            sides.follow(machine);
        }
        sides
    }

    /// Renamed, merged, no party, of another kind.
    fn follow(&mut self, machine: &'d Document) {
        let wanted = self.wanted;
        let holds = |document: &Document, name: &str| document.parties.iter().any(|party| party.name == name);
        let mut new: Vec<_> = wanted.parties.iter().filter(|p| !holds(machine, &p.name)).collect();
        let (mut merges, mut renames, mut rest) = (Vec::new(), Vec::new(), Vec::new());
        for (id, party) in machine.parties.iter().enumerate().filter(|(_, p)| !holds(wanted, &p.name)) {
            let into =
                wanted.parties.iter().find(|p| p.aliases.iter().any(|alias| alias.words == party.name));
            // A correction of the name leaves the badge alone.
            let renamed = new.iter().position(|p| p.letters == party.letters);
            self.becomes[id] = match (into, renamed) {
                (Some(into), _) => {
                    merges.push((party.name.as_str(), into.name.as_str()));
                    Some(&into.name)
                }
                (None, Some(at)) => {
                    let now = new.remove(at).name.as_str();
                    self.origins.push((now, &party.name));
                    renames.push(Correction::Rename(party.name.clone(), now.to_owned()));
                    Some(now)
                }
                // One that nothing mentions is not written in every format.
                (None, None) if party.mentions.is_empty() => continue,
                (None, None) => {
                    rest.push(Correction::NotParty(party.name.clone()));
                    None
                }
            };
        }
        let merges =
            merges.into_iter().map(|(from, into)| Correction::Merge(from.to_owned(), self.for_good(into)));
        let merges: Vec<Correction> = merges.collect();
        for party in &wanted.parties {
            let before = machine.parties.iter().find(|p| p.name == self.for_good(&party.name));
            let named =
                |s: &Statement| s.party.iter().chain(&s.target).chain(&s.also).any(|&id| id == party.id);
            let there = before.is_some() || wanted.statements.iter().any(named);
            if there && before.map_or(PartyKind::Person, |before| before.kind) != party.kind {
                rest.push(Correction::Kind(self.for_good(&party.name), party.kind));
            }
        }
        self.entries = merges;
        self.entries.append(&mut renames);
        self.entries.append(&mut rest);
    }

    fn becomes(&self, id: PartyId) -> Option<&'d str> {
        self.becomes.get(id as usize).copied().flatten()
    }

    /// The name of a wanted party.
    fn name(&self, id: PartyId) -> &'d str {
        self.wanted.parties.get(id as usize).map_or("", |party| &party.name)
    }

    /// The name by which corrections know a party.
    fn for_good(&self, name: &str) -> String {
        let origin = self.origins.iter().find(|(now, _)| *now == name);
        origin.map_or(name, |(_, origin)| origin).to_owned()
    }
}

/// How corrections name each of these statements, which stand in text order.
fn anchors(statements: &[Statement]) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = Vec::with_capacity(statements.len());
    for statement in statements {
        let span = hull(statement);
        let nth = used(&anchors, span);
        anchors.push(Anchor { span, nth });
    }
    anchors
}

/// How many of these anchors have such a span.
fn used(anchors: &[Anchor], span: Span) -> u8 {
    let same = anchors.iter().filter(|anchor| anchor.span == span).count();
    u8::try_from(same).unwrap_or(u8::MAX)
}

fn hull(statement: &Statement) -> Span {
    Anchor::of(&statement.content).map_or(Span { start: 0, end: 0 }, |anchor| anchor.span)
}

/// For each wanted statement the engine's that it was: with the same words throughout, with the same content, or with
/// most of it.
fn pairs(machine: &Document, wanted: &Document) -> Vec<Option<usize>> {
    let mut free = vec![true; machine.statements.len()];
    let mut pairs: Vec<Option<usize>> = vec![None; wanted.statements.len()];
    for likeness in [2, 1, 0] {
        for (statement, pair) in wanted.statements.iter().zip(&mut pairs) {
            if pair.is_some() {
                continue;
            }
            let mut best = 0;
            for (m, other) in machine.statements.iter().enumerate() {
                let same = statement.content == other.content;
                let alike = match likeness {
                    2 => same && (statement.cue, statement.source) == (other.cue, other.source),
                    1 => same,
                    _ => true,
                };
                let bytes = if free[m] && alike { shared(statement, other) } else { 0 };
                if bytes > best && bytes * 2 >= length(statement).max(length(other)) {
                    best = bytes;
                    *pair = Some(m);
                }
            }
            if let Some(m) = *pair {
                free[m] = false;
            }
        }
    }
    pairs
}

fn length(statement: &Statement) -> usize {
    statement.content.iter().map(Span::len).sum()
}

/// Bytes that two contents share.
fn shared(one: &Statement, other: &Statement) -> usize {
    let mut bytes = 0;
    for a in &one.content {
        for b in &other.content {
            bytes += a.end.min(b.end).saturating_sub(a.start.max(b.start)) as usize;
        }
    }
    bytes
}
