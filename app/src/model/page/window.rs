//! One page of a longer list.

use std::ops::Range;

/// Which rows are shown, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are; at least 1.
    pub pages: usize,
    /// Rows before the first one shown.
    pub start: usize,
    /// Rows up to the last one shown.
    pub end: usize,
    /// All rows.
    pub all: usize,
}

impl Window {
    /// The page asked for, or the last one when there are fewer.
    pub fn of(asked: usize, size: usize, all: usize) -> Self {
        let size = size.max(1);
        let pages = all.div_ceil(size).max(1);
        let page = asked.clamp(1, pages);
        let start = (page - 1).saturating_mul(size);
        Self { page, pages, start, end: start.saturating_add(size).min(all), all }
    }

    /// The rows shown.
    pub fn rows(self) -> Range<usize> {
        self.start..self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_beyond_the_end_is_the_last() {
        let window = |asked, all| {
            let window = Window::of(asked, 50, all);
            (window.page, window.pages, window.rows())
        };
        assert_eq!(window(1, 0), (1, 1, 0..0));
        assert_eq!(window(2, 120), (2, 3, 50..100));
        assert_eq!(window(3, 120), (3, 3, 100..120));
        assert_eq!(window(usize::MAX, 120), (3, 3, 100..120));
        assert_eq!(window(2, 100), (2, 2, 50..100));
        assert_eq!(Window::of(1, usize::MAX, 7).rows(), 0..7);
    }
}
