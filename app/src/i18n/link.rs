//! Words of re-authorisation links: the page that somebody opens, and the page that shows a new one.

use super::words;
#[cfg(feature = "ssr")]
use crate::format;
#[cfg(feature = "ssr")]
use crate::model::{Language, Timestamp};

words! {
    /// After a consent that a link asked for.
    AuthorisedWords {
        title: "重新授权完成", "Authorised again";
        what: "授权已经续上，采集从今天起照常进行，可以关闭这个页面。", "The authorisation is renewed and recording goes on from today. You can close this page.";
        gaps: "授权中断期间缺失的日子无法补回；链接已失效。", "Days that were missed in between stay missing. The link is used up.";
        own: "想看自己的数据，请从首页用抖音登录。", "To see your own numbers, sign in with Douyin from the start page.";
        page: "重新授权", "Authorise again";
        fresh: "重新授权链接", "Re-authorisation link";
    }
}

#[cfg(feature = "ssr")]
words! {
    /// Links: made, listed, opened.
    LinkWords {
        send: "把下面的链接发给账号本人。打开后无需登录 Fanscope，确认抖音授权即可。", "Send this link to the creator. It opens without a Fanscope sign-in; they agree on Douyin's page.";
        address: "链接", "Link";
        once: "链接只显示这一次，这里只保存它的哈希值；找不到了就再生成一个，旧的随即失效。", "It is shown this once, only its hash is kept. If it is lost, make another: the older one ends then.";
        bound: "只能用一次，只对这个账号有效：换别的账号授权会被拒绝，什么都不会改变。", "It works once and for this creator alone: another account is refused and nothing changes.";
        to_settings: "回到授权列表", "Back to the authorisations";
        to_creator: "回到账号", "Back to the creator";
        open_links: "未使用的重新授权链接", "Open re-authorisation links";
        made_on: "生成", "Made";
        expires: "失效", "Expires";
        withdraw: "撤回", "Withdraw";
        owner: "本站的所有者", "The owner of this installation";
        asks: "请您为这个抖音账号重新授权：旧的授权会到期，只有账号本人可以续上。", "asks you to authorise this Douyin account again: an authorisation ends after a while, and only the account itself can renew it.";
        what_happens: "点击按钮会打开抖音授权页。请用上面这个账号登录抖音并同意；之后 Fanscope 会继续每天记录该账号的粉丝数据。", "The button opens Douyin's authorisation page. Sign in there with exactly this account and agree; Fanscope then goes on recording the account's fan data every day.";
        no_sign_in: "这个链接不会让您登录 Fanscope，也不会让任何人看到您的抖音密码。", "This link does not sign you in to Fanscope, and nobody gets to see your Douyin password.";
        authorise: "前往抖音授权", "Authorise on Douyin";
        used: "链接已经用过", "This link has been used";
        used_text: "授权已经完成，链接只能用一次。", "The authorisation was given by it; a link works once.";
        used_remedy: "不需要再做什么；如果仍被要求授权，请向发链接的人要一个新的。", "There is nothing left to do. If you are still asked to authorise, ask whoever sent it for a new one.";
        withdrawn: "链接已撤回", "This link was withdrawn";
        withdrawn_text: "发链接的人撤回了它，或者生成了一个新的来代替。", "Whoever sent it took it back, or made a newer one in its place.";
        expired: "链接已过期", "This link has expired";
        expired_text: "链接在 7 天内有效，时间已过，没有改变任何内容。", "A link works for seven days, and they are over. Nothing was changed.";
        other_app: "链接属于另一个应用", "This link belongs to another app";
        other_app_text: "链接生成之后，本站换了 Client Key；抖音账号在每个应用里的身份都不同，所以现在无法用它续上授权。", "Since it was made, this site was given another client key; on Douyin an account has another identity in each app, so nothing can be renewed by it now.";
        other_app_remedy: "请告诉发链接的人：换回原来的 Client Key，链接就会恢复有效；或者您从首页用抖音登录，从今天起开始一份新的记录。", "Tell whoever sent it: with the former client key set again the link works; or sign in with Douyin from the start page, and a new history begins today.";
        unknown: "没有这个链接", "There is no such link";
        unknown_text: "地址可能没有复制完整，或者链接早已失效。", "Its address may not have been copied whole, or it ended long ago.";
        ask_again: "请向发链接的人要一个新的。", "Ask whoever sent it for a new one.";
    }
}

/// Until when a link works.
#[cfg(feature = "ssr")]
pub(crate) fn link_until(at: Timestamp, language: Language) -> String {
    let at = format::moment(at, language);
    match language {
        Language::Chinese => format!("链接在 {at}（北京时间）之前有效。"),
        Language::English => format!("It works until {at} (Beijing time)."),
    }
}

/// How many links are open, and how many of them are shown.
#[cfg(feature = "ssr")]
pub(crate) fn open_links_sentence(all: usize, shown: usize, language: Language) -> String {
    let number = |value: usize| format::count(i64::try_from(value).unwrap_or(i64::MAX));
    match (language, shown < all) {
        (Language::Chinese, false) => format!("共 {} 个。", number(all)),
        (Language::English, false) => format!("{} in all.", number(all)),
        (Language::Chinese, true) => format!("共 {} 个，显示最先失效的 {} 个。", number(all), number(shown)),
        (Language::English, true) => format!("{} in all; the {} that expire first are shown.", number(all), number(shown)),
    }
}
