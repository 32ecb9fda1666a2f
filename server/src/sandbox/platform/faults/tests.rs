use super::*;
use crate::sandbox::http;

fn parse(text: &str) -> Result<Faults, String> {
    Faults::parse(text.to_owned(), &http::paths())
}

fn mistake(text: &str) -> String {
    parse(text).err().unwrap_or_default()
}

/// The mistake of a rule whose keys begin on line 3.
fn wrong(endpoint: &str, keys: &str) -> String {
    mistake(&format!("# a plan\n[[rule]]\nendpoint = \"{endpoint}\"\n{keys}\n\n[[rule]]\nendpoint = \"lists\"\ncode = 1\n"))
}

#[test]
fn a_mistake_names_its_key_and_line() {
    let unknown = mistake("[platform]\ncodes = \"new\"\nquote = 3\n");
    assert!(unknown.starts_with("line 3: unknown field `quote`"), "{unknown}");
    let unknown = mistake("[[rule]]\nendpoint = \"lists\"\nstatsu = 500\n");
    assert!(unknown.starts_with("line 3: unknown field `statsu`"), "{unknown}");
    let scope = mistake("[platform]\ncodes = \"new\"\nmissing = [\"fans.lists\"]\n");
    assert_eq!(scope, "line 3: `missing` names \"fans.lists\", which is no scope of this platform");
}

#[test]
fn a_rule_that_makes_no_sense_is_refused_with_its_line() {
    for (endpoint, keys, reason) in [
        ("list", "code = 1", "line 3: `endpoint = \"list\"` is neither a path of this platform nor one of all, oauth"),
        ("/fan/list/", "code = 1", "line 3: `endpoint = \"/fan/list/\"` is neither"),
        ("lists", "", "line 3: the rule for `lists` has no effect"),
        ("lists", "html = false", "line 3: the rule for `lists` has no effect"),
        ("lists", "status = 200", "line 4: `status` is no error; use 400 to 599"),
        ("lists", "code = 0", "line 4: `code = 0` is no error"),
        ("lists", "status = 503\nretry_after = 5", "line 5: `retry_after` goes with `status = 429` only"),
        ("lists", "code = 1\nfrom = \"2026-06-02\"\nto = \"2026-06-01\"", "line 5: `from = \"2026-06-02\"` is after `to"),
        ("lists", "code = 1\nevery = 0", "line 5: `every = 0` hits no call"),
        ("lists", "code = 1\nfirst = 0", "line 5: `first = 0` hits no call"),
        ("lists", "first = 2\nevery = 3\ncode = 1", "line 5: `every = 3` hits none of the first 2 calls"),
        ("lists", "code = 1\nstatus = 500", "line 5: `status` contradicts `code`"),
        ("lists", "cursor = \"repeat\"\nhtml = true", "line 4: `cursor` contradicts `html`"),
        ("lists", "null_list = true\ncursor = \"endless\"", "line 4: `null_list` contradicts `cursor`"),
        ("lists", "revoke = true\nstringly = true", "line 5: `stringly` contradicts `revoke`"),
        ("lists", "truncate = 5\nstatus = 500", "line 4: `truncate` contradicts `status`"),
        ("lists", "code = 1\ncodes = \"legacy\"", "line 5: `codes` contradicts `code`"),
        ("lists", "cursor = \"round\"", "line 4: unknown variant `round`"),
        ("lists", "refuse = \"all\"", "line 4: unknown variant `all`"),
        ("lists", "cursor = \"repeat\"\nrows = 3", "line 5: `rows` goes with `cursor = \"shift\"` only"),
        ("lists", "cursor = \"shift\"\nrows = 0", "line 5: `rows = 0` shifts nothing"),
        ("portrait", "cursor = \"repeat\"", "line 4: `cursor` cannot happen to `portrait`; name lists"),
        ("/fans/list/", "labels = \"2019\"", "line 4: `labels` cannot happen to `/fans/list/`; name portrait"),
        ("all", "bad_bucket = true", "line 4: `bad_bucket` cannot happen to every endpoint; name portrait"),
        ("userinfo", "null_list = true", "line 4: `null_list` cannot happen to `userinfo`; name lists, series"),
        ("oauth", "revoke = true", "line 4: `revoke` cannot happen to `oauth`; name a data endpoint"),
        ("/oauth/refresh_token/", "refuse = \"quota\"", "line 4: `refuse` cannot happen to `/oauth/refresh_token/`"),
        ("/platform/oauth/connect/", "code = 10001", "line 4: `code` cannot happen to `/platform/oauth/connect/`"),
        ("portrait", "labels = \"2021\"", "line 4: unknown variant `2021`"),
    ] {
        let found = wrong(endpoint, keys);
        assert!(found.starts_with(reason) && !found.contains('\n'), "{endpoint} {keys:?}: {found}");
    }
}

