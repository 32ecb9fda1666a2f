//! How long to wait before trying again: full jitter, `rand(0, min(cap, base · 2^n))`, and the platform's own wish.

use std::time::Duration;

use crate::entropy::Entropy;
use crate::source::SourceError;

/// An answer is asked for at most this often.
pub(super) const TRIES: u32 = 3;

const BASE: Duration = Duration::from_millis(250);
const CAP: Duration = Duration::from_secs(5);
/// A platform that wants a longer wait gets it: the step fails and the run is taken up again later.
const LONGEST_WISH: u64 = 10;

/// The wait after `tries` tries in vain; nothing when another try makes no sense now.
pub(super) fn pause(error: &SourceError, tries: u32, entropy: &dyn Entropy) -> Option<Duration> {
    if tries >= TRIES {
        return None;
    }
    let jitter = BASE.saturating_mul(1 << tries.min(10)).min(CAP).mul_f64(entropy.unit());
    match error {
        SourceError::RateLimited { retry_after: Some(seconds), .. } if *seconds > LONGEST_WISH => None,
        SourceError::RateLimited { retry_after: Some(seconds), .. } => Some(jitter.max(Duration::from_secs(*seconds))),
        _ => Some(jitter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::OsEntropy;

    fn limited(retry_after: Option<u64>) -> SourceError {
        SourceError::RateLimited { endpoint: "/x/", retry_after }
    }

    #[test]
    fn waits_are_spread_from_zero_to_a_growing_bound() {
        for (tries, bound) in [(1, 500), (2, 1000)] {
            let waits: Vec<Duration> = (0..200).filter_map(|_| pause(&limited(None), tries, &OsEntropy)).collect();
            assert_eq!(waits.len(), 200);
            assert!(waits.iter().all(|wait| *wait < Duration::from_millis(bound)));
            assert!(waits.iter().any(|wait| *wait > Duration::from_millis(bound / 2)), "{tries}");
        }
    }

    #[test]
    fn the_third_try_is_the_last() {
        assert_eq!(pause(&limited(None), 3, &OsEntropy), None);
    }

    #[test]
    fn the_platforms_wish_is_obeyed_or_the_try_given_up() {
        assert!(pause(&limited(Some(2)), 1, &OsEntropy) >= Some(Duration::from_secs(2)));
        assert_eq!(pause(&limited(Some(60)), 1, &OsEntropy), None);
    }
}
