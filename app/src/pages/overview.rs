//! Overview of one creator: numbers, growth, changes of the audience, portrait, flow, health.

use leptos::prelude::*;

use crate::api::collection;
use crate::api::overview::{OverviewPanel, load_overview};
use crate::components::{CreatorPage, LiveProgress, Load, PageAddress, PeriodPicker, Section, Served, use_filter};
use crate::context::use_language;
use crate::i18n::{CommonWords, OverviewWords};
use crate::loaded::Loaded;
use crate::model::page::collection::CollectionStatus;
use crate::model::page::frame::Frame;
use crate::model::{CreatorId, RunState};

/// `/creators/{id}`.
#[component]
pub(crate) fn OverviewPage() -> impl IntoView {
    let words = CommonWords::of(use_language());
    let address = PageAddress::here();
    let creator = address.creator;
    let read = use_filter();
    let panel = move |panel| address.panel(move |creator, query| load_overview(creator, panel, query));
    let [cards, growth, changes, health, portrait, flow] = [
        OverviewPanel::Cards,
        OverviewPanel::Growth,
        OverviewPanel::Changes,
        OverviewPanel::Health,
        OverviewPanel::Portrait,
        OverviewPanel::Flow,
    ]
    .map(panel);
    let status = Loaded::new(move || creator.get(), collection::load_under_way);
    let again = Callback::new(move |()| {
        for panel in [cards, growth, changes, health, portrait, flow] {
            panel.refetch();
        }
    });
    let content = move |frame: Frame| {
        let first_day = frame.creator.as_ref().and_then(|creator| creator.first_day);
        let today = frame.today;
        view! {
            <PeriodPicker filter=read today first_day />
            <Load data=status height="none" show=move |status| view! { <TodayStrip creator=creator.get_untracked() status again /> }.into_any() />
            <Served panel=cards id="cards" height="cards" />
            <div class="grid">
                <Served panel=growth id="growth" />
                <Served panel=changes id="changes" height="short" />
                <Served panel=flow id="flow" height="short" />
                <Served panel=portrait id="portrait" />
                <Served panel=health id="health" height="short" />
            </div>
        }
        .into_any()
    };
    view! { <CreatorPage creator section=Section::Overview title=words.overview content /> }
}

/// Today's run when it was under way as the page was made; nothing otherwise. It stays when the run has ended, so that nothing jumps.
#[component]
fn TodayStrip(creator: CreatorId, status: CollectionStatus, again: Callback<()>) -> impl IntoView {
    let words = OverviewWords::of(use_language());
    let running = status.today.as_ref().is_some_and(|run| run.state == RunState::Running);
    let over = RwSignal::new(false);
    let ended = Callback::new(move |()| {
        over.set(true);
        again.run(());
    });
    running.then(|| {
        view! {
            <section class="notice-box" aria-labelledby="today">
                <h2 id="today">{move || if over.get() { words.ended } else { words.running }}</h2>
                <LiveProgress creator=creator.clone() status ended />
                <p>
                    <a href=format!("/creators/{creator}/collection")>{words.watch}</a>
                </p>
            </section>
        }
    })
}
