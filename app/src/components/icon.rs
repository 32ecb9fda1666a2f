//! The few icons of the navigation, drawn inline.

use leptos::prelude::*;

/// An icon; it always stands beside its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// A growing line.
    Overview,
    /// Two people.
    Audience,
    /// A stream that parts.
    Flow,
    /// A person with a heart.
    Fans,
    /// A person with an arrow.
    Following,
    /// A calendar.
    Collection,
    /// A list.
    Creators,
    /// Sliders.
    Settings,
    /// Three dots.
    More,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Overview => "M3 17l5-6 4 3 8-9M3 21h18",
            Self::Audience => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5c2.2.8 3.5 2.8 3.5 5.5"
            }
            Self::Flow => "M3 12h5c4 0 4-6 8-6h5M8 12c4 0 4 6 8 6h5M18 3l3 3-3 3M18 15l3 3-3 3",
            Self::Fans => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6 1.2 0 2.3.3 3.2.7M17.5 21l-3-3a2 2 0 0 1 3-2.6 2 2 0 0 1 3 2.6z"
            }
            Self::Following => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6 1.5 0 2.9.4 4 1.1M15 18h6M18.5 15.5L21 18l-2.5 2.5"
            }
            Self::Settings => "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
            Self::More => "M4 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0m7 0a1 1 0 1 0 2 0 1 1 0 1 0-2 0m7 0a1 1 0 1 0 2 0 1 1 0 1 0-2 0",
            Self::Collection => "M4 6h16v15H4zM4 10h16M8 3v5M16 3v5M9 15l2 2 4-4",
            Self::Creators => "M8 6h13M8 12h13M8 18h13M3.5 6h.01M3.5 12h.01M3.5 18h.01",
        }
    }

    /// Draws it.
    pub(crate) fn draw(self) -> impl IntoView + use<> {
        view! {
            <svg class="icon" viewBox="0 0 24 24" fill="none" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
                <path d=self.path() />
            </svg>
        }
    }
}
