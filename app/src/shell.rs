//! The document around the application.

use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::App;
use crate::context::use_request;
use crate::i18n;

/// The mark of the product, as a data address: no request, no missing file.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' \
                    fill='%231f5eff'/%3E%3Cpath d='M7 22l6-7 5 4 7-10' fill='none' stroke='%23fff' stroke-width='3' stroke-linecap='round' \
                    stroke-linejoin='round'/%3E%3C/svg%3E";

/// The whole document; language and theme come from the request's context, so nothing flashes.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let request = use_request();
    let package = format!("/{}", options.site_pkg_dir);
    view! {
        <!DOCTYPE html>
        <html lang=request.language.tag() data-theme=request.theme.as_str()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="fanscope-charts" content=format!("{package}/echarts.js") />
                <link rel="icon" href=ICON />
                <link rel="stylesheet" href=format!("{package}/fanscope.css") />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
                <noscript>
                    <p class="no-script">{i18n::no_script(request.language)}</p>
                </noscript>
            </body>
        </html>
    }
}
