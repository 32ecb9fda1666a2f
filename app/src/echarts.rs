//! The only interop with the charts' JavaScript: loads the bundle when the first chart comes into view, and draws into elements.
//!
//! A chart is any element with `data-chart`, the address of its option; it may come with the page or with a panel later. The bundle is a
//! module script (`<meta name="fanscope-charts">` has its address) that offers `fanscopeCharts.mount(element, option, language)`, which
//! answers with an object that has `dispose()`. Resizing and changes of theme are its own business.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, MutationObserver, MutationObserverInit, Response};

const GLOBAL: &str = "fanscopeCharts";
/// Marks the elements that are taken care of.
const WATCHED: &str = "data-watched";

thread_local! {
    static BUNDLE: RefCell<Option<Promise>> = const { RefCell::new(None) };
    /// What was drawn, and where.
    static DRAWN: RefCell<Vec<(Element, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// Draws every chart of the document once it comes into view, and takes it down once its element is gone. Called once, for good.
pub(crate) fn watch() {
    let seen = Closure::<dyn FnMut(Array, IntersectionObserver)>::new(|entries: Array, observer: IntersectionObserver| {
        for entry in entries.iter().map(JsCast::unchecked_into::<IntersectionObserverEntry>) {
            if entry.is_intersecting() {
                observer.unobserve(&entry.target());
                leptos::task::spawn_local(show(entry.target()));
            }
        }
    });
    let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) else { return };
    seen.forget();
    scan(&observer);
    let changed = Closure::<dyn FnMut()>::new(move || scan(&observer));
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    if let (Ok(mutations), Some(body)) = (MutationObserver::new(changed.as_ref().unchecked_ref()), document().body()) {
        // Fails only for options that observe nothing.
        let _ = mutations.observe_with_options(&body, &options);
    }
    changed.forget();
}

/// Takes down what is gone and waits for what is new.
fn scan(observer: &IntersectionObserver) {
    DRAWN.with_borrow_mut(|drawn| {
        drawn.retain(|(element, handle)| {
            let stays = element.is_connected();
            if !stays {
                dispose(handle);
            }
            stays
        });
    });
    let Ok(found) = document().query_selector_all("[data-chart]:not([data-watched])") else { return };
    for element in (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<Element>().ok()) {
        // Fails only for an invalid attribute name.
        let _ = element.set_attribute(WATCHED, "");
        observer.observe(&element);
    }
}

/// Draws one chart, or says that it could not be drawn.
async fn show(element: Element) {
    match draw(&element).await {
        Ok(handle) if element.is_connected() => DRAWN.with_borrow_mut(|drawn| drawn.push((element, handle))),
        Ok(handle) => dispose(&handle),
        Err(_) => {
            if let Some(note) = element.next_element_sibling() {
                // The note stands hidden behind every chart.
                let _ = note.remove_attribute("hidden");
            }
        }
    }
}

async fn draw(element: &Element) -> Result<JsValue, JsValue> {
    let option = option(&element.get_attribute("data-chart").unwrap_or_default()).await?;
    let mount = bundle().await?;
    let language = document().document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    mount.call3(&JsValue::UNDEFINED, element, &option, &JsValue::from_str(&language))
}

/// The option as a JavaScript value; it never enters the memory of this module.
async fn option(url: &str) -> Result<JsValue, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(url)).await?.unchecked_into();
    if !response.ok() {
        return Err(JsValue::from_str("no option"));
    }
    JsFuture::from(response.json()?).await
}

/// The bundle's `mount`, loaded once per page.
async fn bundle() -> Result<Function, JsValue> {
    let loading = BUNDLE.with_borrow_mut(|bundle| bundle.get_or_insert_with(load).clone());
    if let Err(error) = JsFuture::from(loading).await {
        BUNDLE.with_borrow_mut(Option::take);
        return Err(error);
    }
    let charts = Reflect::get(&window(), &JsValue::from_str(GLOBAL))?;
    Reflect::get(&charts, &JsValue::from_str("mount"))?.dyn_into()
}

/// Adds the bundle's script to the document; resolves when it has run.
fn load() -> Promise {
    Promise::new(&mut |resolve, reject| {
        let address = document().query_selector("meta[name=fanscope-charts]").ok().flatten().and_then(|meta| meta.get_attribute("content"));
        let script = document().create_element("script").ok().and_then(|script| script.dyn_into::<HtmlElement>().ok());
        let (Some(address), Some(script), Some(head)) = (address, script, document().head()) else {
            // A rejection handler does not throw.
            let _ = reject.call0(&JsValue::UNDEFINED);
            return;
        };
        script.set_onload(Some(&resolve));
        script.set_onerror(Some(&reject));
        let added = script
            .set_attribute("type", "module")
            .and_then(|()| script.set_attribute("src", &address))
            .and_then(|()| head.append_child(&script).map(|_| ()));
        if added.is_err() {
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    })
}

fn dispose(handle: &JsValue) {
    let method = Reflect::get(handle, &JsValue::from_str("dispose")).ok().and_then(|method| method.dyn_into::<Function>().ok());
    if let Some(method) = method {
        // Nothing is left to do when a chart cannot be taken down.
        let _ = method.call0(handle);
    }
}
