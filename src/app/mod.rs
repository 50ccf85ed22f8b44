//! The page: Yew components, one a file, small and dumb; the reducer and all decisions are in `view`.

mod add;
mod advice;
mod article;
mod badge;
mod bookmark;
mod bounds;
mod card;
mod changes;
mod check;
mod choose;
pub mod client;
mod details;
mod dom;
mod effects;
mod export;
mod findbar;
mod help;
mod intake;
mod keylist;
mod legend;
mod line;
mod link;
mod matrix;
mod modal;
mod model;
mod name;
mod notice;
mod page;
mod panel;
mod paragraph;
mod party;
mod provenance;
mod received;
mod recent;
mod sample;
mod selection;
mod share;
mod start;
mod statement;
mod store;
mod surgery;
mod toolbar;
mod trail;
mod transcript;
mod update;
mod voice;

pub use export::Export;
pub use page::{Page, Screen, ScreenProps};
pub use sample::TEXT as SAMPLE;

/// Mounts the page into the element `app`.
pub fn mount() {
    if let Some(root) = dom::by_id("app") {
        yew::Renderer::<Page>::with_root(root.into()).render();
    }
}

/// Address of a worker's program, `worker` or `clerk`: the boot script's `data-worker`, `data-clerk`.
fn program(worker: &str) -> String {
    dom::by_id("boot")
        .and_then(|boot| boot.get_attribute(&format!("data-{worker}")))
        .unwrap_or_else(|| format!("./{worker}_boot.js"))
}
