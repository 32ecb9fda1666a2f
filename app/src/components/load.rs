//! The wrapper around a panel's data: skeleton, then the view or the error.

use leptos::prelude::*;

use super::ErrorState;
use crate::error::AppError;

/// Shows `show` of the data when it is there; keeps the old view while new data loads.
#[component]
pub(crate) fn Load<T, F>(
    /// Made at page level.
    data: Resource<Result<T, AppError>>,
    /// The class that gives the skeleton its final height.
    #[prop(default = "tall")]
    height: &'static str,
    /// A pure view of the data.
    show: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> AnyView + Clone + Send + Sync + 'static,
{
    view! {
        <div class="load">
            <Transition fallback=move || view! { <div class=format!("skeleton {height}")></div> }>
                {move || {
                    let show = show.clone();
                    Suspend::new(async move {
                        match data.await {
                            Ok(data) => show(data),
                            Err(error) => view! { <ErrorState error /> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
}
