//! The roster: a row per creator, all comparable at a glance.

mod table;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::api::roster;
use crate::components::{EmptyState, Load, Notices, Panel, Section, SignedInPage};
use crate::context::use_language;
use crate::filter::RosterQuery;
use crate::i18n::{self, CommonWords, RosterWords};
use crate::loaded::Loaded;
use crate::model::page::frame::Frame;
use crate::model::page::roster::RosterRow;
use crate::model::{CreatorId, PlatformDay, Role};
use table::RosterTable;

/// `/creators`.
#[component]
pub(crate) fn RosterPage() -> impl IntoView {
    let words = RosterWords::of(use_language());
    let search = use_location().search;
    let rows = Loaded::new(|| (), |()| roster::load_rows());
    let content = move |frame: Frame| {
        let (today, owner) = (frame.today, frame.role == Role::Owner);
        view! {
            <Load
                data=rows
                show=move |rows| {
                    view! { {move || view! { <Rows rows=rows.clone() query=RosterQuery::parse(&search.read()) today owner /> }} }.into_any()
                }
            />
        }
        .into_any()
    };
    let none = Signal::derive(|| None::<CreatorId>);
    view! { <SignedInPage creator=none section=Section::Roster title=words.title content /> }
}

/// Search, table, totals.
#[component]
fn Rows(rows: Vec<RosterRow>, query: (RosterQuery, Vec<crate::filter::Notice>), today: PlatformDay, owner: bool) -> impl IntoView {
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
