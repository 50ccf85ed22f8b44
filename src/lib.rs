//! # Partyline: who says what, about whom
//!
//! A pure function from text to annotated document ([`engine`]), a pure function from document to
//! what is drawn (`view`), and thin programs around them: the page (`app`), the worker and the
//! command line.
//!
//! ```text
//!  text                                                never altered; offsets are final
//!    ├─ tokens ───► words, numbers, punctuation, quotation marks
//!    ├─ blocks ───► paragraphs with a role (headline, dateline, body, furniture) and their sentences
//!    ├─ quotes ───► quotation marks paired: nested, multi-paragraph, unclosed, mixed styles
//!    ├─ model ────► attributions that the trained model proposes
//!    ├─ attributions ─► completed by marks, layout and grammar: Attribution {source, cue, content, type, confidence}
//!    ├─ mentions ─► names, titles, pronouns ─► parties   small coreference, sides of the story
//!    ├─ stances ──► Statement {attribution, party, stance, target}
//!    └─ positions ► what each party holds, with the statements that show it; contradictions, changes of side
//!  Document ──► protocol ──► app: view ──► Yew ──► DOM
//!           └─► export/*           share: Text + corrections ⇄ #fragment
//! ```
//!
//! ## Layers
//!
//! `kernels` is the model's arithmetic, a crate of its own. `order` sorts, for all of them. `document` uses nothing
//! else of ours. `engine`, `view`, `corrections`, `export` and `share` use `document`; `view`, `export` and `share` also
//! use `corrections`. `protocol` names what the app and its two workers say to each other, `port` is the workers' end of
//! it. The worker is engine + protocol, all that a pasted article needs. The clerk is share + export + protocol and is
//! loaded when a link or a file is made or opened. The app is the rest; of `export` it uses only the types. `module`
//! is the engine alone, for other pages. A test reads `src/` and checks the layers.
//!
//! ## Invariants
//!
//! 1. The text is never altered; every [`document::Span`] belongs to it and lies on `char` boundaries.
//! 2. Tokens are disjoint and in order and leave out only white space; sentences tile tokens.
//! 3. Quotes nest or are disjoint.
//! 4. Cue and content, and source and content, of one attribution are disjoint; content is never empty.
//! 5. Every position cites a statement of that party.
//! 6. Same text, same document, byte for byte, native and wasm: no hash iteration, no `libm`.
//! 7. Annotating is total: any string, no panic, linear time.

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "clerk")]
pub mod clerk;
#[cfg(feature = "cli")]
pub mod cli;
pub mod corrections;
pub mod document;
pub mod engine;
#[cfg(feature = "export")]
pub mod export;
#[cfg(feature = "module")]
pub mod module;
mod order;
#[cfg(feature = "web")]
mod port;
pub mod protocol;
pub mod share;
pub mod view;
#[cfg(feature = "worker")]
pub mod worker;
