//! Words of the audience pages.

use super::words;
use crate::format;
use crate::model::{Language, PlatformDay};

words! {
    /// The audience pages.
    AudienceWords {
        dimensions: "维度", "Dimensions";
        latest: "最新构成", "Latest";
        composition: "构成变化", "Composition over time";
        composition_text: "各项占该维度合计的比例，合计为 100%。", "Each item's share of the dimension's sum; together 100 %.";
        absolute: "人数变化", "Head counts over time";
        absolute_text: "平台给出的各项人数。", "Head counts as the platform gave them.";
        ranked: "排名", "Ranking";
        ranked_text: "时段末与时段初的人数、占比和变化。", "Counts and shares at the end of the period, and their change since its start.";
        rank: "名次", "Rank";
        bucket: "项目", "Item";
        people: "人数", "Fans";
        share: "占比", "Share";
        change: "变化", "Change";
        share_change: "占比变化", "Change of share";
        other: "其他", "Others";
        empty: "这个时段没有画像", "No portrait in this period";
        empty_text: "首次授权后约两天画像才会就绪，且粉丝数需超过 100；历史画像无法补采。", "A portrait is ready about two days after the first grant and needs more than 100 fans. Portraits of past days cannot be read later.";
        interest_note: "一位粉丝可有多个兴趣，合计会超过粉丝总数。", "A fan may have several interests, so the sum exceeds the number of fans.";
    }
}

/// Which item changed most.
pub(crate) fn fastest(label: &str, change: i64, since: PlatformDay, language: Language) -> String {
    let amount = format::signed(change);
    let day = format::day(since, language);
    match language {
        Language::Chinese => format!("{label}变化最大：自{day} {amount}。"),
        Language::English => format!("{label} changed most: {amount} since {day}."),
    }
}
