//! One user's consent and the tokens that live on it (platform notes, section 1.3). Times are unix seconds.

use app::model::PlatformDay;
use app::model::Timestamp;
use serde::{Deserialize, Serialize};

pub(crate) const CODE_SECONDS: i64 = 600;
pub(crate) const ACCESS_SECONDS: i64 = 15 * 86_400;
pub(crate) const REFRESH_SECONDS: i64 = 30 * 86_400;
const RENEWALS: u8 = 5;

/// What a user allowed the app, ever.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Consent {
    /// From when to when the user's consent stood; the last one may still stand.
    pub(crate) standing: Vec<Standing>,
    /// The code that waits to be exchanged; a new consent replaces it.
    pub(crate) code: Option<PendingCode>,
    /// One per exchanged code.
    pub(crate) sessions: Vec<Session>,
}

/// An interval in which the consent stood.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Standing {
    pub(crate) from: i64,
    pub(crate) revoked: Option<i64>,
}

/// A code that waits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PendingCode {
    pub(crate) serial: u64,
    pub(crate) scopes: Vec<String>,
    until: i64,
}

/// The tokens of one exchanged code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Session {
    pub(crate) serial: u64,
    pub(crate) scopes: Vec<String>,
    /// Which access token is the living one.
    pub(crate) access: u32,
    pub(crate) access_until: i64,
    /// Which refresh token is the living one.
    pub(crate) refresh: u32,
    pub(crate) refresh_until: i64,
    pub(crate) renewals: u8,
}

/// Why a refresh token cannot be renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotRenewed {
    Invalid,
    LimitReached,
}

impl Consent {
    /// The user agrees: a code that lives ten minutes.
    pub(crate) fn agree(&mut self, serial: u64, scopes: Vec<String>, now: i64) {
        if self.standing.last().is_none_or(|standing| standing.revoked.is_some()) {
            self.standing.push(Standing { from: now, revoked: None });
        }
        self.code = Some(PendingCode { serial, scopes, until: now + CODE_SECONDS });
    }

    /// Exchanges the code, once.
    pub(crate) fn exchange(&mut self, serial: u64, now: i64) -> Option<&Session> {
        let code = self.code.take_if(|code| code.serial == serial)?;
        if now >= code.until {
            return None;
        }
        self.sessions.retain(|session| now < session.access_until.max(session.refresh_until));
        self.sessions.push(Session {
            serial,
            scopes: code.scopes,
            access: 0,
            access_until: now + ACCESS_SECONDS,
            refresh: 0,
            refresh_until: now + REFRESH_SECONDS,
            renewals: 0,
        });
        self.sessions.last()
    }

    /// The user withdraws: every token dies at once. The scopes that were allowed; nothing when nothing stood.
    pub(crate) fn revoke(&mut self, now: i64) -> Option<Vec<String>> {
        let pending = self.code.take().map(|code| code.scopes);
        let sessions = std::mem::take(&mut self.sessions).into_iter().map(|session| session.scopes);
        let standing = self.standing.last_mut().filter(|standing| standing.revoked.is_none())?;
        standing.revoked = Some(now);
        let mut scopes: Vec<String> = sessions.chain(pending).flatten().collect();
        scopes.sort_unstable();
        scopes.dedup();
        Some(scopes)
    }

    pub(crate) fn session(&self, serial: u64) -> Option<&Session> {
        self.sessions.iter().find(|session| session.serial == serial)
    }

    fn living(&mut self, serial: u64, refresh: u32, now: i64) -> Option<&mut Session> {
        self.sessions.iter_mut().find(|session| session.serial == serial && session.refresh == refresh && now < session.refresh_until)
    }

    /// Refreshes the access token: a living one keeps its value and lives on, a dead one is replaced.
    pub(crate) fn refresh(&mut self, serial: u64, refresh: u32, now: i64) -> Option<&Session> {
        let session = self.living(serial, refresh, now)?;
        if now >= session.access_until {
            session.access += 1;
        }
        session.access_until = now + ACCESS_SECONDS;
        Some(session)
    }

    /// Replaces the refresh token, at most five times; the old one dies at once.
    pub(crate) fn renew(&mut self, serial: u64, refresh: u32, now: i64) -> Result<&Session, NotRenewed> {
        let session = self.living(serial, refresh, now).ok_or(NotRenewed::Invalid)?;
        if session.renewals >= RENEWALS {
            return Err(NotRenewed::LimitReached);
        }
        session.renewals += 1;
        session.refresh += 1;
        session.refresh_until = now + REFRESH_SECONDS;
        Ok(session)
    }

    /// The day of the first consent ever.
    pub(crate) fn first_day(&self) -> Option<PlatformDay> {
        self.standing.first().map(|standing| Timestamp(standing.from).day())
    }

    /// Whether the consent stood at this instant.
    pub(crate) fn stood_at(&self, at: i64) -> bool {
        self.standing.iter().any(|standing| standing.from <= at && standing.revoked.is_none_or(|revoked| at < revoked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted() -> Consent {
        let mut consent = Consent::default();
        consent.agree(1, vec!["user_info".to_owned()], 0);
        assert!(consent.exchange(1, 10).is_some());
        consent
    }

    #[test]
    fn a_consent_lives_six_times_thirty_days_and_no_longer() {
        let mut consent = granted();
        let mut now = 10;
        for renewal in 0..5 {
            now += REFRESH_SECONDS - 1;
            assert!(consent.renew(1, renewal, now).is_ok());
            assert_eq!(consent.renew(1, renewal, now).err(), Some(NotRenewed::Invalid), "the old one is dead");
        }
        assert_eq!(consent.renew(1, 5, now).err(), Some(NotRenewed::LimitReached));
        assert!(consent.refresh(1, 5, now + REFRESH_SECONDS - 1).is_some());
        assert!(consent.refresh(1, 5, now + REFRESH_SECONDS).is_none());
    }

    #[test]
    fn authorising_again_invalidates_the_earlier_code() {
        let mut consent = Consent::default();
        consent.agree(1, Vec::new(), 0);
        consent.agree(2, Vec::new(), 1);
        assert!(consent.exchange(1, 2).is_none());
        assert!(consent.exchange(2, 2).is_some());
    }

    #[test]
    fn a_consent_stands_between_agreeing_and_revoking() {
        let mut consent = granted();
        assert_eq!(consent.revoke(100), Some(vec!["user_info".to_owned()]));
        assert_eq!(consent.revoke(101), None);
        consent.agree(2, Vec::new(), 200);
        assert_eq!([50, 100, 150, 200].map(|at| consent.stood_at(at)), [true, false, false, true]);
        assert_eq!(consent.standing.len(), 2);
    }
}
