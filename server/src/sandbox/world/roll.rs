//! The fan list of one day as the platform shows it.

use std::cmp::Reverse;

use super::dice::{key, mix};
use super::person::Identity;
use super::population::Population;
use super::traits::Traits;

/// The platform lists at most this many of the newest fans.
pub(crate) const LIST_CAP: usize = 5000;

/// One row of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Face {
    pub(crate) identity: Identity,
    pub(crate) traits: Traits,
    /// Day number since which the person follows (or is followed) without a break.
    pub(crate) since: i32,
}

/// The slots listed on one day, in that day's order.
#[derive(Debug)]
pub(crate) struct Roll {
    slots: Vec<(u32, i32)>,
}

impl Roll {
    /// The newest fans of `day`. The platform promises no order: it is another one every day, and the same all day long.
    pub(crate) fn of(population: &Population, plan_key: u64, day: i32) -> Self {
        let mut slots: Vec<(u32, i32)> = population.present(day).map(|(slot, since, _)| (slot, since)).collect();
        if slots.len() > LIST_CAP {
            slots.sort_unstable_by_key(|(slot, since)| Reverse((*since, *slot)));
            slots.truncate(LIST_CAP);
        }
        let root = key(&[plan_key, 8, u64::from(day.unsigned_abs())]);
        slots.sort_by_cached_key(|(slot, _)| mix(root ^ u64::from(*slot)));
        slots.shrink_to_fit();
        Self { slots }
    }

    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    /// Rows from `offset`, at most `count`.
    pub(crate) fn page<'a>(&'a self, population: &'a Population, offset: usize, count: usize) -> impl Iterator<Item = Face> + 'a {
        self.slots.iter().skip(offset).take(count).filter_map(|(slot, since)| {
            let member = population.members.get(*slot as usize)?;
            Some(Face { identity: population.identity(*slot), traits: member.traits, since: *since })
        })
    }
}
