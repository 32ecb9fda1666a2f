//! Words of the fans page and of the following page.

mod quality;

use chrono::Datelike as _;

use super::words;
use crate::filter::PeopleState;
use crate::format;
use crate::model::page::people::{Origin, Origins, PeopleCount, PeopleSummary};
use crate::model::people::PersonState;
use crate::model::{Gender, Language, ListKind, PlatformDay};

pub(crate) use quality::{quality_cause, quality_mark, quality_sentence, quality_title};

words! {
    /// The ledgers.
    PeopleWords {
        quality: "列表状态", "State of the list";
        summary: "时段汇总", "The period in numbers";
        fan_ledger: "粉丝明细", "Fan ledger";
        following_ledger: "关注明细", "Following ledger";
        person: "账号", "Account";
        gender: "性别", "Gender";
        place: "地区", "Place";
        first_seen: "首次出现", "First seen";
        last_change: "最近变化", "Last change";
        state: "状态", "State";
        mutual: "互关", "Mutual";
        all: "全部", "All";
        present: "当前", "Now";
        new: "涨粉", "New";
        new_follow: "新关注", "Newly followed";
        lost: "掉粉", "Lost";
        lost_follow: "取关", "Unfollowed";
        not_seen: "未见", "Not seen";
        returned: "回归", "Returned";
        any: "不限", "Any";
        mutual_yes: "互关", "Mutual";
        not_back: "对方未回关", "Not following back";
        not_followed: "未回关", "Not followed by the creator";
        male: "男", "Man";
        female: "女", "Woman";
        unknown: "未知", "Unknown";
        province: "省份", "Province";
        no_province: "未填写", "Not said";
        search_name: "昵称或 open_id", "Nickname or account id";
        search_id: "open_id 或其末 8 位", "Account id or its end";
        search: "搜索", "Search";
        order: "排序", "Order";
        newest: "最近出现在前", "Newest first";
        oldest: "最早出现在前", "Oldest first";
        latest_left: "最近离开在前", "Latest departures first";
        earliest_left: "最早离开在前", "Earliest departures first";
        nickname: "按昵称", "By nickname";
        apply: "筛选", "Filter";
        remove: "取消筛选", "Remove filter";
        active: "当前筛选", "Filters in force";
        clear: "清除全部筛选", "Clear all filters";
        next: "下一页", "Next page";
        search_on: "继续查找", "Search on";
        from_start: "回到第一页", "From the start";
        pages: "翻页", "Pages of the ledger";
        nobody: "没有符合条件的人", "Nobody matches";
        nobody_text: "试试放宽筛选条件，或选择更长的时间范围。", "Loosen the filter, or choose a longer period.";
        names_off: "这个工作区没有开启昵称，因此不能按昵称搜索；请输入完整的 open_id、它的开头或末几位。", "Names are off in this workspace, so nicknames cannot be searched. Enter an account id (the open id), its beginning or its end.";
        nobody_here: "这个时段列表里没有人", "Nobody was in the list in this period";
        nobody_here_text: "所选日期内没有读到任何人。", "No list of these days had anybody.";
        never: "还没有名单", "No list yet";
        origins: "新增来自哪里", "Where the new ones come from";
        origins_following: "新关注的人来自哪里", "Where the newly followed come from";
        origins_unknown: "还无法判断谁是新增", "Who is new is not known yet";
        from_tomorrow: "只读到一份列表，明天起可以判断。", "Only one list so far: known from tomorrow on.";
        no_whole: "时段内没有一份列表读到末尾", "No list of the period was read to its end";
        others: "其他省份", "Other provinces";
        origins_empty: "这个时段没有新增", "Nobody new in this period";
        origins_empty_text: "首份完整列表里的人不算新增；之后首次出现的才算。", "People of the first complete list do not count as new; those who appear later do.";
        share_new: "新增", "New";
        bounded: "仅统计最近的 10,000 人。", "Only the newest 10,000 are counted.";
        new_note: "首份完整列表之后首次出现", "First seen after the first complete list";
        new_note_capped: "首次在列表中出现", "First seen in the list";
        lost_note: "连续两份完整列表都没有", "Absent from two complete lists in a row";
        not_seen_note: "最近一份列表里没有，待确认", "Absent from one complete list, not confirmed";
        returned_note: "离开后又回来，现在仍在", "Left before, back and still there";
        mutual_note: "同时在粉丝列表和关注列表", "In the fan list and in the following list";
        mutual_capped: "至少这么多：列表被截断，更早的粉丝看不到", "At least so many: the list is capped, older fans are not seen";
        mutual_bounded: "至少这么多：仅统计最近的 10,000 人", "At least so many: only the newest 10,000 are counted";
        no_complete: "时段内没有完整列表，无法判断", "No complete list in the period: not known";
        no_list: "时段内没有读到列表", "No list was read in the period";
        one_list: "只读到一份列表，还无法比较", "Only one list so far: nothing to compare with";
        few_complete: "完整列表还不够，无法判断", "Too few complete lists so far: not known";
        slips: "仅缺一份列表", "absent from one list";
        basis: "按名单统计，看不到当天来又走的人。", "Counted by the lists, which miss whoever comes and goes within a day.";
        basis_series: "总览的涨粉、掉粉来自平台每日序列，会略多。", "The overview's numbers are the platform's daily series and a little larger.";
        no_both: "需要同时读到粉丝列表和关注列表", "Needs both lists";
        ledger_note: "仅由完整列表判断离开：缺席一次记为“未见”，连续两次才算离开。", "Departures come from complete lists only: one absence is “not seen”, two in a row are a departure.";
    }
}

