//! How a list came out, in words.

use crate::format;
use crate::model::page::people::{ListOutcome, ListQuality};
use crate::model::{Capability, CapabilityStatus, GapReason, Language, ListKind};

/// The list's own name.
const fn list_name(list: ListKind, language: Language) -> &'static str {
    match (list, language) {
        (ListKind::Fans, Language::Chinese) => "粉丝列表",
        (ListKind::Fans, Language::English) => "Fan list",
        (ListKind::Following, Language::Chinese) => "关注列表",
        (ListKind::Following, Language::English) => "Following list",
    }
}

/// How the list came out: what stands before the mark.
pub(crate) fn quality_title(quality: &ListQuality, list: ListKind, language: Language) -> String {
    let name = list_name(list, language);
    let day = quality.day.map(|day| format::day(day, language));
    match language {
        Language::Chinese => match quality.outcome {
            ListOutcome::Never => format!("还没有读过{name}"),
            ListOutcome::Complete => format!("{name}完整"),
            ListOutcome::Capped => format!("{name}被截断"),
            ListOutcome::Uneven => format!("{name}不完整"),
            ListOutcome::Interrupted => format!("{name}读取中断"),
            ListOutcome::Refused(status) => format!("{name}：{}", crate::i18n::capability_status(status, language)),
            ListOutcome::GivenUp(_) => format!("{}没有读到{name}", day.unwrap_or_else(|| "这次".to_owned())),
        },
        Language::English => match quality.outcome {
            ListOutcome::Never => format!("{name} not read yet"),
            ListOutcome::Complete => format!("{name} complete"),
            ListOutcome::Capped => format!("{name} capped"),
            ListOutcome::Uneven => format!("{name} incomplete"),
            ListOutcome::Interrupted => format!("{name} interrupted"),
            ListOutcome::Refused(status) => format!("{name}: {}", lower(crate::i18n::capability_status(status, language))),
            ListOutcome::GivenUp(_) => format!("{name} not read{}", day.map(|day| format!(" on {day}")).unwrap_or_default()),
        },
    }
}

/// What stands between heading and sentence; a heading that has its colon ends with a stop.
pub(crate) const fn quality_mark(outcome: ListOutcome, language: Language) -> &'static str {
    match (outcome, language) {
        (ListOutcome::Refused(_), Language::Chinese) => "。",
        (ListOutcome::Refused(_), Language::English) => ". ",
        (_, Language::Chinese) => "：",
        (_, Language::English) => ": ",
    }
}

/// Heading and sentence in one, as the cause of an empty ledger.
pub(crate) fn quality_cause(quality: &ListQuality, list: ListKind, language: Language) -> String {
    let (title, sentence) = (quality_title(quality, list, language), quality_sentence(quality, list, language));
    format!("{title}{}{sentence}", quality_mark(quality.outcome, language))
}

/// What that means, with numbers.
pub(crate) fn quality_sentence(quality: &ListQuality, list: ListKind, language: Language) -> String {
    match quality.outcome {
        ListOutcome::Never => match language {
            Language::Chinese => "下一次采集会尝试读取；在此之前不知道任何人的去留。".to_owned(),
            Language::English => "the next run tries it. Until then nobody's coming and going is known.".to_owned(),
        },
        ListOutcome::Complete => complete(quality, language),
        ListOutcome::Capped => capped(quality, list, language),
        ListOutcome::Uneven => uneven(quality, language),
        ListOutcome::Interrupted => interrupted(quality, language),
        ListOutcome::Refused(status) => refused(quality, status, language),
        ListOutcome::GivenUp(reason) => given_up(quality, reason, language),
    }
}

/// A phrase as the rest of an English sentence.
fn lower(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_lowercase().chain(rest).collect()).unwrap_or_default()
}

fn given_up(quality: &ListQuality, reason: GapReason, language: Language) -> String {
    let why = crate::i18n::reason(reason.as_str(), language);
    let stands = stands(quality, language);
    match language {
        Language::Chinese => format!("{why}。{stands}"),
        Language::English => format!("{}. {stands}", lower(&why)),
    }
}

fn read_at(quality: &ListQuality, language: Language) -> String {
    quality.read_at.map_or_else(|| "—".to_owned(), |at| format::moment(at, language))
}

fn complete(quality: &ListQuality, language: Language) -> String {
    let (listed, total) = (format::count(quality.listed), format::count(quality.total.unwrap_or(quality.listed)));
    let at = read_at(quality, language);
    match language {
        Language::Chinese => format!("{listed} / {total} 人，{at} 读取。"),
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
    match language {
        Language::Chinese => {
            let shown = match total {
                Some(total) => format!("共 {total} 位{chinese}，平台只显示最近的 {listed} 位"),
                None => format!("平台只显示最近的 {listed} 位{chinese}"),
            };
            format!("{shown}，更早的看不到，因此无法判断谁取关。{at} 读取。")
        }
        Language::English => {
            let of = total.map(|total| format!(" of {total}")).unwrap_or_default();
            format!("the platform shows only the newest {listed}{of} {english}, so who left cannot be told. Read {at}.")
        }
    }
}

fn uneven(quality: &ListQuality, language: Language) -> String {
    if quality.total == Some(quality.listed) {
        return moved(quality, language);
    }
    let (listed, total) = (format::count(quality.listed), quality.total.map_or_else(|| "—".to_owned(), format::count));
    let (at, stands) = (read_at(quality, language), stands(quality, language));
    match language {
        Language::Chinese => format!("读到 {listed} 人，平台称有 {total} 人，{at} 读取，因此不判断谁取关。{stands}"),
        Language::English => {
            format!("{listed} people read, the platform said {total}, at {at}, so who left cannot be told. {stands}")
        }
    }
}

/// As many as the platform said in the end, but it had said another number before.
fn moved(quality: &ListQuality, language: Language) -> String {
    let (listed, at) = (format::count(quality.listed), read_at(quality, language));
    let stands = stands(quality, language);
    match language {
        Language::Chinese => {
            format!("{at} 读取时列表正在变动，读到 {listed} 人，可能有人漏在两页之间，因此不判断谁取关。{stands}")
        }
        Language::English => format!(
            "it changed while it was read at {at}; of the {listed} people read, somebody may have slipped between two pages, so who left cannot be told. {stands}"
        ),
    }
}

fn interrupted(quality: &ListQuality, language: Language) -> String {
    let (page, listed) = (format::count(quality.pages), format::count(quality.listed));
    let day = quality.day.map(|day| format::day(day, language));
    let stands = stands(quality, language);
    match language {
        Language::Chinese => {
            let day = day.unwrap_or_default();
            format!("{day}在第 {page} 页后中断，读到 {listed} 人，因此这次不判断谁取关。{stands}")
        }
        Language::English => {
            let day = day.map(|day| format!("on {day} ")).unwrap_or_default();
            format!("{day}it broke off after page {page}, with {listed} people, so who left cannot be told. {stands}")
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
    let advice = crate::i18n::capability_advice(Capability::FanList, status, language);
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
