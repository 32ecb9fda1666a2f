//! Number cards: label, number, change, sparkline.

use leptos::prelude::*;

use super::Sparkline;

/// Whether a change is good, bad or neither; the colour never speaks alone, the sign says it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Neither.
    #[default]
    Neutral,
    /// Up.
    Gain,
    /// Down.
    Loss,
}

impl Tone {
    /// The class that colours it.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Gain => "gain",
            Self::Loss => "loss",
        }
    }
}

/// The tone of a change.
pub(crate) const fn tone_of(change: i64) -> Tone {
    match change {
        0 => Tone::Neutral,
        1.. => Tone::Gain,
        _ => Tone::Loss,
    }
}

/// A change with its sign.
#[derive(Clone, Debug)]
pub(crate) struct Delta {
    /// With sign and words.
    pub(crate) text: String,
    /// Its colour.
    pub(crate) tone: Tone,
}

/// One number.
#[component]
pub(crate) fn NumberCard(
    /// What it counts.
    #[prop(into)]
    label: String,
    /// The number; nothing when unknown.
    value: Option<String>,
    /// Its colour.
    #[prop(default = Tone::Neutral)]
    tone: Tone,
    /// Against the comparison.
    delta: Option<Delta>,
    /// Where it comes from.
    note: String,
    /// Its days.
    #[prop(default = Vec::new())]
    spark: Vec<Option<i64>>,
    /// Where the card leads, and whether that is what the page shows now.
    #[prop(optional_no_strip)]
    link: Option<(String, bool)>,
) -> impl IntoView {
    let known = value.is_some();
    let current = link.as_ref().is_some_and(|(_, current)| *current);
    let title = match link {
        Some((href, current)) => {
            // The page stays where it is: the chart is below the card.
            view! {
                <a class="card-link" href=href aria-current=current.then_some("true") data-noscroll="">
                    {label}
                </a>
            }
            .into_any()
        }
        None => label.into_any(),
    };
    view! {
        <div class="card" class:current=current>
            <dt class="card-label">{title}</dt>
            <dd class=format!("card-value {}", tone.class()) class:unknown=!known>
                {value.unwrap_or_else(|| "—".to_owned())}
            </dd>
            <dd class="card-delta">{delta.map(|delta| view! { <span class=delta.tone.class()>{delta.text}</span> })}</dd>
            <dd class="card-note">{note}</dd>
            <dd class="card-spark">{(spark.iter().flatten().count() > 1).then(|| view! { <Sparkline values=spark /> })}</dd>
        </div>
    }
    .into_any()
}
