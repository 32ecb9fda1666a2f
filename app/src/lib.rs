//! What the browser shows and asks for: pure model, pages, and the ports the server implements.

#![expect(clippy::needless_pass_by_value, reason = "component properties are owned values")]

pub mod api;
#[cfg(feature = "ssr")]
pub mod chart;
mod components;
pub mod context;
#[cfg(feature = "hydrate")]
mod echarts;
pub mod error;
pub mod filter;
mod format;
mod i18n;
mod loaded;
pub mod model;
mod pages;
#[cfg(feature = "ssr")]
pub mod ports;
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
