//! Endpoints that belong together, as the rules of a faults file name them.

/// A family of endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// The consent page and the token endpoints.
    Oauth,
    Portrait,
    Lists,
    Series,
    Videos,
    Userinfo,
    /// Whether somebody is a fan.
    Check,
}

impl Family {
    pub(crate) const ALL: [Self; 7] = [Self::Oauth, Self::Portrait, Self::Lists, Self::Series, Self::Videos, Self::Userinfo, Self::Check];

    /// Those that give data: what the word `all` has to suit.
    pub(crate) const DATA: [Self; 6] = [Self::Portrait, Self::Lists, Self::Series, Self::Videos, Self::Userinfo, Self::Check];

    /// The word of the faults file.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Oauth => "oauth",
            Self::Portrait => "portrait",
            Self::Lists => "lists",
            Self::Series => "series",
            Self::Videos => "videos",
            Self::Userinfo => "userinfo",
            Self::Check => "check",
        }
    }
}
