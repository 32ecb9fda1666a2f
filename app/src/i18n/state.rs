//! States, reasons, corrections and errors in words.

use super::OverviewWords;
use crate::error::AppError;
use crate::filter::Notice;
use crate::model::run::is_expected;
use crate::model::{Capability, CapabilityStatus, GapReason, Language, RunState, StepState};

/// One of two texts.
pub(super) const fn pick(language: Language, chinese: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// The name of a capability.
pub(crate) const fn capability(capability: Capability, language: Language) -> &'static str {
    match capability {
        Capability::Profile => pick(language, "账号资料", "Profile"),
        Capability::Portrait => pick(language, "粉丝画像与流量贡献", "Portrait and flow"),
        Capability::Series => pick(language, "每日序列", "Daily series"),
        Capability::FanList => pick(language, "粉丝列表", "Fan list"),
        Capability::FollowingList => pick(language, "关注列表", "Following list"),
    }
}

/// What the last try of a capability said.
pub(crate) const fn capability_status(status: CapabilityStatus, language: Language) -> &'static str {
    match status {
        CapabilityStatus::Untried => pick(language, "尚未尝试", "Not tried yet"),
        CapabilityStatus::Working => pick(language, "正常", "Working"),
        CapabilityStatus::NotGranted => pick(language, "未授权", "Not authorised"),
        CapabilityStatus::AppLacks => pick(language, "应用无此权限", "The app lacks it"),
        CapabilityStatus::Offline => pick(language, "平台已下线", "Withdrawn by the platform"),
        CapabilityStatus::BelowThreshold => pick(language, "粉丝数不足", "Too few fans"),
        CapabilityStatus::NotReady => pick(language, "尚未就绪", "Not ready yet"),
        CapabilityStatus::Failing => pick(language, "失败", "Failing"),
    }
}

/// The action that helps with a capability; empty when none is needed.
pub(crate) const fn capability_advice(capability: Capability, status: CapabilityStatus, language: Language) -> &'static str {
    match status {
        CapabilityStatus::Working => "",
        CapabilityStatus::Untried => pick(language, "下次采集时会尝试。", "The next run tries it."),
        CapabilityStatus::NotGranted => pick(language, "重新授权，并勾选此项权限。", "Authorise again with this scope ticked."),
        CapabilityStatus::AppLacks => {
            pick(language, "由运营者在抖音开放平台控制台申请此能力。", "The operator applies for it on the platform's console.")
        }
        CapabilityStatus::Offline => pick(language, "无需处理：平台不再向应用提供。", "Nothing to do: the platform no longer offers it."),
        CapabilityStatus::BelowThreshold => match capability {
            Capability::Series => pick(language, "粉丝满 1,000 位后平台才提供。", "The platform gives it from 1,000 fans on."),
            _ => pick(language, "粉丝超过 100 位后平台才提供。", "The platform gives it with more than 100 fans."),
        },
        CapabilityStatus::NotReady => pick(language, "首次授权后约两天就绪。", "Ready about two days after the first authorisation."),
        CapabilityStatus::Failing => {
            pick(language, "会自动重试；持续失败时请查看错误码。", "It is tried again by itself; if it persists, look up the code.")
        }
    }
}

/// Where a run stands.
pub(crate) const fn run_state(state: RunState, language: Language) -> &'static str {
    match state {
        RunState::Running => pick(language, "进行中", "Running"),
        RunState::Committed => pick(language, "完整", "Complete"),
        RunState::Partial => pick(language, "部分", "Partial"),
        RunState::Gap => pick(language, "缺失", "Gap"),
    }
}

/// Where a step stands.
pub(crate) const fn step_state(state: StepState, language: Language) -> &'static str {
    match state {
        StepState::Pending => pick(language, "等待", "Waiting"),
        StepState::Running => pick(language, "读取中", "Reading"),
        StepState::Done => pick(language, "完成", "Done"),
        StepState::Skipped => pick(language, "暂无法读取", "Not available"),
        StepState::Failed => pick(language, "失败", "Failed"),
    }
}

/// What came of a step of a run that asked the platform nothing, and of any other.
pub(crate) const fn step_outcome(state: StepState, requests: i64, language: Language) -> &'static str {
    match (state, requests) {
        (StepState::Failed, 0) => pick(language, "未执行", "Not run"),
        _ => step_state(state, language),
    }
}

/// What became of a run: a day that is not over is not missing yet, and one that lacks only what the platform does not offer such an account
/// has all there is.
pub(crate) fn run_outcome(state: RunState, reason: &str, is_today: bool, language: Language) -> &'static str {
    match state {
        RunState::Gap if is_today => pick(language, "今天还未采集", "Not collected yet today"),
        RunState::Partial if is_expected(reason) => OverviewWords::of(language).expected,
        _ => run_state(state, language),
    }
}

