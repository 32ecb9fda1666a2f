//! B8: two lists from the sandbox to a CSV file, by our two commands, against a script of Python with requests, pandas and sqlite3.
//!
//! Ours does more: the profile, the portrait, the series and the following list are read too, because a run always reads them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use server::clock::ManualClock;
use server::config::{PlatformSettings, StoreSettings};
use server::sandbox::{Sandbox, SandboxSettings};
use server::startup::{self, Core, Kind};
use server::storage::accounts::SignUp;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::pages::house::today;
use crate::rival::folder;
use crate::table::{Row, median, ratio, seconds};
use crate::{Plan, machine};

const KEY: &str = "key";
const SECRET: &str = "secret";
const SCOPES: &str = "user_info,fans.data.bind,data.external.user,video.list.bind,fans.list,following.list";
const GOAL: f64 = 0.25;

/// A platform whose first two creators show as many fans as a list can.
struct Platform {
    sandbox: Sandbox,
    url: Url,
    clock: Arc<ManualClock>,
    people: Vec<String>,
    stop: CancellationToken,
}

impl Platform {
    async fn start(fans: u32) -> Self {
        let clock = Arc::new(ManualClock::ticking_from(today().at(12 * 3600)));
        let settings = SandboxSettings {
            client_key: KEY.to_owned(),
            client_secret: SECRET.into(),
            seed: 7,
            creators: 8,
            fans,
            faults: None,
            state: None,
        };
        let sandbox = Sandbox::open(settings, clock.clone()).expect("a sandbox");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = Url::parse(&format!("http://{}", listener.local_addr().expect("an address"))).expect("an address");
        let stop = CancellationToken::new();
        tokio::spawn(startup::serve(listener, sandbox.router(), stop.clone()));
        let large = sandbox.creators().into_iter().filter(|creator| creator.fans >= 5000 || fans < 5000);
        let people: Vec<String> = large.map(|creator| creator.open_id).take(2).collect();
        assert_eq!(people.len(), 2, "two creators with long lists");
        Self { sandbox, url, clock, people, stop }
    }

    /// The consents of both creators.
    fn codes(&self) -> Vec<String> {
        self.people.iter().map(|open_id| self.sandbox.agree(open_id, SCOPES).expect("a code")).collect()
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

pub(crate) fn measure(plan: &Plan, runtime: &Runtime) -> Row {
    let work = folder(plan);
    let platform = runtime.block_on(Platform::start(if plan.small { 600 } else { 20_000 }));
    let rounds = plan.rounds(7);
    let (mut ours, mut rival) = (Vec::new(), Vec::new());
    let (mut pages, mut rows) = (0, 0);
    for round in 0..rounds {
        let home = work.path().join(format!("ours-{round}"));
        std::fs::create_dir_all(&home).expect("a folder");
        runtime.block_on(connect(&platform, &home));
        let (took, written) = commands(&platform, &home);
        ours.push(took);
        let home = work.path().join(format!("rival-{round}"));
        std::fs::create_dir_all(&home).expect("a folder");
        let (took, said) = script(plan, &platform, &home);
        rival.push(took);
        (pages, rows) = said;
        assert_eq!(written, rows, "both have everybody");
    }
    let (ours, rival) = (median(&ours), median(&rival));
    let reached = ratio(ours, rival);
    Row {
        id: "B8",
        what: format!("{pages} pages from the sandbox, stored, as CSV ({rows} fans)"),
        ours: seconds(ours),
        against: format!("{} Python script", seconds(rival)),
        reached: format!("{reached:.2}"),
        goal: format!("≤ {GOAL}"),
        rounds,
        met: reached <= GOAL,
        notes: vec!["both from the start of their processes; the sandbox's own time is in both".to_owned()],
    }
}

fn database(home: &Path) -> PathBuf {
    home.join("fanscope.db")
}

/// Both creators authorise, as they did long before.
async fn connect(platform: &Platform, home: &Path) {
    let path = database(home);
    let store = StoreSettings { database_url: format!("sqlite://{}", path.display()), path, secret_keys: None };
    let core = Core::open(&store, Kind::Serve, platform.clock.clone()).await.expect("a store");
    let settings = PlatformSettings {
        base_url: platform.url.clone(),
        client: Some((KEY.to_owned(), SECRET.into())),
        missing: Vec::new(),
        scopes: SCOPES.to_owned(),
        collect_at: 0,
        jitter: 0,
        quotas: std::collections::BTreeMap::new(),
        rate: None,
        raw_days: 30,
        now: None,
    };
    let (grants, _) = startup::platform(&core, &settings).expect("a client").expect("a key");
    for code in platform.codes() {
        grants.admit(&code.into(), None, SignUp::Demo).await.expect("admitted");
    }
    core.store.close().await;
}

/// `collect`, then `export`; how long both took, and how many rows were written.
fn commands(platform: &Platform, home: &Path) -> (Duration, usize) {
    let url = format!("sqlite://{}", database(home).display());
    let output = home.join("fans.csv");
    let now = today().at(12 * 3600 + 600).to_rfc3339();
    let begun = Instant::now();
    let collect = ["collect", "--all", "--database-url", &url, "--douyin-base-url", platform.url.as_str(), "--now", &now];
    fanscope(home, &[&collect[..], &["--douyin-client-key", KEY, "--douyin-scopes", SCOPES]].concat());
    fanscope(home, &["export", "fans", "--database-url", &url, "--output", &output.display().to_string()]);
    let took = begun.elapsed();
    (took, std::fs::read_to_string(output).expect("the file").lines().count() - 1)
}

fn fanscope(home: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fanscope"));
    command.args(arguments).current_dir(home).env("FANSCOPE_DOUYIN_CLIENT_SECRET", SECRET).stdout(Stdio::null());
    let output = command.output().expect("a process");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// How long the script took; how many pages it read and how many rows it wrote.
fn script(plan: &Plan, platform: &Platform, home: &Path) -> (Duration, (usize, usize)) {
    let codes = platform.codes();
    let begun = Instant::now();
    let output = Command::new(machine::python(plan))
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/goals/job.py"))
        .arg(platform.url.as_str().trim_end_matches('/'))
        .args([KEY, SECRET])
        .args([home.join("fans.db"), home.join("fans.csv")])
        .args(codes)
        .output()
        .expect("the script's Python: run scripts/setup --bench");
    let took = begun.elapsed();
    let said = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<usize> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [pages, rows] = numbers[..] else { panic!("the script failed: {}", String::from_utf8_lossy(&output.stderr)) };
    (took, (pages, rows))
}
