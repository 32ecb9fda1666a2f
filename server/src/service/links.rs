//! Links by which a creator authorises again.

use app::error::AppError;
use app::model::page::frame::CreatorName;
use app::model::page::link::{Invitation, LinkEnd, MadeLink, OpenLinks};
use app::model::{CreatorId, Timestamp};
use app::ports::{Links, Viewer};
use async_trait::async_trait;
use sha2::{Digest as _, Sha256};

use super::ServiceParts;
use super::access::{creator, internal, owner};
use crate::storage::links::NewLink;

/// How long a link may be used: long enough for somebody who reads their messages once a week.
const LIFETIME_SECONDS: i64 = 7 * 86_400;
/// So long a link that is over still says what became of it.
const REMEMBERED_SECONDS: i64 = 30 * 86_400;
/// What stands in a link, in bytes of randomness.
const TOKEN_BYTES: usize = 16;
/// Open links the settings name.
const SHOWN: i64 = 200;

/// What is stored of a link's token.
pub fn link_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// Links whose time ended before this instant are forgotten.
pub fn links_forgotten_before(now: Timestamp) -> Timestamp {
    now.plus_seconds(-REMEMBERED_SECONDS)
}

#[derive(Debug)]
pub(super) struct LinkService(pub(super) ServiceParts);

#[async_trait]
impl Links for LinkService {
    async fn make(&self, viewer: &Viewer, id: &CreatorId) -> Result<MadeLink, AppError> {
        owner(viewer)?;
        let record = creator(&*self.0.creators, viewer, id).await?;
        // Without a client key nobody could follow it.
        self.0.collector.as_ref().ok_or(AppError::Upstream)?;
        let token = self.0.entropy.hex(TOKEN_BYTES);
        let expires_at = viewer.now.plus_seconds(LIFETIME_SECONDS);
        let (made_by, token_hash) = (&viewer.member, &link_hash(&token));
        let link = NewLink { creator: &record.key, token_hash, made_by, now: viewer.now, expires_at };
        self.0.links.make_link(link).await.map_err(internal)?;
        let creator = CreatorName { id: record.key.creator, nickname: record.profile.nickname };
        Ok(MadeLink { creator, token, expires_at })
    }

    async fn withdraw(&self, viewer: &Viewer, id: &CreatorId) -> Result<(), AppError> {
        owner(viewer)?;
        let key = creator(&*self.0.creators, viewer, id).await?.key;
        let withdrawn = self.0.links.withdraw_link(&key, &viewer.member, viewer.now).await.map_err(internal)?;
        if withdrawn { Ok(()) } else { Err(AppError::NotFound) }
    }

    async fn open(&self, viewer: &Viewer) -> Result<OpenLinks, AppError> {
        owner(viewer)?;
        self.0.links.open_links(&viewer.workspace, viewer.now, SHOWN).await.map_err(internal)
    }

    async fn invitation(&self, token: &str) -> Result<Invitation, AppError> {
        let link = self.0.links.link(&link_hash(token)).await.map_err(internal)?.ok_or(AppError::NotFound)?;
        Ok(match link.end {
            Some(LinkEnd::Use) => Invitation::Used,
            Some(LinkEnd::Withdrawal) => Invitation::Withdrawn,
            None if link.expires_at <= self.0.clock.now() => Invitation::Expired,
            // An open_id is the app's own: under another key the same person's consent is another account's.
            None if self.0.collector.as_ref().is_some_and(|collector| collector.client_key() != link.client_key) => Invitation::OtherApp,
            None => Invitation::Open { creator: link.nickname, asked_by: link.asked_by, expires_at: link.expires_at },
        })
    }
}
