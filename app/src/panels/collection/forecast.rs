//! The coming six months of an authorisation: what the runs will do by themselves, and the day after which only a new authorisation helps.

use leptos::prelude::*;

use super::timeline::Timeline;
use crate::components::{Panel, Reauthorise};
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, CommonWords, ForecastWords};
use crate::model::grant::{MOST_RENEWALS, Planned, PlannedStep};
use crate::model::page::collection::GrantForecast;
use crate::model::page::{GrantHealth, Urgency};
use crate::model::{CreatorId, Language, Timestamp};
use crate::panels::parts::{DataTable, EmptyState, Facts};

/// Health, timeline and, behind it, the same as a table.
#[component]
pub(super) fn ForecastPanel(creator: CreatorId, owner: bool, forecast: GrantForecast, now: Timestamp) -> impl IntoView {
    let language = use_language();
    let words = ForecastWords::of(language);
    let GrantForecast { grant, planned } = forecast;
    let sentence = i18n::grant(grant, language);
    let urgency = grant.urgency();
    // What helps then stands in the heading, and under today.
    let Some(end) = grant.ends_at.filter(|_| urgency < Urgency::Ended) else {
        let cause = match grant.ends_at {
            Some(at) => i18n::nothing_since(at, language),
            None => words.never_text.to_owned(),
        };
        return view! {
            <Panel title=words.title sentence>
                <EmptyState title=words.nothing_planned cause action=None />
            </Panel>
        }
        .into_any();
    };
    let again = (urgency > Urgency::None).then(|| {
        view! { <Reauthorise creator name=ForecastWords::of(language).this_creator.to_owned() owner /> }
    });
    view! {
        <Panel title=words.title sentence footnote=words.foot>
            <Facts facts=facts(grant, end, now, language) />
            {again}
            <Timeline planned=planned.clone() end now />
            <details class="behind">
                <summary>{CommonWords::of(language).table}</summary>
                <Plan planned end language />
            </details>
        </Panel>
    }
    .into_any()
}

/// What is left of each token, and the day it all comes to.
fn facts(grant: GrantHealth, end: Timestamp, now: Timestamp, language: Language) -> Vec<(&'static str, String)> {
    let words = ForecastWords::of(language);
    let left = |at: Option<Timestamp>| match at {
        Some(at) => i18n::left_until(at, now, language),
        None => words.over.to_owned(),
    };
    vec![
        (words.access, left(grant.access_ends_at)),
        (words.refresh, left(grant.refresh_ends_at)),
        (words.renewals, format!("{} / {MOST_RENEWALS}", grant.renewals_left)),
        (words.at_risk, format::day_long(end.day(), language)),
    ]
}

/// Every planned day, then the end.
#[component]
fn Plan(planned: Vec<Planned>, end: Timestamp, language: Language) -> impl IntoView {
    let words = ForecastWords::of(language);
    let headings = view! {
        <th scope="col">{CommonWords::of(language).day}</th>
        <th scope="col">{words.what}</th>
        <th scope="col">{words.meaning}</th>
    }
    .into_any();
    let row = |at: Timestamp, what: &'static str, meaning: &'static str| {
        view! {
            <tr>
                <th scope="row">{at.day().to_string()}</th>
                <td class="keep">{what}</td>
                <td>{meaning}</td>
            </tr>
        }
    };
    let steps = planned.into_iter().map(|planned| match planned.step {
        PlannedStep::Refresh => row(planned.at, words.step_refresh, words.step_refresh_text),
        PlannedStep::Renewal => row(planned.at, words.step_renewal, words.step_renewal_text),
    });
    let rows = steps.collect_view();
    view! {
        <DataTable title=words.title class="data text" scroll="table-scroll whole" headings>
            {rows}
            {row(end, words.step_end, words.step_end_text)}
        </DataTable>
    }
    .into_any()
}
