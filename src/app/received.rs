//! What the reader should know about an article or a link that somebody sent.

use super::modal::Modal;
use crate::view::reduce::counted;
use crate::view::share::{Awaited, check_address};
use crate::view::state::{Action, Dialog, Locked, Place, State};
use yew::prelude::*;

/// Most paragraphs with other marks that are listed.
const LISTED: usize = 6;

/// Over an article that came with a link or a file: whose words these are, how to check them, what the sender corrected.
pub fn banner(state: &State, on: &Callback<Action>) -> Html {
    let (Some(article), Some(sent)) = (&state.article, &state.received) else { return Html::default() };
    let first = state.reading.document().and_then(|document| {
        let quoted = document.quotes.iter().find(|quote| quote.span.end - quote.span.start > 20)?;
        Some(quoted.inner.of(&article.text))
    });
    let claimed = article.about.address.as_deref();
    let address = claimed.and_then(|address| check_address(address, first));
    let host = claimed.and_then(|address| address.split('/').nth(2)).unwrap_or_default();
    let corrections = sent.entries.len();
    html! {
        <div class="received">
            <p>
                { "Shared article. Its text is supplied by whoever made the link or file." }
                if corrections > 0 {
                    { format!(" {} by the sender. ", counted(corrections, "correction")) }
                    <button class="link" onclick={on.reform(|_| Action::Ask(Dialog::Changes))}>{ "Show" }</button>
                }
            </p>
            if let Some(differs) = &state.differs {
                <p>
                    { differs.words.clone() }
                    { for differs.paragraphs.iter().take(LISTED).map(|&index| html! {
                        <>{ " " }<button class="link" onclick={on.reform(move |_| Action::Go(Place::Paragraph(index)))}>{ format!("Paragraph {}", index + 1) }</button></>
                    }) }
                </p>
            }
            if let Some(address) = address {
                <p>{ format!("Claimed source: {host}. ") }<a href={address} rel="noreferrer noopener" target="_blank">{ "Check against the source" }</a></p>
            }
            if **sent != *state.history.log() {
                <p><button class="chip" onclick={on.reform(|_| Action::Ask(Dialog::Share))}>{ "Edited – copy new link" }</button></p>
            }
        </div>
    }
}

/// Over the box of the start screen, after a thin link was opened: which article to bring.
pub fn awaited(awaited: &Awaited, on: &Callback<Action>) -> Html {
    let address = awaited.about.address.as_deref().and_then(|address| check_address(address, None));
    let about = [&awaited.about.title, &awaited.about.outlet, &awaited.about.date];
    let about: Vec<&str> = about.into_iter().filter_map(Option::as_deref).collect();
    html! {
        <div class="received awaited">
            <p>
                { match awaited.corrections {
                    0 => "This link names an article without its text. ".to_owned(),
                    count => format!("This link brings {} to an article, without its text. ", counted(count, "correction")),
                } }
                { "Open the article, copy its text and paste it below." }
            </p>
            if !about.is_empty() { <p><b>{ about.join(", ") }</b></p> }
            <p>
                if let Some(address) = address {
                    <a href={address.clone()} rel="noreferrer noopener" target="_blank">{ format!("Open {address}") }</a>
                    { " · " }
                }
                <button class="link" onclick={on.reform(|_| Action::Await(None))}>{ "Read another article" }</button>
            </p>
        </div>
    }
}

/// Asks for the passphrase of a link.
pub fn unlock(locked: &Locked, on: &Callback<Action>) -> Html {
    let trying = locked.passphrase.is_some();
    let onsubmit = super::model::emit(on, |event: SubmitEvent| {
        event.prevent_default();
        let words = super::dom::field("passphrase")?.value();
        (!words.is_empty()).then(|| Action::Unlock(words.into()))
    });
    html! {
        <Modal title="This link is protected" on={on.clone()}>
            <form {onsubmit}>
                <label class="field">
                    <span>{ "Passphrase" }</span>
                    <input id="passphrase" type="password" autocomplete="off" />
                </label>
                if let Some(problem) = &locked.problem { <p class="problem" role="alert">{ problem.clone() }</p> }
                <div class="row"><button class="primary" disabled={trying}>{ if trying { "Opening …" } else { "Open" } }</button></div>
            </form>
            <p class="fine">{ "The sender knows it. It is used on this device only and kept nowhere." }</p>
        </Modal>
    }
}
