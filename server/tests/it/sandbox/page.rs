//! The consent page.

use reqwest::Response;
use scraper::{Html, Selector};
use server::sandbox::StoryName;

use super::platform::{CALLBACK, KEY, Platform, SCOPES, code_of, grant_of, query_of};

fn attributes(page: &str, selector: &str, name: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    Html::parse_document(page).select(&selector).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
}

async fn open(platform: &Platform, more: &[(&str, &str)]) -> Response {
    platform.http.get(platform.connect_url(more)).header("accept-language", "en-GB,zh;q=0.5").send().await.expect("a page")
}

/// What a browser posts when a button of the page is pressed.
fn form(open_id: &str, decision: &str) -> Vec<(String, String)> {
    let fields = [("client_key", KEY), ("response_type", "code"), ("scope", SCOPES), ("redirect_uri", CALLBACK), ("state", "s t/1")];
    let mut form: Vec<_> = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    form.push(("open_id".to_owned(), open_id.to_owned()));
    form.push(("decision".to_owned(), decision.to_owned()));
    form
}

#[tokio::test]
async fn the_page_asks_which_account_and_which_scopes() {
    let platform = Platform::start().await;
    let answer = open(&platform, &[]).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.headers().get("set-cookie").is_none());
    let policy = answer.headers()["content-security-policy"].to_str().expect("text").to_owned();
    assert!(policy.contains("form-action 'self' http://127.0.0.1:3000;") && !policy.contains("unsafe"), "{policy}");
    let page = answer.text().await.expect("text");
    assert_eq!(attributes(&page, "html", "lang"), ["en"]);
    assert_eq!(attributes(&page, "input[type=radio]", "value").len(), 8);
    assert_eq!(attributes(&page, "input[type=radio][checked]", "value"), [platform.creator(StoryName::Steady).open_id]);
    let boxes = attributes(&page, "input[type=checkbox][checked]", "name");
    assert_eq!(boxes.len(), SCOPES.split(',').count());
    assert_eq!(attributes(&page, "input[type=checkbox][disabled]", "name"), ["grant.user_info"]);
    assert_eq!(attributes(&page, "button[name=decision]", "value"), ["authorise", "refuse"]);
    let chinese = open(&platform, &[("lang", "zh")]).await.text().await.expect("text");
    assert_eq!(attributes(&chinese, "html", "lang"), ["zh-CN"]);
    assert!(chinese.contains("同意授权"));
    let optional = open(&platform, &[("scope", "user_info"), ("optionalScope", "fans.list,1,following.list,0")]).await;
    let page = optional.text().await.expect("text");
    assert_eq!(attributes(&page, "input[type=checkbox][checked]", "name"), ["grant.user_info", "grant.fans.list"]);
    assert_eq!(attributes(&page, "input[type=checkbox]", "name").len(), 3);
}

#[tokio::test]
async fn agreeing_leads_back_with_a_code_for_the_ticked_scopes() {
    let platform = Platform::start().await;
    let open_id = platform.creator(StoryName::Capped).open_id;
    let mut form = form(&open_id, "authorise");
    form.push(("grant.fans.list".to_owned(), "1".to_owned()));
    let answer = platform.http.post(format!("{}/platform/oauth/connect/", platform.url)).form(&form).send().await.expect("an answer");
    assert_eq!(answer.status(), 303);
    let location = answer.headers()["location"].to_str().expect("text");
    assert!(location.starts_with(CALLBACK), "{location}");
    assert_eq!(query_of(location, "state").as_deref(), Some("s t/1"));
    let tokens = platform.exchange(&query_of(location, "code").expect("a code")).await;
    assert_eq!(tokens["data"]["scope"], "user_info,fans.list");
    let grant = grant_of(&tokens);
    assert_eq!(grant.open_id, open_id);
    assert_eq!(code_of(&platform.read(&grant, "/following/list/", "&count=1").await), 28_001_012);
}

#[tokio::test]
async fn refusing_leads_back_without_a_code() {
    let platform = Platform::start().await;
    let form = form(&platform.creator(StoryName::Steady).open_id, "refuse");
    let answer = platform.http.post(format!("{}/platform/oauth/connect/", platform.url)).form(&form).send().await.expect("an answer");
    let location = answer.headers()["location"].to_str().expect("text");
    assert_eq!(query_of(location, "code"), None);
    assert_eq!(query_of(location, "error").as_deref(), Some("access_denied"));
    assert_eq!(query_of(location, "state").as_deref(), Some("s t/1"));
}

#[tokio::test]
async fn a_wrong_request_is_answered_with_a_page_and_never_with_a_redirect() {
    let platform = Platform::start().await;
    for (more, word) in [
        ([("client_key", "other")], "10003"),
        ([("redirect_uri", "http://example.com/cb")], "10006"),
        ([("redirect_uri", "https://example.com/cb?next=1")], "10006"),
        ([("response_type", "token")], "10002"),
        ([("scope", "")], "10005"),
        ([("scope", "fans.everything")], "fans.everything"),
        ([("auto_consent", "nobody")], "no such account"),
    ] {
        let answer = open(&platform, &more).await;
        assert_eq!(answer.status(), 400, "{more:?}");
        assert!(answer.headers().get("location").is_none());
        let page = answer.text().await.expect("text");
        assert!(page.contains(word), "{more:?}: {page}");
    }
}

#[tokio::test]
async fn nothing_from_the_request_becomes_markup() {
    let platform = Platform::start().await;
    let page = open(&platform, &[("state", "\"><script>1</script>"), ("scope", "<script>2</script>")]).await.text().await.expect("text");
    assert!(!page.contains("<script>"));
    let page = open(&platform, &[("state", "\"><script>1</script>")]).await.text().await.expect("text");
    assert!(!page.contains("<script>"));
    assert_eq!(attributes(&page, "input[name=state]", "value"), ["\"><script>1</script>"]);
}
