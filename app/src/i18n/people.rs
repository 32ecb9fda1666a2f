//! Words of the fans page and of the following page.

use super::words;
use crate::format;
use crate::model::page::people::{ListOutcome, ListQuality, Origins, PeopleCount, PeopleSummary};
use crate::model::people::PersonState;
use crate::model::{Capability, CapabilityStatus, GapReason, Gender, Language, ListKind, PlatformDay};

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
        search_name: "搜索昵称或 open_id", "Search nickname or account id";
        search_id: "搜索 open_id（完整、开头或末几位）", "Account id, its beginning or end";
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
        origins_empty: "这个时段没有新增", "Nobody new in this period";
        origins_empty_text: "首份完整列表里的人不算新增；之后首次出现的才算。", "People of the first complete list do not count as new; those who appear later do.";
        share_new: "新增", "New";
        bounded: "仅统计最近的 10,000 人。", "Only the newest 10,000 are counted.";
        new_note: "首份完整列表之后首次出现", "First seen after the first complete list";
        new_note_capped: "首次在列表中出现", "First seen in the list";
        lost_note: "连续两份完整列表都没有", "Absent from two complete lists in a row";
        not_seen_note: "最近一份完整列表里没有，尚未确认", "Absent from one complete list, not confirmed";
        returned_note: "离开后又回来，现在仍在", "Left before, back and still there";
        mutual_note: "同时在粉丝列表和关注列表", "In the fan list and in the following list";
        no_complete: "时段内没有完整列表，无法判断", "No complete list in the period: not known";
        no_list: "时段内没有读到列表", "No list was read in the period";
        one_list: "只读到一份列表，还无法比较", "Only one list so far: nothing to compare with";
        few_complete: "完整列表还不够，无法判断", "Too few complete lists so far: not known";
        basis: "按名单统计，看不到当天来又走的人；总览的涨粉、掉粉来自平台每日序列，会略多。", "Counted by the lists, which miss whoever comes and goes within a day; the overview's numbers are the platform's daily series and a little larger.";
        no_both: "需要同时读到粉丝列表和关注列表", "Needs both lists";
        ledger_note: "仅由完整列表判断离开：缺席一次记为“未见”，连续两次才算离开。", "Departures come from complete lists only: one absence is “not seen”, two in a row are a departure.";
    }
}

/// The list's own name.
const fn list_name(list: ListKind, language: Language) -> &'static str {
    match (list, language) {
        (ListKind::Fans, Language::Chinese) => "粉丝列表",
        (ListKind::Fans, Language::English) => "fan list",
        (ListKind::Following, Language::Chinese) => "关注列表",
        (ListKind::Following, Language::English) => "following list",
    }
}

/// How often a person was there, when more than once.
pub(crate) fn spells(count: usize, language: Language) -> Option<String> {
    (count > 1).then(|| match language {
        Language::Chinese => format!("第 {count} 次出现"),
        Language::English => format!("{} time", ordinal(count)),
    })
}

