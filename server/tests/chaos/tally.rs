//! The printed tally.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::time::Duration;

use crate::case::Verdict;

/// The order of the requirements is that of their numbers.
fn number(requirement: &str) -> u32 {
    requirement.trim_start_matches('R').parse().unwrap_or_default()
}

#[derive(Debug, Default)]
struct Row {
    cases: usize,
    failed: usize,
    seeds: BTreeSet<u64>,
    worst: Option<(Duration, String)>,
    lasted: Duration,
    notes: Vec<String>,
}

/// What ended so far.
#[derive(Debug)]
pub(crate) struct Tally {
    short: bool,
    rows: BTreeMap<u32, Row>,
    failures: Vec<Verdict>,
}

impl Tally {
    pub(crate) fn new(short: bool) -> Self {
        Self { short, rows: BTreeMap::new(), failures: Vec::new() }
    }

    /// Counts a case and tells of it.
    pub(crate) fn add(&mut self, verdict: Verdict) {
        let row = self.rows.entry(number(verdict.requirement)).or_default();
        row.cases += 1;
        row.seeds.insert(verdict.seed);
        row.lasted += verdict.lasted;
        let Verdict { requirement, name, seed, lasted, found } = &verdict;
        let line = format!("{requirement:<4}{seed:>4}  {:>6.1} s  {name}", lasted.as_secs_f64());
        match found {
            Ok(found) => {
                if let Some(took) = found.took.filter(|took| row.worst.as_ref().is_none_or(|(worst, _)| took > worst)) {
                    row.worst = Some((took, name.clone()));
                }
                let note = found.note.as_deref().unwrap_or_default();
                if !note.is_empty() {
                    row.notes.push(format!("{name}: {note}"));
                }
                say(&format!("ok    {line}{}{note}", if note.is_empty() { "" } else { "  – " }));
            }
            Err(words) => {
                row.failed += 1;
                say(&format!("FAILED{line}\n      {words}"));
                self.failures.push(verdict);
            }
        }
    }

    /// Prints the table; whether nothing failed.
    pub(crate) fn print(&self) -> bool {
        say(&format!("\n{:<5}{:>6}{:>8}  {:<12}{:>9}  worst time", "id", "cases", "failed", "seeds", "seconds"));
        for (number, row) in &self.rows {
            let worst = row.worst.as_ref().map_or("–".to_owned(), |(took, name)| format!("{:.2} s ({name})", took.as_secs_f64()));
            let id = format!("R{number}");
            let seconds = row.lasted.as_secs();
            say(&format!("{id:<5}{:>6}{:>8}  {:<12}{seconds:>9}  {worst}", row.cases, row.failed, seeds(&row.seeds)));
            row.notes.iter().for_each(|note| say(&format!("       {note}")));
        }
        for Verdict { requirement, name, seed, .. } in &self.failures {
            let short = if self.short { " --short" } else { "" };
            say(&format!("again: make chaos ARGS=\"--seed {seed} --only {requirement}{short} --case '{name}'\""));
        }
        let (cases, failed) = self.rows.values().fold((0, 0), |(cases, failed), row| (cases + row.cases, failed + row.failed));
        say(&format!("chaos: {} passed, {failed} failed", cases - failed));
        failed == 0
    }
}

fn seeds(seeds: &BTreeSet<u64>) -> String {
    match (seeds.first(), seeds.last()) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last} ({})", seeds.len()),
        (Some(only), _) => only.to_string(),
        _ => String::new(),
    }
}

/// Prints a line.
pub(crate) fn say(line: &str) {
    // There is nobody to tell when stdout is closed.
    let _ = writeln!(std::io::stdout(), "{line}");
}
