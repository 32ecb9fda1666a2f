//! Reading CSV back.

use std::collections::BTreeMap;

/// A row by column name.
pub(crate) type Row = BTreeMap<String, String>;

/// Reads a file we wrote: checks the BOM and the line ends on the way.
pub(crate) fn rows(text: &str) -> Vec<Row> {
    let body = text.strip_prefix('\u{feff}').expect("a BOM");
    assert!(body.ends_with("\r\n") && !body.replace("\r\n", "").contains('\r'), "every line ends with CRLF");
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}
