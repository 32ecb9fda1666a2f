//! Panels of the fans page and of the following page: the state of the list, the period in numbers, the people, where the new ones come from.

mod banner;
mod cards;
mod filters;
mod ledger;
mod origins;
mod rows;

use leptos::prelude::*;

use super::Scope;
use crate::api::people::PeoplePanel;
use crate::error::AppError;
use crate::filter::PeopleQuery;
use crate::html::Html;
use crate::i18n::PeopleWords;
use crate::model::{CreatorId, Dataset, ListKind};
use crate::ports::{Ports, Viewer};
use banner::Banner;
use cards::Cards;
use ledger::{LedgerPanel, NoList};
use origins::OriginsPanel;

/// What follows the creator in the path.
const fn page_of(list: ListKind) -> &'static str {
    match list {
        ListKind::Fans => "/fans",
        ListKind::Following => "/following",
    }
}

/// The dataset of a list.
const fn dataset_of(list: ListKind) -> Dataset {
    match list {
        ListKind::Fans => Dataset::Fans,
        ListKind::Following => Dataset::Following,
    }
}

/// Who came, and who left: a fan and an account the creator follows have other words for it.
const fn moves_of(list: ListKind, words: &PeopleWords) -> (&'static str, &'static str) {
    match list {
        ListKind::Fans => (words.new, words.lost),
        ListKind::Following => (words.new_follow, words.lost_follow),
    }
}

/// Renders one panel.
///
/// # Errors
/// A creator the viewer may not see, a store that fails.
pub(crate) async fn render(
    ports: &Ports,
    viewer: &Viewer,
    creator: CreatorId,
    list: ListKind,
    panel: PeoplePanel,
    query: &str,
) -> Result<Html, AppError> {
    let scope = Scope::of(ports, viewer, creator, page_of(list), query).await?;
    let (port, period) = (&ports.people, scope.period);
    let html = match panel {
        PeoplePanel::Quality => {
            let quality = port.quality(viewer, &scope.creator, list).await?;
            scope.html(|| view! { <Banner scope=scope.clone() list quality /> }.into_any())
        }
        PeoplePanel::Summary => {
            let summary = port.summary(viewer, &scope.creator, list, period).await?;
            scope.html(|| view! { <Cards summary list /> }.into_any())
        }
        PeoplePanel::Origins => {
            let origins = port.origins(viewer, &scope.creator, list, period).await?;
            scope.html(|| view! { <OriginsPanel scope=scope.clone() origins list /> }.into_any())
        }
        PeoplePanel::Ledger => {
            let (query, notices) = PeopleQuery::parse(query);
            let ledger = port.ledger(viewer, &scope.creator, list, period, &query).await?;
            if ledger.ever {
                scope.html(|| view! { <LedgerPanel scope=scope.clone() list query notices ledger /> }.into_any())
            } else {
                let quality = port.quality(viewer, &scope.creator, list).await?;
                scope.html(|| view! { <NoList scope=scope.clone() list quality notices /> }.into_any())
            }
        }
    };
    Ok(html)
}

#[cfg(test)]
mod tests;
