//! Settings: display, sessions, authorisations and, for an owner, the workspace and the installation.

use leptos::prelude::*;

use crate::api::settings::{SettingsPart, load_settings};
use crate::components::{Panel, Preferences, Section, Served, SignedInPage, use_query_text};
use crate::context::use_language;
use crate::i18n::{CommonWords, SettingsWords};
use crate::loaded::Loaded;
use crate::model::CreatorId;
use crate::model::page::frame::Frame;

/// `/settings`.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let language = use_language();
    let words = SettingsWords::of(language);
    let query = use_query_text();
    let load = |(part, query): (SettingsPart, String)| load_settings(part, query);
    let authorisations = Loaded::new(move || (SettingsPart::Authorisations, query.get()), load);
    let workspace = Loaded::new(|| (SettingsPart::Workspace, String::new()), load);
    let content = move |_: Frame| {
        view! {
            <div class="grid settings">
                <Panel title=words.display sentence=words.display_text width="half">
                    <Preferences />
                </Panel>
                <Served panel=authorisations id="authorisations" />
                <Served panel=workspace id="workspace" />
            </div>
        }
        .into_any()
    };
    let none = Signal::derive(|| None::<CreatorId>);
    view! { <SignedInPage creator=none section=Section::Settings title=CommonWords::of(language).settings content /> }
}
