//! What the address says of a creator's page, and the panels that answer it.

use std::future::Future;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use crate::error::AppError;
use crate::html::Html;
use crate::loaded::Loaded;
use crate::model::CreatorId;

/// The creator and the query of the page that is open.
#[derive(Clone, Copy)]
pub(crate) struct PageAddress {
    /// Whose page.
    pub(crate) creator: Memo<CreatorId>,
    /// The query, without its question mark.
    pub(crate) query: Memo<String>,
}

impl PageAddress {
    /// Of the page that is open.
    pub(crate) fn here() -> Self {
        let params = use_params_map();
        let creator = Memo::new(move |_| CreatorId(params.read().get("id").unwrap_or_default()));
        Self { creator, query: use_query_text() }
    }

    /// A panel that is fetched for the address, and again when it changes. Make it at page level.
    pub(crate) fn panel<F>(self, load: impl Fn(CreatorId, String) -> F + Send + Sync + 'static) -> Loaded<Html>
    where
        F: Future<Output = Result<Html, AppError>> + Send + 'static,
    {
        Loaded::new(move || (self.creator.get(), self.query.get()), move |(creator, query)| load(creator, query))
    }
}

/// The query of the page that is open, without its question mark.
pub(crate) fn use_query_text() -> Memo<String> {
    let search = use_location().search;
    Memo::new(move |_| search.read().trim_start_matches('?').to_owned())
}
