//! All who ever follow one creator up to some day, and the counts per day that follow from them.

use super::calendar::Calendar;
use super::cast::Plan;
use super::dice::{Dice, key};
use super::person::{Identity, Space};
use super::stay::Stay;
use super::story::clean_up_day;
use super::traits::{Leaning, Traits};

/// Days before the epoch over which the first fans joined.
const EARLIER: u32 = 500;

/// One person's part in a creator's audience.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub(crate) stay: Stay,
    pub(crate) traits: Traits,
}

/// The audience of one creator through `horizon`. Slots are in the order of joining.
#[derive(Debug)]
pub(crate) struct Population {
    pub(crate) members: Vec<Member>,
    pub(crate) horizon: i32,
    /// Per day number: fans, and those who began to follow.
    days: Vec<(u32, u32)>,
    seed: u64,
    creator: u32,
}

impl Population {
    pub(crate) fn through(seed: u64, calendar: Calendar, plan: &Plan, horizon: i32) -> Self {
        let mut population = Self { members: Vec::new(), horizon, days: Vec::new(), seed, creator: plan.index };
        let clean_up = clean_up_day(calendar);
        for slot in 0..plan.start {
            let age = u64::from(plan.start - slot) * u64::from(EARLIER) / u64::from(plan.start.max(1));
            population.admit(plan, -1 - i32::try_from(age).unwrap_or(0), clean_up);
        }
        for day in 0..=horizon {
            for _ in 0..joiners(plan, day) {
                population.admit(plan, day, clean_up);
            }
        }
        population.count();
        population
    }

    fn admit(&mut self, plan: &Plan, joined: i32, clean_up: i32) {
        let slot = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        let mut dice = Dice::of(key(&[plan.key, 2, u64::from(slot)]));
        let mut stay = Stay::draw(joined, &mut dice);
        if dice.permille(plan.idle) {
            stay.end_on(clean_up);
        }
        let identity = self.identity(slot);
        let leaning = if identity.is_shared() { Leaning::default() } else { plan.leaning.at(plan.break_out, joined) };
        self.members.push(Member { stay, traits: Traits::draw(identity, leaning) });
    }

    fn count(&mut self) {
        let length = usize::try_from(self.horizon).unwrap_or(0) + 1;
        let mut gains = vec![0_u32; length];
        let mut losses = vec![0_u32; length];
        let mut total = 0_u32;
        for (from, to) in self.members.iter().flat_map(|member| member.stay.intervals()) {
            match usize::try_from(from) {
                Ok(day) if day < length => gains[day] += 1,
                Ok(_) => continue,
                Err(_) => total += 1,
            }
            if let Some(lost) = usize::try_from(to).ok().and_then(|day| losses.get_mut(day)) {
                *lost += 1;
            }
        }
        self.days = gains
            .iter()
            .zip(&losses)
            .map(|(gained, lost)| {
                total = total + gained - lost;
                (total, *gained)
            })
            .collect();
    }

    /// Who sits in a slot. Every eighth slot belongs to a person who may follow other creators too.
    pub(crate) fn identity(&self, slot: u32) -> Identity {
        const SHARED: u64 = 8191;
        if slot.is_multiple_of(8) && u64::from(slot / 8) < SHARED {
            let number = (u64::from(slot / 8) * 31 + u64::from(self.creator) * 977) % SHARED;
            return Identity::new(self.seed, Space::Shared, number);
        }
        Identity::new(self.seed, Space::Fans(self.creator), u64::from(slot))
    }

    /// Fans on that day.
    pub(crate) fn total(&self, day: i32) -> u32 {
        self.day(day).0
    }

    /// Those who began to follow on that day, returning ones included.
    pub(crate) fn gained(&self, day: i32) -> u32 {
        self.day(day).1
    }

    fn day(&self, day: i32) -> (u32, u32) {
        usize::try_from(day).ok().and_then(|day| self.days.get(day)).copied().unwrap_or_default()
    }

    /// The slots of a day with the day since which each follows, in the order of joining.
    pub(crate) fn present(&self, day: i32) -> impl Iterator<Item = (u32, i32, Member)> {
        (0..).zip(&self.members).filter_map(move |(slot, member)| member.stay.since(day).map(|since| (slot, since, *member)))
    }
}

/// How many follow for the first time on that day.
fn joiners(plan: &Plan, day: i32) -> u32 {
    if day < plan.opened {
        return 0;
    }
    let mut dice = Dice::of(key(&[plan.key, 3, u64::from(day.unsigned_abs())]));
    let weekend = if day % 7 >= 5 { 1200 } else { 950 };
    let wobble = 700 + u64::from(dice.below(601));
    let pace = (plan.pace + surge(plan, day)) * weekend / 1000 * wobble / 1000;
    let whole = u32::try_from(pace / 1_000_000).unwrap_or(u32::MAX);
    let rest = u32::try_from(pace % 1_000_000).unwrap_or(0);
    whole + u32::from(dice.below(1_000_000) < rest)
}

/// What a break-out adds, in millionths: most on its first day, less on each later one.
fn surge(plan: &Plan, day: i32) -> u64 {
    let Some(after) = plan.break_out.map(|break_out| day - break_out).and_then(|after| u32::try_from(after).ok()) else { return 0 };
    let peak = u64::from(plan.start) * 850_000;
    (0..after.min(40)).fold(peak, |left, _| left * 7 / 10) + plan.pace
}
