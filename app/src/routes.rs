//! The application and its route table. Every page is rendered whole before it is sent, so that 404s and redirects are real.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::SsrMode;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::pages::{
    AudiencePage, AudienceStart, AuthorisePage, AuthorisedPage, CollectionPage, FansPage, FlowPage, FollowingPage, FreshLinkPage,
    LandingPage, NotFoundPage, OverviewPage, RosterPage, SettingsPage, SignInProblemPage,
};

/// Where somebody who is not signed in is sent; the landing page says why.
#[cfg(feature = "ssr")]
pub(crate) const SIGNED_OUT: &str = "/?signed-out";

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    #[cfg(feature = "hydrate")]
    crate::context::provide_from_document();
    view! {
        <Router>
            <Alive />
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=LandingPage ssr=SsrMode::Async />
                <Route path=path!("/sign-in/:problem") view=SignInProblemPage ssr=SsrMode::Async />
                <Route path=path!("/authorise/:token") view=AuthorisePage ssr=SsrMode::Async />
                <Route path=path!("/authorised") view=AuthorisedPage ssr=SsrMode::Async />
                <Route path=path!("/settings") view=SettingsPage ssr=SsrMode::Async />
                <Route path=path!("/settings/links") view=FreshLinkPage ssr=SsrMode::Async />
                <Route path=path!("/creators") view=RosterPage ssr=SsrMode::Async />
                <Route path=path!("/creators/:id") view=OverviewPage ssr=SsrMode::Async />
                <Route path=path!("/creators/:id/audience") view=AudienceStart ssr=SsrMode::Async />
                <Route path=path!("/creators/:id/audience/:dimension") view=AudiencePage ssr=SsrMode::Async />
                <Route path=path!("/creators/:id/fans") view=FansPage ssr=SsrMode::Async />
                <Route path=path!("/creators/:id/following") view=FollowingPage ssr=SsrMode::Async />
                <Route path=path!("/creators/:id/flow") view=FlowPage ssr=SsrMode::Async />
                <Route path=path!("/creators/:id/collection") view=CollectionPage ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}

/// What the browser half does for the whole document: charts, menus, forms that ask for a page, and the mark that the page is alive.
#[component]
fn Alive() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    {
        crate::forms::watch();
        crate::menus::watch();
        Effect::new(move || {
            crate::echarts::watch();
            if let Some(body) = document().body() {
                // Fails only for an invalid attribute name.
                let _ = body.set_attribute("data-hydrated", "");
            }
        });
    }
}
