//! Buttons to choose a party, with the digit that chooses it from the keyboard.

use super::badge::Badge;
use crate::document::PartyId;
use crate::view::PartyRef;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`PartyChips`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChipsProps {
    /// What is chosen, for screen readers and as a heading.
    pub label: AttrValue,
    /// All parties.
    pub parties: Rc<Vec<PartyRef>>,
    /// The one it is now.
    pub chosen: Option<PartyId>,
    /// Whether nobody can be chosen.
    #[prop_or_default]
    pub nobody: bool,
    /// What nobody is called here.
    #[prop_or(AttrValue::Static("No party"))]
    pub none: AttrValue,
    /// Whether digits choose.
    #[prop_or(true)]
    pub keyed: bool,
    /// Where the choice goes.
    pub choose: Callback<Option<PartyId>>,
}

/// One button a party.
#[component]
pub fn PartyChips(props: &ChipsProps) -> Html {
    let chip = |(n, party): (usize, &PartyRef)| {
        let id = party.id;
        html! {
            <button class="choice" title={party.name.to_string()} aria-pressed={(id == props.chosen).to_string()} onclick={props.choose.reform(move |_| id)}>
                <Badge party={party.clone()} />
                <span class="name">{ party.name.clone() }</span>
                if props.keyed && n < 9 { <kbd aria-hidden="true">{ n + 1 }</kbd> }
            </button>
        }
    };
    html! {
        <div class="choices" role="group" aria-label={props.label.clone()}>
            { for props.parties.iter().enumerate().map(chip) }
            if props.nobody {
                <button class="choice" title={props.none.clone()} aria-pressed={props.chosen.is_none().to_string()} onclick={props.choose.reform(|_| None)}>
                    <span class="badge" data-slot="nobody" aria-hidden="true">{ "–" }</span>
                    <span class="name">{ props.none.clone() }</span>if props.keyed { <kbd aria-hidden="true">{ "0" }</kbd> }
                </button>
            }
        </div>
    }
}
