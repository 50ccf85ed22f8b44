//! What only a browser can tell: messages as JavaScript objects arrive as they were sent. Run by `cargo xtask test`.
#![cfg(target_arch = "wasm32")]

use partyline::corrections::Log;
use partyline::document::{About, Span};
use partyline::engine::Engine;
use partyline::export::Format;
use partyline::protocol::{Answer, Call, Contents, EngineError, Message, Opened, Request, VERSION};
use partyline::share::{self, Alphabet, Content, Payload, Qr, Seen};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Invented people and places; quotations in quotations, signs beyond the basic plane, other line ends.
const ARTICLE: &str = "Norland rejects Ostrava Bay's charge\r\n\r\n“We did not touch the ferry,” said Ada Merrow, \
    Norland's transport minister. \u{1F6F3} Zo\u{308}e Lund called it “a ‘fairy tale’”.\n";

fn sent<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let object = serde_wasm_bindgen::to_value(value).expect("every message becomes an object");
    let arrived: T = serde_wasm_bindgen::from_value(object).expect("and comes back");
    assert_eq!(&arrived, value);
}

fn payload() -> Payload {
    Payload {
        text: ARTICLE.to_owned(),
        about: About {
            title: Some("A ferry".to_owned()),
            date: Some("Monday".to_owned()),
            ..About::default()
        },
        corrections: Log::default(),
        whole: false,
        seen: Seen { engine: VERSION.to_owned(), digest: 77, paragraphs: vec![1, 8] },
    }
}

#[wasm_bindgen_test]
fn documents_arrive_as_they_were_sent() {
    let engine = Engine::new(include_bytes!("../src/engine/model/weights.bin")).expect("our own model");
    let document = engine.annotate(ARTICLE);
    let words = |span: Span| &ARTICLE[span.start as usize..span.end as usize];
    let direct: Vec<&str> =
        document.statements.iter().flat_map(|s| &s.content).map(|span| words(*span)).collect();
    assert!(direct.iter().any(|words| words.contains("We did not touch the ferry")), "{direct:?}");
    sent(&Message::Answer { id: u32::MAX, result: Ok(Answer::Document(document)) });
}

#[wasm_bindgen_test]
fn calls_and_errors_arrive_as_they_were_sent() {
    sent(&Call { id: 1, request: Request::Annotate { text: ARTICLE.to_owned(), whole: true } });
    let contents = Contents {
        text: ARTICLE.to_owned(),
        about: payload().about,
        whole: true,
        machine: Default::default(),
        log: Log::default(),
    };
    let contents = Box::new(contents);
    let (passphrase, qr) = ("sesam".to_owned(), Some("https://a.example/".to_owned()));
    sent(&Call {
        id: 2,
        request: Request::Encode {
            thin: true,
            contents: contents.clone(),
            passphrase: passphrase.clone(),
            qr,
        },
    });
    sent(&Call { id: 3, request: Request::Decode { link: "#abc".to_owned(), passphrase } });
    sent(&Call { id: 4, request: Request::Place { contents: contents.clone() } });
    sent(&Call { id: 5, request: Request::Compare { contents: contents.clone() } });
    let files = ["a.ann", "T1", "a.txt", ARTICLE].map(str::to_owned).to_vec();
    for here in [None, Some(contents.clone())] {
        sent(&Call { id: 8, request: Request::Import { files: files.clone(), here } });
    }
    sent(&Call { id: 6, request: Request::Export { format: Format::Tei, contents } });
    let answers = [
        Answer::Qr(Qr { size: 21, path: "M0 0h7v1h-7z".to_owned() }),
        Answer::Opened(Opened {
            text: Some(ARTICLE.to_owned()),
            about: payload().about,
            words: Some("The end.".to_owned()),
            ..Opened::default()
        }),
        Answer::Opened(Opened { corrections: 3, sealed: true, waits: true, ..Opened::default() }),
        Answer::Placed(Log::default(), "All.".to_owned(), true),
        Answer::Compared("Some marks differ.".to_owned(), vec![Span { start: 0, end: 9 }]),
    ];
    for answer in answers {
        sent(&Message::Answer { id: 7, result: Ok(answer) });
    }
    sent(&Message::Ready { version: VERSION.to_owned() });
    sent(&Message::Weights { received: 0, total: u32::MAX });
    let errors = [
        EngineError::Load("why".to_owned()),
        EngineError::Version { page: "1".to_owned(), worker: "2".to_owned() },
        EngineError::Weights("why".to_owned()),
        EngineError::Stopped("why".to_owned()),
        EngineError::Silent(30),
        EngineError::Garbled("why".to_owned()),
        EngineError::Link("why".to_owned()),
    ];
    for error in errors {
        sent(&Message::Answer { id: 4, result: Err(error.clone()) });
        sent(&Message::Failed { error });
    }
}

#[wasm_bindgen_test]
fn links_open_with_what_they_were_made_of() {
    let content = Content::Article(payload());
    let link = share::encode(&content, Alphabet::Text).expect("short enough");
    let opened = share::decode(&link).expect("our own link");
    assert_eq!(opened.content, content);
    assert_eq!(opened.missing, None);
}

/// The same bits as natively, where the same file is tested: what one machine writes, another reads.
#[wasm_bindgen_test]
fn links_are_the_same_here_as_natively() {
    for link in include_str!("links/v1.txt").lines() {
        let opened = share::decode(link).expect("a golden link");
        let alphabet = if link.starts_with('Q') { Alphabet::Qr } else { Alphabet::Text };
        assert_eq!(share::encode(&opened.content, alphabet).as_deref(), Ok(link));
    }
}
