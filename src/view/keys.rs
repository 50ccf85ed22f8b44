//! The keyboard: from a key to an action, and the list that `?` shows.
//!
//! Single keys act only while the focus is in the article or the panel (WCAG 2.1.4).

use super::state::{Action, Dialog, Marks, Place, State, Tab};

/// A key that was pressed, by the browser's name of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stroke<'k> {
    /// `KeyboardEvent.key`.
    pub key: &'k str,
    /// Ctrl, or Command on Apple's keyboards.
    pub control: bool,
    /// Shift.
    pub shift: bool,
    /// Whether the focus is in the article or the panel and not in a field: single keys act.
    pub free: bool,
    /// Whether the focus is in a field where words are written.
    pub writing: bool,
}

/// Keys and what they do, for the list: single keys first.
pub const LIST: [(&str, &str); 23] = [
    ("J or ↓ / K or ↑", "Next / previous statement"),
    ("→ / ←", "Next / previous paragraph"),
    ("Enter or S", "From the words to the card, and back"),
    ("1 to 9", "The statement is that party’s"),
    ("0", "The statement is no party’s"),
    ("B", "Somebody else said it: name, stance, target, note"),
    ("X", "Not a quotation"),
    ("Y", "Right: checked"),
    ("E", "Change the words: Shift with ← and →"),
    ("A", "Add a statement from the selected words"),
    ("N / Shift N", "Next / previous statement to check"),
    ("P / Shift P", "Show one party after the other"),
    ("Z", "Skim: sentences in which somebody speaks"),
    ("V", "Verbatim: only words in quotation marks"),
    ("H", "Hide all marks"),
    ("G", "Matrix"),
    ("T", "Transcript"),
    ("C", "Check"),
    ("/", "Find in the article"),
    ("Ctrl Z / Ctrl Shift Z", "Undo / redo"),
    ("Ctrl Enter", "Share"),
    ("F6", "Article, panel, toolbar in turn"),
    ("Esc", "Close, show all parties"),
];

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
    if !stroke.free || !state.reads() || state.dialog.is_some() {
        return None;
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
        "g" => Action::Show(Tab::Matrix),
        "t" => Action::Show(Tab::Transcript),
        "c" => Action::Show(Tab::Check),
        "/" => Action::Find(Some("".into())),
        "?" => Action::Ask(Dialog::Keys),
        _ => return None,
    })
}

fn on_statement(stroke: Stroke, state: &State) -> Option<Action> {
    let id = state.current?;
    Some(match stroke.key {
        "0" => Action::Assign(id, None),
        digit @ ("1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9") => {
            let party = digit.parse::<u32>().ok()? - 1;
            if party as usize >= state.reading.lines.parties.len() {
                return None;
            }
            Action::Assign(id, Some(party))
        }
        "x" => Action::Remove(id),
        "y" => Action::Confirm(id),
        "b" | "e" => Action::Ask(Dialog::Statement(id)),
        "s" => Action::Go(Place::Card(id)),
        _ => return None,
    })
}
