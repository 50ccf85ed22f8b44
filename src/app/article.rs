//! The article column. Clicks and focus are caught here once, not on every mark.

use super::dom;
use super::model::emit;
use super::paragraph::ArticleParagraph;
use crate::document::{PartyId, StatementId};
use crate::view::reading::Reading;
use crate::view::state::{Action, Marks, Place};
use std::rc::Rc;
use yew::prelude::*;

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
    let first = reading.lines.shown.first().map(|line| line.id);
    let stop = props.current.or(first);
    let stop_paragraph = stop.and_then(|id| reading.lines.get(id)).map(|line| line.paragraph - 1);
    let titled = reading.paragraphs.first().is_some_and(|paragraph| paragraph.title);
    html! {
        <main id="article" class="article" tabindex="-1" aria-label="Article" aria-busy={props.busy.to_string()}
            {onclick} {onfocusin}>
            if !titled { <h1 class="unseen">{ "Article" }</h1> }
            <div class="text" data-marks={props.marks.key()}>
                { for reading.paragraphs.iter().map(|paragraph| html! {
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