/// Why a day is missing, or a step was given up.
const fn gap_reason(gap: GapReason, language: Language) -> &'static str {
    match gap {
        GapReason::NotRunning => pick(language, "到点时 Fanscope 没有运行", "Fanscope was not running when it was due"),
        GapReason::GrantLost => pick(language, "授权已失效", "The authorisation had ended"),
        GapReason::PlatformFailed => pick(language, "平台拒绝或无法访问", "The platform refused or could not be reached"),
        GapReason::Midnight => pick(language, "到午夜仍未完成", "Still unfinished at midnight"),
        GapReason::Quota => pick(language, "平台配额不足，排队等待", "The platform's quota did not reach; it waits its turn"),
    }
}

/// A reason as the run keeps it: a known word is translated, a sentence shown as it is.
pub(crate) fn reason(reason: &str, language: Language) -> String {
    let Some(lacking) = crate::model::run::lacking(reason) else { return word(reason, language) };
    let (of, between) = (pick(language, "：", ": "), pick(language, "；", "; "));
    let part = |(lacks, why): (Capability, &str)| format!("{}{of}{}", capability(lacks, language), word(why, language));
    lacking.into_iter().map(part).collect::<Vec<_>>().join(between)
}

/// The words of a status, a step or a gap, with what the platform said in brackets; anything else as it is.
fn word(text: &str, language: Language) -> String {
    let (head, said) = text.split_once(" (").map_or((text, ""), |(head, _)| (head, &text[head.len()..]));
    let known = CapabilityStatus::parse(head)
        .map(|status| capability_status(status, language))
        .or_else(|| StepState::parse(head).map(|state| step_state(state, language)))
        .or_else(|| GapReason::parse(head).map(|gap| gap_reason(gap, language)));
    known.map_or_else(|| text.to_owned(), |known| format!("{known}{said}"))
}

/// What can be done about a gap; a past day stays as it is, today can still be recorded.
#[cfg(feature = "ssr")]
pub(crate) const fn gap_advice(gap: GapReason, today: bool, language: Language) -> &'static str {
    match gap {
        GapReason::GrantLost if today => {
            pick(language, "今天还没有结束：重新授权后仍可采集。", "Today is not over: authorise again and it is still recorded.")
        }
        GapReason::NotRunning => pick(
            language,
            "让 Fanscope 每天 10:37 前后保持运行。这天的画像和列表无法补采；每日序列会在 30 天内自动补回。",
            "Keep Fanscope running around 10:37 each day. That day's portrait and lists cannot be read later; the daily series is filled in by itself within 30 days.",
        ),
        GapReason::GrantLost => pick(
            language,
            "重新授权后从当天起继续记录。这天的画像和列表无法补采。",
            "Authorise again and recording goes on from that day. This day's portrait and lists cannot be read later.",
        ),
        GapReason::PlatformFailed => pick(
            language,
            "无需处理：当天已自动重试，之后每天照常采集。持续失败时请查看错误码和日志号。",
            "Nothing to do: it was tried again on that day and goes on daily. If it persists, look up the code and the log id.",
        ),
        GapReason::Midnight => pick(
            language,
            "采集到午夜仍未读完。列表很长时，让采集早些开始，或保证网络稳定。",
            "The run was still reading at midnight. For long lists start earlier, or see to a steadier connection.",
        ),
        GapReason::Quota => pick(
            language,
            "配额每天 8:00（北京时间）恢复，等待最久的账号优先。经常不足时，请在抖音开放平台控制台申请提高配额。",
            "The quota is filled up at 08:00 Beijing time, and whoever has waited longest goes first. If it is often short, ask for more on the platform's console.",
        ),
    }
}

