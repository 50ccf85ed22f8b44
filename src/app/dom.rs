//! Small questions to the browser's document. Everything here answers "no" where there is no such thing.

use crate::document::{Span, StatementId};
use crate::view::runs::Paragraph;
use js_sys::{Array, Function, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, EventTarget, HtmlElement, Node, NodeList, Range, ScrollBehavior,
    ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

/// The window. There is always one: the page runs in no worker.
#[must_use]
pub fn window() -> Window {
    gloo::utils::window()
}

/// The document.
#[must_use]
pub fn document() -> Document {
    gloo::utils::document()
}

/// The element that an event happened in.
#[must_use]
pub fn element(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

/// The innermost statement whose words are at an event's target.
#[must_use]
pub fn statement_at(target: Option<EventTarget>) -> Option<StatementId> {
    let mark = element(target)?.closest("mark[data-statement]").ok()??;
    first_id(&mark, "data-statement")
}

/// The statement that begins at an event's target.
#[must_use]
pub fn stop_at(target: Option<EventTarget>) -> Option<StatementId> {
    let mark = element(target)?.closest("mark[data-stop]").ok()??;
    first_id(&mark, "data-stop")
}

fn first_id(element: &Element, attribute: &str) -> Option<StatementId> {
    element.get_attribute(attribute)?.split(' ').next()?.parse().ok()
}

/// The first fragment of a statement in the article.
#[must_use]
pub fn mark_of(id: StatementId) -> Option<HtmlElement> {
    let selector = format!("#article mark[data-statement~='{id}']");
    document().query_selector(&selector).ok()??.dyn_into().ok()
}

/// The first paragraph that is at least partly in view.
#[must_use]
pub fn paragraph_in_view() -> usize {
    let paragraphs = all("[data-paragraph]");
    paragraphs.iter().position(|paragraph| paragraph.get_bounding_client_rect().bottom() > 0.0).unwrap_or(0)
}

/// All elements that a selector finds.
#[must_use]
pub fn all(selector: &str) -> Vec<Element> {
    list(document().query_selector_all(selector))
}

/// The elements of a list.
#[must_use]
pub fn list(list: Result<NodeList, JsValue>) -> Vec<Element> {
    let Ok(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
}

/// Whether words are selected: then a click is the end of a selection and means nothing else.
#[must_use]
pub fn is_selecting() -> bool {
    window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed())
}

/// Whether keys write words here.
#[must_use]
pub fn is_writing(target: Option<EventTarget>) -> bool {
    let Some(element) = element(target) else { return false };
    matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
        || (element.tag_name() == "INPUT"
            && !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button")))
        || element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
}

/// Takes the focus from the field that has it: what is written there is then taken, as when the reader goes on.
pub fn leave_field() {
    if let Some(field) = document().active_element().and_then(|field| field.dyn_into::<HtmlElement>().ok())
        && is_writing(Some(field.clone().into()))
    {
        let _gone = field.blur();
    }
}

/// Whether single keys may act here: in the article, the panel, a dialog, or nowhere in particular.
#[must_use]
pub fn is_free(target: Option<EventTarget>) -> bool {
    let Some(element) = element(target) else { return false };
    element.tag_name() == "BODY"
        || element.closest("#article, #panel, #card, .modal").ok().flatten().is_some()
}

/// Brings an element into view; smoothly unless the reader asked for less motion.
pub fn reveal(element: &Element, block: ScrollLogicalPosition) {
    let calm =
        window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|m| m.matches());
    let options = ScrollIntoViewOptions::new();
    options.set_block(block);
    options.set_behavior(if calm { ScrollBehavior::Auto } else { ScrollBehavior::Smooth });
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Moves the focus without scrolling.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _gone = element.focus_with_options(&options);
    }
}

/// The element with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The words of the article that the reader selected, as bytes, without white space around them.
#[must_use]
pub fn selected(paragraphs: &[Rc<Paragraph>]) -> Option<Span> {
    let selection = window().get_selection().ok()??;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let start = byte_at(paragraphs, &range.start_container().ok()?, range.start_offset().ok()?)?;
    let end = byte_at(paragraphs, &range.end_container().ok()?, range.end_offset().ok()?)?;
    (start < end).then_some(Span { start, end })
}

/// The byte of the article at a place of the document.
fn byte_at(paragraphs: &[Rc<Paragraph>], node: &Node, offset: u32) -> Option<u32> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    let holder = element.closest(".paragraph").ok()??;
    let paragraph = paragraphs.get(holder.get_attribute("data-paragraph")?.parse::<usize>().ok()?)?;
    let words = holder.query_selector(".words").ok()??;
    if !words.contains(Some(node)) {
        return Some(paragraph.span.start);
    }
    let before: Range = document().create_range().ok()?;
    before.set_start(&words, 0).ok()?;
    before.set_end(node, offset).ok()?;
    Some(paragraph.span.start + String::from(before.to_string()).len() as u32)
}

/// The byte of the article at a place of the window.
#[must_use]
pub fn byte_under(paragraphs: &[Rc<Paragraph>], x: f64, y: f64) -> Option<u32> {
    // Browsers without this question leave the buttons beside the handles.
    Reflect::get(&document(), &"caretPositionFromPoint".into()).ok().filter(JsValue::is_function)?;
    let place = document().caret_position_from_point(x as f32, y as f32)?;
    byte_at(paragraphs, &place.offset_node()?, place.offset())
}

