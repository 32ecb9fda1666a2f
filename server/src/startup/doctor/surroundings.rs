//! The disk, and the address that the platform sends people back to.

use std::path::Path;

use super::Finding;
use crate::config::{PlatformSettings, ServeSettings, StoreSettings};
use crate::http::redirect_uri;

const MIB: u64 = 1 << 20;

/// Below this a commit may find no room for its WAL.
const TOO_LITTLE: u64 = 100 * MIB;

/// Below this a year of history and a backup do not fit.
const LITTLE: u64 = 1024 * MIB;

/// Whether the data directory can be written, and what is free.
pub(super) fn disk(settings: &StoreSettings) -> Finding {
    let wanted = settings.data_dir();
    // Before the first start the directory is not there: where it will be made decides.
    let Some(directory) = wanted.ancestors().map(or_here).find(|path| path.exists()) else {
        return Finding::problem("disk", format!("{} does not exist; choose another place with FANSCOPE_DATABASE_URL", wanted.display()));
    };
    let shown = directory.display();
    if !directory.is_dir() {
        return Finding::problem("disk", format!("{shown} is a file; name a database elsewhere with FANSCOPE_DATABASE_URL"));
    }
    if let Err(error) = rustix::fs::access(directory, rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK) {
        return Finding::problem("disk", format!("{shown} cannot be written ({error}); give it to the user Fanscope runs as"));
    }
    let room = match rustix::fs::statvfs(directory) {
        Ok(room) => room.f_bavail.saturating_mul(room.f_frsize),
        Err(error) => return Finding::warning("disk", format!("the free space of {shown} cannot be told ({error})")),
    };
    let size = std::fs::metadata(&settings.path).map_or(0, |file| file.len());
    let free = format!("{} MiB are free in {shown}", room / MIB);
    if room < TOO_LITTLE {
        Finding::problem("disk", format!("{free}; make room, or the next run cannot be recorded"))
    } else if room < LITTLE.max(2 * size) {
        Finding::warning("disk", format!("{free}, the database has {} MiB; make room for its growth and a backup", size / MIB))
    } else {
        Finding::ok("disk", free)
    }
}

fn or_here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

/// The redirect URI, to be compared with the console letter by letter.
pub(super) fn callback(serve: &ServeSettings, platform: Option<&PlatformSettings>) -> Finding {
    let uri = redirect_uri(&serve.public_url);
    let is_real = platform.is_some_and(|platform| platform.base_url.scheme() == "https");
    if uri.scheme() == "http" && is_real {
        let text = format!(
            "{uri} is on this machine alone, and the platform takes https only; set FANSCOPE_PUBLIC_URL to the https address browsers use"
        );
        return Finding::warning("callback", text);
    }
    Finding::ok("callback", format!("the platform's console must have exactly {uri}"))
}
