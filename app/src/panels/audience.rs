//! Panels of the audience page: one dimension now, as shares over time, as head counts over time, ranked.

mod over_time;
mod ranking;

use leptos::prelude::*;

use super::Scope;
use super::parts::EmptyState;
use crate::components::Panel;
use crate::error::AppError;
use crate::html::Html;
use crate::i18n::{self, AudienceWords, OverviewWords};
use crate::model::page::audience::AudienceView;
use crate::model::{CreatorId, Dimension};
use crate::ports::{Ports, Viewer};
use over_time::{Kind, OverTime};
use ranking::{Latest, Ranking};

/// Renders the panels of one dimension; they come from one question.
///
/// # Errors
/// A creator the viewer may not see, a store that fails.
pub(crate) async fn render(
    ports: &Ports,
    viewer: &Viewer,
    creator: CreatorId,
    dimension: Dimension,
    query: &str,
) -> Result<Html, AppError> {
    let scope = Scope::of(ports, viewer, creator, &format!("/audience/{}", dimension.as_str()), query).await?;
    let composition = ports.audience.composition(viewer, &scope.creator, dimension, scope.period).await?;
    let view = AudienceView::of(&composition);
    Ok(scope.html(|| view! { <Panels scope=scope.clone() view /> }.into_any()))
}

#[component]
fn Panels(scope: Scope, view: AudienceView) -> impl IntoView {
    let words = AudienceWords::of(scope.language);
    if view.ranked.is_empty() {
        let action = Some((OverviewWords::of(scope.language).wider, scope.whole_history()));
        return view! {
            <Panel title=i18n::dimension(view.over_time.dimension, scope.language)>
                <EmptyState title=words.empty cause=words.empty_text.to_owned() action />
            </Panel>
        }
        .into_any();
    }
    let composition = view.over_time.clone();
    view! {
        <Latest view=view.clone() />
        <OverTime scope=scope.clone() composition=composition.clone() kind=Kind::Shares />
        <OverTime scope=scope.clone() composition kind=Kind::Counts />
        <Ranking scope view />
    }
    .into_any()
}
