//! A sandbox on a port of its own and a plain client of it.

use std::path::Path;
use std::sync::Arc;

use app::model::PlatformDay;
use reqwest::redirect::Policy;
use secrecy::SecretString;
use serde_json::Value;
use server::clock::{Advance, Clock as _, ManualClock};
use server::sandbox::{Sandbox, SandboxCreator, SandboxSettings, StoryName};

pub(crate) const KEY: &str = "sandbox-key";
pub(crate) const SECRET: &str = "sandbox-secret";
pub(crate) const CALLBACK: &str = "http://127.0.0.1:3000/auth/douyin/callback";
pub(crate) const SCOPES: &str = "user_info,fans.data.bind,data.external.user,video.list.bind,fans.list,following.list";

/// The day on which the test worlds are opened; noon, Beijing time.
pub(crate) const TODAY: &str = "2026-06-15";

pub(crate) fn today() -> PlatformDay {
    TODAY.parse().expect("a day")
}

pub(crate) fn noon() -> Arc<ManualClock> {
    Arc::new(ManualClock::standing_at(today().at(12 * 3600)))
}

pub(crate) fn settings() -> SandboxSettings {
    SandboxSettings {
        client_key: KEY.to_owned(),
        client_secret: SecretString::from(SECRET),
        seed: 7,
        creators: 8,
        fans: 600,
        faults: None,
        state: None,
    }
}

/// A running platform.
pub(crate) struct Platform {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) sandbox: Sandbox,
    pub(crate) url: String,
    pub(crate) http: reqwest::Client,
    /// Dropping it ends the server.
    stop: tokio::sync::oneshot::Sender<()>,
    server: tokio::task::JoinHandle<()>,
}

/// What the token endpoints gave.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) open_id: String,
    pub(crate) access: String,
    pub(crate) refresh: String,
}

impl Platform {
    pub(crate) async fn start() -> Self {
        Self::with(settings(), noon()).await
    }

    pub(crate) async fn with_faults(faults: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("faults.toml");
        std::fs::write(&file, faults).expect("a file");
        Self::with(SandboxSettings { faults: Some(file), ..settings() }, noon()).await
    }

    pub(crate) async fn with_state(state: &Path, clock: Arc<ManualClock>) -> Self {
        Self::with(SandboxSettings { state: Some(state.to_owned()), ..settings() }, clock).await
    }

    pub(crate) async fn with(settings: SandboxSettings, clock: Arc<ManualClock>) -> Self {
        let sandbox = Sandbox::open(settings, Arc::clone(&clock) as Arc<dyn Advance>).expect("a sandbox");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = sandbox.router();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let server = axum::serve(listener, router).with_graceful_shutdown(async move { drop(stopped.await) });
        let server = tokio::spawn(async move { server.await.expect("the server runs") });
        let _already_installed = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build().expect("a client");
        Self { clock, sandbox, url, http, stop, server }
    }

    pub(crate) fn creator(&self, name: StoryName) -> SandboxCreator {
        self.sandbox.creators().into_iter().find(|creator| creator.story.name == name).expect("every story is there")
    }

    /// Ends the server as a signal would, and with it the platform.
    pub(crate) async fn stop(self) {
        let Self { sandbox, http, stop, server, .. } = self;
        drop((sandbox, http, stop));
        server.await.expect("a clean end");
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.http.get(format!("{}{path}", self.url)).send().await.expect("an answer").json().await.expect("JSON")
    }

    pub(crate) async fn post_form(&self, path: &str, form: &[(&str, &str)]) -> Value {
        self.http.post(format!("{}{path}", self.url)).form(form).send().await.expect("an answer").json().await.expect("JSON")
    }

    pub(crate) fn connect_url(&self, more: &[(&str, &str)]) -> String {
        let base = [("client_key", KEY), ("response_type", "code"), ("scope", SCOPES), ("redirect_uri", CALLBACK), ("state", "s t/1")];
        let kept = base.iter().filter(|(name, _)| !more.iter().any(|(other, _)| name == other));
        let query = serde_urlencoded::to_string(kept.chain(more).collect::<Vec<_>>()).expect("a query");
        format!("{}/platform/oauth/connect/?{query}", self.url)
    }

    /// The code that a consent leads to.
    pub(crate) async fn code(&self, open_id: &str, more: &[(&str, &str)]) -> String {
        let parameters: Vec<_> = [("auto_consent", open_id)].iter().chain(more).copied().collect();
        let answer = self.http.get(self.connect_url(&parameters)).send().await.expect("an answer");
        assert_eq!(answer.status(), 302);
        query_of(answer.headers()["location"].to_str().expect("text"), "code").expect("a code")
    }

