//! What the pages ask of the server: one small object-safe trait per page.
//!
//! Every method takes the viewer first; a creator is only reached through it, so pages, chart JSON, export and progress
//! share one authorisation. A creator the viewer may not see is `AppError::NotFound`.

use std::sync::Arc;

use async_trait::async_trait;

use crate::error::AppError;
use crate::filter::{PeopleQuery, RosterQuery};
use crate::model::page::CreatorHeader;
use crate::model::page::audience::Composition;
use crate::model::page::collection::{CollectionStatus, GrantForecast, QuotaView, RunDetail, RunView};
use crate::model::page::flow::FlowHistory;
use crate::model::page::frame::CreatorName;
use crate::model::page::landing::Installation;
use crate::model::page::link::{Invitation, MadeLink, OpenLinks};
use crate::model::page::overview::{DayHealth, Growth, LatestPortrait};
use crate::model::page::people::{Ledger, ListQuality, Origins, PeopleSummary};
use crate::model::page::roster::RosterPage;
use crate::model::page::settings::{Authorisations, InForce, MemberList, Names, ScheduleView};
use crate::model::{CreatorId, Dimension, Language, ListKind, MemberId, Period, PlatformDay, Role, Timestamp, WorkspaceId};
use crate::rendered::Rendered;

/// Who is looking, and when.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The person.
    pub member: MemberId,
    /// What they may do.
    pub role: Role,
    /// What they see.
    pub workspace: WorkspaceId,
    /// The only creator they see, for the role creator.
    pub creator: Option<CreatorId>,
    /// The language of their pages.
    pub language: Language,
    /// The current platform day.
    pub today: PlatformDay,
    /// The current instant.
    pub now: Timestamp,
}

/// Port of the roster page.
#[async_trait]
pub trait Roster: Send + Sync {
    /// One page of the creators the viewer sees, and what all that match add up to.
    async fn page(&self, viewer: &Viewer, query: &RosterQuery) -> Result<RosterPage, AppError>;
    /// Names of the creators the viewer sees, by nickname, at most `limit`: for the switcher above every page.
    async fn names(&self, viewer: &Viewer, limit: usize) -> Result<Vec<CreatorName>, AppError>;
}

/// Port of the overview page, and of what stands above every page of a creator.
#[async_trait]
pub trait Overview: Send + Sync {
    /// Name, grant and snapshot age.
    async fn header(&self, viewer: &Viewer, creator: &CreatorId) -> Result<CreatorHeader, AppError>;
    /// Growth over the period, and over the compared one.
    async fn growth(&self, viewer: &Viewer, creator: &CreatorId, period: Period, compare: Option<Period>) -> Result<Growth, AppError>;
    /// The newest portrait in the period, against its start.
    async fn portrait(&self, viewer: &Viewer, creator: &CreatorId, period: Period) -> Result<LatestPortrait, AppError>;
    /// A number that changes whenever the creator's data does (the `ETag` of charts).
    async fn data_version(&self, viewer: &Viewer, creator: &CreatorId) -> Result<i64, AppError>;
}

/// Port of the audience page.
#[async_trait]
pub trait Audience: Send + Sync {
    /// One dimension over the period.
    async fn composition(
        &self,
        viewer: &Viewer,
        creator: &CreatorId,
        dimension: Dimension,
        period: Period,
    ) -> Result<Composition, AppError>;
}

/// Port of the flow page.
#[async_trait]
pub trait Flow: Send + Sync {
    /// Flow contributions over the period, and over the compared one.
    async fn history(&self, viewer: &Viewer, creator: &CreatorId, period: Period, compare: Option<Period>)
    -> Result<FlowHistory, AppError>;
}

/// Port of the collection page.
#[async_trait]
pub trait Collection: Send + Sync {
    /// Today's run, the next one, the capability matrix.
    async fn status(&self, viewer: &Viewer, creator: &CreatorId) -> Result<CollectionStatus, AppError>;
    /// Runs and gaps of the period, newest first.
    async fn runs(&self, viewer: &Viewer, creator: &CreatorId, period: Period) -> Result<Vec<RunView>, AppError>;
    /// One entry per day of the period, oldest first.
    async fn calendar(&self, viewer: &Viewer, creator: &CreatorId, period: Period) -> Result<Vec<DayHealth>, AppError>;
    /// The run of one day in full, with its neighbours; without a day, of the newest run. Nothing when there are no runs.
    async fn run(&self, viewer: &Viewer, creator: &CreatorId, day: Option<PlatformDay>) -> Result<Option<RunDetail>, AppError>;
    /// The app's quotas; nothing while no app is set up.
    async fn quota(&self, viewer: &Viewer, creator: &CreatorId) -> Result<Option<QuotaView>, AppError>;
    /// What the coming runs will do to the grant, until only a new consent helps.
    async fn forecast(&self, viewer: &Viewer, creator: &CreatorId) -> Result<GrantForecast, AppError>;
    /// Starts today's run, or takes it up again; returns at once.
    async fn collect_now(&self, viewer: &Viewer, creator: &CreatorId) -> Result<(), AppError>;
}

