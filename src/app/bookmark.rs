//! A bookmark that sends the page a reader is on to this one.

use super::dom;
use crate::view::state::{Action, Message, Tone};
use yew::prelude::*;

/// The bookmark's program, run on the reader's page. It copies the text, for pages that let nothing else through, opens
/// this page, and once that says it is ready, hands it the selection, or else the whole page, written out as markup: nodes
/// cannot be sent, and markup is never set, here or there. `static/handed.js` is the other side.
const PROGRAM: &str = concat!(
    "javascript:(()=>{const d=document,p='PAGE',o=new URL(p).origin,s=getSelection(),b=d.createElement('div');",
    "for(let i=0;i<s.rangeCount;i++)b.append(s.getRangeAt(i).cloneContents());",
    "const c=b.textContent.trim(),",
    "h=[...d.querySelectorAll('title,meta[property],meta[name],link[rel=canonical],script[type=\"application/ld+json\"]')]",
    // What stands in a script is not escaped in HTML, as it is in XML.
    ".concat(c?b:d.body).map(e=>e.localName=='script'?`<script type=${e.type}>${e.text}</script>`",
    ":new XMLSerializer().serializeToString(e)).join(''),",
    "t=c?String(s):(d.querySelector('article,main')||d.body).innerText,",
    "k=e=>{e.clipboardData.setData('text/plain',t);e.preventDefault();e.stopImmediatePropagation()};",
    "addEventListener('copy',k,true);try{d.execCommand('copy')}catch{}removeEventListener('copy',k,true);",
    "const w=open(p+'?take');",
    "addEventListener('message',function f(e){if(w&&e.source===w&&e.origin===o&&e.data==='partyline: ready'){",
    "removeEventListener('message',f);w.postMessage({partyline:1,html:h,address:location.href},o)}})})()",
);

/// Properties of [`Bookmark`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BookmarkProps {
    /// Where actions go.
    pub on: Callback<Action>,
}

/// The bookmark, to be dragged to the browser's bar, and a way to copy it.
#[component]
pub fn Bookmark(props: &BookmarkProps) -> Html {
    let address = use_state(String::new);
    {
        let address = address.clone();
        use_effect_with((), move |()| {
            let location = dom::window().location();
            let page = [location.origin(), location.pathname()].map(Result::unwrap_or_default).concat();
            address.set(PROGRAM.replace("PAGE", &page));
        });
    }
    let tell = |on: &Callback<Action>, words: &str| {
        on.emit(Action::Tell(Message { tone: Tone::Note, words: words.into() }));
    };
    let clicked = {
        let on = props.on.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            tell(&on, "Drag this to the bookmarks bar, then click it there while you read an article.");
        })
    };
    let copy = {
        let (on, address) = (props.on.clone(), address.clone());
        Callback::from(move |_: MouseEvent| {
            let (on, address) = (on.clone(), address.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let done = dom::copy(&address).await;
                tell(
                    &on,
                    if done {
                        "Copied. Make a new bookmark with any name and paste this as its address."
                    } else {
                        "The clipboard cannot be written from here. Drag “Who said it?” to the bookmarks bar instead."
                    },
                );
            });
        })
    };
    html! {
        <section class="bookmark">
            <h2>{ "From any page" }</h2>
            <p>
                { "Drag " }<a class="button" href={(*address).clone()} onclick={clicked}>{ "Who said it?" }</a>
                { " to your bookmarks bar. On an article, it opens that article here, or what you selected of it." }
                <button class="link" onclick={copy}>{ "Copy the bookmark" }</button>
            </p>
        </section>
    }
}
