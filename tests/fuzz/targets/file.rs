//! Any bytes are told to be text or not; any text is freed of Markdown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use partyline::view::{encoding, markdown};

fuzz_target!(|bytes: &[u8]| {
    let _content = encoding::sniff(bytes);
    let _plain = markdown::plain(&String::from_utf8_lossy(bytes));
});
