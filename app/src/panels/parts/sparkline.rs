//! A line without axes, drawn by the server; it breaks where days are unknown.

use std::fmt::Write as _;

use leptos::prelude::*;

const WIDTH: i64 = 1_200;
const HEIGHT: i64 = 280;
const MARGIN: i64 = 20;

/// The path of the known values; an unknown one lifts the pen. Whole numbers only, so that both sides write the same.
pub(crate) fn path(values: &[Option<i64>]) -> String {
    let known = values.iter().copied().flatten();
    let (Some(low), Some(high)) = (known.clone().min(), known.max()) else {
        return String::new();
    };
    let range = i128::from(high) - i128::from(low);
    let steps = i64::try_from(values.len()).unwrap_or(i64::MAX).saturating_sub(1).max(1);
    let mut path = String::new();
    let mut pen_down = false;
    for (index, value) in (0_i64..).zip(values) {
        let Some(value) = value else {
            pen_down = false;
            continue;
        };
        let x = index * WIDTH / steps;
        let above = (i128::from(*value) - i128::from(low)) * i128::from(HEIGHT - 2 * MARGIN);
        let y = if range == 0 { HEIGHT / 2 } else { HEIGHT - MARGIN - i64::try_from(above / range).unwrap_or(0) };
        // Writing to a String cannot fail.
        let _ = write!(path, "{}{x} {y}", if pen_down { "L" } else { "M" });
        pen_down = true;
    }
    path
}

/// A decoration beside the number it belongs to.
#[component]
pub(crate) fn Sparkline(
    /// Oldest first; nothing where unknown.
    values: Vec<Option<i64>>,
) -> impl IntoView {
    view! {
        <svg class="sparkline" viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <path d=path(&values) fill="none" vector-effect="non-scaling-stroke" />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn the_line_breaks_where_a_day_is_unknown() {
        assert_eq!(path(&[Some(0), Some(10), None, Some(5)]), "M0 260L400 20M1200 140");
    }

    #[test]
    fn extremes_do_not_overflow() {
        assert_eq!(path(&[Some(i64::MIN), Some(i64::MAX)]), "M0 260L1200 20");
        assert_eq!(path(&[Some(7), Some(7)]), "M0 140L1200 140");
        assert_eq!(path(&[None, None]), "");
    }
}
