//! `/data/external/user/…` (platform notes, section 2.5): six paths as six pages; 30 days each time, so that gaps heal.

use app::model::{PlatformDay, SeriesMetric, SeriesPoint};
use serde::Deserialize;
use serde_json::Value;

use super::client::{Client, TokenIn};
use super::{envelope, numbers};
use crate::source::{Access, Decoded, Page, RawBody, Records, SourceError};

/// One path with the values it carries per day.
struct Series {
    cursor: &'static str,
    path: &'static str,
    metrics: &'static [SeriesMetric],
}

static PATHS: [Series; 6] = [
    Series { cursor: "fans", path: "/data/external/user/fans/", metrics: &[SeriesMetric::TotalFans, SeriesMetric::NewFans] },
    Series {
        cursor: "item",
        path: "/data/external/user/item/",
        metrics: &[SeriesMetric::NewIssue, SeriesMetric::TotalIssue, SeriesMetric::NewPlay],
    },
    Series { cursor: "like", path: "/data/external/user/like/", metrics: &[SeriesMetric::NewLike] },
    Series { cursor: "comment", path: "/data/external/user/comment/", metrics: &[SeriesMetric::NewComment] },
    Series { cursor: "share", path: "/data/external/user/share/", metrics: &[SeriesMetric::NewShare] },
    Series { cursor: "profile", path: "/data/external/user/profile/", metrics: &[SeriesMetric::ProfileUv] },
];

#[derive(Deserialize)]
struct SeriesData {
    result_list: Rows,
}

/// Null is an empty list.
#[derive(Deserialize)]
struct Rows(Option<Vec<Value>>);

pub(super) async fn read(client: &Client, access: &Access, cursor: Option<&str>) -> Result<Page, SourceError> {
    let at = cursor.map_or(Some(0), |cursor| PATHS.iter().position(|path| path.cursor == cursor));
    let Some((at, path)) = at.and_then(|at| Some((at, PATHS.get(at)?))) else {
        let detail = "the saved cursor names no series".to_owned();
        return Err(SourceError::Decode { endpoint: PATHS[0].path, detail, log_id: String::new() });
    };
    let body = client.get(path.path, access, TokenIn::Header, &[("date_type", "30")]).await?;
    let Decoded { records, warnings, .. } = decoded(path, &body)?;
    Ok(Page {
        records,
        next: PATHS.get(at + 1).map(|next| next.cursor.to_owned()),
        reported_total: None,
        raw: vec![RawBody { endpoint: path.path, body: body.into() }],
        requests: 1,
        warnings,
        vouched: true,
    })
}

/// Reads an answer that was kept; nothing when it comes from another path.
pub(super) fn decode(endpoint: &str, body: &[u8]) -> Option<Result<Decoded, SourceError>> {
    let series = PATHS.iter().find(|series| series.path == endpoint)?;
    Some(decoded(series, body))
}

fn decoded(series: &'static Series, body: &[u8]) -> Result<Decoded, SourceError> {
    let data: SeriesData = envelope::open(series.path, body)?;
    let mut warnings = Vec::new();
    let points = points(series, &data.result_list.0.unwrap_or_default(), &mut warnings);
    Ok(Decoded { records: Records::Series(points), metrics: series.metrics, warnings })
}

fn points(series: &Series, rows: &[Value], warnings: &mut Vec<String>) -> Vec<SeriesPoint> {
    let mut points = Vec::with_capacity(rows.len() * series.metrics.len());
    for row in rows {
        let Some(day) = row.get("date").and_then(Value::as_str).and_then(|date| date.trim().parse::<PlatformDay>().ok()) else {
            warnings.push(format!("a row of {} was left out: its date does not read as a day", series.path));
            continue;
        };
        for metric in series.metrics {
            match row.get(metric.as_str()) {
                None | Some(Value::Null) => {}
                Some(value) => match numbers::of_value(value) {
                    Some(value) => points.push(SeriesPoint { metric: *metric, day, value }),
                    None => warnings.push(format!("{} of {day} was left out: it is not a whole number", metric.as_str())),
                },
            }
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_read_whatever_their_form_and_bad_rows_are_left_out() {
        let rows = [
            json!({"date": "2026-11-20", "total_fans": "1200", "new_fans": 4.0}),
            json!({"date": "2026-11-21", "total_fans": "many", "new_fans": null}),
            json!({"date": "soon", "total_fans": 1}),
        ];
        let mut warnings = Vec::new();
        let day = "2026-11-20".parse().expect("a day");
        let expected = [
            SeriesPoint { metric: SeriesMetric::TotalFans, day, value: 1200 },
            SeriesPoint { metric: SeriesMetric::NewFans, day, value: 4 },
        ];
        assert_eq!(points(&PATHS[0], &rows, &mut warnings), expected);
        assert_eq!(warnings.len(), 2, "{warnings:?}");
    }

    #[test]
    fn the_six_paths_carry_all_metrics_once() {
        let mut metrics: Vec<_> = PATHS.iter().flat_map(|series| series.metrics).copied().collect();
        metrics.sort_unstable();
        assert_eq!(metrics, SeriesMetric::ALL);
    }
}
