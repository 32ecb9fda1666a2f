//! The roster: a row per creator, all comparable at a glance.

use leptos::prelude::*;

use crate::api::roster::load_roster;
use crate::components::{Section, Served, SignedInPage, use_query_text};
use crate::context::use_language;
use crate::i18n::RosterWords;
use crate::loaded::Loaded;
use crate::model::CreatorId;
use crate::model::page::frame::Frame;

/// `/creators`.
#[component]
pub(crate) fn RosterPage() -> impl IntoView {
    let words = RosterWords::of(use_language());
    let query = use_query_text();
    let rows = Loaded::new(move || query.get(), load_roster);
    let content = move |_: Frame| view! { <Served panel=rows id="roster" /> }.into_any();
    let none = Signal::derive(|| None::<CreatorId>);
    view! { <SignedInPage creator=none section=Section::Roster title=words.title content /> }
}