/// How often a person was there, when more than once.
pub(crate) fn spells(count: usize, language: Language) -> Option<String> {
    (count > 1).then(|| match language {
        Language::Chinese => format!("第 {count} 次出现"),
        Language::English => format!("{} time", ordinal(count)),
    })
}

/// Where the people of a list come from, in words and by its address, with the day it was read.
pub(crate) fn list_source(list: ListKind, day: Option<PlatformDay>, language: Language) -> String {
    let source = match (list, language) {
        (ListKind::Fans, Language::Chinese) => "来源：粉丝列表接口 /fans/list/",
        (ListKind::Fans, Language::English) => "Source: fan list /fans/list/",
        (ListKind::Following, Language::Chinese) => "来源：关注列表接口 /following/list/",
        (ListKind::Following, Language::English) => "Source: following list /following/list/",
    };
    day.map_or_else(|| source.to_owned(), |day| format!("{source} · {}", format::day_long(day, language)))
}

/// A day, with its year only when that is not the current one.
pub(crate) fn near_day(day: PlatformDay, today: PlatformDay, language: Language) -> String {
    if day.date().year() == today.date().year() { format::day(day, language) } else { format::day_long(day, language) }
}

/// What is said of whoever was in the first list: they came before it, nobody knows when.
pub(crate) fn before_recording(day: PlatformDay, since: Option<PlatformDay>, language: Language) -> Option<&'static str> {
    match language {
        _ if since.is_none_or(|since| day > since) => None,
        Language::Chinese => Some("记录开始前已在"),
        Language::English => Some("Before recording began"),
    }
}

/// `2nd`, `3rd`, `4th`.
fn ordinal(count: usize) -> String {
    let suffix = match (count % 10, count % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{count}{suffix}")
}

/// How many people match.
pub(crate) fn people_count(count: PeopleCount, language: Language) -> String {
    let number = format::count;
    match (count, language) {
        (PeopleCount::Exact(count), Language::Chinese) => format!("共 {} 人", number(count)),
        (PeopleCount::Exact(1), Language::English) => "1 person".to_owned(),
        (PeopleCount::Exact(count), Language::English) => format!("{} people", number(count)),
        (PeopleCount::MoreThan(count), Language::Chinese) => format!("超过 {} 人", number(count)),
        (PeopleCount::MoreThan(count), Language::English) => format!("More than {} people", number(count)),
        (PeopleCount::Among { found, searched }, Language::Chinese) => {
            format!("最近的 {} 人中有 {} 人，更早的可继续翻页", number(searched), number(found))
        }
        (PeopleCount::Among { found, searched }, Language::English) => {
            format!("{} among the newest {}; older ones follow page by page", number(found), number(searched))
        }
    }
}

/// Whom a state of the ledger leaves out though the card counts them.
pub(crate) fn left_out(state: Option<PeopleState>, language: Language) -> &'static str {
    match (state, language) {
        (Some(PeopleState::Lost), Language::Chinese) => "；后来又回来的不在此列",
        (Some(PeopleState::Lost), Language::English) => "; those who came back later are not listed",
        (Some(PeopleState::Returned), Language::Chinese) => "；后来又离开的不在此列",
        (Some(PeopleState::Returned), Language::English) => "; those who left again are not listed",
        (None | Some(PeopleState::Present | PeopleState::New | PeopleState::NotSeen), _) => "",
    }
}

