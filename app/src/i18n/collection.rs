//! Words of the collection page.

use super::words;
use crate::model::Language;

words! {
    /// The collection page.
    CollectionWords {
        today: "今天", "Today";
        not_begun: "今天还没有采集。", "Today's run has not begun.";
        next_due: "下次采集", "Next run";
        collect_now: "立即采集", "Collect now";
        asked: "已提交，正在采集。", "Asked for; the run is starting.";
        refresh: "刷新状态", "Refresh";
        calendar: "采集日历", "Calendar";
        calendar_text: "每一格是一个平台日；把指针停在格子上可看原因。", "One cell per platform day; hover for the reason.";
        runs: "采集记录", "Runs and gaps";
        runs_text: "时段内的每次采集和缺失，最近的在前。", "Every run and gap of the period, newest first.";
        capabilities: "平台能力", "Capabilities";
        capabilities_text: "逐项试过，记下平台的答复。", "Each was tried; this is what the platform answered.";
        capability: "能力", "Capability";
        status: "状态", "Status";
        what_helps: "怎么办", "What helps";
        answer: "平台答复", "Answer";
        since: "自", "Since";
        state: "结果", "State";
        listed: "列表人数", "Listed";
        pages: "页数", "Pages";
        requests: "请求", "Requests";
        started: "开始", "Started";
        ended: "结束", "Ended";
        reason: "原因", "Reason";
        code: "错误码", "Code";
        log_id: "日志号", "Log id";
        capped: "列表不完整", "list incomplete";
        empty: "这个时段没有采集记录", "No runs in this period";
        empty_text: "授权后的第一次采集会立即开始。", "The first run starts right after the first grant.";
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
