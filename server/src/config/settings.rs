//! Validated settings.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use app::model::{SignUp, Timestamp};
use secrecy::SecretString;
use url::Url;

use super::parse::{address, http_url, instant, is_loopback, or_default, public_url, time_of_day, whole};
use super::secrets::secret;
use super::{ConfigError, PlatformFlags, ServeFlags, StoreFlags};

/// Where the data lives.
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// `sqlite://` and a path.
    pub database_url: String,
    /// The database file.
    pub path: PathBuf,
    /// Keys from `FANSCOPE_SECRET_KEYS`; without them `secret.key` beside the database.
    pub secret_keys: Option<SecretString>,
}

impl StoreSettings {
    /// Validates the flags; `default` is the database of the command.
    ///
    /// # Errors
    /// An address that is not a SQLite file.
    pub fn new(flags: &StoreFlags, default: &str) -> Result<Self, ConfigError> {
        let database_url = or_default(flags.database_url.as_deref(), default);
        let path = database_url
            .strip_prefix("sqlite://")
            .or_else(|| database_url.strip_prefix("sqlite:"))
            .filter(|path| !path.is_empty() && *path != ":memory:" && !path.contains('?'));
        let Some(path) = path else {
            return Err(ConfigError(format!("FANSCOPE_DATABASE_URL is `{database_url}`; write it as sqlite://./data/fanscope.db")));
        };
        Ok(Self { path: PathBuf::from(path), secret_keys: secret("FANSCOPE_SECRET_KEYS")?, database_url: database_url.clone() })
    }

    /// The folder of the database file.
    pub fn data_dir(&self) -> &Path {
        self.path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }
}

/// This app on the platform.
#[derive(Clone, Debug)]
pub struct PlatformSettings {
    /// Address of the platform.
    pub base_url: Url,
    /// Client key and secret; nothing when the operator has not set them yet.
    pub client: Option<(String, SecretString)>,
    /// Which of the two variables is missing.
    pub missing: Vec<String>,
    /// Scopes to ask for.
    pub scopes: String,
    /// Seconds after midnight, Asia/Shanghai.
    pub collect_at: i64,
    /// Spread of the starts in seconds.
    pub jitter: i64,
    /// Days raw answers are kept.
    pub raw_days: i64,
    /// Where the clock starts, if not at the wall clock.
    pub now: Option<Timestamp>,
}

const DEFAULT_SCOPES: &str = "user_info,fans.data.bind,data.external.user,video.list.bind";

impl PlatformSettings {
    /// Validates the flags.
    ///
    /// # Errors
    /// Any value that makes no sense, and `FANSCOPE_NOW` against a platform that is not on this machine.
    pub fn new(flags: &PlatformFlags) -> Result<Self, ConfigError> {
        let base_url = http_url("FANSCOPE_DOUYIN_BASE_URL", &or_default(flags.douyin_base_url.as_deref(), "https://open.douyin.com"))?;
        if base_url.scheme() == "http" && !is_loopback(&base_url) {
            return Err(ConfigError(format!("FANSCOPE_DOUYIN_BASE_URL is `{base_url}`; tokens travel there, so write https://")));
        }
        let now = flags.now.as_deref().filter(|text| !text.trim().is_empty()).map(|text| instant("FANSCOPE_NOW", text)).transpose()?;
        if now.is_some() && !is_loopback(&base_url) {
            return Err(ConfigError(
                "FANSCOPE_NOW is only for a platform on this machine; unset it to work against the real one".to_owned(),
            ));
        }
        let key = flags.douyin_client_key.clone().filter(|key| !key.trim().is_empty());
        let secret = secret("FANSCOPE_DOUYIN_CLIENT_SECRET")?;
        let missing = [(key.is_none(), "FANSCOPE_DOUYIN_CLIENT_KEY"), (secret.is_none(), "FANSCOPE_DOUYIN_CLIENT_SECRET")];
        Ok(Self {
            base_url,
            missing: missing.into_iter().filter(|(absent, _)| *absent).map(|(_, name)| name.to_owned()).collect(),
            client: key.zip(secret),
            scopes: scopes(&or_default(flags.douyin_scopes.as_deref(), DEFAULT_SCOPES))?,
            collect_at: time_of_day("FANSCOPE_COLLECT_AT", &or_default(flags.collect_at.as_deref(), "10:37"))?,
            jitter: 60 * whole("FANSCOPE_COLLECT_JITTER", &or_default(flags.collect_jitter.as_deref(), "10"), 0, 720)?,
            raw_days: whole("FANSCOPE_RAW_DAYS", &or_default(flags.raw_days.as_deref(), "30"), 0, 3650)?,
            now,
        })
    }
}

fn scopes(text: &str) -> Result<String, ConfigError> {
    let names: Vec<&str> = text.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let plain = |name: &&str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'));
    if !names.contains(&"user_info") || !names.iter().all(plain) {
        return Err(ConfigError(format!("FANSCOPE_DOUYIN_SCOPES is `{text}`; write names separated by commas, user_info among them")));
    }
    Ok(names.join(","))
}

/// How browsers reach us.
#[derive(Clone, Debug)]
pub struct ServeSettings {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Address browsers use.
    pub public_url: Url,
    /// Who may sign up.
    pub sign_up: SignUp,
}

impl ServeSettings {
    /// Validates the flags.
    ///
    /// # Errors
    /// Any value that makes no sense, and plain http for another host.
    pub fn new(flags: &ServeFlags) -> Result<Self, ConfigError> {
        let listen = address("FANSCOPE_LISTEN", &or_default(flags.listen.as_deref(), "127.0.0.1:3000"))?;
        let public_url = public_url("FANSCOPE_PUBLIC_URL", &or_default(flags.public_url.as_deref(), &format!("http://{listen}")))?;
        let sign_up = match or_default(flags.sign_up.as_deref(), "first").as_str() {
            "first" => SignUp::First,
            "open" => SignUp::Open,
            other => return Err(ConfigError(format!("FANSCOPE_SIGN_UP is `{other}`; write first or open"))),
        };
        Ok(Self { listen, public_url, sign_up })
    }
}

/// Validates the address the sandbox listens on (`FANSCOPE_SANDBOX_LISTEN`).
///
/// # Errors
/// An address that does not parse or is not on this machine: the sandbox signs anybody in.
pub fn sandbox_listen(flag: Option<&str>, default: &str) -> Result<SocketAddr, ConfigError> {
    let listen = address("FANSCOPE_SANDBOX_LISTEN", &or_default(flag, default))?;
    if listen.ip().is_loopback() {
        Ok(listen)
    } else {
        Err(ConfigError(format!("the sandbox signs anybody in, so it only listens on this machine; use 127.0.0.1:{}", listen.port())))
    }
}

/// Reads an instant given as a flag.
///
/// # Errors
/// Text that is not RFC 3339.
pub fn parse_instant(name: &str, text: &str) -> Result<Timestamp, ConfigError> {
    instant(name, text)
}
