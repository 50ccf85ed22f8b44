//! The export dialog: files in every format, and print.

use super::modal::Modal;
use super::{dom, link};
use crate::corrections::Log;
use crate::document::{Document, lower};
use crate::export::Format;
use crate::protocol::Contents;
use crate::view::state::{Action, Article};
use std::rc::Rc;
use yew::prelude::*;

/// A file that the reader asks for.
pub struct Export {
    /// The file's name.
    pub name: String,
    /// Its format.
    pub format: Format,
    /// What it is made of.
    pub contents: Box<Contents>,
}

/// Properties of [`ExportDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ExportProps {
    /// The article.
    pub article: Rc<Article>,
    /// What the engine found, once it is there.
    pub machine: Option<Rc<Document>>,
    /// What the reader changed.
    pub log: Log,
    /// Where files are asked for.
    pub save: Callback<Export>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Print, which every browser can turn into a PDF, and a file of each format.
#[component]
pub fn ExportDialog(props: &ExportProps) -> Html {
    let print = props.on.reform(|_: MouseEvent| {
        gloo::timers::callback::Timeout::new(50, || drop(dom::window().print())).forget();
        Action::Escape
    });
    let save = props.machine.as_ref().map(|machine| {
        move |format: Format| {
            let (article, machine, log) = (props.article.clone(), machine.clone(), props.log.clone());
            props.save.reform(move |_: MouseEvent| file(format, &article, &machine, &log))
        }
    });
    html! {
        <Modal title="Export" on={props.on.clone()}>
            <p>{ "The report is one file that opens in any browser and prints well: positions, matrix, share of voice, sources, corrections and the marked text. Print gives the marked text and the open tab. All files are made on this device." }</p>
            <div class="row">
                if let Some(save) = &save { <button class="primary" onclick={save(Format::Html)}>{ Format::Html.title() }</button> }
                <button onclick={print}>{ "Print or save as PDF" }</button>
            </div>
            if let Some(save) = &save {
                <h3>{ "Other files" }</h3>
                <ul class="formats" aria-label="Other files">
                    { for Format::ALL.iter().filter(|&&format| format != Format::Html).map(|&format| html! {
                        <li><button onclick={save(format)}>{ format.title() }</button></li>
                    }) }
                </ul>
            } else {
                <p class="fine">{ "Files can be made when the analysis is done." }</p>
            }
        </Modal>
    }
}

/// What the clerk is asked for to make a file.
pub fn file(format: Format, article: &Article, machine: &Document, log: &Log) -> Export {
    let words: String = article.title.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let name = lower(&words.split_whitespace().take(6).collect::<Vec<_>>().join("-"));
    let name = if name.is_empty() { "article".to_owned() } else { name };
    Export {
        name: format!("{name}.{}", format.extension()),
        format,
        contents: link::contents(article, Some(machine), log.clone()),
    }
}
