//! What changed between two days: a form with the two days, and a table with bars around zero.

use leptos::prelude::*;

use super::over_time::Splices;
use crate::components::Panel;
use crate::filter::AudienceQuery;
use crate::format;
use crate::i18n::{self, AudienceWords};
use crate::model::page::audience::{Composition, share};
use crate::model::page::difference::{Compared, Difference, Leaders, NoDifference};
use crate::model::{Dataset, Dimension, Language, Period, PlatformDay};
use crate::panels::Scope;
use crate::panels::parts::{DataTable, EmptyState, tone_of};

/// Two days, as asked for or as the period has them.
#[component]
pub(super) fn DifferencePanel(scope: Scope, composition: Composition, asked: AudienceQuery) -> impl IntoView {
    let language = scope.language;
    let words = AudienceWords::of(language);
    let dimension = composition.dimension;
    let (a, b) = days(&composition, &scope, asked);
    let form = view! { <DaysForm scope=scope.clone() a b /> }.into_any();
    match Difference::between(&composition, a, b) {
        Ok(difference) => {
            let sentence = sentence(&difference, dimension, language);
            let notes = [(a, difference.from), (b, difference.to)].into_iter().filter(|(asked, used)| asked != used);
            let notes = notes.map(|(asked, used)| i18n::nearest_portrait(asked, Some(used), language)).map(note).collect_view();
            // Without a day asked for, the first of the newest labels is taken.
            let splices = if asked.a.is_none() { composition.cut(scope.period).splices() } else { Vec::new() };
            let export = Period::new(difference.from, difference.to).map(|days| scope.export_of(Dataset::Portrait, days));
            let footnote = format!("{} · {}", i18n::portrait_source(language), words.difference_note);
            view! {
                <Panel title=words.difference sentence footnote export>
                    {form}
                    <Splices dimension splices />
                    {notes}
                    <DifferenceTable difference dimension language />
                </Panel>
            }
            .into_any()
        }
        Err(why) => {
            let cause = match why {
                NoDifference::Unknown(day) => i18n::nearest_portrait(day, None, language),
                NoDifference::SameDay(day) => i18n::nearest_portrait(if a == day { b } else { a }, Some(day), language),
            };
            view! {
                <Panel title=words.difference>
                    {form} <EmptyState title=words.no_difference cause />
                </Panel>
            }
            .into_any()
        }
    }
}

/// What was asked for; else the newest day with a portrait, and the first of the same labels.
fn days(composition: &Composition, scope: &Scope, asked: AudienceQuery) -> (PlatformDay, PlatformDay) {
    let cut = composition.cut(scope.period);
    let (first, last) = cut.ends();
    let b = asked.b.or(last.map(|day| day.day)).unwrap_or(scope.period.to());
    let a = asked.a.or(first.map(|day| day.day)).unwrap_or(scope.period.from());
    // One day asked for may lie beyond the other's default.
    (a.min(b), a.max(b))
}

fn note(text: String) -> impl IntoView {
    view! { <p class="splice-note">{text}</p> }
}

fn sentence(difference: &Difference, dimension: Dimension, language: Language) -> String {
    if !difference.comparable {
        return i18n::not_comparable(dimension, difference.from, difference.to, language);
    }
    let (most, least) = difference.extremes();
    let named = |most: Leaders<&Compared>| super::named(&most, |bucket| &bucket.label, dimension, language);
    i18n::difference_sentence((difference.from, difference.to), most.map(named), least.map(named), language)
}

#[component]
fn DaysForm(scope: Scope, a: PlatformDay, b: PlatformDay) -> impl IntoView {
    let words = AudienceWords::of(scope.language);
    let others = scope.address.others(&["a", "b"]);
    let today = scope.today.to_string();
    view! {
        <form class="two-days" method="get" action=scope.address.path().to_owned()>
            <label>
                {words.earlier_day} <input type="date" name="a" value=a.to_string() max=today.clone() required />
            </label>
            <label>
                {words.later_day} <input type="date" name="b" value=b.to_string() max=today required />
            </label>
            {others.into_iter().map(|(word, value)| view! { <input type="hidden" name=word value=value /> }).collect_view()}
            <button>{words.compare}</button>
        </form>
    }
    .into_any()
}

/// Up to this many rows are all shown; more have a box that scrolls.
const WHOLE: usize = 20;

#[component]
fn DifferenceTable(difference: Difference, dimension: Dimension, language: Language) -> impl IntoView {
    let words = AudienceWords::of(language);
    // A narrow head breaks before the day, never within it.
    let [from, to] = [difference.from, difference.to].map(|day| format::day(day, language).replace(' ', "\u{a0}"));
    let widest = difference.buckets.iter().filter_map(|bucket| difference.change(bucket)).map(i64::abs).max().unwrap_or(0);
    let scroll = if difference.buckets.len() <= WHOLE { "table-scroll whole" } else { "table-scroll" };
    let rows = difference.buckets.iter().map(|bucket| row(&difference, bucket, widest, dimension, language)).collect_view();
    let headings = view! {
        <th scope="col">{words.bucket}</th>
        <th scope="col" colspan="2" class="diverging-head">
            {words.difference_bar}
        </th>
        <th scope="col" class="detail">{words.share_change}</th>
        <th scope="col" class="detail">{from.clone()}</th>
        <th scope="col" class="detail">{to.clone()}</th>
        <th scope="col" class="detail">{format!("{} {from}", words.share)}</th>
        <th scope="col">{format!("{} {to}", words.share)}</th>
    }
    .into_any();
    view! {
        <DataTable title=words.difference class="data difference" scroll headings>
            {rows}
        </DataTable>
    }
    .into_any()
}

fn row(difference: &Difference, bucket: &Compared, widest: i64, dimension: Dimension, language: Language) -> impl IntoView + use<> {
    let count = |value: Option<i64>| value.map_or_else(|| "—".to_owned(), format::count);
    let part = |value: Option<i64>, of: i64| value.map_or_else(|| "—".to_owned(), |value| format::percent(share(value, of)));
    let change = difference.change(bucket);
    let tone = change.map_or("", |change| tone_of(change).class());
    view! {
        <tr>
            <th scope="row"><bdi>{i18n::bucket(dimension, &bucket.label, language)}</bdi></th>
            <td class="diverging-cell">
                <Diverging change=change.unwrap_or(0) widest />
            </td>
            <td class=tone>{change.map_or_else(|| "—".to_owned(), format::signed)}</td>
            <td class="detail">{difference.points(bucket).map_or_else(|| "—".to_owned(), |points| format::points(points, language))}</td>
            <td class="detail">{count(bucket.before)}</td>
            <td class="detail">{count(bucket.after)}</td>
            <td class="detail">{part(bucket.before, difference.before)}</td>
            <td>{part(bucket.after, difference.after)}</td>
        </tr>
    }
}

/// Half the width of a bar's field.
const HALF: i64 = 500;

/// A bar to the right of zero, or to the left; decoration beside its number.
#[component]
fn Diverging(change: i64, widest: i64) -> impl IntoView {
    let width =
        if widest > 0 { i64::try_from(i128::from(change.abs()) * i128::from(HALF) / i128::from(widest)).unwrap_or(HALF) } else { 0 };
    let x = if change < 0 { HALF - width } else { HALF };
    view! {
        <svg class="diverging" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class=tone_of(change).class() x=x.to_string() y="1" width=width.to_string() height="10" />
            <line x1="500" x2="500" y1="0" y2="12" vector-effect="non-scaling-stroke" />
        </svg>
    }
}
