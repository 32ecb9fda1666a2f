//! Tokens in and out of their sealed form.

use app::model::Timestamp;
use secrecy::SecretString;

use super::{GrantError, Grants};
use crate::crypto::{Place, Vault, VaultError};
use crate::entropy::Entropy;
use crate::source::{Access, Tokens};
use crate::storage::CreatorKey;
use crate::storage::grants::{GrantRecord, NewGrant, Reseal, Sealed};

/// Which of the two.
#[derive(Clone, Copy, Debug)]
pub(super) enum Column {
    Access,
    Refresh,
}

fn place(key: &CreatorKey, column: Column) -> Place<'_> {
    let column = match column {
        Column::Access => "access",
        Column::Refresh => "refresh",
    };
    Place { table: "grant", column, row: key.creator.as_str(), workspace: key.workspace.as_str() }
}

/// Whether the tokens of a grant open with these keys; a grant without tokens needs none.
///
/// # Errors
/// What keeps the first of them shut.
pub fn opens(vault: &Vault, record: &GrantRecord) -> Result<(), VaultError> {
    for (column, sealed) in [(Column::Access, &record.access), (Column::Refresh, &record.refresh)] {
        if let Some(sealed) = sealed {
            vault.open(sealed, place(&record.key, column))?;
        }
    }
    Ok(())
}

/// The tokens of a grant sealed with the newest key; nothing when they are, or when there are none.
pub(super) fn resealed(vault: &Vault, record: &GrantRecord, entropy: &dyn Entropy) -> Result<Option<Reseal>, VaultError> {
    let again = |column, sealed: &Option<Sealed>| {
        let sealed = sealed.as_ref().filter(|sealed| !vault.is_current(sealed));
        let place = place(&record.key, column);
        sealed.map(|sealed| vault.open(sealed, place).and_then(|token| vault.seal(&token, place, entropy))).transpose()
    };
    let (access, refresh) = (again(Column::Access, &record.access)?, again(Column::Refresh, &record.refresh)?);
    Ok((access.is_some() || refresh.is_some()).then_some(Reseal { access, refresh }))
}

impl Grants {
    pub(super) fn seal(&self, key: &CreatorKey, column: Column, token: &SecretString) -> Result<Sealed, VaultError> {
        self.parts.vault.seal(token, place(key, column), &*self.parts.entropy)
    }

    pub(super) fn seal_new(&self, key: &CreatorKey, tokens: &Tokens, now: Timestamp) -> Result<NewGrant, VaultError> {
        Ok(NewGrant {
            access: self.seal(key, Column::Access, &tokens.access)?,
            access_expires_at: now.plus_seconds(tokens.access_seconds),
            refresh: self.seal(key, Column::Refresh, &tokens.refresh)?,
            refresh_expires_at: now.plus_seconds(tokens.refresh_seconds),
            scopes: tokens.scopes.clone(),
        })
    }

    pub(super) fn open_access(&self, record: &GrantRecord) -> Result<Access, GrantError> {
        let token = self.open(record, Column::Access, record.access.as_ref())?;
        Ok(Access { open_id: record.open_id.clone(), token })
    }

    pub(super) fn open_refresh(&self, record: &GrantRecord) -> Result<SecretString, GrantError> {
        self.open(record, Column::Refresh, record.refresh.as_ref())
    }

    fn open(&self, record: &GrantRecord, column: Column, sealed: Option<&Sealed>) -> Result<SecretString, GrantError> {
        let sealed = sealed.ok_or_else(|| GrantError::Ended(record.ended_reason.clone()))?;
        Ok(self.parts.vault.open(sealed, place(&record.key, column))?)
    }
}
