//! A creator's initial on a colour of their own. Pictures are not fetched: the platform's hosts stay out of the page.

use leptos::prelude::*;

/// How many colours there are (`.avatar-0` …).
const COLOURS: u32 = 6;

/// The first character of a name, in a circle.
#[component]
pub(crate) fn Avatar(
    /// Display name; may be empty.
    name: String,
    /// What the colour is taken from, so that it never changes.
    id: String,
) -> impl IntoView {
    let initial: String = name.chars().find(|c| c.is_alphanumeric()).map_or_else(|| "·".to_owned(), |c| c.to_uppercase().collect());
    let hash = id.bytes().fold(7_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
    view! {
        <span class=format!("avatar avatar-{}", hash % COLOURS) aria-hidden="true">
            {initial}
        </span>
    }
}
