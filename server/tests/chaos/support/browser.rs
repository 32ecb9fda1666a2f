//! A browser as the server sees it: keeps cookies and follows nothing by itself.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{RequestBuilder, Response};

/// A client without redirects whose answers come within a minute.
pub(crate) fn client() -> reqwest::Client {
    client_with(Duration::from_mins(1))
}

/// A client that waits no longer than this, on connections of its own.
pub(crate) fn client_with(patience: Duration) -> reqwest::Client {
    let _already_set = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().timeout(patience).build().expect("a client")
}

/// One browser profile on one site.
#[derive(Debug)]
pub(crate) struct Browser {
    origin: String,
    client: reqwest::Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    pub(crate) fn new(origin: &str) -> Self {
        Self { origin: origin.to_owned(), client: client(), cookies: Mutex::default() }
    }

    /// The same cookies on another address of the site.
    pub(crate) fn on(self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), client: client(), cookies: self.cookies }
    }

    /// The cookies as a header.
    pub(crate) fn cookies(&self) -> String {
        let cookies = self.cookies.lock().expect("cookies");
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn prepared(&self, request: RequestBuilder, url: &str) -> RequestBuilder {
        let request = request.header("accept", "text/html").header("accept-language", "en");
        if url.starts_with(&self.origin) { request.header(COOKIE, self.cookies()) } else { request }
    }

    async fn send(&self, request: RequestBuilder) -> reqwest::Result<Response> {
        let response = request.send().await?;
        let mut cookies = self.cookies.lock().expect("cookies");
        for line in response.headers().get_all(SET_COOKIE) {
            let line = line.to_str().expect("a cookie");
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            if value.is_empty() || line.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        drop(cookies);
        Ok(response)
    }

    fn url(&self, url: &str) -> String {
        if url.starts_with('/') { format!("{}{url}", self.origin) } else { url.to_owned() }
    }

    /// As `get`, where no answer is an answer too.
    pub(crate) async fn try_get(&self, url: &str) -> reqwest::Result<Response> {
        let url = self.url(url);
        self.send(self.prepared(self.client.get(&url), &url)).await
    }

    pub(crate) async fn get(&self, url: &str) -> Response {
        self.try_get(url).await.expect("an answer")
    }

    /// A form sent from one of the site's own pages.
    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Response {
        let url = self.url(path);
        let request = self.client.post(&url).header("sec-fetch-site", "same-origin").form(form);
        self.send(self.prepared(request, &url)).await.expect("an answer")
    }

    /// Signs in with this account of the sandbox; where the browser is led to. The platform must be the case's own: a second consent makes
    /// the code of the first one void.
    pub(crate) async fn sign_in(&self, open_id: &str) -> String {
        let page = location(&self.get("/auth/douyin/start").await);
        let callback = location(&self.get(&format!("{page}&auto_consent={open_id}")).await);
        let target = location(&self.get(&callback).await);
        assert!(target.starts_with("/creators/"), "the sign-in leads to {target}");
        target
    }
}

/// Where an answer leads to.
pub(crate) fn location(response: &Response) -> String {
    let target = response.headers().get(LOCATION).unwrap_or_else(|| panic!("{} leads nowhere: {}", response.url(), response.status()));
    target.to_str().expect("an address").to_owned()
}
