//! The only interop with JavaScript: loads the chart bundle when the first chart comes into view, and draws into an element.
//!
//! The bundle is a module script (`<meta name="fanscope-charts">` has its address) that offers `fanscopeCharts.mount(element, option, language)`,
//! which answers with an object that has `dispose()`. Resizing and changes of theme are its own business.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, IntersectionObserver, IntersectionObserverEntry, Response};

use crate::model::Language;

const GLOBAL: &str = "fanscopeCharts";

thread_local! {
    static BUNDLE: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Where a chart stands: not drawn, drawn, or its element is gone.
#[derive(Default)]
struct Drawing {
    handle: Option<JsValue>,
    gone: bool,
}

/// Draws the chart at `url` once `element` comes into view; takes it down with the current owner.
pub(crate) fn mount(element: &HtmlElement, url: String, language: Language, failed: RwSignal<bool>) {
    let drawing = Rc::new(RefCell::new(Drawing::default()));
    let target = element.clone();
    let shared = Rc::clone(&drawing);
    let seen = Closure::<dyn FnMut(Array, IntersectionObserver)>::new(move |entries: Array, observer: IntersectionObserver| {
        let visible = entries.iter().any(|entry| entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting());
        if !visible {
            return;
        }
        observer.disconnect();
        let (target, url, drawing) = (target.clone(), url.clone(), Rc::clone(&shared));
        leptos::task::spawn_local(async move {
            if draw(&target, &url, language, &drawing).await.is_err() {
                failed.try_set(true);
            }
        });
    });
    let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) else {
        failed.set(true);
        return;
    };
    observer.observe(element);
    let held = SendWrapper::new((observer, seen, drawing));
    on_cleanup(move || {
        let (observer, _seen, drawing) = held.take();
        observer.disconnect();
        let mut drawing = drawing.borrow_mut();
        drawing.gone = true;
        if let Some(handle) = drawing.handle.take() {
            dispose(&handle);
        }
    });
}

async fn draw(element: &HtmlElement, url: &str, language: Language, drawing: &RefCell<Drawing>) -> Result<(), JsValue> {
    let option = option(url).await?;
    let mount = bundle().await?;
    if drawing.borrow().gone {
        return Ok(());
    }
    let handle = mount.call3(&JsValue::UNDEFINED, element, &option, &JsValue::from_str(language.tag()))?;
    let mut drawing = drawing.borrow_mut();
    if drawing.gone {
        dispose(&handle);
    } else {
        drawing.handle = Some(handle);
    }
    Ok(())
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
