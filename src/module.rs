//! The engine as a JavaScript module, for other pages and tools: plain objects in, plain objects out.
//!
//! ```js
//! import init, { load, annotate } from "./engine.js";
//! await init();
//! load(new Uint8Array(await (await fetch("./weights.bin")).arrayBuffer()));
//! const { statements, parties } = annotate(text);
//! ```
//!
//! `module/types.d.ts` says what the objects look like; their `version` is that of the shape. It is the `document` of
//! the JSON export, with offsets as JavaScript counts.

use crate::document::{Document, Span, Utf16};
use crate::engine::{Engine, Session};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::cell::RefCell;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("module/types.d.ts");

/// Version of the objects' shape.
const SHAPE: u32 = 1;

thread_local! {
    static SESSION: RefCell<Option<Session>> = const { RefCell::new(None) };
}

#[derive(Serialize)]
struct Annotation {
    version: u32,
    #[serde(flatten)]
    document: Document,
}

/// Takes the model, the bytes of `weights.bin`; once, before anything is annotated.
///
/// # Errors
/// Bytes that are no model, or one of another version.
#[wasm_bindgen]
pub fn load(weights: &[u8]) -> Result<(), JsError> {
    let session = Session::new(Engine::new(weights)?);
    SESSION.set(Some(session));
    Ok(())
}

/// Annotates a text: any string will do.
///
/// # Errors
/// Without a model: call `load` first.
#[wasm_bindgen(unchecked_return_type = "Annotation")]
pub fn annotate(text: &str) -> Result<JsValue, JsError> {
    let document = SESSION.with_borrow_mut(|session| session.as_mut().map(|session| session.annotate(text)));
    let Some(mut document) = document else {
        return Err(JsError::new("there is no model: call load(weights) first"));
    };
    let units = Utf16::new(text);
    let _always = document
        .map_spans(&mut |span: Span| Some(Span { start: units.at(span.start), end: units.at(span.end) }));
    let annotation = Annotation { version: SHAPE, document };
    Ok(annotation.serialize(&Serializer::json_compatible())?)
}

/// The engine's version.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
