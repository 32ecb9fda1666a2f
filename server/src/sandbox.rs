//! The embedded platform: a faithful Douyin Open Platform over a seeded, clock-driven world.
//!
//! `world` holds the people (pure), `platform` the consents, tokens, quota and faults, `http` the endpoints. `truth` says what a correct
//! collector must have. The JSON here is written from the platform's documents and shares no type with `source`: if both used one
//! struct, a wrong field would agree with itself. `docs/SANDBOX.md` has the paths and the format of the faults file.

mod calls;
mod http;
mod platform;
mod reading;
mod truth;
mod webhook;
mod world;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use serde::Serialize;
use tokio::sync::oneshot;

use crate::clock::Advance;
use calls::Calls;
use platform::Platform;
use platform::faults::Faults;
use platform::state::{State, WorldId};
use platform::token::Signer;
use webhook::Outbox;
pub use webhook::{WebhookContent, WebhookSettings};
use world::World;
use world::calendar::Calendar;
pub use world::story::{Story, StoryName};

/// How a sandbox is set up.
#[derive(Clone, Debug)]
pub struct SandboxSettings {
    /// The one app that this platform knows.
    pub client_key: String,
    /// Its secret; also signs the tokens.
    pub client_secret: SecretString,
    /// The seed of the world.
    pub seed: u64,
    /// How many creators; the first ones have the fixed stories.
    pub creators: u32,
    /// The typical number of fans; the stories scale from it.
    pub fans: u32,
    /// The faults file.
    pub faults: Option<PathBuf>,
    /// The state file; without one the state lives in memory.
    pub state: Option<PathBuf>,
}

/// Why a sandbox cannot be opened, with the remedy.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// No creators or no fans.
    #[error("a sandbox needs at least one creator and one fan; raise --creators or --fans")]
    Empty,
    /// The faults file cannot be read.
    #[error("the faults file {} cannot be read; check the path given with --faults", path.display())]
    FaultsUnreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The faults file has a mistake.
    #[error("the faults file {} is wrong: {reason}", path.display())]
    FaultsWrong {
        /// The file.
        path: PathBuf,
        /// Which key, on which line.
        reason: String,
    },
    /// The state file cannot be read.
    #[error("the sandbox's state file {} cannot be read; check its permissions", path.display())]
    StateUnreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The state file is no state.
    #[error("{} is not a sandbox state file; name another one with --state or remove it", path.display())]
    StateWrong {
        /// The file.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// The state file cannot be written.
    #[error("the sandbox's state file {} cannot be written; check the folder or name another one with --state", path.display())]
    StateUnwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The state file belongs to another world.
    #[error(
        "the state file {} belongs to another world (--seed {seed} --creators {creators} --fans {fans}); use these settings or another --state",
        path.display()
    )]
    OtherWorld {
        /// The file.
        path: PathBuf,
        /// Its seed.
        seed: u64,
        /// Its number of creators.
        creators: u32,
        /// Its number of fans.
        fans: u32,
    },
}

/// One creator, as `GET /sandbox/creators` lists them.
#[derive(Clone, Debug, Serialize)]
pub struct SandboxCreator {
    /// The id in the one app.
    pub open_id: String,
    /// Display name.
    pub nickname: String,
    /// Fans today.
    pub fans: u32,
    /// What happens to them.
    pub story: Story,
}

/// The platform; cheap to clone.
#[derive(Clone, Debug)]
pub struct Sandbox {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    client_key: String,
    client_secret: SecretString,
    world: World,
    platform: Platform,
    clock: Arc<dyn Advance>,
    /// Answers so far: makes each log id another one.
    answers: AtomicU64,
    calls: Calls,
    latency_millis: AtomicU64,
    /// The next call to this path waits until the other end is dropped.
    held: Mutex<Option<Held>>,
    /// Where messages for the app go, once it has an address.
    outbox: OnceLock<Outbox>,
}

/// The inner end of a [`Hold`].
#[derive(Debug)]
struct Held {
    path: String,
    arrived: oneshot::Sender<()>,
    released: oneshot::Receiver<()>,
}

/// A call that waits; dropping this lets it go on.
#[derive(Debug)]
pub struct Hold {
    arrived: oneshot::Receiver<()>,
    _until_dropped: oneshot::Sender<()>,
}

impl Hold {
    /// Waits until the call is there and hangs; once is enough to know.
    pub async fn arrived(&mut self) {
        // The sender goes only with the call itself.
        let _ = (&mut self.arrived).await;
    }
}

