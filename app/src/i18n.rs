//! The words of the dashboard, in Simplified Chinese and English.
//!
//! One struct per area, one field per sentence: a missing or misspelt word does not compile. Sentences with numbers in them are functions
//! of the area that needs them, and the platform's own labels are in `label`.

#[cfg(feature = "ssr")]
mod absence;
mod audience;
mod category;
mod chart;
mod collection;
mod common;
#[cfg(feature = "ssr")]
mod flow;
#[cfg(feature = "ssr")]
mod forecast;
mod growth;
mod label;
mod landing;
mod link;
mod overview;
#[cfg(feature = "ssr")]
mod people;
mod problem;
mod region;
mod roster;
mod settings;
mod state;

#[cfg(feature = "ssr")]
pub(crate) use absence::{absence, absence_help, absent, expected_on};
pub(crate) use audience::{
    AudienceWords, Named, composition_sentence, counts_sentence, difference_sentence, fastest, map_classes, map_sentence, nearest_portrait,
    not_comparable, province_facts, ranking_sentence, rest_left_out, rest_of, splice, tile,
};
#[cfg(feature = "ssr")]
pub(crate) use chart::ChartWords;
pub(crate) use chart::{composition_description, growth_description, province_description};
pub(crate) use collection::{CollectionWords, next_due, progress};
#[cfg(feature = "ssr")]
pub(crate) use collection::{
    capabilities_sentence, counts_read_later, gap_days, lost_grant, quota_limit, quota_sentence, quota_state, runs_sentence, spell,
};
#[cfg(feature = "ssr")]
pub(crate) use common::sentences;
pub(crate) use common::{CommonWords, grant, period, recorded, rows_of, told};
#[cfg(feature = "ssr")]
pub(crate) use common::{bracketed, newest_rows, no_script};
#[cfg(feature = "ssr")]
pub(crate) use flow::{
    FlowWords, breakout_sentence, corner_short, incomparable, loyalty_sentence, newest_share, share_against, share_sentence,
    volume_sentence,
};
#[cfg(feature = "ssr")]
pub(crate) use forecast::{ForecastWords, left_until, nothing_since, plan_sentence};
pub(crate) use growth::{
    PORTRAIT_ENDPOINT, bars_description, daily_export, granularity, growth_metric, healed_days, healed_sentence, portrait_source,
    read_later, slice, slice_days, slice_head, sum_sentence, total_endpoint,
};
#[cfg(feature = "ssr")]
pub(crate) use growth::{clean_up_sentence, growth_sources, healed_days_sentence};
#[cfg(feature = "ssr")]
pub(crate) use label::bucket_in_sentence;
pub(crate) use label::{bucket, dimension, dimension_question, metric, total_source};
pub(crate) use landing::{LandingWords, history_days};
pub(crate) use link::AuthorisedWords;
#[cfg(feature = "ssr")]
pub(crate) use link::{LinkWords, link_until, open_links_sentence};
pub(crate) use overview::{
    OverviewWords, against, changes_sentence, flow_sentence, growth_sentence, health_of, known_days, newest_gap, share_change, steady,
};
#[cfg(feature = "ssr")]
pub(crate) use overview::{health_sentence, up_to};
#[cfg(feature = "ssr")]
pub(crate) use people::{
    PeopleWords, before_recording, false_losses, heads, left_out, list_source, lists_read, lost_note, near_day, of_them_left,
    origins_sentence, people_count, person_gender, person_state, quality_cause, quality_mark, quality_sentence, quality_title,
    returned_note, searched, size_line, spells, unsaid,
};
pub(crate) use problem::{Problem, open_the_link_again, problem};
pub(crate) use region::province;
#[cfg(feature = "ssr")]
pub(crate) use region::provinces;
pub(crate) use roster::{RosterWords, days_left, roster_sentence, snapshot_age};
pub(crate) use settings::SettingsWords;
#[cfg(feature = "ssr")]
pub(crate) use settings::{
    authorisations_sentence, days, members_sentence, minutes, next_run, rate, role, schedule_sentence, time_of_day, urgency,
};
#[cfg(feature = "ssr")]
pub(crate) use state::gap_advice;
pub(crate) use state::{capability, capability_advice, capability_status, error, notice, reason, run_outcome, run_state, step_outcome};

/// A table of words: the struct, its two instances, and the choice between them.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $zh:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name {
            $(#[doc = $en] pub(crate) $field: &'static str,)*
        }

        impl $name {
            const CHINESE: Self = Self { $($field: $zh,)* };
            const ENGLISH: Self = Self { $($field: $en,)* };

            /// The words of a language.
            pub(crate) const fn of(language: crate::model::Language) -> &'static Self {
                match language {
                    crate::model::Language::Chinese => &Self::CHINESE,
                    crate::model::Language::English => &Self::ENGLISH,
                }
            }

            #[cfg(test)]
            pub(crate) fn pairs() -> Vec<(&'static str, &'static str, &'static str)> {
                vec![$((stringify!($field), $zh, $en),)*]
            }
        }
    };
}
use words;

#[cfg(test)]
mod tests;
