//! App tokens: two hours, only the newest two live, the older of them five minutes (platform notes, section 1.3).

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

pub(crate) const CLIENT_SECONDS: i64 = 7200;
const GRACE_SECONDS: i64 = 300;
/// More calls than this within five minutes are refused.
const CALLS: usize = 500;

/// The app tokens issued so far, as far as they matter.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct ClientTokens {
    issued: u32,
    newest_at: i64,
    /// Instants of the calls of the last five minutes.
    #[serde(skip)]
    calls: VecDeque<i64>,
}

impl ClientTokens {
    /// The generation of a new token; nothing when the app asks too often.
    pub(crate) fn issue(&mut self, now: i64) -> Option<u32> {
        while self.calls.front().is_some_and(|at| now - at >= GRACE_SECONDS) {
            self.calls.pop_front();
        }
        if self.calls.len() >= CALLS {
            return None;
        }
        self.calls.push_back(now);
        self.issued += 1;
        self.newest_at = now;
        Some(self.issued)
    }

    /// The living token with its remaining seconds, or a new one: the stable kind.
    pub(crate) fn stable(&mut self, now: i64) -> Option<(u32, i64)> {
        let left = self.newest_at + CLIENT_SECONDS - now;
        if self.issued > 0 && left > 0 { Some((self.issued, left)) } else { self.issue(now).map(|generation| (generation, CLIENT_SECONDS)) }
    }

    /// Whether the token of that generation lives.
    pub(crate) fn lives(&self, generation: u32, now: i64) -> bool {
        let age = now - self.newest_at;
        match self.issued.checked_sub(generation) {
            Some(0) => self.issued > 0 && age < CLIENT_SECONDS,
            Some(1) => generation > 0 && age < GRACE_SECONDS,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_two_live_the_older_one_five_minutes() {
        let mut tokens = ClientTokens::default();
        for at in [0, 10, 20] {
            assert!(tokens.issue(at).is_some());
        }
        assert_eq!([1, 2, 3].map(|generation| tokens.lives(generation, 30)), [false, true, true]);
        assert_eq!([1, 2, 3].map(|generation| tokens.lives(generation, 20 + GRACE_SECONDS)), [false, false, true]);
        assert!(!tokens.lives(3, 20 + CLIENT_SECONDS));
    }

    #[test]
    fn the_five_hundred_and_first_call_in_five_minutes_is_refused() {
        let mut tokens = ClientTokens::default();
        assert!((0..500).all(|_| tokens.issue(0).is_some()));
        assert_eq!(tokens.issue(GRACE_SECONDS - 1), None);
        assert!(tokens.issue(GRACE_SECONDS).is_some());
    }

    #[test]
    fn the_stable_token_is_the_same_while_it_lives() {
        let mut tokens = ClientTokens::default();
        assert_eq!(tokens.stable(0), Some((1, CLIENT_SECONDS)));
        assert_eq!(tokens.stable(100), Some((1, CLIENT_SECONDS - 100)));
        assert_eq!(tokens.stable(CLIENT_SECONDS), Some((2, CLIENT_SECONDS)));
    }
}
