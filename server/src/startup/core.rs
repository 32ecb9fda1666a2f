//! Store, keys, clock; and the platform on top of them.

use std::path::Path;
use std::sync::Arc;

use app::model::Timestamp;
use tokio_util::sync::CancellationToken;

use super::StartupError;
use crate::clock::{Clock, ManualClock, SystemClock};
use crate::collector::{Collector, CollectorParts, Limits, Reparse, Schedule};
use crate::config::{PlatformSettings, StoreSettings};
use crate::crypto::Vault;
use crate::entropy::{Entropy, OsEntropy};
use crate::grants::{self, GrantParts, Grants, Rekeyed};
use crate::process::this_process;
use crate::source::SourceError;
use crate::source::douyin_open::{Decoder, DouyinOpen, DouyinSettings};
use crate::storage::sqlite::{Mode, OpenOptions, SqliteStore};
use crate::storage::{CreatorStore as _, SettingStore as _};

/// The source whose runs are collected and shown.
pub const SOURCE: &str = "douyin_open";

/// The store of every command; only here is it said which engine that is.
pub type Store = SqliteStore;

async fn open(settings: &StoreSettings, mode: Mode) -> Result<Store, StartupError> {
    Ok(SqliteStore::open(OpenOptions { url: settings.database_url.clone(), mode }).await?)
}

/// Opens a database that exists and is up to date, and changes nothing in its schema.
///
/// # Errors
/// No such database, or one of another version.
pub async fn open_existing(settings: &StoreSettings) -> Result<Store, StartupError> {
    open(settings, Mode::Existing).await
}

/// Brings the database to this version, creating it when there is none.
///
/// # Errors
/// A database that cannot be created or is newer.
pub async fn migrate(settings: &StoreSettings) -> Result<(), StartupError> {
    open(settings, Mode::Migrate).await?.close().await;
    Ok(())
}

/// Which commands a database belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `serve` and `collect`.
    Serve,
    /// `demo`.
    Demo,
}

impl Kind {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Serve => "serve",
            Self::Demo => "demo",
        }
    }
}

/// What every command that works on data starts from.
#[derive(Clone, Debug)]
pub struct Core {
    /// The store.
    pub store: Store,
    /// Seals tokens.
    pub vault: Arc<Vault>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}

impl Core {
    /// Opens the store, migrating it, and checks that it belongs to this kind of command.
    ///
    /// # Errors
    /// A database that cannot be opened, is newer, or is of the other kind; keys that cannot be read.
    pub async fn open(settings: &StoreSettings, kind: Kind, clock: Arc<dyn Clock>) -> Result<Self, StartupError> {
        let store = open(settings, Mode::Migrate).await?;
        let found = store.setting_or_insert("kind", kind.word()).await?;
        if found != kind.word() {
            store.close().await;
            return Err(StartupError::WrongKind(wrong_kind(&settings.path, &found, kind)));
        }
        let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
        let vault = match &settings.secret_keys {
            Some(keys) => Vault::from_setting(keys)?,
            None => Vault::load_or_create(&settings.data_dir().join("secret.key"), &*entropy)?,
        };
        Ok(Self { store, vault: Arc::new(vault), clock, entropy })
    }
}

fn wrong_kind(path: &Path, found: &str, asked: Kind) -> String {
    let file = path.display();
    match asked {
        Kind::Serve => {
            format!("{file} was made by `fanscope {found}` and holds made-up history; name another file with FANSCOPE_DATABASE_URL")
        }
        Kind::Demo => format!("{file} was made by `fanscope {found}` and holds real history; name another file with FANSCOPE_DATABASE_URL"),
    }
}

/// Seals every stored token with the newest key, also while `serve` is running.
///
/// # Errors
/// No such database, or one of another version; keys that cannot be read (none are made); a store that fails.
pub async fn rekey(settings: &StoreSettings, stop: &CancellationToken) -> Result<Rekeyed, StartupError> {
    let store = open_existing(settings).await?;
    let done = rekey_store(&store, settings, stop).await;
    store.close().await;
    done
}

async fn rekey_store(store: &Store, settings: &StoreSettings, stop: &CancellationToken) -> Result<Rekeyed, StartupError> {
    let vault = match &settings.secret_keys {
        Some(keys) => Vault::from_setting(keys)?,
        None => Vault::load(&settings.data_dir().join("secret.key"))?,
    };
    Ok(grants::rekey(store, &store.all_creators().await?, &vault, &OsEntropy, stop).await?)
}

/// Reads the answers this store kept again; needs no client key.
pub fn reparse(store: &Store) -> Reparse {
    Reparse::new(Arc::new(Decoder), Arc::new(store.clone()))
}

/// The clock of a command: the wall clock, or one that starts at `FANSCOPE_NOW` and ticks.
pub fn clock(now: Option<Timestamp>) -> Arc<dyn Clock> {
    match now {
        Some(start) => Arc::new(ManualClock::ticking_from(start)),
        None => Arc::new(SystemClock),
    }
}

/// The platform as the app that is set up; nothing when the client key or its secret is not set.
pub(super) fn source(settings: &PlatformSettings, clock: Arc<dyn Clock>) -> Option<Result<DouyinOpen, SourceError>> {
    let (client_key, client_secret) = settings.client.clone()?;
    let (base_url, scopes) = (settings.base_url.clone(), settings.scopes.clone());
    Some(DouyinOpen::new(DouyinSettings { base_url, client_key, client_secret, scopes }, clock))
}

/// Grants and collector of the platform; nothing when the client key or its secret is not set.
///
/// # Errors
/// The HTTP client cannot be built.
pub fn platform(core: &Core, settings: &PlatformSettings) -> Result<Option<(Grants, Collector)>, StartupError> {
    let Some(source) = source(settings, Arc::clone(&core.clock)) else { return Ok(None) };
    let source = Arc::new(source?);
    let store = Arc::new(core.store.clone());
    let grants = Grants::new(GrantParts {
        connect: source.clone(),
        source: source.clone(),
        grants: store.clone(),
        accounts: store.clone(),
        vault: Arc::clone(&core.vault),
        clock: Arc::clone(&core.clock),
        entropy: Arc::clone(&core.entropy),
        owner: this_process(),
    });
    let collector = Collector::new(CollectorParts {
        source,
        grants: grants.clone(),
        runs: store.clone(),
        creators: store.clone(),
        quota: store,
        clock: Arc::clone(&core.clock),
        entropy: Arc::clone(&core.entropy),
        owner: this_process(),
        schedule: Schedule { at_seconds: settings.collect_at, jitter_seconds: settings.jitter },
        limits: Limits { quotas: settings.quotas.clone(), calls_per_second: settings.rate },
    });
    Ok(Some((grants, collector)))
}
