//! A list whose cursors go in a circle: each page alone looks right, so only the collector can notice.

use std::sync::Arc;

use app::model::{Capability, StepState};
use async_trait::async_trait;
use server::collector::{Collector, CollectorParts};
use server::sandbox::StoryName;
use server::source::{Access, Page, ReadError, Source};
use tokio_util::sync::CancellationToken;

use super::house::{House, as_the_real_one, gives_what_the_real_one_does};

/// The real source, but the following list goes round: first page → a → b → a …
#[derive(Debug)]
struct Circling(Arc<dyn Source>);

as_the_real_one!(Circling);

#[async_trait]
impl Source for Circling {
    gives_what_the_real_one_does!();

    async fn read(&self, access: &Access, capability: Capability, cursor: Option<&str>) -> Result<Page, ReadError> {
        if capability != Capability::FollowingList {
            return self.0.read(access, capability, cursor).await;
        }
        let page = self.0.read(access, capability, None).await?;
        Ok(Page { next: Some(if cursor == Some("a") { "b" } else { "a" }.to_owned()), ..page })
    }
}

#[tokio::test]
async fn a_circling_list_ends_its_step_at_once_and_the_rest_is_recorded() {
    let house = House::new().await;
    let key = house.connect(StoryName::Steady).await;
    house.days_later(2);
    let source = Arc::new(Circling(Arc::clone(&house.parts.source)));
    let collector = Collector::new(CollectorParts { source, ..house.parts.clone() });
    let outcome = collector.collect(&key, &CancellationToken::new()).await.expect("an outcome");
    assert!(!outcome.done && outcome.reason.contains("endless"), "{outcome:?}");
    let following = house.step(&key, Capability::FollowingList).await;
    assert_eq!((following.state, following.pages), (StepState::Failed, 3));
    assert_eq!(house.run(&key).await.complete, Some(true), "the fan list stands");
}
