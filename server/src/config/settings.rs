//! Validated settings.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroU32;
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
    /// Calls granted per scope and window, where the operator knows it.
    pub quotas: BTreeMap<String, i64>,
    /// Calls per second and kind of data; nothing = as many as there are.
    pub rate: Option<NonZeroU32>,
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
            missing: missing.into_iter().filter(|(absent, _)| *absent).map(|(_, name)| name.to_owned()).collect(),
            client: key.zip(secret),
            scopes: scopes(&or_default(flags.douyin_scopes.as_deref(), DEFAULT_SCOPES))?,
            collect_at: time_of_day("FANSCOPE_COLLECT_AT", &or_default(flags.collect_at.as_deref(), "10:37"))?,
            jitter: 60 * whole("FANSCOPE_COLLECT_JITTER", &or_default(flags.collect_jitter.as_deref(), "10"), 0, 720)?,
            raw_days: whole("FANSCOPE_RAW_DAYS", &or_default(flags.raw_days.as_deref(), "30"), 0, 3650)?,
            quotas: quotas(flags.douyin_quotas.as_deref().unwrap_or_default())?,
            rate: rate(flags.douyin_rate.as_deref(), &base_url)?,
            base_url,
            now,
        })
    }
}

/// `scope=calls`, separated by commas.
fn quotas(text: &str) -> Result<BTreeMap<String, i64>, ConfigError> {
    let pair = |pair: &str| {
        let (scope, calls) = pair.split_once('=')?;
        let calls = calls.trim().parse::<i64>().ok().filter(|calls| *calls > 0)?;
        (is_scope(scope.trim())).then(|| (scope.trim().to_owned(), calls))
    };
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(|part| pair(part).ok_or(part)).collect::<Result<_, _>>().map_err(
        |part| ConfigError(format!("FANSCOPE_DOUYIN_QUOTAS has `{part}`; write scope=calls separated by commas, e.g. fans.list=1000")),
    )
}

fn rate(flag: Option<&str>, base_url: &Url) -> Result<Option<NonZeroU32>, ConfigError> {
    let default = if is_loopback(base_url) { "0" } else { "10" };
    let calls = whole("FANSCOPE_DOUYIN_RATE", &or_default(flag, default), 0, 1000)?;
    Ok(u32::try_from(calls).ok().and_then(NonZeroU32::new))
}

fn is_scope(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'))
}

fn scopes(text: &str) -> Result<String, ConfigError> {
    let names: Vec<&str> = text.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if !names.contains(&"user_info") || !names.iter().all(|name| is_scope(name)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotas_are_read_by_scope_and_a_mistake_is_named() {
        let read = quotas("fans.list=1000, data.external.user=5").expect("valid");
        assert_eq!(read.get("fans.list"), Some(&1000));
        assert_eq!(read.len(), 2);
        assert!(quotas("").expect("none").is_empty());
        for text in ["fans.list", "fans.list=0", "fans.list=-3", "fans list=3", "=3", "fans.list=many"] {
            assert!(quotas(text).is_err_and(|error| error.0.contains(text)), "{text}");
        }
    }

    #[test]
    fn a_platform_on_this_machine_is_asked_as_fast_as_it_answers() {
        let url = |text| Url::parse(text).expect("an address");
        assert_eq!(rate(None, &url("http://127.0.0.1:3100")), Ok(None));
        assert_eq!(rate(None, &url("https://open.douyin.com")), Ok(NonZeroU32::new(10)));
        assert_eq!(rate(Some("3"), &url("http://127.0.0.1:3100")), Ok(NonZeroU32::new(3)));
        assert!(rate(Some("fast"), &url("https://open.douyin.com")).is_err());
    }
}
