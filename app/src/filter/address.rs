//! Addresses of pages: a link changes some words of the query and keeps the others.

use super::words;

/// A page's path and the words of its query, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    path: String,
    words: Vec<(String, String)>,
}

/// The words that say which days a page shows; every page of a creator has them.
const DAYS: [&str; 4] = ["period", "from", "to", "compare"];
/// Words that speak of a place in a list; another list has other places.
const PLACES: [&str; 2] = ["page", "after"];

impl Address {
    /// Reads a query string; words without a value are left out.
    pub fn new(path: impl Into<String>, query: &str) -> Self {
        let words = words(query).into_iter().filter(|(_, value)| !value.is_empty()).collect();
        Self { path: path.into(), words }
    }

    /// The first value of a word, without spaces around it; empty when it is not there.
    pub fn word(&self, name: &str) -> &str {
        self.words.iter().find(|(word, _)| word == name).map_or("", |(_, value)| value.trim())
    }

    /// The same address with these words; an empty value takes the word out. A place in a list is given up unless it is set.
    pub fn with(&self, changes: &[(&str, &str)]) -> Self {
        let gone = |word: &str| PLACES.contains(&word) || changes.iter().any(|(changed, _)| *changed == word);
        let kept = self.words.iter().filter(|(word, _)| !gone(word)).cloned();
        let set = changes.iter().filter(|(_, value)| !value.is_empty()).map(|(word, value)| ((*word).to_owned(), (*value).to_owned()));
        Self { path: self.path.clone(), words: kept.chain(set).collect() }
    }

    /// Another page, with the same days.
    pub fn to(&self, path: impl Into<String>) -> Self {
        let words = self.words.iter().filter(|(word, _)| DAYS.contains(&word.as_str())).cloned().collect();
        Self { path: path.into(), words }
    }

    /// The same page with another range of days and comparison.
    pub(super) fn with_days(&self, days: &[(&str, String)]) -> Self {
        let none: Vec<(&str, &str)> = DAYS.iter().map(|word| (*word, "")).collect();
        let mut address = self.with(&none);
        address.words.extend(days.iter().map(|(word, value)| ((*word).to_owned(), value.clone())));
        address
    }

    /// The words but these, for the hidden fields of a form that sets these.
    pub fn others(&self, own: &[&str]) -> Vec<(String, String)> {
        self.words.iter().filter(|(word, _)| !own.contains(&word.as_str()) && !PLACES.contains(&word.as_str())).cloned().collect()
    }

    /// The path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query without its question mark.
    pub fn query(&self) -> String {
        serde_urlencoded::to_string(&self.words).unwrap_or_default()
    }

    /// For an `href`.
    pub fn href(&self) -> String {
        if self.words.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_changes_its_words_and_keeps_the_others() {
        let here = Address::new("/creators/c", "?period=90&sort=-day&q=a+b&page=3&empty=");
        assert_eq!(here.with(&[("sort", "day")]).href(), "/creators/c?period=90&q=a+b&sort=day");
        assert_eq!(here.with(&[("q", ""), ("page", "4")]).href(), "/creators/c?period=90&sort=-day&page=4");
        assert_eq!(here.to("/creators/c/flow").href(), "/creators/c/flow?period=90");
        assert_eq!(here.with_days(&[("from", "2026-11-01".to_owned())]).href(), "/creators/c?sort=-day&q=a+b&from=2026-11-01");
        assert_eq!(here.others(&["q"]), [("period".to_owned(), "90".to_owned()), ("sort".to_owned(), "-day".to_owned())]);
    }
}
