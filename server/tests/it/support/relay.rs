//! An address for webhooks that a test can look into: it keeps what came, passes it on, and may be out of order.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use serde_json::Value;

/// A message as it came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// The status of the application behind, and how long it took.
    pub(crate) answer: Option<(u16, Duration)>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

#[derive(Debug, Default)]
struct Inner {
    /// The application behind; without one every message is answered as a good one would.
    behind: Option<String>,
    /// Each message is answered so often with 503 first, whatever the application says.
    failures: usize,
    /// So many challenges are.
    deaf: usize,
    /// How long each answer takes.
    slowness: Duration,
    seen: Mutex<Vec<Seen>>,
}

/// The address.
#[derive(Clone, Debug)]
pub(crate) struct Relay {
    pub(crate) url: url::Url,
    inner: Arc<Inner>,
}

/// How an address behaves.
#[derive(Debug, Default)]
pub(crate) struct Manner {
    pub(crate) behind: Option<String>,
    pub(crate) failures: usize,
    pub(crate) deaf: usize,
    pub(crate) slowness: Duration,
}

impl Relay {
    pub(crate) async fn start(manner: Manner) -> Self {
        let Manner { behind, failures, deaf, slowness } = manner;
        let inner = Arc::new(Inner { behind, failures, deaf, slowness, ..Inner::default() });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hooks", listener.local_addr().expect("an address")).parse().expect("an address");
        let router = Router::new().route("/hooks", post(take)).with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, inner }
    }

    /// Everything that came so far but challenges.
    pub(crate) fn messages(&self) -> Vec<Seen> {
        self.inner.seen.lock().expect("unpoisoned").iter().filter(|seen| !is_challenge(&seen.body)).cloned().collect()
    }

    /// The challenges that came so far.
    pub(crate) fn challenges(&self) -> usize {
        self.inner.seen.lock().expect("unpoisoned").iter().filter(|seen| is_challenge(&seen.body)).count()
    }

    /// Waits until so many messages came.
    pub(crate) async fn wait_for(&self, count: usize) -> Vec<Seen> {
        until("messages", || self.messages().len() >= count).await;
        self.messages()
    }
}

/// Waits until something is so; ten seconds at most.
pub(crate) async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..1000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{what}: not within ten seconds");
}

fn is_challenge(body: &[u8]) -> bool {
    serde_json::from_slice::<Value>(body).is_ok_and(|message| message["event"] == "verify_webhook")
}

async fn take(State(inner): State<Arc<Inner>>, headers: HeaderMap, body: Bytes) -> Response {
    let challenge = is_challenge(&body);
    let mut answer = Answer::plain(challenge.then(|| serde_json::from_slice::<Value>(&body).expect("JSON")["content"].to_string()));
    if let Some(behind) = &inner.behind {
        let began = tokio::time::Instant::now();
        let mut request = super::browser::client().post(behind).body(body.to_vec());
        for (name, value) in headers.iter().filter(|(name, _)| *name != "host" && *name != "content-length") {
            request = request.header(name, value);
        }
        let found = request.send().await.expect("the application answers");
        let status = found.status().as_u16();
        let text = found.text().await.expect("a body");
        answer = Answer { status, text, took: Some(began.elapsed()) };
    }
    let seen = Seen { headers, body: body.to_vec(), answer: answer.took.map(|took| (answer.status, took)) };
    let tries = {
        let mut all = inner.seen.lock().expect("unpoisoned");
        all.push(seen.clone());
        all.iter()
            .filter(|other| is_challenge(&other.body) == challenge && (challenge || other.header("msg-id") == seen.header("msg-id")))
            .count()
    };
    tokio::time::sleep(inner.slowness).await;
    if tries <= if challenge { inner.deaf } else { inner.failures } {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    (StatusCode::from_u16(answer.status).expect("a status"), answer.text).into_response()
}

struct Answer {
    status: u16,
    text: String,
    took: Option<Duration>,
}

impl Answer {
    fn plain(challenge: Option<String>) -> Self {
        Self { status: 200, text: challenge.unwrap_or_else(|| "{}".to_owned()), took: None }
    }
}
