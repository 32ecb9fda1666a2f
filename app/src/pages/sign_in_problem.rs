//! A sign-in that did not work: what happened and what to do.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};

use crate::components::{NotFound, Preferences};
use crate::context::use_language;
use crate::i18n::{CommonWords, Problem, open_the_link_again, problem};

/// `/sign-in/{problem}`; an unknown problem is a 404.
#[component]
pub(crate) fn SignInProblemPage() -> impl IntoView {
    let params = use_params_map();
    move || match params.read().get("problem").as_deref().and_then(Problem::parse) {
        Some(kind) => view! { <SignInProblem kind /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// One problem.
#[component]
fn SignInProblem(
    /// Which one.
    kind: Problem,
) -> impl IntoView {
    let language = use_language();
    let words = CommonWords::of(language);
    #[cfg(feature = "ssr")]
    crate::api::gate::set_status(kind.status());
    let text = problem(kind, language);
    // Whoever came by a link opens it again; an ordinary sign-in is not what was asked of them.
    let by_link = use_location().search.read_untracked().contains("link");
    let remedy = if by_link { open_the_link_again(language) } else { text.remedy };
    let again = (kind.sign_in_helps() && !by_link).then(|| {
        view! {
            <a class="button primary" href="/auth/douyin/start" rel="external">
                {text.action}
            </a>
        }
    });
    view! {
        <Title text=format!("{} · Fanscope", text.title) />
        <main class="lone" id="main">
            <h1>{text.title}</h1>
            <p>{text.what}</p>
            <p>{remedy}</p>
            <p class="actions">
                {again}
                <a class="button" href="/">
                    {words.to_start}
                </a>
            </p>
            <Preferences />
        </main>
    }
}
