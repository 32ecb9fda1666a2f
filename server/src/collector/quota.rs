//! The ledger of calls, and who waits when the quota is smaller than the roster.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex};

use app::model::{Capability, PlatformDay, Timestamp};

use super::{Inner, lock};
use crate::source::QuotaWindow;
use crate::storage::quota::StepCost;
use crate::storage::{CreatorKey, StoreError};

/// Calls that are counted here before they are written: a process that is killed forgets no more of them.
const UNSAVED_CALLS: i64 = 50;
/// A plan is made anew after so many seconds: creators come and go.
const PLAN_SECONDS: i64 = 600;
/// What a step took is looked for in so many days.
const COST_DAYS: u64 = 14;

/// Calls granted per scope and window, where the operator knows it.
pub type Quotas = BTreeMap<String, i64>;

/// What a scope grants, has given, and to whom it will not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeQuota {
    /// What the calls read.
    pub capability: Capability,
    /// The scope.
    pub scope: &'static str,
    /// Calls made in this window.
    pub used: i64,
    /// Calls granted, where it is known.
    pub limit: Option<i64>,
    /// The limit is what was used when the platform last refused, not a setting.
    pub learned: bool,
    /// When the platform said that it is used up.
    pub exhausted_at: Option<Timestamp>,
    /// Who waits for the next window.
    pub waiting: Arc<HashSet<CreatorKey>>,
}

#[derive(Debug, Default)]
pub(super) struct Ledger {
    unsaved: Mutex<HashMap<Capability, i64>>,
    plans: Mutex<HashMap<Capability, Plan>>,
}

#[derive(Clone, Debug)]
struct Plan {
    window: PlatformDay,
    made_at: Timestamp,
    waiting: Arc<HashSet<CreatorKey>>,
}

impl Ledger {
    fn count(&self, capability: Capability, calls: i64) -> bool {
        let mut unsaved = lock(&self.unsaved);
        let count = unsaved.entry(capability).or_default();
        *count += calls;
        *count >= UNSAVED_CALLS
    }

    fn plan(&self, capability: Capability, window: PlatformDay, now: Timestamp) -> Option<Arc<HashSet<CreatorKey>>> {
        let plans = lock(&self.plans);
        let fresh = |plan: &&Plan| plan.window == window && (0..PLAN_SECONDS).contains(&now.seconds_since(plan.made_at));
        plans.get(&capability).filter(fresh).map(|plan| Arc::clone(&plan.waiting))
    }
}

impl Inner {
    /// Counts calls; writes them down now and then.
    pub(super) async fn spend(&self, capability: Capability, calls: i64) -> Result<(), StoreError> {
        if self.ledger.count(capability, calls) { self.save_spent().await } else { Ok(()) }
    }

    /// Writes down what was counted.
    pub(super) async fn save_spent(&self) -> Result<(), StoreError> {
        let spent: Vec<(Capability, i64)> = lock(&self.ledger.unsaved).drain().collect();
        let window = self.window();
        for (capability, calls) in spent {
            self.parts.quota.spend(self.client_key(), self.parts.source.scope(capability), window.day, calls).await?;
        }
        Ok(())
    }

    /// The platform says that the scope's quota is used up; when it is filled up again.
    pub(super) async fn exhaust(&self, capability: Capability) -> Result<Timestamp, StoreError> {
        self.save_spent().await?;
        let window = self.window();
        let scope = self.parts.source.scope(capability);
        tracing::warn!(scope, until = %window.ends.to_rfc3339(), "the platform's quota is used up; nothing of this scope is asked for until then");
        self.parts.quota.exhaust(self.client_key(), scope, window.day, self.now()).await?;
        Ok(window.ends)
    }

    /// Until when this creator waits for the scope's next window; nothing when it is their turn.
    pub(super) async fn waits(&self, capability: Capability, key: &CreatorKey) -> Result<Option<Timestamp>, StoreError> {
        let quota = self.scope_quota(capability).await?;
        let waits = quota.exhausted_at.is_some() || quota.waiting.contains(key);
        Ok(waits.then(|| self.window().ends))
    }

    /// How a scope stands in this window.
    pub(super) async fn scope_quota(&self, capability: Capability) -> Result<ScopeQuota, StoreError> {
        let (scope, window) = (self.parts.source.scope(capability), self.window());
        let found = self.parts.quota.used(self.client_key(), window.day).await?.into_iter().find(|used| used.scope == scope);
        let unsaved = lock(&self.ledger.unsaved).get(&capability).copied().unwrap_or_default();
        let used = found.as_ref().map_or(0, |found| found.used) + unsaved;
        let exhausted_at = found.and_then(|found| found.exhausted_at);
        let configured = self.parts.limits.quotas.get(scope).copied();
        let limit = match configured {
            Some(limit) => Some(limit),
            None => self.parts.quota.learned(self.client_key(), scope, window.day).await?,
        };
        let waiting = match limit {
            Some(limit) => self.waiting(capability, limit - used, used == 0, window).await?,
            None => Arc::default(),
        };
        Ok(ScopeQuota { capability, scope, used, limit, learned: configured.is_none(), exhausted_at, waiting })
    }

