//! Re-authorisation links: the page that somebody opens, what they see afterwards, and the page that shows an owner a new link.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use crate::api::links::{load_fresh_link, load_invitation};
use crate::components::{Preferences, Section, Served, SignedInPage};
use crate::context::use_language;
use crate::i18n::{AuthorisedWords, CommonWords};
use crate::loaded::Loaded;
use crate::model::CreatorId;
use crate::model::page::frame::Frame;

/// `/authorise/{token}`; nobody has to be signed in.
#[component]
pub(crate) fn AuthorisePage() -> impl IntoView {
    let words = AuthorisedWords::of(use_language());
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let invitation = Loaded::new(token, load_invitation);
    view! {
        <Title text=format!("{} · Fanscope", words.page) />
        <main class="lone" id="main">
            <h1>{words.page}</h1>
            <Served panel=invitation id="invitation" height="short" />
            <Preferences />
        </main>
    }
    .into_any()
}

/// `/authorised`: the consent that a link asked for was given.
#[component]
pub(crate) fn AuthorisedPage() -> impl IntoView {
    let language = use_language();
    let words = AuthorisedWords::of(language);
    view! {
        <Title text=format!("{} · Fanscope", words.title) />
        <main class="lone" id="main">
            <h1>{words.title}</h1>
            <p>{words.what}</p>
            <p>{words.gaps}</p>
            <p class="muted">{words.own}</p>
            <p class="actions">
                <a class="button" href="/">
                    {CommonWords::of(language).to_start}
                </a>
            </p>
            <Preferences />
        </main>
    }
    .into_any()
}

/// `/settings/links`: the link that was made by this very request.
#[component]
pub(crate) fn FreshLinkPage() -> impl IntoView {
    let words = AuthorisedWords::of(use_language());
    let fresh = Loaded::new(|| (), |()| load_fresh_link());
    let content = move |_: Frame| {
        view! {
            <div class="grid settings">
                <Served panel=fresh id="fresh-link" height="short" />
            </div>
        }
        .into_any()
    };
    let none = Signal::derive(|| None::<CreatorId>);
    view! { <SignedInPage creator=none section=Section::Settings title=words.fresh content /> }
}
