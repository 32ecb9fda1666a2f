//! The settings page.

use std::sync::Arc;

use app::error::AppError;
use app::filter::PAGE_SIZE;
use app::model::page::settings::{Authorisation, Authorisations, ComingMonth, InForce, MemberList, Names, ScheduleView};
use app::model::page::{GrantHealth, Window};
use app::model::{MemberId, Timestamp, WorkspaceId, grant};
use app::ports::{Settings, Viewer};
use async_trait::async_trait;

use super::ServiceParts;
use super::access::{Nobody, internal, only, owner};
use crate::storage::creators::CreatorSchedule;
use crate::storage::{AccountStore, StoreError};

/// Members the page names.
const MEMBERS: i64 = 100;

#[derive(Debug)]
pub(super) struct SettingsService(pub(super) ServiceParts);

#[async_trait]
impl Settings for SettingsService {
    async fn names(&self, viewer: &Viewer) -> Result<Names, AppError> {
        owner(viewer)?;
        self.0.settings.keeps_names(&viewer.workspace).await.map_err(internal)
    }

    /// Goes on to its end when the browser does not wait for it.
    async fn set_names(&self, viewer: &Viewer, on: bool) -> Result<(), AppError> {
        owner(viewer)?;
        let (settings, trail, workspace) = (Arc::clone(&self.0.settings), self.trail(viewer), viewer.workspace.clone());
        let done = tokio::spawn(async move {
            trail.note(if on { "names_on" } else { "names_off" }).await?;
            settings.set_names(&workspace, on).await
        });
        match done.await {
            Ok(result) => result.map_err(internal),
            Err(error) => Err(internal(StoreError::Database(Box::new(error)))),
        }
    }

    async fn schedule(&self, viewer: &Viewer) -> Result<ScheduleView, AppError> {
        owner(viewer)?;
        let all = self.0.creators.schedules(self.0.source).await.map_err(internal)?;
        let own: Vec<CreatorSchedule> = all.into_iter().filter(|schedule| schedule.key.workspace == viewer.workspace).collect();
        let ended = own.iter().filter(|schedule| schedule.grant_ended).count();
        let due: Vec<Timestamp> = match &self.0.collector {
            Some(collector) => own.iter().filter_map(|schedule| collector.next_due(schedule)).collect(),
            None => Vec::new(),
        };
        Ok(ScheduleView {
            collect_at: self.0.in_force.collect_at,
            jitter: self.0.in_force.jitter,
            next: due.iter().min().copied(),
            due: due.iter().filter(|at| **at <= viewer.now).count(),
            scheduled: own.len() - ended,
            ended,
            connected: self.0.collector.is_some(),
        })
    }

    async fn authorisations(&self, viewer: &Viewer, page: usize) -> Result<Authorisations, AppError> {
        let grants = match only(viewer) {
            Ok(only) => self.0.grants.grants_of(&viewer.workspace, only).await.map_err(internal)?,
            Err(Nobody) => Vec::new(),
        };
        let health = |terms| grant::health(&terms, viewer.now);
        let mut rows: Vec<Authorisation> = grants
            .into_iter()
            .map(|found| Authorisation { creator: found.creator, grant: found.terms.map_or_else(GrantHealth::default, health) })
            .collect();
        rows.sort_unstable_by(|one, other| {
            let end = |row: &Authorisation| row.grant.ends_at.map_or(i64::MAX, |at| at.0);
            end(one).cmp(&end(other)).then_with(|| one.creator.id.cmp(&other.creator.id))
        });
        let ending = rows.iter().filter(|row| row.grant.is_ending()).count();
        let ended = rows.iter().filter(|row| row.grant.has_ended()).count();
        let coming = ComingMonth::of(&rows, viewer.today);
        let window = Window::of(page, PAGE_SIZE, rows.len());
        rows.truncate(window.end);
        Ok(Authorisations { rows: rows.split_off(window.start), window, ending, ended, coming })
    }

    async fn members(&self, viewer: &Viewer) -> Result<MemberList, AppError> {
        owner(viewer)?;
        self.0.accounts.member_list(&viewer.workspace, MEMBERS).await.map_err(internal)
    }

    async fn in_force(&self, viewer: &Viewer) -> Result<InForce, AppError> {
        owner(viewer)?;
        Ok(self.0.in_force.clone())
    }

    async fn end_sessions(&self, viewer: &Viewer) -> Result<(), AppError> {
        self.0.sessions.delete_sessions_of(&viewer.member).await.map_err(internal)?;
        self.trail(viewer).note("signed_out_everywhere").await.map_err(internal)
    }
}

impl SettingsService {
    fn trail(&self, viewer: &Viewer) -> Trail {
        let (workspace, member) = (viewer.workspace.clone(), viewer.member.clone());
        Trail { accounts: Arc::clone(&self.0.accounts), workspace, member, now: viewer.now }
    }
}

/// Writes the audit log for one member.
struct Trail {
    accounts: Arc<dyn AccountStore>,
    workspace: WorkspaceId,
    member: MemberId,
    now: Timestamp,
}

impl Trail {
    async fn note(&self, action: &str) -> Result<(), StoreError> {
        self.accounts.audit(&self.workspace, Some(&self.member), action, "", self.now).await
    }
}
