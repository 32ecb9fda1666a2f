//! Query plans: what a page, an export or a commit waits for never reads a whole table.

use super::{
    SqliteStore, accounts, commit, creators, export, grants, history, keys, links, people, quota, runs, sessions, settings, webhooks,
};
use crate::storage::sqlite::{Mode, OpenOptions};

/// Statements with what they may scan: lists that come as a parameter, what was staged, what nobody has handled yet, subqueries with a limit.
const STATEMENTS: &[(&str, &str, &[&str])] = &[
    ("find creator", keys::FIND_CREATOR, &[]),
    ("grant", grants::FIND, &[]),
    ("creator by key", creators::BY_KEY, &[]),
    ("creators of a workspace", creators::OF_WORKSPACE, &[]),
    ("names of a workspace's creators", creators::NAMES, &[]),
    ("schedules", creators::SCHEDULES, &["c", "w", "g"]),
    ("capabilities", creators::CAPABILITIES, &[]),
    ("runs of a period", runs::OF_PERIOD, &[]),
    ("steps of a period", runs::STEPS_OF, &[]),
    ("roster", history::roster::KEYS, &[]),
    ("roster curves", history::roster::CURVES, &["p"]),
    ("grants of a workspace", grants::OF_WORKSPACE, &[]),
    ("link", links::FIND, &[]),
    ("whom a link is for", links::BOUND_TO, &[]),
    ("open links", links::OPEN, &[]),
    ("count of open links", links::COUNT_OPEN, &[]),
    ("end a link", links::END, &[]),
    ("withdraw a link", links::WITHDRAW, &[]),
    ("forget links", links::PRUNE, &[]),
    ("members of a workspace", accounts::roll::OF_WORKSPACE, &[]),
    ("count of members", accounts::roll::COUNT, &[]),
    ("sessions of a member", sessions::DELETE_OF_MEMBER, &[]),
    ("runs with staged names", settings::names::STAGED_RUNS, &["staged"]),
    ("next staged names", settings::names::NEXT_STAGED, &[]),
    ("forget names", settings::names::FORGET_FANS, &[]),
    ("newest run of a source", runs::NEWEST, &[]),
    ("run before", runs::PREVIOUS, &[]),
    ("run after", runs::NEXT, &[]),
    ("steps in full", runs::STEPS, &[]),
    ("data version", history::DATA_VERSION, &[]),
    ("span of a history", history::span::SPAN, &[]),
    ("member of a session", accounts::OF_SESSION, &[]),
    ("oldest run", history::span::OLDEST, &[]),
    ("health", history::span::HEALTH, &[]),
    ("days of the series", history::span::COUNTED, &[]),
    ("daily", history::daily::OF_PERIOD, &[]),
    ("days of a roster", history::daily::OF_ROSTER, &["p"]),
    ("newest portrait", history::portrait::NEWEST, &[]),
    ("portrait before", history::portrait::BEFORE, &[]),
    ("flow of a period", history::flow::OF_PERIOD, &["CONSTANT"]),
    ("webhooks to handle", webhooks::UNHANDLED, &["webhook_event"]),
    ("creators of an account", webhooks::CREATORS, &[]),
    ("quota used", quota::USED, &[]),
    ("quota learned", quota::LEARNED, &[]),
    // Every creator of the instance is planned for.
    ("quota costs", quota::COSTS, &["c"]),
    ("composition", history::composition::OF_PERIOD, &[]),
    ("buckets of a dimension", history::composition::BUCKETS, &[]),
    ("export growth bounds", export::GROWTH_BOUNDS, &["CONSTANT"]),
    ("export flow days", export::FLOW_DAYS, &["d"]),
    ("export flow", export::FLOW_ROWS, &[]),
    ("export portrait days", export::PORTRAIT_DAYS, &["d"]),
    ("export portrait", export::PORTRAIT_ROWS, &["wanted"]),
    ("export runs", export::RUN_ROWS, &[]),
    ("export people by first day", export::PEOPLE_STEPS, &["s"]),
    ("export spans of people", export::PEOPLE_SPANS, &["p"]),
    ("export people", export::PEOPLE_OTHERS, &["p"]),
    ("export places", export::PEOPLE_PLACES, &["p"]),
    ("people subject", people::SUBJECT, &[]),
    ("people first whole list", people::FIRST_WHOLE, &[]),
    ("people many", people::MANY, &[]),
    ("people present", people::PRESENT, &["(subquery-1)", "(subquery-2)", "s"]),
    ("people whole", people::WHOLE, &[]),
    ("people spans", people::SPANS, &["p"]),
    ("people by account", people::OPEN_IDS, &[]),
    ("people followed", people::FOLLOWING, &[]),
    ("people doubtful", people::DOUBTFUL, &[]),
    ("people departed", people::DEPARTED, &[]),
    ("people joined", people::JOINED_PEOPLE, &[]),
    ("people traits", people::TRAITS, &["p"]),
    ("people account", people::FAN, &[]),
    ("people oldest first", people::FIRST_ASCENDING, &[]),
    ("people newest first", people::FIRST_DESCENDING, &[]),
    ("people earliest left", people::LEFT_ASCENDING, &[]),
    ("people latest left", people::LEFT_DESCENDING, &[]),
    ("people anybody", people::ANYBODY, &[]),
    ("people mutual", people::MUTUAL, &["f", "CONSTANT", "(subquery-1)", "(subquery-2)", "(subquery-3)"]),
    ("people origins", people::ORIGINS, &["p"]),
    ("people newest list", people::NEWEST_LIST, &[]),
    ("people last complete list", people::LAST_COMPLETE, &["CONSTANT"]),
    ("people lists of a period", people::LISTS, &[]),
    ("people first complete list of a period", people::FIRST_SIZE, &[]),
    ("people last complete list of a period", people::LAST_SIZE, &[]),
    ("people capability", people::CAPABILITY, &[]),
    ("commit portrait before", commit::BEFORE, &[]),
    ("commit portrait of the day", commit::CURRENT, &[]),
    ("commit series", commit::SERIES, &[]),
    ("commit portraits", commit::PORTRAITS, &[]),
    ("commit listed", commit::LISTED, &[]),
    ("commit joined", commit::JOINED, &[]),
    ("commit place numbers", commit::PLACE_NUMBERS, &["p"]),
    ("commit people between", commit::BETWEEN, &["f"]),
    ("commit these people", commit::THESE, &["p"]),
    ("commit standing", commit::STANDING, &["s"]),
    ("commit doubtful", commit::DOUBTFUL, &[]),
    ("commit confirm", commit::CONFIRM, &["p"]),
    ("commit forget", commit::FORGET_TODAY, &["p"]),
    ("commit close", commit::CLOSE, &["p"]),
    ("commit open", commit::OPEN, &["p"]),
];

