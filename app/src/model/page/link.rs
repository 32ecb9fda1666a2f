//! Links by which a creator authorises again without being a member.

use super::frame::CreatorName;
use crate::model::Timestamp;

/// How a link came to its end before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// The creator authorised by it.
    Use,
    /// An owner took it back, or made another one.
    Withdrawal,
}

/// An open link, as the settings list it; what stands in it is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLink {
    /// Who is to authorise again.
    pub creator: CreatorName,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// The first open links, those that expire first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenLinks {
    /// The links.
    pub rows: Vec<OpenLink>,
    /// How many there are in all.
    pub all: usize,
}

/// A link just made: the only time its token is known.
#[derive(Clone, PartialEq, Eq)]
pub struct MadeLink {
    /// Who is to authorise again.
    pub creator: CreatorName,
    /// What stands in the link; whoever has it may open it.
    pub token: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for MadeLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MadeLink").field("creator", &self.creator.id).field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// What somebody sees who opens a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invitation {
    /// The creator may authorise by it.
    Open {
        /// Display name of the creator; may be empty.
        creator: String,
        /// Display name of whoever asks; may be empty.
        asked_by: String,
        /// When it ends.
        expires_at: Timestamp,
    },
    /// It was used.
    Used,
    /// It was taken back, or another one took its place.
    Withdrawn,
    /// Its time is over.
    Expired,
    /// The account is known under another app than the one that asks now: the operator changed the client key.
    OtherApp,
}
