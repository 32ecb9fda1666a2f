//! Language and theme, remembered by cookie; they win over the system and Accept-Language.

use app::context::Theme;
use app::model::Language;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::router::HttpState;
use super::viewer::cookie;

/// Cookie of the language.
pub(super) const LANGUAGE_COOKIE: &str = "fanscope-language";
/// Cookie of the theme.
const THEME_COOKIE: &str = "fanscope-theme";

/// The theme of a request.
pub(super) fn theme(headers: &HeaderMap) -> Theme {
    cookie(headers, THEME_COOKIE).and_then(Theme::parse).unwrap_or_default()
}

/// The form of the switches.
#[derive(Debug, Deserialize)]
pub(super) struct Preferences {
    language: Option<String>,
    theme: Option<String>,
    #[serde(rename = "return")]
    back: Option<String>,
}

/// Sets the cookies and returns to the page.
pub(super) async fn save(State(state): State<HttpState>, Form(form): Form<Preferences>) -> Response {
    let secure = if state.parts.secure() { "; Secure" } else { "" };
    let cookie = |name: &str, value: &str| {
        HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax{secure}"))
            .ok()
            .map(|value| (header::SET_COOKIE, value))
    };
    let language = form.language.as_deref().and_then(Language::parse).and_then(|language| cookie(LANGUAGE_COOKIE, language.tag()));
    let theme =
        form.theme.as_deref().filter(|theme| matches!(*theme, "system" | "light" | "dark")).and_then(|theme| cookie(THEME_COOKIE, theme));
    let cookies: Vec<_> = [language, theme].into_iter().flatten().collect();
    (AppendHeaders(cookies), Redirect::to(&local_path(form.back.as_deref()))).into_response()
}

/// A path of our own, or the start page: never another host.
pub(super) fn local_path(path: Option<&str>) -> String {
    let is_local = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains(['\\', '\r', '\n'])
            && path.bytes().all(|byte| byte > 0x20 && byte < 0x7f)
    };
    path.filter(is_local).unwrap_or("/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn the_way_back_never_leads_to_another_host() {
        assert_eq!(local_path(Some("/creators?sort=net")), "/creators?sort=net");
        for path in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a b", "/a\r\nX: 1"] {
            assert_eq!(local_path(Some(path)), "/", "{path}");
        }
        assert_eq!(local_path(None), "/");
    }
}
