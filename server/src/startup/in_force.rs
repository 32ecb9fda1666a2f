//! The settings an installation runs with, as an owner may read them.

use std::num::NonZeroU32;

use app::model::SignUp;
use app::model::page::settings::InForce;
use url::Url;

use crate::config::{PlatformSettings, ServeSettings, StoreSettings};

/// Characters of the client key that stay readable.
const SHOWN: usize = 4;

/// Says what is in force; nothing that opens a door is in it.
pub fn in_force(store: &StoreSettings, serve: &ServeSettings, platform: &PlatformSettings) -> InForce {
    InForce {
        listen: serve.listen.to_string(),
        public_url: without_login(&serve.public_url),
        database: store.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        base_url: without_login(&platform.base_url),
        client_key: platform.client.as_ref().map(|(key, _)| masked(key)),
        client_secret: platform.client.is_some(),
        collect_at: platform.collect_at,
        jitter: platform.jitter,
        raw_days: platform.raw_days,
        quotas: platform.quotas.iter().map(|(scope, calls)| format!("{scope}={calls}")).collect::<Vec<_>>().join(", "),
        rate: platform.rate.map(NonZeroU32::get),
        sign_up: sign_up(serve.sign_up).to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

const fn sign_up(sign_up: SignUp) -> &'static str {
    match sign_up {
        SignUp::First => "first",
        SignUp::Open => "open",
        SignUp::Demo => "demo",
    }
}

fn without_login(url: &Url) -> String {
    let mut url = url.clone();
    // Fails only for addresses that cannot have one.
    let _ = (url.set_username(""), url.set_password(None));
    url.into()
}

/// The last characters, unless they are half of it or more.
fn masked(key: &str) -> String {
    let length = key.chars().count();
    let shown = if length > 2 * SHOWN { SHOWN } else { 0 };
    let tail: String = key.chars().skip(length - shown).collect();
    format!("••••{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_end_of_a_long_key_is_shown() {
        assert_eq!(masked("awd4k2hs8s9x1b3f"), "••••1b3f");
        assert_eq!(masked("12345678"), "••••");
        assert_eq!(masked(""), "••••");
    }

    #[test]
    fn an_address_is_shown_without_its_login() {
        let url = Url::parse("https://me:secret@platform.example/").expect("an address");
        assert_eq!(without_login(&url), "https://platform.example/");
    }
}
