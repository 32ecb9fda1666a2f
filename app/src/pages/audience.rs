//! The audience in one dimension: now, as shares over time, as head counts over time, ranked.

mod over_time;
mod ranking;

use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_location, use_params_map};

use crate::api::audience;
use crate::components::{CreatorPage, EmptyState, Load, NotFound, Panel, PeriodPicker, Section, use_creator_id, use_filter};
use crate::context::use_language;
use crate::filter::{Filter, Preset, Range};
use crate::i18n::{self, AudienceWords, CommonWords, OverviewWords};
use crate::loaded::Loaded;
use crate::model::page::audience::AudienceView;
use crate::model::page::frame::Frame;
use crate::model::{CreatorId, Dimension};
use over_time::{Kind, OverTime};
use ranking::{Latest, Ranking};

/// `/creators/{id}/audience`: the first dimension's page.
#[component]
pub(crate) fn AudienceStart() -> impl IntoView {
    let creator = use_creator_id();
    let path = format!("/creators/{}/audience/{}", creator.get_untracked(), Dimension::ALL[0].as_str());
    view! { <Redirect path /> }
}

/// `/creators/{id}/audience/{dimension}`.
#[component]
pub(crate) fn AudiencePage() -> impl IntoView {
    let params = use_params_map();
    let dimension = Memo::new(move |_| params.read().get("dimension").as_deref().and_then(Dimension::parse));
    move || match dimension.get() {
        Some(dimension) => view! { <DimensionPage dimension /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn DimensionPage(dimension: Dimension) -> impl IntoView {
    let language = use_language();
    let creator = use_creator_id();
    let read = use_filter();
    let filter = Memo::new(move |_| read.get().0);
    let data =
        Loaded::new(move || (creator.get(), filter.get()), move |(creator, filter)| audience::load_composition(creator, dimension, filter));
    let title = format!("{} · {}", CommonWords::of(language).audience, i18n::dimension(dimension, language));
    let content = move |frame: Frame| {
        let first_day = frame.creator.as_ref().and_then(|creator| creator.first_day);
        let now = move || (creator.get_untracked(), filter.get_untracked());
        view! {
            <PeriodPicker filter=read today=frame.today first_day compares=false />
            <DimensionTabs creator=now().0 dimension />
            <Load data show=move |view| view! { <Panels creator=now().0 filter=now().1 view /> }.into_any() />
        }
        .into_any()
    };
    view! { <CreatorPage creator section=Section::Audience title content /> }
}

/// The six dimensions; each keeps the period.
#[component]
fn DimensionTabs(creator: CreatorId, dimension: Dimension) -> impl IntoView {
    let language = use_language();
    let search = use_location().search;
    let href = move |other: Dimension| {
        let search = search.get();
        let query = search.trim_start_matches('?');
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/creators/{creator}/audience/{}{mark}{query}", other.as_str())
    };
    view! {
        <nav class="tabs" aria-label=AudienceWords::of(language).dimensions>
            <ul>
                {Dimension::ALL
                    .into_iter()
                    .map(|other| {
                        let href = href.clone();
                        view! {
                            <li>
                                <a href=move || href(other) aria-current=(other == dimension).then_some("page")>
                                    {i18n::dimension(other, language)}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}

#[component]
fn Panels(creator: CreatorId, filter: Filter, view: AudienceView) -> impl IntoView {
    let language = use_language();
    let words = AudienceWords::of(language);
    if view.ranked.is_empty() {
        let whole = filter.with_range(Range::Preset(Preset::All)).to_query();
        let href = format!("/creators/{creator}/audience/{}?{whole}", view.over_time.dimension.as_str());
        let action = Some((OverviewWords::of(language).wider, href));
        return view! {
            <Panel title=i18n::dimension(view.over_time.dimension, language)>
                <EmptyState title=words.empty cause=words.empty_text.to_owned() action />
            </Panel>
        }
        .into_any();
    }
    let composition = view.over_time.clone();
    view! {
        <div class="grid">
            <Latest view=view.clone() />
            <OverTime creator=creator.clone() filter=filter.clone() composition=composition.clone() kind=Kind::Shares />
            <OverTime creator=creator.clone() filter composition kind=Kind::Counts />
            <Ranking creator view />
        </div>
    }
    .into_any()
}
