//! A browser as the server sees it: keeps cookies, follows nothing by itself, says where a request comes from.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Method, RequestBuilder, Response, StatusCode};

/// One browser profile on one site.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) origin: String,
    client: reqwest::Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// An answer that takes longer never comes: the test fails and names its address.
const PATIENCE: Duration = Duration::from_mins(2);

/// A client without redirects, as all tests use.
pub(crate) fn client() -> reqwest::Client {
    let _already_set = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE).build().expect("a client")
}

impl Browser {
    pub(crate) fn new(origin: &str) -> Self {
        Self { origin: origin.to_owned(), client: client(), cookies: Mutex::default() }
    }

    fn request(&self, method: Method, url: &str) -> RequestBuilder {
        let url = if url.starts_with('/') { format!("{}{url}", self.origin) } else { url.to_owned() };
        let cookies = self.cookies.lock().expect("cookies");
        let line: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = self.client.request(method, &url).header("accept", "text/html");
        if url.starts_with(&self.origin) && !line.is_empty() {
            request = request.header(COOKIE, line.join("; "));
        }
        request
    }

    async fn send(&self, request: RequestBuilder) -> Response {
        let response = request.send().await.expect("an answer");
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
        response
    }

    pub(crate) async fn get(&self, url: &str) -> Response {
        self.send(self.request(Method::GET, url)).await
    }

    /// A form sent from one of the site's own pages.
    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Response {
        self.send(self.request(Method::POST, path).header("sec-fetch-site", "same-origin").form(form)).await
    }

    pub(crate) async fn text(&self, path: &str) -> String {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.text().await.expect("a body")
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().expect("cookies").get(name).cloned()
    }

    /// Goes to the consent page and gives the consent of this account; returns the address of the callback.
    pub(crate) async fn consent(&self, open_id: &str) -> String {
        let start = self.get("/auth/douyin/start").await;
        let page = location(&start);
        location(&self.get(&format!("{page}&auto_consent={open_id}")).await)
    }

    /// Signs in with this account; returns where the browser is led to.
    pub(crate) async fn sign_in(&self, open_id: &str) -> String {
        let callback = self.consent(open_id).await;
        location(&self.get(&callback).await)
    }
}

/// Where an answer leads to.
pub(crate) fn location(response: &Response) -> String {
    let target = response.headers().get(LOCATION).unwrap_or_else(|| panic!("{} leads nowhere: {}", response.url(), response.status()));
    target.to_str().expect("an address").to_owned()
}
