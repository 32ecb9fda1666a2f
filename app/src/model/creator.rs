//! Who is who: workspaces, members, creators.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

text_id! {
    /// A creator's id in URLs, CSV and SQL: opaque and unique in the instance.
    CreatorId
}
text_id! {
    /// The tenant: everything one operator sees.
    WorkspaceId
}
text_id! {
    /// A person who signs in.
    MemberId
}
text_id! {
    /// A platform account as one app (client key) knows it.
    OpenId
}

/// What a member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, and connects creators.
    Owner,
    /// Sees only the creator they are.
    Creator,
}

impl Role {
    /// The word used in SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Creator => "creator",
        }
    }

    /// Reads the SQL word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Owner, Self::Creator].into_iter().find(|role| role.as_str() == word)
    }
}

/// Who is let in when nobody is signed in (`FANSCOPE_SIGN_UP`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignUp {
    /// The first account becomes owner; later unknown ones are refused.
    First,
    /// Each unknown account gets a workspace of its own.
    Open,
    /// The demo: whoever signs in owns the one demo workspace.
    Demo,
}

/// A creator's public profile, as the platform last showed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatorProfile {
    /// Display name; may be empty.
    pub nickname: String,
    /// Address of the avatar picture on the platform's side.
    pub avatar: String,
    /// Stable across the apps of one developer, where the platform sends it.
    pub union_id: Option<String>,
}
