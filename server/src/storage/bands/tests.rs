use std::collections::HashMap;

use super::*;

const AGES: [&[&str]; 3] = [
    &["<=25", "26-32", "33-39", "40-46", ">46"],
    &["1-11", "12~17", "18-23", "24~29", "30~35", "36-41", "42~50", "50+"],
    &["1-23", "24-30", "31-40", "41-50", "50-"],
];
const DAYS: [&[&str]; 2] = [&["0-1", "2-5", "6-10", "11-31"], &["0-4", "5~8", "9~12", "13~16", "17~20", "20+"]];

/// What an instance has seen, as the store keeps it.
#[derive(Default)]
struct Instance {
    known: Vec<Known>,
    before: HashMap<usize, Before>,
}

impl Instance {
    fn read(&mut self, dimension: Dimension, creator: usize, labels: &[(&str, i64)]) -> i64 {
        let seen = Seen { known: &self.known, before: self.before.get(&creator), current: None };
        let scheme = scheme(dimension, labels, &seen);
        for (label, _) in labels {
            if !self.known.iter().any(|known| known.scheme == scheme && known.label == *label) {
                self.known.push(Known { label: (*label).to_owned(), scheme, position: 0 });
            }
        }
        let values = labels.iter().map(|(label, heads)| ((*label).to_owned(), *heads)).collect();
        let now = Before { scheme, values };
        let seen = Seen { known: &self.known, before: self.before.get(&creator), current: Some(&now) };
        assert_eq!(super::scheme(dimension, labels, &seen), scheme, "read again, a day keeps its scheme");
        self.before.insert(creator, now);
        scheme
    }

    fn reads(&mut self, dimension: Dimension, portraits: &[&[(&str, i64)]]) -> Vec<i64> {
        portraits.iter().map(|labels| self.read(dimension, 0, labels)).collect()
    }
}

fn even<'a>(labels: &[&'a str]) -> Vec<(&'a str, i64)> {
    labels.iter().map(|label| (*label, 20)).collect()
}

/// Splitmix64: the sequences are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    fn number(&mut self, limit: u64) -> usize {
        usize::try_from(self.below(limit)).expect("small")
    }

    /// A set nobody has seen: a way to cut the number line, and a way to write it.
    fn unknown(&mut self) -> Vec<String> {
        let hand = self.below(4);
        let mut edges = vec![10 + self.below(15)];
        for _ in 0..2 + self.below(5) {
            edges.push(edges[edges.len() - 1] + 3 + self.below(12));
        }
        let first = edges[0];
        let last = edges[edges.len() - 1];
        let mut labels = vec![match hand {
            0 => format!("<={first}"),
            1 => format!("{first}岁及以下"),
            2 => format!("{}岁以下", first + 1),
            _ => format!("1~{first}"),
        }];
        labels.extend(edges.windows(2).map(|pair| match hand {
            1 => format!("{}至{}岁", pair[0] + 1, pair[1]),
            2 => format!("{}–{}", pair[0] + 1, pair[1]),
            _ => format!("{}-{}", pair[0] + 1, pair[1]),
        }));
        labels.push(match hand {
            0 => format!(">{last}"),
            1 => format!("{last}岁以上"),
            2 => format!("{last}+"),
            _ => format!("{last}-"),
        });
        labels
    }
}

/// One run of an instance: four creators, sixty days, label sets that change and come back. Every day lacks buckets for all reasons there
/// are: nobody is in them, they came broken, the whole day is missing. Returns how many portraits there were.
fn play(seed: u64) -> usize {
    let mut dice = Dice(seed);
    let mut sets: Vec<Vec<String>> = AGES.iter().map(|set| set.iter().map(|label| (*label).to_owned()).collect()).collect();
    sets.push(dice.unknown());
    let mut instance = Instance::default();
    let mut current = dice.number(4);
    let mut last: HashMap<usize, (usize, i64)> = HashMap::new();
    let mut portraits = 0;
    for day in 0..60 {
        if dice.below(15) == 0 {
            current = dice.number(4);
        }
        for creator in 0..4 {
            if dice.below(8) == 0 || (creator == 3 && day < 30) {
                continue;
            }
            let mut labels: Vec<(&str, i64)> = Vec::new();
            for label in &sets[current] {
                if dice.below(5) > 0 {
                    labels.push((label, i64::try_from(1 + dice.below(300)).expect("small")));
                }
            }
            if dice.below(6) == 0 {
                labels.push(("未知", 9));
            }
            // A portrait needs a hundred fans: they fill at least half of the buckets.
            if 2 * labels.len() < sets[current].len() {
                continue;
            }
            portraits += 1;
            let scheme = instance.read(Dimension::Age, creator, &labels);
            let mut set_of = current;
            if let Some(&(set, before)) = last.get(&creator) {
                // Where every label of the new set stands in the old one too, nothing tells them apart yet, and nothing jumps.
                let shared = labels.iter().all(|(label, _)| *label == "未知" || sets[set].iter().any(|known| known == label));
                if shared && before == scheme {
                    set_of = set;
                }
                assert_eq!(
                    before != scheme,
                    set != set_of,
                    "seed {seed} day {day} creator {creator}: {labels:?} after {:?}: scheme {scheme} after {before}, sets {set} {current}",
                    sets[set]
                );
            }
            last.insert(creator, (set_of, scheme));
        }
    }
    portraits
}

