//! The newest portrait: six dimensions as small multiples.

use leptos::prelude::*;

use crate::components::{DistributionBars, EmptyState, Panel};
use crate::context::use_language;
use crate::filter::Filter;
use crate::i18n::OverviewWords;
use crate::model::page::overview::{Distribution, LatestPortrait};
use crate::model::{CreatorId, Dataset, Period};
use crate::pages::link;

/// Six small charts, each a link to its page.
#[component]
pub(super) fn PortraitPanel(creator: CreatorId, filter: Filter, portrait: LatestPortrait) -> impl IntoView {
    let language = use_language();
    let words = OverviewWords::of(language);
    let newest = portrait.distributions.iter().map(|distribution| distribution.day).max();
    let export = newest.map(|day| link::export(Dataset::Portrait, &creator, Period::ending(day, 1)));
    let query = filter.to_query();
    let mark = if query.is_empty() { "" } else { "?" };
    let body = if portrait.distributions.is_empty() {
        let action = Some((words.see_collection, format!("/creators/{creator}/collection")));
        view! { <EmptyState title=words.empty_portrait cause=words.empty_portrait_text.to_owned() action /> }.into_any()
    } else {
        let bars = portrait.distributions.into_iter().map(|distribution: Distribution| {
            let href = format!("/creators/{creator}/audience/{}{mark}{query}", distribution.dimension.as_str());
            view! { <DistributionBars distribution language href /> }
        });
        view! { <div class="multiples">{bars.collect_view()}</div> }.into_any()
    };
    view! {
        <Panel title=words.portrait sentence=words.portrait_text footnote="/fans/data/" export>
            {body}
        </Panel>
    }
    .into_any()
}
