//! Who may see what: every registered route, anonymous, as another workspace, and as a creator-role member.

use reqwest::StatusCode;
use server::storage::accounts::SignUp;

use crate::support::{Browser, House, Platform};

/// Every GET route below a creator, and the exports.
fn routes(creator: &str) -> Vec<String> {
    let mut routes = vec![
        format!("/creators/{creator}"),
        format!("/creators/{creator}/fans"),
        format!("/creators/{creator}/following?mutual=no"),
        format!("/export/fans.csv?creator={creator}&state=lost&gender=male"),
        format!("/creators/{creator}/collection"),
        format!("/creators/{creator}/collection/events"),
        format!("/creators/{creator}/chart/growth.json"),
        format!("/creators/{creator}/flow"),
        format!("/creators/{creator}/chart/fan-share.json"),
        format!("/creators/{creator}/chart/loyalty.json"),
        format!("/creators/{creator}/chart/breakout.json"),
        format!("/creators/{creator}/collection?run=2026-11-03"),
    ];
    routes.extend(app::model::Dimension::ALL.map(|dimension| format!("/creators/{creator}/audience/{}", dimension.as_str())));
    routes.extend(app::model::Dimension::ALL.map(|dimension| format!("/creators/{creator}/chart/composition-{}.json", dimension.as_str())));
    routes.extend(app::model::FlowMetric::KNOWN.map(|metric| format!("/creators/{creator}/chart/flow-{metric}.json")));
    routes.extend(app::model::Dataset::ALL.map(|dataset| format!("/export/{}.csv?creator={creator}", dataset.as_str())));
    routes
}

fn id(page: &str) -> String {
    page.split('/').nth(2).expect("an id").to_owned()
}

#[tokio::test]
async fn nobody_who_is_signed_out_sees_anything() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let owner = Browser::new(&house.origin);
    let creator = id(&owner.sign_in(&platform.cast()[0].open_id).await);
    let anonymous = Browser::new(&house.origin);
    for route in routes(&creator).into_iter().chain(["/creators", "/settings", "/settings/links"].map(str::to_owned)) {
        let response = anonymous.get(&route).await;
        let machine = ["/export/", "/chart/", "/events"].iter().any(|part| route.contains(part));
        let expected = if machine { StatusCode::UNAUTHORIZED } else { StatusCode::FOUND };
        assert_eq!(response.status(), expected, "{route}");
        let body = response.text().await.expect("a body");
        assert!(!body.contains(&platform.cast()[0].nickname), "{route}");
    }
}

#[tokio::test]
async fn the_creators_of_others_are_not_found() {
    let platform = Platform::start(3, 120).await;
    let house = House::start(&platform, SignUp::Open).await;
    let cast = platform.cast();
    let owner = Browser::new(&house.origin);
    let first = id(&owner.sign_in(&cast[0].open_id).await);
    let second = id(&owner.sign_in(&cast[1].open_id).await);
    let neighbour = Browser::new(&house.origin);
    neighbour.sign_in(&cast[2].open_id).await;
    let member = Browser::new(&house.origin);
    assert_eq!(id(&member.sign_in(&cast[1].open_id).await), second);
    for (browser, creator, may) in [
        (&neighbour, &first, false),
        (&neighbour, &second, false),
        (&member, &first, false),
        (&member, &second, true),
        (&owner, &second, true),
    ] {
        for route in routes(creator) {
            let status = browser.get(&route).await.status();
            if may {
                assert!(status.is_success() || status.is_redirection(), "{route}: {status}");
            } else {
                assert_eq!(status, StatusCode::NOT_FOUND, "{route}");
            }
        }
    }
    for dataset in app::model::Dataset::ALL {
        let text = member.text(&format!("/export/{}.csv", dataset.as_str())).await;
        assert!(!text.contains(&first), "{} without a creator holds only what the member sees", dataset.as_str());
    }
    let roster = member.text("/creators").await;
    assert!(roster.contains(&second) && !roster.contains(&first));
}