#[test]
fn in_generated_histories_a_splice_is_a_change_of_the_set_and_nothing_else() {
    let portraits: usize = (0..1200).map(play).sum();
    assert!(portraits > 150_000, "{portraits}");
}

#[test]
fn every_documented_set_is_in_canonical_order_and_a_scheme_of_its_own() {
    for (dimension, sets) in [(Dimension::Age, AGES.as_slice()), (Dimension::ActiveDays, DAYS.as_slice())] {
        let mut instance = Instance::default();
        for (set, expected) in sets.iter().zip(1..) {
            let positions: Vec<i64> = set.iter().filter_map(|label| position(dimension, label)).collect();
            assert!(positions.len() == set.len() && positions.is_sorted_by(|a, b| a < b), "{set:?} {positions:?}");
            assert_eq!(instance.read(dimension, 0, &even(set)), expected, "{set:?}");
            for missing in 0..set.len() {
                let rest: Vec<&str> = set.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, label)| *label).collect();
                assert_eq!(instance.read(dimension, 0, &even(&rest)), expected, "{rest:?}");
            }
        }
        assert_eq!(instance.read(dimension, 0, &even(sets[0])), 1, "the first set comes back");
        assert_eq!(instance.read(dimension, 1, &even(sets[1])), 2, "another creator meets a set that is known");
    }
}

#[test]
fn a_set_in_words_is_changed_when_a_word_takes_the_place_of_another() {
    let read = |portraits: &[&[(&str, i64)]]| Instance::default().reads(Dimension::Age, portraits);
    let old: &[(&str, i64)] = &[("少年", 10), ("青年", 60), ("中年", 30)];
    assert_eq!(read(&[old, &[("少年", 10), ("青年", 60), ("壮年", 30)], old]), [1, 2, 1]);
    assert_eq!(read(&[old, &old[1..], old]), [1, 1, 1], "nobody is in it");
    assert_eq!(read(&[&old[1..], old]), [1, 1], "the first who is in it");
    assert_eq!(read(&[old, &[("少年", 10), ("青年", 60), ("中年", 30), ("未知", 50)]]), [1, 1], "a catch-all belongs to every set");
    assert_eq!(read(&[old, &even(AGES[2]), old]), [1, 2, 1], "from words to numbers");
    assert_eq!(read(&[&even(AGES[2]), &[("未知", 5)], &even(AGES[2])]), [1, 1, 1]);
}

#[test]
fn open_dimensions_change_only_when_much_comes_and_much_goes() {
    let read = |portraits: &[&[(&str, i64)]]| Instance::default().reads(Dimension::Device, portraits);
    let old: &[(&str, i64)] = &[("苹果", 40), ("华为", 40), ("三星", 2), ("其他", 20)];
    assert_eq!(read(&[old, &[("苹果", 40), ("华为", 40), ("荣耀", 30), ("其他", 5)]]), [1, 1], "a new brand");
    assert_eq!(read(&[old, &[("苹果", 40), ("华为", 40), ("荣耀", 3)], old]), [1, 1, 1], "small ones come and go");
    assert_eq!(read(&[old, &[("华为", 40)], old]), [1, 1, 1], "bad buckets were left out");
    assert_eq!(read(&[old, &[("Apple", 40), ("Huawei", 40), ("Samsung", 2), ("其他", 20)], old]), [1, 2, 1], "written otherwise");
    let mut instance = Instance::default();
    assert_eq!(instance.read(Dimension::Region, 0, &[("广东", 5), ("北京", 5)]), 1);
    assert_eq!(instance.read(Dimension::Region, 1, &[("广东", 5), ("火星", 5)]), 1);
    assert_eq!(instance.read(Dimension::Region, 1, &[("火星", 9)]), 1);
    assert_eq!(instance.read(Dimension::Gender, 0, &[("male", 1)]), 1);
    assert_eq!(instance.read(Dimension::Gender, 0, &[("unknown", 1)]), 1);
}

