//! Undo and redo.

use super::{Anchor, Correction, Log};
use serde::{Deserialize, Serialize};

/// A log that remembers how it came about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    log: Log,
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

/// One step: at `at`, `removed` gave way to `added`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Edit {
    at: usize,
    removed: Vec<Correction>,
    added: Vec<Correction>,
}

impl History {
    /// A history that begins with `log`, e.g. one that came with a link.
    #[must_use]
    pub fn new(log: Log) -> Self {
        Self { log, ..Self::default() }
    }

    /// The changes in force.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Adds changes as one step, e.g. a correction with the others that it was offered with.
    pub fn push(&mut self, corrections: impl IntoIterator<Item = Correction>) {
        let added = corrections.into_iter().collect();
        self.edit(self.log.entries.len(), 0, added);
    }

    /// Takes the last step back. Returns whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(edit) = self.done.pop() else { return false };
        let undone = self.exchange(edit.at, edit.added.len(), &edit.removed);
        self.undone.push(edit);
        undone
    }

    /// Takes the last undo back. Returns whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(edit) = self.undone.pop() else { return false };
        let redone = self.exchange(edit.at, edit.removed.len(), &edit.added);
        self.done.push(edit);
        redone
    }

    /// Whether [`History::undo`] would do something.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether [`History::redo`] would do something.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes one entry out of the log, by its index there; later entries stay. With an added statement go the later
    /// entries about it. An index that the log does not have does nothing.
    pub fn reset(&mut self, index: usize) {
        let Some(entry) = self.log.entries.get(index) else { return };
        let orphaned = match entry {
            Correction::Add(content, _) => Anchor::of(content).map(|anchor| anchor.span),
            _ => None,
        };
        let stays = |c: &&Correction| !c.anchors().iter().any(|anchor| Some(anchor.span) == orphaned);
        let kept: Vec<Correction> = self.log.entries[index + 1..].iter().filter(stays).cloned().collect();
        let removed = self.log.entries.len() - index;
        self.edit(index, removed, kept);
    }

    /// Takes everything back, as one step that can itself be undone.
    pub fn reset_all(&mut self) {
        self.edit(0, self.log.entries.len(), Vec::new());
    }

    /// Puts another log in the place of this one, as one step: after re-anchoring, or when a file was opened.
    pub fn replace(&mut self, log: Log) {
        self.edit(0, self.log.entries.len(), log.entries);
    }

    fn edit(&mut self, at: usize, remove: usize, added: Vec<Correction>) {
        let removed = self.log.entries[at..at + remove].to_vec();
        if removed != added && self.exchange(at, remove, &added) {
            self.undone.clear();
            self.done.push(Edit { at, removed, added });
        }
    }

    /// Whether the range was there: a history read from a damaged store may name one that is not.
    fn exchange(&mut self, at: usize, remove: usize, added: &[Correction]) -> bool {
        let end = at.saturating_add(remove);
        let fits = end <= self.log.entries.len();
        if fits {
            self.log.entries.splice(at..end, added.iter().cloned());
        }
        fits
    }
}
