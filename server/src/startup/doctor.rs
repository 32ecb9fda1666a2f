//! What `fanscope doctor` looks at: everything that has to be right before a day can be recorded. Reads only, creates and migrates nothing.

mod connection;
mod database;
mod grants;
mod surroundings;

use std::sync::Arc;

use super::Store;
use crate::clock::Clock;
use crate::config::{ConfigError, PlatformSettings, ServeSettings, StoreSettings};

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// All is well.
    Ok,
    /// It works, and will not for ever, or not for all.
    Warning,
    /// It does not work.
    Problem,
}

impl Verdict {
    /// The word at the beginning of a line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Problem => "problem",
        }
    }
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub check: &'static str,
    /// How it came out.
    pub verdict: Verdict,
    /// What was found and, where it is not well, what to do. Never a secret.
    pub text: String,
}

impl Finding {
    fn new(check: &'static str, verdict: Verdict, text: impl Into<String>) -> Self {
        // One line per check, whatever an error's text holds.
        let text: String = text.into().split_whitespace().collect::<Vec<_>>().join(" ");
        Self { check, verdict, text }
    }

    fn ok(check: &'static str, text: impl Into<String>) -> Self {
        Self::new(check, Verdict::Ok, text)
    }

    fn warning(check: &'static str, text: impl Into<String>) -> Self {
        Self::new(check, Verdict::Warning, text)
    }

    fn problem(check: &'static str, text: impl Into<String>) -> Self {
        Self::new(check, Verdict::Problem, text)
    }
}

/// The settings, as far as they make sense.
#[derive(Debug)]
pub struct Settings {
    /// Where the data lives.
    pub store: Result<StoreSettings, ConfigError>,
    /// How browsers reach us.
    pub serve: Result<ServeSettings, ConfigError>,
    /// The platform and this app on it.
    pub platform: Result<PlatformSettings, ConfigError>,
}

/// Looks at everything; one finding per check, in the order in which things depend on each other.
pub async fn examine(settings: &Settings, clock: Arc<dyn Clock>) -> Vec<Finding> {
    let mut findings = settings_of(settings);
    if let Ok(store) = &settings.store {
        findings.push(surroundings::disk(store));
        let (found, opened) = database::examine(store).await;
        findings.push(found);
        findings.extend(grants::examine(store, opened.as_ref(), clock.now()).await);
        if let Some(opened) = opened {
            Store::close(&opened).await;
        }
    }
    if let Ok(serve) = &settings.serve {
        findings.push(surroundings::callback(serve, settings.platform.as_ref().ok()));
    }
    if let Ok(platform) = &settings.platform {
        findings.extend(connection::examine(platform, &*clock).await);
    }
    findings
}

fn settings_of(settings: &Settings) -> Vec<Finding> {
    let wrong = [settings.store.as_ref().err(), settings.serve.as_ref().err(), settings.platform.as_ref().err()];
    let wrong: Vec<Finding> = wrong.into_iter().flatten().map(|error| Finding::problem("settings", &error.0)).collect();
    if !wrong.is_empty() {
        return wrong;
    }
    let missing = settings.platform.as_ref().map(|platform| platform.missing.join(" and ")).unwrap_or_default();
    if missing.is_empty() {
        return vec![Finding::ok("settings", "all of them make sense")];
    }
    let text = format!("{missing} is not set, so nobody can sign in and nothing is collected; the platform's console shows it");
    vec![Finding::warning("settings", text)]
}
