//! Bars of a share, drawn with presentation attributes (the content security policy forbids inline styles).

use leptos::prelude::*;

/// Which colour fills a meter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MeterTone {
    /// The accent.
    Accent,
    /// A named colour of the charts, such as `ramp-3`.
    Chart(String),
}

/// A part of a whole; decoration beside its number.
#[component]
pub(crate) fn Meter(
    /// 0–1 of the full width.
    share: f64,
    /// The filling.
    #[prop(default = MeterTone::Accent)]
    tone: MeterTone,
) -> impl IntoView {
    let width = crate::format::permille(share).clamp(0, 1_000);
    let class = match tone {
        MeterTone::Accent => "fill".to_owned(),
        MeterTone::Chart(name) => format!("fill fill-{name}"),
    };
    view! {
        <svg class="meter" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="track" width="1000" height="10" />
            <rect class=class width=width.to_string() height="10" />
        </svg>
    }
}
