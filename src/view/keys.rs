//! The keyboard: from a key to an action, and the list that `?` shows.
//!
//! Single keys act only while the focus is in the article, the panel or a dialog about a statement; a reader can
//! change them or switch them off (WCAG 2.1.4).

use super::state::{Action, Dialog, Marks, Place, State, Tab};
use crate::document::{PartyId, capital, lower};
use serde::{Deserialize, Serialize};

/// A key that was pressed, by the browser's name of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stroke<'k> {
    /// `KeyboardEvent.key`, or what the reader made it mean.
    pub key: &'k str,
    /// Ctrl, or Command on Apple's keyboards.
    pub control: bool,
    /// Shift.
    pub shift: bool,
    /// Whether the focus is in the article, the panel or a dialog and not in a field: single keys act.
    pub free: bool,
    /// Whether the focus is in a field where words are written.
    pub writing: bool,
}

/// Keys and what they do, for the list. Those of one letter or sign can be changed.
pub const LIST: [(&str, &str); 28] = [
    ("j", "Next statement (also ↓)"),
    ("k", "Previous statement (also ↑)"),
    ("→ / ←", "Next / previous paragraph"),
    ("s", "From the words to the card, and back (also Enter)"),
    ("1 to 9", "The statement is that party’s"),
    ("0", "The statement is no party’s"),
    ("b", "All about the statement: speaker, stance, target, note"),
    ("x", "Not a quotation"),
    ("y", "Right: checked"),
    ("e", "Change the words: arrows, Enter"),
    ("a", "Add a statement from the selected words"),
    ("m", "Rename, merge or split the party"),
    ("n", "Next statement to check; with Shift the previous"),
    ("p", "One party after the other; with Shift backwards"),
    ("z", "Skim: sentences in which somebody speaks"),
    ("v", "Verbatim: only words in quotation marks"),
    ("h", "Hide all marks"),
    ("o", "Show what is only thought, too"),
    ("g", "Matrix"),
    ("w", "Share of voice"),
    ("c", "Check"),
    ("t", "Transcript"),
    ("/", "Find in the article"),
    ("?", "This list"),
    ("Ctrl Z / Ctrl Shift Z", "Undo / redo"),
    ("Ctrl Enter", "Share"),
    ("F6", "Article, panel, toolbar in turn"),
    ("Esc", "Close, show all parties"),
];

/// Whether a key of the list can be changed.
#[must_use]
pub fn changeable(key: &str) -> bool {
    let mut chars = key.chars();
    chars.next().is_some_and(|c| !c.is_ascii_digit()) && chars.next().is_none()
}

/// The reader's own keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// Single keys do nothing.
    pub off: bool,
    /// Keys of the list, and what the reader presses for them.
    pub own: Vec<(String, String)>,
}

impl Keys {
    /// What is pressed for a key of the list.
    #[must_use]
    pub fn pressed<'k>(&'k self, key: &'k str) -> &'k str {
        self.own.iter().find(|(of, _)| of == key).map_or(key, |(_, own)| own)
    }

    /// The key of the list that `pressed` stands for; none if it stands for nothing any more.
    #[must_use]
    pub fn meaning(&self, pressed: &str) -> Option<String> {
        let small = lower(pressed);
        let single = pressed.chars().count() == 1;
        if single && self.off {
            return None;
        }
        match self.own.iter().find(|(_, own)| *own == small) {
            Some((of, _)) if small == pressed => Some(of.clone()),
            Some((of, _)) => Some(of.chars().map(capital).collect()),
            None if self.own.iter().any(|(of, _)| *of == small) => None,
            None => Some(pressed.to_owned()),
        }
    }

    /// `pressed` is from now on the key for `key`. A key that had it before has the other's: none is left without.
    pub fn assign(&mut self, key: &str, pressed: &str) {
        let pressed = lower(pressed);
        let before = self.pressed(key).to_owned();
        let other = LIST.iter().map(|(of, _)| *of).find(|of| *of != key && self.pressed(of) == pressed);
        for (of, own) in [(Some(key), pressed), (other, before)] {
            let Some(of) = of else { continue };
            self.own.retain(|(known, _)| known != of);
            if own != of {
                self.own.push((of.to_owned(), own));
            }
        }
    }
}

