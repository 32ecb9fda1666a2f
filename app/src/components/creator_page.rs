//! The frame around a page: who is looked at, where else to go; 404 and sign-out are decided here.

use leptos::prelude::*;
use leptos_meta::Title;

use super::top_bar::shown_name;
use super::{Avatar, ErrorState, NotFound, Reauthorise, Section, TopBar};
use crate::api::creator::load_frame;
use crate::context::use_language;
use crate::error::AppError;
use crate::format;
use crate::i18n::{self, CommonWords};
use crate::loaded::Loaded;
use crate::model::page::frame::Frame;
use crate::model::page::{CreatorHeader, Urgency};
use crate::model::{CreatorId, Role};

/// A page behind the sign-in.
#[component]
pub(crate) fn SignedInPage<F>(
    /// The creator, if the page has one.
    creator: Signal<Option<CreatorId>>,
    /// Which page.
    section: Section,
    /// The heading when there is no creator, and the document's title.
    #[prop(into)]
    title: Signal<String>,
    /// The content; made once the frame is known.
    content: F,
) -> impl IntoView
where
    F: Fn(Frame) -> AnyView + Clone + Send + Sync + 'static,
{
    let data = Loaded::new(move || creator.get(), load_frame);
    view! {
        <Transition fallback=|| view! { <div class="skeleton page"></div> }>
            {move || {
                let content = content.clone();
                Suspend::new(async move {
                    match data.answer().await {
                        Ok(frame) => {
                            let inner = content(frame.clone());
                            view! { <Framed frame section title inner /> }.into_any()
                        }
                        Err(AppError::NotFound) => view! { <NotFound /> }.into_any(),
                        Err(error) => view! { <Failed error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

/// A page of one creator.
#[component]
pub(crate) fn CreatorPage<F>(
    /// The creator of the address.
    creator: Memo<CreatorId>,
    /// Which page.
    section: Section,
    /// The page's name.
    #[prop(into)]
    title: Signal<String>,
    /// The content.
    content: F,
) -> impl IntoView
where
    F: Fn(Frame) -> AnyView + Clone + Send + Sync + 'static,
{
    view! { <SignedInPage creator=Signal::derive(move || Some(creator.get())) section title content /> }
}

#[component]
fn Framed(frame: Frame, section: Section, title: Signal<String>, inner: AnyView) -> impl IntoView {
    let words = CommonWords::of(use_language());
    let creator = frame.creator.clone();
    let name = creator.as_ref().map(|creator| shown_name(&creator.nickname, words));
    let document_title = move || match &name {
        Some(name) => format!("{} · {name} · Fanscope", title.get()),
        None => format!("{} · Fanscope", title.get()),
    };
    // The server writes the head when the page is rendered, and by then the page's signals may be gone.
    #[cfg(feature = "ssr")]
    let document_title = {
        let text = document_title();
        move || text.clone()
    };
    let (now, owner) = (frame.now, frame.role == Role::Owner);
    view! {
        <Title text=document_title />
        <div class="app">
            {view! { <TopBar frame section /> }.into_any()}
            <main id="main" tabindex="-1">
                {match creator {
                    Some(creator) => view! { <Heading creator now owner title /> }.into_any(),
                    None => view! { <h1>{move || title.get()}</h1> }.into_any(),
                }}
                {inner}
                <footer class="page-foot">
                    <p>{words.days_are}</p>
                    <p>{words.author}</p>
                </footer>
            </main>
        </div>
    }
    .into_any()
}

/// Name, newest snapshot and grant of the creator.
#[component]
fn Heading(creator: CreatorHeader, now: crate::model::Timestamp, owner: bool, title: Signal<String>) -> impl IntoView {
    let language = use_language();
    let words = CommonWords::of(language);
    let name = shown_name(&creator.nickname, words);
    let snapshot = creator.snapshot_at.map(|at| {
        view! { <span title=format::moment(at, language)>{i18n::recorded(format::age(at, now, language), language)}</span> }
    });
    let urgency = creator.grant.urgency();
    let again = (urgency > Urgency::None).then(|| view! { <Reauthorise creator=creator.id.clone() name=name.clone() owner /> });
    view! {
        <div class="heading">
            <Avatar name=name.clone() id=creator.id.0.clone() />
            <div class="heading-text">
                <h1>
                    <bdi class="ellipsis">{name}</bdi>
                    <span class="heading-page">{move || title.get()}</span>
                </h1>
                <p class="heading-facts">
                    {snapshot} <span class=urgency.class()>{i18n::grant(creator.grant, language)}</span>
                </p>
            </div>
            {again}
        </div>
    }
    .into_any()
}

#[component]
fn Failed(error: AppError) -> impl IntoView {
    // Signed out is a redirect already; its status must stay.
    #[cfg(feature = "ssr")]
    if error != AppError::SignedOut {
        crate::api::gate::set_status(error.status());
    }
    let words = CommonWords::of(use_language());
    view! {
        <main class="lone" id="main">
            <h1>{words.something_failed}</h1>
            <ErrorState error />
            <p>
                <a class="button" href="/">
                    {words.to_start}
                </a>
            </p>
        </main>
    }
}
