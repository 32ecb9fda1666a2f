//! Panels of the collection page: the year's calendar, one run in full, runs and gaps, capabilities, quotas.

mod answer;
mod calendar;
mod capabilities;
mod forecast;
mod quota;
mod run;
mod runs;
mod timeline;
mod year;

use leptos::prelude::*;

use super::Scope;
use crate::api::collection::CollectionPanel;
use crate::error::AppError;
use crate::filter::{Address, Notice};
use crate::html::Html;
use crate::model::calendar::year_until;
use crate::model::{CreatorId, Period, PlatformDay, Role};
use crate::ports::{Ports, Viewer};
use calendar::CalendarPanel;
use capabilities::Capabilities;
use forecast::ForecastPanel;
use quota::Quota;
use run::RunPanel;
use runs::Runs;

/// Days the list of runs shows at once.
const DAYS_AT_ONCE: u64 = 100;

/// Renders one panel.
///
/// # Errors
/// A creator the viewer may not see, a store that fails.
pub(crate) async fn render(
    ports: &Ports,
    viewer: &Viewer,
    creator: CreatorId,
    panel: CollectionPanel,
    query: &str,
) -> Result<Html, AppError> {
    let scope = Scope::of(ports, viewer, creator, "/collection", query).await?;
    let port = &ports.collection;
    let html = match panel {
        CollectionPanel::Calendar => {
            let year = year_until(scope.today);
            let days = port.calendar(viewer, &scope.creator, year).await?;
            scope.html(|| view! { <CalendarPanel scope=scope.clone() year days /> }.into_any())
        }
        CollectionPanel::Run => {
            let (day, notices) = day_word(&scope.address, "run", Notice::MalformedRun);
            let detail = port.run(viewer, &scope.creator, day).await?;
            let healed = match &detail {
                Some(detail) => port.calendar(viewer, &scope.creator, Period::ending(detail.day, 1)).await?.iter().any(|day| day.healed),
                None => false,
            };
            scope.html(|| view! { <RunPanel scope=scope.clone() detail healed notices /> }.into_any())
        }
        CollectionPanel::Runs => {
            let (after, notices) = day_word(&scope.address, "after", Notice::MalformedPlace);
            let shown = window(scope.period, after);
            let runs = port.runs(viewer, &scope.creator, shown).await?;
            let older = if shown.from() > scope.period.from() {
                let edge = port.run(viewer, &scope.creator, Some(shown.from())).await?;
                edge.and_then(|edge| edge.previous).filter(|day| *day >= scope.period.from())
            } else {
                None
            };
            scope.html(|| view! { <Runs scope=scope.clone() shown runs older notices /> }.into_any())
        }
        CollectionPanel::Forecast => {
            let forecast = port.forecast(viewer, &scope.creator).await?;
            let (creator, owner, now) = (scope.creator.clone(), viewer.role == Role::Owner, viewer.now);
            scope.html(|| view! { <ForecastPanel creator owner forecast now /> }.into_any())
        }
        CollectionPanel::Capabilities => {
            let status = port.status(viewer, &scope.creator).await?;
            scope.html(|| view! { <Capabilities capabilities=status.capabilities grant=status.grant /> }.into_any())
        }
        CollectionPanel::Quota => {
            let quota = port.quota(viewer, &scope.creator).await?;
            scope.html(|| view! { <Quota quota /> }.into_any())
        }
    };
    Ok(html)
}

/// The day a word of the address names; a malformed one is left out, and a notice says so.
fn day_word(address: &Address, word: &str, malformed: Notice) -> (Option<PlatformDay>, Vec<Notice>) {
    let text = address.word(word);
    let day = text.parse::<PlatformDay>().ok();
    let notices = if day.is_none() && !text.is_empty() { vec![malformed] } else { vec![] };
    (day, notices)
}

/// The newest days of a period that the list shows at once: those before `after`, if that lies inside.
fn window(period: Period, after: Option<PlatformDay>) -> Period {
    let to = after.map_or(period.to(), PlatformDay::previous).clamp(period.from(), period.to());
    let from = Period::ending(to, DAYS_AT_ONCE).from().max(period.from());
    Period::new(from, to).unwrap_or(period)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> PlatformDay {
        text.parse().expect("a day")
    }

    #[test]
    fn the_list_shows_a_hundred_days_at_once_and_goes_on_from_a_day() {
        let period = Period::new(day("2026-01-01"), day("2026-11-21")).expect("a period");
        let newest = window(period, None);
        assert_eq!((newest.to(), newest.len()), (day("2026-11-21"), 100));
        let next = window(period, Some(newest.from()));
        assert_eq!((next.to().next(), next.len()), (newest.from(), 100), "no day is left out, none comes twice");
        assert_eq!(window(period, Some(day("2026-01-05"))), Period::new(day("2026-01-01"), day("2026-01-04")).expect("a period"));
        for outside in ["2020-01-01", "2030-01-01"] {
            let shown = window(period, Some(day(outside)));
            assert!(period.contains(shown.from()) && period.contains(shown.to()), "{outside}");
        }
        assert_eq!(window(Period::ending(day("2026-11-21"), 30), None).len(), 30);
    }

    #[test]
    fn a_malformed_day_is_left_out_with_a_notice() {
        let read = |query: &str| day_word(&Address::new("", query), "run", Notice::MalformedRun);
        assert_eq!(read("run=2026-11-03"), (Some(day("2026-11-03")), vec![]));
        assert_eq!(read("run=2026-02-30"), (None, vec![Notice::MalformedRun]));
        assert_eq!(read(""), (None, vec![]));
    }
}
