//! Forms that ask for a page (`method="get"`) go there without loading the document anew.

use leptos::ev::submit;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{FormData, HtmlFormElement, SubmitEvent, UrlSearchParams};

/// Takes over the forms of the whole document, those the server rendered included; lasts as long as the current owner.
pub(crate) fn watch() {
    let navigate = use_navigate();
    let handle = window_event_listener(submit, move |event: SubmitEvent| {
        let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
        if event.default_prevented() || !form.method().eq_ignore_ascii_case("get") {
            return;
        }
        let Some(address) = address(&form) else { return };
        event.prevent_default();
        navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    });
    on_cleanup(move || handle.remove());
}

/// Where the form leads: its action with the fields that have a value.
fn address(form: &HtmlFormElement) -> Option<String> {
    let path = form.get_attribute("action").filter(|action| action.starts_with('/'))?;
    let query = UrlSearchParams::new().ok()?;
    let fields = js_sys::try_iter(FormData::new_with_form(form).ok()?.as_ref()).ok()??;
    for field in fields {
        let pair: js_sys::Array = field.ok()?.dyn_into().ok()?;
        let text = |value: JsValue| value.as_string().filter(|text| !text.is_empty());
        if let (Some(name), Some(value)) = (text(pair.get(0)), text(pair.get(1))) {
            query.append(&name, &value);
        }
    }
    let query = String::from(query.to_string());
    Some(if query.is_empty() { path } else { format!("{path}?{query}") })
}
