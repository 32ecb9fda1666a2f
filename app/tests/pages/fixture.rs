//! Ports over invented but realistic data, for render tests and for the preview.

#[path = "fixture/data.rs"]
mod data;
#[path = "fixture/flow.rs"]
mod flow;
#[path = "fixture/people.rs"]
mod people;
#[path = "fixture/runs.rs"]
mod runs;

use std::sync::Arc;

use app::error::AppError;
use app::filter::{PeopleQuery, RosterQuery};
use app::model::page::CreatorHeader;
use app::model::page::Window;
use app::model::page::audience::Composition;
use app::model::page::collection::{CollectionStatus, GrantForecast, QuotaView, RunDetail, RunView};
use app::model::page::flow::FlowHistory;
use app::model::page::frame::CreatorName;
use app::model::page::landing::Installation;
use app::model::page::link::{Invitation, MadeLink, OpenLinks};
use app::model::page::overview::{DayHealth, Growth, LatestPortrait};
use app::model::page::people::{Ledger, ListQuality, Origins, PeopleSummary};
use app::model::page::roster::{RosterPage, RosterTotals};
use app::model::page::settings::{Authorisations, InForce, MemberList, Names, ScheduleView};
use app::model::{CreatorId, Dimension, Language, ListKind, Period, PlatformDay, Role, Timestamp};
use app::ports::{Audience, Collection, Flow, Landing, Links, Overview, People, Ports, Roster, Settings, Viewer};
use async_trait::async_trait;

/// What the ports answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// 180 days with a gap, a provisional end and a running collection.
    Full,
    /// A creator of today: nothing recorded.
    Empty,
    /// The frame is there, every panel fails.
    Failing,
}

/// The only creator that is known in every state.
pub(crate) const CREATOR: &str = "c-7f3a";

/// The instant of every page: 21 November 2026, 11:05 in Shanghai.
pub(crate) const NOW: Timestamp = Timestamp(1_795_230_300);

/// Ports that answer from memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fake(pub(crate) State);

/// All ports in one state.
pub(crate) fn ports(state: State) -> Ports {
    let fake = Arc::new(Fake(state));
    Ports {
        landing: fake.clone(),
        roster: fake.clone(),
        overview: fake.clone(),
        audience: fake.clone(),
        people: fake.clone(),
        collection: fake.clone(),
        flow: fake.clone(),
        links: fake.clone(),
        settings: fake,
        rendered: app::rendered::Rendered::default(),
    }
}

/// An owner, at the fixture's instant.
pub(crate) fn viewer(language: Language) -> Viewer {
    Viewer { member: "m-1".into(), role: Role::Owner, workspace: "w-1".into(), creator: None, language, today: NOW.day(), now: NOW }
}

impl Fake {
    fn answer<T>(self, full: impl FnOnce() -> T, empty: impl FnOnce() -> T) -> Result<T, AppError> {
        match self.0 {
            State::Full => Ok(full()),
            State::Empty => Ok(empty()),
            State::Failing => Err(AppError::Internal { id: "e-42".into() }),
        }
    }
}

impl Landing for Fake {
    fn installation(&self) -> Installation {
        match self.0 {
            State::Full => Installation { demo: true, history: None, missing: vec![] },
            State::Empty => Installation { demo: true, history: Some((61, 180)), missing: vec![] },
            State::Failing => Installation { demo: false, history: None, missing: vec!["FANSCOPE_DOUYIN_CLIENT_KEY".into()] },
        }
    }
}

#[async_trait]
impl Roster for Fake {
    async fn page(&self, _: &Viewer, query: &RosterQuery) -> Result<RosterPage, AppError> {
        let mut rows = if self.0 == State::Empty { vec![] } else { data::rows() };
        rows.retain(|row| row.nickname.contains(&query.search));
        query.order(&mut rows);
        let window = Window::of(query.page, query.size, rows.len());
        Ok(RosterPage { totals: RosterTotals::of(&rows), rows: rows.drain(window.rows()).collect(), window })
    }

    async fn names(&self, viewer: &Viewer, limit: usize) -> Result<Vec<CreatorName>, AppError> {
        let page = self.page(viewer, &RosterQuery::default()).await?;
        Ok(page.rows.into_iter().take(limit).map(|row| CreatorName { id: row.id, nickname: row.nickname }).collect())
    }
}

#[async_trait]
impl Overview for Fake {
    async fn header(&self, _: &Viewer, creator: &CreatorId) -> Result<CreatorHeader, AppError> {
        if creator.as_str() == CREATOR { Ok(data::header(self.0 != State::Empty)) } else { Err(AppError::NotFound) }
    }

    async fn growth(&self, _: &Viewer, _: &CreatorId, period: Period, compare: Option<Period>) -> Result<Growth, AppError> {
        self.answer(|| data::growth(period, compare), || data::no_growth(period))
    }

    async fn portrait(&self, _: &Viewer, _: &CreatorId, period: Period) -> Result<LatestPortrait, AppError> {
        self.answer(|| data::portrait(period), LatestPortrait::default)
    }

    async fn data_version(&self, _: &Viewer, _: &CreatorId) -> Result<i64, AppError> {
        Ok(1)
    }
}

