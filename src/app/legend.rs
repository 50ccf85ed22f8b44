//! What the marks mean.

use yew::prelude::*;

/// The visual grammar in three lines.
#[component]
pub fn Legend() -> Html {
    html! {
        <ul class="legend">
            <li><mark data-upper="0" data-kind="direct" data-verbatim="">{ "“Word for word”" }</mark><span>{ "in quotation marks: solid line and tint" }</span></li>
            <li><mark data-upper="0" data-kind="indirect">{ "in other words" }</mark><span>{ "a paraphrase: dotted line" }</span></li>
            <li><mark data-upper="0" data-lower="1" data-kind="indirect">{ "what one says another said" }</mark><span>{ "two parties, one inside the other: two lines" }</span></li>
        </ul>
    }
}
