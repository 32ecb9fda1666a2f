//! B5: a year of a series as JSON over a connection that is kept, against the statement alone. B6: the signed-in overview, against a file
//! of the same size from the same server.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use app::model::PlatformDay;
use axum::Router;
use axum::routing::get;
use bytes::Bytes;
use server::startup;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::Plan;
use crate::pages::fill::Size;
use crate::pages::house::{HOST, House, today};
use crate::table::{Row, median, millis, percentile, ratio};
use crate::wire::Wire;

/// The creator without gaps.
const CREATOR: i64 = 9;
const CLIENTS: usize = 4;
const FILE: &str = "/bench/file";
const GOALS: (f64, f64) = (5.0, 8.0);
const SHARE: f64 = 0.15;

/// What the chart of growth asks: `history::daily::OF_PERIOD`.
const STATEMENT: &str = "
    SELECT creator, day, series_total, portrait_total, listed, complete, new_fans, lost_fans, net_fans
    FROM daily
    WHERE workspace = ? AND creator = ? AND day BETWEEN ? AND ?
    ORDER BY day";

type Day = (i64, i64, Option<i64>, Option<i64>, Option<i64>, Option<bool>, Option<i64>, Option<i64>, Option<i64>);

pub(crate) fn measure(plan: &Plan, runtime: &Runtime) -> Vec<Row> {
    let house = runtime.block_on(House::filled(Size { creators: 10, days: 365, whole: true }));
    let mut rows = Vec::new();
    if plan.wants(&["B5"]) {
        let served = Served::start(runtime, house.router());
        rows.push(series(plan, runtime, &house, &served));
    }
    if plan.wants(&["B6"]) {
        rows.push(page(plan, runtime, &house));
    }
    runtime.block_on(house.close());
    rows
}

/// The product's router behind a port.
struct Served {
    address: SocketAddr,
    stop: CancellationToken,
}

impl Served {
    fn start(runtime: &Runtime, router: Router) -> Self {
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let address = listener.local_addr().expect("an address");
        let stop = CancellationToken::new();
        runtime.spawn(startup::serve(listener, router, stop.clone()));
        Self { address, stop }
    }

