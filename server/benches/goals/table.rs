//! The rows, as they are printed and written.

use std::fmt::Write as _;
use std::time::Duration;

use crate::{Plan, machine, say};

/// What came out for one goal.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The goal's id.
    pub(crate) id: &'static str,
    pub(crate) what: String,
    pub(crate) ours: String,
    pub(crate) against: String,
    /// The ratio, or what else is judged.
    pub(crate) reached: String,
    pub(crate) goal: String,
    pub(crate) rounds: usize,
    pub(crate) met: bool,
    /// Where the time went, and what else there is to know.
    pub(crate) notes: Vec<String>,
}

/// All rows of a run.
#[derive(Debug)]
pub(crate) struct Table {
    about: Vec<String>,
    rows: Vec<Row>,
}

impl Table {
    pub(crate) fn new(about: Vec<String>) -> Self {
        for line in &about {
            say(line);
        }
        Self { about, rows: Vec::new() }
    }

    /// Adds the rows that were asked for.
    pub(crate) fn add(&mut self, plan: &Plan, rows: Vec<Row>) {
        for row in rows.into_iter().filter(|row| plan.wants(&[row.id])) {
            say(&line(&row));
            for note in &row.notes {
                say(&format!("  {note}"));
            }
            self.rows.push(row);
        }
    }

    /// The whole table, with what it was measured on.
    pub(crate) fn markdown(&self, plan: &Plan) -> String {
        let mut text = String::new();
        let size = if plan.small { "a small world (`--small`): the verdicts mean nothing" } else { "the whole size" };
        let _ = writeln!(text, "Measured with {size}; both sides alternately, medians.\n");
        for line in &self.about {
            let _ = writeln!(text, "- {line}");
        }
        let _ = writeln!(text, "- load average at the end: {}\n", machine::load());
        text.push_str("| id | what | ours | against | reached | goal | rounds | verdict |\n|---|---|---|---|---|---|---|---|\n");
        for row in &self.rows {
            let _ = writeln!(text, "{}", line(row));
        }
        text.push('\n');
        for row in &self.rows {
            for note in &row.notes {
                let _ = writeln!(text, "- {}: {note}", row.id);
            }
        }
        text
    }
}

fn line(row: &Row) -> String {
    let verdict = if row.met { "met" } else { "missed" };
    let Row { id, what, ours, against, reached, goal, rounds, .. } = row;
    format!("| {id} | {what} | {ours} | {against} | {reached} | {goal} | {rounds} | {verdict} |")
}

/// The middle of some times.
pub(crate) fn median(times: &[Duration]) -> Duration {
    percentile(times, 50)
}

/// The smallest time that this share of all did not exceed.
pub(crate) fn percentile(times: &[Duration], percent: usize) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

pub(crate) fn ratio(ours: Duration, against: Duration) -> f64 {
    ours.as_secs_f64() / against.as_secs_f64().max(f64::MIN_POSITIVE)
}

pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

pub(crate) fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