#[tokio::test]
async fn what_changes_state_must_come_from_our_own_pages() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let browser = Browser::new(&house.origin);
    browser.sign_in(&platform.cast()[0].open_id).await;
    let client = crate::support::browser::client();
    let cookie = format!("fanscope={}", browser.cookie("fanscope").expect("a session"));
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "http://evil.example"), ("origin", "null")]
    {
        let request = client.post(format!("{}/auth/sign-out", house.origin)).header("cookie", &cookie).header(name, value);
        assert_eq!(request.send().await.expect("an answer").status(), StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let bare = client.post(format!("{}/auth/sign-out", house.origin)).header("cookie", &cookie);
    assert_eq!(bare.send().await.expect("an answer").status(), StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/creators").await.status(), StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_a_fresh_nonce() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let browser = Browser::new(&house.origin);
    let mut policies = std::collections::BTreeSet::new();
    for route in ["/", "/creators", "/healthz", "/nowhere", "/export/growth.csv", "/authorise/nothing", "/authorised"] {
        let response = browser.get(route).await;
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let policy = header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{route}: {policy}"
        );
        assert_eq!(header("referrer-policy"), "same-origin", "{route}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{route}");
        assert!(policies.insert(policy), "{route}: a nonce is used once");
    }
}

#[tokio::test]
async fn a_request_under_another_host_is_sent_to_the_public_address() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let client = crate::support::browser::client();
    let other = client.get(format!("{}/creators?period=30", house.origin)).header("host", "evil.example").send().await.expect("an answer");
    assert_eq!(crate::support::browser::location(&other), format!("{}/creators?period=30", house.origin));
    let health = client.get(format!("{}/healthz", house.origin)).header("host", "evil.example").send().await.expect("an answer");
    assert_eq!(health.status(), StatusCode::OK);
}

#[tokio::test]
async fn unknown_things_are_404_and_malformed_days_400() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let browser = Browser::new(&house.origin);
    let creator = id(&browser.sign_in(&platform.cast()[0].open_id).await);
    for route in [
        "/creators/nobody".to_owned(),
        "/nowhere".to_owned(),
        format!("/creators/{creator}/audience/height"),
        format!("/creators/{creator}/chart/nothing.json"),
        "/export/secrets.csv".to_owned(),
        "/export/growth.csv?creator=nobody".to_owned(),
        "/export/growth".to_owned(),
    ] {
        assert_eq!(browser.get(&route).await.status(), StatusCode::NOT_FOUND, "{route}");
    }
    for query in ["state=gone", "mutual=maybe", "gender=x"] {
        let route = format!("/export/fans.csv?creator={creator}&{query}");
        assert_eq!(browser.get(&route).await.status(), StatusCode::BAD_REQUEST, "{route}");
    }
    let clamped = format!("/creators/{creator}/fans?state=gone&sort=age&after=f1.x&period=x&gender=%00&q=%ff");
    assert_eq!(browser.get(&clamped).await.status(), StatusCode::OK);
    for query in ["from=yesterday", "to=2026-02-30", "from=2026-05-02&to=2026-05-01", "dimension=height", "period=never"] {
        let route = format!("/export/growth.csv?creator={creator}&{query}");
        assert_eq!(browser.get(&route).await.status(), StatusCode::BAD_REQUEST, "{route}");
    }
    assert_eq!(browser.get(&format!("/creators/{creator}?from=yesterday&to=tomorrow&period=x")).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn metrics_tell_of_runs_quotas_and_the_database() {
    let platform = Platform::start(1, 120).await;
    let house = House::start(&platform, SignUp::First).await;
    let browser = Browser::new(&house.origin);
    let open_id = platform.cast()[0].open_id.clone();
    browser.sign_in(&open_id).await;
    let text = loop {
        let text = browser.get("/metrics").await.text().await.expect("text");
        if text.contains("fanscope_runs_total{state=\"committed\"} 1") || text.contains("fanscope_runs_total{state=\"partial\"} 1") {
            break text;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    let value = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.and_then(|value| value.parse::<i64>().ok()).unwrap_or_else(|| panic!("{name} in {text}"))
    };
    assert!(value("fanscope_requests_total") >= 5 && value("fanscope_pages_total") >= 3);
    assert_eq!((value("fanscope_retries_total"), value("fanscope_platform_circuit_open")), (0, 0));
    assert!(value("fanscope_quota_used{scope=\"user_info\"}") >= 1);
    assert!(value("fanscope_db_bytes") > 100_000 && value("fanscope_db_wal_bytes") > 0);
    assert_eq!(value("fanscope_schedule_lag_seconds"), 0);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.rsplit_once(' ').expect("name and value");
        assert!(value.parse::<f64>().is_ok() && name.starts_with("fanscope_"), "{line}");
    }
}
