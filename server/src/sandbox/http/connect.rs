//! `/platform/oauth/connect/`: a user is asked, and the browser goes back with a code or without.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};

use super::call::Call;
use super::consent_page::{self, Language};
use super::fault;
use super::redirect::RedirectUri;
use crate::sandbox::Sandbox;
use crate::sandbox::platform::faults::Family;
use crate::sandbox::platform::scope::{self, Scope, USER_INFO};

pub(crate) const PATH: &str = "/platform/oauth/connect/";

/// What an app asks for.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) client_key: String,
    pub(crate) redirect: RedirectUri,
    pub(crate) redirect_uri: String,
    /// Each scope with whether its box is ticked at first.
    pub(crate) scopes: Vec<(Scope, bool)>,
    pub(crate) scope: String,
    pub(crate) optional_scope: String,
    pub(crate) state: Option<String>,
}

/// What is wrong with a request. The browser is not sent back: nobody knows whether the address may be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
    Missing(&'static str),
    ClientKey,
    ResponseType,
    RedirectUri,
    Scope(String),
    Creator,
}

impl Request {
    fn of(sandbox: &Sandbox, call: &Call) -> Result<Self, Mistake> {
        let required = |name| call.parameter(name).ok_or(Mistake::Missing(name));
        let client_key = required("client_key")?;
        if client_key != sandbox.inner.client_key {
            return Err(Mistake::ClientKey);
        }
        let redirect_uri = required("redirect_uri")?;
        let redirect = RedirectUri::parse(redirect_uri).ok_or(Mistake::RedirectUri)?;
        if required("response_type")? != "code" {
            return Err(Mistake::ResponseType);
        }
        let scope = required("scope")?;
        let optional_scope = call.parameter("optionalScope").unwrap_or_default();
        Ok(Self {
            client_key: client_key.to_owned(),
            redirect,
            redirect_uri: redirect_uri.to_owned(),
            scopes: scopes(scope, optional_scope)?,
            scope: scope.to_owned(),
            optional_scope: optional_scope.to_owned(),
            state: call.parameter("state").map(str::to_owned),
        })
    }
}

/// The scopes asked for, `user_info` always first. Optional ones come as `name,1,name,0`; 1 is ticked.
fn scopes(required: &str, optional: &str) -> Result<Vec<(Scope, bool)>, Mistake> {
    let mut words: Vec<(&str, bool)> = vec![(USER_INFO, true)];
    words.extend(required.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty()).map(|word| (word, true)));
    let optional: Vec<&str> = optional.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    words.extend(optional.chunks(2).map(|pair| (pair[0], pair.get(1) == Some(&"1"))));
    let mut scopes: Vec<(Scope, bool)> = Vec::new();
    for (word, ticked) in words {
        let scope = scope::find(word).ok_or_else(|| Mistake::Scope(word.to_owned()))?;
        if !scopes.iter().any(|(known, _)| known.name == scope.name) {
            scopes.push((scope, ticked));
        }
    }
    Ok(scopes)
}

/// The page, or with `auto_consent` the answer at once.
pub(crate) async fn show(State(sandbox): State<Sandbox>, call: Call) -> Response {
    let effect = fault::strike(&sandbox, PATH, Family::Oauth, call.parameter("auto_consent")).await;
    if let Some(page) = fault::replaced(effect) {
        return page;
    }
    let language = Language::of(&call);
    let request = match Request::of(&sandbox, &call) {
        Ok(request) => request,
        Err(mistake) => return wrong(&mistake, language),
    };
    if let Some(open_id) = call.parameter("auto_consent") {
        let granted = request.scopes.iter().map(|(scope, _)| scope.name.to_owned()).collect();
        return agree(&sandbox, &request, open_id, granted, StatusCode::FOUND).unwrap_or_else(|mistake| wrong(&mistake, language));
    }
    let page = consent_page::ask(&request, &sandbox.creators(), language);
    (headers(Some(&request.redirect)), Html(page)).into_response()
}

/// The user pressed a button.
pub(crate) async fn decide(State(sandbox): State<Sandbox>, call: Call) -> Response {
    let language = Language::of(&call);
    let outcome = Request::of(&sandbox, &call).and_then(|request| {
        if call.parameter("decision") != Some("authorise") {
            return Ok(back(StatusCode::SEE_OTHER, &request.redirect.with("error", "access_denied", request.state.as_deref())));
        }
        let open_id = call.parameter("open_id").ok_or(Mistake::Missing("open_id"))?;
        let ticked = |scope: &Scope| scope.name == USER_INFO || call.parameter(&consent_page::field(scope.name)).is_some();
        let granted = request.scopes.iter().filter(|(scope, _)| ticked(scope)).map(|(scope, _)| scope.name.to_owned()).collect();
        agree(&sandbox, &request, open_id, granted, StatusCode::SEE_OTHER)
    });
    outcome.unwrap_or_else(|mistake| wrong(&mistake, language))
}

fn agree(sandbox: &Sandbox, request: &Request, open_id: &str, granted: Vec<String>, status: StatusCode) -> Result<Response, Mistake> {
    let code = sandbox.consent(open_id, granted).ok_or(Mistake::Creator)?;
    Ok(back(status, &request.redirect.with("code", &code, request.state.as_deref())))
}

fn back(status: StatusCode, location: &str) -> Response {
    let mut headers = headers(None);
    headers.extend(HeaderValue::from_str(location).map(|location| (header::LOCATION, location)));
    (status, headers).into_response()
}

fn wrong(mistake: &Mistake, language: Language) -> Response {
    (StatusCode::BAD_REQUEST, headers(None), Html(consent_page::mistake(mistake, language))).into_response()
}

fn headers(redirect: Option<&RedirectUri>) -> HeaderMap {
    let targets = redirect.map(RedirectUri::origin).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src '{}'; form-action 'self' {targets}; base-uri 'none'; frame-ancestors 'none'",
        consent_page::style_hash()
    );
    let mut headers = HeaderMap::new();
    headers.extend(HeaderValue::from_str(&policy).map(|policy| (header::CONTENT_SECURITY_POLICY, policy)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers
}
