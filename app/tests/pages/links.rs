//! Re-authorisation links and the forward calendar.

use crate::fixture::State;
use crate::nesting;
use crate::render::{Visitor, get};
use crate::{creator, page};

const OVER: [(&str, u16, &str, &str); 4] = [
    ("used", 410, "链接已经用过", "This link has been used"),
    ("withdrawn", 410, "链接已撤回", "This link was withdrawn"),
    ("expired", 410, "链接已过期", "This link has expired"),
    ("nothing", 404, "没有这个链接", "There is no such link"),
];

#[tokio::test]
async fn a_link_opens_a_page_without_a_sign_in() {
    let open = get("/authorise/open", Visitor::new(State::Full).signed_out()).await;
    assert_eq!(open.status, 200);
    for text in ["<bdi>&lt;b&gt;小雨&lt;/b&gt;", "<bdi>&lt;script&gt;", "/auth/douyin/start?link=open", "11月27日 11:05", "只能用一次"]
    {
        assert!(open.html.contains(text), "{text}");
    }
    assert_eq!(open.html.matches("href=\"/auth/douyin/start").count(), 1, "one button");
    let english = get("/authorise/nameless", Visitor::new(State::Full).english().signed_out()).await;
    for text in ["The owner of this installation", "Unnamed creator", "Authorise on Douyin", "It works once"] {
        assert!(english.html.contains(text), "{text}");
    }
    for visitor in [Visitor::new(State::Full), Visitor::new(State::Full).english(), Visitor::new(State::Failing)] {
        for path in ["/authorise/open", "/authorised"] {
            assert_eq!(nesting::faults(&get(path, visitor.signed_out()).await.html), Vec::<String>::new(), "{path}");
        }
    }
}

#[tokio::test]
async fn a_link_that_is_over_says_so_with_its_status() {
    for (token, status, chinese, english) in OVER {
        let path = format!("/authorise/{token}");
        let over = get(&path, Visitor::new(State::Full).signed_out()).await;
        assert_eq!(over.status, status, "{token}");
        assert!(over.html.contains(chinese) && !over.html.contains("/auth/douyin/start"), "{token}");
        assert_eq!(nesting::faults(&over.html), Vec::<String>::new(), "{token}");
        assert!(get(&path, Visitor::new(State::Full).english().signed_out()).await.html.contains(english), "{token}");
    }
}

#[tokio::test]
async fn problems_of_a_link_lead_back_to_the_link() {
    for (path, status, text) in [
        ("/sign-in/other-account", 403, "open the link again"),
        ("/sign-in/link-ended", 410, "Ask whoever sent it"),
        ("/sign-in/refused?link", 200, "Open the link you were sent again"),
        ("/sign-in/expired?link", 400, "Open the link you were sent again"),
    ] {
        let page = get(path, Visitor::new(State::Full).english().signed_out()).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.html.contains(text) && !page.html.contains("/auth/douyin/start"), "{path}");
    }
    assert!(page("/sign-in/refused", State::Full).await.html.contains("/auth/douyin/start"), "an ordinary sign-in begins anew");
}

#[tokio::test]
async fn a_new_link_is_shown_to_be_copied_and_only_in_its_own_answer() {
    let fresh = get("/settings/links", Visitor::new(State::Full).with_fresh_link()).await;
    assert_eq!((fresh.status, nesting::faults(&fresh.html)), (200, Vec::<String>::new()));
    assert_eq!(fresh.html.matches("https://fans.example/authorise/0123abcd").count(), 1, "not a second time for the browser half");
    for text in ["readonly", "11月28日 11:05", "&lt;b&gt;小雨&lt;/b&gt;", "只显示这一次"] {
        assert!(fresh.html.contains(text), "{text}");
    }
    let later = page("/settings/links", State::Full).await;
    assert_eq!((later.status, later.location.as_str()), (302, "/settings"));
    let stranger = get("/settings/links", Visitor::new(State::Full).with_fresh_link().signed_out()).await;
    assert_eq!((stranger.status, stranger.location.as_str()), (302, "/?signed-out"));
    assert!(!stranger.html.contains("0123abcd"));
}

#[tokio::test]
async fn the_settings_list_open_links_and_offer_one_where_a_grant_ends() {
    let english = get("/settings", Visitor::new(State::Full).english()).await.html;
    for text in
        ["214 in all; the 2 that expire first are shown", "Withdraw: 老张修车", "22 Nov 11:05", "Within 14 days", "Access / refresh"]
    {
        assert!(english.contains(text), "{text}");
    }
    let months = english.split("bars coming").nth(1).and_then(|rest| rest.split("</table>").next()).expect("the months");
    assert_eq!(months.matches("scope=\"row\"").count(), 8, "seven months, and those it is too late for");
    assert!(months.contains(">Now<"));
    let table = english.split("Open re-authorisation links").next().expect("the grants");
    let (offers, rows) = (table.matches("action=\"/settings/links\"").count(), table.matches("class=\"who\"").count());
    assert!(offers > 0 && offers < rows, "{offers} of {rows}: only where the end is near");
    let member = get("/settings", Visitor::new(State::Full).creator()).await.html;
    assert!(member.contains("/auth/douyin/start") && !member.contains("/settings/links"), "only an owner");
}

#[tokio::test]
async fn the_forward_calendar_is_drawn_and_told() {
    let full = get(&creator("/collection"), Visitor::new(State::Full).english()).await.html;
    let panel = full.split("id=\"forecast\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("the panel");
    for text in [
        "28 days of authorisation left; nothing can be recorded after 19 Dec",
        "9 d, until 30 Nov",
        "6 d, until 27 Nov",
        "1 / 5",
        "19 Dec 2026",
        "Next refresh of the access token 26 Nov; renewals 22 Nov; a new authorisation is needed after 19 Dec 2026.",
        "A new authorisation is needed",
        "action=\"/settings/links\"",
        "22 Nov 2026: Renewal of the refresh token",
    ] {
        assert!(panel.contains(text), "{text}");
    }
    assert_eq!(panel.matches("class=\"plan-refresh\"").count(), 3);
    assert_eq!(panel.matches("class=\"plan-renewal\"").count(), 1);
    assert_eq!(panel.matches("<tr>").count(), 1 + 4 + 1, "every mark has a row, and so has the end");
    let empty = page(&creator("/collection"), State::Empty).await.html;
    assert!(empty.contains("没有可安排的续期") && empty.contains("这个账号还没有授权"));
    let member = get(&creator("/collection"), Visitor::new(State::Full).creator()).await.html;
    assert!(member.contains("plan-refresh") && !member.contains("/settings/links"));
}
