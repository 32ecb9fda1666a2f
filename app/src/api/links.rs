//! Server functions of the re-authorisation links.

#![cfg_attr(feature = "ssr", expect(clippy::unused_async, reason = "a server function is async even when its answer is there"))]

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::codec::Answer;
use crate::error::AppError;
use crate::html::Html;

/// What a link opens; needs no viewer. A link that is over has a page that says so, with its status.
#[server(endpoint = "links/invitation", input = Json, output = Answer)]
pub async fn load_invitation(
    /// What stands in the link.
    token: String,
) -> Result<Html, AppError> {
    let ports = super::gate::ports()?;
    let language = crate::context::use_language();
    let (html, status) = super::gate::answer(crate::panels::links::invitation(&ports, language, &token).await)?;
    super::gate::set_status(status);
    Ok(html)
}

/// The link that was made by this very request; without one, back to the settings.
#[server(endpoint = "links/fresh", input = Json, output = Answer)]
pub async fn load_fresh_link() -> Result<Html, AppError> {
    let (_, viewer) = super::gate::enter()?;
    let Some(link) = use_context::<crate::context::FreshLink>() else {
        leptos_axum::redirect("/settings");
        return Err(AppError::NotFound);
    };
    Ok(crate::panels::links::fresh(viewer.language, link))
}
