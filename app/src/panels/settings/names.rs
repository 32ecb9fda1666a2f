//! Whether fans' names are stored.

use leptos::prelude::*;

use crate::components::Panel;
use crate::context::use_language;
use crate::i18n::SettingsWords;
use crate::model::page::settings::Names;

/// The switch, with what either side means. Turning off erases, so it is asked twice.
#[component]
pub(super) fn NamesPanel(names: Names) -> impl IntoView {
    let words = SettingsWords::of(use_language());
    let sentence = if names.on { words.names_on } else { words.names_off };
    let erasing = names.erasing.then(|| {
        view! {
            <p class="warning" role="status">
                {words.names_erasing}
            </p>
        }
    });
    let form = |value: &'static str, label: &'static str, class: &'static str| {
        view! {
            <form class="actions" method="post" action="/settings/names">
                <button class=class name="names" value=value>
                    {label}
                </button>
            </form>
        }
    };
    let switch = if names.on {
        view! {
            <details class="confirm">
                <summary class="button">{words.turn_off}</summary>
                <p>{words.names_off_means}</p>
                {form("off", words.turn_off_now, "danger")}
            </details>
        }
        .into_any()
    } else {
        view! {
            <p class="muted small">{words.names_on_means}</p>
            {form("on", words.turn_on, "")}
        }
        .into_any()
    };
    view! {
        <Panel title=words.names sentence>
            {erasing} {switch}
        </Panel>
    }
    .into_any()
}
