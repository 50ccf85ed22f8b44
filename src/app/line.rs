//! A statement in a list.

use super::badge::Badge;
use crate::view::Line;
use crate::view::state::{Action, Dialog, Place};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`StatementLine`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LineProps {
    /// The statement.
    pub line: Rc<Line>,
    /// Whether it is the statement in hand.
    #[prop_or_default]
    pub current: bool,
    /// Whether the party's letters are shown: where lines of several parties stand together.
    #[prop_or_default]
    pub lettered: bool,
    /// Whether it can be found and focused from the article: once in the panel.
    #[prop_or_default]
    pub home: bool,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Its words as a button that leads to them in the article, and what it does and about whom.
#[component]
pub fn StatementLine(props: &LineProps) -> Html {
    let line = &props.line;
    let id = line.id;
    let to_text = props.on.reform(move |_| Action::Go(Place::Text(id)));
    let edit = props.on.reform(move |_| Action::Ask(Dialog::Statement(id)));
    html! {
        <li class="line" id={props.home.then(|| format!("line-{id}"))} data-line={id.to_string()}
            data-slot={line.party.slot.name()} aria-current={props.current.then_some("true")}>
            if props.lettered { <Badge party={line.party.clone()} /> }
            <div class="said">
                <button class="quote" onclick={to_text} title="Show in the article">{ words(line) }</button>
                <p class="meta">
                    <span class="stance">{ line.stance.label() }</span>
                    if let Some(target) = &line.target {
                        { " " }<span class="about">{ target.name.clone() }</span>
                    }
                    if !line.said() { <span class="about">{ line.attribution.label() }</span> }
                    if let Some(cue) = &line.cue { <span class="cue">{ format!("“{cue}”") }</span> }
                    if let Some(words) = &line.earlier { <span class="sign" title={format!("Told as said earlier: “{words}”")}>{ "earlier" }</span> }
                    <span class="where" title={format!("Paragraph {}", line.paragraph)}>{ format!("¶ {}", line.paragraph) }</span>
                    if line.check { <span class="sign" title="The machine is not sure">{ "? check" }</span> }
                    if !line.changes.is_empty() { <span class="sign" title={line.changes.join("; ")}>{ "✎ changed" }</span> }
                    <button class="edit" onclick={edit} aria-label={format!("Correct: {}", start_of(&line.text()))} title="Correct">{ "Correct" }</button>
                </p>
                if let Some(unwound) = line.unwound() { <p class="inside-of">{ unwound }</p> }
                if let Some(note) = &line.note { <p class="note">{ note.clone() }</p> }
            </div>
        </li>
    }
}

/// The words of a statement: verbatim ones as they are marked in the article.
pub fn words(line: &Line) -> Html {
    html! {
        { for line.pieces.iter().map(|piece| if piece.verbatim {
            html! { <span class="verbatim">{ piece.text.clone() }</span> }
        } else {
            html! { <span class="paraphrase">{ piece.text.clone() }</span> }
        }) }
    }
}

/// The first words, for names of buttons.
#[must_use]
pub fn start_of(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 6 { words.join(" ") } else { format!("{} …", words[..6].join(" ")) }
}