    pub(crate) async fn exchange(&self, code: &str) -> Value {
        let form = [("client_key", KEY), ("client_secret", SECRET), ("code", code), ("grant_type", "authorization_code")];
        self.post_form("/oauth/access_token/", &form).await
    }

    pub(crate) async fn grant(&self, name: StoryName) -> Grant {
        self.grant_with(name, SCOPES).await
    }

    pub(crate) async fn grant_with(&self, name: StoryName, scopes: &str) -> Grant {
        let open_id = self.creator(name).open_id;
        let answer = self.exchange(&self.code(&open_id, &[("scope", scopes)]).await).await;
        grant_of(&answer)
    }

    pub(crate) async fn refresh(&self, token: &str) -> Value {
        let form = [("client_key", KEY), ("grant_type", "refresh_token"), ("refresh_token", token)];
        self.post_form("/oauth/refresh_token/", &form).await
    }

    pub(crate) async fn renew(&self, token: &str) -> Value {
        self.post_form("/oauth/renew_refresh_token/", &[("client_key", KEY), ("refresh_token", token)]).await
    }

    /// Calls a data endpoint the present way: `open_id` in the query, the token in a header.
    pub(crate) async fn read(&self, grant: &Grant, path: &str, more: &str) -> Value {
        let url = format!("{}{path}?open_id={}{more}", self.url, grant.open_id);
        self.http.get(url).header("access-token", &grant.access).send().await.expect("an answer").json().await.expect("JSON")
    }

    /// All rows of a list, and the answers' totals.
    pub(crate) async fn walk(&self, grant: &Grant, path: &str) -> Vec<Value> {
        let (mut rows, mut cursor) = (Vec::new(), 0);
        loop {
            let answer = self.read(grant, path, &format!("&cursor={cursor}&count=50")).await;
            let data = &answer["data"];
            assert_eq!(data["error_code"], 0, "{answer}");
            rows.extend(data["list"].as_array().expect("rows").iter().cloned());
            let next = data["cursor"].as_i64().expect("a cursor");
            if data["has_more"] == false {
                return rows;
            }
            assert!(next > cursor, "the cursor moves on");
            cursor = next;
        }
    }

    /// A grant with a living access token.
    pub(crate) async fn renewed(&self, grant: &Grant) -> Grant {
        self.grant(self.sandbox.creators().iter().find(|creator| creator.open_id == grant.open_id).expect("a creator").story.name).await
    }

    /// Fans the day before and on that day, as somebody saw who had agreed before.
    pub(crate) async fn totals(&self, story: StoryName, day: PlatformDay) -> (f64, f64) {
        self.clock.set(day.minus(5).at(12 * 3600));
        let open_id = self.grant(story).await.open_id;
        self.clock.set(day.plus(5).at(12 * 3600));
        let (before, on) = (self.truth(&open_id, day.previous()).await, self.truth(&open_id, day).await);
        let total = |truth: &Value| truth["growth"][0]["total_fans"].as_f64().unwrap_or_else(|| panic!("a total in {truth}"));
        (total(&before), total(&on))
    }

    pub(crate) async fn truth(&self, open_id: &str, day: PlatformDay) -> Value {
        self.get(&format!("/sandbox/truth/{open_id}/{day}")).await
    }

    pub(crate) fn today(&self) -> PlatformDay {
        self.clock.today()
    }

    /// Moves to a time of a day; only forward.
    pub(crate) fn go_to(&self, day: PlatformDay, second: i64) {
        let left = day.at(second).seconds_since(self.clock.now());
        assert!(left >= 0, "time goes forward");
        self.clock.advance(left);
    }
}

pub(crate) fn grant_of(answer: &Value) -> Grant {
    let text = |name: &str| answer["data"][name].as_str().unwrap_or_else(|| panic!("{name} in {answer}")).to_owned();
    Grant { open_id: text("open_id"), access: text("access_token"), refresh: text("refresh_token") }
}

pub(crate) fn query_of(url: &str, name: &str) -> Option<String> {
    let url = url::Url::parse(url).expect("an address");
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

pub(crate) fn code_of(answer: &Value) -> i64 {
    answer["data"]["error_code"].as_i64().unwrap_or_else(|| panic!("a numeric code in {answer}"))
}
