//! Label sets of portrait dimensions: which version of the set (*scheme*) a portrait belongs to, where a label stands in it, and which
//! labels of two schemes mean the same.
//!
//! The platform changed its labels more than once (platform notes, section 2.3) and leaves buckets without fans out, so the labels of two days
//! differ all the time. What tells a new set from a missing bucket:
//!
//! 1. **Ranges of one set never overlap.** `26-32` beside `24-30` is another set; `41-50` after weeks without anybody of that age is not.
//!    This decides for every set of numbers, whatever its numbers are, as soon as one label of the new set overlaps one ever seen in the old.
//! 2. **A label without a number replaces nothing when it only comes or only goes.** A new phone brand, a province without fans and a bad bucket
//!    that was left out change one side. A set was changed when, from one portrait of a creator to the next, labels nobody has seen in the
//!    scheme hold a tenth of the heads or more *and* labels that held a tenth of the heads or more are gone.
//! 3. **Catch-alls (`未知`, `其他`) prove nothing**: they belong to every set.
//!
//! A change leads to the scheme that knows at least half of the portrait (an old set that came back, or one that another creator met first), else
//! to a new one. A day that is read again keeps its scheme while that knows all its labels, so reading again changes nothing; it keeps it too
//! when it has the same heads under other labels, which were read wrongly then.
//! Gender is written in words of our own and has one scheme.

mod columns;

use app::model::Dimension;
use app::model::band::Band;

pub(crate) use columns::{Bucket, Column, columns, next_place};

/// Where a label without a number stands: after all bands, in the order in which they came.
pub(crate) const LAST: i64 = 1_000_000;

/// The part of a portrait's heads that has to come and to go for a change of labels without numbers: one in so many.
const REPLACED: i64 = 10;

/// Labels for whoever is in no other bucket.
const CATCH_ALLS: [&str; 10] = ["未知", "未公开", "保密", "其他", "其它", "其他品牌", "unknown", "other", "others", ""];

/// A label of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Known {
    /// The label as the platform sent it.
    pub(crate) label: String,
    /// Its scheme.
    pub(crate) scheme: i64,
    /// Where it stands.
    pub(crate) position: i64,
}

/// A portrait of the creator that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Before {
    /// Its scheme.
    pub(crate) scheme: i64,
    /// Labels and heads.
    pub(crate) values: Vec<(String, i64)>,
}

/// What is known when a portrait comes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    /// The labels of the dimension, of all creators.
    pub(crate) known: &'a [Known],
    /// The creator's portrait before.
    pub(crate) before: Option<&'a Before>,
    /// What the day has so far: it is read again.
    pub(crate) current: Option<&'a Before>,
}

impl Seen<'_> {
    fn has(&self, scheme: i64, label: &str) -> bool {
        self.known.iter().any(|known| known.scheme == scheme && known.label == label)
    }

    fn bands(&self, scheme: i64) -> impl Iterator<Item = Band> {
        self.known.iter().filter(move |known| known.scheme == scheme).filter_map(|known| Band::parse(&known.label))
    }

    /// Whether a range of the portrait overlaps another one of the scheme.
    fn overlaps(&self, labels: &[(&str, i64)], scheme: i64) -> bool {
        let strangers = labels.iter().filter(|(label, _)| !self.has(scheme, label)).filter_map(|(label, _)| Band::parse(label));
        strangers.into_iter().any(|band| self.bands(scheme).any(|known| band.overlaps(known)))
    }

    /// The schemes of the dimension, oldest first.
    fn schemes(&self) -> Vec<i64> {
        let mut schemes: Vec<i64> = self.known.iter().map(|known| known.scheme).collect();
        schemes.sort_unstable();
        schemes.dedup();
        schemes
    }
}

/// The canonical place of a label within its dimension; nothing for one without, which stands after all others. Labels of unordered
/// dimensions all stand at 0.
pub(crate) fn position(dimension: Dimension, label: &str) -> Option<i64> {
    match dimension {
        Dimension::Gender => Some(["male", "female"].iter().position(|known| *known == label).map_or(2, |at| i64::from(at == 1))),
        Dimension::Age | Dimension::ActiveDays => Band::parse(label).map(Band::position),
        Dimension::Region | Dimension::Device | Dimension::Interest => Some(0),
    }
}

