//! The second web worker: makes links and files for the page.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    console_error_panic_hook::set_once();
}

/// Called by `clerk_boot.js` once the module is there.
#[wasm_bindgen]
pub fn serve() {
    partyline::clerk::serve();
}
