//! `/fans/list/` and `/following/list/` (platform notes, section 2.2): at most 50 a page; the cursor decides, never the count.

use app::model::{Gender, ListKind, ListMember, OpenId, PlatformDay};
use compact_str::CompactString;
use serde::{Deserialize, Deserializer};
use sha2::{Digest as _, Sha256};

use super::client::{Client, TokenIn};
use super::{envelope, numbers, text};
use crate::source::{Access, Page, Records, SourceError};

const PAGE_SIZE: u32 = 50;
/// Sizes of the first page of a list without a total.
const FIRST_PAGES: u32 = 9;
/// Every other day it is shorter by so much more: the pages of two days in a row meet at the same row only where eight people or more came
/// before it in between.
const TURN: u32 = 16;
const FIRST: &str = "0";

#[derive(Deserialize)]
struct ListData {
    #[serde(default, deserialize_with = "numbers::optional")]
    cursor: Option<i64>,
    #[serde(deserialize_with = "flag")]
    has_more: bool,
    #[serde(default, deserialize_with = "numbers::optional")]
    total: Option<i64>,
    #[serde(default, deserialize_with = "numbers::optional")]
    error_code: Option<i64>,
    list: Rows,
}

impl envelope::Coded for ListData {
    fn code(&self) -> Option<i64> {
        self.error_code
    }
}

/// Null is an empty list, but nobody vouches for it; an absent field is not, since it would read as "everybody left".
#[derive(Deserialize)]
struct Rows(Option<Vec<MemberData>>);

#[derive(Deserialize)]
struct MemberData {
    open_id: OpenId,
    #[serde(default, deserialize_with = "text::short")]
    nickname: CompactString,
    #[serde(default, deserialize_with = "text::short")]
    avatar: CompactString,
    #[serde(default, deserialize_with = "gender")]
    gender: Gender,
    #[serde(default, deserialize_with = "text::short")]
    country: CompactString,
    #[serde(default, deserialize_with = "text::short")]
    province: CompactString,
    #[serde(default, deserialize_with = "text::short")]
    city: CompactString,
}

const fn path(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Fans => "/fans/list/",
        ListKind::Following => "/following/list/",
    }
}

pub(super) async fn read(
    client: &Client,
    access: &Access,
    kind: ListKind,
    cursor: Option<&str>,
    today: PlatformDay,
) -> Result<Page, SourceError> {
    let (path, asked) = (path(kind), cursor.unwrap_or(FIRST));
    let count = page_size(kind, cursor, &access.open_id, today).to_string();
    let body = client.get(path, access, TokenIn::HeaderAndQuery, &[("cursor", asked), ("count", &count)]).await?;
    decode(kind, cursor, &body)
}

/// Rows to ask for. A row that slips between two pages is noticed where the list has a total. Where it has none, the first page has another
/// size each day, so that the pages meet at other rows, and a platform that loses the row between two pages loses another one the next day: two
/// lists in a row that lack somebody are then two witnesses, not the same one twice.
fn page_size(kind: ListKind, cursor: Option<&str>, open_id: &OpenId, today: PlatformDay) -> u32 {
    if kind == ListKind::Fans || cursor.is_some() {
        return PAGE_SIZE;
    }
    let digest = Sha256::digest(format!("{}|{today}", open_id.as_str()));
    let [a, b, c, d, ..] = digest.0;
    let shorter = u32::from_le_bytes([a, b, c, d]) % FIRST_PAGES;
    let turn = if today.number() % 2 == 0 { 0 } else { TURN };
    PAGE_SIZE - shorter - turn
}

/// Reads the answer to a call that asked for the page at this cursor; nothing = the first.
pub(super) fn decode(kind: ListKind, asked: Option<&str>, body: &[u8]) -> Result<Page, SourceError> {
    let (path, asked) = (path(kind), asked.unwrap_or(FIRST));
    let data: ListData = envelope::open_at_once(path, body)?;
    page(asked, data).map_err(|detail| SourceError::Decode { endpoint: path, detail: detail.to_owned(), log_id: String::new() })
}

fn page(asked: &str, data: ListData) -> Result<Page, &'static str> {
    let vouched = data.list.0.is_some() || data.total == Some(0);
    let rows = data.list.0.unwrap_or_default();
    let next = match (data.has_more, data.cursor) {
        (false, _) => None,
        (true, None) => return Err("cursor is missing although has_more is true"),
        (true, Some(_)) if rows.is_empty() => return Err("endless list: has_more is true on a page without rows"),
        (true, Some(cursor)) if cursor.to_string() == asked => return Err("endless list: the cursor does not advance"),
        (true, Some(cursor)) => Some(cursor.to_string()),
    };
    if rows.iter().any(|row| row.open_id.as_str().is_empty() || row.open_id.as_str().contains('\0')) {
        return Err("an open_id is empty or holds a NUL");
    }
    Ok(Page {
        records: Records::Members(rows.into_iter().map(member).collect()),
        next,
        reported_total: data.total,
        raw: Vec::new(),
        requests: 1,
        warnings: Vec::new(),
        vouched,
    })
}

fn member(row: MemberData) -> ListMember {
    ListMember {
        open_id: row.open_id,
        nickname: row.nickname,
        avatar: row.avatar,
        gender: row.gender,
        country: row.country,
        province: row.province,
        city: row.city,
    }
}