#[async_trait]
impl Audience for Fake {
    async fn composition(&self, _: &Viewer, _: &CreatorId, dimension: Dimension, period: Period) -> Result<Composition, AppError> {
        self.answer(|| data::composition(dimension, period), || data::no_composition(dimension, period))
    }
}

#[async_trait]
impl People for Fake {
    async fn ledger(&self, _: &Viewer, _: &CreatorId, list: ListKind, period: Period, query: &PeopleQuery) -> Result<Ledger, AppError> {
        self.answer(|| people::ledger(list, period, query), people::no_ledger)
    }

    async fn summary(&self, _: &Viewer, _: &CreatorId, list: ListKind, _: Period) -> Result<PeopleSummary, AppError> {
        self.answer(|| people::summary(list), PeopleSummary::default)
    }

    async fn origins(&self, _: &Viewer, _: &CreatorId, _: ListKind, _: Period) -> Result<Origins, AppError> {
        self.answer(people::origins, Origins::default)
    }

    async fn quality(&self, _: &Viewer, _: &CreatorId, list: ListKind) -> Result<ListQuality, AppError> {
        self.answer(|| people::quality(list), || people::no_quality(list))
    }
}

#[async_trait]
impl Flow for Fake {
    async fn history(&self, _: &Viewer, _: &CreatorId, period: Period, compare: Option<Period>) -> Result<FlowHistory, AppError> {
        self.answer(|| flow::history(period, compare), || flow::none(period))
    }
}

#[async_trait]
impl Collection for Fake {
    async fn status(&self, _: &Viewer, _: &CreatorId) -> Result<CollectionStatus, AppError> {
        self.answer(|| data::status(true), || data::status(false))
    }

    async fn runs(&self, _: &Viewer, _: &CreatorId, period: Period) -> Result<Vec<RunView>, AppError> {
        self.answer(|| data::runs(period), Vec::new)
    }

    async fn calendar(&self, _: &Viewer, _: &CreatorId, period: Period) -> Result<Vec<DayHealth>, AppError> {
        self.answer(|| data::health(period), || data::no_growth(period).health)
    }

    async fn run(&self, _: &Viewer, _: &CreatorId, day: Option<PlatformDay>) -> Result<Option<RunDetail>, AppError> {
        self.answer(|| Some(runs::detail(day)), || None)
    }

    async fn quota(&self, _: &Viewer, _: &CreatorId) -> Result<Option<QuotaView>, AppError> {
        self.answer(|| Some(runs::quota()), || None)
    }

    async fn forecast(&self, _: &Viewer, _: &CreatorId) -> Result<GrantForecast, AppError> {
        self.answer(data::settings::forecast, GrantForecast::default)
    }

    async fn collect_now(&self, _: &Viewer, _: &CreatorId) -> Result<(), AppError> {
        Ok(())
    }
}

#[async_trait]
impl Links for Fake {
    async fn make(&self, _: &Viewer, _: &CreatorId) -> Result<MadeLink, AppError> {
        Err(AppError::Forbidden)
    }

    async fn withdraw(&self, _: &Viewer, _: &CreatorId) -> Result<(), AppError> {
        Ok(())
    }

    async fn open(&self, _: &Viewer) -> Result<OpenLinks, AppError> {
        self.answer(data::settings::open_links, OpenLinks::default)
    }

    async fn invitation(&self, token: &str) -> Result<Invitation, AppError> {
        let found = match token {
            "open" => Invitation::Open {
                creator: "<b>小雨</b>\u{202e}".into(),
                asked_by: "<script>alert(1)</script>".into(),
                expires_at: NOW.plus_seconds(6 * 86_400),
            },
            "nameless" => Invitation::Open { creator: String::new(), asked_by: String::new(), expires_at: NOW },
            "used" => Invitation::Used,
            "withdrawn" => Invitation::Withdrawn,
            "expired" => Invitation::Expired,
            _ => return Err(AppError::NotFound),
        };
        self.answer(|| found.clone(), || found.clone())
    }
}

#[async_trait]
impl Settings for Fake {
    async fn names(&self, _: &Viewer) -> Result<Names, AppError> {
        self.answer(|| Names { on: true, erasing: false }, || Names { on: false, erasing: true })
    }

    async fn set_names(&self, _: &Viewer, _: bool) -> Result<(), AppError> {
        Ok(())
    }

    async fn schedule(&self, viewer: &Viewer) -> Result<ScheduleView, AppError> {
        self.answer(|| data::settings::schedule(viewer.today), ScheduleView::default)
    }

    async fn authorisations(&self, _: &Viewer, page: usize) -> Result<Authorisations, AppError> {
        self.answer(|| data::settings::authorisations(page), || data::settings::no_authorisations(page))
    }

    async fn members(&self, _: &Viewer) -> Result<MemberList, AppError> {
        self.answer(data::settings::members, MemberList::default)
    }

    async fn in_force(&self, _: &Viewer) -> Result<InForce, AppError> {
        self.answer(data::settings::in_force, InForce::default)
    }

    async fn end_sessions(&self, _: &Viewer) -> Result<(), AppError> {
        Ok(())
    }
}
