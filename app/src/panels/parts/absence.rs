//! No portrait, and with it no flow contributions: the cause, the day it ends, and what helps.

use leptos::prelude::*;

use super::EmptyState;
use crate::error::AppError;
use crate::i18n;
use crate::model::{Capability, CapabilityStatus, Language, PlatformDay};
use crate::panels::Scope;
use crate::ports::{Ports, Viewer};

/// Days after the first consent until the platform has a portrait (section 2.3 of its notes: "about two days").
const READY_AFTER_DAYS: u64 = 2;

/// What the platform last said of the portrait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Absence {
    status: CapabilityStatus,
    ready: Option<PlatformDay>,
}

impl Absence {
    /// Asks why, when there is nothing to show.
    ///
    /// # Errors
    /// A creator the viewer may not see, a store that fails.
    pub(crate) async fn when(nothing: bool, ports: &Ports, viewer: &Viewer, scope: &Scope) -> Result<Option<Self>, AppError> {
        if !nothing {
            return Ok(None);
        }
        let collection = ports.collection.status(viewer, &scope.creator).await?;
        let portrait = collection.capabilities.iter().find(|state| state.capability == Capability::Portrait);
        let ready = collection.grant.granted_at.map(|at| at.day().plus(READY_AFTER_DAYS));
        Ok(Some(Self {
            status: portrait.map_or(CapabilityStatus::Untried, |state| state.status),
            ready: ready.filter(|day| *day >= viewer.today),
        }))
    }
}

impl Absence {
    /// The cause in a few words, for a card.
    pub(crate) fn told(self, language: Language) -> String {
        match self.ready.filter(|_| matches!(self.status, CapabilityStatus::NotReady | CapabilityStatus::Untried)) {
            Some(day) => i18n::expected_on(day, language),
            None if self.status == CapabilityStatus::Working => String::new(),
            None => i18n::capability_status(self.status, language).to_owned(),
        }
    }
}

/// What stands where a portrait, or flow contributions, would.
#[component]
pub(crate) fn Absent(
    scope: Scope,
    absence: Absence,
    /// Whether it is flow contributions that are missing.
    #[prop(optional)]
    flow: bool,
    /// Without a way out: another panel of the page has it.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let (status, language) = (absence.status, scope.language);
    let href = match status {
        CapabilityStatus::NotGranted => "/auth/douyin/start".to_owned(),
        CapabilityStatus::Working | CapabilityStatus::Offline => scope.whole_history(),
        _ => scope.page("/collection"),
    };
    let action = (!brief).then(|| (i18n::absence_help(status, language), href));
    let cause = i18n::absence(status, absence.ready, language);
    view! { <EmptyState title=i18n::absent(status, flow, language) cause action /> }.into_any()
}
