//! Who a person is on the platform: ids, nickname, avatar.

use super::dice::{Dice, key, mix};
use super::names;

/// Where a person's number counts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Space {
    /// The creators themselves.
    Creators,
    /// People who may follow several creators.
    Shared,
    /// People who follow only this creator.
    Fans(u32),
    /// Accounts that this creator follows without being followed.
    Others(u32),
}

/// One person; the same one everywhere in a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    key: u64,
    shared: bool,
}

impl Identity {
    pub(crate) fn new(seed: u64, space: Space, number: u64) -> Self {
        let (kind, owner) = match space {
            Space::Creators => (11, 0),
            Space::Shared => (12, 0),
            Space::Fans(creator) => (13, u64::from(creator)),
            Space::Others(creator) => (14, u64::from(creator)),
        };
        Self { key: key(&[seed, kind, owner, number]), shared: matches!(space, Space::Shared) }
    }

    /// Whether this person may follow several creators.
    pub(crate) const fn is_shared(self) -> bool {
        self.shared
    }

    /// The root of this person's throws for one purpose.
    pub(crate) fn throws(self, purpose: u64) -> u64 {
        key(&[self.key, purpose])
    }

    /// The id in the one app that this platform knows.
    pub(crate) fn open_id(self) -> String {
        uuid(self.throws(21))
    }

    /// The id across the apps of one developer.
    pub(crate) fn union_id(self) -> String {
        uuid(self.throws(22))
    }

    pub(crate) fn nickname(self) -> String {
        names::nickname(&mut Dice::of(self.throws(23)))
    }

    /// An address that no resolver knows: nothing may be fetched from it.
    pub(crate) fn avatar(self) -> String {
        format!("https://avatar.douyin.invalid/{:016x}.jpeg", self.throws(24))
    }
}

fn uuid(root: u64) -> String {
    let (high, low) = (mix(root), mix(root ^ u64::MAX));
    let (first, second, third) = (high >> 32, high >> 16 & 0xffff, high & 0xfff);
    format!("{first:08x}-{second:04x}-4{third:03x}-9{:03x}-{:012x}", low >> 52, low & 0xffff_ffff_ffff)
}