#[test]
fn every_effect_is_taken_where_it_can_happen() {
    for (endpoint, keys) in [
        ("all", "stringly = true"),
        ("all", "revoke = true\ncodes = \"legacy\"\ndelay_ms = 1"),
        ("lists", "status = 429\nretry_after = 7"),
        ("/following/list", "cursor = \"shift\"\nrows = -2\nstringly = true"),
        ("series", "null_list = true\ntruncate = 9"),
        ("portrait", "labels = \"unknown\"\nbad_bucket = true"),
        ("check", "refuse = \"burst\"\nafter = 2\nfirst = 3"),
        ("oauth", "code = 10001\ntruncate = 5"),
        ("/platform/oauth/connect/", "status = 500"),
    ] {
        assert_eq!(wrong(endpoint, keys), "", "{endpoint} {keys:?}");
    }
}

#[test]
fn a_rule_for_a_stranger_is_refused() {
    let faults = parse("[[rule]]\nendpoint = \"lists\"\nopen_id = \"a\"\ncode = 1\n").expect("valid");
    assert_eq!(faults.check_people(|open_id| open_id == "a"), Ok(()));
    let refused = faults.check_people(|_| false).expect_err("a stranger");
    assert!(refused.starts_with("line 3: `open_id = \"a\"` is nobody in this world"), "{refused}");
}

fn call(day: PlatformDay) -> Call<'static> {
    Call { path: "/fans/list/", family: Family::Lists, open_id: Some("a"), day }
}

fn june(day: u64) -> PlatformDay {
    "2026-06-01".parse::<PlatformDay>().expect("a day").plus(day - 1)
}

#[test]
fn a_rule_counts_only_the_calls_that_match_it() {
    let faults =
        parse("[[rule]]\nendpoint = \"/fans/list/\"\nopen_id = \"a\"\nfrom = \"2026-06-15\"\nfirst = 1\ncode = 28001005\n").expect("valid");
    let call = call(june(15));
    assert!(faults.effect(Call { open_id: Some("b"), ..call }).is_none());
    assert!(faults.effect(Call { day: june(14), ..call }).is_none());
    assert_eq!(faults.effect(call).and_then(|effect| effect.refusal), Some(Refusal::Fault(28_001_005)));
    assert!(faults.effect(call).is_none(), "only the first");
}

#[test]
fn a_window_of_calls_begins_after_some() {
    let faults = parse("[[rule]]\nendpoint = \"lists\"\nafter = 2\nfirst = 4\nevery = 2\nrefuse = \"quota\"\n").expect("valid");
    let hits: Vec<bool> = (0..8).map(|_| faults.effect(call(june(1))).is_some()).collect();
    assert_eq!(hits, [false, false, false, true, false, true, false, false]);
}

#[test]
fn the_labels_of_a_day_are_those_of_the_first_rule_that_says_them_for_the_whole_day() {
    let rules = "[platform]\nlabels = \"2019-12\"\n[[rule]]\nendpoint = \"portrait\"\nfirst = 1\nlabels = \"2020\"\n\
                 [[rule]]\nendpoint = \"portrait\"\nopen_id = \"a\"\nfrom = \"2026-06-03\"\nlabels = \"2019\"\n";
    let faults = parse(rules).expect("valid");
    assert_eq!(faults.labels("a", june(2)), Labels::Late2019);
    assert_eq!(faults.labels("a", june(3)), Labels::Seed);
    assert_eq!(faults.labels("b", june(3)), Labels::Late2019);
}
