//! Menus (`details.menu`) close by Escape, by a click elsewhere, and once something in them was chosen. Without scripts their summary closes them.

use leptos::ev::{click, keydown, submit};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// Looks after every menu of the document; lasts as long as the current owner.
pub(crate) fn watch() {
    let clicked = window_event_listener(click, |event| close_but(&event, true));
    let submitted = window_event_listener(submit, |event| close_but(&event, false));
    let pressed = window_event_listener(keydown, |event: KeyboardEvent| {
        if event.key() == "Escape" {
            for menu in open() {
                close(&menu);
                if let Some(summary) = menu.first_element_child().and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
                    // The menu may be gone already.
                    let _ = summary.focus();
                }
            }
        }
    });
    on_cleanup(move || {
        clicked.remove();
        submitted.remove();
        pressed.remove();
    });
}

/// Closes every menu but the one in which something happened that is not a choice.
fn close_but(event: &Event, links_only: bool) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let chosen = !links_only || target.closest("a[href]").ok().flatten().is_some();
    for menu in open() {
        if chosen || !menu.contains(Some(&target)) {
            close(&menu);
        }
    }
}

fn open() -> Vec<Element> {
    let Ok(found) = document().query_selector_all("details.menu[open]") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

fn close(menu: &Element) {
    // Fails only for an invalid attribute name.
    let _ = menu.remove_attribute("open");
}
