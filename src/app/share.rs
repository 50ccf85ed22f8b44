//! The share dialog: full link, thin link, file; each with its length and where it fits.

use super::dom;
use super::export::{self, Export};
use super::modal::Modal;
use crate::corrections::{Correction, Log};
use crate::document::Document;
use crate::export::Format;
use crate::view::reduce::counted;
use crate::view::share::{Kind, Link, Picture, Sharing, Wish, fits_in_words, is_web_address};
use crate::view::state::{Action, Article};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`ShareDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ShareProps {
    /// The links and what is in them.
    pub sharing: Sharing,
    /// The article.
    pub article: Rc<Article>,
    /// What the engine found, once it is there.
    pub machine: Option<Rc<Document>>,
    /// All corrections.
    pub log: Log,
    /// Where files are asked for.
    pub save: Callback<Export>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Three kinds to choose from, what goes into them, and what can be done with the chosen one.
#[component]
pub fn ShareDialog(props: &ShareProps) -> Html {
    let copied = use_state(|| None::<Rc<str>>);
    let ShareProps { sharing, on, .. } = props;
    let kind = sharing.drawing.or(sharing.kind).unwrap_or_else(|| sharing.best());
    let link = match kind {
        Kind::Full => Some(&sharing.full),
        Kind::Thin => Some(&sharing.thin),
        Kind::File => None,
    };
    html! {
        <Modal title="Share" on={on.clone()}>
            // A code that is drawn needs the room.
            if sharing.drawing.is_none() { { form(props, kind) } }
            { match link {
                Some(link) => row(kind, link, props, &copied),
                None => file(props),
            } }
            <p class="fine">{ match kind {
                Kind::Full => "The whole article and its marks are in the link itself. No server of ours sees it: the part after # is never sent. Apps you paste it into do see it.",
                Kind::Thin => "The article is not in this link. Whoever opens it goes to the article’s address, pastes the text, and sees your corrections in place.",
                Kind::File => "The file holds article, marks and corrections, and is made on this device.",
            } }</p>
        </Modal>
    }
}

/// Every field of the dialog by its id: what the sender wants is read from all of them whenever one changes.
const FULL: &str = "share-full";
const THIN: &str = "share-thin";
const CORRECTIONS: &str = "share-corrections";
const NOTES: &str = "share-notes";
const PROTECTS: &str = "share-protects";
const PASSPHRASE: &str = "share-passphrase";
const ADDRESS: &str = "share-address";

/// The kinds, and what goes into a link.
fn form(props: &ShareProps, kind: Kind) -> Html {
    let sharing = &props.sharing;
    let known = props.article.about.address.clone().unwrap_or_default();
    let onchange = {
        let (sharing, known) = (sharing.clone(), known.clone());
        props.on.reform(move |event: Event| {
            let ticked = |id: &str, else_: bool| dom::field(id).map_or(else_, |field| field.checked());
            let wish = Wish {
                corrections: ticked(CORRECTIONS, sharing.wish.corrections),
                notes: ticked(NOTES, sharing.wish.notes),
                protects: ticked(PROTECTS, sharing.wish.protects),
                passphrase: dom::field(PASSPHRASE).map(|field| field.value()).unwrap_or_default().into(),
            };
            let kind = match event.target_unchecked_into::<HtmlInputElement>().type_().as_str() {
                "radio" if ticked(FULL, false) => Some(Kind::Full),
                "radio" if ticked(THIN, false) => Some(Kind::Thin),
                "radio" => Some(Kind::File),
                _ => sharing.kind,
            };
            Action::Wish(wish, kind, dom::field(ADDRESS).map_or_else(|| known.clone(), |field| field.value()))
        })
    };
    let choice = |this: Kind, id: &'static str, name: &'static str, facts: Html, usable: bool| {
        html! {
            <label class="option">
                <input {id} type="radio" name="kind" checked={kind == this} disabled={!usable} />
                <span><b>{ name }</b>{ facts }</span>
            </label>
        }
    };
    let thin = length(&sharing.thin, "no article text; needs the article’s address");
    let file = html! { <small>{ ".html; opens anywhere, also offline" }</small> };
    html! {
        <div {onchange}>
            <fieldset class="kinds">
                <legend class="unseen">{ "What to share" }</legend>
                { choice(Kind::Full, FULL, "Full link", length(&sharing.full, ""), true) }
                { choice(Kind::Thin, THIN, "Thin link", thin, sharing.thin != Link::None) }
                { choice(Kind::File, "share-file", "File", file, props.machine.is_some()) }
            </fieldset>
            if kind != Kind::File { { wishes(props, known) } }
        </div>
    }
}

/// What goes into a link.
fn wishes(props: &ShareProps, address: String) -> Html {
    let wish = &props.sharing.wish;
    let notes = props.log.entries.iter().filter(|entry| matches!(entry, Correction::Note(..))).count();
    let corrections = props.log.entries.len() - notes;
    let tick = |id: &'static str, words: String, checked: bool| {
        html! { <label><input {id} type="checkbox" {checked} />{ words }</label> }
    };
    let odd = !address.is_empty() && !is_web_address(&address);
    html! {
        <>
            <div class="row ticks">
                if corrections > 0 { { tick(CORRECTIONS, format!("my {}", counted(corrections, "correction")), wish.corrections) } }
                if notes > 0 { { tick(NOTES, format!("my {}", counted(notes, "note")), wish.notes) } }
                { tick(PROTECTS, "protect with a passphrase".to_owned(), wish.protects) }
            </div>
            if wish.protects {
                <label class="field">
                    <span>{ "Passphrase (tell it by another way; it is kept nowhere)" }</span>
                    <input id={PASSPHRASE} type="text" value={wish.passphrase.to_string()} autocomplete="off" spellcheck="false" />
                </label>
            }
            <label class="field">
                <span>{ "Address of the article, to check the text against it or to share without it" }</span>
                <input id={ADDRESS} type="url" value={address} placeholder="https://" autocomplete="off" />
            </label>
            if odd { <p class="problem" role="alert">{ "This is no address that begins with https:// or http://." }</p> }
        </>
    }
}

/// How long a link is and where it fits.
fn length(link: &Link, else_: &'static str) -> Html {
    let words = match (link, link.length()) {
        (Link::Failed(why), _) => why.to_string(),
        (_, Some(length)) => format!("{}; {}", counted(length, "character"), fits_in_words(length)),
        (Link::None, _) => else_.to_owned(),
        _ => "being made …".to_owned(),
    };
    html! {
        <>
            <small>{ words }</small>
            if let Some(length) = link.length() {
                <meter min="0" low="2000" high="4000" optimum="0" max="8000" value={length.to_string()} aria-label="Length of 8,000 characters" />
            }
        </>
    }
}

fn file(props: &ShareProps) -> Html {
    let Some(machine) = props.machine.clone() else { return Html::default() };
    let (article, log) = (props.article.clone(), props.log.clone());
    let onclick =
        props.save.reform(move |_: MouseEvent| export::file(Format::Html, &article, &machine, &log));
    html! { <div class="row"><button class="primary" {onclick}>{ "Save the file" }</button></div> }
}

/// One link: to copy, to hand to another app, to show as a QR code.
fn row(kind: Kind, link: &Link, props: &ShareProps, copied: &UseStateHandle<Option<Rc<str>>>) -> Html {
    let waits = |words: &'static str| html! { <p role="status">{ words }</p> };
    let address: Rc<str> = match link {
        _ if !props.sharing.wish.is_complete() => {
            return waits("The link is made once there is a passphrase.");
        }
        Link::Failed(why) => return html! { <p class="problem" role="alert">{ why.clone() }</p> },
        Link::None | Link::Making => return waits("Making the link …"),
        Link::Ready(address) => address.clone(),
    };
    let copy = {
        let (copied, address) = (copied.clone(), address.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(field) = dom::field("link") {
                field.select();
            }
            let (copied, address) = (copied.clone(), address.clone());
            wasm_bindgen_futures::spawn_local(async move {
                if dom::copy(&address).await {
                    copied.set(Some(address));
                }
            });
        })
    };
    let is_copied = copied.as_ref() == Some(&address);
    let send = {
        let address = address.clone();
        Callback::from(move |_: MouseEvent| dom::share(&address))
    };
    let drawn = props.sharing.drawing == Some(kind);
    let draw = props.on.reform(move |_: MouseEvent| Action::Draw((!drawn).then_some(kind)));
    html! {
        <>
            <label class="field">
                <span>{ "Link" }</span>
                <input id="link" type="text" readonly=true value={address.to_string()} autocomplete="off" spellcheck="false" />
            </label>
            <div class="row">
                <button class="primary" onclick={copy}>{ if is_copied { "Copied" } else { "Copy link" } }</button>
                if dom::can_share() { <button onclick={send}>{ "Share …" }</button> }
                <button onclick={draw.clone()} aria-expanded={drawn.to_string()}>{ if drawn { "Hide QR code" } else { "Show QR code" } }</button>
            </div>
            if drawn {
                { match &props.sharing.picture {
                    None => html! { <p role="status">{ "Drawing …" }</p> },
                    Some(Err(why)) => html! { <p class="problem" role="alert">{ why.clone() }</p> },
                    Some(Ok(picture)) => code(picture, draw),
                } }
            }
        </>
    }
}

/// Black on white in every theme, with the border that scanners need.
fn code(picture: &Picture, close: Callback<MouseEvent>) -> Html {
    let side = picture.size + 8;
    html! {
        <div class="qr">
            <svg role="img" aria-label="QR code of the link" viewBox={format!("-4 -4 {side} {side}")} shape-rendering="crispEdges">
                <rect x="-4" y="-4" width={side.to_string()} height={side.to_string()} fill="#fff" />
                <path d={picture.path.to_string()} fill="#000" />
            </svg>
            <p>{ if picture.size > 105 { "Dense: hold the camera close, and turn the screen bright." } else { "Turn the screen bright if the camera does not find it." } }</p>
            <button class="close" onclick={close}>{ "Close" }</button>
        </div>
    }
}
