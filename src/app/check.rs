//! The check tab: one doubtful statement at a time.

use super::badge::Badge;
use super::choose::PartyChips;
use super::line::words;
use crate::document::StatementId;
use crate::view::reading::Reading;
use crate::view::state::{Action, Place};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`CheckTab`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CheckProps {
    /// What is drawn.
    pub reading: Rc<Reading>,
    /// The statement in hand.
    pub current: Option<StatementId>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Its words in large letters, the reasons, and everything that settles it.
#[component]
pub fn CheckTab(props: &CheckProps) -> Html {
    let doubtful = &props.reading.doubtful;
    let on = &props.on;
    let at = props.current.and_then(|id| doubtful.iter().position(|&other| other == id)).unwrap_or(0);
    let Some(line) = doubtful.get(at).and_then(|&id| props.reading.lines.get(id)) else {
        return html! {
            <div class="empty">
                <h2>{ "Nothing left to check" }</h2>
                <p>{ "Every statement is either one the machine is sure of or one you have settled." }</p>
            </div>
        };
    };
    let id = line.id;
    html! {
        <div class="check">
            <p class="count">{ format!("{} of {}", at + 1, doubtful.len()) }</p>
            <blockquote class="large" data-slot={line.party.slot.name()}>{ words(line) }</blockquote>
            <p class="verdict">
                <Badge party={line.party.clone()} />
                <strong>{ line.party.name.clone() }</strong>
                { format!(" {}", line.stance.label()) }
                if let Some(target) = &line.target { { format!(" {}", target.name) } }
                { "?" }
            </p>
            <ul class="why">
                { for line.reasons.iter().map(|reason| html! { <li>{ reason.clone() }</li> }) }
            </ul>
            <PartyChips parties={props.reading.lines.parties.clone()} chosen={line.party.id} nobody=true
                label="Whose words are these?" choose={on.reform(move |party| Action::Assign(id, party))} />
            <div class="row">
                <button class="primary" onclick={on.reform(move |_| Action::Confirm(id))}>{ "Right" }<kbd>{ "Y" }</kbd></button>
                <button onclick={on.reform(move |_| Action::Remove(id))}>{ "Not a quotation" }<kbd>{ "X" }</kbd></button>
            </div>
            <div class="row">
                <button onclick={on.reform(move |_| Action::Go(Place::Text(id)))}>{ "Show in the article" }</button>
                <button onclick={on.reform(|_| Action::StepDoubt(false))} aria-label="Previous to check">{ "←" }</button>
                <button onclick={on.reform(|_| Action::StepDoubt(true))} aria-label="Next to check">{ "→" }</button>
            </div>
        </div>
    }
}
