//! Where the platform sends a browser back to.

use url::Url;

/// A redirect address that the platform accepts: http to the own machine or https anywhere, without query and fragment.
#[derive(Clone, Debug)]
pub(crate) struct RedirectUri(Url);

impl RedirectUri {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let own_machine = matches!(url.host_str(), Some("127.0.0.1" | "localhost"));
        let accepted = match url.scheme() {
            "https" => url.host_str().is_some(),
            "http" => own_machine,
            _ => false,
        };
        let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
        (accepted && plain).then_some(Self(url))
    }

    /// Scheme, host and port, for the page's `form-action`.
    pub(crate) fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The address with an outcome and the caller's state.
    pub(crate) fn with(&self, name: &str, value: &str, state: Option<&str>) -> String {
        let mut url = self.0.clone();
        url.query_pairs_mut().append_pair(name, value).extend_pairs(state.map(|state| ("state", state)));
        url.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_machine_may_be_reached_without_tls() {
        for good in ["http://127.0.0.1:3000/auth/douyin/callback", "http://localhost:1/x", "https://fans.example.com/cb"] {
            assert!(RedirectUri::parse(good).is_some(), "{good}");
        }
        for bad in [
            "http://example.com/cb",
            "https://example.com/cb?x=1",
            "https://example.com/cb#x",
            "http://127.0.0.1.example.com/",
            "http://localhost@example.com/",
            "https://user@example.com/",
            "javascript:alert(1)",
            "/cb",
            "",
        ] {
            assert!(RedirectUri::parse(bad).is_none(), "{bad}");
        }
    }
}