impl Sandbox {
    /// Opens the platform: reads the faults and the state, and advances the clock to where the state left it.
    ///
    /// At the first opening the world gets 400 days of history before the clock's day, and the stories their dates; so let the clock
    /// show the present then.
    pub fn open(settings: SandboxSettings, clock: Arc<dyn Advance>) -> Result<Self, SandboxError> {
        let SandboxSettings { client_key, client_secret, seed, creators, fans, faults, state: file } = settings;
        if creators == 0 || fans == 0 {
            return Err(SandboxError::Empty);
        }
        let plan = faults.as_deref().map(|path| Ok((path, Faults::read(path, &http::paths())?))).transpose()?;
        let id = WorldId { seed, creators, fans };
        let known = file.as_deref().map(|path| State::load(path, id)).transpose()?.flatten();
        let state = known.unwrap_or_else(|| State::new(id, Calendar::opened_on(clock.today()).epoch));
        catch_up(clock.as_ref(), state.clock_offset_millis);
        let world = World::new(seed, Calendar { epoch: state.epoch }, creators, fans);
        let faults = match plan {
            None => Faults::default(),
            Some((path, faults)) => {
                let checked = faults.check_people(|open_id| world.find(open_id).is_some());
                checked.map_err(|reason| SandboxError::FaultsWrong { path: path.to_owned(), reason })?;
                faults
            }
        };
        let platform = Platform::new(state, file, Signer::new(&client_secret, seed), faults)?;
        Ok(Self {
            inner: Arc::new(Inner {
                client_key,
                client_secret,
                world,
                platform,
                clock,
                answers: AtomicU64::new(0),
                calls: Calls::default(),
                latency_millis: AtomicU64::new(0),
                held: Mutex::default(),
                outbox: OnceLock::new(),
            }),
        })
    }

    /// All creators: the same facts as `GET /sandbox/creators`.
    pub fn creators(&self) -> Vec<SandboxCreator> {
        let today = self.inner.clock.today();
        let creator = |plan: &world::Plan| SandboxCreator {
            open_id: plan.identity.open_id(),
            nickname: plan.nickname.clone(),
            fans: self.inner.world.total(plan, today),
            story: plan.story.clone(),
        };
        self.inner.world.plans().iter().map(creator).collect()
    }

    /// The user of this `open_id` agrees to everything the app asks for, as on the consent page; the code for the app. Nothing for a stranger.
    pub fn agree(&self, open_id: &str, scopes: &str) -> Option<String> {
        self.consent(open_id, scopes.split(',').map(ToOwned::to_owned).collect())
    }

    /// Waits as long as an answer is to take.
    async fn pause(&self) {
        match self.inner.latency_millis.load(Ordering::Relaxed) {
            0 => {}
            millis => tokio::time::sleep(Duration::from_millis(millis)).await,
        }
    }

    /// Lets the next call to this path wait until the returned value is dropped: a platform that hangs for as long as a test needs.
    pub fn hold(&self, path: &str) -> Hold {
        let ((until_dropped, released), (arrived, arrival)) = (oneshot::channel(), oneshot::channel());
        let held = Held { path: path.to_owned(), arrived, released };
        *self.inner.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(held);
        Hold { arrived: arrival, _until_dropped: until_dropped }
    }

    /// Waits if this call is the one that is held.
    async fn wait_if_held(&self, path: &str) {
        let held = {
            let mut held = self.inner.held.lock().unwrap_or_else(PoisonError::into_inner);
            held.take_if(|held| held.path == path)
        };
        if let Some(Held { arrived, released, .. }) = held {
            // Nobody may wait for the one; dropping the other end is the signal of the other.
            let _ = arrived.send(());
            let _ = released.await;
        }
    }

    /// How long every answer of the open API takes from now on: a platform across the network is slower than one in the same process.
    pub fn set_latency(&self, latency: Duration) {
        let millis = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
        self.inner.latency_millis.store(millis, Ordering::Relaxed);
    }
}

/// A restart goes on at the time that the control path had reached; a clock that was never moved is left as it is.
fn catch_up(clock: &dyn Advance, offset_millis: Option<i64>) {
    let behind = offset_millis.zip(clock.offset_millis()).map_or(0, |(reached, offset)| reached - offset);
    if behind > 0 {
        clock.advance(behind / 1000 + i64::from(behind % 1000 > 0));
    }
}
