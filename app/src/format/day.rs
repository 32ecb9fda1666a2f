//! Platform days, instants and ages. Every day is a day in Asia/Shanghai.

use chrono::Datelike as _;

use crate::model::day::PLATFORM_OFFSET_SECONDS;
use crate::model::{Language, PlatformDay, Timestamp};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month_name(day: PlatformDay) -> &'static str {
    MONTHS.get(day.date().month0() as usize).copied().unwrap_or_default()
}

/// A day without its year: `11月21日`, `21 Nov`.
pub(crate) fn day(day: PlatformDay, language: Language) -> String {
    let date = day.date();
    match language {
        Language::Chinese => format!("{}月{}日", date.month(), date.day()),
        Language::English => format!("{} {}", date.day(), month_name(day)),
    }
}

/// A day with its year: `2026年11月21日`, `21 Nov 2026`.
pub(crate) fn day_long(at: PlatformDay, language: Language) -> String {
    match language {
        Language::Chinese => format!("{}年{}", at.date().year(), day(at, language)),
        Language::English => format!("{} {}", day(at, language), at.date().year()),
    }
}

/// The time of day, Asia/Shanghai: `10:37`.
pub(crate) fn clock(at: Timestamp) -> String {
    let minutes = (at.0 + PLATFORM_OFFSET_SECONDS).rem_euclid(86_400) / 60;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Day and time of day, Asia/Shanghai: `11月21日 10:37`, `21 Nov 10:37`.
pub(crate) fn moment(at: Timestamp, language: Language) -> String {
    format!("{} {}", day(at.day(), language), clock(at))
}

/// The month of a day as a calendar names it; January with its year: `11月`, `Nov`, `2026年1月`, `Jan 2026`.
#[cfg(feature = "ssr")]
pub(crate) fn month(at: PlatformDay, language: Language) -> String {
    let (date, january) = (at.date(), at.date().month() == 1);
    match language {
        Language::Chinese if january => format!("{}年1月", date.year()),
        Language::Chinese => format!("{}月", date.month()),
        Language::English if january => format!("Jan {}", date.year()),
        Language::English => month_name(at).to_owned(),
    }
}

/// A weekday, short; 0 is Monday.
#[cfg(feature = "ssr")]
pub(crate) fn weekday(row: i64, language: Language) -> &'static str {
    let names = match language {
        Language::Chinese => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
        Language::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    usize::try_from(row).ok().and_then(|row| names.get(row).copied()).unwrap_or_default()
}

/// How long something took: `94 秒` as `1 分 34 秒`, `1 min 34 s`.
#[cfg(feature = "ssr")]
pub(crate) fn duration(seconds: i64, language: Language) -> String {
    let seconds = seconds.max(0);
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (language, hours, minutes) {
        (Language::Chinese, 0, 0) => format!("{rest} 秒"),
        (Language::English, 0, 0) => format!("{rest} s"),
        (Language::Chinese, 0, _) => format!("{minutes} 分 {rest} 秒"),
        (Language::English, 0, _) => format!("{minutes} min {rest} s"),
        (Language::Chinese, ..) => format!("{hours} 小时 {minutes} 分"),
        (Language::English, ..) => format!("{hours} h {minutes} min"),
    }
}

/// How long ago: `刚刚`, `3 小时前`, `2 天前`. The caller passes the server's instant, so that both sides agree.
pub(crate) fn age(at: Timestamp, now: Timestamp, language: Language) -> String {
    let minutes = now.seconds_since(at).max(0) / 60;
    let (number, chinese, english) = match minutes {
        0 => {
            return match language {
                Language::Chinese => "刚刚".into(),
                Language::English => "just now".into(),
            };
        }
        1..60 => (minutes, "分钟前", "min ago"),
        60..1_440 => (minutes / 60, "小时前", "h ago"),
        _ => (minutes / 1_440, "天前", if minutes < 2_880 { "day ago" } else { "days ago" }),
    };
    match language {
        Language::Chinese => format!("{number} {chinese}"),
        Language::English => format!("{number} {english}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_instants_are_read_in_shanghai() {
        let at = Timestamp(1_795_197_420);
        assert_eq!(at.to_rfc3339(), "2026-11-20T17:57:00Z");
        assert_eq!(moment(at, Language::Chinese), "11月21日 01:57");
        assert_eq!(moment(at, Language::English), "21 Nov 01:57");
        assert_eq!(day_long(at.day(), Language::Chinese), "2026年11月21日");
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn durations_and_months_are_short() {
        let words = |seconds| (duration(seconds, Language::Chinese), duration(seconds, Language::English));
        assert_eq!(words(0), ("0 秒".into(), "0 s".into()));
        assert_eq!(words(94), ("1 分 34 秒".into(), "1 min 34 s".into()));
        assert_eq!(words(7_260), ("2 小时 1 分".into(), "2 h 1 min".into()));
        let day = |text: &str| text.parse::<PlatformDay>().expect("a day");
        assert_eq!(
            (month(day("2026-01-01"), Language::Chinese), month(day("2026-11-01"), Language::English)),
            ("2026年1月".into(), "Nov".into())
        );
        assert_eq!((weekday(0, Language::Chinese), weekday(6, Language::English)), ("周一", "Sun"));
    }

    #[test]
    fn ages_grow_from_minutes_to_days_and_never_turn_negative() {
        let now = Timestamp(1_000_000);
        for (seconds, text) in
            [(-90, "just now"), (59, "just now"), (60, "1 min ago"), (7_300, "2 h ago"), (90_000, "1 day ago"), (200_000, "2 days ago")]
        {
            assert_eq!(age(now.plus_seconds(-seconds), now, Language::English), text);
        }
        assert_eq!(age(now.plus_seconds(-7_300), now, Language::Chinese), "2 小时前");
    }
}