/// Port of the fans page and of the following page.
#[async_trait]
pub trait People: Send + Sync {
    /// One page of the ledger.
    async fn ledger(
        &self,
        viewer: &Viewer,
        creator: &CreatorId,
        list: ListKind,
        period: Period,
        query: &PeopleQuery,
    ) -> Result<Ledger, AppError>;
    /// The period in numbers.
    async fn summary(&self, viewer: &Viewer, creator: &CreatorId, list: ListKind, period: Period) -> Result<PeopleSummary, AppError>;
    /// Where the new people of the period come from.
    async fn origins(&self, viewer: &Viewer, creator: &CreatorId, list: ListKind, period: Period) -> Result<Origins, AppError>;
    /// How good the list is.
    async fn quality(&self, viewer: &Viewer, creator: &CreatorId, list: ListKind) -> Result<ListQuality, AppError>;
}

/// Port of the settings page. What only an owner may see or change is `AppError::Forbidden` to others.
#[async_trait]
pub trait Settings: Send + Sync {
    /// Whether fans' names are stored; owners only.
    async fn names(&self, viewer: &Viewer) -> Result<Names, AppError>;
    /// Turns fans' names on or off; off erases what is stored. Owners only.
    async fn set_names(&self, viewer: &Viewer, on: bool) -> Result<(), AppError>;
    /// When creators are collected; owners only.
    async fn schedule(&self, viewer: &Viewer) -> Result<ScheduleView, AppError>;
    /// One page of the grants of the creators the viewer sees, those that end soonest first.
    async fn authorisations(&self, viewer: &Viewer, page: usize) -> Result<Authorisations, AppError>;
    /// Who signs in; owners only.
    async fn members(&self, viewer: &Viewer) -> Result<MemberList, AppError>;
    /// The settings the installation runs with; owners only.
    async fn in_force(&self, viewer: &Viewer) -> Result<InForce, AppError>;
    /// Ends every session of the viewer.
    async fn end_sessions(&self, viewer: &Viewer) -> Result<(), AppError>;
}

/// Port of the links by which a creator authorises again without being a member.
#[async_trait]
pub trait Links: Send + Sync {
    /// Makes a link, in place of the creator's open one; owners only. Its token is told this once.
    async fn make(&self, viewer: &Viewer, creator: &CreatorId) -> Result<MadeLink, AppError>;
    /// Takes the creator's open link back; owners only.
    async fn withdraw(&self, viewer: &Viewer, creator: &CreatorId) -> Result<(), AppError>;
    /// The open links of the workspace; owners only.
    async fn open(&self, viewer: &Viewer) -> Result<OpenLinks, AppError>;
    /// What somebody sees who opens a link; whoever has the token may ask. An unknown one is `AppError::NotFound`.
    async fn invitation(&self, token: &str) -> Result<Invitation, AppError>;
}

/// Port of the landing page; nobody has to be signed in.
pub trait Landing: Send + Sync {
    /// What this installation offers.
    fn installation(&self) -> Installation;
}

/// One port per page; put into the context once.
#[derive(Clone)]
pub struct Ports {
    /// The landing page's.
    pub landing: Arc<dyn Landing>,
    /// The roster's.
    pub roster: Arc<dyn Roster>,
    /// The overview's.
    pub overview: Arc<dyn Overview>,
    /// The audience page's.
    pub audience: Arc<dyn Audience>,
    /// The fans page's and the following page's.
    pub people: Arc<dyn People>,
    /// The flow page's.
    pub flow: Arc<dyn Flow>,
    /// The collection page's.
    pub collection: Arc<dyn Collection>,
    /// The re-authorisation links'.
    pub links: Arc<dyn Links>,
    /// The settings page's.
    pub settings: Arc<dyn Settings>,
    /// Panels and charts that were made already.
    pub rendered: Rendered,
}

impl std::fmt::Debug for Ports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ports").finish_non_exhaustive()
    }
}
