//! What can be changed about a party: its name, that it is another, that it is none, that somebody in it is apart.

use super::choose::PartyChips;
use super::line::start_of;
use super::modal::Modal;
use super::model::emit;
use super::name::NameField;
use crate::document::StatementId;
use crate::view::cards::Card;
use crate::view::lines::PartyRef;
use crate::view::state::Action;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`PartyDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SurgeryProps {
    /// The party.
    pub card: Rc<Card>,
    /// All parties.
    pub parties: Rc<Vec<PartyRef>>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Rename, merge, split, not a party.
#[component]
pub fn PartyDialog(props: &SurgeryProps) -> Html {
    let on = &props.on;
    let (id, name) = (props.card.id, &props.card.party.name);
    let picked = use_state(Vec::<StatementId>::new);
    let split = {
        let picked = picked.clone();
        on.reform(move |name| Action::Split((*picked).clone(), name))
    };
    let others: Vec<PartyRef> = props.parties.iter().filter(|party| party.id != Some(id)).cloned().collect();
    html! {
        <Modal title={name.to_string()} on={on.clone()}>
            <NameField label="Name" button="Rename" of={name.clone()} value={name.to_string()}
                take={on.reform(move |name| Action::Rename(id, name))} />
            if !others.is_empty() {
                <h3>{ "It is the same as" }</h3>
                <PartyChips parties={Rc::new(others)} keyed=false chosen={None} label="It is the same as"
                    choose={emit(on, move |party: Option<u32>| Some(Action::Merge(id, party?)))} />
            }
            if props.card.statements.len() > 1 {
                <h3>{ "Some of these are somebody else’s" }</h3>
                <ul class="pick">
                    { for props.card.statements.iter().map(|line| {
                        let (picked, statement) = (picked.clone(), line.id);
                        let checked = picked.contains(&statement);
                        let onchange = Callback::from(move |_: Event| {
                            let mut ids = (*picked).clone();
                            if checked { ids.retain(|&id| id != statement) } else { ids.push(statement) }
                            picked.set(ids);
                        });
                        html! { <li><label><input type="checkbox" {checked} {onchange} />{ start_of(&line.text()) }</label></li> }
                    }) }
                </ul>
                <NameField label="Whose" button="Give them a card" of={name.clone()} disabled={picked.is_empty()} take={split} />
            }
            <div class="row">
                <button onclick={on.reform(move |_| Action::NotParty(id))}>{ "A place or thing, not a party" }</button>
            </div>
        </Modal>
    }
}
