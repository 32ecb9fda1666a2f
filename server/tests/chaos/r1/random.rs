//! Processes that are killed at any moment, again and again.

use std::time::Duration;

use tokio::time::Instant;

use super::scene::{self, Scene};
use super::{settled, whole_or_nothing};
use crate::case::Found;
use crate::support::dice::Dice;

/// Kills in a row, before the process that is let alone.
const KILLS: u64 = 4;
/// Longer than a run of the scene usually takes.
const LATEST: u64 = 600;

/// Some kills, at any moment; then one process to the end.
pub(super) async fn cycle(seed: u64, cycle: u64) -> Found {
    let mut dice = Dice::of(seed, &format!("cycle {cycle}"));
    let scene = if cycle.is_multiple_of(2) { Scene::Day } else { Scene::Gaps };
    let reference = scene::reference(seed, scene).await;
    let stage = scene.set(seed).await;
    let (mut killed, mut moments) = (0, Vec::new());
    for _ in 0..=dice.below(KILLS) {
        let moment = dice.below(LATEST);
        moments.push(moment);
        let process = stage.lot.start(&["collect", "--all"], stage.day, &stage.platform.url, &[]);
        tokio::time::sleep(Duration::from_millis(moment)).await;
        killed += u64::from(process.kill().await.killed());
        whole_or_nothing(&stage.lot, &reference, &format!("SIGKILLs after {moments:?} ms")).await;
    }
    let begun = Instant::now();
    stage.again().await.expect_well("the collection after the kills");
    let took = begun.elapsed();
    settled(&stage.lot, &reference, &format!("SIGKILLs after {moments:?} ms")).await;
    Found::took(took).with(format!("{killed} kills"))
}