/// The search stopped before the page was full.
pub(crate) fn searched(count: i64, language: Language) -> String {
    match language {
        Language::Chinese => format!("本页查找了 {} 人，后面可能还有。", format::count(count)),
        Language::English => format!("This page searched {} people; there may be more behind them.", format::count(count)),
    }
}

/// Where a person stands, in words.
pub(crate) fn person_state(state: PersonState, today: PlatformDay, language: Language) -> String {
    let day = |day| near_day(day, today, language);
    match (state, language) {
        (PersonState::Present, Language::Chinese) => "在列表中".to_owned(),
        (PersonState::Present, Language::English) => "In the list".to_owned(),
        (PersonState::NotSeen { since }, Language::Chinese) => format!("{}起未见", day(since)),
        (PersonState::NotSeen { since }, Language::English) => format!("Not seen since {}", day(since)),
        (PersonState::Left { day: left }, Language::Chinese) => format!("{}取关", day(left)),
        (PersonState::Left { day: left }, Language::English) => format!("Unfollowed {}", day(left)),
        (PersonState::Returned { day: back, away, confirmed }, Language::Chinese) => {
            let doubt = if confirmed { "" } else { "（仅缺一份列表）" };
            format!("{}回归，离开 {} 天{doubt}", day(back), format::count(away))
        }
        (PersonState::Returned { day: back, away, confirmed }, Language::English) => {
            let days = if away == 1 { "1 day".to_owned() } else { format!("{} days", format::count(away)) };
            let doubt = if confirmed { "" } else { " (missing from one list)" };
            format!("Back {} after {days}{doubt}", day(back))
        }
    }
}

/// A person's gender.
pub(crate) const fn person_gender(gender: Gender, language: Language) -> &'static str {
    let words = PeopleWords::of(language);
    match gender {
        Gender::Unknown => words.unknown,
        Gender::Male => words.male,
        Gender::Female => words.female,
    }
}

/// The published rate of false positives with its counts; nothing while no loss was confirmed: nothing is known then, and 0 % would be a claim.
pub(crate) fn false_losses(summary: &PeopleSummary, language: Language) -> String {
    if summary.losses == 0 {
        return String::new();
    }
    let (back, all) = (format::count(summary.false_losses), format::count(summary.losses));
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let rate = format::percent(summary.false_losses as f64 / summary.losses as f64);
    let bounded = if summary.lost.is_some_and(|lost| lost.more) { PeopleWords::of(language).bounded } else { "" };
    let told = match (summary.false_losses, language) {
        (0, Language::Chinese) => format!("{all} 次已确认的离开里，没有一次在 3 天内又回来。"),
        (_, Language::Chinese) => format!("{all} 次已确认的离开里，有 {back} 次（{rate}）在 3 天内又回来，可能是误判。"),
        (0, Language::English) => format!("Of {all} confirmed departures none came back within 3 days."),
        (_, Language::English) => {
            format!("Of {all} confirmed departures {back} ({rate}) came back within 3 days and may have been none.")
        }
    };
    super::sentences(&[told, bounded.to_owned()], language)
}

/// How many of those who left are still gone, when some are not.
pub(crate) fn lost_note(summary: &PeopleSummary, language: Language) -> String {
    let (back, gone) = (format::count(summary.back), format::count(summary.losses - summary.back));
    match language {
        _ if summary.back == 0 => PeopleWords::of(language).lost_note.to_owned(),
        Language::Chinese => format!("其中 {back} 次后来又回来，{gone} 人仍未回来"),
        Language::English => format!("{back} of them came back, {gone} still gone"),
    }
}

/// How many of those who came back are still there, when some are not.
pub(crate) fn returned_note(summary: &PeopleSummary, language: Language) -> String {
    let still = format::count(summary.still_back);
    match language {
        _ if summary.returned.is_none_or(|returned| returned.count == summary.still_back) => {
            PeopleWords::of(language).returned_note.to_owned()
        }
        Language::Chinese => format!("其中 {still} 人现在仍在"),
        Language::English => format!("{still} of them still there"),
    }
}

