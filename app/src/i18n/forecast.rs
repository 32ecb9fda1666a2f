//! Words of the forward calendar of an authorisation.

use super::words;
use crate::format;
use crate::model::grant::{Planned, PlannedStep};
use crate::model::{Language, Timestamp};

words! {
    /// The forward calendar.
    ForecastWords {
        title: "授权展望：未来 6 个月", "Authorisation, next six months";
        foot: "按每天都能采集来推算；平台没有答复的日子会顺延。", "Assumes one run a day; failed days shift the dates.";
        access: "访问令牌", "Access token";
        refresh: "刷新令牌", "Refresh token";
        renewals: "剩余续期", "Renewals left";
        at_risk: "此后历史有断档风险", "History at risk after";
        over: "已失效", "ended";
        nothing_planned: "没有可安排的续期", "Nothing is planned";
        never_text: "这个账号还没有授权。", "This creator has not authorised yet.";
        this_creator: "这个账号", "this creator";
        what: "安排", "Planned";
        meaning: "意味着", "What it means";
        step_refresh: "刷新访问令牌", "Refresh of the access token";
        step_refresh_text: "自动进行，再用 15 天。", "By itself, for 15 more days.";
        step_renewal: "续期刷新令牌", "Renewal of the refresh token";
        step_renewal_text: "自动进行，再用 30 天；一次授权最多 5 次。", "By itself, for 30 days; five times per authorisation at most.";
        step_end: "需要重新授权", "A new authorisation is needed";
        step_end_text: "此后没有本人的新授权就无法采集，缺失的日子补不回来。", "After this nothing can be recorded without a new authorisation, and missed days cannot be bought back.";
    }
}

/// How long a token lasts: `12 d, until 3 Dec`.
pub(crate) fn left_until(at: Timestamp, now: Timestamp, language: Language) -> String {
    let (days, day) = (at.days_after(now).max(0), format::day(at.day(), language));
    match language {
        Language::Chinese => format!("{days} 天，至{day}"),
        Language::English => format!("{days} d, until {day}"),
    }
}

/// Since when nothing is planned.
pub(crate) fn nothing_since(at: Timestamp, language: Language) -> String {
    let day = format::day_long(at.day(), language);
    match language {
        Language::Chinese => {
            format!("授权已于{day}失效。账号本人重新授权后，采集从当天恢复；中间的画像和列表补不回来，近 30 天的粉丝数会补读。")
        }
        Language::English => {
            format!(
                "The authorisation ended on {day}. Recording resumes on the day the creator authorises again. Portraits and lists of the days between stay missing; fan counts of the last 30 days are filled in."
            )
        }
    }
}

/// The plan in one sentence, for those who cannot see it.
pub(crate) fn plan_sentence(planned: &[Planned], end: Timestamp, language: Language) -> String {
    let of = |step: PlannedStep| planned.iter().filter(|planned| planned.step == step).map(|planned| planned.at).collect::<Vec<_>>();
    let (refreshes, renewals) = (of(PlannedStep::Refresh), of(PlannedStep::Renewal));
    let days = |all: &[Timestamp]| all.iter().map(|at| format::day(at.day(), language)).collect::<Vec<_>>();
    let end = format::day_long(end.day(), language);
    let next = refreshes.first().map(|at| format::day(at.day(), language));
    match language {
        Language::Chinese => {
            let next = next.map_or_else(String::new, |day| format!("下次刷新访问令牌：{day}；"));
            let renewals =
                if renewals.is_empty() { "不再续期".to_owned() } else { format!("续期：{}", days(&renewals).join("、")) };
            format!("{next}{renewals}；{end}之后需要重新授权。")
        }
        Language::English => {
            let next = next.map_or_else(String::new, |day| format!("Next refresh of the access token {day}; "));
            let renewals =
                if renewals.is_empty() { "no renewal left".to_owned() } else { format!("renewals {}", days(&renewals).join(", ")) };
            format!("{next}{renewals}; a new authorisation is needed after {end}.")
        }
    }
}