/// 0 unknown, 1 male, 2 female, as number or text; anything else is unknown.
fn gender<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Gender, D::Error> {
    let word = text::Word::deserialize(deserializer)?;
    Ok(word.0.trim().parse().map_or(Gender::Unknown, Gender::from_code))
}

/// Booleans are real ones; 0, 1 and their texts are tolerated.
fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Flag {
        Real(bool),
        Text(text::Lenient),
    }
    match Flag::deserialize(deserializer)? {
        Flag::Real(flag) => Ok(flag),
        Flag::Text(text) => match text.0.as_str() {
            "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            _ => Err(serde::de::Error::custom("has_more is not a boolean")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(asked: &str, json: &str) -> Result<Page, String> {
        decode(ListKind::Fans, Some(asked), json.as_bytes()).map_err(|error| format!("{error:?}"))
    }

    #[test]
    fn the_pages_of_a_list_without_a_total_meet_at_other_rows_each_day() {
        let day: PlatformDay = "2026-11-01".parse().expect("a day");
        let size = |kind, cursor, open_id: &str, day| page_size(kind, cursor, &open_id.into(), day);
        let first: Vec<u32> = day.through(day.plus(364)).map(|day| size(ListKind::Following, None, "a", day)).collect();
        assert!(first.iter().all(|rows| (26..=50).contains(rows)));
        assert!(first.windows(2).all(|days| days[0].abs_diff(days[1]) >= 8), "{first:?}");
        let again = first.windows(3).filter(|days| days[0] == days[2]).count();
        assert!((10..80).contains(&again), "the same two days later on {again} of 363 days, by chance on 40");
        assert_eq!(size(ListKind::Following, None, "a", day), first[0], "a list that is read again is read alike");
        assert_eq!([size(ListKind::Fans, None, "a", day), size(ListKind::Following, Some("30"), "a", day)], [PAGE_SIZE; 2]);
    }

    #[test]
    fn a_refusal_is_one_wherever_its_code_stands() {
        let rest = r#""has_more":false,"list":[]"#;
        for body in [
            format!(r#"{{"data":{{"error_code":2190008,{rest}}}}}"#),
            format!(r#"{{"data":{{{rest}}},"extra":{{"error_code":"2190008"}}}}"#),
            format!(r#"{{"err_no":2190008,"data":{{{rest}}}}}"#),
            r#"{"data":{"error_code":2190008,"description":"expired"}}"#.to_owned(),
        ] {
            let refused = decode(ListKind::Fans, None, body.as_bytes()).expect_err("a refusal");
            assert!(matches!(refused, SourceError::Api { code: 2_190_008, .. }), "{body}: {refused:?}");
        }
        let fine = format!(r#"{{"data":{{"error_code":0,{rest}}},"extra":{{"error_code":0,"logid":"x"}}}}"#);
        assert!(read("0", &fine).is_ok());
    }

    #[test]
    fn the_cursor_decides_not_the_number_of_rows() {
        let body = r#"{"data":{"cursor":"9","has_more":true,"total":"120","list":[{"open_id":"a","gender":"2","city":null}]}}"#;
        let page = read("0", body).expect("a page");
        assert_eq!((page.next.as_deref(), page.reported_total), (Some("9"), Some(120)));
        let Records::Members(members) = page.records else { panic!("members") };
        assert_eq!((members[0].gender, members[0].city.as_str()), (Gender::Female, ""));
    }

    #[test]
    fn a_null_list_is_empty_and_an_absent_one_is_an_error() {
        let page = read("0", r#"{"data":{"cursor":0,"has_more":false,"list":null}}"#).expect("a page");
        assert_eq!((page.records, page.vouched), (Records::Members(Vec::new()), false));
        let zero = read("0", r#"{"data":{"cursor":0,"has_more":false,"total":0,"list":null}}"#).expect("a page");
        assert!(zero.vouched, "the total says that it is empty");
        assert!(read("0", r#"{"data":{"has_more":false,"list":[]}}"#).expect("a page").vouched);
        for body in [r#"{"data":{"cursor":0,"has_more":false}}"#, r#"{"data":{"list":[]}}"#, r#"{"data":{"has_more":"?","list":[]}}"#] {
            assert!(read("0", body).is_err(), "{body}");
        }
    }

    #[test]
    fn endless_lists_are_errors() {
        let stuck = r#"{"data":{"cursor":50,"has_more":true,"list":[{"open_id":"a"}]}}"#;
        assert!(read("50", stuck).expect_err("stuck").contains("endless"));
        assert!(read("0", stuck).is_ok());
        let hollow = r#"{"data":{"cursor":100,"has_more":1,"list":[]}}"#;
        assert!(read("50", hollow).expect_err("hollow").contains("endless"));
    }

    #[test]
    fn a_row_without_an_account_spoils_the_page_because_it_would_look_like_a_departure() {
        for row in [r#"{"nickname":"x"}"#, r#"{"open_id":""}"#, r#"{"open_id":7}"#, r#"{"open_id":"a\u0000"}"#] {
            assert!(read("0", &format!(r#"{{"data":{{"has_more":false,"list":[{row}]}}}}"#)).is_err(), "{row}");
        }
    }
}
