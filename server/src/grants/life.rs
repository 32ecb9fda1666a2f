//! When a token is refreshed and a refresh token renewed (platform notes, section 1.3), and the same looked up in advance. Pure.

use app::model::Timestamp;
use app::model::grant::{GrantTerms, MOST_RENEWALS, Planned, PlannedStep, REFRESH_DAYS, RENEWED_EARLY_DAYS};
use sha2::{Digest as _, Sha256};

use crate::storage::CreatorKey;
use crate::storage::grants::GrantRecord;

const DAY: i64 = 86_400;

/// What a refresh gives from its instant on, and what a renewal does.
const ACCESS_LIFE: i64 = 15 * DAY;
const REFRESH_LIFE: i64 = REFRESH_DAYS * DAY;

/// An access token lives 15 days: it is refreshed after 70 to 80 % of its life, when between 3 and 4½ days are left.
const REFRESH_LEFT: i64 = 3 * DAY;
const REFRESH_SPREAD: i64 = 3 * DAY / 2;

/// A refresh token lives 30 days: it is renewed after 73 to 77 % of its life, when between 7 and 8 days are left.
const RENEW_LEFT: i64 = RENEWED_EARLY_DAYS * DAY - RENEW_SPREAD;
const RENEW_SPREAD: i64 = DAY;

/// What a grant needs now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Needs {
    /// A longer-lived access token.
    pub(super) refresh: bool,
    /// A new refresh token.
    pub(super) renew: bool,
    /// To find out what became of a renewal.
    pub(super) settle: bool,
}

impl Needs {
    pub(super) const NOTHING: Self = Self { refresh: false, renew: false, settle: false };

    pub(super) const fn anything(self) -> bool {
        self.refresh || self.renew || self.settle
    }
}

/// Looks at the clock and at the expiries. A refresh token that has run out can neither refresh nor be renewed; the access token is
/// used to its end then, and only at that end the grant needs (in vain) a refresh.
pub(super) fn needs(record: &GrantRecord, now: Timestamp) -> Needs {
    let needs = needs_of(spread(&record.key), &record.terms(), now);
    Needs { settle: record.renewal_begun_at.is_some() && record.refresh_expires_at > now, ..needs }
}

fn needs_of(hash: i64, terms: &GrantTerms, now: Timestamp) -> Needs {
    let access_left = terms.access_expires_at.seconds_since(now);
    let refresh_left = terms.refresh_expires_at.seconds_since(now);
    if refresh_left <= 0 {
        return Needs { refresh: access_left <= 0, ..Needs::NOTHING };
    }
    Needs {
        refresh: access_left < REFRESH_LEFT + hash % REFRESH_SPREAD,
        renew: refresh_left < RENEW_LEFT + hash % RENEW_SPREAD && terms.renewals_used < MOST_RENEWALS,
        settle: false,
    }
}

/// What the runs at these instants will do to a grant, if each of them succeeds: what is decided on the day, decided in advance.
pub fn forecast(key: &CreatorKey, terms: &GrantTerms, runs: impl IntoIterator<Item = Timestamp>) -> Vec<Planned> {
    let mut terms = *terms;
    runs.into_iter().flat_map(|at| live_through(spread(key), &mut terms, at)).collect()
}

/// One run: what it does to the grant, in the order in which it does it.
fn live_through(hash: i64, terms: &mut GrantTerms, at: Timestamp) -> Vec<Planned> {
    let needs = needs_of(hash, terms, at);
    let mut done = Vec::new();
    if needs.renew {
        terms.refresh_expires_at = at.plus_seconds(REFRESH_LIFE);
        terms.renewals_used += 1;
        done.push(Planned { at, step: PlannedStep::Renewal });
    }
    if needs.refresh && terms.refresh_expires_at > at {
        terms.access_expires_at = at.plus_seconds(ACCESS_LIFE);
        done.push(Planned { at, step: PlannedStep::Refresh });
    }
    done
}

