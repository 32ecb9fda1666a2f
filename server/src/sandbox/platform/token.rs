//! Tokens that say what they are and are signed, so that nothing about their values has to be kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Code,
    Access,
    Refresh,
    Client,
}

impl TokenKind {
    /// The prefix on the wire, as seen on the real platform.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Code => "code.",
            Self::Access => "act.",
            Self::Refresh => "rft.",
            Self::Client => "clt.",
        }
    }
}

/// The contents of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    /// Whose; empty for a client token.
    pub(crate) open_id: String,
    /// Which consent of that user.
    pub(crate) serial: u64,
    /// Which token of that consent.
    pub(crate) generation: u32,
}

/// Signs and reads tokens.
pub(crate) struct Signer {
    keyed: Hmac<Sha256>,
}

/// Bytes of the signature that a token carries.
const SIGNATURE: usize = 16;

impl Signer {
    pub(crate) fn new(client_secret: &SecretString, seed: u64) -> Self {
        let key = Sha256Key::of(client_secret, seed);
        Self { keyed: Hmac::new(&key.0.into()) }
    }

    fn signature(&self, prefix: &str, body: &str) -> [u8; SIGNATURE] {
        let mac = self.keyed.clone().chain_update(prefix.as_bytes()).chain_update(body.as_bytes()).finalize().into_bytes();
        let mut signature = [0; SIGNATURE];
        signature.copy_from_slice(&mac[..SIGNATURE]);
        signature
    }

    pub(crate) fn sign(&self, token: &Token) -> String {
        let prefix = token.kind.prefix();
        let body = format!("{}/{}/{}", token.open_id, token.serial, token.generation);
        let mut bytes = self.signature(prefix, &body).to_vec();
        bytes.extend_from_slice(body.as_bytes());
        format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The contents, if this is a token of that kind which we signed.
    pub(crate) fn read(&self, kind: TokenKind, text: &str) -> Option<Token> {
        let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(kind.prefix())?).ok()?;
        let (signature, body) = bytes.split_at_checked(SIGNATURE)?;
        let body = std::str::from_utf8(body).ok()?;
        if self.signature(kind.prefix(), body) != signature {
            return None;
        }
        let mut parts = body.split('/');
        let open_id = parts.next()?.to_owned();
        let serial = parts.next()?.parse().ok()?;
        let generation = parts.next()?.parse().ok()?;
        Some(Token { kind, open_id, serial, generation })
    }
}

/// A signing key of fixed length.
struct Sha256Key([u8; 64]);

impl Sha256Key {
    fn of(client_secret: &SecretString, seed: u64) -> Self {
        use sha2::{Digest as _, Sha512};
        let hash = Sha512::new().chain_update(client_secret.expose_secret().as_bytes()).chain_update(seed.to_le_bytes()).finalize();
        let mut key = [0; 64];
        key.copy_from_slice(&hash);
        Self(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> Token {
        Token { kind: TokenKind::Access, open_id: "0da22181-d833".to_owned(), serial: 3, generation: 2 }
    }

    #[test]
    fn a_token_reads_back_only_as_what_it_is() {
        let signer = Signer::new(&SecretString::from("secret"), 1);
        let text = signer.sign(&token());
        assert_eq!(signer.read(TokenKind::Access, &text), Some(token()));
        assert_eq!(signer.read(TokenKind::Refresh, &text), None);
        assert_eq!(signer.read(TokenKind::Access, &format!("{text}A")), None);
        assert_eq!(signer.read(TokenKind::Access, "act.AAAA"), None);
    }

    #[test]
    fn another_secret_signs_otherwise() {
        let text = Signer::new(&SecretString::from("secret"), 1).sign(&token());
        assert_eq!(Signer::new(&SecretString::from("other"), 1).read(TokenKind::Access, &text), None);
    }
}
