//! The wrapper around a panel's data: skeleton, then the view or the error.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ErrorState;
use crate::loaded::{Erased, Loaded, Show};

/// Shows `show` of the data when it is there; keeps the old view while new data loads.
#[component]
pub(crate) fn Load<T, F>(
    /// Made at page level.
    data: Loaded<T>,
    /// The class that gives the skeleton its final height.
    #[prop(default = "tall")]
    height: &'static str,
    /// A pure view of the data.
    show: F,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Fn(T) -> AnyView + Clone + Send + Sync + 'static,
{
    let (data, show) = data.shown(move |answer| match answer {
        Ok(data) => show(data),
        Err(error) => view! { <ErrorState error /> }.into_any(),
    });
    load(data, height, show)
}

/// The part that knows no type.
fn load(data: Erased, height: &'static str, show: Show) -> AnyView {
    view! {
        <div class="load">
            <Transition fallback=move || view! { <div class=format!("skeleton {height}")></div> }>
                {move || {
                    let show = show.clone();
                    Suspend::new(async move { show(data.await) })
                }}
            </Transition>
        </div>
    }
    .into_any()
}
