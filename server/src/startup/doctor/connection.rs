//! The platform: whether it answers, and whether its clock and ours agree.

use app::model::Timestamp;

use super::Finding;
use super::database::with_causes;
use crate::clock::Clock;
use crate::config::PlatformSettings;
use crate::source::douyin_open::{Probe, probe};
use crate::source::{Action, Connect as _, Policy as _};
use crate::startup::core::{clock, source};

const PLATFORM: &str = "platform";
const CLOCK: &str = "clock";
const APP: &str = "app";

/// A request takes some time, and `Date` has whole seconds.
const NEAR_SECONDS: i64 = 30;

/// Beyond this a run may fall on the wrong side of a platform midnight, and series rows look as if they came from tomorrow.
const FAR_SECONDS: i64 = 300;

/// One request without a token.
pub(super) async fn examine(settings: &PlatformSettings, clock: &dyn Clock) -> Vec<Finding> {
    let url = &settings.base_url;
    let before = clock.now();
    let probe = match probe(url).await {
        Ok(probe) => probe,
        Err(error) => {
            let remedy = "check the network, a firewall, and FANSCOPE_DOUYIN_BASE_URL";
            return vec![
                Finding::problem(PLATFORM, format!("{url} does not answer: {}; {remedy}", with_causes(&error))),
                Finding::warning(CLOCK, "nothing to compare with: the platform does not answer"),
            ];
        }
    };
    let now = Timestamp(i64::midpoint(before.0, clock.now().0));
    let mut findings = vec![answer(url.as_str(), &probe), difference(probe.date, now)];
    if probe.speaks
        && let Some(finding) = app(settings).await
    {
        findings.push(finding);
    }
    findings
}

/// Whether the platform knows the key and the secret; nothing when they are not set.
async fn app(settings: &PlatformSettings) -> Option<Finding> {
    let source = source(settings, clock(settings.now))?;
    let asked = match source {
        Ok(source) => source.check_app().await.map_err(|error| (source.action(&error), error)),
        Err(error) => Err((Action::BackOff, error)),
    };
    Some(match asked {
        Ok(()) => Finding::ok(APP, "the platform knows the client key and its secret"),
        Err((Action::StopApp, error)) => {
            let remedy = "compare FANSCOPE_DOUYIN_CLIENT_KEY and its secret with the platform's console";
            Finding::problem(APP, format!("{}; {remedy}", with_causes(&error)))
        }
        Err((_, error)) => Finding::warning(APP, format!("{}; try again later", with_causes(&error))),
    })
}

fn answer(url: &str, probe: &Probe) -> Finding {
    if probe.speaks {
        Finding::ok(PLATFORM, format!("{url} answers as the open platform does"))
    } else {
        let remedy = "is FANSCOPE_DOUYIN_BASE_URL right, or does a proxy answer instead?";
        Finding::problem(PLATFORM, format!("{url} answers HTTP {}, and not as the open platform does; {remedy}", probe.status))
    }
}

fn difference(date: Option<Timestamp>, now: Timestamp) -> Finding {
    let Some(date) = date else { return Finding::warning(CLOCK, "the platform's answer carries no date to compare with") };
    let ahead = now.seconds_since(date);
    let direction = if ahead < 0 { "behind" } else { "ahead of" };
    let text = format!("this machine is {} s {direction} the platform", ahead.abs());
    match ahead.abs() {
        0..=NEAR_SECONDS => Finding::ok(CLOCK, text),
        ..=FAR_SECONDS => Finding::warning(CLOCK, format!("{text}; let it follow a time server (`timedatectl set-ntp true`)")),
        _ => Finding::problem(CLOCK, format!("{text}; set its clock (`timedatectl set-ntp true`), or days are recorded under wrong dates")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::startup::doctor::Verdict;

    #[test]
    fn a_clock_may_be_some_seconds_off_either_way() {
        let at = Timestamp(1_800_000_000);
        for (seconds, verdict) in
            [(0, Verdict::Ok), (30, Verdict::Ok), (31, Verdict::Warning), (300, Verdict::Warning), (301, Verdict::Problem)]
        {
            for now in [at.plus_seconds(seconds), at.plus_seconds(-seconds)] {
                assert_eq!(difference(Some(at), now).verdict, verdict, "{seconds}");
            }
        }
        assert_eq!(difference(None, at).verdict, Verdict::Warning);
        assert!(difference(Some(at), at.plus_seconds(-400)).text.contains("400 s behind"));
    }
}
