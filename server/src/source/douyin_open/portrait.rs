//! The fan portrait (platform notes, section 2.3): the current path first, the old one where that is not offered.

mod read;

use bytes::Bytes;

use super::client::{Client, TokenIn};
use super::envelope;
use crate::source::{Access, Decoded, Page, RawBody, ReadError, Records, SourceError};

const CURRENT: &str = "/api/douyin/v1/user/fans_data/";
const OLD: &str = "/fans/data/";

/// Unknown path, app lacks it, banned or offline for the app, API offline: the old path may still answer (section 3.2).
const TRY_OLD: [i64; 4] = [28_001_017, 28_001_018, 28_001_019, 28_001_056];

pub(super) async fn read(client: &Client, access: &Access) -> Result<Page, ReadError> {
    let (found, requests) = match ask(client, access, CURRENT, TokenIn::Header).await {
        Err(first) if not_offered(&first) => {
            let found = match ask(client, access, OLD, TokenIn::HeaderAndQuery).await {
                Ok(found) => page(OLD, found, 2),
                // The refusal of the current path says more than "the old one is gone too".
                Err(second) if not_offered(&second) => Err(first),
                Err(second) => Err(second),
            };
            (found, 2)
        }
        Err(error) => (Err(error), 1),
        Ok(found) => (page(CURRENT, found, 1), 1),
    };
    found.map_err(|error| ReadError { error, requests })
}

type Found = (Bytes, read::PortraitData);

async fn ask(client: &Client, access: &Access, path: &'static str, token_in: TokenIn) -> Result<Found, SourceError> {
    let body = client.get(path, access, token_in, &[]).await?;
    let data = envelope::open(path, &body)?;
    Ok((body, data))
}

fn not_offered(error: &SourceError) -> bool {
    match error {
        SourceError::Status { status, .. } => matches!(status, 404 | 405),
        SourceError::Api { code, .. } => TRY_OLD.contains(code),
        _ => false,
    }
}

fn page(path: &'static str, (body, data): Found, requests: i64) -> Result<Page, SourceError> {
    let Decoded { records, warnings, .. } = decoded(path, &data)?;
    Ok(Page {
        records,
        next: None,
        reported_total: None,
        raw: vec![RawBody { endpoint: path, body: body.into() }],
        requests,
        warnings,
        vouched: true,
    })
}

/// Reads an answer that was kept; nothing when it comes from another path.
pub(super) fn decode(endpoint: &str, body: &[u8]) -> Option<Result<Decoded, SourceError>> {
    let path = [CURRENT, OLD].into_iter().find(|path| *path == endpoint)?;
    Some(envelope::open(path, body).and_then(|data| decoded(path, &data)))
}

fn decoded(path: &'static str, data: &read::PortraitData) -> Result<Decoded, SourceError> {
    let mut warnings = Vec::new();
    let portrait = read::portrait(data, &mut warnings).map_err(|detail| SourceError::Decode {
        endpoint: path,
        detail: detail.to_owned(),
        log_id: String::new(),
    })?;
    Ok(Decoded { records: Records::Portrait(portrait), metrics: &[], warnings })
}
