//! Articles from outside: pasted, dropped, opened, handed over. HTML is read by the browser's inert parser and becomes
//! text; nothing of it reaches the page as markup.

use super::{dom, provenance, store};
use crate::export::files::ANNOTATED;
use crate::view::encoding::{Content, sniff};
use crate::view::markdown;
use crate::view::reduce::counted;
use crate::view::state::{Action, Article, Message, Tone};
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::Uint8Array;
use std::rc::Rc;
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    ClipboardEvent, DataTransfer, Document, DomParser, DragEvent, Element, File, FileList, Node,
    SupportedType, TextDecoder,
};
use yew::prelude::*;

/// The largest file that is read, in bytes.
const MOST_BYTES: f64 = 20_000_000.0;

/// Elements whose words are no part of an article.
const DROPPED: &str = " SCRIPT STYLE NOSCRIPT TEMPLATE NAV FOOTER FORM BUTTON SELECT TEXTAREA SVG IFRAME OBJECT VIDEO \
    AUDIO CANVAS HEAD MENU ";

/// Elements that begin and end a paragraph.
const BLOCKS: &str = " P DIV H1 H2 H3 H4 H5 H6 LI UL OL DL DT DD BLOCKQUOTE PRE SECTION ARTICLE MAIN ASIDE HEADER \
    FIGURE FIGCAPTION TABLE TR TD HR BODY ";

/// Paste anywhere, drop anywhere. What a bookmark, the share menu or the file manager hands over comes as a drop.
#[hook]
pub fn use_intake(on: &Callback<Action>) {
    let on = on.clone();
    use_effect_with((), move |()| {
        let document = dom::document();
        let options = EventListenerOptions::enable_prevent_default();
        let paste = {
            let on = on.clone();
            EventListener::new_with_options(&document, "paste", options, move |event| {
                let event: &ClipboardEvent = event.dyn_ref().unwrap_throw();
                let in_box = dom::element(event.target()).is_some_and(|element| element.id() == "input");
                let editing =
                    in_box && dom::by_id("article").is_some_and(|main| main.class_list().contains("editing"));
                if editing || (dom::is_writing(event.target()) && !in_box) {
                    return;
                }
                if let Some(data) = event.clipboard_data() {
                    if let Some(article) = from_transfer(&data) {
                        event.prevent_default();
                        receive(Some(article), &on);
                    } else if let Some(files) = data.files().filter(|files| files.length() > 0) {
                        event.prevent_default();
                        open_files(&files, &on);
                    } else if !in_box {
                        receive(None, &on);
                    }
                }
            })
        };
        let over =
            EventListener::new_with_options(&document, "dragover", options, |event| event.prevent_default());
        let dropped = EventListener::new_with_options(&document, "drop", options, move |event| {
            event.prevent_default();
            let event: &DragEvent = event.dyn_ref().unwrap_throw();
            let Some(data) = event.data_transfer() else { return };
            match data.files().filter(|files| files.length() > 0) {
                Some(files) => open_files(&files, &on),
                None => receive(from_transfer(&data), &on),
            }
        });
        move || drop((paste, over, dropped))
    });
}

fn tell(tone: Tone, words: String, on: &Callback<Action>) {
    on.emit(Action::Tell(Message { tone, words: words.into() }));
}

