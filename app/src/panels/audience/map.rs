//! The provinces as a map of tiles, each a link that selects its province.

use leptos::prelude::*;

use crate::components::Panel;
use crate::filter::AudienceQuery;
use crate::format;
use crate::i18n::{self, AudienceWords};
use crate::model::page::audience::{Composition, share, share_change};
use crate::model::page::region::{Elsewhere, RegionMap, Tile, over_time};
use crate::model::province::GRID;
use crate::model::{Dataset, Dimension, Language, Period, Province};
use crate::panels::Scope;
use crate::panels::parts::{ChartBox, DataTable, Legend, LegendEntry, TABLE_ROWS};

/// A tile's edge, and the way from one to the next.
const EDGE: i64 = 40;
const STEP: i64 = 44;

/// The steps of the ramp the five classes have; the style sheet knows which text each carries.
const RAMP: [u8; 5] = [1, 2, 4, 6, 7];

/// Map, legend, the selected province over time, and what has no tile.
#[component]
pub(super) fn MapPanel(scope: Scope, map: RegionMap, composition: Composition, asked: AudienceQuery) -> impl IntoView {
    let language = scope.language;
    let words = AudienceWords::of(language);
    let selected = map.selected(asked.province).copied();
    let sentence = sentence(&map, language);
    let footnote = format!("{} · {}", i18n::portrait_source(language), format::day_long(map.day, language));
    let export = scope.export_of(Dataset::Portrait, Period::ending(map.day, 1));
    let entries = legend(&map, language);
    let classes = i18n::map_classes(map.limits.len() + 1, language);
    let elsewhere = map.elsewhere.clone();
    let of = map.of;
    let current = selected.map(|tile| tile.province);
    view! {
        <Panel title=words.map sentence footnote export=Some(export)>
            <div class="map">
                <div class="map-tiles" id="map">
                    <Tiles scope=scope.clone() map=map.clone() current />
                    <p class="small muted">{classes}</p>
                    <Legend entries />
                </div>
                {selected.map(|tile| view! { <ProvinceFacts scope=scope.clone() map composition tile /> })}
            </div>
            <ElsewhereList elsewhere of language />
        </Panel>
    }
    .into_any()
}

fn sentence(map: &RegionMap, language: Language) -> String {
    let populated = map.tiles.iter().filter(|tile| tile.rank.is_some()).count();
    let hint = AudienceWords::of(language).map_hint;
    match map.tiles.iter().find(|tile| tile.rank == Some(1)) {
        Some(largest) => {
            let part = share(largest.value.unwrap_or(0), map.of);
            let told = i18n::map_sentence(populated, i18n::province(largest.province, language), part, map.day, language);
            i18n::sentences(&[told, hint.to_owned()], language)
        }
        None => hint.to_owned(),
    }
}

#[component]
fn Tiles(scope: Scope, map: RegionMap, current: Option<Province>) -> impl IntoView {
    let language = scope.language;
    let (columns, rows) = (i64::from(GRID.0), i64::from(GRID.1));
    // One unit around it for the frame of the selected tile.
    let field = format!("-2 -2 {} {}", columns * STEP - STEP + EDGE + 4, rows * STEP - STEP + EDGE + 4);
    let tiles = map.tiles.iter().map(|tile| tile_link(&scope, &map, tile, current, language)).collect_view();
    view! {
        <svg class="tile-map" viewBox=field role="group" aria-label=AudienceWords::of(language).map>
            {tiles}
        </svg>
    }
    .into_any()
}

fn tile_link(scope: &Scope, map: &RegionMap, tile: &Tile, current: Option<Province>, language: Language) -> impl IntoView + use<> {
    let (column, row) = tile.province.cell();
    let (x, y) = (i64::from(column) * STEP, i64::from(row) * STEP);
    let href = format!("{}#map", scope.address.with(&[("province", tile.province.name())]).href());
    let known = tile.value.map(|value| (share(value, map.of), value));
    let label = i18n::tile(i18n::province(tile.province, language), known, language);
    let text = match language {
        Language::Chinese => tile.province.name(),
        Language::English => tile.province.code(),
    };
    let class = match (map.class(tile), tile.value) {
        (Some(class), _) => format!("tile tile-{}", step(class, map.limits.len())),
        (None, Some(_)) => "tile tile-empty".to_owned(),
        (None, None) => "tile tile-unknown".to_owned(),
    };
    let told = label.clone();
    view! {
        <a class=class href=href aria-label=label aria-current=(current == Some(tile.province)).then_some("true")>
            <title>{told}</title>
            <rect x=x.to_string() y=y.to_string() width=EDGE.to_string() height=EDGE.to_string() rx="4" />
            <text x=(x + EDGE / 2).to_string() y=(y + EDGE / 2 + 4).to_string() text-anchor="middle">
                {text}
            </text>
        </a>
    }
}

/// The ramp's step of a class; fewer classes are spread over the whole ramp.
fn step(class: usize, limits: usize) -> u8 {
    let last = RAMP.len() - 1;
    let at = (class * last).checked_div(limits).unwrap_or(last / 2);
    RAMP.get(at).copied().unwrap_or(RAMP[last])
}

