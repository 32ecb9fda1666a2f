//! R11: an export that breaks off never looks like a whole one: not to a browser, not to a shell, not on the disk.

use std::time::Duration;

use futures::StreamExt as _;
use rustix::process::Signal;

use crate::case::{Case, Found, Plan};
use crate::support::browser::Browser;
use crate::support::database::Database;
use crate::support::dice::Dice;
use crate::support::lot::{Lot, Sandbox};
use crate::support::process::{Process, Start};
use crate::support::site::{self, Site, first_day, next_day};

/// People added to the steady creator's list: many chunks of an export.
const PEOPLE: u32 = 40_000;

pub(crate) fn cases(plan: &Plan) -> Vec<Case> {
    let mut cases = Vec::new();
    for &seed in &plan.seeds {
        cases.push(Case::new("R11", "server killed, plain", seed, server_killed(seed, "identity")));
        cases.push(Case::new("R11", "server killed, gzip", seed, server_killed(seed, "gzip")));
        cases.push(Case::new("R11", "a row does not read, plain", seed, bad_row(seed, "identity")));
        cases.push(Case::new("R11", "a row does not read, gzip", seed, bad_row(seed, "gzip")));
        cases.push(Case::new("R11", "command: a row does not read", seed, command_bad_row(seed)));
        cases.push(Case::new("R11", "command: killed", seed, command_ended(seed, Signal::KILL)));
        cases.push(Case::new("R11", "command: stopped", seed, command_ended(seed, Signal::TERM)));
        cases.push(Case::new("R11", "command: no room", seed, command_without_room(seed)));
        cases.push(Case::new("R11", "command: nobody reads", seed, command_without_reader(seed)));
    }
    cases
}

/// Adds people to the steady creator's list, present since the first day: nobody is new on it, so that the roll-up stays what it is, whether or not
/// the run of the day came to its end.
pub(crate) async fn crowd(site: &Site, database: &Database, people: u32) {
    let (open_id, day) = (&site.steady().0, first_day().number());
    database
        .execute(&format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people})
             INSERT INTO fan (workspace, platform, open_id, gender, place)
             SELECT c.workspace, c.platform, printf('crowd-%08d-%032d', i, i), i % 3, (SELECT min(number) FROM place)
             FROM n, creator c WHERE c.open_id = '{open_id}';
             INSERT INTO span (workspace, creator, list, fan, first_day)
             SELECT c.workspace, c.number, 0, f.id, {day} FROM fan f, creator c
             WHERE f.open_id LIKE 'crowd-%' AND c.open_id = '{open_id}'"
        ))
        .await;
}

/// A person in the middle of the list whose id is no text any more.
async fn spoil(seed: u64, database: &Database) {
    let nth = u64::from(PEOPLE) / 4 + Dice::of(seed, "spoil").below(u64::from(PEOPLE) / 2);
    database.execute(&format!("UPDATE fan SET open_id = CAST(x'ff00ff' AS TEXT) WHERE open_id LIKE 'crowd-{nth:08}-%'")).await;
}

struct House {
    site: std::sync::Arc<Site>,
    lot: Lot,
    platform: Sandbox,
}

impl House {
    async fn new(seed: u64) -> Self {
        let site = site::of(seed).await;
        let lot = site.lot();
        crowd(&site, &lot.database(), PEOPLE).await;
        let platform = lot.platform(site.world, next_day(), "").await;
        Self { site, lot, platform }
    }

    async fn serve(&self) -> (Process, Browser, String) {
        let (process, origin) = self.lot.serve(next_day(), &self.platform.url, &[]).await;
        let browser = Browser::new(&origin);
        browser.sign_in(&self.site.steady().0).await;
        (process, browser, format!("{origin}/export/fans.csv?creator={}", self.site.steady().1.creator))
    }
}

/// Bytes that came, and whether the end was an orderly one; `disturb` is called with every chunk and the bytes so far.
async fn download(browser: &Browser, url: &str, coding: &str, disturb: impl Fn(usize) + Send) -> (usize, bool) {
    let request = reqwest::Client::builder().no_proxy().no_gzip().timeout(Duration::from_mins(1)).build().expect("a client").get(url);
    let answer = request.header("cookie", browser.cookies()).header("accept-encoding", coding).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let (mut chunks, mut bytes) = (answer.bytes_stream(), 0);
    while let Some(chunk) = chunks.next().await {
        match chunk {
            Ok(chunk) => bytes += chunk.len(),
            Err(_) => return (bytes, false),
        }
        disturb(bytes);
    }
    (bytes, true)
}

