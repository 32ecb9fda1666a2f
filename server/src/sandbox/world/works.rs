//! The creator's works and how each day's views are spread over them.

use super::activity::Activity;
use super::cast::Plan;
use super::dice::{Dice, key};

/// Works that are still being recommended share a day's numbers; older ones receive nothing new.
pub(crate) const CURRENT: usize = 8;

/// One published work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    /// Number in the order of publishing, from 0.
    pub(crate) number: u32,
    /// Day number of publishing.
    pub(crate) day: i32,
    /// Seconds after midnight of that day.
    pub(crate) second: u32,
}

/// Counters of one work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counters {
    pub(crate) plays: u64,
    pub(crate) likes: u64,
    pub(crate) comments: u64,
    pub(crate) shares: u64,
}

/// How many works are published on that day; a creator begins with one at the epoch.
pub(crate) fn published(plan: &Plan, day: i32) -> u32 {
    let mut dice = Dice::of(key(&[plan.key, 5, u64::from(day.unsigned_abs())]));
    let more = if dice.permille(520) { 1 + u32::from(dice.permille(150)) } else { 0 };
    if day == 0 { more.max(1) } else { more }
}

/// All works through `day`, oldest first.
pub(crate) fn through(plan: &Plan, day: i32) -> Vec<Work> {
    let mut works = Vec::new();
    for on in 0..=day {
        for nth in 0..published(plan, on) {
            let number = u32::try_from(works.len()).unwrap_or(u32::MAX);
            let second = 9 * 3600 + nth * 18_000 + Dice::of(key(&[plan.key, 6, u64::from(number)])).below(10_000);
            works.push(Work { number, day: on, second });
        }
    }
    works
}

/// The counters of `works[index]` before the start of `today`: its part of each day on which it was among the newest.
pub(crate) fn counters(works: &[Work], index: usize, today: i32, activity: impl Fn(i32) -> Activity) -> Counters {
    let mut counters = Counters::default();
    for day in works[index].day..today {
        let newest = works.partition_point(|work| work.day <= day);
        let rank = newest - 1 - index;
        if rank >= CURRENT {
            break;
        }
        let sums = activity(day);
        let oldest = rank + 1 == CURRENT.min(newest);
        counters.plays += part(sums.views.all, rank, oldest);
        counters.likes += part(sums.likes.all, rank, oldest);
        counters.comments += part(sums.comments.all, rank, oldest);
        counters.shares += part(sums.shares.all, rank, oldest);
    }
    counters
}

/// Each work takes half of what the newer ones left; the oldest takes the rest.
fn part(sum: u64, rank: usize, oldest: bool) -> u64 {
    let left = (0..rank).fold(sum, |left, _| left - left / 2);
    if oldest { left } else { left / 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_day_add_up_to_it() {
        for current in 1..=CURRENT {
            let sum: u64 = (0..current).map(|rank| part(12_345, rank, rank + 1 == current)).sum();
            assert_eq!(sum, 12_345);
        }
    }
}
