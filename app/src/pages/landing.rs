//! Landing: what this is, and the way in.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_location;

use crate::api::landing::{LandingView, load_landing};
use crate::components::{Load, Meter, Preferences};
use crate::context::use_language;
use crate::i18n::{self, LandingWords};
use crate::loaded::Loaded;
use crate::model::page::audience::share;

/// `/`.
#[component]
pub(crate) fn LandingPage() -> impl IntoView {
    let words = LandingWords::of(use_language());
    let data = Loaded::new(|| (), |()| load_landing());
    let search = use_location().search;
    let signed_out =
        move || search.read().contains("signed-out").then(|| view! { <p class="notices" role="status">{words.signed_out}</p> });
    view! {
        <Title text=format!("Fanscope · {}", words.title) />
        <div class="landing">
            <header class="landing-bar">
                <span class="brand">"Fanscope"</span>
                <Preferences />
            </header>
            <main id="main">
                {signed_out}
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
                <Load data height="short" show=move |view| view! { <Entrance view /> }.into_any() />
                <Features />
                <p class="muted small">{words.eligibility}</p>
            </main>
        </div>
    }
    .into_any()
}

/// The buttons, or why there are none yet.
#[component]
fn Entrance(view: LandingView) -> impl IntoView {
    let words = LandingWords::of(use_language());
    let installation = view.installation;
    if view.signed_in {
        return view! {
            <p class="actions">
                <a class="button primary" href="/creators">
                    {words.open}
                </a>
            </p>
        }
        .into_any();
    }
    if let Some((done, all)) = installation.history {
        return view! { <History done all /> }.into_any();
    }
    if !installation.missing.is_empty() {
        return view! { <Missing settings=installation.missing /> }.into_any();
    }
    let sign_in = if installation.demo { words.try_demo } else { words.sign_in };
    view! {
        <p class="actions">
            <a class="button primary" href="/auth/douyin/start" rel="external">
                {sign_in}
            </a>
        </p>
        {installation.demo.then(|| view! { <p class="muted">{words.demo_text}</p> })}
    }
    .into_any()
}

/// The demo's history while it is being made; the page asks again by itself.
#[component]
fn History(done: i64, all: i64) -> impl IntoView {
    let language = use_language();
    let words = LandingWords::of(language);
    view! {
        <Meta http_equiv="refresh" content="3" />
        <section class="notice-box" aria-labelledby="history">
            <h2 id="history">{words.history}</h2>
            <Meter share=share(done, all) />
            <p role="status">{i18n::history_days(done, all, language)}</p>
            <p class="muted">{words.history_text}</p>
        </section>
    }
}

#[component]
fn Missing(settings: Vec<String>) -> impl IntoView {
    let words = LandingWords::of(use_language());
    view! {
        <section class="notice-box" aria-labelledby="missing">
            <h2 id="missing">{words.missing}</h2>
            <p>{words.missing_text}</p>
            <ul>{settings.into_iter().map(|name| view! { <li><code>{name}</code></li> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Features() -> impl IntoView {
    let words = LandingWords::of(use_language());
    let features = [(words.portrait, words.portrait_text), (words.flow, words.flow_text), (words.growth, words.growth_text)];
    view! {
        <section class="features" aria-labelledby="what">
            <h2 class="hidden" id="what">
                {words.what}
            </h2>
            {features
                .into_iter()
                .map(|(title, text)| {
                    view! {
                        <div>
                            <h3>{title}</h3>
                            <p>{text}</p>
                        </div>
                    }
                })
                .collect_view()}
        </section>
    }
    .into_any()
}
