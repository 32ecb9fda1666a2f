//! Words of the roster.

use super::words;
use crate::format;
use crate::model::Language;

words! {
    /// The roster.
    RosterWords {
        title: "全部账号", "Creators";
        glance: "账号一览", "At a glance";
        creator: "账号", "Creator";
        trend: "30 天走势", "30 days";
        total: "粉丝总数", "Total fans";
        net_1: "净增 1 天", "Net 1 d";
        net_7: "净增 7 天", "Net 7 d";
        net_30: "净增 30 天", "Net 30 d";
        fan_share: "30 天粉丝占比", "Fan share 30 d";
        snapshot: "最新数据", "Snapshot";
        grant: "授权剩余", "Authorised for";
        gaps: "30 天缺失", "Gaps 30 d";
        totals: "合计", "Totals";
        footnote: "来源：/fans/data/、/data/external/user/fans/。净增为最新总数减去同一来源 1、7、30 天前的总数，总览则累计所选日期的逐日净增；粉丝占比为 30 天播放中粉丝的份额；合计只加已知的数。", "Sources: /fans/data/, /data/external/user/fans/. Nets: the newest total minus that of the same source 1, 7 and 30 days before, while an overview adds up the days of its period. Fan share: of the views of 30 days. Totals add up what is known.";
        search: "搜索昵称或账号", "Name or account";
        find: "搜索", "Search";
        nothing_found: "没有匹配的账号", "No creator matches";
        nothing_found_text: "昵称和账号 ID 中都没有这段文字。", "Neither a name nor an account id contains this text.";
        show_all: "显示全部", "Show all";
        empty: "还没有账号", "No creators yet";
        empty_text: "用抖音登录并授权后，账号会出现在这里，当天开始记录。", "A creator appears here after signing in with Douyin; recording starts the same day.";
        revoked: "已收回", "Withdrawn";
        expired: "已过期", "Expired";
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

/// How many creators match, and how many of their grants need care.
pub(crate) fn roster_sentence(all: usize, ending: usize, searched: bool, language: Language) -> String {
    let number = |value: usize| format::count(i64::try_from(value).unwrap_or(i64::MAX));
    let (all_text, ending_text) = (number(all), number(ending));
    let creators = match (language, searched, all) {
        (Language::Chinese, false, _) => format!("共 {all_text} 个账号"),
        (Language::Chinese, true, _) => format!("找到 {all_text} 个账号"),
        (Language::English, false, 1) => "1 creator".to_owned(),
        (Language::English, false, _) => format!("{all_text} creators"),
        (Language::English, true, 1) => "1 creator matches".to_owned(),
        (Language::English, true, _) => format!("{all_text} creators match"),
    };
    match (language, ending) {
        (Language::Chinese, 0) => format!("{creators}，授权都还剩 14 天以上。"),
        (Language::Chinese, _) => format!("{creators}，其中 {ending_text} 个的授权已失效或将在 14 天内到期。"),
        (Language::English, 0) => format!("{creators}; no authorisation ends within 14 days."),
        (Language::English, 1) => format!("{creators}; 1 authorisation has ended or ends within 14 days."),
        (Language::English, _) => format!("{creators}; {ending_text} authorisations have ended or end within 14 days."),
    }
}