    fn wire(&self, house: &House) -> Wire {
        Wire::open(self.address, HOST, house.cookie())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

fn series(plan: &Plan, runtime: &Runtime, house: &House, served: &Served) -> Row {
    let (from, to) = (PlatformDay::from_number(today().number() - 364), today());
    let path = format!("/creators/c-{CREATOR}/chart/growth.json?from={from}&to={to}");
    let mut wire = served.wire(house);
    let options = SqliteConnectOptions::new().filename(house.path()).read_only(true).row_buffer_size(1024);
    let mut connection = runtime.block_on(options.connect()).expect("a connection");
    let points = runtime.block_on(statement(&mut connection));
    let bytes = wire.length(&path);
    let (mut ours, mut alone) = (Vec::new(), Vec::new());
    let times = if plan.small { 100 } else { 1000 };
    for _ in 0..times {
        let begun = Instant::now();
        wire.length(&path);
        ours.push(begun.elapsed());
        let begun = Instant::now();
        runtime.block_on(statement(&mut connection));
        alone.push(begun.elapsed());
    }
    let at = |percent| (percentile(&ours, percent), percentile(&alone, percent));
    let ((ours_50, alone_50), (ours_95, alone_95)) = (at(50), at(95));
    let (p50, p95) = (ratio(ours_50, alone_50), ratio(ours_95, alone_95));
    Row {
        id: "B5",
        what: format!("GET a series of {points} days as JSON ({bytes} B)"),
        ours: format!("p50 {}, p95 {}", millis(ours_50), millis(ours_95)),
        against: format!("p50 {}, p95 {} the statement in-process", millis(alone_50), millis(alone_95)),
        reached: format!("p50 {p50:.2}, p95 {p95:.2}"),
        goal: format!("p50 ≤ {}, p95 ≤ {}", GOALS.0, GOALS.1),
        rounds: times,
        met: p50 <= GOALS.0 && p95 <= GOALS.1,
        notes: Vec::new(),
    }
}

async fn statement(connection: &mut SqliteConnection) -> usize {
    let rows: Vec<Day> = sqlx::query_as(STATEMENT)
        .bind(1)
        .bind(CREATOR + 1)
        .bind(today().number() - 364)
        .bind(today().number())
        .fetch_all(connection)
        .await
        .expect("rows");
    rows.len()
}

fn page(plan: &Plan, runtime: &Runtime, house: &House) -> Row {
    let path = format!("/creators/c-{CREATOR}");
    let bytes = {
        let served = Served::start(runtime, house.router());
        served.wire(house).length(&path)
    };
    // Outside all layers of the product's own files: the fastest this server can be.
    let file = Bytes::from(vec![b'x'; bytes]);
    let router = house.router().route(FILE, get(move || std::future::ready(file.clone())));
    let served = Served::start(runtime, router);
    let rounds = plan.rounds(7);
    let time = Duration::from_millis(if plan.small { 500 } else { 2000 });
    let (mut ours, mut files, mut failed) = (Vec::new(), Vec::new(), 0);
    for _ in 0..rounds {
        let (page, errors) = each(&served, house, time, |wire, _| read(wire, &path));
        ours.push(page);
        failed += errors;
        files.push(each(&served, house, time, |wire, _| read(wire, FILE)).0);
    }
    let (ours, file) = (median(&ours), median(&files));
    let reached = ratio(file, ours);
    let rate = |each: Duration| format!("{:.0} requests/s", 1.0 / each.as_secs_f64());
    let note = |what: &str, ask: &(dyn Fn(&mut Wire, usize) -> u16 + Sync)| format!("{what}: {}", rate(each(&served, house, time, ask).0));
    let (chart, ledger) = (format!("{path}/chart/growth.json"), format!("{path}/fans"));
    let mut notes = vec![
        "the overview is kept while nothing is committed and the minute lasts, so nearly all of its answers were".to_owned(),
        note("made anew over kept panels (HEAD: never kept, and without the body)", &|wire, _| wire.head(&path)),
        note("made anew with its panels (each time another address)", &|wire, number| read(wire, &format!("{path}?anew={number}"))),
        note("the fans' ledger made anew", &|wire, number| read(wire, &format!("{ledger}?anew={number}"))),
        note("a session with its member, and a look-up (a chart that is kept)", &|wire, _| read(wire, &chart)),
        note("a few bytes through every layer of the router", &|wire, _| read(wire, "/healthz")),
    ];
    if failed > 0 {
        notes.push(format!("{failed} of the overview's answers were no page but an error"));
    }
    Row {
        id: "B6",
        what: format!("the signed-in overview ({bytes} B), {CLIENTS} connections"),
        ours: rate(ours),
        against: format!("{} a file of the same size", rate(file)),
        reached: format!("{reached:.3}"),
        goal: format!("≥ {SHARE}"),
        rounds,
        met: reached >= SHARE && failed == 0,
        notes,
    }
}

fn read(wire: &mut Wire, path: &str) -> u16 {
    wire.get(path, |_| {})
}

/// The time per request while some clients ask for as long as is given; and how many answers were errors.
fn each(served: &Served, house: &House, time: Duration, ask: impl Fn(&mut Wire, usize) -> u16 + Sync) -> (Duration, usize) {
    let (stop, asked, failed) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                let mut wire = served.wire(house);
                while !stop.load(Ordering::Relaxed) {
                    let fine = ask(&mut wire, asked.fetch_add(1, Ordering::Relaxed)) == 200;
                    failed.fetch_add(usize::from(!fine), Ordering::Relaxed);
                }
            });
        }
        std::thread::sleep(time);
        stop.store(true, Ordering::Relaxed);
    });
    (begun.elapsed() / u32::try_from(asked.into_inner().max(1)).unwrap_or(u32::MAX), failed.into_inner())
}
