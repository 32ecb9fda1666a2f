//! `/oauth/userinfo/` (platform notes, section 2.1).

use app::model::CreatorProfile;
use serde::Deserialize;

use super::client::Client;
use super::{envelope, text};
use crate::source::{Access, Page, RawBody, Records, SourceError};

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
    let data: ProfileData = envelope::open(PATH, &body)?;
    let union_id = Some(data.union_id).filter(|id| !id.is_empty());
    Ok(Page {
        records: Records::Profile(CreatorProfile { nickname: data.nickname, avatar: data.avatar, union_id }),
        next: None,
        reported_total: None,
        raw: vec![RawBody { endpoint: PATH, body: body.into() }],
        requests: 1,
        warnings: Vec::new(),
        vouched: true,
    })
}
