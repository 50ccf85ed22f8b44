//! An engine for one text after another, above all for the versions of a text that somebody edits.

use super::model::Memory;
use super::{Engine, Structure};
use crate::document::Document;

/// An engine that remembers: after an edit the model reads only what changed, and the forms of words that it met
/// before cost it less. Documents are those of [`Engine::annotate`], whatever came before.
#[derive(Clone, Debug)]
pub struct Session {
    engine: Engine,
    memory: Memory,
}

impl Session {
    /// Remembers nothing yet.
    #[must_use]
    pub fn new(engine: Engine) -> Self {
        Self { engine, memory: Memory::default() }
    }

    /// As [`Engine::annotate`].
    #[must_use]
    pub fn annotate(&mut self, text: &str) -> Document {
        self.engine.read(&Structure::new(text), &mut self.memory)
    }

    /// As [`Engine::annotate_whole`].
    #[must_use]
    pub fn annotate_whole(&mut self, text: &str) -> Document {
        self.engine.read(&Structure::whole(text), &mut self.memory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
        Engine::new(include_bytes!("model/weights.bin")).expect("the weights in the repository")
    });

    /// Some paragraphs of invented news, longer than a chunk.
    fn article() -> Vec<String> {
        let paragraph = |i: usize| {
            let speaker = ["Ada Lark", "the ferry company", "Tom Bruun", "the harbour office"][i % 4];
            let claim = ["the pier would open in May", "nobody had paid", "“it is a gift”"][i % 3];
            format!(
                "{speaker} said on day {i} that {claim}. “We will not wait,” {speaker} told reporters.\n\n"
            )
        };
        (0..30).map(paragraph).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn an_edited_text_is_annotated_like_a_new_one(
            edits in prop::collection::vec((0usize..5000, 0usize..300, edit()), 1..5)
        ) {
            let mut session = Session::new(ENGINE.clone());
            let mut text = article().concat();
            prop_assert_eq!(session.annotate(&text), ENGINE.annotate(&text));
            for (at, length, new) in edits {
                let place = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
                text.replace_range(place(at)..place(at + length), &new);
                prop_assert_eq!(session.annotate(&text), ENGINE.annotate(&text));
                prop_assert_eq!(session.annotate_whole(&text), ENGINE.annotate_whole(&text));
            }
        }
    }

    /// What somebody types or pastes: letters, marks that change how all that follows is read, a paragraph twice over.
    fn edit() -> impl Strategy<Value = String> {
        let pieces = ["", "x", ". ", "\n\n", "“", "”", "\"", "Merrow denied it. "];
        prop_oneof![
            8 => prop::sample::select(pieces.map(str::to_owned).to_vec()),
            1 => (0usize..30).prop_map(|i| article()[i].repeat(2)),
            1 => ".{0,4}",
        ]
    }
}
