//! The newest portrait: six dimensions as small multiples.

use leptos::prelude::*;

use crate::components::Panel;
use crate::i18n::{self, OverviewWords};
use crate::model::page::overview::{Distribution, LatestPortrait};
use crate::model::{Dataset, Period};
use crate::panels::Scope;
use crate::panels::parts::{Absence, Absent, DistributionBars};

/// Six small charts, each a link to its page.
#[component]
pub(super) fn PortraitPanel(scope: Scope, portrait: LatestPortrait, absence: Option<Absence>) -> impl IntoView {
    let language = scope.language;
    let words = OverviewWords::of(language);
    let newest = portrait.distributions.iter().map(|distribution| distribution.day).max();
    let export = newest.map(|day| scope.export_of(Dataset::Portrait, Period::ending(day, 1)));
    let (sentence, footnote) = match absence {
        Some(_) => ("", ""),
        None => (words.portrait_text, i18n::portrait_source(language)),
    };
    let body = if let Some(absence) = absence {
        view! { <Absent scope absence /> }.into_any()
    } else {
        let bars = portrait.distributions.into_iter().map(|distribution: Distribution| {
            let href = scope.page(&format!("/audience/{}", distribution.dimension.as_str()));
            view! { <DistributionBars distribution language href /> }
        });
        view! { <div class="multiples">{bars.collect_view()}</div> }.into_any()
    };
    view! {
        <Panel title=words.portrait sentence footnote export>
            {body}
        </Panel>
    }
    .into_any()
}
