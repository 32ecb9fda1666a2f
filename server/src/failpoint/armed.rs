//! The failpoints of a build for tests, on the crate `fail`.

use super::{Failpoint, FailpointError, Injected};

/// What `return(…)` may say.
const KILL: &str = "kill";
const ERROR: &str = "error";

pub(super) fn reach(point: Failpoint) -> Result<(), Injected> {
    match fail::eval(point.name(), |word| word) {
        None => Ok(()),
        Some(Some(word)) if word == KILL => die(),
        Some(_) => Err(Injected(point)),
    }
}

/// As kill −9: no destructor runs, no buffer is written, no connection is closed properly.
fn die() -> ! {
    let _no_return = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    std::process::abort()
}

/// Arms what `FANSCOPE_FAILPOINTS` names: `name=actions`, separated by `;`. Actions are those of the crate `fail` (`3*off->1*panic`,
/// `sleep(200)`), where `return(kill)` ends the process at once and `return(error)` fails the step.
///
/// # Errors
/// An unknown name, or actions that do not read.
pub fn arm(setting: Option<&str>) -> Result<(), FailpointError> {
    for entry in setting.unwrap_or_default().split(';').map(str::trim).filter(|entry| !entry.is_empty()) {
        let (name, actions) = entry.split_once('=').unwrap_or((entry, ""));
        let point = Failpoint::ALL.iter().find(|point| point.name() == name.trim()).ok_or_else(|| unknown(name))?;
        check(actions)?;
        fail::cfg(point.name(), actions).map_err(|reason| malformed(actions, &reason))?;
    }
    Ok(())
}

fn unknown(name: &str) -> FailpointError {
    let names: Vec<_> = Failpoint::ALL.iter().map(|point| point.name()).collect();
    FailpointError(format!("FANSCOPE_FAILPOINTS names `{name}`, which is no failpoint; they are {}", names.join(", ")))
}

fn malformed(actions: &str, reason: &str) -> FailpointError {
    FailpointError(format!(
        "FANSCOPE_FAILPOINTS says `{actions}` ({reason}); write e.g. 2*off->1*return(kill), return(error) or sleep(200)"
    ))
}

/// `fail` takes no actions at all for none, and any word in `return(…)`; both would test nothing.
fn check(actions: &str) -> Result<(), FailpointError> {
    for action in actions.split("->").map(str::trim) {
        if action.is_empty() {
            return Err(malformed(actions, "an action is missing"));
        }
        let word = action.split_once("return").map(|(_, rest)| rest.trim_start_matches('(').trim_end_matches(')'));
        if word.is_some_and(|word| word != KILL && word != ERROR) {
            return Err(malformed(actions, "only kill and error can be returned"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(setting: &str) -> String {
        arm(Some(setting)).expect_err(setting).0
    }

    #[test]
    fn an_unknown_name_is_refused_and_the_known_ones_listed() {
        let sentence = refused("run.claim=off;page.lost=panic");
        assert!(sentence.contains("`page.lost`") && sentence.contains("run.claimed, step.begin"), "{sentence}");
    }

    #[test]
    fn actions_that_do_nothing_known_are_refused() {
        for actions in ["", "explode", "return(", "return(nothing)", "2*off->", "sleep(soon)", "return"] {
            assert!(refused(&format!("grant.written={actions}")).contains("return(kill)"), "{actions}");
        }
    }

    #[test]
    fn a_failpoint_fails_as_often_as_it_is_told_and_not_before() {
        arm(Some("gaps.recorded=1*off->1*return(error)->off")).expect("armed");
        let told: Vec<bool> = (0..3).map(|_| reach(Failpoint::GapsRecorded).is_err()).collect();
        assert_eq!(told, [false, true, false]);
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = Failpoint::ALL.iter().map(|point| point.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Failpoint::ALL.len());
    }
}
