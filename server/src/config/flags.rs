//! The flags; each equals a variable.

use clap::Args;

/// Where the data lives.
#[derive(Args, Clone, Debug, Default)]
pub struct StoreFlags {
    /// Database, e.g. `sqlite://./data/fanscope.db`
    #[arg(long, env = "FANSCOPE_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

/// The platform and this app on it.
#[derive(Args, Clone, Debug, Default)]
pub struct PlatformFlags {
    /// Address of the platform [default: `https://open.douyin.com`]
    #[arg(long, env = "FANSCOPE_DOUYIN_BASE_URL", value_name = "URL", hide_env_values = true)]
    pub douyin_base_url: Option<String>,
    /// The app's client key; its secret comes from `FANSCOPE_DOUYIN_CLIENT_SECRET` or `…_FILE`
    #[arg(long, env = "FANSCOPE_DOUYIN_CLIENT_KEY", value_name = "KEY", hide_env_values = true)]
    pub douyin_client_key: Option<String>,
    /// Scopes to ask for, separated by commas
    #[arg(long, env = "FANSCOPE_DOUYIN_SCOPES", value_name = "SCOPES", hide_env_values = true)]
    pub douyin_scopes: Option<String>,
    /// When to collect, Asia/Shanghai [default: 10:37]
    #[arg(long, env = "FANSCOPE_COLLECT_AT", value_name = "HH:MM", hide_env_values = true)]
    pub collect_at: Option<String>,
    /// Spread of the starts, in minutes [default: 10]
    #[arg(long, env = "FANSCOPE_COLLECT_JITTER", value_name = "MINUTES", hide_env_values = true)]
    pub collect_jitter: Option<String>,
    /// Days raw answers are kept for re-parsing [default: 30]
    #[arg(long, env = "FANSCOPE_RAW_DAYS", value_name = "DAYS", hide_env_values = true)]
    pub raw_days: Option<String>,
    /// Calls the platform grants per scope and window, where you know it, e.g. `fans.list=1000,data.external.user=5000`
    #[arg(long, env = "FANSCOPE_DOUYIN_QUOTAS", value_name = "SCOPE=CALLS", hide_env_values = true)]
    pub douyin_quotas: Option<String>,
    /// Calls per second and kind of data, 0 = as many as there are [default: 10; 0 against a platform on this machine]
    #[arg(long, env = "FANSCOPE_DOUYIN_RATE", value_name = "CALLS", hide_env_values = true)]
    pub douyin_rate: Option<String>,
    /// Start the clock here and let it tick (RFC 3339); only against a platform on this machine
    #[arg(long, env = "FANSCOPE_NOW", value_name = "INSTANT", hide_env_values = true)]
    pub now: Option<String>,
}

/// How browsers reach us.
#[derive(Args, Clone, Debug, Default)]
pub struct ServeFlags {
    /// Address to listen on [default: 127.0.0.1:3000]
    #[arg(long, env = "FANSCOPE_LISTEN", value_name = "ADDR", hide_env_values = true)]
    pub listen: Option<String>,
    /// Address browsers use [default: http:// and the listen address]
    #[arg(long, env = "FANSCOPE_PUBLIC_URL", value_name = "URL", hide_env_values = true)]
    pub public_url: Option<String>,
    /// Who may sign up after the first owner: first (nobody) or open (each gets a workspace)
    #[arg(long, env = "FANSCOPE_SIGN_UP", value_name = "WHO", hide_env_values = true)]
    pub sign_up: Option<String>,
}
