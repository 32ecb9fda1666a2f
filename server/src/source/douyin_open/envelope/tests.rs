use serde::Deserialize;

use super::{check, open};
use crate::source::SourceError;
use crate::source::douyin_open::numbers;

#[derive(Debug, Deserialize)]
struct Total {
    #[serde(deserialize_with = "numbers::whole")]
    total: i64,
}

fn refusal(body: &str) -> (i64, String, String) {
    match check("/x/", body.as_bytes()) {
        Err(SourceError::Api { code, message, log_id, .. }) => (code, message, log_id),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[test]
fn every_envelope_shows_its_code_message_and_log_id() {
    let a = r#"{"data":{"captcha":"","desc_url":"","description":"配置无效","error_code":10003},"message":"error"}"#;
    assert_eq!(refusal(a), (10003, "配置无效".to_owned(), String::new()));
    let b = r#"{"data":{"description":"expired","error_code":2190008},"extra":{"description":"expired","error_code":2190008,"logid":"L1","now":1660285681707}}"#;
    assert_eq!(refusal(b), (2_190_008, "expired".to_owned(), "L1".to_owned()));
    let b_prime = r#"{"data":{},"extra":{"error_code":28001008,"description":"gone","log_id":"L2"}}"#;
    assert_eq!(refusal(b_prime), (28_001_008, "gone".to_owned(), "L2".to_owned()));
    let c = r#"{"err_no":28001003,"err_msg":"invalid","log_id":"L3","data":{"error_code":"0"}}"#;
    assert_eq!(refusal(c), (28_001_003, "invalid".to_owned(), "L3".to_owned()));
}

#[test]
fn the_first_code_that_is_not_zero_counts_in_the_order_err_no_extra_data() {
    assert_eq!(refusal(r#"{"err_no":1,"extra":{"error_code":2},"data":{"error_code":3}}"#).0, 1);
    assert_eq!(refusal(r#"{"err_no":0,"extra":{"error_code":2},"data":{"error_code":3}}"#).0, 2);
    assert_eq!(refusal(r#"{"err_no":"0","extra":{"error_code":"0"},"data":{"error_code":"3"}}"#).0, 3);
}

#[test]
fn a_refusal_is_understood_whatever_its_data_is() {
    for data in ["null", "[]", "\"\"", "0", "{\"list\":7}"] {
        let body = format!(r#"{{"data":{data},"extra":{{"error_code":2190002}}}}"#);
        assert_eq!(refusal(&body).0, 2_190_002, "{data}");
    }
}

#[test]
fn success_opens_with_codes_as_numbers_strings_or_absent() {
    for head in [r#""err_no":0,"#, r#""err_no":"0","#, "", r#""extra":{"error_code":0.0},"#, r#""extra":null,"#] {
        let body = format!(r#"{{{head}"data":{{"error_code":"0","total":"1000.0","new_field":[1]}},"message":"success"}}"#);
        assert_eq!(open::<Total>("/x/", body.as_bytes()).expect(head).total, 1000);
    }
}

#[test]
fn html_and_cut_bodies_are_truncated_and_wrong_types_are_not() {
    for body in ["<html>502</html>", r#"{"data":{"total":1"#, ""] {
        assert!(matches!(open::<Total>("/x/", body.as_bytes()), Err(SourceError::Truncated { .. })), "{body}");
    }
    for body in [r#"{"data":{"total":true}}"#, r#"{"data":{}}"#, r#"{"data":null}"#, "[]", "7", r#"{"err_no":"many","data":{"total":1}}"#] {
        assert!(matches!(open::<Total>("/x/", body.as_bytes()), Err(SourceError::Decode { .. })), "{body}");
    }
}

#[test]
fn an_error_about_the_shape_does_not_quote_the_content() {
    let body = br#"{"data":{"total":"private words"},"extra":{"logid":"L9"}}"#;
    match open::<Total>("/x/", body) {
        Err(SourceError::Decode { detail, log_id, .. }) => {
            assert!(!detail.contains("private"), "{detail}");
            assert_eq!(log_id, "L9");
        }
        other => panic!("{other:?}"),
    }
}
