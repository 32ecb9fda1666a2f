//! P1, P2: how long the pages take over a full database, every panel asked for as a browser asks, through the real router, services and
//! store.

#[path = "pages/fill.rs"]
pub(crate) mod fill;
#[path = "pages/house.rs"]
pub(crate) mod house;

use std::time::Duration;

use app::model::{Dimension, FlowMetric, ListKind};
use fill::Size;
use house::{Call, House};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::table::{Row, millis, percentile};
use crate::{Plan, say};

/// A goal: this share of all answers comes within this time.
#[derive(Clone, Copy)]
struct Goal {
    percent: usize,
    within: Duration,
}

const ROSTER: Goal = Goal { percent: 95, within: Duration::from_millis(150) };
const PANEL: Goal = Goal { percent: 99, within: Duration::from_millis(50) };

/// Asked before the clock runs, so that statements are prepared.
const WARM_UP: usize = 5;

/// One panel, and how it is asked for the nth time.
struct Question {
    name: String,
    call: Box<dyn Fn(usize) -> Call>,
    goal: Goal,
}

/// The slowest of some questions, by the share of answers that its goal names.
struct Slowest {
    name: String,
    reached: Duration,
    asked: usize,
    missed: usize,
}

pub(crate) async fn measure(plan: &Plan) -> Vec<Row> {
    let (shrink, usual) = if plan.small { (10, 20) } else { (1, 400) };
    let times = plan.times.unwrap_or(usual);
    let roster = Size { creators: 1000 / shrink, days: 365 / shrink, whole: false };
    let history = Size { creators: 100 / shrink, days: 3 * 365 / shrink, whole: true };
    let mut rows = Vec::new();
    if plan.wants(&["P1"]) {
        rows.push(row("P1", "roster", ROSTER, times, roster, &ask_all(roster, times, roster_questions(roster)).await));
    }
    if plan.wants(&["P2"]) {
        rows.push(row("P2", "panel or chart", PANEL, times, history, &ask_all(history, times, panel_questions(history)).await));
    }
    rows
}

fn row(id: &'static str, what: &str, goal: Goal, times: usize, size: Size, slowest: &Slowest) -> Row {
    Row {
        id,
        what: format!("any {what}, {} creators × {} days", size.creators, size.days),
        ours: format!("p{} {}", goal.percent, millis(slowest.reached)),
        against: "–".to_owned(),
        reached: format!("p{} {}", goal.percent, millis(slowest.reached)),
        goal: format!("p{} ≤ {} ms", goal.percent, goal.within.as_millis()),
        rounds: times,
        met: slowest.missed == 0,
        notes: vec![format!("the slowest of {} is `{}`; {} over the goal", slowest.asked, slowest.name.trim_end(), slowest.missed)],
    }
}

async fn ask_all(size: Size, times: usize, questions: Vec<Question>) -> Slowest {
    let begun = Instant::now();
    let house = House::filled(size).await;
    let megabytes = house.bytes() / 1_000_000;
    let seconds = begun.elapsed().as_secs();
    say(&format!("\n{} creators × {} days: {megabytes} MB, filled in {seconds} s; {times} times each, in ms", size.creators, size.days));
    say(&format!("{:<40} {:>8} {:>8} {:>8}   goal", "panel", "p50", "p95", "p99"));
    let mut slowest = Slowest { name: String::new(), reached: Duration::ZERO, asked: questions.len(), missed: 0 };
    for question in questions {
        let taken = ask(&house, &question, times).await;
        let reached = percentile(&taken, question.goal.percent);
        let missed = reached > question.goal.within;
        slowest.missed += usize::from(missed);
        let shown = [50, 95, 99].map(|percent| format!("{:>8.1}", percentile(&taken, percent).as_secs_f64() * 1000.0)).join(" ");
        let goal = format!("p{} ≤ {} ms", question.goal.percent, question.goal.within.as_millis());
        say(&format!("{:<40} {shown}   {goal}{}", question.name, if missed { "  MISSED" } else { "" }));
        if reached > slowest.reached {
            (slowest.name, slowest.reached) = (question.name, reached);
        }
    }
    house.close().await;
    slowest
}

