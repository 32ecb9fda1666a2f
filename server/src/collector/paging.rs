//! Whether the pages of a step come to an end. Each page alone may look right: a circle of cursors, or fresh cursors for ever, shows only
//! over several.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::source::{Page, Records};

/// So many pages in a row without anybody new, and more announced, are a circle. One alone may be a boundary that moved.
const STALE_PAGES: u32 = 2;

/// What the pages of one step have shown so far.
#[derive(Debug)]
pub(super) struct Paging {
    cursors: HashSet<String>,
    /// Hashes of the accounts seen.
    people: HashSet<u64>,
    stale: u32,
    begun: bool,
    vouched: bool,
    cap: Option<usize>,
}

impl Paging {
    /// Begins at this cursor, on a platform that shows at most so many people.
    pub(super) fn new(cursor: Option<&String>, cap: Option<i64>) -> Self {
        let cap = cap.and_then(|cap| usize::try_from(cap).ok());
        Self {
            cursors: cursor.into_iter().cloned().collect(),
            people: HashSet::new(),
            stale: 0,
            begun: cursor.is_some(),
            vouched: true,
            cap,
        }
    }

    /// Looks at a page; false when it shows that there is no end.
    pub(super) fn advances(&mut self, page: &Page) -> bool {
        self.begun = true;
        self.vouched &= page.vouched;
        let known = self.people.len();
        if let Records::Members(members) = &page.records {
            self.people.extend(members.iter().map(|member| {
                let mut hasher = DefaultHasher::new();
                member.open_id.as_str().hash(&mut hasher);
                hasher.finish()
            }));
            self.stale = if self.people.len() == known { self.stale + 1 } else { 0 };
        }
        let Some(next) = &page.next else { return true };
        // The newest may have come while the list was read, but not as many again.
        let beyond = self.cap.is_some_and(|cap| self.people.len() > cap.saturating_mul(2));
        self.cursors.insert(next.clone()) && self.stale < STALE_PAGES && !beyond
    }

    /// Whether any page was looked at, now or before an interruption.
    pub(super) const fn has_begun(&self) -> bool {
        self.begun
    }

    /// Whether the platform stood by everything it sent.
    pub(super) const fn is_vouched(&self) -> bool {
        self.vouched
    }
}

#[cfg(test)]
mod tests {
    use app::model::{Gender, ListMember};

    use super::*;

    fn page(people: std::ops::Range<u32>, next: Option<&str>) -> Page {
        let member = |number: u32| ListMember {
            open_id: number.to_string().as_str().into(),
            nickname: "".into(),
            avatar: "".into(),
            gender: Gender::Unknown,
            country: "".into(),
            province: "".into(),
            city: "".into(),
        };
        Page {
            records: Records::Members(people.map(member).collect()),
            next: next.map(ToOwned::to_owned),
            reported_total: None,
            raw: Vec::new(),
            requests: 1,
            warnings: Vec::new(),
            vouched: true,
        }
    }

    #[test]
    fn a_cursor_that_comes_twice_is_a_circle() {
        let mut paging = Paging::new(Some(&"a".to_owned()), None);
        assert!(paging.advances(&page(0..2, Some("b"))));
        assert!(!paging.advances(&page(2..4, Some("a"))));
    }

    #[test]
    fn fresh_cursors_without_anybody_new_are_a_circle_and_a_moved_boundary_is_none() {
        let mut paging = Paging::new(None, None);
        assert!(paging.advances(&page(0..4, Some("4"))));
        assert!(paging.advances(&page(2..4, Some("6"))), "rows came twice");
        assert!(paging.advances(&page(4..8, Some("10"))));
        assert!(paging.advances(&page(0..4, Some("14"))));
        assert!(!paging.advances(&page(4..8, Some("18"))));
        assert!(paging.advances(&page(4..8, None)), "an end is an end");
    }

    #[test]
    fn far_more_people_than_the_platform_shows_have_no_end() {
        let mut paging = Paging::new(None, Some(3));
        assert!(paging.advances(&page(0..6, Some("6"))));
        assert!(!paging.advances(&page(6..7, Some("7"))));
    }
}
