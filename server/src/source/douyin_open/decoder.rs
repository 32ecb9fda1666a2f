//! Answers of this platform that were kept, read again.

use app::model::Capability;

use super::{NAME, portrait, profile, series};
use crate::source::{Decode, Decoded, SourceError};

/// Reads kept answers; needs no app and no network.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decoder;

impl Decode for Decoder {
    fn name(&self) -> &'static str {
        NAME
    }

    fn decode(&self, capability: Capability, endpoint: &str, body: &[u8]) -> Result<Decoded, SourceError> {
        let decoded = match capability {
            Capability::Profile => profile::decode(endpoint, body),
            Capability::Portrait => portrait::decode(endpoint, body),
            Capability::Series => series::decode(endpoint, body),
            Capability::FanList | Capability::FollowingList => None,
        };
        decoded.unwrap_or_else(|| {
            let detail = format!("no answer of `{endpoint}` is read as {}", capability.as_str());
            Err(SourceError::Decode { endpoint: "a kept answer", detail, log_id: String::new() })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_by_its_path() {
        let body = br#"{"data":{"error_code":0,"result_list":[{"date":"2026-06-01","new_like":3}]}}"#;
        let read = |capability, endpoint, body: &[u8]| Decoder.decode(capability, endpoint, body);
        let decoded = read(Capability::Series, "/data/external/user/like/", body).expect("reads");
        assert_eq!(decoded.metrics, [app::model::SeriesMetric::NewLike]);
        assert!(read(Capability::Series, "/elsewhere/", body).is_err());
        assert!(read(Capability::FanList, "/fans/list/", body).is_err(), "lists are not kept");
        assert!(read(Capability::Series, "/data/external/user/like/", &body[..40]).is_err());
        let refused = br#"{"data":{"error_code":2190008,"description":"expired"}}"#;
        assert!(read(Capability::Portrait, "/fans/data/", refused).is_err(), "a refusal is no portrait");
    }
}