/// How long each answer took.
async fn ask(house: &House, question: &Question, times: usize) -> Vec<Duration> {
    for turn in 0..WARM_UP {
        house.ask(&(question.call)(turn)).await;
    }
    let mut taken = Vec::with_capacity(times);
    for turn in 0..times {
        let call = (question.call)(turn);
        let begun = Instant::now();
        house.ask(&call).await;
        taken.push(begun.elapsed());
    }
    taken
}

fn roster_questions(size: Size) -> Vec<Question> {
    let middle = format!("page={}", size.creators / 100);
    ["", "sort=-net_30d", "sort=fan_share_views", "q=%E5%8F%B7%207", "q=17&sort=-gaps_30d", &middle]
        .map(|query| {
            let query = query.to_owned();
            let name = format!("roster ?{query}");
            Question { name, call: Box::new(move |_| Call::Panel("roster", json!({ "query": query }))), goal: ROSTER }
        })
        .into()
}

/// Every panel and chart of the pages of a creator, for the default days and for the whole history; each time of another creator.
fn panel_questions(size: Size) -> Vec<Question> {
    ["", "period=all"].into_iter().flat_map(|query| panels(query, size).into_iter().chain(charts(query, size))).collect()
}

/// The creator of a turn.
fn creator(turn: usize, size: Size) -> String {
    fill::creator(turn * 7 % size.creators)
}

fn panels(query: &'static str, size: Size) -> Vec<Question> {
    let overview = ["Cards", "Growth", "Health", "Portrait", "Changes", "Flow"].map(|panel| ("overview", json!({ "panel": panel })));
    let audience = Dimension::ALL.map(|dimension| ("audience", json!({ "dimension": dimension })));
    let flow = ("flow", json!({}));
    let ledger = ["Quality", "Summary", "Origins", "Ledger"].map(|panel| ("people", json!({ "list": ListKind::Fans, "panel": panel })));
    let following = ["Quality", "Summary", "Ledger"].map(|panel| ("people", json!({ "list": ListKind::Following, "panel": panel })));
    let collection = ["Calendar", "Run", "Runs", "Capabilities"].map(|panel| ("collection", json!({ "panel": panel })));
    let asked = [overview.to_vec(), audience.to_vec(), vec![flow], ledger.to_vec(), following.to_vec(), collection.to_vec()].concat();
    let question = |(endpoint, mut body): (&'static str, Value)| {
        let words: Vec<String> = body.as_object().into_iter().flatten().filter_map(|(_, word)| word.as_str().map(str::to_owned)).collect();
        body["query"] = json!(query);
        let call = move |turn| {
            let mut body = body.clone();
            body["creator"] = json!(creator(turn, size));
            Call::Panel(endpoint, body)
        };
        Question { name: format!("{endpoint} {} ?{query}", words.join(" ")), call: Box::new(call), goal: PANEL }
    };
    asked.into_iter().map(question).collect()
}

fn charts(query: &'static str, size: Size) -> Vec<Question> {
    let compositions = Dimension::ALL.map(|dimension| format!("composition-{}", dimension.as_str()));
    let flows = FlowMetric::KNOWN.map(|metric| format!("flow-{metric}"));
    let others = ["growth", "fan-share", "loyalty", "breakout"].map(str::to_owned);
    let question = |chart: String| {
        let name = format!("chart {chart} ?{query}");
        let call = move |turn| Call::Chart(format!("/creators/{}/chart/{chart}.json?{query}", creator(turn, size)));
        Question { name, call: Box::new(call), goal: PANEL }
    };
    others.into_iter().chain(compositions).chain(flows).map(question).collect()
}
