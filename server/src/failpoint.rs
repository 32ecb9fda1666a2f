//! Named places at which a build for tests can be made to die, to fail or to wait, so that every moment of a run is somebody's last one.
//!
//! In a build without the feature `failpoints` (every build but that of the tests) reaching one is nothing.

#[cfg(feature = "failpoints")]
mod armed;

#[cfg(feature = "failpoints")]
pub use armed::arm;

/// Why `FANSCOPE_FAILPOINTS` is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FailpointError(pub String);

/// A failpoint that was told to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the failpoint {} was told to fail", .0.name())]
pub struct Injected(pub Failpoint);

macro_rules! failpoints {
    ($($(#[$doc:meta])* $point:ident = $name:literal,)+) => {
        /// A step of a run, or of a grant's life, that can be anybody's last.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Failpoint {
            $($(#[$doc])* $point,)+
        }

        impl Failpoint {
            /// Every one of them.
            pub const ALL: &[Self] = &[$(Self::$point,)+];

            /// Its name in `FANSCOPE_FAILPOINTS`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$point => $name,)+
                }
            }
        }
    };
}

failpoints! {
    /// Nothing of a claim is written yet.
    RunClaim = "run.claim",
    /// The run is claimed.
    RunClaimed = "run.claimed",
    /// A step is not marked as begun yet.
    StepBegin = "step.begin",
    /// A step is marked as begun.
    StepBegun = "step.begun",
    /// A page is read and not staged yet.
    PageStage = "page.stage",
    /// A page is staged, its transaction still open.
    PageStaging = "page.staging",
    /// A page is staged.
    PageStaged = "page.staged",
    /// A step is not marked as ended yet.
    StepEnd = "step.end",
    /// A step is marked as ended.
    StepEnded = "step.ended",
    /// Before the commit's transaction.
    RunCommit = "run.commit",
    /// Within the commit's transaction: once before each of its parts, and once after the last.
    RunCommitting = "run.committing",
    /// The commit is written.
    RunCommitted = "run.committed",
    /// A run without a snapshot is not ended yet.
    RunEndAsGap = "run.end_as_gap",
    /// A run without a snapshot has ended.
    RunEndedAsGap = "run.ended_as_gap",
    /// A run is not given back yet.
    RunRelease = "run.release",
    /// A run is given back.
    RunReleased = "run.released",
    /// A lease is not extended yet.
    LeaseExtend = "lease.extend",
    /// A lease is extended.
    LeaseExtended = "lease.extended",
    /// Missed periods are not recorded yet.
    GapsRecord = "gaps.record",
    /// Missed periods are written, their transaction still open.
    GapsRecording = "gaps.recording",
    /// Missed periods are recorded.
    GapsRecorded = "gaps.recorded",
    /// Runs left open on earlier days are not closed yet.
    RunsClose = "runs.close",
    /// Runs left open on earlier days are closed.
    RunsClosed = "runs.closed",
    /// The right to refresh a grant is taken.
    GrantLeased = "grant.leased",
    /// Before the platform is asked for a new access token.
    GrantRefresh = "grant.refresh",
    /// The platform gave a new access token; it is not written yet.
    GrantRefreshed = "grant.refreshed",
    /// A renewal is written down, and the platform not asked yet.
    GrantRenew = "grant.renew",
    /// The platform renewed the refresh token; the new one is not written yet.
    GrantRenewed = "grant.renewed",
    /// What the platform gave is written.
    GrantWritten = "grant.written",
    /// The right to refresh is given back.
    GrantReleased = "grant.released",
}

/// Says that this place is reached; a build for tests may die, wait or fail here.
///
/// # Errors
/// The failpoint was told to fail.
#[cfg(feature = "failpoints")]
pub fn reach(point: Failpoint) -> Result<(), Injected> {
    armed::reach(point)
}

/// Says that this place is reached, which is nothing here.
///
/// # Errors
/// None: there are no failpoints in this build.
#[cfg(not(feature = "failpoints"))]
pub const fn reach(_: Failpoint) -> Result<(), Injected> {
    Ok(())
}

/// Refuses to arm anything: a product that ignored the setting would let a test pass that tests nothing.
///
/// # Errors
/// Always, when there is something to arm.
#[cfg(not(feature = "failpoints"))]
pub fn arm(setting: Option<&str>) -> Result<(), FailpointError> {
    match setting {
        None => Ok(()),
        Some(_) => Err(FailpointError(
            "FANSCOPE_FAILPOINTS is set, but this Fanscope has no failpoints; unset it, or use the build of `make chaos`".to_owned(),
        )),
    }
}