/// What was corrected in the address.
pub(crate) const fn notice(notice: Notice, language: Language) -> &'static str {
    match notice {
        Notice::UnknownPeriod => {
            pick(language, "地址中的时间范围无法识别，已改为 30 天。", "The period in the address is unknown; showing 30 days.")
        }
        Notice::UnknownComparison => pick(
            language,
            "地址中的对比方式无法识别，已改为上一时段。",
            "The comparison in the address is unknown; comparing with the period before.",
        ),
        Notice::MalformedDay => pick(
            language,
            "日期应写成 yyyy-mm-dd，无法识别的日期已忽略。",
            "A day is written yyyy-mm-dd; the one that could not be read was left out.",
        ),
        Notice::Exchanged => pick(language, "开始晚于结束，已对调。", "The start was after the end; they were exchanged."),
        Notice::AfterToday => pick(language, "结束日期在未来，已改为今天。", "The end lay in the future; it was set to today."),
        Notice::TooLong => pick(language, "最多显示五年，开始日期已后移。", "At most five years are shown; the start was moved."),
        Notice::UnknownFlowMetric => {
            pick(language, "地址中的指标无法识别，已改为播放。", "The metric in the address is unknown; showing views.")
        }
        Notice::MalformedRun => {
            pick(language, "地址中的采集日期无法识别，已显示最近一次。", "The run in the address is not a day; showing the newest run.")
        }
        Notice::MalformedPlace => pick(
            language,
            "地址中的列表位置无法识别，已从头显示。",
            "The place in the list could not be read; showing it from its beginning.",
        ),
        Notice::UnknownSort => {
            pick(language, "地址中的排序列无法识别，已按名称排序。", "The sort column in the address is unknown; ordered by name.")
        }
        Notice::UnknownMetric => {
            pick(language, "地址中的指标无法识别，已改为粉丝总数。", "The metric in the address is unknown; showing total fans.")
        }
        Notice::UnknownGranularity => {
            pick(language, "地址中的粒度无法识别，已改为按天。", "The granularity in the address is unknown; showing days.")
        }
        Notice::UnknownProvince => {
            pick(language, "地址中的省份无法识别，已改为粉丝最多的省份。", "The province in the address is unknown; showing the largest.")
        }
        Notice::UnknownOrder => {
            pick(language, "地址中的排序方式无法识别，已按最近加入排序。", "The order in the address is unknown; the newest come first.")
        }
        Notice::NamesOff => pick(
            language,
            "昵称没有开启，无法按昵称排序，已按最近加入排序。",
            "Names are off, so there is no order by nickname; the newest come first.",
        ),
        Notice::TooManyToOrder => pick(
            language,
            "人数超过 10,000，无法这样排序，已按最近加入排序；缩小筛选范围后可用。",
            "More than 10,000 people cannot be ordered this way; the newest come first. Narrow the filter to use it.",
        ),
        Notice::UnknownFilter => {
            pick(language, "地址中有无法识别的筛选条件，已忽略。", "A filter in the address is unknown; it was left out.")
        }
        Notice::MutualUnknown => pick(
            language,
            "另一份列表不完整，无法判断谁不是互关，这个筛选条件已忽略。",
            "The other list is not complete, so who is not mutual is not known; that filter was left out.",
        ),
        Notice::UnknownPlace => {
            pick(language, "地址中的翻页位置已失效，已从头显示。", "The place in the address is not in this list; shown from the start.")
        }
        Notice::MalformedPage => {
            pick(language, "地址中的页码无法识别，已显示第一页。", "The page in the address is no number; showing the first page.")
        }
        Notice::PageBeyondEnd => {
            pick(language, "地址中的页码超出范围，已显示最后一页。", "The page in the address lies beyond the end; showing the last page.")
        }
    }
}

/// An error in plain words.
pub(crate) fn error(error: &AppError, language: Language) -> String {
    match error {
        AppError::NotFound => pick(language, "没有找到。", "Not found.").into(),
        AppError::SignedOut => pick(language, "登录已失效，请重新登录。", "You are signed out; please sign in again.").into(),
        AppError::Forbidden => pick(language, "您的角色无权这样做。", "Your role does not allow this.").into(),
        AppError::Invalid { field } => match language {
            Language::Chinese => format!("无法识别 {field}。"),
            Language::English => format!("{field} could not be read."),
        },
        AppError::RateLimited => pick(language, "请求太频繁，请稍后再试。", "Too many requests; please wait a moment.").into(),
        AppError::Upstream => pick(language, "平台没有响应，请稍后再试。", "The platform did not answer; please try again later.").into(),
        AppError::Unavailable => {
            pick(language, "数据库暂时没有响应，请稍后再试。", "The database does not answer just now; try again in a moment.").into()
        }
        AppError::Unwritable => pick(
            language,
            "暂时无法保存：磁盘已满或数据库只读。已记录的数据仍可查看。",
            "Nothing can be saved just now: the disk is full or the database read-only. What is recorded can still be read.",
        )
        .into(),
        AppError::Internal { id } => match language {
            Language::Chinese => format!("服务器内部错误，日志编号 {id}。"),
            Language::English => format!("An error on our side; look for {id} in the log."),
        },
        AppError::Connection(_) => {
            pick(language, "连接中断，请检查网络后重新加载。", "The connection failed; check the network and reload.").into()
        }
    }
}
