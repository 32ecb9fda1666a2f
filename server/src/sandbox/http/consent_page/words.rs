//! The words of the pages.

use super::Language;
use crate::sandbox::http::connect::Mistake;

/// The fixed words of one language.
pub(crate) struct Words {
    pub(crate) brand: &'static str,
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) who: &'static str,
    pub(crate) what: &'static str,
    pub(crate) fans: &'static str,
    pub(crate) required: &'static str,
    pub(crate) target: &'static str,
    pub(crate) authorise: &'static str,
    pub(crate) refuse: &'static str,
    pub(crate) wrong: &'static str,
}

pub(crate) const CHINESE: Words = Words {
    brand: "沙盒开放平台",
    title: "授权登录",
    lead: "以下应用请求访问你的账号：",
    who: "选择账号",
    what: "允许它使用",
    fans: "粉丝",
    required: "（必选）",
    target: "授权后将返回",
    authorise: "同意授权",
    refuse: "拒绝",
    wrong: "授权请求有误",
};

pub(crate) const ENGLISH: Words = Words {
    brand: "Sandbox open platform",
    title: "Authorise an app",
    lead: "This app asks for access to your account:",
    who: "Which account",
    what: "What it may use",
    fans: "fans",
    required: "(required)",
    target: "You will be sent back to",
    authorise: "Authorise",
    refuse: "Refuse",
    wrong: "This request cannot be answered",
};

/// What is wrong, and what helps.
pub(crate) fn mistake(mistake: &Mistake, language: Language) -> (String, &'static str) {
    let (what, remedy) = match mistake {
        Mistake::Missing(name) => return missing(name, language),
        Mistake::Scope(name) => return unknown_scope(name, language),
        Mistake::ClientKey => (
            ("client_key 错误（10003）", "The client_key is unknown (10003)."),
            ("请检查应用设置中的 client_key。", "Check the client key in the app's settings."),
        ),
        Mistake::ResponseType => (
            ("response_type 必须是 code（10002）", "The response_type must be code (10002)."),
            ("请从应用重新开始登录。", "Start the sign-in again from the app."),
        ),
        Mistake::RedirectUri => (
            ("redirect_uri 不合法（10006）", "The redirect_uri is not accepted (10006)."),
            (
                "须为 https 地址，或本机的 http 地址，且不带查询参数与片段。",
                "Use an https address, or http on this machine, without query and fragment.",
            ),
        ),
        Mistake::Creator => {
            (("没有这个账号", "There is no such account."), ("账号列表见 /sandbox/creators。", "GET /sandbox/creators lists the accounts."))
        }
    };
    (language.pick(what).to_owned(), language.pick(remedy))
}

fn missing(name: &str, language: Language) -> (String, &'static str) {
    let what = match language {
        Language::Chinese => format!("缺少参数 {name}（10005）"),
        Language::English => format!("The parameter {name} is missing (10005)."),
    };
    (what, language.pick(("请从应用重新开始登录。", "Start the sign-in again from the app.")))
}

fn unknown_scope(name: &str, language: Language) -> (String, &'static str) {
    let what = match language {
        Language::Chinese => format!("不支持的 scope：{name}（28004020）"),
        Language::English => format!("The scope {name} is not supported (28004020)."),
    };
    (what, language.pick(("请修改应用请求的权限。", "Change the scopes that the app asks for.")))
}
