//! Overview of one creator: numbers, growth, portrait, flow, health.

mod cards;
mod flow;
mod growth;
mod portrait;

use leptos::prelude::*;

use crate::api::{collection, overview};
use crate::components::{CreatorPage, LiveProgress, Load, Panel, PeriodPicker, RunCalendar, Section, use_creator_id, use_filter};
use crate::context::use_language;
use crate::filter::Filter;
use crate::i18n::{self, CommonWords, OverviewWords};
use crate::loaded::Loaded;
use crate::model::page::collection::CollectionStatus;
use crate::model::page::overview::Growth;
use crate::model::{CreatorId, Dataset, RunState};
use cards::Cards;
use flow::FlowPanel;
use growth::GrowthPanel;
use portrait::PortraitPanel;

/// `/creators/{id}`.
#[component]
pub(crate) fn OverviewPage() -> impl IntoView {
    let words = CommonWords::of(use_language());
    let creator = use_creator_id();
    let read = use_filter();
    let filter = Memo::new(move |_| read.get().0);
    let key = move || (creator.get(), filter.get());
    let growth = Loaded::new(key, |(creator, filter)| overview::load_growth(creator, filter));
    let portrait = Loaded::new(key, |(creator, filter)| overview::load_portrait(creator, filter));
    let flow = Loaded::new(key, |(creator, filter)| overview::load_flow(creator, filter));
    let status = Loaded::new(move || creator.get(), collection::load_status);
    let again = Callback::new(move |()| {
        growth.refetch();
        portrait.refetch();
        flow.refetch();
        status.refetch();
    });
    let content = move |frame: crate::model::page::frame::Frame| {
        let first_day = frame.creator.as_ref().and_then(|creator| creator.first_day);
        let today = frame.today;
        let now = move || (creator.get_untracked(), filter.get_untracked());
        view! {
            <PeriodPicker filter=read today first_day />
            <Load data=status height="none" show=move |status| view! { <TodayStrip creator=now().0 status again /> }.into_any() />
            <Cards growth flow />
            <div class="grid">
                <Load data=growth show=move |growth| view! { <GrowthPanels creator=now().0 filter=now().1 growth /> }.into_any() />
                <Load data=portrait show=move |portrait| view! { <PortraitPanel creator=now().0 filter=now().1 portrait /> }.into_any() />
                <Load data=flow height="short" show=move |flow| view! { <FlowPanel creator=now().0 filter=now().1 flow today /> }.into_any() />
            </div>
        }
        .into_any()
    };
    view! { <CreatorPage creator section=Section::Overview title=words.overview content /> }
}

/// Growth, and below it the health of its days.
#[component]
fn GrowthPanels(creator: CreatorId, filter: Filter, growth: Growth) -> impl IntoView {
    let language = use_language();
    let words = OverviewWords::of(language);
    let known = |state: RunState| growth.health.iter().filter(|day| day.state == Some(state)).count();
    let sentence = i18n::health_sentence(known(RunState::Committed), known(RunState::Partial), known(RunState::Gap), language);
    let export = crate::pages::link::export(Dataset::Runs, &creator, growth.period);
    let days = growth.health.clone();
    let href = format!("/creators/{creator}/collection");
    view! {
        <GrowthPanel creator filter growth />
        <Panel title=words.health sentence export=Some(export)>
            <RunCalendar days strip=true />
            <p class="panel-foot">
                <a href=href>{words.see_collection}</a>
            </p>
        </Panel>
    }
    .into_any()
}

/// Today's run while it is under way; nothing otherwise.
#[component]
fn TodayStrip(creator: CreatorId, status: CollectionStatus, again: Callback<()>) -> impl IntoView {
    let words = OverviewWords::of(use_language());
    let running = status.today.as_ref().is_some_and(|run| run.state == RunState::Running);
    running.then(|| {
        view! {
            <section class="notice-box" aria-labelledby="today">
                <h2 id="today">{words.running}</h2>
                <LiveProgress creator=creator.clone() status ended=again />
                <p>
                    <a href=format!("/creators/{creator}/collection")>{words.watch}</a>
                </p>
            </section>
        }
    })
}
