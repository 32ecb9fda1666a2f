//! Flow contributions: the fans' part in views, likes, comments and shares over time.

use leptos::prelude::*;

use crate::api::flow::load_flow;
use crate::components::{CreatorPage, PageAddress, PeriodPicker, Section, Served, use_filter};
use crate::context::use_language;
use crate::i18n::CommonWords;
use crate::model::page::frame::Frame;

/// `/creators/{id}/flow`.
#[component]
pub(crate) fn FlowPage() -> impl IntoView {
    let words = CommonWords::of(use_language());
    let address = PageAddress::here();
    let creator = address.creator;
    let read = use_filter();
    let panels = address.panel(load_flow);
    let content = move |frame: Frame| {
        let first_day = frame.creator.as_ref().and_then(|creator| creator.first_day);
        view! {
            <PeriodPicker filter=read today=frame.today first_day />
            <div class="grid">
                <Served panel=panels id="flow" />
            </div>
        }
        .into_any()
    };
    view! { <CreatorPage creator section=Section::Flow title=words.flow content /> }
}
