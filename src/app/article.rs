//! The article column. Clicks and focus are caught here once, not on every mark.

use super::dom;
use super::model::emit;
use super::paragraph::ArticleParagraph;
use crate::document::{PartyId, StatementId};
use crate::view::reading::Reading;
use crate::view::runs::Paragraph;
use crate::view::state::{Action, Marks, Place};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// How much text is drawn anew at once, in bytes: a slow phone does it within a frame.
const SLICE: u32 = 4_000;

/// Properties of [`ArticleColumn`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ArticleProps {
    /// What is drawn.
    pub reading: Rc<Reading>,
    /// The statement in hand.
    pub current: Option<StatementId>,
    /// The party that alone is shown.
    pub filter: Option<PartyId>,
    /// How much of the marks is shown.
    pub marks: Marks,
    /// Whether the engine still reads.
    pub busy: bool,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// The article with its marks.
#[component]
pub fn ArticleColumn(props: &ArticleProps) -> Html {
    let onclick = emit(&props.on, |event: MouseEvent| {
        let id = dom::statement_at(event.target())?;
        (!dom::is_selecting()).then_some(Action::Go(Place::Peek(id)))
    });
    let onfocusin =
        emit(&props.on, |event: FocusEvent| Some(Action::Focus(Some(dom::stop_at(event.target())?))));
    let reading = &props.reading;
    let paragraphs = use_slices(&reading.paragraphs);
    let first = reading.lines.shown.first().map(|line| line.id);
    let stop = props.current.or(first);
    let stop_paragraph = stop.and_then(|id| reading.lines.get(id)).map(|line| line.paragraph - 1);
    let titled = paragraphs.first().is_some_and(|paragraph| paragraph.title);
    html! {
        <main id="article" class="article" tabindex="-1" aria-label="Article" aria-busy={props.busy.to_string()}
            {onclick} {onfocusin}>
            if !titled { <h1 class="unseen">{ "Article" }</h1> }
            <div class="text" data-marks={props.marks.key()}>
                { for paragraphs.iter().map(|paragraph| html! {
                    <ArticleParagraph
                        key={paragraph.index}
                        paragraph={paragraph.clone()}
                        stop={stop.filter(|_| stop_paragraph == Some(paragraph.index))}
                        filter={props.filter}
                    />
                }) }
            </div>
        </main>
    }
}

/// The paragraphs as they are drawn now. Where many change, as when the marks of a long article arrive, they change slice
/// by slice, those in view first, and the page answers in between.
#[hook]
fn use_slices(wanted: &Rc<Vec<Rc<Paragraph>>>) -> Rc<Vec<Rc<Paragraph>>> {
    let standing = use_mut_ref(Rc::<Vec<Rc<Paragraph>>>::default);
    let begun = use_mut_ref(Rc::<Vec<Rc<Paragraph>>>::default);
    let again = use_force_update();
    let before = begun.replace(wanted.clone());
    let (drawn, done) = slice(&standing.borrow(), wanted, Rc::ptr_eq(&before, wanted));
    *standing.borrow_mut() = drawn.clone();
    use_effect(move || {
        let next = (!done).then(|| Timeout::new(0, move || again.force_update()));
        move || drop(next)
    });
    drawn
}

/// One slice nearer to what is wanted, and whether that is reached. With what is new the panel is drawn first: the slices
/// have begun once the same is wanted again.
fn slice(
    standing: &Rc<Vec<Rc<Paragraph>>>,
    wanted: &Rc<Vec<Rc<Paragraph>>>,
    begun: bool,
) -> (Rc<Vec<Rc<Paragraph>>>, bool) {
    let places = |list: &[Rc<Paragraph>]| list.iter().map(|paragraph| paragraph.span).collect::<Vec<_>>();
    if Rc::ptr_eq(standing, wanted) || places(standing) != places(wanted) {
        return (wanted.clone(), true);
    }
    let changed: Vec<&Rc<Paragraph>> =
        wanted.iter().zip(standing.iter()).filter(|(new, old)| new != old).map(|(new, _)| new).collect();
    let length = |paragraph: &&Rc<Paragraph>| paragraph.span.end - paragraph.span.start;
    if changed.iter().map(length).sum::<u32>() <= SLICE {
        return (wanted.clone(), true);
    }
    if !begun {
        return (standing.clone(), false);
    }
    let top = dom::paragraph_in_view();
    let (before, after) = changed.split_at(changed.partition_point(|paragraph| paragraph.index < top));
    let mut drawn = standing.to_vec();
    let mut room = SLICE;
    for paragraph in after.iter().chain(before.iter().rev()) {
        drawn[paragraph.index] = Rc::clone(paragraph);
        room = room.saturating_sub(length(paragraph));
        if room == 0 {
            break;
        }
    }
    (Rc::new(drawn), false)
}
