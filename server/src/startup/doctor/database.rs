//! The database file.

use super::Finding;
use crate::config::StoreSettings;
use crate::startup::core::{Kind, Store, open_existing};
use crate::storage::SettingStore as _;

const CHECK: &str = "database";

const MIB: u64 = 1 << 20;

/// A WAL beyond this is not folded back into the file: `serve` cuts it to 64 MiB after each checkpoint.
const LARGE_WAL: u64 = 128 * MIB;

/// What is found, and the store if it can be worked with.
pub(super) async fn examine(settings: &StoreSettings) -> (Finding, Option<Store>) {
    match open_existing(settings).await {
        Err(error) => (Finding::problem(CHECK, with_remedy(with_causes(&error))), None),
        Ok(store) => {
            let found = look(settings, &store).await.unwrap_or_else(|error| {
                let remedy = "restore a backup if it stays so";
                Finding::problem(CHECK, format!("{} cannot be read: {}; {remedy}", settings.path.display(), with_causes(&error)))
            });
            (found, Some(store))
        }
    }
}

async fn look(settings: &StoreSettings, store: &Store) -> Result<Finding, crate::storage::StoreError> {
    let file = settings.path.display();
    let broken = store.quick_check().await?;
    if let Some(first) = broken.first() {
        let text = format!("{file} is damaged ({first}); stop Fanscope and restore a backup, keeping the damaged file");
        return Ok(Finding::problem(CHECK, text));
    }
    let pages = store.pages().await?;
    let mut wal = settings.path.clone().into_os_string();
    wal.push("-wal");
    let wal = std::fs::metadata(wal).map_or(0, |file| file.len());
    let version = store.schema_version().await?.unwrap_or_default();
    let kind = store.setting("kind").await?.unwrap_or_default();
    let made_up = if kind == Kind::Demo.word() { ", made by `fanscope demo`: its history is made up" } else { "" };
    let facts = format!(
        "{file}: schema {version}, {} MiB with {} MiB of free pages, WAL {} MiB{made_up}",
        pages.all() / MIB,
        pages.free() / MIB,
        wal / MIB
    );
    Ok(if wal > LARGE_WAL {
        Finding::warning(CHECK, format!("{facts}; the WAL is not folded back: end what keeps the file open, then restart `fanscope serve`"))
    } else if pages.free() > 64 * MIB && pages.free() > pages.all() / 2 {
        Finding::warning(CHECK, format!("{facts}; more than half is empty: `fanscope backup FILE` writes a compact copy"))
    } else {
        Finding::ok(CHECK, facts)
    })
}

/// What the store says of a file that cannot be used has its remedy behind a semicolon; what SQLite says has none.
fn with_remedy(text: String) -> String {
    if text.contains(';') { text } else { format!("{text}; stop Fanscope and restore a backup, keeping this file") }
}

pub(super) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        let more = source.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = source.source();
    }
    text
}
