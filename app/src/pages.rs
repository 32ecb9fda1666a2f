//! The pages, and what several of them share.

#![expect(unreachable_pub, reason = "the component macro writes `pub` whatever the function says")]

mod audience;
mod authorise;
mod collection;
mod flow;
mod landing;
mod not_found;
mod overview;
mod people;
mod roster;
mod settings;
mod sign_in_problem;

pub(crate) use audience::{AudiencePage, AudienceStart};
pub(crate) use authorise::{AuthorisePage, AuthorisedPage, FreshLinkPage};
pub(crate) use collection::CollectionPage;
pub(crate) use flow::FlowPage;
pub(crate) use landing::LandingPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use overview::OverviewPage;
pub(crate) use people::{FansPage, FollowingPage};
pub(crate) use roster::RosterPage;
pub(crate) use settings::SettingsPage;
pub(crate) use sign_in_problem::SignInProblemPage;
