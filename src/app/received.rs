//! What the reader should know about where the article comes from.

use crate::view::reduce::counted;
use crate::view::state::{Action, Article, Dialog};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Received`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ReceivedProps {
    /// The article.
    pub article: Rc<Article>,
    /// Number of the sender's corrections, if it came with a link.
    pub sent: Option<usize>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// A banner over an article that came with a link; outlet, date and address, where they are known.
#[component]
pub fn Received(props: &ReceivedProps) -> Html {
    let article = &props.article;
    let about: Vec<&str> =
        [&article.about.outlet, &article.about.date].into_iter().filter_map(Option::as_deref).collect();
    let address = article
        .about
        .address
        .clone()
        .filter(|address| address.starts_with("https://") || address.starts_with("http://"));
    html! {
        <div class="received">
            if let Some(corrections) = props.sent {
                <p>
                    { "Shared article. Its text is supplied by whoever made the link." }
                    if corrections > 0 {
                        { format!(" {} by the sender. ", counted(corrections, "correction")) }
                        <button class="link" onclick={props.on.reform(|_| Action::Ask(Dialog::Changes))}>{ "Show" }</button>
                    }
                </p>
            }
            if !about.is_empty() || address.is_some() {
                <p>
                    { about.join(", ") }
                    if let Some(address) = address {
                        { if about.is_empty() { "" } else { " · " } }
                        <a href={address} rel="noreferrer noopener" target="_blank">{ "Check against the source" }</a>
                    }
                </p>
            }
        </div>
    }
}