/// From which length to which the list came, and by what: `23 Oct 2,069 → 22 Nov 2,087 (+18): new +209 …`.
pub(crate) fn size_line(summary: &PeopleSummary, list: ListKind, language: Language) -> Option<String> {
    let words = PeopleWords::of(language);
    let (begin, end) = summary.sizes?;
    let [from, to] = [begin, end].map(|size| format!("{} {}", format::day(size.day, language), format::count(size.people)));
    let change = format::signed(end.people - begin.people);
    let (came, left) = match list {
        ListKind::Fans => (words.new, words.lost),
        ListKind::Following => (words.new_follow, words.lost_follow),
    };
    let names = [came, words.returned, left, words.not_seen, words.slips];
    let steps = summary.steps().unwrap_or_default().into_iter().zip(names).filter(|(step, _)| *step != 0);
    let steps: Vec<String> = steps.map(|(step, name)| format!("{} {}", name.to_lowercase(), format::signed(step))).collect();
    let by = match (steps.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Chinese) => format!("：{}", steps.join("，")),
        (false, Language::English) => format!(": {}", steps.join(", ")),
    };
    Some(match language {
        Language::Chinese => format!("名单人数 {from} → {to}（{change}）{by}"),
        Language::English => format!("People in the list {from} → {to} ({change}){by}"),
    })
}

/// How many lists the numbers of a period rest on.
pub(crate) fn lists_read(summary: &PeopleSummary, language: Language) -> String {
    let (read, complete) = (format::count(summary.read), format::count(summary.complete));
    match language {
        Language::Chinese if summary.read > 1 && summary.read == summary.complete => format!("时段内读取 {read} 份列表，全部完整。"),
        Language::Chinese => format!("时段内读取 {read} 份列表，其中完整 {complete} 份。"),
        Language::English if summary.read > 1 && summary.read == summary.complete => {
            format!("{read} lists read in the period, all complete.")
        }
        Language::English if summary.read == 1 => format!("1 list read in the period, {complete} complete."),
        Language::English => format!("{read} lists read in the period, {complete} of them complete."),
    }
}

/// New people against those who are there.
pub(crate) fn origins_sentence(origins: &Origins, list: ListKind, language: Language) -> String {
    let (new, present) = (format::count(origins.new), format::count(origins.present));
    let against = match (language, origins.bounded, origins.settled) {
        (Language::Chinese, true, _) => format!("最近出现的 {present} 人"),
        (Language::Chinese, false, true) => format!("当前列表中的 {present} 人"),
        (Language::Chinese, false, false) => format!("出现过的 {present} 人"),
        (Language::English, true, _) => format!("the {present} seen most recently"),
        (Language::English, false, true) => format!("the {present} who are there now"),
        (Language::English, false, false) => format!("the {present} seen so far"),
    };
    match (language, list) {
        (Language::Chinese, ListKind::Fans) => format!("新增 {new} 人，与{against}相比。"),
        (Language::Chinese, ListKind::Following) => format!("新关注 {new} 人，与{against}相比。"),
        (Language::English, _) if origins.new == 1 => format!("1 new person against {against}."),
        (Language::English, _) => format!("{new} new people against {against}."),
    }
}

/// New people who are confirmed to have left since.
pub(crate) fn of_them_left(gone: i64, list: ListKind, language: Language) -> String {
    let gone = format::count(gone);
    match (language, list) {
        (Language::Chinese, _) => format!("其中 {gone} 人已取关"),
        (Language::English, ListKind::Fans) => format!("{gone} of them left"),
        (Language::English, ListKind::Following) => format!("{gone} of them unfollowed"),
    }
}

/// A number of people in a column of shares.
pub(crate) fn heads(count: i64, language: Language) -> String {
    match language {
        Language::Chinese => format!("{} 人", format::count(count)),
        Language::English => format::count(count),
    }
}

/// What shares are taken of, when some do not say it.
pub(crate) fn unsaid(unsaid: &Origin, language: Language) -> Option<String> {
    let (new, present) = (format::count(unsaid.new), format::count(unsaid.present));
    (unsaid.new > 0 || unsaid.present > 0).then(|| match language {
        Language::Chinese => format!("占比不含未填写的人：新增 {new} 人，全部 {present} 人。"),
        Language::English => format!("Of those who say it; not stated by {new} of the new, {present} of all."),
    })
}
