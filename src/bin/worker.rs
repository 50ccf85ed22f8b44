//! The web worker: runs the engine for the page.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    console_error_panic_hook::set_once();
}

/// Called by `worker_boot.js` once the module is there, with the address of the model.
#[wasm_bindgen]
pub fn serve(weights: &str) {
    partyline::worker::serve(weights);
}
