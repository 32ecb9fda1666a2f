use super::*;
use crate::model::page::GrantHealth;
use crate::model::{CapabilityStatus, Dimension, GapReason, Language, Period};

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn english_words_are_english_and_none_is_empty() {
    let areas = [
        AudienceWords::pairs(),
        #[cfg(feature = "ssr")]
        ChartWords::pairs(),
        CollectionWords::pairs(),
        CommonWords::pairs(),
        #[cfg(feature = "ssr")]
        FlowWords::pairs(),
        AuthorisedWords::pairs(),
        LandingWords::pairs(),
        #[cfg(feature = "ssr")]
        ForecastWords::pairs(),
        #[cfg(feature = "ssr")]
        LinkWords::pairs(),
        OverviewWords::pairs(),
        #[cfg(feature = "ssr")]
        PeopleWords::pairs(),
        RosterWords::pairs(),
        SettingsWords::pairs(),
    ];
    for (field, chinese, english) in areas.into_iter().flatten() {
        assert!(!chinese.trim().is_empty() && !english.trim().is_empty(), "{field} is empty");
        assert!(!has_han(english) || field == "chinese", "{field}: {english}");
        assert!(!english.contains('!') && !chinese.contains('!'), "{field} shouts");
    }
}

#[test]
fn every_state_has_words_in_both_languages() {
    for language in [Language::Chinese, Language::English] {
        for status in CapabilityStatus::ALL {
            assert!(!capability_status(status, language).is_empty());
        }
        for gap in ["not_running", "grant_lost", "platform_failed", "midnight"] {
            assert!(GapReason::parse(gap).is_some());
            assert_ne!(reason(gap, language), gap);
        }
    }
}

#[test]
fn reasons_are_told_in_words_whether_gap_or_partial() {
    assert_eq!(reason("midnight", Language::English), "Still unfinished at midnight");
    assert_eq!(
        reason("series: not_granted; fan_list: failing (system busy)", Language::English),
        "Daily series: Not authorised; Fan list: Failing (system busy)"
    );
    assert_eq!(reason("series: pending", Language::Chinese), "每日序列：等待");
    assert_eq!(reason("fan_list: grant_lost", Language::Chinese), "粉丝列表：授权已失效");
    assert_eq!(reason("quota of the app is used up", Language::Chinese), "quota of the app is used up");
}

#[test]
fn buckets_are_named_and_unknown_ones_shown_as_sent() {
    assert_eq!(bucket(Dimension::Age, "1-23", Language::English), "23 and under");
    assert_eq!(bucket(Dimension::Age, "1-23", Language::Chinese), "23 岁及以下");
    assert_eq!(bucket(Dimension::Age, "50-", Language::English), "over 50");
    assert_eq!(bucket(Dimension::Age, "<=25", Language::English), "25 and under");
    assert_eq!(bucket(Dimension::Age, ">46", Language::English), "over 46");
    assert_eq!(bucket(Dimension::ActiveDays, "20+", Language::Chinese), "20 天以上");
    assert_eq!(bucket(Dimension::Age, "24-30", Language::English), "24–30");
    assert_eq!(bucket(Dimension::Age, "25岁以下", Language::English), "25 and under");
    assert_eq!(bucket(Dimension::Age, "１８至24岁", Language::Chinese), "18–24 岁");
    for unknown in ["未知", "80后", "50+ #1"] {
        assert_eq!(bucket(Dimension::Age, unknown, Language::English), unknown, "as the platform sent it");
    }
    assert_eq!(bucket(Dimension::Gender, "female", Language::Chinese), "女");
    assert_eq!(bucket(Dimension::Region, "广东", Language::English), "Guangdong");
    assert_eq!(bucket(Dimension::Region, "内蒙古自治区", Language::English), "Inner Mongolia");
    assert_eq!(bucket(Dimension::Region, "月球", Language::English), "月球");
    assert_eq!(bucket(Dimension::ActiveDays, "0~4", Language::Chinese), "0–4 天");
    assert_eq!(bucket(Dimension::Device, "华为", Language::English), "Huawei");
    assert_eq!(bucket(Dimension::Device, "华为", Language::Chinese), "华为");
    assert_eq!(bucket(Dimension::Interest, "美食", Language::English), "Food");
    assert_eq!(bucket(Dimension::Interest, "量子力学", Language::English), "量子力学");
    assert_eq!(bucket(Dimension::Interest, "<b>x</b>", Language::English), "<b>x</b>");
}

