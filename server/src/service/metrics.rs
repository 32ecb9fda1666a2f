//! What `/metrics` shows, in the Prometheus text format.

use std::fmt::{Display, Write as _};
use std::sync::Arc;

use crate::collector::{Collector, ScopeQuota};
use crate::storage::SettingStore;

/// Reads the counters of the collector and the state of the store.
#[derive(Clone)]
pub struct Metrics {
    collector: Option<Collector>,
    store: Arc<dyn SettingStore>,
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Metrics {
    /// `collector`: nothing without a client key.
    pub fn new(collector: Option<Collector>, store: Arc<dyn SettingStore>) -> Self {
        Self { collector, store }
    }

    /// The text; what cannot be read now is left out, so that the rest still comes.
    pub async fn text(&self) -> String {
        let mut page = Page::default();
        let load = self.store.load();
        let readers = [("active", u64::from(load.readers.saturating_sub(load.readers_idle))), ("idle", u64::from(load.readers_idle))];
        page.family("fanscope_db_readers", "gauge", "Open read connections.", "state", &readers);
        page.single("fanscope_db_writing", "gauge", "Whether the writer is at work.", u8::from(load.writing));
        page.single("fanscope_db_bytes", "gauge", "Size of the database file.", load.file_bytes);
        page.single("fanscope_db_wal_bytes", "gauge", "Size of the write-ahead log.", load.wal_bytes);
        if let Some(collector) = &self.collector {
            of_collector(&mut page, collector).await;
        }
        page.0
    }
}

async fn of_collector(page: &mut Page, collector: &Collector) {
    let counted = collector.counted();
    let runs = [("committed", counted.committed), ("partial", counted.partial), ("gap", counted.gap)];
    page.family("fanscope_runs_total", "counter", "Runs that ended, by how they did.", "state", &runs);
    page.single("fanscope_pages_total", "counter", "Pages read from the platform.", counted.pages);
    page.single("fanscope_requests_total", "counter", "Requests made to the platform.", counted.requests);
    page.single("fanscope_retries_total", "counter", "Requests made again after a passing failure.", counted.retries);
    page.single("fanscope_missed_periods_total", "counter", "Periods recorded as gaps because nothing ran.", counted.missed);
    let closed = u8::from(collector.closed_until().is_some());
    page.single("fanscope_platform_circuit_open", "gauge", "Whether the platform is left alone after failures.", closed);
    if let Ok(lag) = collector.lag_seconds().await {
        page.single("fanscope_schedule_lag_seconds", "gauge", "For how long the run that is due longest has been.", lag);
    }
    if let Ok(quotas) = collector.quotas().await {
        of_quotas(page, &quotas);
    }
}

fn of_quotas(page: &mut Page, quotas: &[ScopeQuota]) {
    let used: Vec<_> = quotas.iter().map(|quota| (quota.scope, quota.used)).collect();
    page.family("fanscope_quota_used", "gauge", "Calls since the quota was filled up.", "scope", &used);
    let limits: Vec<_> = quotas.iter().filter_map(|quota| Some((quota.scope, quota.limit?))).collect();
    page.family("fanscope_quota_limit", "gauge", "Calls granted, where it is known.", "scope", &limits);
    let exhausted: Vec<_> = quotas.iter().map(|quota| (quota.scope, u8::from(quota.exhausted_at.is_some()))).collect();
    page.family("fanscope_quota_exhausted", "gauge", "Whether the platform said that it is used up.", "scope", &exhausted);
    let waiting: Vec<_> = quotas.iter().map(|quota| (quota.scope, quota.waiting.len())).collect();
    page.family("fanscope_quota_waiting", "gauge", "Creators that wait for the quota.", "scope", &waiting);
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a String does not fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn single(&mut self, name: &str, kind: &str, help: &str, value: impl Display) {
        self.head(name, kind, help);
        let _ = writeln!(self.0, "{name} {value}");
    }

    /// One line per label; a family without lines is left out.
    fn family(&mut self, name: &str, kind: &str, help: &str, label: &str, values: &[(&str, impl Display)]) {
        if values.is_empty() {
            return;
        }
        self.head(name, kind, help);
        for (of, value) in values {
            let _ = writeln!(self.0, "{name}{{{label}=\"{of}\"}} {value}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_have_one_head_and_a_line_per_label() {
        let mut page = Page::default();
        page.family("x_total", "counter", "Things.", "kind", &[("a", 1), ("b", 2)]);
        page.family("y", "gauge", "Nothing.", "kind", &[] as &[(&str, u8)]);
        page.single("z", "gauge", "One.", 7);
        let expected = "# HELP x_total Things.\n# TYPE x_total counter\nx_total{kind=\"a\"} 1\nx_total{kind=\"b\"} 2\n# HELP z One.\n# TYPE z gauge\nz 7\n";
        assert_eq!(page.0, expected);
    }
}
