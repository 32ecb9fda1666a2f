//! R8: without room, without the right to write, without files to open, with a reader who does not read: no panic, 503 with Retry-After
//! and a sentence, the last good data shown with its age, and all well again ten seconds after the cause is gone.

mod disk;
mod files;
pub(crate) mod reader;

use std::sync::Arc;
use std::time::Duration;

use reqwest::Response;
use tokio::time::Instant;

use crate::case::{Case, Found, Plan};
use crate::support::browser::Browser;
use crate::support::lot::{Lot, Sandbox};
use crate::support::process::{Process, Start};
use crate::support::site::{self, PAGE_BY_PAGE, Site, next_day};

/// Well again within this time after the cause is gone.
const RECOVERY: Duration = Duration::from_secs(10);

pub(crate) fn cases(plan: &Plan) -> Vec<Case> {
    let mut cases = Vec::new();
    for &seed in &plan.seeds {
        cases.push(Case::new("R8", "disk full: file system", seed, disk::file_system(seed)));
        cases.push(Case::new("R8", "disk full: largest file", seed, disk::largest_file(seed, "trap '' XFSZ;")));
        cases.push(Case::new("R8", "disk full: largest file, the log's too", seed, disk::largest_file(seed, "trap '' XFSZ; exec 2>>log;")));
        cases.push(Case::new("R8", "disk full during a run", seed, disk::during_a_run(seed)));
        cases.push(Case::new("R8", "read-only file", seed, files::read_only(seed)));
        cases.push(Case::new("R8", "no files to open: serve", seed, files::exhausted(seed)));
        cases.push(Case::new("R8", "no files to open: commands", seed, files::commands(seed)));
        cases.push(Case::new("R8", "database held by another", seed, files::held(seed)));
        cases.push(Case::new("R8", "stalled readers", seed, reader::stalled(seed)));
    }
    cases
}

/// A dashboard with somebody signed in to it.
struct House {
    site: Arc<Site>,
    lot: Lot,
    /// Its own: a sign-in changes what the platform knows.
    platform: Sandbox,
    process: Process,
    browser: Browser,
    origin: String,
}

impl House {
    async fn new(seed: u64, shell: Option<&str>) -> Self {
        let site = site::of(seed).await;
        let lot = site.lot();
        Self::on(site, lot, shell).await
    }

    async fn on(site: Arc<Site>, lot: Lot, shell: Option<&str>) -> Self {
        let platform = lot.platform(site.world, next_day(), PAGE_BY_PAGE).await;
        lot.collect(next_day(), &platform.url, &[]).await.expect_well("the collection");
        let (process, origin) = Self::serve(&lot, &platform, shell, &[]).await;
        let browser = Browser::new(&origin);
        browser.sign_in(&site.steady().0).await;
        Self { site, lot, platform, process, browser, origin }
    }

    async fn serve(lot: &Lot, platform: &Sandbox, shell: Option<&str>, more: &[(&str, &str)]) -> (Process, String) {
        let later = format!("{}T15:00:00+08:00", next_day());
        let settings: Vec<_> = more.iter().copied().chain([("FANSCOPE_NOW", later.as_str())]).collect();
        let start = Start { arguments: &["serve"], settings: &settings, shell, ..Start::default() };
        lot.serve_with(start, next_day(), &platform.url).await
    }

    /// The server is started anew, without a platform, so that it does nothing by itself; whoever was signed in still is.
    async fn restarted(self) -> Self {
        let Self { site, lot, platform, process, browser, .. } = self;
        process.stop().await.0.expect_well("the server");
        let (process, origin) = Self::serve(&lot, &platform, None, &[("FANSCOPE_DOUYIN_CLIENT_KEY", "")]).await;
        let browser = browser.on(&origin);
        Self { site, lot, platform, process, browser, origin }
    }

    /// The overview of the steady creator.
    fn page(&self) -> String {
        format!("/creators/{}", self.site.steady().1.creator)
    }

    /// The last good data with its age.
    async fn shows_what_is_recorded(&self) {
        let answer = self.browser.get(&self.page()).await;
        assert_eq!(answer.status(), 200);
        let text = answer.text().await.expect("a body");
        assert!(text.contains("h ago"), "the page does not say how old its data are");
        let export = self.browser.get(&format!("/export/fans.csv?creator={}", self.site.steady().1.creator)).await;
        assert!(export.status() == 200 && export.text().await.expect("a whole body").lines().count() > 100);
    }

    /// A form that writes.
    async fn save(&self) -> Response {
        self.browser.post("/settings/names", &[("names", "off")]).await
    }

    /// Everything that writes is refused in the right words.
    async fn refuses_to_write(&self) {
        unavailable(self.save().await, "Nothing can be saved").await;
        unavailable(self.browser.get("/auth/douyin/start").await, "Nothing can be saved").await;
        assert_eq!(self.browser.get("/healthz").await.status(), 200);
    }

    /// How long it takes until everything is well again.
    async fn recovers(&self) -> Duration {
        let begun = Instant::now();
        loop {
            let saved = self.save().await.status();
            if saved == 303 {
                break;
            }
            assert!(begun.elapsed() < RECOVERY, "still {saved} after {:?}", begun.elapsed());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let took = begun.elapsed();
        self.shows_what_is_recorded().await;
        assert_eq!(self.browser.get("/auth/douyin/start").await.status(), 303);
        self.process.expect_no_panic();
        took
    }

    /// Ends it, and looks whether the next day can be recorded.
    async fn goes_on(self) {
        let (ended, _) = self.process.stop().await;
        assert_eq!(ended.code(), Some(0), "{}", ended.said);
        self.platform.advance(86_400).await;
        self.lot.collect(next_day().next(), &self.platform.url, &[]).await.expect_well("the collection of the next day");
        self.lot.database().check().await;
    }
}

/// 503, Retry-After, and a sentence with these words.
async fn unavailable(answer: Response, words: &str) {
    let url = answer.url().clone();
    assert_eq!(answer.status(), 503, "{url}");
    let after = answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    assert!(after.is_some_and(|seconds| seconds <= 10), "{url} does not say when to ask again: {after:?}");
    let text = answer.text().await.expect("a body");
    assert!(text.contains(words), "{url} says: {text}");
}
