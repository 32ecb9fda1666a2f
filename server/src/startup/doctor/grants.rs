//! The keys, whether the stored tokens open with them, and how long the grants still live.

use app::model::Timestamp;
use app::model::grant::health;

use super::Finding;
use super::database::with_causes;
use crate::config::StoreSettings;
use crate::crypto::{Vault, VaultError};
use crate::grants;
use crate::startup::core::Store;
use crate::storage::grants::GrantRecord;
use crate::storage::{CreatorStore as _, GrantStore as _, StoreError};

const KEYS: &str = "keys";
const GRANTS: &str = "grants";

/// Grants that end this soon are named.
const SOON_DAYS: i64 = 14;

/// So many creators are named in a line.
const NAMED: usize = 5;

/// Keys first, then grants; without a database only what the keys say by themselves.
pub(super) async fn examine(settings: &StoreSettings, store: Option<&Store>, now: Timestamp) -> Vec<Finding> {
    let records = match store {
        Some(store) => records(store).await.map(Some),
        None => Ok(None),
    };
    match records {
        Err(error) => vec![
            keys(settings, &[]),
            Finding::problem(GRANTS, format!("the grants cannot be read: {}; run `fanscope backup` and restore one", with_causes(&error))),
        ],
        Ok(None) => vec![keys(settings, &[])],
        Ok(Some(records)) => vec![keys(settings, &records), lives(&records, now)],
    }
}

async fn records(store: &Store) -> Result<Vec<GrantRecord>, StoreError> {
    let mut records = Vec::new();
    for key in store.all_creators().await? {
        records.extend(store.grant(&key).await?);
    }
    Ok(records)
}

fn keys(settings: &StoreSettings, records: &[GrantRecord]) -> Finding {
    let sealed = records.iter().filter(|record| record.refresh.is_some() || record.access.is_some()).count();
    let file = settings.data_dir().join("secret.key");
    let (vault, place) = match &settings.secret_keys {
        Some(keys) => (Vault::from_setting(keys), "FANSCOPE_SECRET_KEYS".to_owned()),
        None if !file.exists() => return missing(&file.display().to_string(), sealed),
        None => (Vault::load(&file), file.display().to_string()),
    };
    let vault = match vault {
        Ok(vault) => vault,
        Err(error) => return Finding::problem(KEYS, format!("{place}: {}", with_causes(&error))),
    };
    let shut: Vec<VaultError> = records.iter().filter_map(|record| grants::opens(&vault, record).err()).collect();
    match shut.first() {
        Some(error) => {
            let text = format!(
                "the tokens of {} of {sealed} grants do not open with {place}: {error}; put the key back that was there",
                shut.len()
            );
            Finding::problem(KEYS, text)
        }
        None if sealed > 0 => {
            Finding::ok(KEYS, format!("{place} opens every stored token (grants: {sealed}); back it up beside the database"))
        }
        None => Finding::ok(KEYS, format!("{place} can be used; back it up beside the database")),
    }
}

fn missing(file: &str, sealed: usize) -> Finding {
    if sealed == 0 {
        return Finding::ok(KEYS, format!("{file} is made at the first start"));
    }
    let text = format!(
        "{file} is missing, and the tokens of {sealed} grants are sealed with it; put it back from your backup, or every creator has to authorise again"
    );
    Finding::problem(KEYS, text)
}

fn lives(records: &[GrantRecord], now: Timestamp) -> Finding {
    if records.is_empty() {
        return Finding::ok(GRANTS, "no creator has signed in yet");
    }
    let (mut ended, mut soon) = (Vec::new(), Vec::new());
    for record in records {
        let creator = record.key.creator.to_string();
        match health(&record.terms(), now).days_left {
            None => ended.push(creator),
            Some(days @ ..=SOON_DAYS) => soon.push(format!("{creator} in {days} days")),
            Some(_) => {}
        }
    }
    let all = records.len();
    let told = [(&ended, "ended"), (&soon, "about to end")];
    let told: Vec<String> =
        told.iter().filter(|(who, _)| !who.is_empty()).map(|(who, what)| format!("{} {what} ({})", who.len(), few(who))).collect();
    if told.is_empty() {
        return Finding::ok(GRANTS, format!("{all} in all, living for more than {SOON_DAYS} days"));
    }
    Finding::warning(GRANTS, format!("{}, of {all} in all; these creators have to sign in again, or their days are lost", told.join(", ")))
}

fn few(who: &[String]) -> String {
    let more = if who.len() > NAMED { ", …" } else { "" };
    format!("{}{more}", who.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", "))
}
