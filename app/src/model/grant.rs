//! How long a grant still gives. The one place for this arithmetic: pages, exports and warnings agree because they all ask here.

use super::Timestamp;
use super::page::GrantHealth;

/// How often a refresh token may be renewed between two consents (platform notes, 1.3: then error 10020).
pub const MOST_RENEWALS: i64 = 5;

/// What a refresh token gives: 30 days (platform notes, 1.3).
pub const REFRESH_DAYS: i64 = 30;

/// A refresh token is renewed so many days before its end, at the earliest; what was left of the old one is lost with it.
pub const RENEWED_EARLY_DAYS: i64 = 8;

/// What a renewal adds at least.
const RENEWAL_SECONDS: i64 = (REFRESH_DAYS - RENEWED_EARLY_DAYS) * DAY_SECONDS;

const DAY_SECONDS: i64 = 86_400;

/// What a run will do to a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlannedStep {
    /// A longer-lived access token.
    Refresh,
    /// A new refresh token; one of five.
    Renewal,
}

/// What a coming run will do to a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// When the run is due.
    pub at: Timestamp,
    /// What it does.
    pub step: PlannedStep,
}

/// What a grant's life depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GrantTerms {
    /// The newest consent.
    pub granted_at: Timestamp,
    /// End of the access token.
    pub access_expires_at: Timestamp,
    /// End of the refresh token.
    pub refresh_expires_at: Timestamp,
    /// Renewals used since the newest consent.
    pub renewals_used: i64,
    /// When the grant was found revoked or ended.
    pub ended_at: Option<Timestamp>,
}

impl GrantTerms {
    /// When the tokens at hand end, without any renewal.
    fn tokens_end(&self) -> Timestamp {
        self.access_expires_at.max(self.refresh_expires_at)
    }

    /// When the grant ends without a new consent, if every renewal left is used in time: a renewal never makes it earlier.
    fn ends_at(&self, renewals_left: i64, now: Timestamp) -> Timestamp {
        if self.refresh_expires_at <= now {
            return self.access_expires_at;
        }
        self.refresh_expires_at.plus_seconds(renewals_left * RENEWAL_SECONDS).max(self.tokens_end())
    }
}

/// The health of a grant at `now`.
pub fn health(terms: &GrantTerms, now: Timestamp) -> GrantHealth {
    let renewals_left = (MOST_RENEWALS - terms.renewals_used).clamp(0, MOST_RENEWALS);
    if let Some(ended_at) = terms.ended_at {
        return GrantHealth {
            days_left: None,
            // Found dead while its tokens should still have lived: somebody took it back.
            revoked: ended_at < terms.tokens_end(),
            ends_at: Some(ended_at),
            granted_at: Some(terms.granted_at),
            ..GrantHealth::default()
        };
    }
    let living = |end: Timestamp| (end > now).then_some(end);
    let ends_at = terms.ends_at(renewals_left, now);
    GrantHealth {
        days_left: (ends_at > now).then(|| ends_at.days_after(now)),
        revoked: false,
        ends_at: Some(ends_at),
        granted_at: Some(terms.granted_at),
        access_ends_at: living(terms.access_expires_at),
        refresh_ends_at: living(terms.refresh_expires_at),
        renewals_left,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::page::Urgency;

    const START: Timestamp = Timestamp(1_700_000_000);

    fn days(count: i64) -> Timestamp {
        START.plus_seconds(count * DAY_SECONDS)
    }

    fn fresh() -> GrantTerms {
        GrantTerms { granted_at: START, access_expires_at: days(15), refresh_expires_at: days(30), renewals_used: 0, ended_at: None }
    }

    #[test]
    fn a_fresh_grant_lives_for_140_days() {
        assert_eq!(health(&fresh(), START).days_left, Some(140));
        assert_eq!(health(&fresh(), START.plus_seconds(3600)).days_left, Some(140), "days are those of the calendar");
        assert_eq!(health(&fresh(), START.day().next().start()).days_left, Some(139));
        assert_eq!(health(&fresh(), START).renewals_left, 5);
    }

    #[test]
    fn what_is_said_of_the_end_is_kept_by_every_renewal() {
        // Renewed eight days early, or seven.
        for (day, left) in [(22, 118), (23, 118)] {
            assert_eq!(health(&fresh(), days(day)).days_left, Some(140 - day));
            let renewed = GrantTerms { refresh_expires_at: days(day + 30), renewals_used: 1, access_expires_at: days(30), ..fresh() };
            assert_eq!(health(&renewed, days(day)).days_left, Some(left), "no earlier");
        }
    }

    #[test]
    fn without_renewals_the_newest_token_decides() {
        let last = GrantTerms { refresh_expires_at: days(150), access_expires_at: days(155), renewals_used: 5, ..fresh() };
        assert_eq!(health(&last, days(140)).ends_at, Some(days(155)));
    }

    #[test]
    fn a_refresh_token_that_ran_out_can_no_longer_be_renewed() {
        let late = GrantTerms { access_expires_at: days(33), ..fresh() };
        assert_eq!(health(&late, days(31)).days_left, Some(2));
        assert_eq!(health(&fresh(), days(31)).days_left, None);
    }

    #[test]
    fn an_ended_grant_has_no_days_left_and_one_that_died_early_was_revoked() {
        let revoked = health(&GrantTerms { ended_at: Some(days(3)), ..fresh() }, days(4));
        assert_eq!((revoked.days_left, revoked.revoked), (None, true));
        let ended = health(&GrantTerms { ended_at: Some(days(31)), ..fresh() }, days(32));
        assert_eq!((ended.days_left, ended.revoked), (None, false));
    }

    #[test]
    fn a_grant_warns_thirty_fourteen_seven_and_one_days_before_its_end() {
        let of = |left| GrantHealth { days_left: Some(left), ..GrantHealth::default() }.urgency();
        assert_eq!([31, 30, 15].map(of), [Urgency::None, Urgency::Month, Urgency::Month]);
        assert_eq!([14, 8, 7, 2].map(of), [Urgency::Fortnight, Urgency::Fortnight, Urgency::Week, Urgency::Week]);
        assert_eq!([1, 0].map(of), [Urgency::LastDay, Urgency::LastDay]);
        assert_eq!(GrantHealth::default().urgency(), Urgency::Ended);
        assert_eq!(GrantHealth { days_left: Some(90), revoked: true, ..GrantHealth::default() }.urgency(), Urgency::Ended);
    }
}
