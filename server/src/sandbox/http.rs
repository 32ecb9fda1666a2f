//! The platform over HTTP. Every path answers with and without its trailing slash, without a redirect, to GET and POST alike.

mod call;
mod check;
mod connect;
mod consent_page;
mod control;
mod envelope;
mod fault;
mod lists;
mod oauth;
mod open_api;
mod portrait;
mod redirect;
mod series;
mod userinfo;
mod videos;
mod webhook;

use axum::Router;
use axum::extract::State;
use axum::routing::{any, get, post};

use super::Sandbox;
use super::platform::faults::Family;
use call::Call;
use oauth::TokenPath;
use open_api::Endpoint;

/// The paths that a fault rule may name.
pub(crate) fn paths() -> Vec<(&'static str, Family)> {
    let data = Endpoint::ALL.map(|endpoint| (endpoint.path(), endpoint.family()));
    let oauth = TokenPath::ALL.map(|path| (path.path(), Family::Oauth));
    data.into_iter().chain(oauth).chain([(connect::PATH, Family::Oauth)]).collect()
}

impl Sandbox {
    /// All paths of the platform and of its control.
    pub fn router(&self) -> Router {
        let mut router = Router::new();
        for endpoint in Endpoint::ALL {
            let answer = move |State(sandbox): State<Self>, call: Call| open_api::answer(sandbox, endpoint, call);
            router = both(router, endpoint.path(), || any(answer));
        }
        for path in TokenPath::ALL {
            let answer = move |State(sandbox): State<Self>, call: Call| oauth::answer(sandbox, path, call);
            router = both(router, path.path(), || any(answer));
        }
        router = both(router, connect::PATH, || get(connect::show).post(connect::decide));
        router = both(router, "/sandbox/creators/", || get(control::creators));
        router = both(router, "/sandbox/truth/{open_id}/{day}/", || get(control::truth));
        router = both(router, "/sandbox/calls/", || get(control::calls));
        router = both(router, "/sandbox/clock/", || get(control::clock).post(control::advance));
        router = both(router, "/sandbox/revoke/", || post(control::revoke));
        router = both(router, "/sandbox/webhook/event/send/", || post(webhook::send));
        router = both(router, "/event/status/list/", || any(webhook::status_list));
        router = both(router, "/event/status/update/", || post(webhook::status_update));
        router.fallback(open_api::unknown_path).with_state(self.clone())
    }
}

fn both(router: Router<Sandbox>, path: &str, handler: impl Fn() -> axum::routing::MethodRouter<Sandbox>) -> Router<Sandbox> {
    router.route(path, handler()).route(path.trim_end_matches('/'), handler())
}
