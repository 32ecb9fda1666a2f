//! Made-up worlds: who is in a list on which day, and how the platform shows it.

use std::collections::BTreeSet;

use app::model::ListKind;
use proptest::collection::vec;
use proptest::prelude::*;

/// The most days of a world.
pub(super) const DAYS: usize = 8;

/// The most people of a world.
const PEOPLE: usize = 12;

/// One creator's list over some days.
#[derive(Clone, Debug)]
pub(super) struct World {
    pub(super) kind: ListKind,
    pub(super) people: usize,
    /// The list shows at most so many.
    pub(super) cap: Option<usize>,
    /// Who is there before the first day, a bit per person.
    start: u16,
    pub(super) days: Vec<Day>,
}

/// One day.
#[derive(Clone, Debug)]
pub(super) struct Day {
    /// Who comes or goes at its beginning, a bit per person.
    flips: u16,
    pub(super) run: Run,
}

/// What a collector makes of a day.
#[derive(Clone, Debug)]
pub(super) enum Run {
    /// It was not there.
    Missed,
    /// One reading.
    Read(Reading),
    /// A reading that broke off, recorded as far as it came, and another one later.
    Retaken(usize, Reading),
}

/// How a list is read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// The order of the day comes out of this.
    pub(super) order: u64,
    pub(super) page: usize,
    /// Pages that begin some rows later (or earlier, when negative) than their cursor says.
    pub(super) shifts: Vec<(usize, i64)>,
    pub(super) end: End,
}

/// How a reading ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Whole,
    /// After so many pages.
    BreaksOff(usize),
    /// The list is null.
    Null,
    /// There is always more.
    Endless,
    /// The process dies after so many pages; another one goes on at the cursor, and reads the last page again.
    Resumed(usize),
    /// The process dies after so many pages; another one begins anew.
    Restarted(usize),
}

/// A person's account; in the order of their numbers. Most of them begin alike for longer than an index looks.
pub(super) fn name(person: usize) -> String {
    if person < 3 { format!("p{person:02}") } else { format!("pp-that-begin-alike-{person:02}") }
}

/// Whose account it is.
pub(super) fn person(account: &str) -> usize {
    account[account.len() - 2..].parse().expect("a person")
}

impl World {
    /// Who is in the list on a day.
    pub(super) fn present(&self, day: usize) -> BTreeSet<usize> {
        let mask = self.days[..=day].iter().fold(self.start, |mask, day| mask ^ day.flips);
        (0..self.people).filter(|person| mask >> person & 1 == 1).collect()
    }

    /// A person's time in the list: first day, first day of absence.
    pub(super) fn spells(&self, person: usize) -> Vec<(usize, Option<usize>)> {
        let mut spells: Vec<(usize, Option<usize>)> = Vec::new();
        for day in 0..self.days.len() {
            match (self.present(day).contains(&person), spells.last_mut()) {
                (true, Some((_, None))) | (false, None) => {}
                (true, _) => spells.push((day, None)),
                (false, Some((_, left))) => *left = left.or(Some(day)),
            }
        }
        spells
    }

    /// Whom the list of a day shows: the newest are those with the highest numbers.
    fn listed(&self, day: usize) -> Vec<usize> {
        let mut listed: Vec<usize> = self.present(day).into_iter().collect();
        let hidden = self.cap.map_or(0, |cap| listed.len().saturating_sub(cap));
        listed.split_off(hidden)
    }

    /// Whether the pages of a day, read to their end, lack anybody: a page that begins too late, or one that follows a page which began
    /// too early.
    pub(super) fn skips_rows(&self, day: usize) -> bool {
        match &self.days[day].run {
            Run::Missed => false,
            Run::Read(reading) | Run::Retaken(_, reading) => {
                let shown: BTreeSet<usize> = self.pages(day, reading).into_iter().flatten().collect();
                shown.len() < self.listed(day).len()
            }
        }
    }

    /// The pages of a reading, as the platform would send them.
    pub(super) fn pages(&self, day: usize, reading: &Reading) -> Vec<Vec<usize>> {
        let mut listed = self.listed(day);
        shuffle(&mut listed, reading.order);
        let (mut pages, mut cursor) = (Vec::new(), 0);
        loop {
            let shift = reading.shifts.iter().find(|(page, _)| cursor > 0 && *page == pages.len()).map_or(0, |(_, rows)| *rows);
            let moved = i64::try_from(cursor).expect("few") + shift;
            let from = usize::try_from(moved.max(0)).expect("not negative").min(listed.len());
            let rows: Vec<usize> = listed[from..].iter().take(reading.page).copied().collect();
            cursor += rows.len();
            let more = from + rows.len() < listed.len();
            pages.push(rows);
            if !more {
                return pages;
            }
        }
    }
}

fn shuffle(people: &mut [usize], seed: u64) {
    let mut state = seed | 1;
    for at in (1..people.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        people.swap(at, usize::try_from((state >> 33) % (at as u64 + 1)).expect("small"));
    }
}

fn reading() -> impl Strategy<Value = Reading> {
    let end = prop_oneof![
        12 => Just(End::Whole),
        2 => (0..4_usize).prop_map(End::BreaksOff),
        1 => Just(End::Null),
        1 => Just(End::Endless),
        1 => (1..4_usize).prop_map(End::Resumed),
        1 => (1..4_usize).prop_map(End::Restarted),
    ];
    let rows = prop_oneof![1_i64..4, -3_i64..0];
    let shifts = prop_oneof![4 => Just(Vec::new()), 1 => vec((1..5_usize, rows), 1..3)];
    (any::<u64>(), 1..6_usize, shifts, end).prop_map(|(order, page, shifts, end)| Reading { order, page, shifts, end })
}

fn day() -> impl Strategy<Value = Day> {
    let run = prop_oneof![
        1 => Just(Run::Missed),
        9 => reading().prop_map(Run::Read),
        1 => (1..4_usize, reading()).prop_map(|(pages, reading)| Run::Retaken(pages, reading)),
    ];
    // Of twelve people one or two come or go on a day.
    (any::<u16>(), any::<u16>(), any::<u16>(), run).prop_map(|(a, b, c, run)| Day { flips: a & b & c, run })
}

pub(super) fn world() -> impl Strategy<Value = World> {
    let kind = prop_oneof![2 => Just(ListKind::Fans), 1 => Just(ListKind::Following)];
    let cap = prop_oneof![5 => Just(None), 1 => (2..10_usize).prop_map(Some)];
    (kind, 1..=PEOPLE, cap, any::<u16>(), vec(day(), 2..=DAYS)).prop_map(|(kind, people, cap, start, days)| World {
        kind,
        people,
        cap,
        start,
        days,
    })
}
