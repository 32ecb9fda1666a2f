//! Panels of the settings page.

mod authorisations;
mod installation;
mod members;
mod names;
mod schedule;

use leptos::prelude::*;

use crate::api::settings::SettingsPart;
use crate::components::{ErrorState, Panel};
use crate::context::use_language;
use crate::error::AppError;
use crate::filter::{self, Address, Notice};
use crate::html::Html;
use crate::i18n::{CommonWords, SettingsWords};
use crate::model::{Language, Role};
use crate::ports::{Ports, Viewer};
use authorisations::AuthorisationsPanel;
use installation::InstallationPanel;
use members::MembersPanel;
use names::NamesPanel;
use schedule::SchedulePanel;

/// Renders one part. An owner's panels each stand alone: one that fails leaves the others.
///
/// # Errors
/// A store that fails.
pub(crate) async fn render(ports: &Ports, viewer: &Viewer, part: SettingsPart, query: &str) -> Result<Html, AppError> {
    match part {
        SettingsPart::Authorisations => authorisations(ports, viewer, query).await,
        SettingsPart::Workspace if viewer.role == Role::Owner => Ok(workspace(ports, viewer).await),
        SettingsPart::Workspace => Ok(Html::of(viewer.language, || view! { <Sessions /> }.into_any())),
    }
}

async fn authorisations(ports: &Ports, viewer: &Viewer, query: &str) -> Result<Html, AppError> {
    let address = Address::new("/settings", query);
    let mut notices = Vec::new();
    let page = filter::page(&address, &mut notices);
    let grants = ports.settings.authorisations(viewer, page).await?;
    let links = match viewer.role {
        Role::Owner => Some(ports.links.open(viewer).await?),
        Role::Creator => None,
    };
    if grants.window.page != page {
        notices.push(Notice::PageBeyondEnd);
    }
    let now = viewer.now;
    Ok(Html::of(viewer.language, || view! { <AuthorisationsPanel address grants links now notices /> }.into_any()))
}

async fn workspace(ports: &Ports, viewer: &Viewer) -> Html {
    let port = &ports.settings;
    let names = port.names(viewer).await;
    let schedule = port.schedule(viewer).await;
    let members = port.members(viewer).await;
    let in_force = port.in_force(viewer).await;
    let now = viewer.now;
    let words = SettingsWords::of(viewer.language);
    Html::of(viewer.language, || {
        view! {
            <Sessions />
            {stands(words.names, names, |names| view! { <NamesPanel names /> }.into_any())}
            {stands(words.schedule, schedule, |schedule| view! { <SchedulePanel schedule now /> }.into_any())}
            {stands(words.members, members, |members| view! { <MembersPanel members /> }.into_any())}
            {stands(words.installation, in_force, |in_force| view! { <InstallationPanel in_force /> }.into_any())}
        }
        .into_any()
    })
}

/// A panel, or what became of it.
fn stands<T>(title: &'static str, answer: Result<T, AppError>, show: impl FnOnce(T) -> AnyView) -> AnyView {
    match answer {
        Ok(answer) => show(answer),
        Err(error) => view! {
            <Panel title>
                <ErrorState error />
            </Panel>
        }
        .into_any(),
    }
}

/// The name to show for a nickname.
fn shown_name(nickname: String, language: Language) -> String {
    if nickname.trim().is_empty() { CommonWords::of(language).unnamed.to_owned() } else { nickname }
}

/// The way out of every browser.
#[component]
fn Sessions() -> impl IntoView {
    let words = SettingsWords::of(use_language());
    view! {
        <Panel title=words.sessions sentence=words.sessions_text>
            <form class="actions" method="post" action="/auth/sign-out-everywhere">
                <button>{words.sign_out_everywhere}</button>
                <span class="muted">{words.sign_out_note}</span>
            </form>
        </Panel>
    }
    .into_any()
}