/// The scheme of a portrait's labels, which come with their heads.
pub(crate) fn scheme(dimension: Dimension, labels: &[(&str, i64)], seen: &Seen<'_>) -> i64 {
    if dimension == Dimension::Gender {
        return 1;
    }
    if let Some(current) = seen.current
        && is_read_again(dimension, labels, current, seen)
    {
        return current.scheme;
    }
    if let Some(before) = seen.before
        && goes_on(dimension, labels, before, seen)
    {
        return before.scheme;
    }
    let others = seen.schemes().into_iter().filter(|scheme| seen.before.is_none_or(|before| before.scheme != *scheme));
    let fitting = others.filter(|scheme| !(dimension.is_ordered() && seen.overlaps(labels, *scheme)));
    let newest = seen.known.iter().map(|known| known.scheme).max().unwrap_or(0);
    fitting
        .map(|scheme| (part(labels, |label| seen.has(scheme, label)), scheme))
        .filter(|(known, scheme)| known.is_half() || is_beside(dimension, labels, *scheme, seen))
        .max_by_key(|(known, scheme)| (known.heads, *scheme))
        .map_or(newest + 1, |(_, scheme)| scheme)
}

/// Whether what a day has is the same portrait: labels of its scheme, or the same heads under labels that were read wrongly.
fn is_read_again(dimension: Dimension, labels: &[(&str, i64)], current: &Before, seen: &Seen<'_>) -> bool {
    let is_same = || heads(labels) == heads(&pairs(&current.values)) && !(dimension.is_ordered() && seen.overlaps(labels, current.scheme));
    labels.iter().all(|(label, _)| seen.has(current.scheme, label)) || is_same()
}

/// Whether a portrait has the labels of the creator's portrait before.
fn goes_on(dimension: Dimension, labels: &[(&str, i64)], before: &Before, seen: &Seen<'_>) -> bool {
    let scheme = before.scheme;
    let ordered = dimension.is_ordered();
    if ordered && seen.overlaps(labels, scheme) {
        return false;
    }
    let is_known = |label: &str| seen.has(scheme, label) || before.values.iter().any(|(known, _)| known == label);
    let has_come = |label: &str| !is_known(label) && !is_catch_all(label);
    let has_gone = |label: &str| !labels.iter().any(|(other, _)| *other == label) && !is_catch_all(label);
    let old = pairs(&before.values);
    // Where both are ranges of numbers, whether they overlap has been asked: that they come and go means nothing.
    let nameless = |label: &str| !ordered || Band::parse(label).is_none();
    let replaced = |come: &dyn Fn(&str) -> bool, gone: &dyn Fn(&str) -> bool| part(labels, come).is_much() && part(&old, gone).is_much();
    if replaced(&|label| has_come(label) && nameless(label), &has_gone) || replaced(&has_come, &|label| has_gone(label) && nameless(label))
    {
        return false;
    }
    // The scheme before has none of these ranges, and another has them all: the scheme before is not fully known yet.
    let is_elsewhere = || seen.schemes().into_iter().any(|other| labels.iter().all(|(label, _)| seen.has(other, label)));
    labels.iter().any(|(label, _)| is_known(label)) || !is_elsewhere()
}

/// For the first portrait of a creator: ranges that no label is shared with, but that lie beside those of the scheme.
fn is_beside(dimension: Dimension, labels: &[(&str, i64)], scheme: i64, seen: &Seen<'_>) -> bool {
    let ranges = part(labels, |label| Band::parse(label).is_some());
    dimension.is_ordered() && seen.before.is_none() && ranges.is_half() && seen.bands(scheme).next().is_some()
}

fn pairs(values: &[(String, i64)]) -> Vec<(&str, i64)> {
    values.iter().map(|(label, heads)| (label.as_str(), *heads)).collect()
}

/// The heads alone, in an order of their own: the same ones under other names are the same portrait, whose names were read wrongly.
fn heads(labels: &[(&str, i64)]) -> Vec<i64> {
    let mut heads: Vec<i64> = labels.iter().map(|(_, heads)| *heads).collect();
    heads.sort_unstable();
    heads
}

fn is_catch_all(label: &str) -> bool {
    CATCH_ALLS.contains(&label.trim().to_lowercase().as_str())
}

/// A part of a portrait's heads.
#[derive(Clone, Copy)]
struct Part {
    heads: i64,
    of: i64,
}

impl Part {
    const fn is_half(self) -> bool {
        self.heads > 0 && self.heads.saturating_mul(2) >= self.of
    }

    const fn is_much(self) -> bool {
        self.heads > 0 && self.heads.saturating_mul(REPLACED) >= self.of
    }
}

/// The heads of the labels that a question is answered with yes for. Where nobody is counted at all, each label counts.
fn part(labels: &[(&str, i64)], is_meant: impl Fn(&str) -> bool) -> Part {
    let counted = labels.iter().any(|(_, heads)| *heads > 0);
    let heads =
        |(label, heads): &(&str, i64), all: bool| if all || is_meant(label) { if counted { (*heads).max(0) } else { 1 } } else { 0 };
    Part {
        heads: labels.iter().map(|label| heads(label, false)).fold(0, i64::saturating_add),
        of: labels.iter().map(|label| heads(label, true)).fold(0, i64::saturating_add),
    }
}

#[cfg(test)]
mod tests;
