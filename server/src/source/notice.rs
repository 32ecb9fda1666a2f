//! What a platform tells unasked.

use app::model::OpenId;

/// A message whose signature is right.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// The platform wants to see its own value again, to know that the address is ours.
    Challenge(serde_json::Value),
    /// Something happened.
    Notice(Notice),
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The platform's word, e.g. `unauthorize`.
    pub event: String,
    /// The account it speaks of; empty when it names none.
    pub open_id: OpenId,
    /// The scopes it speaks of.
    pub scopes: Vec<String>,
}

/// Why a message is refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NoticeError {
    /// The signature is missing or does not fit the bytes.
    #[error("the signature does not match; check that the client secret is that of the app whose address this is")]
    Signature,
    /// The message is for another app.
    #[error("the message is for another client key; check the app's address on the platform's console")]
    OtherApp,
    /// The bytes are not a message.
    #[error("this is not a message of the platform ({0})")]
    Shape(&'static str),
}