/// A stretch of one paragraph's text, in UTF-16 units.
#[must_use]
pub fn range(paragraph: usize, start: u32, end: u32) -> Option<Range> {
    let selector = format!("[data-paragraph='{paragraph}'] .words");
    let words = document().query_selector(&selector).ok()??;
    let range = document().create_range().ok()?;
    let (mut start_set, mut units) = (false, 0);
    let walker = document().create_tree_walker_with_what_to_show(&words, 4).ok()?;
    while let Some(node) = walker.next_node().ok().flatten() {
        let length = node.text_content().unwrap_or_default().encode_utf16().count() as u32;
        if !start_set && start < units + length {
            range.set_start(&node, start - units).ok()?;
            start_set = true;
        }
        if end <= units + length {
            range.set_end(&node, end - units).ok()?;
            return Some(range);
        }
        units += length;
    }
    None
}

/// Where bytes of the article stand on the page, one range a paragraph.
#[must_use]
pub fn ranges(text: &str, paragraphs: &[Rc<Paragraph>], span: Span) -> Vec<Range> {
    let units = |from: u32, to: u32| Span { start: from, end: to }.of(text).encode_utf16().count() as u32;
    let here = paragraphs.iter().filter(|paragraph| paragraph.span.overlaps(span));
    here.filter_map(|paragraph| {
        let (start, end) = (span.start.max(paragraph.span.start), span.end.min(paragraph.span.end));
        range(paragraph.index, units(paragraph.span.start, start), units(paragraph.span.start, end))
    })
    .collect()
}

/// Paints ranges with one of the browser's custom highlights, which change no element. A browser that has none paints
/// nothing.
pub fn paint(name: &str, ranges: impl IntoIterator<Item = Range>) {
    let painted = || -> Result<(), JsValue> {
        let registry = Reflect::get(&Reflect::get(&window(), &"CSS".into())?, &"highlights".into())?;
        let set: Function = Reflect::get(&registry, &"set".into())?.dyn_into()?;
        let highlight: Function = Reflect::get(&window(), &"Highlight".into())?.dyn_into()?;
        let ranges: Array = ranges.into_iter().collect();
        set.call2(&registry, &name.into(), &Reflect::construct(&highlight, &ranges)?)?;
        Ok(())
    };
    let _unsupported = painted();
}

/// Puts words on the clipboard. Returns whether the browser let it happen.
pub async fn copy(words: &str) -> bool {
    let promise = window().navigator().clipboard().write_text(words);
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
}

/// Whether the browser can hand a link to another app.
#[must_use]
pub fn can_share() -> bool {
    cfg!(target_arch = "wasm32") && Reflect::has(&window().navigator(), &"share".into()).unwrap_or(false)
}

/// Lets the reader choose an app for a link. A reader who changes their mind is no failure.
pub fn share(address: &str) {
    let data = js_sys::Object::new();
    let _set = Reflect::set(&data, &"url".into(), &address.into());
    let navigator = window().navigator();
    let share = Reflect::get(&navigator, &"share".into());
    if let Some(share) = share.ok().and_then(|share| share.dyn_into::<Function>().ok())
        && let Ok(promise) = share.call1(&navigator, &data)
    {
        let promise: js_sys::Promise = promise.unchecked_into();
        wasm_bindgen_futures::spawn_local(async move {
            let _chosen = wasm_bindgen_futures::JsFuture::from(promise).await;
        });
    }
}

/// A field.
#[must_use]
pub fn field(id: &str) -> Option<web_sys::HtmlInputElement> {
    by_id(id)?.dyn_into().ok()
}

/// The words on the clipboard; none if the browser or the reader does not allow it.
pub async fn clipboard() -> Option<String> {
    let promise = window().navigator().clipboard().read_text();
    wasm_bindgen_futures::JsFuture::from(promise).await.ok()?.as_string()
}

/// What a reader does to paste on this device.
#[must_use]
pub fn paste_key() -> &'static str {
    let touch = window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|m| m.matches());
    let apple = window().navigator().platform().is_ok_and(|name| name.starts_with("Mac"));
    match (touch, apple) {
        (true, _) => "hold a finger on the box and choose Paste",
        (_, true) => "press ⌘ V",
        _ => "press Ctrl V",
    }
}

/// Puts an element under the selected words, inside the article column.
pub fn place_below_selection(element: &HtmlElement) {
    let Some(selection) = window().get_selection().ok().flatten() else { return };
    let Ok(range) = selection.get_range_at(0) else { return };
    let Some(column) = by_id("stage") else { return };
    let (frame, words) = (column.get_bounding_client_rect(), range.get_bounding_client_rect());
    let widest = (frame.width() - f64::from(element.offset_width())).max(0.0);
    let left = (words.left() - frame.left()).clamp(0.0, widest);
    put(element, left, words.bottom() - frame.top() + 8.0);
}

/// Moves an element from the corner of what it stands in to a place there, to the pixel. By its own layer: the browser
/// takes nothing on the page to have moved. The style sheet hides it until then, because on a slow machine a frame may be
/// painted between drawing it and placing it.
pub fn put(element: &HtmlElement, left: f64, top: f64) {
    let place = format!("{}px {}px", left.round() as i32, top.round() as i32);
    let _set = element.style().set_property("translate", &place);
}

/// Offers a file to the reader, as browsers do with a download.
pub fn save(name: &str, media_type: &str, content: &str) {
    let saved = || -> Result<(), JsValue> {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(media_type);
        let parts = js_sys::Array::of1(&content.into());
        let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
        web_sys::Url::revoke_object_url(&address)
    };
    let _refused = saved();
}
