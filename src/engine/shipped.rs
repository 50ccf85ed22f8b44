//! The engine with the weights of this repository built in, for programs that are one file.

use super::Engine;

impl Engine {
    /// The engine with the weights that ship with the library. The page loads them beside its wasm instead.
    ///
    /// # Panics
    /// Never: a test reads the file.
    #[must_use]
    pub fn shipped() -> Self {
        Self::new(include_bytes!("model/weights.bin")).expect("the shipped weights are whole")
    }
}

#[cfg(test)]
mod tests {
    use super::Engine;

    #[test]
    fn the_shipped_weights_are_whole() {
        let document = Engine::shipped().annotate("The mayor said that the bridge was closed.");
        assert_eq!(document.statements.len(), 1);
    }
}
