//! The database file before SQLite opens it: every way it can be unusable gets a sentence with its remedy.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use crate::storage::StoreError;

/// What every SQLite file begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Reads the path out of `sqlite://PATH`.
pub(super) fn path_of(url: &str) -> Result<PathBuf, StoreError> {
    let wrong = |why: &str| StoreError::Open(format!("the database URL `{url}` {why}; write it as sqlite://./data/fanscope.db"));
    let path = url.strip_prefix("sqlite://").ok_or_else(|| wrong("does not begin with sqlite://"))?;
    if path.is_empty() || path.ends_with('/') {
        return Err(wrong("names no file"));
    }
    if path.contains(['?', '%']) {
        return Err(wrong("holds `?` or `%`, which are not supported"));
    }
    Ok(PathBuf::from(path))
}

/// Makes sure the file and its directory exist and can be written.
pub(super) fn prepare(path: &Path) -> Result<(), StoreError> {
    if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        fs::create_dir_all(directory).map_err(|error| {
            let remedy = "choose another place with FANSCOPE_DATABASE_URL, or make it writable";
            StoreError::Open(format!("the data directory `{}` cannot be created ({}); {remedy}", directory.display(), words(&error)))
        })?;
    }
    create(path).map_err(|error| cannot("written", path, &error))?;
    check_header(path)
}

/// Makes sure the file exists and can be read.
pub(super) fn check_existing(path: &Path) -> Result<(), StoreError> {
    if !path.exists() {
        let remedy = "check FANSCOPE_DATABASE_URL, or start `fanscope serve` or `fanscope demo`, which create it";
        return Err(StoreError::Open(format!("there is no database at `{}`; {remedy}", path.display())));
    }
    check_header(path)
}

fn create(path: &Path) -> std::io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn check_header(path: &Path) -> Result<(), StoreError> {
    let mut head = Vec::with_capacity(MAGIC.len());
    File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut head)).map_err(|error| cannot("read", path, &error))?;
    if head.is_empty() || head == MAGIC {
        return Ok(());
    }
    let remedy = "move it away, or name another file with FANSCOPE_DATABASE_URL";
    Err(StoreError::Open(format!("`{}` is not a SQLite database; {remedy}", path.display())))
}

fn cannot(verb: &str, path: &Path, error: &std::io::Error) -> StoreError {
    let remedy = "check its owner and mode, or name another file with FANSCOPE_DATABASE_URL";
    StoreError::Open(format!("the database `{}` cannot be {verb} ({}); {remedy}", path.display(), words(error)))
}

fn words(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a directory".to_owned(),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "a file is in the way".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}
