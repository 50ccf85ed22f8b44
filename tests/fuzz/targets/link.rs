//! Any link is opened or refused; what was opened can be sent again and arrives unchanged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use partyline::share::{Alphabet, decode, encode, unpack};

fuzz_target!(|bytes: &[u8]| {
    let _refused_or_not = unpack(bytes);
    let Ok(link) = std::str::from_utf8(bytes) else { return };
    if let Ok(opened) = decode(link) {
        for alphabet in [Alphabet::Text, Alphabet::Qr] {
            if let Ok(again) = encode(&opened.content, alphabet) {
                let arrived = decode(&again).expect("a link of ours opens");
                assert!(arrived.missing.is_none());
                assert_eq!(arrived.content, opened.content);
            }
        }
    }
});
