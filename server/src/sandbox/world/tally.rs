//! The head counts of one day, exact by year of age and day of activity, so that any label set can be made of them.

use std::cmp::Reverse;

use super::labels::Labels;
use super::places::PROVINCES;
use super::population::Population;
use super::traits::{DEVICES, INTERESTS};

/// One bucket of a portrait: the platform's label and a head count.
pub(crate) type Bucket = (&'static str, u32);

/// Counts over the fans of one day.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    /// All fans.
    pub(crate) total: u32,
    /// Unknown, male, female.
    genders: [u32; 3],
    /// By years of age; 0 is unknown.
    ages: [u32; 128],
    /// By days active of the last 30.
    active: [u32; 31],
    provinces: [u32; PROVINCES.len()],
    devices: [u32; DEVICES.len()],
    interests: [u32; INTERESTS.len()],
}

impl Tally {
    pub(crate) fn count(population: &Population, day: i32) -> Self {
        let mut tally = Self {
            total: 0,
            genders: [0; 3],
            ages: [0; 128],
            active: [0; 31],
            provinces: [0; PROVINCES.len()],
            devices: [0; DEVICES.len()],
            interests: [0; INTERESTS.len()],
        };
        for (slot, _, member) in population.present(day) {
            let traits = member.traits;
            tally.total += 1;
            tally.genders[usize::from(traits.gender)] += 1;
            tally.ages[usize::from(traits.age)] += 1;
            tally.active[usize::from(traits.active_days(u64::from(slot), day))] += 1;
            tally.devices[usize::from(traits.device)] += 1;
            if let Some(province) = traits.province_index() {
                tally.provinces[province] += 1;
            }
            for (bit, count) in tally.interests.iter_mut().enumerate() {
                *count += u32::from(traits.interests >> bit & 1);
            }
        }
        tally
    }

    /// Male as "1", female as "2"; who does not say is left out.
    pub(crate) fn genders(&self) -> Vec<Bucket> {
        vec![("1", self.genders[1]), ("2", self.genders[2])]
    }

    pub(crate) fn ages(&self, labels: Labels) -> Vec<Bucket> {
        banded(&self.ages, 1, labels.ages())
    }

    pub(crate) fn active_days(&self, labels: Labels) -> Vec<Bucket> {
        banded(&self.active, 0, labels.active_days())
    }

    pub(crate) fn provinces(&self) -> Vec<Bucket> {
        ranked(PROVINCES.iter().map(|province| province.name), &self.provinces)
    }

    pub(crate) fn devices(&self) -> Vec<Bucket> {
        ranked(DEVICES.iter().map(|(name, _)| *name), &self.devices)
    }

    pub(crate) fn interests(&self) -> Vec<Bucket> {
        ranked(INTERESTS.iter().map(|(name, _)| *name), &self.interests)
    }
}

/// Every band, empty ones too; counting begins at `first`.
fn banded(counts: &[u32], first: usize, bands: &[(&'static str, u8)]) -> Vec<Bucket> {
    let mut from = first;
    bands
        .iter()
        .map(|(label, last)| {
            let to = (usize::from(*last) + 1).min(counts.len());
            let sum = counts[from..to].iter().sum();
            from = to;
            (*label, sum)
        })
        .collect()
}

/// Only what occurs, the most common first.
fn ranked(names: impl Iterator<Item = &'static str>, counts: &[u32]) -> Vec<Bucket> {
    let mut buckets: Vec<Bucket> = names.zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect();
    buckets.sort_by_key(|(_, count)| Reverse(*count));
    buckets
}
