//! A paragraph of the article with its rails in the gutter.

use crate::document::{PartyId, StatementId};
use crate::view::lines::kind;
use crate::view::runs::{Mark, Paragraph, Rail, Run};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ArticleParagraph`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ParagraphProps {
    /// What to draw.
    pub paragraph: Rc<Paragraph>,
    /// The statement that the tab key reaches, if it begins here.
    pub stop: Option<StatementId>,
    /// The party that alone is shown.
    pub filter: Option<PartyId>,
}

/// Drawn anew only when something in it changes.
#[component]
pub fn ArticleParagraph(props: &ParagraphProps) -> Html {
    let paragraph = &props.paragraph;
    let runs = paragraph.runs.iter().map(|run| draw(run, props.stop, props.filter));
    // A text node that is cut keeps its identity and would count as moved: with the first marks come new nodes.
    let key = if paragraph.runs.len() > 1 { "marked" } else { "plain" };
    let words = if paragraph.title {
        html! { <h1 {key} class="words">{ for runs }</h1> }
    } else if paragraph.heading {
        html! { <h2 {key} class="words heading">{ for runs }</h2> }
    } else {
        html! { <p {key} class="words">{ for runs }</p> }
    };
    let silent = paragraph.runs.iter().all(|run| run.quiet || run.text.trim().is_empty());
    html! {
        <div
            class={classes!("paragraph", paragraph.title.then_some("title"), paragraph.furniture.then_some("furniture"),
                silent.then_some("silent"))}
            data-paragraph={paragraph.index.to_string()}
            tabindex="-1"
        >
            <div class="rails" aria-hidden="true">{ for paragraph.rails.iter().map(rail) }</div>
            { words }
        </div>
    }
}

fn rail(rail: &Rail) -> Html {
    html! {
        <span class="rail" data-slot={rail.slot.name()}>
            <span class="letters">{ rail.letters.clone() }</span>
            if rail.check { <span class="sign">{ "?" }</span> }
            if rail.changed { <span class="sign">{ "✎" }</span> }
        </span>
    }
}

fn draw(run: &Run, stop: Option<StatementId>, filter: Option<PartyId>) -> Html {
    let cue = (!run.cue_of.is_empty()).then(|| ids(&run.cue_of));
    let source = (!run.source_of.is_empty()).then(|| ids(&run.source_of));
    match &run.mark {
        Some(mark) => draw_mark(run, mark, stop, filter, source, cue),
        None if cue.is_none() && source.is_none() && !run.quiet => html! { { run.text.clone() } },
        None => html! {
            <span class={run.quiet.then_some("quiet")} data-source={source} data-cue={cue}>{ run.text.clone() }</span>
        },
    }
}

fn draw_mark(
    run: &Run,
    mark: &Mark,
    stop: Option<StatementId>,
    filter: Option<PartyId>,
    source: Option<String>,
    cue: Option<String>,
) -> Html {
    let stops: Vec<StatementId> = mark.stops.iter().map(|stop| stop.statement).collect();
    let tabindex =
        (!stops.is_empty()).then(|| if stop.is_some_and(|id| stops.contains(&id)) { "0" } else { "-1" });
    let words: Vec<&str> = mark.stops.iter().map(|stop| &*stop.words).collect();
    let off = filter.is_some_and(|party| !mark.parties.contains(&party));
    html! {
        <mark
            data-statement={ids(&mark.statements)}
            data-kind={kind(mark.kind)}
            data-verbatim={mark.verbatim.then_some("")}
            data-upper={mark.lines[0].map(|slot| slot.name())}
            data-lower={mark.lines[1].map(|slot| slot.name())}
            data-stop={(!stops.is_empty()).then(|| ids(&stops))}
            data-source={source}
            data-cue={cue}
            data-off={off.then_some("")}
            tabindex={tabindex}
            aria-description={(!words.is_empty()).then(|| words.join("; "))}
        >{ run.text.clone() }</mark>
    }
}

fn ids(ids: &[StatementId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
