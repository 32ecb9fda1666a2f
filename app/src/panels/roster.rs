//! The roster: a row per creator, all comparable at a glance.

mod table;

use leptos::prelude::*;

use super::parts::{EmptyState, Pager};
use crate::components::{Notices, Panel};
use crate::error::AppError;
use crate::filter::{Address, Notice, RosterQuery};
use crate::html::Html;
use crate::i18n::{self, CommonWords, RosterWords};
use crate::model::page::roster::RosterPage;
use crate::model::{Language, PlatformDay, Role};
use crate::ports::{Ports, Viewer};
use table::RosterTable;

/// Where the roster stands.
const PATH: &str = "/creators";

/// What the roster's parts start from.
#[derive(Clone, Debug)]
struct Place {
    /// The page's address; links change words of it.
    address: Address,
    query: RosterQuery,
    language: Language,
    today: PlatformDay,
    /// May search and connect creators.
    owner: bool,
}

/// Renders the roster for its query.
///
/// # Errors
/// A store that fails.
pub(crate) async fn render(ports: &Ports, viewer: &Viewer, query: &str) -> Result<Html, AppError> {
    let address = Address::new(PATH, query);
    let (query, mut notices) = RosterQuery::parse(query);
    let page = ports.roster.page(viewer, &query).await?;
    if page.window.page != query.page {
        notices.push(Notice::PageBeyondEnd);
    }
    let (language, today) = (viewer.language, viewer.today);
    let place = Place { address, query, language, today, owner: viewer.role == Role::Owner };
    Ok(Html::of(language, || view! { <Roster place page notices /> }.into_any()))
}

/// Search, table, totals, pages.
#[component]
fn Roster(place: Place, page: RosterPage, notices: Vec<Notice>) -> impl IntoView {
    let words = RosterWords::of(place.language);
    let searched = !place.query.search.is_empty();
    if page.rows.is_empty() && !searched {
        let action = place.owner.then(|| (CommonWords::of(place.language).add_creator, "/auth/douyin/start".to_owned()));
        return view! { <EmptyState title=words.empty cause=words.empty_text.to_owned() action /> }.into_any();
    }
    let sentence = i18n::roster_sentence(page.window.all, page.totals.ending, searched, place.language);
    let export = Address::new("/export/roster.csv", &place.address.query()).with(&[]).href();
    let tools = place.owner.then(|| toolbar(&place));
    let (address, window) = (place.address.clone(), page.window);
    if page.rows.is_empty() {
        let all = address.with(&[("q", "")]).href();
        return view! {
            <Notices notices />
            {tools}
            <Panel title=words.glance>
                <EmptyState title=words.nothing_found cause=words.nothing_found_text.to_owned() action=Some((words.show_all, all)) />
            </Panel>
        }
        .into_any();
    }
    view! {
        <Notices notices />
        {tools}
        <Panel title=words.glance sentence footnote=words.footnote export=Some(export)>
            <RosterTable place page />
            <Pager address window />
        </Panel>
    }
    .into_any()
}

/// Search, and the way to connect another creator.
fn toolbar(place: &Place) -> AnyView {
    let words = RosterWords::of(place.language);
    let search = place.query.search.clone();
    let kept = place.address.others(&["q"]);
    view! {
        <div class="toolbar">
            <form method="get" action=PATH role="search">
                {kept.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()}
                <label>
                    <span class="hidden">{words.search}</span>
                    <input type="search" name="q" value=search placeholder=words.search />
                </label>
                <button>{words.find}</button>
            </form>
            <a class="button" href="/auth/douyin/start" rel="external">
                {CommonWords::of(place.language).add_creator}
            </a>
        </div>
    }
    .into_any()
}