    async fn waiting(
        &self,
        capability: Capability,
        left: i64,
        untouched: bool,
        window: QuotaWindow,
    ) -> Result<Arc<HashSet<CreatorKey>>, StoreError> {
        let now = self.now();
        if let Some(plan) = self.ledger.plan(capability, window.day, now) {
            return Ok(plan);
        }
        let today = now.day();
        let source = self.parts.source.name();
        let costs = self.parts.quota.costs(self.client_key(), source, capability, today.minus(COST_DAYS)).await?;
        let waiting = Arc::new(plan(costs, today, usual_cost(capability), left, untouched));
        lock(&self.ledger.plans).insert(capability, Plan { window: window.day, made_at: now, waiting: Arc::clone(&waiting) });
        Ok(waiting)
    }

    fn window(&self) -> QuotaWindow {
        self.parts.source.quota_window(self.now())
    }

    pub(super) fn client_key(&self) -> &str {
        self.parts.grants.app().1
    }
}

/// Who waits: whoever had their turn longest ago goes first, as long as what their step took last time still fits. In an untouched window
/// the first one goes in any case, or somebody whose list is longer than the quota would wait for ever; they had their turn then, and the
/// next day is another's.
fn plan(mut costs: Vec<StepCost>, today: PlatformDay, usual: i64, left: i64, untouched: bool) -> HashSet<CreatorKey> {
    costs.retain(|cost| cost.last_turn != Some(today));
    costs.sort_by(|a, b| (a.last_turn, &a.creator).cmp(&(b.last_turn, &b.creator)));
    let mut left = left;
    let mut first = untouched;
    costs
        .into_iter()
        .filter_map(|cost| {
            let need = cost.requests.filter(|_| cost.whole).unwrap_or(usual.max(cost.requests.unwrap_or(0))).max(1);
            if need <= left || std::mem::take(&mut first) {
                first = false;
                left -= need;
                return None;
            }
            Some(cost.creator)
        })
        .collect()
}

/// Calls of a step that was never done: a list of 5,000 has a hundred pages, a portrait two paths.
const fn usual_cost(capability: Capability) -> i64 {
    match capability {
        Capability::Profile => 1,
        Capability::Portrait => 2,
        Capability::Series => 6,
        Capability::FanList | Capability::FollowingList => 100,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> PlatformDay {
        text.parse().expect("a day")
    }

    fn cost(creator: &str, last_turn: Option<&str>, requests: Option<i64>) -> StepCost {
        let creator = CreatorKey { workspace: "w".into(), creator: creator.into() };
        StepCost { creator, last_turn: last_turn.map(day), requests, whole: requests.is_some() }
    }

    fn waiting(costs: Vec<StepCost>, left: i64, untouched: bool) -> Vec<String> {
        let mut names: Vec<String> =
            plan(costs, day("2026-11-21"), 100, left, untouched).iter().map(|key| key.creator.as_str().to_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn whoever_was_read_longest_ago_goes_first() {
        let costs = || {
            vec![
                cost("yesterday", Some("2026-11-20"), Some(10)),
                cost("never", None, Some(10)),
                cost("today", Some("2026-11-21"), Some(10)),
                cost("older", Some("2026-11-19"), Some(10)),
            ]
        };
        assert_eq!(waiting(costs(), 20, false), ["yesterday"]);
        assert_eq!(waiting(costs(), 30, false), Vec::<String>::new());
        assert_eq!(waiting(costs(), 0, false), ["never", "older", "yesterday"], "who was read today waits for nothing");
    }

    #[test]
    fn what_is_left_goes_to_whom_it_suffices() {
        let costs = vec![cost("large", None, Some(90)), cost("small", Some("2026-11-20"), Some(5)), cost("new", Some("2026-11-20"), None)];
        assert_eq!(waiting(costs, 20, false), ["large", "new"]);
    }

    #[test]
    fn a_list_longer_than_the_quota_goes_first_into_an_untouched_window() {
        let costs = || vec![cost("large", None, Some(900)), cost("small", Some("2026-11-20"), Some(5))];
        assert_eq!(waiting(costs(), 100, true), ["small"]);
        assert_eq!(waiting(costs(), 100, false), ["large"]);
    }

    #[test]
    fn a_turn_that_did_not_reach_counts_as_a_turn() {
        let large = StepCost { whole: false, ..cost("large", Some("2026-11-20"), Some(41)) };
        let costs = vec![large, cost("small", Some("2026-11-19"), Some(32)), cost("new", None, Some(5))];
        assert_eq!(waiting(costs, 40, true), ["large"]);
    }

    #[test]
    fn nobody_starves() {
        let mut last: BTreeMap<&str, PlatformDay> = BTreeMap::new();
        let names = ["a", "b", "c", "d", "e", "f", "g"];
        for today in day("2026-11-01").through(day("2026-11-14")) {
            let costs = names.iter().map(|name| StepCost { last_turn: last.get(name).copied(), ..cost(name, None, Some(10)) }).collect();
            let waits = plan(costs, today, 100, 20, true);
            for name in names.iter().filter(|name| !waits.iter().any(|key| key.creator.as_str() == **name)) {
                last.insert(name, today);
            }
        }
        let oldest = last.values().min().copied();
        assert_eq!(last.len(), names.len());
        assert!(oldest >= Some(day("2026-11-11")), "{last:?}");
    }
}
