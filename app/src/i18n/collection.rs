//! Words of the collection page.

use super::words;
#[cfg(feature = "ssr")]
use crate::format;
#[cfg(feature = "ssr")]
use crate::model::page::collection::{QuotaView, ScopeView};
use crate::model::{Language, Timestamp};
#[cfg(feature = "ssr")]
use crate::model::{Period, PlatformDay};

words! {
    /// The collection page.
    CollectionWords {
        today: "今天", "Today";
        nothing_left: "今天能采的已采完，其余平台暂不提供。", "Everything that can be read today has been read; the platform does not offer the rest yet.";
        not_begun: "今天还没有采集。", "Today's run has not begun.";
        next_due: "下次采集", "Next run";
        collect_now: "立即采集", "Collect now";
        asked: "已提交，正在采集。", "Asked for; the run is starting.";
        once: "今天已记录完整；每天记录一次。", "Today's record is complete; a day is recorded once.";
        refresh: "刷新状态", "Refresh";
        calendar: "采集日历", "Calendar";
        calendar_text: "每一格是一个平台日；点开可看当天的采集。", "One cell per platform day; it leads to that day's run.";
        last_year: "近 12 个月：", "The last 12 months: ";
        gaps: "缺失的日子", "Missing days";
        empty_year: "还没有采集记录", "No runs yet";
        run: "采集详情", "Run";
        empty_run: "还没有采集", "No run yet";
        no_run: "这天没有采集", "No run on this day";
        no_run_text: "这天早于首次授权，或还没有到采集时间。", "The day lies before the first authorisation, or the run is not due yet.";
        newest_run: "看最近一次采集", "Show the newest run";
        previous_run: "前一次", "Run of";
        next_run: "后一次", "Run of";
        duration: "用时", "Duration";
        attempts: "尝试次数", "Attempts";
        listed_of: "列表人数 / 平台总数", "Listed / reported";
        list_complete: "完整", "complete";
        list_capped: "达到平台上限", "limit reached";
        list_cut: "未读完", "incomplete";
        steps: "步骤", "Steps";
        step: "步骤", "Step";
        rows: "条数", "Rows";
        older: "更早的采集", "Older runs";
        newest_runs: "回到最近的采集", "Back to the newest runs";
        runs: "采集记录", "Runs and gaps";
        capabilities: "平台能力", "Capabilities";
        back_after: "重新授权后恢复", "Back after authorising again";
        capabilities_lost: "授权已失效，以下各项都无法读取；重新授权后逐项恢复。", "The authorisation has ended, so none of these can be read; authorising again brings them back.";
        capability: "能力", "Capability";
        status: "状态", "Status";
        what_helps: "处理建议", "What helps";
        answer: "平台答复", "Answer";
        since: "起始日期", "Since";
        state: "结果", "State";
        listed: "列表人数", "Listed";
        pages: "页数", "Pages";
        requests: "请求", "Requests";
        started: "开始", "Started";
        ended: "结束", "Ended";
        reason: "原因", "Reason";
        code: "错误码", "Code";
        log_id: "日志号", "Log id";
        capped: "粉丝列表达到平台上限", "Fan list at the platform's limit";
        cut: "粉丝列表未读完", "Fan list not read to its end";
        quota: "平台配额", "Platform quota";
        quota_foot: "配额属于应用，由全部账号共用，每天 8:00（北京时间）恢复。", "The quota belongs to the app and is shared by all creators; it resets at 08:00 Beijing time.";
        quota_about: "“约”是平台上次拒绝时的用量。", "“About” is what had been used when the platform last refused.";
        quota_empty: "还没有连接平台", "No platform is connected";
        quota_empty_text: "设置应用的 Client Key 和 Secret 后显示。", "It is shown once the app's key and secret are set.";
        scope: "权限", "Scope";
        used: "已用次数", "Calls used";
        granted: "配额", "Granted";
        empty: "这个时段没有采集记录", "No runs in this period";
        empty_text: "授权后的第一次采集会立即开始。", "The first run starts right after the first authorisation.";
    }
}

/// When the next run is due.
pub(crate) fn next_due(due: Timestamp, language: Language) -> String {
    let (label, moment) = (CollectionWords::of(language).next_due, crate::format::moment(due, language));
    match language {
        Language::Chinese => format!("{label}：{moment}（UTC+8）"),
        Language::English => format!("{label}: {moment} (UTC+8)"),
    }
}

/// What became of a grant that has ended.
#[cfg(feature = "ssr")]
pub(crate) const fn lost_grant(revoked: bool, language: Language) -> &'static str {
    match (revoked, language) {
        (true, Language::Chinese) => "授权已收回",
        (true, Language::English) => "Authorisation withdrawn",
        (false, Language::Chinese) => "授权已过期",
        (false, Language::English) => "Authorisation expired",
    }
}

/// Rows and pages of a step.
pub(crate) fn progress(rows: i64, expected: Option<i64>, pages: i64, language: Language) -> String {
    let rows_text = crate::format::count(rows);
    let of = expected.map(|all| format!(" / {}", crate::format::count(all))).unwrap_or_default();
    match language {
        Language::Chinese => format!("{rows_text}{of} 条，{pages} 页"),
        Language::English => {
            let noun = |count: i64, one: &'static str, many: &'static str| if count == 1 { one } else { many };
            format!("{rows_text}{of} {}, {pages} {}", noun(expected.unwrap_or(rows), "row", "rows"), noun(pages, "page", "pages"))
        }
    }
}

