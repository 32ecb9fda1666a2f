//! Pure types and arithmetic in the words of the product: no leptos, no I/O, no clock.

pub mod band;
pub mod calendar;
pub mod capability;
pub mod creator;
pub mod dataset;
pub mod day;
pub mod fan;
pub mod flow;
pub mod grant;
pub mod growth;
pub mod language;
pub mod page;
pub mod people;
pub mod period;
pub mod portrait;
pub mod province;
pub mod run;
pub mod slices;
pub mod totals;

pub use capability::{Capability, CapabilityState, CapabilityStatus};
pub use creator::{CreatorId, CreatorProfile, MemberId, OpenId, Role, SignUp, WorkspaceId};
pub use dataset::Dataset;
pub use day::{PlatformDay, Timestamp};
pub use fan::{Gender, LeftConfidence, ListKind, ListMember};
pub use flow::{FlowContribution, FlowMetric};
pub use growth::{DailyPoint, SeriesMetric, SeriesPoint, TotalSource};
pub use language::Language;
pub use period::Period;
pub use portrait::{BucketValue, Dimension, Portrait};
pub use province::Province;
pub use run::{GapReason, RunState, StepState};
pub use slices::{Granularity, GrowthMetric, Slice};
pub use totals::{KnownSum, Totals};
