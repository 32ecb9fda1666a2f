//! A panel: title, one sentence, content, footnote, export.

use leptos::prelude::*;

use crate::context::use_language;
use crate::i18n::{self, CommonWords};

/// A section of a page with its heading.
#[component]
pub(crate) fn Panel(
    /// The heading.
    #[prop(into)]
    title: String,
    /// What the panel shows, in one sentence.
    #[prop(optional, into)]
    sentence: String,
    /// Source and day of the numbers.
    #[prop(optional, into)]
    footnote: String,
    /// Address of the CSV with exactly these rows.
    #[prop(optional_no_strip, into)]
    export: Option<String>,
    /// Layout class: `wide`, `half` or `third`.
    #[prop(default = "wide")]
    width: &'static str,
    /// The content.
    children: Children,
) -> impl IntoView {
    let language = use_language();
    let words = CommonWords::of(language);
    view! {
        <section class=format!("panel {width}")>
            <header class="panel-head">
                <h2>{title.clone()}</h2>
                {export
                    .map(|href| {
                        view! {
                            <a class="export" href=href rel="external" download aria-label=i18n::told(words.export, &title, language)>
                                {words.export}
                            </a>
                        }
                    })}
            </header>
            {(!sentence.is_empty()).then(|| view! { <p class="panel-sentence">{sentence}</p> })}
            {children()}
            {(!footnote.is_empty()).then(|| view! { <p class="panel-foot">{footnote}</p> })}
        </section>
    }
    .into_any()
}
