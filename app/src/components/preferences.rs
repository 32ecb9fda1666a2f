//! The switches of language and theme: a plain form that works everywhere.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::context::{Theme, use_request};
use crate::i18n::CommonWords;
use crate::model::Language;

/// The two switches.
#[component]
pub(crate) fn Preferences() -> impl IntoView {
    let request = use_request();
    let words = CommonWords::of(request.language);
    let location = use_location();
    let here = move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        let search = search.trim_start_matches('?');
        if search.is_empty() { path } else { format!("{path}?{search}") }
    };
    let theme_name = move |theme: Theme| match theme {
        Theme::System => words.theme_system,
        Theme::Light => words.theme_light,
        Theme::Dark => words.theme_dark,
    };
    let languages = [(Language::Chinese, words.chinese), (Language::English, words.english)];
    view! {
        <form class="preferences" method="post" action="/preferences">
            <input type="hidden" name="return" value=here />
            <fieldset>
                <legend>{words.language}</legend>
                {languages
                    .into_iter()
                    .map(|(language, name)| {
                        view! {
                            <button name="language" value=language.tag() lang=language.tag() aria-pressed=(request.language == language).to_string()>
                                {name}
                            </button>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <fieldset>
                <legend>{words.theme}</legend>
                {Theme::ALL
                    .into_iter()
                    .map(|theme| {
                        view! {
                            <button name="theme" value=theme.as_str() aria-pressed=(request.theme == theme).to_string()>
                                {theme_name(theme)}
                            </button>
                        }
                    })
                    .collect_view()}
            </fieldset>
        </form>
    }
    .into_any()
}
