//! Made-up fans, the same each time: pages as the platform sends them, and the same rows as CSV for the rival.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// Rows of a page.
const PAGE: usize = 50;
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Where people live: provinces and cities in each.
const PLACES: (u64, u64) = (31, 11);

/// Numbers that look random (`SplitMix64`).
#[derive(Clone, Debug)]
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

/// Somebody, by number: everything about them follows from it.
type Number = u64;

/// Two days of a list.
#[derive(Debug)]
pub(crate) struct World {
    /// The first day, newest first as the platform sends them.
    pub(crate) first: Vec<Number>,
    /// The next: 0.4 % came, 0.3 % left.
    pub(crate) second: Vec<Number>,
    pub(crate) joined: usize,
    pub(crate) left: usize,
}

impl World {
    pub(crate) fn new(people: usize) -> Self {
        let count = people as u64;
        let (joined, left) = (people * 4 / 1000, people * 3 / 1000);
        let mut dice = Dice(7);
        let mut gone = BTreeSet::new();
        while gone.len() < left {
            gone.insert(dice.below(count));
        }
        let first: Vec<Number> = (0..count).rev().collect();
        let came = (count..count + joined as u64).rev();
        let second = came.chain(first.iter().copied().filter(|number| !gone.contains(number))).collect();
        Self { first, second, joined, left }
    }
}

fn open_id(number: Number) -> String {
    let mut dice = Dice(number ^ 0x5EED_0F0A_11FE_E7ED);
    let mut id = String::from("_000");
    for _ in 0..4 {
        let mut bits = dice.next();
        for _ in 0..8 {
            id.push(char::from(ALPHABET[usize::try_from(bits & 63).unwrap_or_default()]));
            bits >>= 6;
        }
    }
    id
}

/// Gender, province and city.
fn traits(number: Number) -> (u64, String, String) {
    let mut dice = Dice(number ^ 0x00FA_CADE);
    let province = dice.below(PLACES.0);
    (dice.below(3), format!("省份{province}"), format!("城市{}", province * PLACES.1 + dice.below(PLACES.1)))
}

/// The answers of the platform, page by page.
pub(crate) fn pages(people: &[Number]) -> Vec<String> {
    let total = people.len();
    let page = |(index, numbers): (usize, &[Number])| {
        let next = index * PAGE + numbers.len();
        let mut body =
            format!(r#"{{"data":{{"cursor":{next},"has_more":{},"total":{total},"error_code":0,"description":"","list":["#, next < total);
        for (at, number) in numbers.iter().enumerate() {
            let (gender, province, city) = traits(*number);
            let comma = if at == 0 { "" } else { "," };
            let id = open_id(*number);
            let _ = write!(
                body,
                r#"{comma}{{"open_id":"{id}","union_id":"{}","nickname":"用户{number}","avatar":"https://p3.example/img/aweme/{number:012x}~c5_300x300.jpeg","country":"中国","province":"{province}","city":"{city}","gender":{gender}}}"#,
                &id[4..]
            );
        }
        body.push_str(r#"]},"extra":{"error_code":0,"description":"","sub_error_code":0,"sub_description":"","logid":"2026112110370001","now":1795228620000}}"#);
        body
    };
    people.chunks(PAGE).enumerate().map(page).collect()
}

/// What of these rows is stored by default: no names.
pub(crate) fn csv(people: &[Number], file: &Path) {
    let mut text = String::with_capacity(people.len() * 90);
    for number in people {
        let (gender, province, city) = traits(*number);
        let _ = writeln!(text, "1,1,{},{gender},中国,{province},{city}", open_id(*number));
    }
    std::fs::write(file, text).expect("rows for the rival");
}
