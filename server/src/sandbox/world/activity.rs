//! What people do with a creator's works on one day: views, likes, comments, shares.

use super::cast::Plan;
use super::dice::{Dice, key, mix};
use super::population::Population;

/// Counts of one kind of doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Everybody's.
    pub(crate) all: u64,
    /// The fans' part.
    pub(crate) fans: u64,
}

/// One day of everybody's doings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Activity {
    pub(crate) views: Sums,
    pub(crate) likes: Sums,
    pub(crate) comments: Sums,
    pub(crate) shares: Sums,
    /// Visitors of the profile.
    pub(crate) visitors: u64,
}

impl Activity {
    /// Adds up the fans of that day one by one, then the others.
    pub(crate) fn of(plan: &Plan, population: &Population, day: i32) -> Self {
        let mut activity = Self::default();
        let root = key(&[plan.key, 4, u64::from(day.unsigned_abs())]);
        for (slot, _, member) in population.present(day) {
            let throw = mix(root ^ u64::from(slot));
            let active = member.traits.active_days(u64::from(slot), day);
            if throw % 31 < u64::from(active) {
                activity.fan(throw >> 8);
            }
        }
        activity.others(plan, population, day, &mut Dice::of(root));
        activity
    }

    fn fan(&mut self, throw: u64) {
        self.views.fans += if throw.is_multiple_of(16) { 6 } else { 1 + throw % 3 };
        self.likes.fans += u64::from((throw >> 8) % 100 < 14);
        self.comments.fans += u64::from((throw >> 16) % 100 < 3);
        self.shares.fans += u64::from((throw >> 24) % 100 < 2);
    }

    /// Strangers see a work when the platform recommends it: now less, now more, far more while it breaks out.
    fn others(&mut self, plan: &Plan, population: &Population, day: i32, dice: &mut Dice) {
        let audience = u64::from(population.total(day)) + 20;
        let strangers = audience * u64::from(30 + dice.below(120)) / 100 * reach(plan, day) / 10;
        self.views.all = self.views.fans + strangers;
        self.likes.all = self.likes.fans + strangers * u64::from(30 + dice.below(40)) / 1000;
        self.comments.all = self.comments.fans + strangers * u64::from(4 + dice.below(6)) / 1000;
        self.shares.all = self.shares.fans + strangers * u64::from(3 + dice.below(9)) / 1000;
        self.visitors = u64::from(population.gained(day)) * 3 + self.views.all / 50;
    }
}

/// Reach among strangers in tenths of the usual.
fn reach(plan: &Plan, day: i32) -> u64 {
    let after = plan.break_out.map(|break_out| day - break_out).and_then(|after| u32::try_from(after).ok());
    after.map_or(10, |after| (0..after.min(40)).fold(400, |left: u64, _| left * 7 / 10) + 10)
}
