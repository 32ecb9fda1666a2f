//! The consent page and the page that says what is wrong with a request. Plain HTML: it works without scripts.

mod words;

use axum::http::header;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::call::Call;
use super::connect::{Mistake, PATH, Request};
use crate::sandbox::SandboxCreator;
use crate::sandbox::platform::scope::{Scope, USER_INFO};
use words::Words;

const STYLE: &str = include_str!("consent_page/style.css");

/// The language of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Chinese,
    English,
}

impl Language {
    /// `lang` decides, then the first language of the browser that we speak.
    pub(crate) fn of(call: &Call) -> Self {
        let accepted = call.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let known = |tag: &str| match tag.trim().get(..2) {
            Some("zh") => Some(Self::Chinese),
            Some("en") => Some(Self::English),
            _ => None,
        };
        call.parameter("lang").and_then(known).or_else(|| accepted.split(',').find_map(known)).unwrap_or(Self::Chinese)
    }

    const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    const fn pick(self, (chinese, english): (&'static str, &'static str)) -> &'static str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }

    const fn words(self) -> &'static Words {
        match self {
            Self::Chinese => &words::CHINESE,
            Self::English => &words::ENGLISH,
        }
    }
}

/// The hash of the inline style, for the content security policy.
pub(crate) fn style_hash() -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(STYLE)))
}

/// The form field of a scope's check box.
pub(crate) fn field(scope: &str) -> String {
    format!("grant.{scope}")
}

/// Asks the user.
pub(crate) fn ask(request: &Request, creators: &[SandboxCreator], language: Language) -> String {
    let words = language.words();
    let body = html! {
        h1 { (words.title) }
        p.lead { (words.lead) " " b { (request.client_key) } }
        form method="post" action=(PATH) {
            (hidden(request, language))
            fieldset {
                legend { (words.who) }
                @for (index, creator) in creators.iter().enumerate() { (choice(creator, index == 0, language)) }
            }
            fieldset {
                legend { (words.what) }
                @for (scope, ticked) in &request.scopes { (check_box(*scope, *ticked, language)) }
            }
            p.note { (words.target) " " code { (request.redirect.origin()) } }
            div.actions {
                button.primary name="decision" value="authorise" { (words.authorise) }
                button name="decision" value="refuse" { (words.refuse) }
            }
        }
    };
    page(words.title, &body, language).into_string()
}

fn hidden(request: &Request, language: Language) -> Markup {
    html! {
        input type="hidden" name="client_key" value=(request.client_key);
        input type="hidden" name="response_type" value="code";
        input type="hidden" name="scope" value=(request.scope);
        input type="hidden" name="optionalScope" value=(request.optional_scope);
        input type="hidden" name="redirect_uri" value=(request.redirect_uri);
        @if let Some(state) = &request.state { input type="hidden" name="state" value=(state); }
        input type="hidden" name="lang" value=(language.tag());
    }
}

fn choice(creator: &SandboxCreator, checked: bool, language: Language) -> Markup {
    html! {
        label.choice {
            input type="radio" name="open_id" value=(creator.open_id) checked[checked] required;
            span.name { (creator.nickname) }
            span.count { (thousands(creator.fans)) " " (language.words().fans) }
            span.story { (language.pick(creator.story.name.sentence())) }
        }
    }
}

fn check_box(scope: Scope, ticked: bool, language: Language) -> Markup {
    let fixed = scope.name == USER_INFO;
    html! {
        label.scope {
            input type="checkbox" name=(field(scope.name)) value="1" checked[ticked] disabled[fixed];
            span.name { (language.pick(scope.gives)) @if fixed { " " em { (language.words().required) } } }
            code { (scope.name) }
        }
    }
}

/// Says what is wrong with a request.
pub(crate) fn mistake(mistake: &Mistake, language: Language) -> String {
    let words = language.words();
    let (what, remedy) = words::mistake(mistake, language);
    let body = html! {
        h1 { (words.wrong) }
        p.lead { (what) }
        p.note { (remedy) }
    };
    page(words.wrong, &body, language).into_string()
}

fn page(title: &str, body: &Markup, language: Language) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    p.brand { (language.words().brand) }
                    (body)
                }
            }
        }
    }
}

fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}