#[tokio::test]
async fn no_statement_reads_a_whole_table() {
    let directory = tempfile::tempdir().expect("a directory");
    let url = format!("sqlite://{}", directory.path().join("plans.db").display());
    let store = SqliteStore::open(OpenOptions { url, mode: Mode::Migrate }).await.expect("opens");
    let mut connection = store.writer.acquire().await.expect("the writer");
    let mut scans = Vec::new();
    for (name, sql, allowed) in STATEMENTS {
        let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain).fetch_all(&mut *connection).await.expect(name);
        assert!(!plan.is_empty(), "{name} has no plan");
        // All rows of a tenant are a whole table to the only tenant; its creators (c) and members (m) are few.
        let tenants = plan.iter().map(|(_, _, _, line)| line).filter(|line| line.contains("(workspace=?)"));
        scans.extend(
            tenants.filter(|line| !line.starts_with("SEARCH c ") && !line.starts_with("SEARCH m ")).map(|line| (*name, line.clone())),
        );
        // A value put into the indexed expression leaves the tenant and its platform, which is nearly the same.
        let accounts = plan.iter().map(|(_, _, _, line)| line).filter(|line| line.contains("fan_account") && !line.contains("<expr>"));
        scans.extend(accounts.map(|line| (*name, line.clone())));
        let scanned = plan.into_iter().filter_map(|(_, _, _, line)| line.strip_prefix("SCAN ").map(str::to_owned));
        scans
            .extend(scanned.filter(|line| !line.split(' ').next().is_some_and(|table| allowed.contains(&table))).map(|line| (*name, line)));
    }
    assert!(scans.is_empty(), "{scans:#?}");
    for sql in [
        people::FIRST_ASCENDING,
        people::FIRST_DESCENDING,
        people::LEFT_ASCENDING,
        people::LEFT_DESCENDING,
        people::DEPARTED,
        people::JOINED_PEOPLE,
    ] {
        let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain).fetch_all(&mut *connection).await.expect("a plan");
        let sorted = plan.iter().any(|(_, _, _, line)| line.contains("TEMP B-TREE"));
        let ranged = plan.iter().any(|(_, _, _, line)| line.contains("COVERING INDEX") && line.contains("_day"));
        assert!(ranged && !sorted, "a step costs what it reads: {plan:?}");
    }
}
