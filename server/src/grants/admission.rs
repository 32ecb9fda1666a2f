//! A consent that came back: exchange, profile, and the decision who becomes what.

use app::model::{Capability, CreatorProfile, MemberId};
use secrecy::SecretString;

use super::{GrantError, Grants};
use crate::source::{Access, Action, Records, Tokens};
use crate::storage::StoreError;
use crate::storage::accounts::{AccountKey, Admission, Admitted, FreshIds, SignUp};
use crate::storage::links::{LinkConsent, LinkOutcome};

impl Grants {
    /// Exchanges the code and admits the account, in one transaction of the store; nothing is half-created.
    /// Scopes are not looked at: an answer may leave granted ones out, so each is tried later. A profile that cannot be read
    /// does not stop the sign-in: the name stays empty until a run reads it.
    ///
    /// # Errors
    /// `CodeSpent` or `Exchange` when the platform does not accept the code; `Store`.
    pub async fn admit(&self, code: &SecretString, acting_owner: Option<MemberId>, sign_up: SignUp) -> Result<Admitted, GrantError> {
        let refused = |error| match self.parts.connect.action(&error) {
            Action::SignInAgain => GrantError::CodeSpent(error),
            _ => GrantError::Exchange(error),
        };
        let tokens = self.parts.connect.exchange(code).await.map_err(refused)?;
        let profile = self.profile(&tokens).await;
        let now = self.now();
        let admission = Admission { account: self.account(&tokens), profile, acting_owner, sign_up, fresh: self.fresh_ids(), now };
        let seal = |key: &_| self.seal_new(key, &tokens, now).map_err(|error| StoreError::Database(Box::new(error)));
        Ok(self.parts.accounts.admit(admission, &seal).await?)
    }

    /// Exchanges the code and renews the grant of the creator the link is for. Of another account nothing is read, nothing is stored.
    ///
    /// # Errors
    /// `Exchange` when the platform does not accept the code; `Store`.
    pub async fn renew_by_link(&self, code: &SecretString, token_hash: String) -> Result<LinkOutcome, GrantError> {
        let tokens = self.parts.connect.exchange(code).await.map_err(GrantError::Exchange)?;
        let now = self.now();
        let consent = LinkConsent { token_hash, account: self.account(&tokens), now };
        let seal = |key: &_| self.seal_new(key, &tokens, now).map_err(|error| StoreError::Database(Box::new(error)));
        Ok(self.parts.accounts.renew_by_link(consent, &seal).await?)
    }

    fn account(&self, tokens: &Tokens) -> AccountKey {
        AccountKey {
            platform: self.parts.connect.platform().to_owned(),
            client_key: self.parts.connect.client_key().to_owned(),
            open_id: tokens.open_id.clone(),
        }
    }

    async fn profile(&self, tokens: &Tokens) -> CreatorProfile {
        let access = Access { open_id: tokens.open_id.clone(), token: tokens.access.clone() };
        match self.parts.source.read(&access, Capability::Profile, None).await {
            Ok(page) => match page.records {
                Records::Profile(profile) => profile,
                Records::Portrait(_) | Records::Series(_) | Records::Members(_) => CreatorProfile::default(),
            },
            Err(error) => {
                let error: &dyn std::error::Error = &error;
                tracing::warn!(error, "the profile could not be read at sign-in; the name stays empty for now");
                CreatorProfile::default()
            }
        }
    }

    fn fresh_ids(&self) -> FreshIds {
        let id = || self.parts.entropy.hex(8);
        FreshIds { workspace: id().as_str().into(), member: id().as_str().into(), creator: id().as_str().into() }
    }
}
