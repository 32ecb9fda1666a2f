//! R1: a process that dies at any step of a run leaves nothing twice, nothing lost and nothing half-visible.

mod random;
pub(crate) mod scene;

use server::failpoint::Failpoint;

use crate::case::{Case, Found, Plan};
use crate::support::database::{Dump, difference, same};
use crate::support::dice::Dice;
use crate::support::lot::Lot;
use scene::{Reference, Scene};
use tokio::time::Instant;

/// What happens at a failpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// As by SIGKILL.
    Kill,
    /// The step fails, and the process goes on as it does after errors.
    Error,
    /// A bug.
    Panic,
}

impl Fate {
    const fn action(self) -> &'static str {
        match self {
            Self::Kill => "return(kill)",
            Self::Error => "return(error)",
            Self::Panic => "panic",
        }
    }
}

/// Every failpoint with every fate for each seed; in the short form every failpoint once, killed.
pub(crate) fn cases(plan: &Plan) -> Vec<Case> {
    let fates: &[Fate] = if plan.short { &[Fate::Kill] } else { &[Fate::Kill, Fate::Error, Fate::Panic] };
    let mut cases = Vec::new();
    for &seed in &plan.seeds {
        for &point in Failpoint::ALL {
            // A heartbeat comes after 15 seconds of a run, too long for the short form.
            if plan.short && Scene::of(point) == Scene::Slow {
                continue;
            }
            for &fate in fates {
                let name = format!("{} {fate:?}", point.name());
                cases.push(Case::new("R1", name, seed, at_failpoint(seed, point, fate)));
            }
        }
        let cycles = if plan.short { 3 } else { 20 };
        cases.extend(
            (0..cycles).map(|cycle| Case::new("R1", format!("SIGKILL at random, cycle {cycle}"), seed, random::cycle(seed, cycle))),
        );
    }
    cases
}

async fn at_failpoint(seed: u64, point: Failpoint, fate: Fate) -> Found {
    let scene = Scene::of(point);
    let reference = scene::reference(seed, scene).await;
    let mut dice = Dice::of(seed, point.name());
    let stage = scene.set(seed).await;
    let skipped = dice.below(scene::hits(point));
    let armed = format!("{}{}={skipped}*off->1*{}", scene.also_armed(), point.name(), fate.action());
    let first = stage.first(&[("FANSCOPE_FAILPOINTS", &armed)]).await;
    match fate {
        Fate::Kill => assert!(first.killed(), "it did not die at {armed}: {}", first.said),
        Fate::Panic => assert!(first.said.contains("panicked"), "it did not panic at {armed}: {}", first.said),
        Fate::Error => {}
    }
    whole_or_nothing(&stage.lot, &reference, &armed).await;
    let begun = Instant::now();
    stage.again().await.expect_well(&format!("the collection after {armed}"));
    let took = begun.elapsed();
    settled(&stage.lot, &reference, &armed).await;
    Found::took(took)
}

/// Of every creator the history is that of before the run or that of after it, and nothing in between.
pub(crate) async fn whole_or_nothing(lot: &Lot, reference: &Reference, what: &str) {
    let database = lot.database();
    database.check_soundness().await;
    let history: Dump = database.history().await;
    for (who, lines) in &history {
        let (before, after) = (reference.before.get(who), reference.after.get(who));
        if difference(Some(lines), before).is_some()
            && let Some(words) = difference(Some(lines), after)
        {
            panic!("after {what} a run of {who} is half-visible: beside the whole day {words}");
        }
    }
    assert!(history.len() >= reference.before.len(), "after {what} a creator's history is gone");
}

/// In the end everything is as if nothing had happened.
pub(crate) async fn settled(lot: &Lot, reference: &Reference, what: &str) {
    let database = lot.database();
    database.check().await;
    same(&database.history().await, &reference.after, &format!("the history after {what}"));
    same(&database.runs().await, &reference.runs, &format!("the runs after {what}"));
}
