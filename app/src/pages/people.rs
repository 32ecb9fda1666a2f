//! The ledgers: fans of a creator, and whom the creator follows.

use leptos::prelude::*;

use crate::api::people::{PeoplePanel, load_people};
use crate::components::{CreatorPage, PageAddress, PeriodPicker, Section, Served, use_filter};
use crate::context::use_language;
use crate::i18n::CommonWords;
use crate::model::ListKind;
use crate::model::page::frame::Frame;

/// `/creators/{id}/fans`.
#[component]
pub(crate) fn FansPage() -> impl IntoView {
    view! { <PeoplePage list=ListKind::Fans /> }
}

/// `/creators/{id}/following`.
#[component]
pub(crate) fn FollowingPage() -> impl IntoView {
    view! { <PeoplePage list=ListKind::Following /> }
}

#[component]
fn PeoplePage(list: ListKind) -> impl IntoView {
    let words = CommonWords::of(use_language());
    let (section, title) = match list {
        ListKind::Fans => (Section::Fans, words.fans),
        ListKind::Following => (Section::Following, words.following),
    };
    let address = PageAddress::here();
    let creator = address.creator;
    let read = use_filter();
    let panel = move |panel| address.panel(move |creator, query| load_people(creator, list, panel, query));
    let [quality, summary, origins, ledger] =
        [PeoplePanel::Quality, PeoplePanel::Summary, PeoplePanel::Origins, PeoplePanel::Ledger].map(panel);
    let content = move |frame: Frame| {
        let first_day = frame.creator.as_ref().and_then(|creator| creator.first_day);
        view! {
            <Served panel=quality id="quality" height="none" />
            <PeriodPicker filter=read today=frame.today first_day compares=false />
            <Served panel=summary id="summary" height="cards" />
            <div class="grid">
                <Served panel=ledger id="ledger" />
                <Served panel=origins id="origins" height="short" />
            </div>
        }
        .into_any()
    };
    view! { <CreatorPage creator section title content /> }
}
