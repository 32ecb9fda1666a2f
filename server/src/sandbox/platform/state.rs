//! What the platform has to remember, and the file it is kept in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::Path;

use app::model::PlatformDay;
use serde::{Deserialize, Serialize};

use super::client_token::ClientTokens;
use super::consent::Consent;
use super::quota::Quota;
use crate::sandbox::SandboxError;

/// The version of the file.
const VERSION: u32 = 1;

/// Everything that a restart goes on with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct State {
    version: u32,
    pub(crate) world: WorldId,
    pub(crate) epoch: PlatformDay,
    /// How far the clock was ahead when it was last advanced through the control path.
    pub(crate) clock_offset_millis: Option<i64>,
    /// The last number given to a consent.
    pub(crate) serial: u64,
    pub(crate) consents: BTreeMap<String, Consent>,
    pub(crate) quota: Quota,
    pub(crate) client_tokens: ClientTokens,
    /// Events that the app does not want to be told of.
    #[serde(default)]
    pub(crate) muted: BTreeSet<String>,
}

/// What makes a world this one; another seed or size is another world, in which no consent means anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WorldId {
    pub(crate) seed: u64,
    pub(crate) creators: u32,
    pub(crate) fans: u32,
}

impl State {
    pub(crate) fn new(world: WorldId, epoch: PlatformDay) -> Self {
        Self {
            version: VERSION,
            world,
            epoch,
            clock_offset_millis: None,
            serial: 0,
            consents: BTreeMap::new(),
            quota: Quota::default(),
            client_tokens: ClientTokens::default(),
            muted: BTreeSet::new(),
        }
    }

    /// Reads the file; nothing when there is none yet.
    pub(crate) fn load(path: &Path, world: WorldId) -> Result<Option<Self>, SandboxError> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(SandboxError::StateUnreadable { path: path.to_owned(), source }),
        };
        let state: Self = serde_json::from_slice(&bytes).map_err(|source| SandboxError::StateWrong { path: path.to_owned(), source })?;
        if state.version != VERSION || state.world != world {
            let WorldId { seed, creators, fans } = state.world;
            return Err(SandboxError::OtherWorld { path: path.to_owned(), seed, creators, fans });
        }
        Ok(Some(state))
    }

    /// Writes the file: to a temporary one first, so that there is never half a state.
    pub(crate) fn save(&self, path: &Path) -> Result<(), SandboxError> {
        self.write(path).map_err(|source| SandboxError::StateUnwritable { path: path.to_owned(), source })
    }

    fn write(&self, path: &Path) -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut name = path.as_os_str().to_owned();
        name.push(".new");
        let mut file = fs::File::create(&name)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        drop(file);
        fs::rename(&name, path)
    }
}
