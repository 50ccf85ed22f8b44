//! The web worker: runs the engine for the page.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    console_error_panic_hook::set_once();
}

/// Called by `worker_boot.js` once the module is there.
#[wasm_bindgen]
pub fn serve() {
    partyline::worker::serve();
}
