//! The parts pages are made of.

#![expect(unreachable_pub, reason = "the component macro writes `pub` whatever the function says")]

mod avatar;
mod card;
mod chart_box;
mod creator_page;
mod distribution;
mod icon;
mod legend;
mod load;
mod meter;
mod notices;
mod panel;
mod period_picker;
mod preferences;
mod progress;
mod run_calendar;
mod sparkline;
mod states;
mod top_bar;

pub(crate) use avatar::Avatar;
pub(crate) use card::{Delta, NumberCard, Tone, tone_of};
pub(crate) use chart_box::ChartBox;
pub(crate) use creator_page::{CreatorPage, SignedInPage, use_creator_id};
pub(crate) use distribution::DistributionBars;
pub(crate) use icon::Icon;
pub(crate) use legend::{Legend, LegendEntry};
pub(crate) use load::Load;
pub(crate) use meter::{Meter, MeterTone};
pub(crate) use notices::Notices;
pub(crate) use panel::Panel;
pub(crate) use period_picker::{PeriodPicker, use_filter};
pub(crate) use preferences::Preferences;
pub(crate) use progress::LiveProgress;
pub(crate) use run_calendar::RunCalendar;
pub(crate) use sparkline::Sparkline;
pub(crate) use states::{EmptyState, ErrorState, NotFound};
pub(crate) use top_bar::{Section, TopBar};
