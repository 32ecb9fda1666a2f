//! Whom the creator follows.

use std::collections::HashSet;

use super::cast::Plan;
use super::dice::{Dice, key};
use super::person::{Identity, Space};
use super::population::Population;
use super::roll::Face;
use super::stay::Stay;
use super::traits::{Leaning, Traits};

/// Days between two newly followed accounts.
const PACE: i32 = 6;

/// The accounts followed on that day, in the order of following; some are fans.
pub(crate) fn on(seed: u64, plan: &Plan, population: &Population, day: i32) -> Vec<Face> {
    let later = u32::try_from(day / PACE).unwrap_or(0);
    let mut known = HashSet::new();
    (0..plan.follows + later)
        .filter_map(|number| followed(seed, plan, population, number, day))
        .filter(|face| known.insert(face.identity))
        .collect()
}

fn followed(seed: u64, plan: &Plan, population: &Population, number: u32, day: i32) -> Option<Face> {
    let mut dice = Dice::of(key(&[plan.key, 7, u64::from(number)]));
    let joined = match number.checked_sub(plan.follows) {
        None => -1 - i32::try_from(plan.follows - number).unwrap_or(0),
        Some(later) => i32::try_from(later + 1).unwrap_or(0) * PACE,
    };
    let since = Stay::draw(joined, &mut dice).since(day)?;
    if dice.permille(400) && plan.start > 0 {
        let slot = dice.below(plan.start);
        return Some(Face { identity: population.identity(slot), traits: population.members.get(slot as usize)?.traits, since });
    }
    let identity = Identity::new(seed, Space::Others(plan.index), u64::from(number));
    Some(Face { identity, traits: Traits::draw(identity, Leaning::default()), since })
}
