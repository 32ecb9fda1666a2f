//! The source `douyin_open` against a platform that answers as told: one test per way an answer can be.

mod errors;
mod oauth;
mod portrait;
mod reads;

use std::sync::Arc;

use app::model::Capability;
use server::clock::SystemClock;
use server::source::douyin_open::{DouyinOpen, DouyinSettings};
use server::source::{Access, Page, Source as _, SourceError};
use wiremock::MockServer;

pub(crate) fn open(platform: &MockServer) -> DouyinOpen {
    open_at(&platform.uri())
}

fn open_at(address: &str) -> DouyinOpen {
    let settings = DouyinSettings {
        base_url: address.parse().expect("an address"),
        client_key: "key".to_owned(),
        client_secret: "the-secret".into(),
        scopes: "user_info,fans.data.bind".to_owned(),
    };
    DouyinOpen::new(settings, Arc::new(SystemClock)).expect("a client")
}

fn access() -> Access {
    Access { open_id: "open-1".into(), token: "act.one".into() }
}

async fn read(platform: &MockServer, capability: Capability, cursor: Option<&str>) -> Result<Page, SourceError> {
    open(platform).read(&access(), capability, cursor).await.map_err(|failed| failed.error)
}
