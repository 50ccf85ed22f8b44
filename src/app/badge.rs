//! A party's letters on its colour and pattern.

use crate::view::PartyRef;
use yew::prelude::*;

/// Properties of [`Badge`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BadgeProps {
    /// Whose.
    pub party: PartyRef,
}

/// Letters, colour and pattern; the name stands beside it, so that screen readers are not told twice.
#[component]
pub fn Badge(props: &BadgeProps) -> Html {
    let party = &props.party;
    html! { <span class="badge" data-slot={party.slot.name()} aria-hidden="true">{ party.letters.clone() }</span> }
}
