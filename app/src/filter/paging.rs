//! The place in a list that is shown page by page.

use super::{Address, Notice};

/// Rows of a page.
pub const PAGE_SIZE: usize = 50;

/// The page that `page` asks for, from 1; one too large for a number lies beyond every end.
pub fn page(address: &Address, notices: &mut Vec<Notice>) -> usize {
    let word = address.word("page");
    if word.is_empty() {
        return 1;
    }
    if word.starts_with('0') || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        notices.push(Notice::MalformedPage);
        return 1;
    }
    word.parse().unwrap_or(usize::MAX)
}
