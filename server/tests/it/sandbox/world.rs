//! The world behind the platform.

use server::sandbox::{SandboxSettings, StoryName};

use super::platform::{Platform, noon, settings, today};

#[tokio::test]
async fn the_same_seed_gives_the_same_world_and_another_one_another() {
    let (one, two) = (Platform::start().await, Platform::start().await);
    let other = Platform::with(SandboxSettings { seed: 8, ..settings() }, noon()).await;
    let (a, b) = (one.grant(StoryName::Steady).await, two.grant(StoryName::Steady).await);
    for back in [0, 40, 300] {
        let day = today().minus(back);
        assert_eq!(one.truth(&a.open_id, day).await, two.truth(&b.open_id, day).await);
    }
    assert_ne!(one.creator(StoryName::Steady).open_id, other.creator(StoryName::Steady).open_id);
}

#[tokio::test]
async fn fewer_creators_are_the_first_stories_and_more_are_generated() {
    let one = Platform::with(SandboxSettings { creators: 1, ..settings() }, noon()).await;
    assert_eq!(one.sandbox.creators().iter().map(|creator| creator.story.name).collect::<Vec<_>>(), [StoryName::Steady]);
    let ten = Platform::with(SandboxSettings { creators: 10, ..settings() }, noon()).await;
    let creators = ten.sandbox.creators();
    assert_eq!(creators.iter().take(8).map(|creator| creator.story.name).collect::<Vec<_>>(), StoryName::FIXED);
    assert!(creators[8..].iter().all(|creator| creator.story.name == StoryName::Generated && creator.fans > 0));
    let listed = ten.get("/sandbox/creators").await;
    assert_eq!(listed.as_array().map(Vec::len), Some(10));
    assert_eq!(listed[3]["story"]["name"], "lost_grant");
    assert!(listed[3]["story"]["revoked"].is_array() && listed[3]["fans"].is_number());
}

#[tokio::test]
async fn the_default_sizes_tell_the_stories() {
    let platform = Platform::with(SandboxSettings { fans: 3000, ..settings() }, noon()).await;
    let fans = |name| platform.creator(name).fans;
    let sizes: Vec<u32> = StoryName::FIXED.into_iter().map(fans).collect();
    let expected = [2700..3400, 13_000..17_500, 3200..4500, 2000..2900, 220..400, 24_000..28_500, 20..100, 1900..2700];
    for (size, range) in sizes.iter().zip(expected) {
        assert!(range.contains(size), "{size} of {sizes:?} is not in {range:?}");
    }
}

#[tokio::test]
async fn the_clean_up_day_takes_six_percent_of_one_and_a_little_of_most() {
    let platform = Platform::with(SandboxSettings { fans: 3000, ..settings() }, noon()).await;
    let event = platform.creator(StoryName::PurgeDay).story.event.expect("a day");
    assert_eq!(event, today().minus(40));
    for (story, least, most) in [(StoryName::PurgeDay, 0.045, 0.08), (StoryName::Steady, 0.004, 0.025), (StoryName::NoLists, 0.003, 0.025)]
    {
        let totals = platform.totals(story, event).await;
        let dip = (totals.0 - totals.1) / totals.0;
        assert!((least..most).contains(&dip), "{story:?} {dip}");
    }
}

#[tokio::test]
async fn a_break_out_day_multiplies_the_gains() {
    let platform = Platform::with(SandboxSettings { fans: 3000, ..settings() }, noon()).await;
    let event = platform.creator(StoryName::ViralJump).story.event.expect("a day");
    let (before, after) = platform.totals(StoryName::ViralJump, event).await;
    assert!(after > before * 1.3, "{before} {after}");
}
