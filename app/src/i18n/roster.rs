//! Words of the roster.

use super::words;
use crate::model::Language;

words! {
    /// The roster.
    RosterWords {
        title: "全部账号", "Creators";
        creator: "账号", "Creator";
        trend: "30 天走势", "30 days";
        total: "粉丝总数", "Total fans";
        net_1: "净增 1 天", "Net 1 d";
        net_7: "净增 7 天", "Net 7 d";
        net_30: "净增 30 天", "Net 30 d";
        fan_share: "粉丝播放占比", "Fan share of views";
        snapshot: "最新数据", "Snapshot";
        grant: "授权剩余", "Grant left";
        gaps: "30 天缺失", "Gaps 30 d";
        totals: "合计", "Totals";
        search: "搜索账号", "Search creators";
        find: "搜索", "Search";
        nothing_found: "没有匹配的账号", "No creator matches";
        show_all: "显示全部", "Show all";
        empty: "还没有账号", "No creators yet";
        empty_text: "用抖音登录并授权后，账号会出现在这里，当天开始记录。", "A creator appears here after signing in with Douyin; recording starts the same day.";
        revoked: "已收回", "withdrawn";
        expired: "已过期", "expired";
        today: "今天", "today";
        yesterday: "昨天", "yesterday";
        never: "从未", "never";
    }
}

/// Days left of a grant.
pub(crate) fn days_left(days: i64, language: Language) -> String {
    match language {
        Language::Chinese => format!("{days} 天"),
        Language::English => format!("{days} d"),
    }
}

/// A snapshot that is this many days old.
pub(crate) fn snapshot_age(days: i64, language: Language) -> String {
    let words = RosterWords::of(language);
    match (days, language) {
        (..=0, _) => words.today.into(),
        (1, _) => words.yesterday.into(),
        (_, Language::Chinese) => format!("{days} 天前"),
        (_, Language::English) => format!("{days} d ago"),
    }
}

/// How many creators are shown.
pub(crate) fn creators(count: usize, language: Language) -> String {
    match (language, count) {
        (Language::Chinese, _) => format!("{count} 个账号"),
        (Language::English, 1) => "1 creator".into(),
        (Language::English, _) => format!("{count} creators"),
    }
}
