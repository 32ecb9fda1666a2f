//! What several panels are made of.

mod absence;
mod card;
mod chart_box;
mod data_table;
mod distribution;
mod empty;
mod facts;
mod legend;
mod pager;
mod run_calendar;
mod sparkline;

pub(crate) use absence::{Absence, Absent};
pub(crate) use card::{Delta, NumberCard, Tone, tone_of};
pub(crate) use chart_box::{ChartBox, TABLE_ROWS};
pub(crate) use data_table::DataTable;
pub(crate) use distribution::DistributionBars;
pub(crate) use empty::EmptyState;
pub(crate) use facts::Facts;
pub(crate) use legend::{Legend, LegendEntry};
pub(crate) use pager::Pager;
pub(crate) use run_calendar::{RunCalendar, class_of as run_class, legend as run_legend, sentence as run_sentence};
pub(crate) use sparkline::Sparkline;
