//! The frame around every page of a creator.

use serde::{Deserialize, Serialize};

use super::CreatorHeader;
use crate::model::{CreatorId, PlatformDay, Role, Timestamp};

/// A creator in the switcher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatorName {
    /// The id of the URLs.
    pub id: CreatorId,
    /// Display name; may be empty.
    pub nickname: String,
}

/// What the frame shows, and the instant the page speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The creator of the page; nothing on the roster.
    pub creator: Option<CreatorHeader>,
    /// Some of the creators the viewer sees, for the switcher.
    pub others: Vec<CreatorName>,
    /// What the viewer may do.
    pub role: Role,
    /// The current platform day.
    pub today: PlatformDay,
    /// The instant the page was made.
    pub now: Timestamp,
}
