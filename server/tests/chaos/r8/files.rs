//! No right to write, no files to open, a database that somebody else holds.

use std::fs::{Permissions, set_permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use rustix::process::Resource;
use sqlx::Connection as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
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

/// Connections that are open and silent when the files run out; each then asks for a page at once.
const CONNECTED: usize = 48;
/// Connections that the server has no file for.
const NEWCOMERS: usize = 64;
/// So long nothing is asked, to see what the server does by itself.
const SILENCE: Duration = Duration::from_secs(4);
/// What it may use of a processor meanwhile: a loop that tries again at once would use all of it.
const IDLE_SHARE: f64 = 0.25;

/// Every file that the server may open is open: whoever is connected is served or told to come again, newcomers wait without the server
/// running in circles, and are served when files are free again.
pub(super) async fn exhausted(seed: u64) -> Found {
    // Started anew it has opened one reader of the database; a page asks for more of them at once.
    let house = House::new(seed, None).await.restarted().await;
    let id = house.process.id();
    let connected: Vec<reqwest::Client> = (0..CONNECTED).map(|_| client_with(Duration::from_mins(1))).collect();
    let live = format!("{}/healthz", house.origin);
    for client in &connected {
        let answer = client.get(&live).send().await.expect("an answer");
        assert_eq!((answer.status().as_u16(), answer.bytes().await.is_ok()), (200, true));
    }
    let readers = readers(&house).await;
    assert!(readers < READERS, "{readers} readers of the database: nothing could lack a file");
    house.process.limit(Resource::Nofile, Some(open_files(id)));
    let address = house.origin.trim_start_matches("http://").to_owned();
    let mut newcomers = Vec::new();
    for _ in 0..NEWCOMERS {
        let mut newcomer = TcpStream::connect(&address).await.expect("the system takes it");
        let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        newcomer.write_all(request.as_bytes()).await.expect("asked");
        newcomers.push(newcomer);
    }
    let (used, complaints) = (processor(id), accept_errors(&house));
    tokio::time::sleep(SILENCE).await;
    let (used, complaints) = (processor(id).saturating_sub(used), accept_errors(&house) - complaints);
    let share = used.as_secs_f64() / SILENCE.as_secs_f64();
    assert!(share < IDLE_SHARE, "the server runs in circles: {:.0} % of a processor", share * 100.0);
    assert!((1..=8).contains(&complaints), "{complaints} attempts to take a connection in {SILENCE:?}");

    let (early, told) = ask_all(&house, &connected).await;
    assert!(told > 0, "nobody met a file that lacks");
    house.process.expect_no_panic();

    house.process.limit(Resource::Nofile, None);
    let begun = Instant::now();
    for newcomer in &mut newcomers {
        let mut answer = String::new();
        let read = tokio::time::timeout(RECOVERY.saturating_sub(begun.elapsed()), newcomer.read_to_string(&mut answer));
        read.await.expect("an answer in time").expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let took = begun.elapsed().max(house.recovers().await);

    // A server that has been asked before has all the files it reads from.
    assert_eq!(ask_all(&house, &connected).await, (CONNECTED, 0));
    house.process.limit(Resource::Nofile, Some(open_files(id)));
    assert_eq!(ask_all(&house, &connected).await, (CONNECTED, 0), "the last good data");
    house.process.limit(Resource::Nofile, None);
    drop((connected, newcomers));
    house.goes_on().await;
    let numbers = format!(
        "just started: {early} served, {told} told to come again; later all {CONNECTED} served; {NEWCOMERS} newcomers waited, {complaints} \
         tries to take them in {} s with {:.0} % of a processor",
        SILENCE.as_secs(),
        share * 100.0
    );
    Found::took(took).with(numbers)
}

/// Everybody who is connected asks for the overview at once; how many see the last good data with its age, and how many are told to come
/// again.
async fn ask_all(house: &House, connected: &[reqwest::Client]) -> (usize, usize) {
    let ask = |client: &reqwest::Client| {
        let request = client.get(format!("{}{}", house.origin, house.page()));
        request.header("cookie", house.browser.cookies()).header("accept", "text/html").header("accept-language", "en").send()
    };
    let (mut served, mut told) = (0, 0);
    for answer in futures::future::join_all(connected.iter().map(ask)).await {
        let answer = answer.expect("an answer: it was connected before");
        if answer.status() == 200 {
            assert!(answer.text().await.expect("a body").contains("h ago"), "the last good data, with its age");
            served += 1;
        } else {
            unavailable(answer, "The database does not answer").await;
            told += 1;
        }
    }
    (served, told)
}

/// Connections that read the database, at most.
const READERS: u64 = 4;

/// How many there are by now.
async fn readers(house: &House) -> u64 {
    let metrics = house.browser.get("/metrics").await.text().await.expect("a body");
    let lines = metrics.lines().filter(|line| line.starts_with("fanscope_db_readers{"));
    lines.map(|line| line.rsplit(' ').next().expect("a number").parse::<u64>().expect("a number")).sum()
}

/// Open files of a process.
fn open_files(process: u32) -> u64 {
    std::fs::read_dir(format!("/proc/{process}/fd")).expect("its files").count() as u64
}

/// Linux tells times of processes in hundredths of a second.
const MILLISECONDS_PER_TICK: u64 = 10;

/// What a process has used of the processors so far.
fn processor(process: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("its state");
    let fields: Vec<&str> = stat.rsplit_once(')').expect("a name").1.split_whitespace().collect();
    let ticks: u64 = [11, 12].map(|at: usize| fields[at].parse::<u64>().expect("ticks")).iter().sum();
    Duration::from_millis(ticks * MILLISECONDS_PER_TICK)
}

/// How often it said that it cannot take a connection.
fn accept_errors(house: &House) -> usize {
    house.process.said().matches("accept error").count()
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