/// The limits of the classes, and the two tiles without one.
fn legend(map: &RegionMap, language: Language) -> Vec<LegendEntry> {
    let words = AudienceWords::of(language);
    let limits = &map.limits;
    #[expect(clippy::cast_precision_loss, reason = "thousandths of a share are at most 1000")]
    let percent = |permille: i64| format::percent(permille as f64 / 1000.0);
    let text = |class: usize| match (class.checked_sub(1).map(|below| limits[below]), limits.get(class)) {
        (None, Some(high)) => format!("< {}", percent(*high)),
        // Where the next class begins, the number is said once more: nobody takes it for a hole.
        (Some(low), Some(high)) => format!("{}–{}", percent(low).trim_end_matches('%'), percent(*high)),
        (Some(low), None) => format!("≥ {}", percent(low)),
        (None, None) => "> 0%".to_owned(),
    };
    let entry = |label: String, swatch: String| LegendEntry { label, swatch };
    let classes = (0..=limits.len()).map(|class| entry(text(class), format!("ramp-{}", step(class, limits.len()))));
    // Two pale boxes nearly alike: each only where the map has such a tile.
    let without = |known: bool| map.tiles.iter().any(|tile| map.class(tile).is_none() && tile.value.is_some() == known);
    let others = [(true, words.map_empty, "tile-empty"), (false, words.map_unknown, "tile-unknown")];
    let others = others.into_iter().filter(|(known, ..)| without(*known));
    classes.chain(others.map(|(_, label, swatch)| entry(label.to_owned(), swatch.to_owned()))).collect()
}

/// The selected province: its numbers, and its share over time.
#[component]
fn ProvinceFacts(scope: Scope, map: RegionMap, composition: Composition, tile: Tile) -> impl IntoView {
    let language = scope.language;
    let words = AudienceWords::of(language);
    let name = i18n::province(tile.province, language);
    let unknown = || "—".to_owned();
    let part = tile.value.map(|value| share(value, map.of));
    let change = tile.value.zip(tile.before).zip(map.first).map(|((value, before), first)| {
        let points = share_change(share(before, map.before_of), share(value, map.of));
        i18n::province_facts(value - before, points, first, language)
    });
    let days = over_time(&composition, tile.province);
    let known = days.iter().filter(|day| day.known.is_some()).count();
    let url = scope.chart("province");
    let description = i18n::province_description(name, known, language);
    let count = days.len();
    let rows = days.into_iter().rev().take(TABLE_ROWS).map(move |day| {
        let cells =
            day.known.map_or_else(|| (unknown(), unknown()), |(value, sum)| (format::percent(share(value, sum)), format::count(value)));
        view! {
            <tr>
                <th scope="row">{day.day.to_string()}</th>
                <td>{cells.0}</td>
                <td>{cells.1}</td>
            </tr>
        }
    });
    let headings = view! {
        <th scope="col">{crate::i18n::CommonWords::of(language).day}</th>
        <th scope="col">{words.share}</th>
        <th scope="col">{words.people}</th>
    }
    .into_any();
    view! {
        <div class="map-facts">
            <h3>{name}</h3>
            <dl class="pairs">
                <dt>{words.share}</dt>
                <dd>{part.map_or_else(unknown, format::percent)}</dd>
                <dt>{words.people}</dt>
                <dd>{tile.value.map_or_else(unknown, format::count)}</dd>
                <dt>{words.change}</dt>
                <dd>{change.unwrap_or_else(unknown)}</dd>
                <dt>{words.rank_of}</dt>
                <dd>{tile.rank.map_or_else(unknown, |rank| rank.to_string())}</dd>
            </dl>
            <ChartBox url description height="short" rows=count>
                <DataTable title=name headings>
                    {rows.collect_view()}
                </DataTable>
            </ChartBox>
        </div>
    }
    .into_any()
}

/// What is no province: abroad, others, cities.
#[component]
fn ElsewhereList(elsewhere: Vec<Elsewhere>, of: i64, language: Language) -> impl IntoView {
    let words = AudienceWords::of(language);
    (!elsewhere.is_empty()).then(|| {
        let items = elsewhere.into_iter().map(|other| {
            let numbers = format!(" {} · {}", format::percent(share(other.value, of)), format::count(other.value));
            view! {
                <li>
                    <bdi>{i18n::bucket(Dimension::Region, &other.label, language)}</bdi>
                    {numbers}
                </li>
            }
        });
        view! {
            <h3 class="elsewhere-head">{words.elsewhere}</h3>
            <ul class="elsewhere">{items.collect_view()}</ul>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_spread_over_the_ramp() {
        let steps = |limits: usize| (0..=limits).map(|class| step(class, limits)).collect::<Vec<_>>();
        assert_eq!(steps(4), RAMP);
        assert_eq!(steps(1), [1, 7]);
        assert_eq!(steps(0), [4]);
    }

    /// Relative luminance of a colour such as `#1f5eff` (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hexadecimal")) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn names_on_tiles_are_legible_in_both_themes() {
        let tokens = include_str!("../../../../style/_tokens.scss");
        let theme =
            |name: &str| tokens.split(&format!("@mixin {name} {{")).nth(1).and_then(|rest| rest.split("\n}").next()).expect("a theme");
        for name in ["light", "dark"] {
            let value = |token: String| {
                let line = theme(name).lines().find_map(|line| line.trim().strip_prefix(&format!("--{token}: "))).expect("a token");
                luminance(line.trim_end_matches(';'))
            };
            let pairs = RAMP.map(|step| (value(format!("chart-ramp-{step}")), value(format!("on-ramp-{step}"))));
            let others = [(value("surface".into()), value("muted".into())), (value("sunken".into()), value("muted".into()))];
            for (fill, text) in pairs.into_iter().chain(others) {
                let (light, dark) = (f64::max(fill, text), f64::min(fill, text));
                let contrast = (light + 0.05) / (dark + 0.05);
                assert!(contrast >= 4.5, "{name}: {contrast:.2} of {fill:.3} and {text:.3}");
            }
        }
    }
}
