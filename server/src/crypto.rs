//! Tokens sealed at rest: XChaCha20-Poly1305 with named keys.
//!
//! A sealed value is `v1 ‖ length of the key id ‖ key id ‖ nonce ‖ ciphertext`. What it belongs to (table, column, row, workspace) is
//! authenticated with it, so that a value moved to another row does not open there.

mod key_file;
mod keys;

use std::fmt;
use std::path::{Path, PathBuf};

use chacha20poly1305::XNonce;
use chacha20poly1305::aead::{Aead as _, Payload};
use secrecy::{ExposeSecret as _, SecretString};

use crate::entropy::Entropy;
use keys::Key;

const VERSION: &[u8; 2] = b"v1";
const NONCE_BYTES: usize = 24;

/// Bytes only the vault can open: `v1 ‖ key id ‖ nonce ‖ ciphertext`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

/// Why a secret could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// `FANSCOPE_SECRET_KEYS` or the key file does not read as keys.
    #[error("the secret keys are malformed: {0}; write them as id:base64,id:base64 with 32 bytes each")]
    Malformed(&'static str),
    /// Others than the owner may read the key file.
    #[error("{} can be read by others (mode {mode:o}); run `chmod 600 {}`", path.display(), path.display())]
    Exposed {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The key file could not be read or created.
    #[error("the key file {} could not be read or created", path.display())]
    File {
        /// The key file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The value was sealed with a key that is not at hand.
    #[error("a stored token was sealed with the key `{0}`, which is not among the secret keys; add it to FANSCOPE_SECRET_KEYS")]
    UnknownKey(String),
    /// The value was changed, moved to another row, or sealed with another key of the same name.
    #[error("a stored token does not open with the secret key `{0}`: it was changed, or the key is another one of the same name")]
    Refused(String),
    /// The value is not something this vault made.
    #[error("a stored token is not in a sealed form this version knows")]
    UnknownForm,
}

/// Where a sealed value stands; authenticated with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Table.
    pub table: &'a str,
    /// Column.
    pub column: &'a str,
    /// Row: the creator's id for grants.
    pub row: &'a str,
    /// Tenant.
    pub workspace: &'a str,
}

impl Place<'_> {
    /// Each part with its length before it, so that no two places give the same bytes.
    fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in [self.table, self.column, self.row, self.workspace] {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes
    }
}

/// The keys: the first seals, all open.
pub struct Vault {
    keys: Vec<Key>,
}

impl Vault {
    /// Reads the keys of `FANSCOPE_SECRET_KEYS`: `id:base64,…`.
    ///
    /// # Errors
    /// `Malformed`, naming what is wrong without quoting it.
    pub fn from_setting(setting: &SecretString) -> Result<Self, VaultError> {
        Ok(Self { keys: keys::parse(setting.expose_secret())? })
    }

    /// Reads the key file, or creates one with a fresh key that only its owner may read.
    ///
    /// # Errors
    /// `Exposed` when others may read it, `File` when it cannot be read or created, `Malformed`.
    pub fn load_or_create(path: &Path, entropy: &dyn Entropy) -> Result<Self, VaultError> {
        let text = key_file::load_or_create(path, entropy)?;
        Self::from_setting(&text)
    }

    /// Reads the key file and creates none.
    ///
    /// # Errors
    /// `Exposed` when others may read it, `File` when it cannot be read, `Malformed`.
    pub fn load(path: &Path) -> Result<Self, VaultError> {
        Self::from_setting(&key_file::load(path)?)
    }

    /// Seals a secret for one place.
    ///
    /// # Errors
    /// `UnknownForm` when the secret is too long to be sealed (some 256 GiB).
    pub fn seal(&self, secret: &SecretString, place: Place<'_>, entropy: &dyn Entropy) -> Result<Sealed, VaultError> {
        let [key, ..] = self.keys.as_slice() else { return Err(VaultError::Malformed("there is none")) };
        let mut nonce = [0; NONCE_BYTES];
        entropy.fill(&mut nonce);
        let payload = Payload { msg: secret.expose_secret().as_bytes(), aad: &place.to_bytes() };
        let ciphertext = key.cipher.encrypt(XNonce::from_slice(&nonce), payload).map_err(|_| VaultError::UnknownForm)?;
        let length = u8::try_from(key.id.len()).map_err(|_| VaultError::UnknownForm)?;
        Ok(Sealed([VERSION.as_slice(), &[length], key.id.as_bytes(), &nonce, &ciphertext].concat()))
    }

    /// Whether a value is sealed with the key that seals now.
    pub fn is_current(&self, sealed: &Sealed) -> bool {
        split(&sealed.0).is_some_and(|(id, ..)| self.keys.first().is_some_and(|key| key.id == id))
    }

    /// The name of the key that seals.
    pub fn current_key(&self) -> &str {
        self.keys.first().map_or("", |key| key.id.as_str())
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// `UnknownKey`, `Refused` or `UnknownForm`.
    pub fn open(&self, sealed: &Sealed, place: Place<'_>) -> Result<SecretString, VaultError> {
        let (id, nonce, ciphertext) = split(&sealed.0).ok_or(VaultError::UnknownForm)?;
        let key = self.keys.iter().find(|key| key.id == id).ok_or_else(|| VaultError::UnknownKey(id.to_owned()))?;
        let payload = Payload { msg: ciphertext, aad: &place.to_bytes() };
        let opened = key.cipher.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| VaultError::Refused(id.to_owned()))?;
        String::from_utf8(opened).map(SecretString::from).map_err(|_| VaultError::UnknownForm)
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.keys.iter().map(|key| key.id.as_str()).collect();
        f.debug_struct("Vault").field("keys", &ids).finish()
    }
}

/// Key id, nonce, ciphertext.
fn split(bytes: &[u8]) -> Option<(&str, &[u8], &[u8])> {
    let (length, rest) = bytes.strip_prefix(VERSION)?.split_first()?;
    let (id, rest) = rest.split_at_checked(usize::from(*length))?;
    let (nonce, ciphertext) = rest.split_at_checked(NONCE_BYTES)?;
    Some((std::str::from_utf8(id).ok()?, nonce, ciphertext))
}

#[cfg(test)]
mod tests;
