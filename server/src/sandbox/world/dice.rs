//! Reproducible randomness: the same key gives the same throws on every machine and in every version.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::Rng as _;

/// Scatters the bits of `value` (the finaliser of `SplitMix64`); one throw for places that are asked millions of times.
pub(crate) const fn mix(value: u64) -> u64 {
    let z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// One key from several parts; the order counts.
pub(crate) fn key(parts: &[u64]) -> u64 {
    parts.iter().fold(0, |key, part| mix(key ^ mix(*part)))
}

/// A stream of throws that belongs to one key.
pub(crate) struct Dice(Pcg64Mcg);

impl Dice {
    pub(crate) fn of(key: u64) -> Self {
        Self(Pcg64Mcg::new((u128::from(mix(key)) << 64) | u128::from(key)))
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number in `0..bound`; 0 when the bound is 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let high = (u128::from(self.bits()) * u128::from(bound)) >> 64;
        u32::try_from(high).unwrap_or(0)
    }

    /// A small number in `0..bound`.
    pub(crate) fn small(&mut self, bound: u8) -> u8 {
        u8::try_from(self.below(u32::from(bound))).unwrap_or(0)
    }

    /// True `permille` times of a thousand.
    pub(crate) fn permille(&mut self, permille: u32) -> bool {
        self.below(1000) < permille
    }

    /// An index, as often as its weight says.
    pub(crate) fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let mut left = self.below(weights.clone().sum());
        weights.into_iter().take_while(|weight| left.checked_sub(*weight).map(|rest| left = rest).is_some()).count()
    }

    /// One of `items`.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        let index = self.below(u32::try_from(items.len()).unwrap_or(u32::MAX));
        items[index as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn throws_are_pinned_so_that_a_world_survives_an_upgrade() {
        let mut dice = Dice::of(key(&[7, 1, 2]));
        let throws: Vec<u32> = (0..6).map(|_| dice.below(1000)).collect();
        assert_eq!(throws, [889, 904, 482, 562, 452, 47]);
    }

    #[test]
    fn weights_decide_how_often() {
        let mut dice = Dice::of(3);
        let mut seen = [0; 3];
        for _ in 0..1000 {
            seen[dice.weighted([1, 0, 3].into_iter())] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!(seen[2] > 2 * seen[0], "{seen:?}");
    }
}