/// How many capabilities answer.
#[cfg(feature = "ssr")]
pub(crate) fn capabilities_sentence(working: usize, all: usize, language: Language) -> String {
    match language {
        Language::Chinese => {
            if working == all {
                format!("{all} 项全部正常；每次采集都会逐项尝试。")
            } else {
                format!("{all} 项里有 {working} 项正常；每次采集都会逐项尝试。")
            }
        }
        Language::English => {
            if working == all {
                format!("All {all} work; every run tries each of them.")
            } else {
                format!("{working} of {all} work; every run tries each of them.")
            }
        }
    }
}

/// When the quotas are filled up, and whether anybody waits.
#[cfg(feature = "ssr")]
pub(crate) fn quota_sentence(quota: &QuotaView, language: Language) -> String {
    let at = format::moment(quota.resets_at, language);
    let short = quota.scopes.iter().filter(|scope| scope.exhausted || scope.waiting > 0).count();
    match (language, short) {
        (Language::Chinese, 0) => format!("没有遇到配额不足；下次恢复：{at}。"),
        (Language::English, 0) => format!("Enough so far; resets {at}."),
        (Language::Chinese, _) => format!("{short} 项配额不足；{at} 恢复，等待最久的账号优先。"),
        (Language::English, 1) => format!("1 quota does not reach; it resets {at}, and whoever has waited longest goes first."),
        (Language::English, _) => format!("{short} quotas do not reach; they reset {at}, and whoever has waited longest goes first."),
    }
}

/// Calls granted; "about" when it was learned from a refusal.
#[cfg(feature = "ssr")]
pub(crate) fn quota_limit(scope: &ScopeView, language: Language) -> String {
    match (scope.limit, scope.learned, language) {
        (None, _, Language::Chinese) => "未知".to_owned(),
        (None, _, Language::English) => "unknown".to_owned(),
        (Some(limit), false, _) => format::count(limit),
        (Some(limit), true, Language::Chinese) => format!("约 {}", format::count(limit)),
        (Some(limit), true, Language::English) => format!("about {}", format::count(limit)),
    }
}

/// Whether a quota reaches, and who waits for it.
#[cfg(feature = "ssr")]
pub(crate) fn quota_state(scope: &ScopeView, language: Language) -> String {
    let others = scope.waiting.saturating_sub(usize::from(scope.waits));
    let head = match (language, scope.exhausted, scope.waits) {
        (Language::Chinese, true, _) => "已用完",
        (Language::English, true, _) => "Used up",
        (Language::Chinese, false, true) => "本账号排队等待",
        (Language::English, false, true) => "This creator waits",
        (Language::Chinese, false, false) if scope.limit.is_none() => "未遇不足",
        (Language::English, false, false) if scope.limit.is_none() => "Enough so far",
        (Language::Chinese, false, false) => "充足",
        (Language::English, false, false) => "Enough",
    };
    match (language, others) {
        (_, 0) => head.to_owned(),
        (Language::Chinese, _) => format!("{head}，另有 {others} 个账号等待"),
        (Language::English, 1) => format!("{head}; 1 other creator waits"),
        (Language::English, _) => format!("{head}; {others} other creators wait"),
    }
}

/// How many of the days shown have a run or gap, and why others have none.
#[cfg(feature = "ssr")]
pub(crate) fn runs_sentence(rows: usize, shown: Period, language: Language) -> String {
    let days = shown.len();
    let none = days.saturating_sub(rows as u64);
    match (language, none) {
        (Language::Chinese, 0) => format!("{days} 天的采集和缺失，最近的在前。"),
        (Language::English, 0) => format!("{days} days, each with a run or gap, newest first."),
        (Language::Chinese, _) => format!("{days} 天里有 {rows} 天有记录，最近的在前；另外 {none} 天早于首次授权，或还没有到采集时间。"),
        (Language::English, _) => {
            format!(
                "{rows} of {days} days have a run or gap, newest first; the other {none} lie before the first authorisation or are not due yet."
            )
        }
    }
}

/// A spell of days; the year is written only when it is not this one.
#[cfg(feature = "ssr")]
pub(crate) fn spell(spell: Period, today: PlatformDay, language: Language) -> String {
    use chrono::Datelike as _;
    let same_year = spell.from().date().year() == today.date().year();
    let write = |day: PlatformDay| if same_year { format::day(day, language) } else { format::day_long(day, language) };
    if spell.len() == 1 { write(spell.to()) } else { format!("{} – {}", write(spell.from()), write(spell.to())) }
}

/// A missing day of which the counts are known all the same.
#[cfg(feature = "ssr")]
pub(crate) fn counts_read_later(day: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{day}；粉丝数已事后补读"),
        Language::English => format!("{day}; its fan counts were read later"),
    }
}

/// Spells of days, and how many more there are.
#[cfg(feature = "ssr")]
pub(super) fn spells_told(spells: &[String], more: usize, language: Language) -> String {
    match (language, more) {
        (Language::Chinese, 0) => spells.join("、"),
        (Language::Chinese, _) => format!("{}，另有 {more} 段", spells.join("、")),
        (Language::English, 0) => spells.join(", "),
        (Language::English, _) => format!("{}, and {more} more", spells.join(", ")),
    }
}

/// How many days are missing, and which.
#[cfg(feature = "ssr")]
pub(crate) fn gap_days(days: u64, spells: &[String], more: usize, language: Language) -> String {
    let spells = spells_told(spells, more, language);
    match language {
        Language::Chinese => format!("{days} 天：{spells}"),
        Language::English => format!("{days}\u{a0}{}: {spells}", if days == 1 { "day" } else { "days" }),
    }
}
