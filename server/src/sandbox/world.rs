//! The people behind the platform: a pure function of (seed, epoch, size, day).
//!
//! The world changes at platform midnight only. All day long the fans, the portrait and the lists of that platform day hold, so that
//! "what a collector must have seen" has one answer. Every number is a count over the same people.

pub(crate) mod activity;
pub(crate) mod calendar;
mod cast;
mod dice;
mod following;
pub(crate) mod labels;
mod names;
pub(crate) mod person;
mod places;
mod population;
pub(crate) mod roll;
mod stay;
pub(crate) mod story;
pub(crate) mod tally;
pub(crate) mod traits;
pub(crate) mod works;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use activity::Activity;
use app::model::PlatformDay;
use calendar::Calendar;
pub(crate) use cast::Plan;
use population::Population;
use roll::{Face, Roll};
use tally::Tally;
use works::{Counters, Work};

/// Days that a population is computed ahead.
const AHEAD: i32 = 60;

/// One world.
#[derive(Debug)]
pub(crate) struct World {
    seed: u64,
    calendar: Calendar,
    plans: Vec<Plan>,
    by_open_id: HashMap<String, usize>,
    audiences: Vec<Mutex<Audience>>,
}

/// What is kept of one creator's audience: the people, and the answers of the last day asked.
#[derive(Debug, Default)]
struct Audience {
    population: Option<Arc<Population>>,
    roll: Option<(i32, Arc<Roll>)>,
    tally: Option<(i32, Arc<Tally>)>,
    activities: BTreeMap<i32, Activity>,
}

impl World {
    pub(crate) fn new(seed: u64, calendar: Calendar, creators: u32, fans: u32) -> Self {
        let plans = cast::cast(seed, calendar, creators, fans);
        let by_open_id = plans.iter().enumerate().map(|(index, plan)| (plan.identity.open_id(), index)).collect();
        let audiences = plans.iter().map(|_| Mutex::default()).collect();
        Self { seed, calendar, plans, by_open_id, audiences }
    }

    pub(crate) fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// The creator with this `open_id`.
    pub(crate) fn find(&self, open_id: &str) -> Option<&Plan> {
        self.by_open_id.get(open_id).and_then(|index| self.plans.get(*index))
    }

    fn audience(&self, plan: &Plan) -> MutexGuard<'_, Audience> {
        self.audiences[plan.index as usize].lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn population(&self, plan: &Plan, day: i32) -> Arc<Population> {
        let mut audience = self.audience(plan);
        match &audience.population {
            Some(population) if population.horizon >= day => Arc::clone(population),
            _ => {
                let population = Arc::new(Population::through(self.seed, self.calendar, plan, day + AHEAD));
                audience.population = Some(Arc::clone(&population));
                population
            }
        }
    }

    /// Fans on that day.
    pub(crate) fn total(&self, plan: &Plan, day: PlatformDay) -> u32 {
        let number = self.calendar.number(day);
        self.population(plan, number).total(number)
    }

    /// Those who began to follow on that day, returning ones included.
    pub(crate) fn gained(&self, plan: &Plan, day: PlatformDay) -> u32 {
        let number = self.calendar.number(day);
        self.population(plan, number).gained(number)
    }

    /// The head counts of that day.
    pub(crate) fn tally(&self, plan: &Plan, day: PlatformDay) -> Arc<Tally> {
        let number = self.calendar.number(day);
        let population = self.population(plan, number);
        if let Some((_, tally)) = self.audience(plan).tally.as_ref().filter(|(on, _)| *on == number) {
            return Arc::clone(tally);
        }
        let tally = Arc::new(Tally::count(&population, number));
        self.audience(plan).tally = Some((number, Arc::clone(&tally)));
        tally
    }

    /// What everybody did on that day.
    pub(crate) fn activity(&self, plan: &Plan, day: PlatformDay) -> Activity {
        self.activity_on(plan, self.calendar.number(day))
    }

    fn activity_on(&self, plan: &Plan, number: i32) -> Activity {
        let population = self.population(plan, number);
        if let Some(activity) = self.audience(plan).activities.get(&number) {
            return *activity;
        }
        let activity = Activity::of(plan, &population, number);
        self.audience(plan).activities.insert(number, activity);
        activity
    }

    fn roll(&self, plan: &Plan, number: i32) -> (Arc<Population>, Arc<Roll>) {
        let population = self.population(plan, number);
        if let Some((_, roll)) = self.audience(plan).roll.as_ref().filter(|(on, _)| *on == number) {
            return (population, Arc::clone(roll));
        }
        let roll = Arc::new(Roll::of(&population, plan.key, number));
        self.audience(plan).roll = Some((number, Arc::clone(&roll)));
        (population, roll)
    }

    /// How many the fan list of that day shows.
    pub(crate) fn listed(&self, plan: &Plan, day: PlatformDay) -> usize {
        self.roll(plan, self.calendar.number(day)).1.len()
    }

    /// Rows of the fan list of that day.
    pub(crate) fn fans(&self, plan: &Plan, day: PlatformDay, offset: usize, count: usize) -> Vec<Face> {
        let (population, roll) = self.roll(plan, self.calendar.number(day));
        roll.page(&population, offset, count).collect()
    }

    /// Since when this account is a fan without a break on that day; nothing when it is none. Not bounded by what the list shows.
    pub(crate) fn follows_since(&self, plan: &Plan, day: PlatformDay, open_id: &str) -> Option<PlatformDay> {
        let number = self.calendar.number(day);
        let population = self.population(plan, number);
        let (_, since, _) = population.present(number).find(|(slot, ..)| population.identity(*slot).open_id() == open_id)?;
        Some(self.calendar.day(since))
    }

    /// The following list of that day.
    pub(crate) fn following(&self, plan: &Plan, day: PlatformDay) -> Vec<Face> {
        let number = self.calendar.number(day);
        following::on(self.seed, plan, &self.population(plan, number), number)
    }

    /// Works published on that day, and all works through it.
    pub(crate) fn published(&self, plan: &Plan, day: PlatformDay) -> (u32, u32) {
        let number = self.calendar.number(day);
        let total = (0..=number).map(|on| works::published(plan, on)).sum();
        (works::published(plan, number), total)
    }

    /// All works through that day, oldest first.
    pub(crate) fn works(&self, plan: &Plan, day: PlatformDay) -> Vec<Work> {
        works::through(plan, self.calendar.number(day))
    }

    /// The counters of one of these works at the start of `today`.
    pub(crate) fn counters(&self, plan: &Plan, works: &[Work], index: usize, today: PlatformDay) -> Counters {
        works::counters(works, index, self.calendar.number(today), |day| self.activity_on(plan, day))
    }

    /// The platform day of a day number.
    pub(crate) fn day(&self, number: i32) -> PlatformDay {
        self.calendar.day(number)
    }
}
