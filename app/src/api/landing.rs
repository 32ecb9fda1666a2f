//! Server functions of the landing page.

#![cfg_attr(feature = "ssr", expect(clippy::unused_async, reason = "a server function is async even when its port is not"))]

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use super::codec::Answer;
use crate::error::AppError;
use crate::model::page::landing::Installation;

/// What the landing page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandingView {
    /// What this installation offers.
    pub installation: Installation,
    /// Somebody is signed in.
    pub signed_in: bool,
}

/// The installation; needs no viewer.
#[server(endpoint = "landing", input = Json, output = Answer)]
pub async fn load_landing() -> Result<LandingView, AppError> {
    let installation = super::gate::ports()?.landing.installation();
    let signed_in = use_context::<crate::context::ViewerContext>().is_some_and(|viewer| viewer.0.is_some());
    Ok(LandingView { installation, signed_in })
}
