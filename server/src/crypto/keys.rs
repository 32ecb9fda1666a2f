//! Named keys as they are written in the setting and in the key file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};

use super::VaultError;

/// Bytes of a key.
pub(super) const KEY_BYTES: usize = 32;

pub(super) struct Key {
    pub(super) id: String,
    pub(super) cipher: XChaCha20Poly1305,
}

/// Reads `id:base64,…`; whitespace and line ends around the parts do not matter.
pub(super) fn parse(text: &str) -> Result<Vec<Key>, VaultError> {
    let mut keys: Vec<Key> = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (id, encoded) = part.split_once(':').ok_or(VaultError::Malformed("a key has no id"))?;
        let key = one(id.trim(), encoded.trim())?;
        if keys.iter().any(|known| known.id == key.id) {
            return Err(VaultError::Malformed("two keys have the same id"));
        }
        keys.push(key);
    }
    if keys.is_empty() { Err(VaultError::Malformed("there is none")) } else { Ok(keys) }
}

/// Writes one key as `parse` reads it.
pub(super) fn write(id: &str, bytes: &[u8; KEY_BYTES]) -> String {
    format!("{id}:{}", STANDARD.encode(bytes))
}

fn one(id: &str, encoded: &str) -> Result<Key, VaultError> {
    if id.is_empty() || id.len() > usize::from(u8::MAX) {
        return Err(VaultError::Malformed("a key has an empty or very long id"));
    }
    let bytes = STANDARD.decode(encoded).map_err(|_| VaultError::Malformed("a key is not base64"))?;
    let cipher = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| VaultError::Malformed("a key has not 32 bytes"))?;
    Ok(Key { id: id.to_owned(), cipher })
}
