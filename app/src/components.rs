//! The parts pages are made of.

#![expect(unreachable_pub, reason = "the component macro writes `pub` whatever the function says")]

mod avatar;
mod creator_page;
mod icon;
mod link_form;
mod load;
mod meter;
mod notices;
mod page_address;
mod panel;
mod period_picker;
mod preferences;
mod progress;
mod reauthorise;
mod served;
mod states;
mod top_bar;

pub(crate) use avatar::Avatar;
pub(crate) use creator_page::{CreatorPage, SignedInPage};
pub(crate) use icon::Icon;
pub(crate) use link_form::LinkForm;
pub(crate) use load::Load;
pub(crate) use meter::{Meter, MeterTone};
pub(crate) use notices::Notices;
pub(crate) use page_address::{PageAddress, use_query_text};
pub(crate) use panel::Panel;
pub(crate) use period_picker::{PeriodPicker, use_filter};
pub(crate) use preferences::Preferences;
pub(crate) use progress::LiveProgress;
pub(crate) use reauthorise::Reauthorise;
pub(crate) use served::Served;
pub(crate) use states::{ErrorState, NotFound};
pub(crate) use top_bar::{Section, TopBar};
