//! The application over a filled database, without a platform, and an owner who is signed in.

use std::sync::Arc;

use app::model::page::settings::InForce;
use app::model::{MemberId, PlatformDay, SignUp, Timestamp};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use server::config::{ServeSettings, StoreSettings};
use server::service::LandingService;
use server::startup::{self, Application, Core, Kind, Store};
use server::storage::SessionStorage as _;
use server::storage::sessions::SessionRow;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use tower_sessions::session::Id;

use super::fill::{self, Size};

/// The only session's id.
const SESSION: Id = Id(42);
/// Sessions live on the wall clock; this one outlives every machine.
const NEVER: i64 = 32_503_680_000;
/// The public address.
pub(crate) const HOST: &str = "127.0.0.1:3000";

/// What is asked for.
#[derive(Debug)]
pub(crate) enum Call {
    /// A server function, by its endpoint, and its arguments.
    Panel(&'static str, Value),
    /// The path of a chart, with the page's query.
    Chart(String),
}

/// The application, ready to answer.
pub(crate) struct House {
    core: Core,
    router: Router,
    cookie: String,
    _folder: TempDir,
}

/// The day of every page.
pub(crate) fn today() -> PlatformDay {
    "2026-11-21".parse().expect("a day")
}

impl House {
    /// An application over this much history.
    pub(crate) async fn filled(size: Size) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("fanscope.db");
        let settings = StoreSettings { database_url: format!("sqlite://{}", path.display()), path, secret_keys: None };
        let clock = startup::clock(Some(today().at(12 * 3600)));
        let core = Core::open(&settings, Kind::Serve, clock).await.expect("a store");
        let member = fill::fill(&core.store, size).await;
        let cookie = sign_in(&core.store, &member).await;
        let listen = HOST.parse().expect("an address");
        let public_url = format!("http://{HOST}").parse().expect("an address");
        let application = Application {
            core: core.clone(),
            platform: None,
            landing: LandingService::default(),
            serve: ServeSettings { listen, public_url, sign_up: SignUp::First },
            in_force: InForce::default(),
            signed_in: Arc::default(),
            stop: CancellationToken::new(),
        };
        Self { router: application.router(), core, cookie, _folder: folder }
    }

    /// Asks as the browser half does, and reads the whole answer.
    pub(crate) async fn ask(&self, call: &Call) {
        let request = match call {
            Call::Panel(endpoint, body) => {
                let request = Request::post(format!("/api/{endpoint}")).header(header::CONTENT_TYPE, "application/json");
                request.header("sec-fetch-site", "same-origin").body(Body::from(body.to_string()))
            }
            Call::Chart(path) => Request::get(path).body(Body::empty()),
        };
        let mut request = request.expect("a request");
        for (name, value) in [(header::HOST, HOST), (header::COOKIE, &self.cookie), (header::ACCEPT, "application/json")] {
            request.headers_mut().insert(name, HeaderValue::from_str(value).expect("a header"));
        }
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status();
        let bytes = response.into_body().collect().await.expect("a whole body").to_bytes();
        let text = String::from_utf8_lossy(&bytes);
        let shows = match call {
            Call::Panel(..) => text.contains("class=") && !text.contains(r#"class=\"state"#),
            Call::Chart(_) => text.contains("series"),
        };
        assert!(status == StatusCode::OK && shows, "{call:?}: {status} {text:.200}");
    }

    /// The application.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// Of the owner's session.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    /// The database file.
    pub(crate) fn path(&self) -> &std::path::Path {
        self.core.store.path()
    }

    /// The size of the database file.
    pub(crate) fn bytes(&self) -> u64 {
        std::fs::metadata(self.core.store.path()).map_or(0, |file| file.len())
    }

    /// Ends the connections.
    pub(crate) async fn close(self) {
        self.core.store.close().await;
    }
}

/// Writes a session as the session layer does; returns its cookie.
pub(crate) async fn sign_in(store: &Store, member: &MemberId) -> String {
    let data = json!({ "data": { "member": member }, "expires_at": NEVER }).to_string();
    let id_hash = hex::encode(Sha256::digest(SESSION.to_string().as_bytes()));
    let row = SessionRow { id_hash: &id_hash, data: data.as_bytes(), member: Some(member), expires_at: Timestamp(NEVER) };
    store.save_session(row, true).await.expect("a session");
    format!("fanscope={SESSION}")
}
