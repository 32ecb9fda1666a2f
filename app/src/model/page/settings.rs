//! The settings page.

use super::frame::CreatorName;
use super::{GrantHealth, Window};
use crate::model::{Role, Timestamp};

/// Whether fans' names are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// They are.
    pub on: bool,
    /// They were turned off, and what was stored is still being erased.
    pub erasing: bool,
}

/// When creators are collected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScheduleView {
    /// Seconds after platform midnight.
    pub collect_at: i64,
    /// Seconds over which the starts are spread.
    pub jitter: i64,
    /// When the next run is due, of all creators; in the past when runs are due now.
    pub next: Option<Timestamp>,
    /// Creators whose run is due now.
    pub due: usize,
    /// Creators with a grant.
    pub scheduled: usize,
    /// Creators whose grant has ended; nothing is collected of them.
    pub ended: usize,
    /// The app's key and secret are set; without them nothing is collected.
    pub connected: bool,
}

/// What a creator's grant still gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorisation {
    /// Whose.
    pub creator: CreatorName,
    /// Its health.
    pub grant: GrantHealth,
}

/// One page of the grants, those that end soonest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorisations {
    /// The grants of the page.
    pub rows: Vec<Authorisation>,
    /// Which these are, of all.
    pub window: Window,
    /// Of all: those that have ended or do so soon.
    pub ending: usize,
}

/// A person who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberView {
    /// Display name; may be empty.
    pub nickname: String,
    /// What they may do.
    pub role: Role,
    /// Their first sign-in.
    pub since: Timestamp,
    /// The creator they are.
    pub creator: Option<CreatorName>,
}

/// The first members of a workspace, in the order they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberList {
    /// The members.
    pub rows: Vec<MemberView>,
    /// How many there are in all.
    pub all: usize,
}

/// The settings the installation runs with. No secret is in here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InForce {
    /// Address it listens on.
    pub listen: String,
    /// Address browsers use.
    pub public_url: String,
    /// Name of the database file, without its folder.
    pub database: String,
    /// Address of the platform.
    pub base_url: String,
    /// The app's key but for its last four characters; nothing when it is not set.
    pub client_key: Option<String>,
    /// The app's secret is set.
    pub client_secret: bool,
    /// When to collect, in seconds after platform midnight.
    pub collect_at: i64,
    /// Seconds over which the starts are spread.
    pub jitter: i64,
    /// Days raw answers are kept.
    pub raw_days: i64,
    /// Calls granted per scope, as set; empty when none are.
    pub quotas: String,
    /// Calls per second and kind of data; nothing = as many as there are.
    pub rate: Option<u32>,
    /// Who may sign up: `first`, `open` or `demo`.
    pub sign_up: String,
    /// Of Fanscope.
    pub version: String,
}