/// A day on which somebody was first seen; whoever was in the first list came before it, nobody knows when.
pub(crate) fn first_seen(day: PlatformDay, since: Option<PlatformDay>, language: Language) -> String {
    match language {
        _ if since.is_none_or(|since| day > since) => format::day_long(day, language),
        Language::Chinese => "记录开始前已在".to_owned(),
        Language::English => "Before recording began".to_owned(),
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

/// The search stopped before the page was full.
pub(crate) fn searched(count: i64, language: Language) -> String {
    match language {
        Language::Chinese => format!("本页查找了 {} 人，后面可能还有。", format::count(count)),
        Language::English => format!("This page searched {} people; there may be more behind them.", format::count(count)),
    }
}

/// Where a person stands, in words.
pub(crate) fn person_state(state: PersonState, language: Language) -> String {
    let day = |day| format::day(day, language);
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

/// The published rate of false positives with its counts; "—" while no loss was confirmed: nothing is known then, and 0 % would be a claim.
pub(crate) fn false_losses(summary: &PeopleSummary, language: Language) -> String {
    let (back, all) = (format::count(summary.false_losses), format::count(summary.losses));
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let rate = (summary.losses > 0).then(|| format::percent(summary.false_losses as f64 / summary.losses as f64));
    let bounded = if summary.lost.is_some_and(|lost| lost.more) { PeopleWords::of(language).bounded } else { "" };
    match (rate, language) {
        (Some(rate), Language::Chinese) => {
            format!("误判率：{rate}，即时段内 {all} 次已确认的离开（含之后回归的）中，有 {back} 次在 3 天内又回来。{bounded}")
        }
        (None, Language::Chinese) => "误判率：—，时段内没有已确认的离开。".to_owned(),
        (Some(rate), Language::English) => {
            format!("False-positive rate: {rate}, as {back} of {all} confirmed losses, those who returned later included, came back within 3 days. {bounded}")
                .trim_end()
                .to_owned()
        }
        (None, Language::English) => "False-positive rate: —, as no loss was confirmed in the period.".to_owned(),
    }
}

/// How many lists the numbers of a period rest on.
pub(crate) fn lists_read(summary: &PeopleSummary, language: Language) -> String {
    let (read, complete) = (format::count(summary.read), format::count(summary.complete));
    match language {
        Language::Chinese => format!("时段内读取 {read} 份列表，其中完整 {complete} 份。"),
        Language::English if summary.read == 1 => format!("1 list read in the period, {complete} complete."),
        Language::English => format!("{read} lists read in the period, {complete} of them complete."),
    }
}

/// New people against those who are there.
pub(crate) fn origins_sentence(origins: &Origins, language: Language) -> String {
    let (new, present) = (format::count(origins.new), format::count(origins.present));
    let against = match (language, origins.bounded, origins.settled) {
        (Language::Chinese, true, _) => format!("最近出现的 {present} 人"),
        (Language::Chinese, false, true) => format!("当前列表中的 {present} 人"),
        (Language::Chinese, false, false) => format!("出现过的 {present} 人"),
        (Language::English, true, _) => format!("the {present} seen most recently"),
        (Language::English, false, true) => format!("the {present} who are there now"),
        (Language::English, false, false) => format!("the {present} seen so far"),
    };
    match language {
        Language::Chinese => format!("新增 {new} 人，与{against}相比。"),
        Language::English => format!("{new} new people against {against}."),
    }
}

/// New people who are not there any more, at least so many.
pub(crate) fn of_them_left(gone: i64, language: Language) -> String {
    let gone = format::count(gone);
    match language {
        Language::Chinese => format!("其中 {gone} 人已取关"),
        Language::English => format!("{gone} of them left"),
    }
}

/// The heading of the list-quality banner.
pub(crate) fn quality_title(quality: &ListQuality, list: ListKind, language: Language) -> String {
    let name = list_name(list, language);
    match language {
        Language::Chinese => match quality.outcome {
            ListOutcome::Never => format!("还没有读过{name}"),
            ListOutcome::Complete => format!("{name}完整"),
            ListOutcome::Capped => format!("{name}被截断"),
            ListOutcome::Uneven => format!("{name}不完整"),
            ListOutcome::Interrupted => format!("{name}读取中断"),
            ListOutcome::Refused(status) => format!("{name}：{}", super::capability_status(status, language)),
            ListOutcome::GivenUp(_) => format!("这次没有读到{name}"),
        },
        Language::English => match quality.outcome {
            ListOutcome::Never => format!("The {name} was never read"),
            ListOutcome::Complete => format!("The {name} is complete"),
            ListOutcome::Capped => format!("The {name} is capped"),
            ListOutcome::Uneven => format!("The {name} is incomplete"),
            ListOutcome::Interrupted => format!("The {name} broke off"),
            ListOutcome::Refused(status) => format!("The {name}: {}", super::capability_status(status, language)),
            ListOutcome::GivenUp(_) => format!("The {name} was not read this time"),
        },
    }
}

/// Heading and sentence in one, as the cause of an empty ledger.
pub(crate) fn quality_cause(quality: &ListQuality, list: ListKind, language: Language) -> String {
    let (title, sentence) = (quality_title(quality, list, language), quality_sentence(quality, list, language));
    match language {
        Language::Chinese => format!("{title}。{sentence}"),
        Language::English => format!("{title}. {sentence}"),
    }
}

/// What that means, with numbers.
pub(crate) fn quality_sentence(quality: &ListQuality, list: ListKind, language: Language) -> String {
    match quality.outcome {
        ListOutcome::Never => match language {
            Language::Chinese => "下一次采集会尝试读取；在此之前不知道任何人的去留。".to_owned(),
            Language::English => "The next run tries it. Until then nobody's coming and going is known.".to_owned(),
        },
        ListOutcome::Complete => complete(quality, language),
        ListOutcome::Capped => capped(quality, list, language),
        ListOutcome::Uneven => uneven(quality, language),
        ListOutcome::Interrupted => interrupted(quality, language),
        ListOutcome::Refused(status) => refused(quality, status, language),
        ListOutcome::GivenUp(reason) => given_up(quality, reason, language),
    }
}

fn given_up(quality: &ListQuality, reason: GapReason, language: Language) -> String {
    let why = super::reason(reason.as_str(), language);
    let stands = stands(quality, language);
    match language {
        Language::Chinese => format!("{why}。{stands}"),
        Language::English => format!("{why}. {stands}"),
    }
}

fn read_at(quality: &ListQuality, language: Language) -> String {
    quality.read_at.map_or_else(|| "—".to_owned(), |at| format::moment(at, language))
}

fn complete(quality: &ListQuality, language: Language) -> String {
    let (listed, total) = (format::count(quality.listed), format::count(quality.total.unwrap_or(quality.listed)));
    let at = read_at(quality, language);
    match language {
        Language::Chinese => format!("读到 {listed} / {total} 人，{at} 读取。"),
        Language::English => format!("{listed} of {total} people, read {at}."),
    }
}

fn capped(quality: &ListQuality, list: ListKind, language: Language) -> String {
    let listed = format::count(quality.listed);
    let total = quality.total.filter(|total| *total > quality.listed).map(format::count);
    let at = read_at(quality, language);
    let (chinese, english) = match list {
        ListKind::Fans => ("粉丝", "fans"),
        ListKind::Following => ("关注", "accounts"),
    };
    match (language, total) {
        (Language::Chinese, Some(total)) => {
            format!("共 {total} 位{chinese}，平台只显示最近的 {listed} 位：更早的看不到，因此不判断谁取关。{at} 读取。")
        }
        (Language::Chinese, None) => format!("平台只显示最近的 {listed} 位{chinese}：更早的看不到，因此不判断谁取关。{at} 读取。"),
        (Language::English, Some(total)) => format!(
            "The platform shows the newest {listed} of {total} {english}: those beyond are not seen, and no loss is derived. Read {at}."
        ),
        (Language::English, None) => {
            format!("The platform shows the newest {listed} {english}: those beyond are not seen, and no loss is derived. Read {at}.")
        }
    }
}

fn uneven(quality: &ListQuality, language: Language) -> String {
    if quality.total == Some(quality.listed) {
        return moved(quality, language);
    }
    let (listed, total) = (format::count(quality.listed), quality.total.map_or_else(|| "—".to_owned(), format::count));
    let at = read_at(quality, language);
    match language {
        Language::Chinese => format!("读到 {listed} 人，平台称有 {total} 人，{at} 读取：不判断谁取关。{}", stands(quality, language)),
        Language::English => {
            format!("{listed} people read, the platform said {total}, at {at}: no loss is derived. {}", stands(quality, language))
        }
    }
}

/// As many as the platform said in the end, but it had said another number before.
fn moved(quality: &ListQuality, language: Language) -> String {
    let (listed, at) = (format::count(quality.listed), read_at(quality, language));
    match language {
        Language::Chinese => {
            format!("{at} 读取时列表正在变动，读到 {listed} 人，可能有人漏在两页之间：不判断谁取关。{}", stands(quality, language))
        }
        Language::English => format!(
            "The list changed while it was read at {at}: of the {listed} people read, somebody may have slipped between two pages, so no loss is derived. {}",
            stands(quality, language)
        ),
    }
}

fn interrupted(quality: &ListQuality, language: Language) -> String {
    let (page, listed) = (format::count(quality.pages), format::count(quality.listed));
    let day = quality.day.map(|day| format::day(day, language)).unwrap_or_default();
    match language {
        Language::Chinese => {
            format!("{day}的列表在第 {page} 页后中断，读到 {listed} 人：这次不判断谁取关。{}", stands(quality, language))
        }
        Language::English => {
            format!(
                "The list of {day} broke off after page {page}, with {listed} people: it derives no loss. {}",
                stands(quality, language)
            )
        }
    }
}

/// The list that still holds.
fn stands(quality: &ListQuality, language: Language) -> String {
    match (quality.last_complete, language) {
        (Some(day), Language::Chinese) => format!("以{}的完整列表为准。", format::day_long(day, language)),
        (Some(day), Language::English) => format!("The complete list of {} stands.", format::day_long(day, language)),
        (None, Language::Chinese) => "至今还没有完整的列表。".to_owned(),
        (None, Language::English) => "There is no complete list yet.".to_owned(),
    }
}

fn refused(quality: &ListQuality, status: CapabilityStatus, language: Language) -> String {
    let advice = super::capability_advice(Capability::FanList, status, language);
    let since = quality.since.map(|since| format::day_long(since.day(), language));
    let since = match (since, language) {
        (Some(day), Language::Chinese) => format!("自{day}起。"),
        (Some(day), Language::English) => format!("Since {day}. "),
        (None, _) => String::new(),
    };
    let read = match (quality.last_read, language) {
        (Some(day), Language::Chinese) => format!("最近一次读到是{}，下面是当时的情况。", format::day_long(day, language)),
        (Some(day), Language::English) => format!(" It was last read on {}; that is what stands below.", format::day_long(day, language)),
        (None, Language::Chinese) => "从未读到过。".to_owned(),
        (None, Language::English) => " It was never read.".to_owned(),
    };
    format!("{since}{advice}{read}")
}
