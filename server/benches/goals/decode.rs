//! B7: a page of fans with everything the platform's answers need – envelope, tolerant numbers, validation – against plain serde.

use std::hint::black_box;
use std::time::Duration;

use app::model::ListKind;
use serde::Deserialize;
use server::source::douyin_open::decode_list;
use tokio::time::Instant;

use crate::Plan;
use crate::fans::{World, pages};
use crate::table::{Row, median, millis, ratio};

const GOAL: f64 = 1.8;

/// What one would derive from the documentation, were every answer as documented.
#[derive(Deserialize)]
struct Answer {
    data: Data,
    extra: Extra,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "decoded, as ours is")]
struct Extra {
    error_code: i64,
    description: String,
    logid: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "decoded, as ours is")]
struct Data {
    cursor: i64,
    has_more: bool,
    total: i64,
    error_code: i64,
    description: String,
    list: Vec<Fan>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "decoded, as ours is")]
struct Fan {
    open_id: String,
    nickname: String,
    avatar: String,
    country: String,
    province: String,
    city: String,
    gender: i64,
}

pub(crate) fn measure(plan: &Plan) -> Row {
    let people = if plan.small { 10_000 } else { 100_000 };
    let bodies = pages(&World::new(people).first);
    let rounds = plan.rounds(21);
    let (mut ours, mut rival) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.push(timed(&bodies, |cursor, body| {
            black_box(decode_list(ListKind::Fans, Some(cursor), body).expect("a page"));
        }));
        rival.push(timed(&bodies, |_, body| {
            let answer: Answer = serde_json::from_slice(body).expect("a page");
            black_box((answer.data, answer.extra));
        }));
    }
    let (ours, rival) = (median(&ours), median(&rival));
    let reached = ratio(ours, rival);
    Row {
        id: "B7",
        what: format!("decoding {} pages of 50 fans", bodies.len()),
        ours: millis(ours),
        against: format!("{} bare serde_json derive", millis(rival)),
        reached: format!("{reached:.2}"),
        goal: format!("≤ {GOAL}"),
        rounds,
        met: reached <= GOAL,
        notes: Vec::new(),
    }
}

fn timed(bodies: &[String], decode: impl Fn(&str, &[u8])) -> Duration {
    let begun = Instant::now();
    for body in bodies {
        decode("-1", body.as_bytes());
    }
    begun.elapsed()
}
