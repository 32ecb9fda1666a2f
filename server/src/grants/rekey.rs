//! Every stored token sealed with the newest key, so that an old one can be thrown away.

use tokio_util::sync::CancellationToken;

use super::tokens::resealed;
use crate::crypto::{Vault, VaultError};
use crate::entropy::Entropy;
use crate::storage::{CreatorKey, GrantStore, StoreError};

/// A grant whose tokens somebody else writes all the time is left to them after so many tries.
const TRIES: u32 = 5;

/// What became of the stored tokens.
#[derive(Debug, Default)]
pub struct Rekeyed {
    /// The name of the newest key.
    pub key: String,
    /// Grants whose tokens were sealed anew.
    pub resealed: usize,
    /// Grants whose tokens were sealed with it already.
    pub current: usize,
    /// Grants that hold no tokens any more.
    pub without: usize,
    /// Grants whose tokens do not open, and why.
    pub shut: Vec<(CreatorKey, VaultError)>,
    /// Grants that are left as they were: a stop was asked for, or their tokens changed all the time.
    pub left: usize,
}

/// Seals the tokens of these creators' grants with the newest key, each grant in a transaction of its own. Tokens that another process
/// refreshes meanwhile are looked at again; a grant whose tokens do not open is left as it is.
///
/// # Errors
/// The store fails; grants that were sealed anew by then stay so.
pub async fn rekey(
    store: &dyn GrantStore,
    creators: &[CreatorKey],
    vault: &Vault,
    entropy: &dyn Entropy,
    stop: &CancellationToken,
) -> Result<Rekeyed, StoreError> {
    let mut done = Rekeyed { key: vault.current_key().to_owned(), ..Rekeyed::default() };
    for key in creators {
        if stop.is_cancelled() {
            done.left += 1;
            continue;
        }
        match one(store, key, vault, entropy).await? {
            Outcome::Resealed => done.resealed += 1,
            Outcome::Current => done.current += 1,
            Outcome::Without => done.without += 1,
            Outcome::Shut(error) => done.shut.push((key.clone(), error)),
            Outcome::Left => done.left += 1,
        }
    }
    Ok(done)
}

enum Outcome {
    Resealed,
    Current,
    Without,
    Shut(VaultError),
    Left,
}

async fn one(store: &dyn GrantStore, key: &CreatorKey, vault: &Vault, entropy: &dyn Entropy) -> Result<Outcome, StoreError> {
    for _ in 0..TRIES {
        let Some(record) = store.grant(key).await?.filter(|record| record.access.is_some() || record.refresh.is_some()) else {
            return Ok(Outcome::Without);
        };
        match resealed(vault, &record, entropy) {
            Ok(None) => return Ok(Outcome::Current),
            Ok(Some(again)) => {
                if store.reseal(&record, again).await? {
                    return Ok(Outcome::Resealed);
                }
            }
            Err(error) => return Ok(Outcome::Shut(error)),
        }
    }
    Ok(Outcome::Left)
}
