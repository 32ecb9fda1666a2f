//! B4: a million people as CSV from the running server, against the command line over the same file.

use std::io::Read as _;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use server::startup::Store;
use server::storage::sqlite::{Mode, OpenOptions};
use tokio::runtime::Runtime;
use tokio::time::Instant;

use crate::fans::{self, World};
use crate::pages::house;
use crate::rival::folder;
use crate::table::{Row, median, ratio, seconds};
use crate::wire::Wire;
use crate::{Plan, ingest, machine};

const FEW: usize = 10_000;
const GROWTH: u64 = 32 * 1024;
const GOAL: f64 = 1.0;

/// The columns of the export, as somebody would write them by hand.
const SELECT: &str = "
    SELECT c.id AS creator, f.open_id, f.nickname, CASE f.gender WHEN 1 THEN 'male' WHEN 2 THEN 'female' ELSE 'unknown' END AS gender,
      l.country, l.province, l.city, date(s.first_day * 86400, 'unixepoch') AS first_seen, date(n.left_day * 86400, 'unixepoch') AS left_day,
      CASE n.left_confidence WHEN 0 THEN 'not_seen' WHEN 1 THEN 'confirmed' END AS left_confidence,
      iif(n.left_day IS NULL AND EXISTS (
        SELECT 1 FROM span o WHERE o.workspace = 1 AND o.creator = 1 AND o.list = 1 AND o.fan = s.fan AND o.left_day IS NULL), 'true', 'false') AS mutual
    FROM span s
    JOIN creator c ON c.number = s.creator
    JOIN fan f ON f.id = s.fan
    JOIN place l ON l.number = f.place
    JOIN span n ON n.workspace = 1 AND n.creator = 1 AND n.list = 0 AND n.fan = s.fan AND n.first_day = (
      SELECT max(m.first_day) FROM span m WHERE m.workspace = 1 AND m.creator = 1 AND m.list = 0 AND m.fan = s.fan)
    WHERE s.workspace = 1 AND s.creator = 1 AND s.list = 0
      AND NOT EXISTS (
        SELECT 1 FROM span e WHERE e.workspace = 1 AND e.creator = 1 AND e.list = 0 AND e.fan = s.fan AND e.first_day < s.first_day)
    ORDER BY s.first_day, s.fan;";

pub(crate) fn measure(plan: &Plan, world: &World, runtime: &Runtime) -> Row {
    let work = folder(plan);
    let (small, large) = (work.path().join("small/fanscope.db"), work.path().join("large/fanscope.db"));
    let few = World::new(FEW.min(world.first.len()));
    let cookie = runtime.block_on(fill(&small, &few));
    runtime.block_on(fill(&large, world));
    let few_rows = few.first.len() + few.joined;
    let before = {
        let server = Server::start(&small);
        for _ in 0..5 {
            server.export(&cookie, few_rows);
        }
        server.peak()
    };
    let rows = world.first.len() + world.joined;
    let server = Server::start(&large);
    let rounds = plan.rounds(7);
    let (mut ours, mut rival) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.push(server.export(&cookie, rows));
        rival.push(command(&large, rows));
    }
    let growth = server.peak().saturating_sub(before);
    let (ours, rival) = (median(&ours), median(&rival));
    let reached = ratio(ours, rival);
    Row {
        id: "B4",
        what: format!("CSV export over HTTP, {rows} rows"),
        ours: seconds(ours),
        against: format!("{} `sqlite3 -csv`", seconds(rival)),
        reached: format!("{reached:.2}, +{:.1} MiB", kib(growth)),
        goal: format!("≤ {GOAL}, ≤ 32 MiB from 10,000 rows"),
        rounds,
        met: reached <= GOAL && growth <= GROWTH,
        notes: vec![format!("the server's peak was {:.1} MiB at {few_rows} rows, {:.1} MiB at {rows}", kib(before), kib(before + growth))],
    }
}

#[expect(clippy::cast_precision_loss, reason = "memory is far below 2^53")]
fn kib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

/// Two days of the list, and somebody signed in.
async fn fill(database: &Path, world: &World) -> String {
    std::fs::create_dir_all(database.parent().expect("a folder")).expect("a folder");
    ingest::filled(database, &[fans::pages(&world.first), fans::pages(&world.second)]).await;
    let store = Store::open(OpenOptions { url: format!("sqlite://{}", database.display()), mode: Mode::Migrate }).await.expect("a store");
    let cookie = house::sign_in(&store, &"owner".into()).await;
    store.close().await;
    cookie
}

/// `fanscope serve`, a process of its own.
struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    fn start(database: &Path) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let url = format!("sqlite://{}", database.display());
        let process = Command::new(env!("CARGO_BIN_EXE_fanscope"))
            .args(["serve", "--listen", &address.to_string(), "--database-url", &url])
            .current_dir(database.parent().expect("a folder"))
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("a server");
        let begun = Instant::now();
        while std::net::TcpStream::connect(address).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "the server does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { process, address }
    }

    /// How long the whole file took.
    fn export(&self, cookie: &str, rows: usize) -> Duration {
        let mut wire = Wire::open(self.address, &self.address.to_string(), cookie);
        let mut lines = 0;
        let begun = Instant::now();
        let status = wire.get("/export/fans.csv", |piece| lines += newlines(piece));
        let took = begun.elapsed();
        assert_eq!((status, lines), (200, rows + 1), "a header and everybody");
        took
    }

    /// The most memory it ever had, in KiB.
    fn peak(&self) -> u64 {
        machine::peak(self.process.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone_already = self.process.kill();
        let _status = self.process.wait();
    }
}

fn command(database: &Path, rows: usize) -> Duration {
    let begun = Instant::now();
    let mut child =
        Command::new("sqlite3").arg("-csv").arg("-header").arg(database).arg(SELECT).stdout(Stdio::piped()).spawn().expect("sqlite3");
    let mut pipe = child.stdout.take().expect("a pipe");
    let mut buffer = [0; 1 << 14];
    let mut lines = 0;
    loop {
        match pipe.read(&mut buffer).expect("output") {
            0 => break,
            got => lines += newlines(&buffer[..got]),
        }
    }
    assert!(child.wait().expect("an end").success());
    assert_eq!(lines, rows + 1);
    begun.elapsed()
}

fn newlines(piece: &[u8]) -> usize {
    piece.split(|byte| *byte == b'\n').count() - 1
}
