//! The page: mounts the root component.

fn main() {
    console_error_panic_hook::set_once();
    partyline::app::mount();
}
