//! Refusals of the data endpoints and their codes (platform notes, section 3.2).

use serde::{Deserialize, Serialize};

/// Which generation of codes the platform answers with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Codes {
    /// 28001008 and its kin.
    #[default]
    New,
    /// 2190008 and its kin.
    Legacy,
}

/// Why a call was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Parameter,
    TokenInvalid,
    TokenExpired,
    Mismatch,
    ScopeMissing,
    CapabilityMissing,
    Offline,
    UnknownPath,
    QuotaUsedUp,
    TooFast,
    /// Whether somebody is their own fan is no question.
    Oneself,
    /// A fault rule says so.
    Fault(i64),
}

impl Refusal {
    pub(crate) const fn code(self, codes: Codes) -> i64 {
        let (new, legacy) = match self {
            Self::Parameter => (28_001_007, 2_100_005),
            Self::TokenInvalid => (28_001_003, 2_190_002),
            Self::TokenExpired => (28_001_008, 2_190_008),
            Self::Mismatch => (28_001_015, 2_190_015),
            Self::ScopeMissing => (28_001_012, 2_190_003),
            Self::CapabilityMissing => (28_001_018, 2_190_004),
            Self::Offline => (28_001_056, 28_001_056),
            Self::UnknownPath => (28_001_017, 28_001_017),
            Self::QuotaUsedUp => (28_003_017, 2_190_001),
            Self::TooFast => (28_003_018, 28_003_018),
            Self::Oneself => (2_100_006, 2_100_006),
            Self::Fault(code) => (code, code),
        };
        match codes {
            Codes::New => new,
            Codes::Legacy => legacy,
        }
    }

    pub(crate) const fn description(self) -> &'static str {
        match self {
            Self::Parameter => "参数不合法",
            Self::TokenInvalid => "access_token无效",
            Self::TokenExpired => "access_token过期,请刷新或重新授权",
            Self::Mismatch => "access_token与open_id不匹配",
            Self::ScopeMissing => "用户未授权该api",
            Self::CapabilityMissing => "应用未获得该能力",
            Self::Offline => "该接口已下线，不再支持",
            Self::UnknownPath => "未知的接口地址",
            Self::QuotaUsedUp => "quota已用完",
            Self::TooFast => "请求频率过高",
            Self::Oneself => "open_id与follower_open_id相同",
            Self::Fault(_) => "系统繁忙，请稍后再试",
        }
    }
}

/// Refusals of the token endpoints; their codes have one generation only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OauthRefusal {
    ClientKey,
    ClientSecret,
    ParameterMissing,
    ParameterWrong,
    Code,
    RefreshToken,
    NoRenewals,
    RenewNotGranted,
    TooManyClientTokens,
    /// A fault rule says so.
    Fault(i64),
}

impl OauthRefusal {
    pub(crate) const fn code(self) -> i64 {
        match self {
            Self::ParameterWrong => 10_002,
            Self::ClientKey => 10_003,
            Self::RenewNotGranted => 10_004,
            Self::ParameterMissing => 10_005,
            Self::Code => 10_007,
            Self::RefreshToken => 10_010,
            Self::ClientSecret => 10_013,
            Self::NoRenewals | Self::TooManyClientTokens => 10_020,
            Self::Fault(code) => code,
        }
    }

    pub(crate) const fn description(self) -> &'static str {
        match self {
            Self::ClientKey => "client_key错误",
            Self::ClientSecret => "client_key或client_secret错误",
            Self::ParameterMissing => "缺少参数",
            Self::ParameterWrong => "参数错误",
            Self::Code => "授权码过期或已被使用",
            Self::RefreshToken => "refresh_token无效或过期",
            Self::NoRenewals => "refresh_token刷新次数已达上限",
            Self::RenewNotGranted => "应用未获得renew_refresh_token权限",
            Self::TooManyClientTokens => "client_token获取次数过多",
            Self::Fault(_) => "系统错误",
        }
    }
}