/// The action of a key, if it has one in this state.
#[must_use]
pub fn action(stroke: Stroke, state: &State) -> Option<Action> {
    if stroke.control {
        return match stroke.key {
            _ if stroke.writing || !state.reads() => None,
            "z" | "Z" if stroke.shift => Some(Action::Redo),
            "z" => Some(Action::Undo),
            "y" => Some(Action::Redo),
            "Enter" => Some(Action::Ask(Dialog::Share)),
            _ => None,
        };
    }
    if stroke.key == "Escape" {
        return Some(Action::Escape);
    }
    if !stroke.free || !state.reads() {
        return None;
    }
    match &state.dialog {
        Some(Dialog::Add(span)) => return digit(stroke.key, state).map(|party| Action::Add(*span, party)),
        Some(Dialog::Statement(id)) => {
            return digit(stroke.key, state).map(|party| Action::Assign(*id, party));
        }
        Some(_) => return None,
        None => {}
    }
    if stroke.key.len() == 1
        && state.machine.is_some()
        && let Some(action) = on_statement(stroke, state)
    {
        return Some(action);
    }
    Some(match stroke.key {
        "j" | "J" | "ArrowDown" => Action::Step(true),
        "k" | "K" | "ArrowUp" => Action::Step(false),
        "ArrowRight" if !stroke.shift => Action::StepParagraph(true),
        "ArrowLeft" if !stroke.shift => Action::StepParagraph(false),
        "n" => Action::StepDoubt(true),
        "N" => Action::StepDoubt(false),
        "p" => Action::StepFilter(true),
        "P" => Action::StepFilter(false),
        "z" => Action::Marks(Marks::Skim),
        "v" => Action::Marks(Marks::Verbatim),
        "h" => Action::Marks(Marks::Off),
        "o" => Action::Attitudes,
        "g" => Action::Show(Tab::Matrix),
        "w" => Action::Show(Tab::Voice),
        "t" => Action::Show(Tab::Transcript),
        "c" => Action::Show(Tab::Check),
        "/" => Action::Find(Some("".into())),
        "?" => Action::Ask(Dialog::Keys),
        _ => return None,
    })
}

/// The party of a digit: none for 0.
fn digit(key: &str, state: &State) -> Option<Option<PartyId>> {
    let digit = key.parse::<u32>().ok().filter(|digit| *digit < 10)?;
    match digit.checked_sub(1) {
        None => Some(None),
        Some(party) => ((party as usize) < state.reading.lines.parties.len()).then_some(Some(party)),
    }
}

fn on_statement(stroke: Stroke, state: &State) -> Option<Action> {
    let id = state.current?;
    if let Some(party) = digit(stroke.key, state) {
        return Some(Action::Assign(id, party));
    }
    Some(match stroke.key {
        "x" => Action::Remove(id),
        "y" => Action::Confirm(id),
        "b" => Action::Ask(Dialog::Statement(id)),
        "e" => Action::Edit(id),
        "m" => Action::Ask(Dialog::Party(state.reading.lines.get(id)?.party.id?)),
        "s" => Action::Go(Place::Card(id)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_can_be_exchanged_and_switched_off() {
        let mut keys = Keys::default();
        assert_eq!(keys.meaning("J").as_deref(), Some("J"));
        keys.assign("j", "K");
        assert_eq!((keys.pressed("j"), keys.pressed("k")), ("k", "j"));
        assert_eq!(keys.meaning("k").as_deref(), Some("j"));
        keys.assign("n", "q");
        assert_eq!((keys.meaning("Q").as_deref(), keys.meaning("n")), (Some("N"), None));
        keys.assign("n", "n");
        keys.assign("j", "j");
        assert_eq!(keys, Keys::default());
        keys.off = true;
        assert_eq!((keys.meaning("j"), keys.meaning("ArrowDown").as_deref()), (None, Some("ArrowDown")));
    }

    #[test]
    fn no_two_keys_of_the_list_are_the_same() {
        let keys: Vec<&str> = LIST.iter().map(|(key, _)| *key).filter(|key| changeable(key)).collect();
        let different = keys.iter().collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!((different, keys.len()), (21, 21));
    }
}
