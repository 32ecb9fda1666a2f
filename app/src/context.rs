//! What every page knows of its request: language, theme and, on the server, who looks.

use leptos::prelude::*;

use crate::model::Language;

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Follows the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All three, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word of the cookie, of the form field `theme` and of the document's `data-theme`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == word)
    }
}

/// What the server decided about a request before rendering; the browser reads the same from the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RequestContext {
    /// The language of the page (cookie, else Accept-Language).
    pub language: Language,
    /// The pinned theme (cookie).
    pub theme: Theme,
}

/// Who looks, provided by the server for pages and server functions; nothing when nobody is signed in.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct ViewerContext(pub Option<crate::ports::Viewer>);

/// Whether something that a page waits for failed: such a page comes with status 200 and says so in one of its places. Clones share it.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct PageFaults(std::sync::Arc<std::sync::atomic::AtomicBool>);

#[cfg(feature = "ssr")]
impl PageFaults {
    /// Something failed.
    pub fn note(&self) {
        self.0.store(true, std::sync::atomic::Ordering::Release);
    }

    /// Whether anything did.
    pub fn any(&self) -> bool {
        self.0.load(std::sync::atomic::Ordering::Acquire)
    }
}

/// A re-authorisation link that was made by this very request; the page that answers it shows it, and no other.
#[cfg(feature = "ssr")]
#[derive(Clone)]
pub struct FreshLink {
    /// The whole address to be sent; whoever has it may open it.
    pub address: String,
    /// Who is to authorise again.
    pub creator: crate::model::page::frame::CreatorName,
    /// When it ends.
    pub expires_at: crate::model::Timestamp,
}

#[cfg(feature = "ssr")]
impl std::fmt::Debug for FreshLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FreshLink").field("creator", &self.creator.id).finish_non_exhaustive()
    }
}

/// Reads the request's facts from the document and makes them known to every component.
#[cfg(feature = "hydrate")]
pub(crate) fn provide_from_document() {
    let attribute = |name: &str| document().document_element().and_then(|root| root.get_attribute(name)).unwrap_or_default();
    provide_context(RequestContext {
        language: Language::parse(&attribute("lang")).unwrap_or_default(),
        theme: Theme::parse(&attribute("data-theme")).unwrap_or_default(),
    });
}

/// The request's facts; the defaults where none were provided (the route table at start-up).
pub(crate) fn use_request() -> RequestContext {
    use_context().unwrap_or_default()
}

/// The language of the page.
pub(crate) fn use_language() -> Language {
    use_request().language
}
