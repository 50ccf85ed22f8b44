//! Everything about one statement that can be changed.

use super::badge::Badge;
use super::card::facts;
use super::choose::PartyChips;
use super::modal::Modal;
use super::name::{NameField, sources};
use crate::document::{AttributionType, Stance};
use crate::view::state::Action;
use crate::view::{Line, Lines};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`StatementDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StatementProps {
    /// The statement.
    pub line: Rc<Line>,
    /// All statements and parties.
    pub lines: Rc<Lines>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Speaker, words, stance, target, note.
#[component]
pub fn StatementDialog(props: &StatementProps) -> Html {
    let line = &props.line;
    let on = &props.on;
    let id = line.id;
    let words = AttrValue::from(line.text());
    html! {
        <Modal title="This statement" on={on.clone()}>
            <p class="verdict"><Badge party={line.party.clone()} /><strong>{ line.party.name.clone() }</strong></p>
            { facts(line, None) }
            <h3>{ "Whose words are these?" }</h3>
            <PartyChips parties={props.lines.parties.clone()} chosen={line.party.id} nobody=true
                label="Whose words are these?" choose={on.reform(move |party| Action::Assign(id, party))} />
            <NameField label="Somebody else" button="It is theirs" of={words.clone()} names={sources(&props.lines)}
                take={on.reform(move |name| Action::AssignNew(id, name))} />
            <h3>{ "Which words?" }</h3>
            <div class="row"><button onclick={on.reform(move |_| Action::Edit(id))}>{ "Change the words in the article" }</button></div>
            <h3>{ "What does it do?" }</h3>
            <div class="choices" role="group" aria-label="Stance">
                { for Stance::ALL.iter().map(|&stance| html! {
                    <button class="choice" aria-pressed={(stance == line.stance).to_string()}
                        onclick={on.reform(move |_| Action::Stance(id, stance))}>{ stance.label() }</button>
                }) }
            </div>
            <div class="choices" role="group" aria-label="Said or only thought">
                { for [(AttributionType::Communication, "said"), (AttributionType::Attitude, "only thought")].map(|(kind, label)| html! {
                    <button class="choice" aria-pressed={((kind == AttributionType::Communication) == line.said()).to_string()}
                        onclick={on.reform(move |_| Action::Type(id, kind))}>{ label }</button>
                }) }
            </div>
            <h3>{ "About whom?" }</h3>
            <PartyChips parties={props.lines.parties.clone()} keyed=false chosen={line.target.as_ref().and_then(|t| t.id)} nobody=true none="Nobody"
                label="About whom?" choose={on.reform(move |party| Action::Target(id, party))} />
            <NameField label="Note" long=true of={words} value={line.note.clone().unwrap_or_default()}
                take={on.reform(move |words| Action::Note(id, words))} />
            <div class="row">
                <button onclick={on.reform(|_| Action::Escape)}>{ "Keep the note" }</button>
                <button onclick={on.reform(move |_| Action::Remove(id))}>{ "Not a quotation" }</button>
            </div>
        </Modal>
    }
}
