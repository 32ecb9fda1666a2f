//! From text to typed values, with a sentence for what does not parse.

use std::net::{IpAddr, SocketAddr};

use app::model::Timestamp;
use url::{Host, Url};

use super::ConfigError;

/// A variable of the environment; empty counts as unset.
pub(super) fn variable(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "config owns the environment")]
    let value = std::env::var(name).ok();
    value.filter(|text| !text.trim().is_empty())
}

/// The value given, or the default; an empty one counts as unset.
pub(super) fn or_default(value: Option<&str>, default: &str) -> String {
    match value.map(str::trim) {
        Some(text) if !text.is_empty() => text.to_owned(),
        _ => default.to_owned(),
    }
}

pub(super) fn address(name: &str, text: &str) -> Result<SocketAddr, ConfigError> {
    text.parse().map_err(|_| ConfigError(format!("{name} is `{text}`, which is not an address; write it as 127.0.0.1:3000")))
}

pub(super) fn http_url(name: &str, text: &str) -> Result<Url, ConfigError> {
    let url = Url::parse(text)
        .map_err(|_| ConfigError(format!("{name} is `{text}`, which is not an address; write it as https://example.org")))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(ConfigError(format!("{name} is `{text}`; it must begin with https:// (or http:// on this machine)")));
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err(ConfigError(format!("{name} must not carry a query, a fragment or a user name")));
    }
    Ok(url)
}

/// An address people reach us at: no path, and plain http only on this machine.
pub(super) fn public_url(name: &str, text: &str) -> Result<Url, ConfigError> {
    let url = http_url(name, text)?;
    if url.path() != "/" {
        return Err(ConfigError(format!("{name} is `{text}`; leave the path out, Fanscope lives at the root of its host")));
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        return Err(ConfigError(format!(
            "{name} is `{text}`; plain http is only allowed for this machine, so put a TLS proxy in front and write https://"
        )));
    }
    Ok(url)
}

/// Whether the address is this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        None => false,
    }
}

/// Seconds after midnight from `hh:mm`.
pub(super) fn time_of_day(name: &str, text: &str) -> Result<i64, ConfigError> {
    let parsed = text.split_once(':').and_then(|(hours, minutes)| {
        let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
        (hours < 24 && minutes < 60).then_some(i64::from(hours * 3600 + minutes * 60))
    });
    parsed.ok_or_else(|| ConfigError(format!("{name} is `{text}`, which is not a time of day; write it as 10:37 (Asia/Shanghai)")))
}

pub(super) fn whole(name: &str, text: &str, low: i64, high: i64) -> Result<i64, ConfigError> {
    text.parse()
        .ok()
        .filter(|number| (low..=high).contains(number))
        .ok_or_else(|| ConfigError(format!("{name} is `{text}`; write a whole number from {low} to {high}")))
}

/// An instant in RFC 3339.
pub(super) fn instant(name: &str, text: &str) -> Result<Timestamp, ConfigError> {
    chrono::DateTime::parse_from_rfc3339(text.trim())
        .map(|at| Timestamp(at.timestamp()))
        .map_err(|_| ConfigError(format!("{name} is `{text}`, which is not an instant; write it as 2026-11-21T10:30:00+08:00")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        assert!(public_url("X", "http://127.0.0.1:3000").is_ok());
        assert!(public_url("X", "http://localhost:3000").is_ok());
        assert!(public_url("X", "https://fans.example").is_ok());
        for text in ["http://fans.example", "ftp://localhost", "fans.example", "https://fans.example/path", "https://u:p@fans.example"] {
            assert!(public_url("X", text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_read_in_minutes() {
        assert_eq!(time_of_day("X", "10:37"), Ok(38_220));
        assert!(time_of_day("X", "24:00").is_err());
        assert!(time_of_day("X", "10").is_err());
    }
}
