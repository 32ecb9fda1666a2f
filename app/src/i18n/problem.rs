//! Words of the sign-in problems.

use crate::model::Language;

/// Why a sign-in did not work; the last part of `/sign-in/{problem}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The consent was refused on the platform.
    Refused,
    /// The one-time code or state had expired, or was used before.
    Expired,
    /// The answer does not belong to this browser.
    ForeignState,
    /// Sign-up is closed and the account unknown.
    UnknownAccount,
    /// The account belongs to another workspace.
    Elsewhere,
    /// The platform refused or could not be reached.
    Platform,
    /// A link for one account, a consent of another.
    OtherAccount,
    /// A link that ended while its consent was given.
    LinkEnded,
}

impl Problem {
    const ALL: [(Self, &str); 8] = [
        (Self::Refused, "refused"),
        (Self::Expired, "expired"),
        (Self::ForeignState, "foreign-state"),
        (Self::UnknownAccount, "unknown-account"),
        (Self::Elsewhere, "elsewhere"),
        (Self::Platform, "platform"),
        (Self::OtherAccount, "other-account"),
        (Self::LinkEnded, "link-ended"),
    ];

    /// Reads the word of the address.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == word).map(|(problem, _)| problem)
    }

    /// Whether signing in again is what helps.
    pub(crate) const fn sign_in_helps(self) -> bool {
        !matches!(self, Self::UnknownAccount | Self::OtherAccount | Self::LinkEnded)
    }

    /// The HTTP status of its page; a refusal is the visitor's own choice and no error.
    #[cfg(feature = "ssr")]
    pub(crate) const fn status(self) -> u16 {
        match self {
            Self::Refused => 200,
            Self::Expired | Self::ForeignState => 400,
            Self::UnknownAccount | Self::Elsewhere | Self::OtherAccount => 403,
            Self::LinkEnded => 410,
            Self::Platform => 502,
        }
    }
}

/// What to do when the consent was asked for by a link that still works.
pub(crate) const fn open_the_link_again(language: Language) -> &'static str {
    match language {
        Language::Chinese => "没有改变任何内容；请再次打开收到的链接，链接仍然有效。",
        Language::English => "Nothing was changed. Open the link you were sent again; it still works.",
    }
}

/// What happened and what to do.
#[derive(Debug)]
pub(crate) struct ProblemText {
    /// The heading.
    pub(crate) title: &'static str,
    /// What happened.
    pub(crate) what: &'static str,
    /// What to do.
    pub(crate) remedy: &'static str,
    /// The button.
    pub(crate) action: &'static str,
}

/// The words of a problem.
pub(crate) const fn problem(problem: Problem, language: Language) -> ProblemText {
    match language {
        Language::Chinese => chinese(problem),
        Language::English => english(problem),
    }
}

const fn chinese(problem: Problem) -> ProblemText {
    let (title, what, remedy) = match problem {
        Problem::Refused => ("没有获得授权", "您在抖音的授权页面上选择了拒绝，没有创建任何内容。", "如果是误操作，请重新登录并同意授权。"),
        Problem::Expired => ("登录链接已失效", "这次登录超过了 10 分钟，或者链接已经用过。", "请重新登录。"),
        Problem::ForeignState => (
            "无法确认这次登录",
            "授权结果不是从这个浏览器发起的，为安全起见没有接受。",
            "请在同一个浏览器里重新登录，并允许本站的 Cookie。",
        ),
        Problem::UnknownAccount => {
            ("这个账号还没有开通", "这里只允许已开通的账号登录，没有创建任何内容。", "请联系本站的所有者，由其登录后添加您的账号。")
        }
        Problem::Elsewhere => {
            ("这个账号属于另一个工作区", "该抖音账号已经授权给另一个工作区。", "请用另一个账号登录，或请对方先移除该账号。")
        }
        Problem::Platform => {
            ("抖音平台没有完成登录", "平台拒绝了请求，或暂时无法访问。", "请稍后重试；若持续失败，请查看服务器日志中的错误码。")
        }
        Problem::OtherAccount => (
            "这不是链接对应的账号",
            "链接只为一个抖音账号生成，而刚才同意授权的是另一个账号。没有创建任何内容，任何授权都没有改变。",
            "请在抖音退出当前账号，换成链接页面上写明的账号，再次打开收到的链接；链接仍然有效。",
        ),
        Problem::LinkEnded => ("链接已经失效", "在您授权期间，链接被用过、被撤回或已过期，授权没有改变。", "请向发链接的人要一个新的。"),
    };
    ProblemText { title, what, remedy, action: "重新登录" }
}

const fn english(problem: Problem) -> ProblemText {
    let (title, what, remedy) = match problem {
        Problem::Refused => (
            "No authorisation was given",
            "The authorisation was refused on the platform's page. Nothing was created.",
            "If that was a slip, sign in again and agree.",
        ),
        Problem::Expired => ("This sign-in has expired", "It took longer than ten minutes, or its link was used before.", "Sign in again."),
        Problem::ForeignState => (
            "This sign-in could not be confirmed",
            "The answer does not belong to a sign-in started in this browser, so it was not accepted.",
            "Sign in again in the same browser, with cookies allowed for this site.",
        ),
        Problem::UnknownAccount => (
            "This account is not known here",
            "Only known accounts may sign in to this installation. Nothing was created.",
            "Ask the owner of this installation to add your account while they are signed in.",
        ),
        Problem::Elsewhere => (
            "This account belongs to another workspace",
            "The Douyin account has already been authorised for another workspace.",
            "Sign in with another account, or have it removed there first.",
        ),
        Problem::Platform => (
            "The platform did not complete the sign-in",
            "It refused the request or could not be reached.",
            "Try again in a moment; if it persists, the code is in the server's log.",
        ),
        Problem::OtherAccount => (
            "This is not the account the link is for",
            "The link was made for one Douyin account, and another one agreed. Nothing was created and no authorisation was changed.",
            "Sign out of Douyin, sign in with the account that the link's page names, and open the link again; it still works.",
        ),
        Problem::LinkEnded => (
            "The link ended meanwhile",
            "It was used, withdrawn or ran out while the account authorised. No authorisation was changed.",
            "Ask whoever sent it for a new one.",
        ),
    };
    ProblemText { title, what, remedy, action: "Sign in again" }
}
