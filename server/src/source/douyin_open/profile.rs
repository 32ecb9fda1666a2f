//! `/oauth/userinfo/` (platform notes, section 2.1).

use app::model::CreatorProfile;
use serde::Deserialize;

use super::client::Client;
use super::{envelope, text};
use crate::source::{Access, Decoded, Page, RawBody, Records, SourceError};

const PATH: &str = "/oauth/userinfo/";

#[derive(Deserialize)]
struct ProfileData {
    #[serde(default, deserialize_with = "text::lenient")]
    nickname: String,
    #[serde(default, deserialize_with = "text::lenient")]
    avatar: String,
    #[serde(default, deserialize_with = "text::lenient")]
    union_id: String,
}

pub(super) async fn read(client: &Client, access: &Access) -> Result<Page, SourceError> {
    let fields = [("open_id", access.open_id.as_str())];
    let body = client.post_form(PATH, &fields, &[("access_token", &access.token)]).await?;
    let Decoded { records, warnings, .. } = decoded(&body)?;
    Ok(Page {
        records,
        next: None,
        reported_total: None,
        raw: vec![RawBody { endpoint: PATH, body: body.into() }],
        requests: 1,
        warnings,
        vouched: true,
    })
}

/// Reads an answer that was kept; nothing when it comes from another path.
pub(super) fn decode(endpoint: &str, body: &[u8]) -> Option<Result<Decoded, SourceError>> {
    (endpoint == PATH).then(|| decoded(body))
}

fn decoded(body: &[u8]) -> Result<Decoded, SourceError> {
    let data: ProfileData = envelope::open(PATH, body)?;
    let union_id = Some(data.union_id).filter(|id| !id.is_empty());
    let profile = CreatorProfile { nickname: data.nickname, avatar: data.avatar, union_id };
    Ok(Decoded { records: Records::Profile(profile), metrics: &[], warnings: Vec::new() })
}