/// The same for one creator on every machine, so that creators connected together are not refreshed together.
fn spread(key: &CreatorKey) -> i64 {
    let digest = Sha256::digest(key.creator.as_str().as_bytes());
    let [a, b, c, d, ..] = digest.0;
    i64::from(u32::from_le_bytes([a, b, c, d]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000);

    fn record(creator: &str, access_days: i64, refresh_days: i64, renewals_used: i64) -> GrantRecord {
        GrantRecord {
            key: CreatorKey { workspace: "w".into(), creator: creator.into() },
            client_key: "k".to_owned(),
            open_id: "o".into(),
            access: None,
            access_expires_at: NOW.plus_seconds(access_days * DAY),
            refresh: None,
            refresh_expires_at: NOW.plus_seconds(refresh_days * DAY),
            scopes: String::new(),
            renewals_used,
            renewal_begun_at: None,
            granted_at: NOW,
            first_granted_at: NOW,
            ended_at: None,
            ended_reason: String::new(),
            version: 1,
        }
    }

    #[test]
    fn every_creator_is_refreshed_between_five_and_three_days_before_the_end() {
        for creator in 0..200 {
            let creator = creator.to_string();
            assert_eq!(needs(&record(&creator, 5, 30, 0), NOW), Needs::NOTHING);
            assert!(needs(&record(&creator, 2, 30, 0), NOW).refresh);
            assert!(needs(&record(&creator, -3, 30, 0), NOW).refresh);
        }
    }

    #[test]
    fn the_refresh_token_is_renewed_between_eight_and_seven_days_before_its_end_while_renewals_remain() {
        for creator in 0..200 {
            let creator = creator.to_string();
            assert!(!needs(&record(&creator, 15, 8, 0), NOW).renew);
            assert!(needs(&record(&creator, 15, 6, 4), NOW).renew);
            assert!(!needs(&record(&creator, 15, 6, 5), NOW).renew);
        }
    }

    #[test]
    fn creators_are_spread() {
        let refreshed = (0..200)
            .filter(|creator| {
                needs(&GrantRecord { access_expires_at: NOW.plus_seconds(15 * DAY / 4), ..record(&creator.to_string(), 3, 30, 0) }, NOW)
                    .refresh
            })
            .count();
        assert!((40..160).contains(&refreshed), "{refreshed}");
    }

    fn granted() -> GrantTerms {
        record("c", 15, 30, 0).terms()
    }

    #[test]
    fn a_forecast_lists_what_will_be_decided_on_the_day() {
        for creator in 0..50 {
            let mut record = record(&creator.to_string(), 15, 30, 0);
            let runs: Vec<Timestamp> = (0..200).map(|day| NOW.plus_seconds(day * DAY + 3_600)).collect();
            let planned = forecast(&record.key, &record.terms(), runs.clone());
            let mut decided = Vec::new();
            for at in runs {
                let needs = needs(&record, at);
                if needs.renew {
                    (record.refresh_expires_at, record.renewals_used) = (at.plus_seconds(30 * DAY), record.renewals_used + 1);
                    decided.push(Planned { at, step: PlannedStep::Renewal });
                }
                if needs.refresh && record.refresh_expires_at > at {
                    record.access_expires_at = at.plus_seconds(15 * DAY);
                    decided.push(Planned { at, step: PlannedStep::Refresh });
                }
            }
            assert_eq!(planned, decided);
            let renewals = planned.iter().filter(|planned| planned.step == PlannedStep::Renewal).count();
            assert_eq!(renewals, 5, "every renewal is planned");
        }
    }

    #[test]
    fn the_end_that_pages_tell_is_never_later_than_what_the_plan_reaches() {
        for creator in 0..100 {
            for phase in [0, 9, 17, 23] {
                let (mut terms, hash) = (granted(), spread(&record(&creator.to_string(), 15, 30, 0).key));
                let mut told = app::model::grant::health(&terms, NOW).ends_at.expect("an end");
                for day in 0..250 {
                    let at = NOW.plus_seconds(day * DAY + phase * 3_600);
                    live_through(hash, &mut terms, at);
                    let alive = terms.access_expires_at > at;
                    assert!(alive || at >= told, "creator {creator}: dead on day {day}, before the end that was told");
                    let now_told = app::model::grant::health(&terms, at).ends_at.expect("an end");
                    assert!(now_told >= told, "creator {creator}: the end moved nearer on day {day}");
                    told = now_told;
                }
                assert!(terms.access_expires_at < NOW.plus_seconds(196 * DAY), "180 days of refresh token and 15 of access at most");
            }
        }
    }

    #[test]
    fn nothing_is_planned_for_a_grant_that_cannot_be_refreshed() {
        let lost = GrantTerms { refresh_expires_at: NOW, ..granted() };
        assert_eq!(forecast(&record("c", 0, 0, 0).key, &lost, (0..60).map(|day| NOW.plus_seconds(day * DAY))), vec![]);
    }

    #[test]
    fn an_access_token_outlives_a_dead_refresh_token() {
        assert_eq!(needs(&record("c", 1, -1, 5), NOW), Needs::NOTHING);
        assert_eq!(needs(&record("c", -1, -1, 5), NOW), Needs { refresh: true, ..Needs::NOTHING });
    }
}
