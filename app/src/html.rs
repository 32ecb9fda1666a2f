//! HTML the server made of a view, for panels the browser only shows.
//!
//! A panel is rendered where its data is. The browser gets the finished HTML, inside the page or as the answer of a server function, and
//! puts it in place: it needs neither the panel's data nor the code that draws it.

use serde::{Deserialize, Serialize};

/// Finished HTML; empty in the browser when the page already has it in place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// What stands in the page instead of the HTML, which is there already.
    pub(crate) const IN_PLACE: Self = Self(String::new());

    /// Renders a view, in this language, apart from the page around it.
    #[cfg(feature = "ssr")]
    pub(crate) fn of(language: crate::model::Language, view: impl FnOnce() -> leptos::prelude::AnyView) -> Self {
        use leptos::prelude::{Owner, RenderHtml as _, provide_context};
        Owner::new().with(|| {
            provide_context(crate::context::RequestContext { language, ..Default::default() });
            Self(view().to_html())
        })
    }

    /// Whether the page has it already.
    #[cfg(feature = "hydrate")]
    pub(crate) const fn is_in_place(&self) -> bool {
        self.0.is_empty()
    }

    /// The text, where it stands.
    #[cfg(feature = "ssr")]
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The text.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

impl From<String> for Html {
    fn from(html: String) -> Self {
        Self(html)
    }
}