/// Puts what came on the page, or says why it cannot be read.
pub fn receive(article: Option<Article>, on: &Callback<Action>) {
    let how = || format!("Select and copy the article on its page, then {} here.", dom::paste_key());
    match article {
        Some(article) if is_address(&article.text) => {
            tell(
                Tone::Warning,
                format!("This is only an address, and nothing is fetched from here. {}", how()),
                on,
            );
        }
        Some(article) => store::arrive(Rc::new(article), on),
        None => tell(Tone::Warning, format!("No words arrived. {}", how()), on),
    }
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// What a paste or a drop holds, if it holds words.
#[must_use]
pub fn from_transfer(data: &DataTransfer) -> Option<Article> {
    let get = |kind| data.get_data(kind).unwrap_or_default();
    let html = get("text/html");
    let article = if html.trim().is_empty() { None } else { from_html(&html) };
    article.or_else(|| {
        Some(get("text/plain")).filter(|text| !text.trim().is_empty()).map(|text| Article::of(&text))
    })
}

/// The words of an HTML text, a blank line between paragraphs, and what it says about itself; none without words.
#[must_use]
pub fn from_html(html: &str) -> Option<Article> {
    let parsed = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
    let root = main_part(&parsed)?;
    let mut paragraphs = Paragraphs::default();
    paragraphs.read(&root);
    let mut text = paragraphs.finish();
    if text.is_empty() {
        return None;
    }
    let about = provenance::about(&parsed);
    // A page's headline often stands outside of its article.
    if let Some(title) = about.title.as_deref().filter(|title| !text.contains(title))
        && parsed.query_selector("h1").ok().flatten().is_some_and(|h1| !root.contains(Some(&h1)))
    {
        text = format!("{title}\n\n{text}");
    }
    Some(Article::new(&text, about))
}

/// The article of a page: the one with the page's heading, or by far the longest; else the main part; else all of it.
/// Articles inside of it are comments and teasers.
fn main_part(page: &Document) -> Option<Element> {
    for inner in dom::list(page.query_selector_all("article article")) {
        inner.remove();
    }
    let length = |element: &Element| element.text_content().map_or(0, |words| words.len());
    let articles = dom::list(page.query_selector_all("article"));
    let all: usize = articles.iter().map(length).sum();
    let headed =
        page.query_selector("article h1").ok().flatten().and_then(|h1| h1.closest("article").ok()?);
    headed
        .or_else(|| articles.into_iter().find(|article| length(article) * 3 > all * 2))
        .or_else(|| page.query_selector("main, [role=main]").ok().flatten())
        .or_else(|| page.body().map(Into::into))
}

#[derive(Default)]
struct Paragraphs {
    done: Vec<String>,
    open: String,
}

impl Paragraphs {
    fn read(&mut self, node: &Node) {
        let mut child = node.first_child();
        while let Some(node) = child {
            self.visit(&node);
            child = node.next_sibling();
        }
    }

    fn visit(&mut self, node: &Node) {
        match node.node_type() {
            Node::TEXT_NODE => self.open.push_str(&node.text_content().unwrap_or_default()),
            Node::ELEMENT_NODE => {
                let name = format!(" {} ", node.node_name().to_ascii_uppercase());
                let hidden = node.dyn_ref::<Element>().is_some_and(|element| element.has_attribute("hidden"));
                if hidden || DROPPED.contains(&name) {
                    return;
                }
                if name == " BR " {
                    return self.close();
                }
                let block = BLOCKS.contains(&name);
                if block {
                    self.close();
                }
                self.read(node);
                if block {
                    self.close();
                }
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let words = self.open.split_whitespace().collect::<Vec<_>>().join(" ");
        self.open.clear();
        if !words.is_empty() {
            self.done.push(words);
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.done.join("\n\n")
    }
}

/// Opens files: those with annotations together with their texts; of several articles the first, and the others are kept
/// in the list of this device.
pub fn open_files(files: &FileList, on: &Callback<Action>) {
    let files: Vec<File> = (0..files.length()).filter_map(|n| files.get(n)).collect();
    let on = on.clone();
    spawn_local(async move {
        let mut articles = Vec::new();
        let mut problems = Vec::new();
        let (mut brought, mut annotated) = (Vec::new(), false);
        for file in files {
            let name = file.name();
            match from_file(file).await {
                Ok((article, annotates)) => {
                    annotated |= annotates;
                    brought.extend([name, article.text.to_string()]);
                    articles.push(article);
                }
                Err(words) => problems.push(words),
            }
        }
        if annotated {
            articles.clear();
            on.emit(Action::Import(Rc::new(brought)));
        }
        let mut articles = articles.into_iter().map(Rc::new);
        let first = articles.next();
        // From the last to the second, so that they stand in the list in their order.
        let others: Vec<Rc<Article>> = articles.collect();
        let kept = others.iter().rev().filter(|article| store::add(article)).count();
        if let Some(first) = first {
            store::arrive(first, &on);
        }
        if kept > 0 {
            tell(Tone::Note, format!("{} in the list of this device.", counted(kept, "more article")), &on);
        }
        if kept < others.len() {
            let words = format!(
                "{} could not be kept on this device. Open them one by one.",
                counted(others.len() - kept, "file")
            );
            tell(Tone::Warning, words, &on);
        }
        problems.into_iter().for_each(|words| tell(Tone::Error, words, &on));
    });
}

/// The article in a file, and whether it has annotations.
///
/// # Errors
/// A sentence for the reader: too large, not text, or not readable.
async fn from_file(file: File) -> Result<(Article, bool), String> {
    let name = file.name();
    if file.size() > MOST_BYTES {
        return Err(format!("“{name}” is larger than 20 MB. Paste the part you want to read."));
    }
    let unreadable =
        || format!("“{name}” could not be read. Was it moved or changed? Try again, or paste its text.");
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| unreadable())?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    let label = match sniff(&bytes) {
        Content::Text(label) => label,
        Content::Other(what) => {
            return Err(format!(
                "“{name}” is {what}. Open it where it can be read, select the text, copy it and paste it here; or save it as text."
            ));
        }
    };
    let decoder = TextDecoder::new_with_label(&label)
        .or_else(|_| TextDecoder::new_with_label("windows-1252"))
        .map_err(|_| unreadable())?;
    let text = decoder.decode_with_u8_array(&bytes).map_err(|_| unreadable())?;
    let small = name.to_ascii_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| small.ends_with(end));
    let article = if ends(&[".html", ".htm", ".xhtml"]) || file.type_() == "text/html" {
        from_html(&text)
    } else if ends(&[".md", ".markdown"]) {
        Some(Article::of(&markdown::plain(&text)))
    } else {
        Some(Article::of(&text))
    };
    article
        .filter(|article| !article.text.trim().is_empty())
        .map(|article| (article, ends(&ANNOTATED)))
        .ok_or_else(|| format!("There are no words in “{name}”."))
}
