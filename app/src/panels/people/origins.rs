//! Where the new people come from: their provinces and genders against those who are there.

use leptos::prelude::*;

use crate::components::{Meter, MeterTone, Panel};
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, PeopleWords};
use crate::model::page::audience::share;
use crate::model::page::people::{Origin, Origins};
use crate::model::{Dimension, Language, ListKind};
use crate::panels::palette;
use crate::panels::parts::EmptyState;

/// Two small tables with bars.
#[component]
pub(super) fn OriginsPanel(origins: Origins, list: ListKind) -> impl IntoView {
    let language = use_language();
    let words = PeopleWords::of(language);
    if origins.new == 0 {
        let cause = if origins.present == 0 { words.no_list } else { words.origins_empty_text };
        return view! {
            <Panel title=words.origins>
                <EmptyState title=words.origins_empty cause=cause.to_owned() action=None />
            </Panel>
        }
        .into_any();
    }
    let sentence = i18n::origins_sentence(&origins, language);
    let bounded = if origins.bounded { words.bounded } else { "" };
    let footnote = [super::endpoint_of(list), bounded].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let (new, present) = (origins.new, origins.present);
    // Only a list that says who is there, all of it counted, tells that some of the new ones are not.
    let told = origins.settled && !origins.bounded;
    let table = move |dimension, rows| bars(dimension, rows, (new, present), told, language);
    view! {
        <Panel title=words.origins sentence footnote>
            <div class="multiples">
                {table(Dimension::Region, origins.provinces)} {table(Dimension::Gender, origins.genders)}
            </div>
        </Panel>
    }
    .into_any()
}

fn bars(dimension: Dimension, rows: Vec<Origin>, (new, present): (i64, i64), told: bool, language: Language) -> impl IntoView {
    let words = PeopleWords::of(language);
    let title = i18n::dimension(dimension, language);
    let largest = rows.iter().map(|row| row.new).max().unwrap_or(0);
    let count = rows.len();
    let rows = rows.into_iter().enumerate().map(move |(index, row)| {
        let tone = match dimension {
            Dimension::Gender => MeterTone::Chart(palette::colour(dimension, &row.label, index, count)),
            _ => MeterTone::Accent,
        };
        let gone = row.new - row.present;
        let gone = (told && gone > 0).then(|| view! { <span class="small muted gone">{i18n::of_them_left(gone, language)}</span> });
        view! {
            <tr>
                <th scope="row"><bdi>{i18n::bucket(dimension, &row.label, language)}</bdi> {gone}</th>
                <td class="bar-cell"><Meter share=share(row.new, largest) tone /></td>
                <td class="number strong" title=format::count(row.new)>{format::percent(share(row.new, new))}</td>
                <td class="number muted" title=format::count(row.present)>{format::percent(share(row.present, present))}</td>
            </tr>
        }
    });
    view! {
        <article class="small-multiple">
            <h3>{title}</h3>
            <table class="bars">
                <caption class="hidden">{format!("{} · {title}", words.origins)}</caption>
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
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </article>
    }
}
