//! `secret.key`: readable by its owner only, and never half-written.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::VaultError;
use super::keys::{self, KEY_BYTES};
use crate::entropy::Entropy;

pub(super) fn load_or_create(path: &Path, entropy: &dyn Entropy) -> Result<SecretString, VaultError> {
    let failed = |source| VaultError::File { path: path.to_owned(), source };
    if !path.try_exists().map_err(failed)? {
        create(path, entropy).map_err(failed)?;
    }
    load(path)
}

pub(super) fn load(path: &Path) -> Result<SecretString, VaultError> {
    refuse_exposed(path)?;
    fs::read_to_string(path).map(SecretString::from).map_err(|source| VaultError::File { path: path.to_owned(), source })
}

/// Writes a file beside it, then links it into place: of two processes that start together one wins, and nobody reads half a key.
fn create(path: &Path, entropy: &dyn Entropy) -> io::Result<()> {
    let mut key = [0; KEY_BYTES];
    entropy.fill(&mut key);
    let draft = PathBuf::from(format!("{}.{}", path.display(), entropy.hex(6)));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    writeln!(file, "{}", keys::write(&entropy.hex(4), &key))?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// The permission bits of the group and of everybody else.
#[cfg(unix)]
const OTHERS: u32 = 0o077;

#[cfg(unix)]
fn refuse_exposed(path: &Path) -> Result<(), VaultError> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = fs::metadata(path).map_err(|source| VaultError::File { path: path.to_owned(), source })?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & OTHERS == 0 { Ok(()) } else { Err(VaultError::Exposed { path: path.to_owned(), mode }) }
}

#[cfg(not(unix))]
fn refuse_exposed(_path: &Path) -> Result<(), VaultError> {
    Ok(())
}
