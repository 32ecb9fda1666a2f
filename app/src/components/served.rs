//! A panel the server rendered.

use leptos::prelude::*;

use super::ErrorState;
use crate::html::Html;
use crate::loaded::Loaded;

/// Shows a panel's HTML; keeps the old while new is loading, and also when loading fails: then with what happened above it.
#[component]
pub(crate) fn Served(
    /// Made at page level.
    panel: Loaded<Html>,
    /// Its place in the page; no other panel of the page has the same.
    id: &'static str,
    /// The class that gives the skeleton its final height.
    #[prop(default = "tall")]
    height: &'static str,
) -> impl IntoView {
    let shown = StoredValue::new(Html::IN_PLACE);
    view! {
        <div class="load">
            <Transition fallback=move || view! { <div class=format!("skeleton {height}")></div> }>
                {move || Suspend::new(async move {
                    let error = match panel.answer().await {
                        Ok(html) => {
                            shown.set_value(in_place(html, id));
                            None
                        }
                        Err(error) => Some(view! { <ErrorState error /> }),
                    };
                    view! {
                        {error}
                        <div class="served" id=id inner_html=shown.get_value().into_string()></div>
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// What the page has already is read from it.
fn in_place(html: Html, id: &'static str) -> Html {
    #[cfg(feature = "hydrate")]
    {
        if html.is_in_place() {
            return document().get_element_by_id(id).map(|element| element.inner_html()).unwrap_or_default().into();
        }
        crate::focus::keep(id);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
    html
}
