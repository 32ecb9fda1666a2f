//! No right to write, no files to open, a database that somebody else holds.

use std::fs::{Permissions, set_permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use rustix::process::Resource;
use sqlx::Connection as _;
use tokio::time::Instant;

use super::{Found, House, RECOVERY, unavailable};
use crate::support::browser::client_with;
use crate::support::process::Start;
use crate::support::site::{self, next_day};

fn mode(path: &Path, mode: u32) {
    set_permissions(path, Permissions::from_mode(mode)).expect("a mode");
}

/// Root may write anything: it has to give that right up first.
fn without_privileges() -> Option<&'static str> {
    rustix::process::geteuid().is_root().then_some("exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs \"$0\" \"$@\";")
}

/// Commands that write say so in a sentence; as soon as the file may be written they work.
pub(super) async fn read_only(seed: u64) -> Found {
    let site = site::of(seed).await;
    let lot = site.lot();
    let platform = site.platform(next_day()).await;
    let (file, folder) = (lot.file(), lot.path().join("data"));
    mode(&file, 0o444);
    mode(&folder, 0o555);
    let commands: [&[&str]; 5] = [&["serve"], &["collect", "--all"], &["migrate"], &["export", "runs"], &["backup", "copy.db"]];
    for arguments in commands {
        let start = Start { arguments, settings: &[("FANSCOPE_LISTEN", "127.0.0.1:0")], shell: without_privileges(), ..Start::default() };
        let ended = lot.start_with(start, next_day(), &platform.url).end().await;
        let sentences = ended.said.lines().filter(|line| line.starts_with("fanscope: ")).count();
        assert!(!ended.said.contains("panicked"), "{arguments:?}: {}", ended.said);
        let reads = matches!(arguments[0], "export" | "backup") && ended.well();
        assert!(reads || (ended.code() == Some(1) && sentences == 1), "{arguments:?}: {:?} {}", ended.code(), ended.said);
        assert!(reads || ended.said.contains("read-only") || ended.said.contains("permission denied"), "{arguments:?}: {}", ended.said);
    }
    mode(&folder, 0o755);
    mode(&file, 0o600);
    let begun = Instant::now();
    let (process, _) = lot.serve(next_day(), &platform.url, &[]).await;
    let took = begun.elapsed();
    assert!(took < RECOVERY);
    process.stop().await.0.expect_well("the server");
    lot.collect(next_day(), &platform.url, &[]).await.expect_well("the collection");
    lot.database().check().await;
    Found::took(took)
}

/// Every file that the server may open is open: who is connected is served or told to come again, and newcomers are served afterwards.
pub(super) async fn exhausted(seed: u64) -> Found {
    let house = House::new(seed, None).await;
    house.shows_what_is_recorded().await;
    let open = std::fs::read_dir(format!("/proc/{}/fd", house.process.id())).expect("its files").count() as u64;
    house.process.limit(Resource::Nofile, Some(open));
    let (mut served, mut told) = (0, 0);
    for _ in 0..20 {
        match house.browser.try_get(&house.page()).await {
            Ok(answer) if answer.status() == 200 => served += 1,
            Ok(answer) => {
                unavailable(answer, "The database does not answer").await;
                told += 1;
            }
            // The connection was closed meanwhile, and a new one cannot be had.
            Err(_) => {}
        }
        let newcomer = client_with(Duration::from_millis(100));
        let _nobody_answers = newcomer.get(format!("{}/healthz", house.origin)).send().await;
    }
    assert!(served + told > 0, "who was connected got no answer at all");
    house.process.limit(Resource::Nofile, None);
    let begun = Instant::now();
    let newcomer = client_with(RECOVERY);
    let answer = newcomer.get(format!("{}/readyz", house.origin)).send().await.expect("an answer in time");
    assert_eq!(answer.status(), 200);
    let took = begun.elapsed().max(house.recovers().await);
    house.goes_on().await;
    Found::took(took).with(format!("{served} served, {told} told to come again"))
}

/// Commands that cannot open what they need say so, whatever it is that is missing.
pub(super) async fn commands(seed: u64) -> Found {
    let site = site::of(seed).await;
    let lot = site.lot();
    let platform = site.platform(next_day()).await;
    let mut refused = 0;
    for limit in (4..34).step_by(3) {
        for arguments in [&["collect", "--all"][..], &["export", "fans", "--output", "fans.csv"]] {
            let shell = format!("ulimit -n {limit};");
            let start = Start { arguments, shell: Some(&shell), ..Start::default() };
            let ended = lot.start_with(start, next_day(), &platform.url).end().await;
            assert!(!ended.said.contains("panicked"), "{arguments:?} with {limit} files: {}", ended.said);
            assert!(matches!(ended.code(), Some(0 | 1 | 127)), "{arguments:?} with {limit} files: {:?} {}", ended.code(), ended.said);
            refused += u32::from(!ended.well());
        }
    }
    lot.collect(next_day(), &platform.url, &[]).await.expect_well("the collection");
    lot.database().check().await;
    Found::note(format!("{refused} of 20 refused"))
}

/// Another program holds the database for longer than writers wait: reading goes on, writing is told to come again.
pub(super) async fn held(seed: u64) -> Found {
    let house = House::new(seed, None).await;
    let mut holder = house.lot.database().connect().await;
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut holder).await.expect("held");
    let reading = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let begun = Instant::now();
        house.shows_what_is_recorded().await;
        begun.elapsed()
    };
    let (refused, read_in) = tokio::join!(house.save(), reading);
    unavailable(refused, "The database does not answer").await;
    assert!(read_in < Duration::from_secs(5), "reading waited for {read_in:?}");
    sqlx::raw_sql("ROLLBACK").execute(&mut holder).await.expect("let go");
    holder.close().await.expect("closes");
    let took = house.recovers().await;
    house.goes_on().await;
    Found::took(took)
}
