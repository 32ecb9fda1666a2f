//! The audience in one dimension: now, as shares over time, as head counts over time, ranked.

use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_location, use_params_map};

use crate::api::audience::load_audience;
use crate::components::{CreatorPage, NotFound, PageAddress, PeriodPicker, Section, Served, use_filter};
use crate::context::use_language;
use crate::filter::Address;
use crate::i18n::{self, AudienceWords, CommonWords};
use crate::model::page::frame::Frame;
use crate::model::{CreatorId, Dimension};

/// `/creators/{id}/audience`: the first dimension's page.
#[component]
pub(crate) fn AudienceStart() -> impl IntoView {
    let creator = PageAddress::here().creator;
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
    let address = PageAddress::here();
    let creator = address.creator;
    let read = use_filter();
    let panels = address.panel(move |creator, query| load_audience(creator, dimension, query));
    let title = format!("{} · {}", CommonWords::of(language).audience, i18n::dimension(dimension, language));
    let content = move |frame: Frame| {
        let first_day = frame.creator.as_ref().and_then(|creator| creator.first_day);
        view! {
            <PeriodPicker filter=read today=frame.today first_day compares=false />
            <DimensionTabs creator=creator.get_untracked() dimension />
            <div class="grid">
                <Served panel=panels id="audience" />
            </div>
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
        let path = format!("/creators/{creator}/audience/{}", other.as_str());
        Address::new("", &search.read()).to(path).href()
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
