//! Pages are staged while the next ones are read, in the order of their cursors.

use std::sync::Arc;
use std::time::Duration;

use app::model::{Capability, RunState, StepState};
use async_trait::async_trait;
use server::sandbox::StoryName;
use server::source::{Access, Page, ReadError, Source};
use sqlx::Connection as _;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use super::house::{House, as_the_real_one, gives_what_the_real_one_does};

/// Longer than pages wait to be staged together.
const SLOW: Duration = Duration::from_millis(150);

/// The real source, slower. From the end of the second page of the fans to the end of the third nobody can write: a collector that reads
/// on only when the second is staged waits in vain.
#[derive(Debug)]
struct Barred(Arc<dyn Source>, Mutex<Bar>);

#[derive(Debug, Default)]
struct Bar {
    file: String,
    pages: usize,
    lock: Option<sqlx::SqliteConnection>,
}

as_the_real_one!(Barred);

#[async_trait]
impl Source for Barred {
    gives_what_the_real_one_does!();

    async fn read(&self, access: &Access, capability: Capability, cursor: Option<&str>) -> Result<Page, ReadError> {
        let page = self.0.read(access, capability, cursor).await?;
        if capability == Capability::FanList {
            tokio::time::sleep(SLOW).await;
            let mut bar = self.1.lock().await;
            bar.pages += 1;
            if bar.pages == 2 {
                let mut lock = sqlx::SqliteConnection::connect(&bar.file).await.expect("connects");
                sqlx::raw_sql("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE").execute(&mut lock).await.expect("locks");
                bar.lock = Some(lock);
            } else if let Some(lock) = bar.lock.take() {
                lock.close().await.expect("gives way");
            }
        }
        Ok(page)
    }
}

#[tokio::test]
async fn a_page_is_read_while_the_one_before_waits_for_the_store() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    let file = format!("sqlite://{}", house.store.path().display());
    let bar = Mutex::new(Bar { file, ..Bar::default() });
    let barred = Arc::new(Barred(Arc::clone(&house.parts.source), bar));
    let outcome = house.reading(barred.clone()).collect(&key, &CancellationToken::new()).await.expect("an outcome");
    assert_eq!((outcome.state, outcome.done), (RunState::Committed, true), "{outcome:?}");
    let fans = house.step(&key, Capability::FanList).await;
    assert!(fans.pages > 3 && barred.1.lock().await.lock.is_none(), "the bar was in the way");
    assert_eq!(fans.state, StepState::Done);
    let run = house.run(&key).await;
    assert_eq!(run.complete, Some(true), "nobody was lost on the way");
}