async fn server_killed(seed: u64, coding: &str) -> Found {
    let house = House::new(seed).await;
    // The sign-in would begin today's run, and the kill might come before its end: the roll-up knows the crowd only from then on.
    house.lot.collect(next_day(), &house.platform.url, &[]).await.expect_well("the collection");
    let (process, browser, url) = house.serve().await;
    let (whole, orderly) = download(&browser, &url, coding, |_| {}).await;
    assert!(orderly, "an undisturbed export broke off");
    let at = usize::try_from(Dice::of(seed, coding).below(whole as u64 / 2)).expect("few");
    let kill = |bytes| {
        if bytes > at {
            process.signal(Signal::KILL);
        }
    };
    let (part, orderly) = download(&browser, &url, coding, kill).await;
    assert!(!orderly && part < whole, "{part} of {whole} bytes ended as if they were all");
    house.lot.database().check_soundness().await;
    Found::note(format!("{part} of {whole} bytes"))
}

async fn bad_row(seed: u64, coding: &str) -> Found {
    let house = House::new(seed).await;
    let (process, browser, url) = house.serve().await;
    let (whole, _) = download(&browser, &url, coding, |_| {}).await;
    spoil(seed, &house.lot.database()).await;
    let (part, orderly) = download(&browser, &url, coding, |_| {}).await;
    assert!(!orderly && part < whole, "{part} of {whole} bytes ended as if they were all");
    process.expect_no_panic();
    Found::note(format!("{part} of {whole} bytes"))
}

/// What an export command leaves behind that does not come to its end.
async fn command(house: &House, start: Start<'_>, disturb: impl FnOnce(&Process)) {
    let arguments = ["export", "fans", "--output", "fans.csv"];
    let target = house.lot.path().join("fans.csv");
    std::fs::write(&target, "yesterday's").expect("a file");
    let process = house.lot.start_with(Start { arguments: &arguments, ..start }, next_day(), "http://127.0.0.1:9");
    disturb(&process);
    let ended = process.end().await;
    assert!(!ended.well() && !ended.said.contains("panicked"), "{}", ended.said);
    assert_eq!(std::fs::read_to_string(&target).expect("the old file"), "yesterday's", "half a file stands under the name");
    if ended.code().is_some() {
        let left: Vec<_> = std::fs::read_dir(house.lot.path()).expect("a folder").filter_map(Result::ok).collect();
        assert!(left.iter().all(|entry| !entry.file_name().to_string_lossy().ends_with(".part")), "a part was left behind");
        assert_eq!(ended.said.lines().filter(|line| line.starts_with("fanscope: ")).count(), 1, "one sentence: {}", ended.said);
    }
}

async fn command_bad_row(seed: u64) -> Found {
    let house = House::new(seed).await;
    spoil(seed, &house.lot.database()).await;
    command(&house, Start::default(), |_| {}).await;
    let to_nowhere = house.lot.start(&["export", "fans"], next_day(), "http://127.0.0.1:9", &[]).end().await;
    assert_eq!(to_nowhere.code(), Some(1), "{}", to_nowhere.said);
    Found::default()
}

async fn command_ended(seed: u64, signal: Signal) -> Found {
    let house = House::new(seed).await;
    let part = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
        entries
            .filter(|entry| entry.file_name().to_string_lossy().ends_with(".part"))
            .map(|entry| entry.metadata().map_or(0, |data| data.len()))
            .sum::<u64>()
    };
    let folder = house.lot.path().to_owned();
    command(&house, Start::default(), move |process| {
        while part(&folder) == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
        process.signal(signal);
    })
    .await;
    Found::default()
}

/// The largest file may be a megabyte: writing the rest fails as on a full disk.
async fn command_without_room(seed: u64) -> Found {
    let house = House::new(seed).await;
    command(&house, Start { shell: Some("trap '' XFSZ; ulimit -f 1024;"), ..Start::default() }, |_| {}).await;
    Found::default()
}

/// As `fanscope export fans | head -c 1`.
async fn command_without_reader(seed: u64) -> Found {
    let house = House::new(seed).await;
    let (reader, writer) = std::io::pipe().expect("a pipe");
    let output = Some(std::fs::File::from(std::os::fd::OwnedFd::from(writer)));
    drop(reader);
    let start = Start { arguments: &["export", "fans"], output, ..Start::default() };
    let ended = house.lot.start_with(start, next_day(), "http://127.0.0.1:9").end().await;
    assert_eq!(ended.code(), Some(1), "{}", ended.said);
    assert!(ended.said.contains("cannot be written") && !ended.said.contains("panicked"), "{}", ended.said);
    Found::default()
}
