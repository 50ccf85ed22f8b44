//! The transcript tab: the article as party, how, words, about whom. The plainest way to read it with a screen reader.

use super::badge::Badge;
use super::line::words;
use crate::document::{PartyId, StatementId};
use crate::view::lines::{self, Lines};
use crate::view::state::{Action, Place};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`TranscriptTab`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TranscriptProps {
    /// The statements.
    pub lines: Rc<Lines>,
    /// The statement in hand.
    pub current: Option<StatementId>,
    /// The party that alone is shown.
    pub filter: Option<PartyId>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// A table in text order.
#[component]
pub fn TranscriptTab(props: &TranscriptProps) -> Html {
    let shown = |line: &&Rc<lines::Line>| props.filter.is_none_or(|party| line.is_of(party));
    html! {
        <table class="transcript">
            <caption class="unseen">{ "All statements in the order of the article" }</caption>
            <thead><tr>
                <th scope="col">{ "Who" }</th><th scope="col">{ "How" }</th><th scope="col">{ "Words" }</th>
            </tr></thead>
            <tbody>
                { for props.lines.shown.iter().filter(shown).map(|line| {
                    let id = line.id;
                    html! {
                        <tr key={id} data-line={id.to_string()} id={format!("line-{id}")} aria-current={(props.current == Some(id)).then_some("true")}>
                            <th scope="row"><Badge party={line.party.clone()} />{ line.party.name.clone() }</th>
                            <td>
                                { line.stance.label() }
                                if let Some(target) = &line.target { { format!(" {}", target.name) } }
                                <span class="kind">{ lines::kind(line.kind) }</span>
                            </td>
                            <td><button class="quote" onclick={props.on.reform(move |_| Action::Go(Place::Text(id)))}>{ words(line) }</button></td>
                        </tr>
                    }
                }) }
            </tbody>
        </table>
    }
}