#[test]
fn a_portrait_whose_labels_were_read_wrongly_keeps_its_scheme() {
    let mut instance = Instance::default();
    instance.read(Dimension::Age, 0, &[("1-23?", 5), ("24-30?", 9)]);
    let now = instance.before.remove(&0).expect("a portrait");
    let seen = Seen { known: &instance.known, before: None, current: Some(&now) };
    assert_eq!(scheme(Dimension::Age, &[("24-30", 9), ("1-23", 5)], &seen), 1, "the same heads under their right names");
    assert_eq!(scheme(Dimension::Age, &[("24-30", 8), ("1-23", 5)], &seen), 2, "another portrait");
}

#[test]
fn labels_without_a_place_of_their_own_stand_last_in_the_order_they_came() {
    assert_eq!(position(Dimension::Age, "未知"), None);
    assert_eq!(["male", "female", "unknown"].map(|label| position(Dimension::Gender, label)), [Some(0), Some(1), Some(2)]);
    assert_eq!(next_place([3, 40, 101].into_iter()), LAST);
    assert_eq!(next_place([3, LAST, LAST + 1].into_iter()), LAST + 2);
}

fn stored(sets: &[&[&str]]) -> Vec<Bucket> {
    let of = |(set, scheme): (&&[&str], i64)| set.iter().map(move |label| (label.to_string(), scheme)).collect::<Vec<_>>();
    let all = sets.iter().zip(1..).flat_map(of).zip(1..);
    all.map(|((label, scheme), number)| Bucket { position: position(Dimension::Age, &label).unwrap_or(LAST), number, label, scheme })
        .collect()
}

fn joined(dimension: Dimension, sets: &[&[&str]]) -> Vec<(String, usize)> {
    let stored = stored(sets);
    let last_shown = stored.iter().map(|bucket| (bucket.number, bucket.scheme)).collect();
    let mut columns = columns(dimension, &stored, &last_shown);
    columns.sort_by_key(|column| (column.position, column.buckets[0]));
    columns.into_iter().map(|column| (column.label, column.buckets.len())).collect()
}

fn with(label: &str, buckets: usize) -> (String, usize) {
    (label.to_owned(), buckets)
}

#[test]
fn buckets_of_two_sets_are_one_column_only_where_they_are_the_same_numbers() {
    let same = joined(Dimension::Age, &[&["1-23", "24-30", "31-50", "50-"], &["<=23", "24~30岁", "31~40", "41~50", "50+", "未知"]]);
    assert_eq!(
        same,
        [with("<=23", 2), with("24~30岁", 2), with("31-50", 1), with("31~40", 1), with("41~50", 1), with("50+", 2), with("未知", 1)]
    );
    let begins_elsewhere = joined(Dimension::Age, &[&["1-49", "50+"], &["1-50", "50+"]]);
    assert_eq!(begins_elsewhere, [with("1-49", 1), with("1-50", 1), with("50+ #1", 1), with("50+", 1)], "50 and over, 51 and over");
    let words = joined(Dimension::Age, &[&["青年", "老年"], &["青年", "中年"]]);
    assert_eq!(words.iter().map(|(_, buckets)| buckets).max(), Some(&1), "a word may mean others: {words:?}");
    let documented = joined(Dimension::Age, &AGES);
    let shared: Vec<&str> = documented.iter().filter(|(_, buckets)| *buckets > 1).map(|(label, _)| label.as_str()).collect();
    let returned = stored(&[&["50-", "1-50"], &["50+", "1-50"]]);
    let shown = columns(Dimension::Age, &returned, &HashMap::from([(1, 9), (2, 9), (3, 5), (4, 5)]));
    assert!(shown.iter().any(|column| column.label == "50-" && column.buckets == [1, 3]), "under the name it has now: {shown:?}");
    assert_eq!(shared, ["50-"], "the documented sets share those over 50 and nothing else");
    assert_eq!(joined(Dimension::Region, &[&["香港", "其他"], &["香港", "其他"]]).len(), 3, "who is other depends on the others");
}
