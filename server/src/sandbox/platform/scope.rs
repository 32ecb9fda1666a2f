//! The scopes that this platform knows (platform notes, section 1.4).

/// One scope with what it gives, in Chinese and in English.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope {
    pub(crate) name: &'static str,
    pub(crate) gives: (&'static str, &'static str),
}

const fn scope(name: &'static str, zh: &'static str, en: &'static str) -> Scope {
    Scope { name, gives: (zh, en) }
}

/// Always granted; its check box is fixed.
pub(crate) const USER_INFO: &str = "user_info";

/// Works, but is missing from the scope list of a token answer, as `.bind` scopes are on the real platform.
pub(crate) const UNLISTED: &str = "fans.data.bind";

/// The catalogue.
pub(crate) const SCOPES: [Scope; 14] = [
    scope(USER_INFO, "昵称、头像等公开信息", "Public profile: nickname and picture"),
    scope("fans.data.bind", "粉丝画像数据", "Fan portrait"),
    scope("fans.data", "粉丝画像数据（旧）", "Fan portrait (former)"),
    scope("data.external.user", "近 30 天的用户数据", "Daily figures of the last 30 days"),
    scope("data.external.item", "作品数据", "Figures per work"),
    scope("video.list.bind", "作品列表", "List of works"),
    scope("video.list", "作品列表（旧）", "List of works (former)"),
    scope("video.data.bind", "作品实时数据", "Live counters of works"),
    scope("video.data", "作品实时数据（旧）", "Live counters of works (former)"),
    scope("fans.list", "粉丝列表", "Fan list"),
    scope("following.list", "关注列表", "Following list"),
    scope("fans.check", "判断某人是否为粉丝", "Whether somebody is a fan"),
    scope("renew_refresh_token", "续期授权", "Renewal of the grant"),
    scope("trial.whitelist", "测试白名单", "Test whitelist"),
];

/// Looks a scope up by name.
pub(crate) fn find(name: &str) -> Option<Scope> {
    SCOPES.into_iter().find(|scope| scope.name == name)
}