#[test]
fn a_period_says_its_year_once_if_it_is_one() {
    let period = |from: &str, to: &str| Period::new(from.parse().expect("a day"), to.parse().expect("a day")).expect("ordered");
    let days = period("2026-10-23", "2026-11-21");
    assert_eq!(super::period(days, Language::English), "23 Oct – 21 Nov 2026");
    assert_eq!(super::period(days, Language::Chinese), "2026年10月23日 – 11月21日");
    assert_eq!(super::period(period("2025-12-30", "2026-01-02"), Language::English), "30 Dec 2025 – 2 Jan 2026");
    assert_eq!(super::period(period("2026-01-02", "2026-01-02"), Language::Chinese), "2026年1月2日");
}

#[test]
fn a_grant_says_from_thirty_days_on_when_recording_ends() {
    let ends_at = "2026-12-18".parse::<crate::model::PlatformDay>().map(|day| day.at(0)).ok();
    let told = |days_left, revoked, language| grant(GrantHealth { days_left, revoked, ends_at, ..GrantHealth::default() }, language);
    assert_eq!(told(Some(31), false, Language::English), "31 days of authorisation left");
    assert_eq!(told(Some(30), false, Language::English), "30 days of authorisation left; nothing can be recorded after 18 Dec");
    assert_eq!(told(Some(7), false, Language::Chinese), "授权剩余 7 天，12月18日后无法采集");
    assert_eq!(told(Some(0), false, Language::English), "Less than a day of authorisation left; nothing can be recorded after 18 Dec");
    assert_eq!(told(None, false, Language::English), "Authorisation expired");
    assert_eq!(told(Some(90), true, Language::Chinese), "授权已被收回");
}

#[cfg(feature = "ssr")]
#[test]
fn what_did_not_change_is_said_in_words_and_what_is_complete_is_not_counted() {
    let day: crate::model::PlatformDay = "2026-10-24".parse().expect("a day");
    let share = |points, known, language| composition_sentence("华为", 0.239, Some((points, day)), (known, 30), language);
    assert_eq!(share(0.000_4, 30, Language::Chinese), "占比最高：华为，23.9%（自10月24日没有变化）。");
    assert_eq!(share(0.004, 29, Language::English), "Largest share: 华为, 23.9% (+0.4 pp since 24 Oct); 29 of 30 days have a portrait.");
    let counts = |change, rest, language| counts_sentence(Dimension::Age, ("x", 90), Some((change, day)), (171, rest), language);
    assert_eq!(counts(0, Some(10), Language::English), "Most fans: x, 90, unchanged since 24 Oct; 171 fans classified, 10 not.");
    assert_eq!(counts(-3, None, Language::Chinese), "人数最多：x，90 人，自10月24日 −3 人；各项合计 171 人。");
    assert_eq!(share_against(-0.000_2, Language::Chinese), "与对比时段持平");
    assert_eq!(share_against(0.02, Language::English), "+2.0\u{a0}pp vs prior");
    assert_eq!(ranking_sentence(2, 1.0, Some(day), Language::Chinese), "共 2 项；变化自10月24日算起。");
    assert_eq!(ranking_sentence(4, 0.9, None, Language::English), "4 items; the first 3 hold 90.0%.");
}

#[cfg(feature = "ssr")]
#[test]
fn those_that_changed_alike_are_named_together() {
    let day: crate::model::PlatformDay = "2026-10-24".parse().expect("a day");
    let told = |names: &[&str], more, change, language| {
        let most = Named { names: names.iter().map(|name| (*name).to_owned()).collect(), more, change };
        fastest(&most, day, language)
    };
    assert_eq!(told(&["云南", "河南"], 0, 6, Language::Chinese), "增加最多：云南、河南，自10月24日各 +6 人。");
    assert_eq!(told(&["Yunnan", "Henan"], 0, 6, Language::English), "Grew most: Yunnan and Henan (+6 fans each since 24 Oct).");
    assert_eq!(told(&["Yunnan", "Henan"], 2, -6, Language::English), "Shrank most: Yunnan, Henan and 2 more (−6 fans each since 24 Oct).");
    assert_eq!(told(&["云南", "河南"], 1, 6, Language::Chinese), "增加最多：云南、河南等 3 项，自10月24日各 +6 人。");
    assert_eq!(told(&["云南"], 0, -6, Language::Chinese), "减少最多：云南，自10月24日 −6 人。");
}

#[cfg(feature = "ssr")]
#[test]
fn the_widest_loyalty_gap_is_what_the_chart_draws() {
    use crate::model::FlowMetric;
    assert_eq!(
        loyalty_sentence(&FlowMetric::Comments, 0.147, 2.1, Language::Chinese),
        "差距最大的是评论，粉丝占比比播放高 14.7 个百分点；同样一次播放，粉丝评论的概率是非粉丝的 2.1 倍。"
    );
    assert_eq!(
        loyalty_sentence(&FlowMetric::Shares, -0.03, 0.8, Language::English),
        "Shares come closest: their fan share is 3.0 pp below that of views; per view, fans share 0.8 times as often as non-fans."
    );
}
