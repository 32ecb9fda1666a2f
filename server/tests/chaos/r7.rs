//! R7: backups taken while runs are recorded are whole, each by itself.

use crate::case::{Case, Found, Plan};
use crate::support::database::Database;
use crate::support::site::{self, next_day};

pub(crate) fn cases(plan: &Plan) -> Vec<Case> {
    plan.seeds.iter().map(|&seed| Case::new("R7", "backups under load", seed, backups(seed, if plan.short { 3 } else { 10 }))).collect()
}

async fn backups(seed: u64, days: u64) -> Found {
    let site = site::of(seed).await;
    let lot = site.lot();
    let (mut taken, mut runs) = (0, 0);
    for day in next_day().through(next_day().plus(days - 1)) {
        let platform = site.platform(day).await;
        let load = lot.start(&["collect", "--all"], day, &platform.url, &[]);
        for turn in 0..4 {
            let name = format!("backup-{day}-{turn}.db");
            lot.start(&["backup", &name], day, &platform.url, &[]).end().await.expect_well("the backup");
            let backup = Database::at(&lot.path().join(&name));
            backup.check_soundness().await;
            runs = runs.max(backup.number("SELECT count(*) FROM run WHERE recorded_at IS NOT NULL").await.unwrap_or(0));
            taken += 1;
        }
        load.end().await.expect_well("the collection");
    }
    // One of them put in the place of the database goes on.
    let day = next_day().plus(days);
    let last = lot.path().join(format!("backup-{}-3.db", day.previous()));
    let restored = site.lot();
    std::fs::copy(last, restored.file()).expect("restored");
    let platform = site.platform(day).await;
    restored.collect(day, &platform.url, &[]).await.expect_well("the collection after the restore");
    restored.database().check().await;
    Found::note(format!("{taken} backups, the last with {runs} runs"))
}
