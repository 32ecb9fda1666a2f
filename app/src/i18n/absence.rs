//! Why there is no portrait, and with it no flow contributions.

use super::state::pick;
use super::{CommonWords, OverviewWords};
use crate::format;
use crate::model::{CapabilityStatus, Language, PlatformDay};

/// What is missing, in the period or so far.
pub(crate) const fn absent(status: CapabilityStatus, flow: bool, language: Language) -> &'static str {
    use CapabilityStatus::{Failing, Offline, Working};
    match (status, flow) {
        (Working | Failing | Offline, false) => pick(language, "这个时段没有粉丝画像", "No portrait in this period"),
        (Working | Failing | Offline, true) => pick(language, "这个时段没有流量贡献", "No flow contributions in this period"),
        (_, false) => pick(language, "还没有粉丝画像", "No portrait yet"),
        (_, true) => pick(language, "还没有流量贡献", "No flow contributions yet"),
    }
}

/// Why, and until when: `ready` is the day the platform will have them.
pub(crate) fn absence(status: CapabilityStatus, ready: Option<PlatformDay>, language: Language) -> String {
    let text = match status {
        CapabilityStatus::NotReady | CapabilityStatus::Untried => {
            let Some(day) = ready else {
                let soon = "平台在首次授权后约两天给出画像和流量贡献，从那天起每天记录。";
                let soon_en = "The platform gives portrait and flow contributions about two days after the first authorisation; from then on they are recorded daily.";
                return pick(language, soon, soon_en).to_owned();
            };
            let day = format::day(day, language);
            return match language {
                Language::Chinese => format!("平台在首次授权后约两天给出画像和流量贡献，预计 {day}就绪，从那天起每天记录。"),
                Language::English => format!(
                    "The platform gives portrait and flow contributions about two days after the first authorisation: expected on {day}, recorded daily from then on."
                ),
            };
        }
        CapabilityStatus::NotGranted => pick(
            language,
            "授权时没有勾选粉丝画像权限（fans.data.bind）。重新授权并勾选它，之后每天记录画像和流量贡献。",
            "The scope of the portrait (fans.data.bind) was not authorised. Authorise again with it ticked; portrait and flow contributions are recorded daily from then on.",
        ),
        CapabilityStatus::AppLacks => pick(
            language,
            "由运营者在抖音开放平台控制台申请粉丝画像能力，之后每天记录。",
            "The operator applies for the fan portrait on the console of the Douyin Open Platform; it is recorded daily from then on.",
        ),
        CapabilityStatus::BelowThreshold => pick(
            language,
            "粉丝数超过 100 后，平台才给出画像和流量贡献，从那天起每天记录。",
            "The platform gives portrait and flow contributions above 100 fans; they are recorded daily from then on.",
        ),
        CapabilityStatus::Offline => pick(
            language,
            "平台已下线粉丝画像接口；此前记录的日子仍可查看。",
            "The portrait's interface was withdrawn; the days recorded before can still be seen.",
        ),
        CapabilityStatus::Failing => pick(
            language,
            "平台拒绝了请求或无法访问，会自动重试；采集页列有错误码和日志号。",
            "The platform refused or could not be reached; it is tried again by itself. The collection page lists the codes and log ids.",
        ),
        CapabilityStatus::Working => pick(
            language,
            "画像和流量贡献每天读取一次，过去的日子无法补采。",
            "Portrait and flow contributions are read once a day; past days cannot be read later.",
        ),
    };
    text.to_owned()
}

/// The words of the one thing that helps.
pub(crate) const fn absence_help(status: CapabilityStatus, language: Language) -> &'static str {
    match status {
        CapabilityStatus::NotGranted => CommonWords::of(language).reauthorise,
        CapabilityStatus::Working | CapabilityStatus::Offline => OverviewWords::of(language).wider,
        _ => OverviewWords::of(language).see_collection,
    }
}

/// The day something is expected on.
pub(crate) fn expected_on(day: PlatformDay, language: Language) -> String {
    let day = format::day(day, language);
    match language {
        Language::Chinese => format!("预计{day}"),
        Language::English => format!("Expected on {day}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_cause_has_its_own_words_and_names_the_day_when_there_is_one() {
        for language in [Language::Chinese, Language::English] {
            let told: BTreeSet<String> = CapabilityStatus::ALL.map(|status| absence(status, None, language)).into();
            assert_eq!(told.len(), CapabilityStatus::ALL.len() - 1, "only what was never tried sounds like not ready");
            let day = "2026-11-24".parse().expect("a day");
            let soon = absence(CapabilityStatus::NotReady, Some(day), language);
            assert!(soon.contains(&format::day(day, language)), "{soon}");
        }
        let help = |status| absence_help(status, Language::English);
        assert_eq!(help(CapabilityStatus::NotGranted), "Authorise again");
        assert_ne!(help(CapabilityStatus::Working), help(CapabilityStatus::NotReady));
    }
}
