//! The panels: what the server renders and the browser shows. One panel is one question to a port.
//!
//! Nothing here is in the browser half. What a panel leads to is a link or a form that asks for a page.

#![expect(unreachable_pub, reason = "the component macro writes `pub` whatever the function says")]

pub(crate) mod audience;
pub(crate) mod collection;
pub(crate) mod flow;
pub(crate) mod links;
pub(crate) mod overview;
pub(crate) mod palette;
pub(crate) mod parts;
pub(crate) mod people;
pub(crate) mod roster;
pub(crate) mod settings;

use leptos::prelude::AnyView;

use crate::error::AppError;
use crate::filter::{Address, Filter, Preset, Range};
use crate::html::Html;
use crate::model::{CreatorId, Dataset, Language, Period, PlatformDay};
use crate::ports::{Ports, Viewer};
use crate::rendered::Question;

/// A panel that shows nothing but the creator's data is rendered once for as long as these stand.
///
/// # Errors
/// A creator the viewer may not see, and whatever `render` meets.
pub(crate) async fn once(
    ports: &Ports,
    viewer: &Viewer,
    creator: &CreatorId,
    (what, query): (String, &str),
    render: impl Future<Output = Result<Html, AppError>>,
) -> Result<Html, AppError> {
    let version = ports.overview.data_version(viewer, creator).await?;
    let question = Question::of(viewer, creator, version, what, query);
    if let Some(html) = ports.rendered.get(&question) {
        return Ok(html.to_string().into());
    }
    let html = render.await?;
    ports.rendered.keep(question, html.as_str().into());
    Ok(html)
}

/// What every panel of a creator's page starts from.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// Whose.
    pub(crate) creator: CreatorId,
    /// The page's address; links change words of it.
    pub(crate) address: Address,
    /// Which days, as asked for.
    pub(crate) filter: Filter,
    /// Which days, on the calendar.
    pub(crate) period: Period,
    /// The days they are compared with.
    pub(crate) compare: Option<Period>,
    /// The viewer's language.
    pub(crate) language: Language,
    /// The current platform day.
    pub(crate) today: PlatformDay,
}

impl Scope {
    /// Reads the query of a page of a creator; `page` is what follows the creator in the path, such as `/flow`.
    ///
    /// # Errors
    /// A creator the viewer may not see, a store that fails.
    pub(crate) async fn of(ports: &Ports, viewer: &Viewer, creator: CreatorId, page: &str, query: &str) -> Result<Self, AppError> {
        let (filter, _) = Filter::parse(query);
        let days = crate::api::gate::resolve(ports, viewer, &creator, &filter).await?;
        let address = Address::new(format!("/creators/{creator}{page}"), query);
        let (language, today) = (viewer.language, viewer.today);
        Ok(Self { creator, address, filter, period: days.period, compare: days.compare, language, today })
    }

    /// Renders a panel.
    pub(crate) fn html(&self, view: impl FnOnce() -> AnyView) -> Html {
        Html::of(self.language, view)
    }

    /// The same page with the whole history.
    pub(crate) fn whole_history(&self) -> String {
        self.filter.with_range(Range::Preset(Preset::All)).on(&self.address).href()
    }

    /// Another page of the creator, with the same days.
    pub(crate) fn page(&self, page: &str) -> String {
        self.address.to(format!("/creators/{}{page}", self.creator)).href()
    }

    /// The option of a chart of this page.
    pub(crate) fn chart(&self, name: &str) -> String {
        Address::new(format!("/creators/{}/chart/{name}.json", self.creator), &self.address.query()).href()
    }

    /// The CSV of a dataset: the days shown.
    pub(crate) fn export(&self, dataset: Dataset) -> String {
        self.export_of(dataset, self.period)
    }

    /// The CSV of a dataset: these days.
    pub(crate) fn export_of(&self, dataset: Dataset, period: Period) -> String {
        let words = [("creator", self.creator.as_str()), ("from", &period.from().to_string()), ("to", &period.to().to_string())];
        Address::new(format!("/export/{}.csv", dataset.as_str()), "").with(&words).href()
    }
}
