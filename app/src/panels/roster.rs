//! The roster: a row per creator, all comparable at a glance.

mod table;

use leptos::prelude::*;

use super::parts::EmptyState;
use crate::components::{Notices, Panel};
use crate::context::use_language;
use crate::error::AppError;
use crate::filter::{Notice, RosterQuery};
use crate::html::Html;
use crate::i18n::{self, CommonWords, RosterWords};
use crate::model::page::roster::RosterRow;
use crate::model::{PlatformDay, Role};
use crate::ports::{Ports, Viewer};
use table::RosterTable;

/// Renders the roster for its query.
///
/// # Errors
/// A store that fails.
pub(crate) async fn render(ports: &Ports, viewer: &Viewer, query: &str) -> Result<Html, AppError> {
    let rows = ports.roster.rows(viewer).await?;
    let (today, owner) = (viewer.today, viewer.role == Role::Owner);
    let query = RosterQuery::parse(query);
    Ok(Html::of(viewer.language, || view! { <Rows rows query today owner /> }.into_any()))
}

/// Search, table, totals.
#[component]
fn Rows(rows: Vec<RosterRow>, query: (RosterQuery, Vec<Notice>), today: PlatformDay, owner: bool) -> impl IntoView {
    let language = use_language();
    let words = RosterWords::of(language);
    let (query, notices) = query;
    if rows.is_empty() {
        let action = Some((CommonWords::of(language).add_creator, "/auth/douyin/start".to_owned()));
        return view! { <EmptyState title=words.empty cause=words.empty_text.to_owned() action /> }.into_any();
    }
    let shown = query.arrange(&rows);
    let sentence = i18n::creators(shown.len(), language);
    let body = if shown.is_empty() {
        view! { <EmptyState title=words.nothing_found cause=query.search.clone() action=Some((words.show_all, "/creators".to_owned())) /> }
            .into_any()
    } else {
        view! { <RosterTable rows=shown query=query.clone() today /> }.into_any()
    };
    view! {
        <Notices notices />
        <div class="toolbar">
            <form method="get" action="/creators" role="search">
                <label>
                    <span class="hidden">{words.search}</span>
                    <input type="search" name="q" value=query.search.clone() placeholder=words.search />
                </label>
                <button>{words.find}</button>
            </form>
            {owner
                .then(|| {
                    view! {
                        <a class="button" href="/auth/douyin/start" rel="external">
                            {CommonWords::of(language).add_creator}
                        </a>
                    }
                })}
        </div>
        <Panel title=words.title sentence footnote="/fans/data/, /data/external/user/fans/" export=Some("/export/roster.csv".to_owned())>
            {body}
        </Panel>
    }
    .into_any()
}
