//! Keeps what a person was at in a panel when its HTML is exchanged: the focus, and which tables were open.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// Whatever can have the focus, in the order of the document; a panel has the same before and after for the same address bar.
const FOCUSABLE: &str = "a[href], button, input, select, summary, [tabindex]";
/// Boxes that stay open; menus close once something was chosen.
const OPEN: &str = "details:not(.menu)";

/// Remembers the state of the element with this id, and restores it after the exchange.
pub(crate) fn keep(id: &'static str) {
    let Some(panel) = document().get_element_by_id(id) else { return };
    let active = document().active_element().filter(|active| panel.contains(Some(active)));
    let focused = active.and_then(|active| all(&panel, FOCUSABLE).iter().position(|element| *element == active));
    let open: Vec<usize> =
        all(&panel, OPEN).iter().enumerate().filter(|(_, element)| element.has_attribute("open")).map(|(index, _)| index).collect();
    if focused.is_none() && open.is_empty() {
        return;
    }
    request_animation_frame(move || {
        let Some(panel) = document().get_element_by_id(id) else { return };
        let boxes = all(&panel, OPEN);
        for details in open.iter().filter_map(|index| boxes.get(*index)) {
            // Fails only for an invalid attribute name.
            let _ = details.set_attribute("open", "");
        }
        let target = focused.and_then(|index| all(&panel, FOCUSABLE).into_iter().nth(index)?.dyn_into::<HtmlElement>().ok());
        if let Some(target) = target {
            // An element that cannot be focused any more is left alone.
            let _ = target.focus();
        }
    });
}

fn all(panel: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = panel.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}
