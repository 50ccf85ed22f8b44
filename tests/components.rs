//! The page's components rendered natively to HTML: names and roles that tools and tests rely on.
#![cfg(feature = "ssr")]

use partyline::app::{SAMPLE, Screen, ScreenProps};
use partyline::engine::Engine;
use partyline::view::share::{Kind, Link, Made};
use partyline::view::state::{Action, Article, Dialog, Message, State, Tab, Tone, Work};
use std::rc::Rc;
use yew::{Callback, ServerRenderer};

fn html(make: fn() -> State) -> String {
    let props = move || ScreenProps { state: make(), save: Callback::noop(), on: Callback::noop() };
    pollster::block_on(ServerRenderer::<Screen>::with_props(props).hydratable(false).render())
}

fn open(text: &str) -> State {
    State::default().reduce(Action::Open(Rc::new(Article::of(text))))
}

fn read(text: &str) -> State {
    let state = open(text);
    let edition = state.edition;
    state.reduce(Action::Annotated(edition, Rc::new(Engine::shipped().annotate(text))))
}

const SAID: &str =
    "Mayor objects\n\n“We will not pay,” said Ada Lark, the mayor of Brune. Lark accused Tarn of fraud.";

#[test]
fn the_start_screen_has_the_box_and_the_promise() {
    let page = html(State::default);
    assert!(page.contains(">Article text</span><textarea"), "{page}");
    assert!(page.contains("Nothing is sent anywhere") && page.contains("Try the sample"), "{page}");
    assert!(page.contains("role=\"status\""), "{page}");
}

#[test]
fn the_article_stands_on_the_page_while_the_engine_reads() {
    let page = html(|| open(SAID));
    assert!(page.contains("We will not pay") && page.contains("aria-busy=\"true\""), "{page}");
    assert!(!page.contains("<mark"), "{page}");
    assert!(page.contains("Finding out who says what"), "{page}");
}

#[test]
fn marks_and_cards_have_their_names() {
    let page = html(|| read(SAID));
    assert!(page.contains("data-statement=\"0\"") && page.contains("data-kind=\"direct\""), "{page}");
    assert!(page.contains("<aside") && page.contains("aria-label=\"Parties\""), "{page}");
    assert!(page.contains("<article") && page.contains("data-party=\"0\"") && page.contains("<h2"), "{page}");
}

#[test]
fn every_tab_draws_the_sample() {
    for tab in [
        || read(SAMPLE).reduce(Action::Show(Tab::Matrix)),
        || read(SAMPLE).reduce(Action::Show(Tab::Voice)),
        || read(SAMPLE).reduce(Action::Show(Tab::Check)),
        || read(SAMPLE).reduce(Action::Show(Tab::Transcript)),
    ] as [fn() -> State; 4]
    {
        let page = html(tab);
        assert!(page.contains("role=\"tabpanel\"") && page.contains("Tessmark"), "{page}");
    }
}

#[test]
fn what_a_party_said_otherwise_earlier_stands_beside_what_it_says_now() {
    const TURNED: &str = "Mayor Ada Lark rejected the plan for a new harbour bridge on Monday.\n\n\
        She had promised to build the harbour bridge within a year.";
    let page = html(|| read(TURNED).reduce(Action::Show(Tab::Matrix)));
    assert!(page.contains("Said otherwise earlier") && !page.contains("One says it"), "{page}");
    assert!(page.contains("Told as said earlier: “had promised”"), "{page}");
}

#[test]
fn no_quotations_and_a_failure_are_told_plainly() {
    assert!(
        html(|| read("It rained all day.\n\nThe river rose by a metre.")).contains("No quotations found")
    );
    let failed =
        html(|| open(SAID).reduce(Action::Working(Work::Failed("No memory left.".to_owned(), true))));
    assert!(failed.contains("role=\"alert\"") && failed.contains("Try again"), "{failed}");
}

#[test]
fn a_damaged_link_shows_its_message_and_no_article() {
    let page = html(|| {
        State::default().reduce(Action::Tell(Message { tone: Tone::Error, words: "Damaged.".into() }))
    });
    assert!(page.contains("Damaged.") && !page.contains("Tessmark"), "{page}");
}

#[test]
fn the_share_dialog_has_the_link_in_a_read_only_box() {
    let page = html(|| {
        let link = Link::Ready("https://example.org/#1abc".into());
        let state = read(SAID).reduce(Action::Ask(Dialog::Share));
        let version = state.sharing.version;
        state.reduce(Action::Made(version, Made::Link(Kind::Full, link)))
    });
    assert!(page.contains("<dialog") && page.contains(">Link</span><input"), "{page}");
    assert!(page.contains("readonly") && page.contains("25 characters"), "{page}");
}

#[test]
fn pasted_markup_stays_text_and_nothing_has_a_style_attribute() {
    let page = html(|| read("<img src=x onerror=alert(1)> said “<b>no</b>” to Tarn.\n\nHe said so."));
    assert!(!page.contains("<img") && !page.contains("<b>"), "{page}");
    assert!(!html(|| read(SAMPLE)).contains("style="));
}
