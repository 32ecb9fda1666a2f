//! What the browser shows and asks for: pure model, pages, and the ports the server implements.

#![expect(clippy::needless_pass_by_value, reason = "component properties are owned values")]
#![cfg_attr(not(feature = "ssr"), expect(dead_code, unused_imports, reason = "the browser half leaves out what only the server renders"))]

pub mod api;
#[cfg(feature = "ssr")]
pub mod chart;
mod components;
pub mod context;
#[cfg(feature = "hydrate")]
mod echarts;
pub mod error;
pub mod filter;
#[cfg(feature = "hydrate")]
mod focus;
mod format;
#[cfg(feature = "hydrate")]
mod forms;
pub mod html;
mod i18n;
mod loaded;
#[cfg(feature = "hydrate")]
mod menus;
pub mod model;
mod pages;
#[cfg(feature = "ssr")]
mod panels;
#[cfg(feature = "ssr")]
pub mod ports;
#[cfg(feature = "ssr")]
pub mod rendered;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;

pub use routes::App;

/// Takes over the page the server rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(App);
}
