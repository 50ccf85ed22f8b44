//! What is known about the article beside its text, and fields to change it.

use crate::document::About;
use crate::view::state::Action;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Details`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DetailsProps {
    /// What is known.
    pub about: About,
    /// The title in use, if none is known.
    pub title: AttrValue,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// One field: its label, the value in [`About`], and what it may look like.
type Field = (&'static str, fn(&mut About) -> &mut Option<String>, &'static str);

const FIELDS: [Field; 4] = [
    ("Title", |about| &mut about.title, ""),
    ("Outlet", |about| &mut about.outlet, "Who published it"),
    ("Date", |about| &mut about.date, "2026-03-31"),
    ("Address", |about| &mut about.address, "https://"),
];

/// Outlet, date and host in one line that opens to the fields.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    let about = &props.about;
    let host = about.address.as_deref().and_then(host);
    let known: Vec<&str> =
        [about.outlet.as_deref(), about.date.as_deref(), host].into_iter().flatten().collect();
    html! {
        <details class="about">
            <summary>
                { "About this article" }
                if !known.is_empty() { <span>{ known.join(" · ") }</span> }
            </summary>
            <div class="row">
                { for FIELDS.iter().map(|&(label, field, hint)| {
                    let (on, about) = (props.on.clone(), about.clone());
                    let value = field(&mut about.clone()).clone().unwrap_or_default();
                    let onchange = Callback::from(move |event: Event| {
                        let value = event.target_unchecked_into::<HtmlInputElement>().value();
                        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                        let mut about = about.clone();
                        *field(&mut about) = (!value.is_empty()).then_some(value);
                        on.emit(Action::About(about));
                    });
                    let placeholder = if hint.is_empty() { props.title.clone() } else { hint.into() };
                    html! {
                        <label class="field">
                            <span>{ label }</span>
                            <input type="text" {value} {placeholder} {onchange} autocomplete="off" maxlength="500" />
                        </label>
                    }
                }) }
            </div>
            <p class="fine">
                { "All optional. They go into links and exports; nothing is looked up." }
                if let (Some(address), true) = (&about.address, host.is_some()) {
                    { " " }<a href={address.clone()} rel="noreferrer noopener" target="_blank">{ "Open the source" }</a>
                }
            </p>
        </details>
    }
}

/// The host of a web address: what a browser may follow.
fn host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}
