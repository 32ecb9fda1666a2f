//! Sign-in: from a consent that came back to somebody who is let in, and their run of today.

use app::model::{CreatorId, MemberId, Role, SignUp};
use app::ports::Viewer;
use secrecy::SecretString;
use url::Url;

use crate::collector::Collector;
use crate::grants::{GrantError, Grants};
use crate::storage::CreatorKey;
use crate::storage::accounts::Admitted;
use crate::storage::links::LinkOutcome;

/// Lets people in.
#[derive(Clone, Debug)]
pub struct SignIn {
    grants: Grants,
    collector: Collector,
    sign_up: SignUp,
}

/// What a consent led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedIn {
    /// Somebody is let in.
    Welcome {
        /// Who signs in; nothing when an owner who is signed in added a creator.
        member: Option<MemberId>,
        /// Whose grant was stored.
        creator: CreatorId,
        /// Their run of today needs no more tries; otherwise it has just begun.
        recorded: bool,
    },
    /// An unknown account while sign-up is closed.
    Unknown,
    /// A creator of another workspace.
    Elsewhere,
    /// The code of the consent had run out.
    Expired,
    /// The platform, or we, could not do it; it is in the log.
    Failed,
}

/// What a consent that a link asked for led to. Nobody is signed in by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relinked {
    /// The creator's grant is renewed and their run of today needs no more tries, or has just begun.
    Renewed,
    /// It was another account's consent; nothing changed, and the link may still be used.
    OtherAccount,
    /// The link was used, withdrawn or over meanwhile; nothing changed.
    Ended,
    /// The code of the consent had run out.
    Expired,
    /// The platform, or we, could not do it; it is in the log.
    Failed,
}

impl SignIn {
    /// Sign-in by these grants.
    pub fn new(grants: Grants, collector: Collector, sign_up: SignUp) -> Self {
        Self { grants, collector, sign_up }
    }

    /// The platform's consent page for this state.
    pub fn consent_page(&self, state: &str, redirect_uri: &Url) -> Url {
        self.grants.authorize_url(state, redirect_uri)
    }

    /// Takes a consent: stores the grant and starts the creator's run of today, or creates nothing at all.
    pub async fn admit(&self, code: &SecretString, viewer: Option<&Viewer>) -> SignedIn {
        let owner = viewer.filter(|viewer| viewer.role == Role::Owner).map(|viewer| viewer.member.clone());
        let adds = owner.is_some();
        match self.grants.admit(code, owner, self.sign_up).await {
            Ok(Admitted::Welcome { member, creator, .. }) => {
                let recorded = self.start_run(&creator).await;
                SignedIn::Welcome { member: (!adds).then_some(member.id), creator: creator.creator, recorded }
            }
            Ok(Admitted::Refused { .. }) => SignedIn::Unknown,
            Ok(Admitted::Elsewhere) => SignedIn::Elsewhere,
            Err(error) => failed(&error),
        }
    }

    /// Takes a consent that a link asked for: renews the grant of the creator it is bound to, or changes nothing at all.
    pub async fn renew_by_link(&self, code: &SecretString, link_hash: String) -> Relinked {
        match self.grants.renew_by_link(code, link_hash).await {
            Ok(LinkOutcome::Renewed(creator)) => {
                self.start_run(&creator).await;
                Relinked::Renewed
            }
            Ok(LinkOutcome::OtherAccount) => Relinked::OtherAccount,
            Ok(LinkOutcome::Ended) => Relinked::Ended,
            Err(error) => match failed(&error) {
                SignedIn::Expired => Relinked::Expired,
                _ => Relinked::Failed,
            },
        }
    }

    async fn start_run(&self, creator: &CreatorKey) -> bool {
        tracing::info!(creator.id = %creator.creator, "a creator authorised");
        let recorded = matches!(self.collector.is_done_today(creator).await, Ok(true));
        if !recorded {
            self.collector.spawn_collect(creator.clone());
        }
        recorded
    }
}

fn failed(error: &GrantError) -> SignedIn {
    tracing::warn!(error = error as &dyn std::error::Error, "a sign-in failed");
    if matches!(error, GrantError::CodeSpent(_)) { SignedIn::Expired } else { SignedIn::Failed }
}
