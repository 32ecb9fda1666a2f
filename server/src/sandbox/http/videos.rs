//! The list of works with their counters (platform notes, section 2.6), newest first.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::call::Call;
use super::lists::Page;
use crate::sandbox::Sandbox;
use crate::sandbox::platform::refusal::Refusal;
use crate::sandbox::world::Plan;
use crate::sandbox::world::works::{Counters, Work};

pub(crate) fn data(sandbox: &Sandbox, plan: &Plan, call: &Call) -> Result<Value, Refusal> {
    let page = Page::of(call)?;
    let (world, now) = (&sandbox.inner.world, sandbox.inner.clock.now());
    let mut works = world.works(plan, now.day());
    works.retain(|work| world.day(work.day).at(i64::from(work.second)) <= now);
    let next = page.cursor.saturating_add(page.count).min(works.len());
    let list: Vec<Value> = (page.cursor..next)
        .map(|offset| {
            let index = works.len() - 1 - offset;
            let counters = world.counters(plan, &works, index, now.day());
            item(sandbox, plan, works[index], counters)
        })
        .collect();
    Ok(json!({ "cursor": next, "has_more": next < works.len(), "list": list }))
}

fn item(sandbox: &Sandbox, plan: &Plan, work: Work, counters: Counters) -> Value {
    let throws = plan.identity.throws(100 + u64::from(work.number));
    let created = sandbox.inner.world.day(work.day).at(i64::from(work.second));
    let Counters { plays, likes, comments, shares } = counters;
    json!({
        "item_id": format!("@{}", STANDARD.encode(throws.to_le_bytes())),
        "video_id": (7_000_000_000_000_000_000_u64 + throws % 1_000_000_000_000_000).to_string(),
        "title": format!("{} · 第 {} 条", plan.nickname, work.number + 1),
        "cover": format!("https://cover.douyin.invalid/{throws:016x}.jpeg"),
        "create_time": created,
        "share_url": format!("https://www.douyin.invalid/share/video/{throws:016x}/"),
        "is_top": false,
        "is_reviewed": true,
        "video_status": 1,
        "media_type": 4,
        "statistics": {
            "play_count": plays,
            "digg_count": likes,
            "comment_count": comments,
            "share_count": shares,
            "forward_count": shares / 4,
            "download_count": shares / 3,
        },
    })
}
