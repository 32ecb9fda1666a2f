//! Where the new people come from: their provinces and genders against those who are there.

use leptos::prelude::*;

use crate::components::{Meter, MeterTone, Panel};
use crate::format;
use crate::i18n::{self, PeopleWords};
use crate::model::page::audience::share;
use crate::model::page::people::{Origin, OriginTable, Origins};
use crate::model::{Dimension, Language, ListKind};
use crate::panels::parts::EmptyState;
use crate::panels::{Scope, palette};

/// Fewer people than this are counted: a share of five says nothing.
const FEW: i64 = 30;

/// Why nobody new is shown.
fn nobody(scope: &Scope, origins: &Origins) -> Option<(&'static str, &'static str)> {
    let words = PeopleWords::of(scope.language);
    let unknown = match origins.read {
        _ if origins.known => return (origins.new == 0).then_some((words.origins_empty, words.origins_empty_text)),
        0 => words.no_list,
        1 if scope.period.to() == scope.today => words.from_tomorrow,
        1 => words.one_list,
        _ => words.no_whole,
    };
    Some((words.origins_unknown, unknown))
}

/// Two small tables with bars.
#[component]
pub(super) fn OriginsPanel(scope: Scope, origins: Origins, list: ListKind) -> impl IntoView {
    let language = scope.language;
    let words = PeopleWords::of(language);
    let heading = match list {
        ListKind::Fans => words.origins,
        ListKind::Following => words.origins_following,
    };
    if let Some((title, cause)) = nobody(&scope, &origins) {
        return view! {
            <Panel title=heading>
                <EmptyState title cause=cause.to_owned() action=None />
            </Panel>
        }
        .into_any();
    }
    let sentence = i18n::origins_sentence(&origins, list, language);
    let bounded = if origins.bounded { words.bounded } else { "" };
    let source = i18n::list_source(list, origins.read_on, language);
    let footnote = [source.as_str(), bounded].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let table = move |dimension, table| bars(dimension, table, heading, list, language);
    view! {
        <Panel title=heading sentence footnote>
            <div class="multiples">
                {table(Dimension::Region, origins.provinces)} {table(Dimension::Gender, origins.genders)}
            </div>
        </Panel>
    }
    .into_any()
}

/// A share of those who say it, and beside it the number; few people are counted only.
fn part(count: i64, said: i64, language: Language) -> (String, Option<String>) {
    let heads = i18n::heads(count, language);
    if said < FEW { (heads, None) } else { (format::percent(share(count, said)), Some(heads)) }
}

fn bars(dimension: Dimension, table: OriginTable, heading: &'static str, list: ListKind, language: Language) -> impl IntoView {
    let words = PeopleWords::of(language);
    let title = i18n::dimension(dimension, language);
    let said = table.said();
    let largest = table.rows.iter().map(|row| row.new).max().unwrap_or(0);
    let count = table.rows.len();
    let unsaid = table.unsaid.as_ref().and_then(|unsaid| i18n::unsaid(unsaid, language));
    let rows = table.rows.into_iter().enumerate().map(|(index, row)| {
        let tone = match dimension {
            Dimension::Gender => MeterTone::Chart(palette::colour(dimension, &row.label, index, count)),
            _ => MeterTone::Accent,
        };
        let bar = view! { <Meter share=share(row.new, largest) tone /> }.into_any();
        line(i18n::bucket(dimension, &row.label, language), Some(bar), &row, said, list, language)
    });
    let others = table.others.map(|row| line(words.others.to_owned(), None, &row, said, list, language));
    view! {
        <article class="small-multiple">
            <h3>{title}</h3>
            <table class="bars">
                <caption class="hidden">{format!("{heading} · {title}")}</caption>
                <thead>
                    <tr>
                        <th scope="col">
                            <span class="hidden">{title}</span>
                        </th>
                        <td></td>
                        <th scope="col" class="number">{words.share_new}</th>
                        <th scope="col" class="number">{words.all}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.collect_view()}
                    {others}
                </tbody>
            </table>
            {unsaid.map(|text| view! { <p class="muted small">{text}</p> })}
        </article>
    }
    .into_any()
}

fn line(name: String, bar: Option<AnyView>, row: &Origin, said: (i64, i64), list: ListKind, language: Language) -> AnyView {
    let (new, new_title) = part(row.new, said.0, language);
    let (present, present_title) = part(row.present, said.1, language);
    let left = (row.left > 0).then(|| view! { <span class="small muted gone">{i18n::of_them_left(row.left, list, language)}</span> });
    view! {
        <tr>
            <th scope="row"><bdi>{name}</bdi> {left}</th>
            <td class="bar-cell">{bar}</td>
            <td class="number strong" title=new_title>{new}</td>
            <td class="number muted" title=present_title>{present}</td>
        </tr>
    }
    .into_any()
}
