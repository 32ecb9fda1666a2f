//! What the portrait counts about a person, in eight bytes.

use super::dice::{Dice, mix};
use super::person::Identity;
use super::places::PROVINCES;

/// Phone brands and how common they are.
pub(crate) const DEVICES: [(&str, u32); 8] =
    [("华为", 24), ("苹果", 22), ("OPPO", 15), ("vivo", 15), ("小米", 12), ("荣耀", 8), ("三星", 2), ("其他", 2)];

/// Interest categories and how common they are.
pub(crate) const INTERESTS: [(&str, u32); 14] = [
    ("生活", 18),
    ("美食", 16),
    ("旅行", 10),
    ("影视", 10),
    ("音乐", 8),
    ("时尚", 7),
    ("亲子", 6),
    ("游戏", 6),
    ("体育", 5),
    ("科技", 4),
    ("汽车", 4),
    ("萌宠", 3),
    ("教育", 2),
    ("三农", 1),
];

const NOWHERE: u8 = u8::MAX;

/// One person's traits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Traits {
    /// 0 unknown, 1 male, 2 female.
    pub(crate) gender: u8,
    /// Years; 0 when unknown.
    pub(crate) age: u8,
    province: u8,
    city: u8,
    /// Index into `DEVICES`.
    pub(crate) device: u8,
    /// Days active in a usual month.
    active: u8,
    /// One bit per category of `INTERESTS`.
    pub(crate) interests: u16,
}

impl Traits {
    pub(crate) fn draw(identity: Identity, leaning: Leaning) -> Self {
        let mut dice = Dice::of(identity.throws(31));
        let (province, city) = home(&mut dice, leaning);
        Self {
            gender: if dice.permille(50) { 0 } else { 1 + u8::from(dice.permille(leaning.female)) },
            age: if dice.permille(40) { 0 } else { (leaning.age + dice.small(10) + dice.small(10) + dice.small(14)).max(13) },
            province,
            city,
            device: u8::try_from(dice.weighted(DEVICES.iter().map(|(_, weight)| *weight))).unwrap_or(0),
            active: dice.small(31).max(dice.small(31)),
            interests: interests(&mut dice, leaning),
        }
    }

    /// Province name; empty when the person keeps it to themselves.
    pub(crate) fn province(self) -> &'static str {
        PROVINCES.get(usize::from(self.province)).map_or("", |province| province.name)
    }

    /// Index into `PROVINCES`, when known.
    pub(crate) fn province_index(self) -> Option<usize> {
        (self.province != NOWHERE).then(|| usize::from(self.province))
    }

    pub(crate) fn city(self) -> &'static str {
        PROVINCES.get(usize::from(self.province)).and_then(|province| province.cities.get(usize::from(self.city))).copied().unwrap_or("")
    }

    /// Country name; empty when the person keeps it to themselves.
    pub(crate) const fn country(self) -> &'static str {
        if self.province == NOWHERE { "" } else { "中国" }
    }

    /// Days active in the 30 days before `day`; wanders a little from week to week.
    pub(crate) fn active_days(self, throws: u64, day: i32) -> u8 {
        let wander = u8::try_from(mix(throws ^ u64::from(day.unsigned_abs() / 7)) % 5).unwrap_or(0);
        (self.active + wander).saturating_sub(2).min(30)
    }
}

fn home(dice: &mut Dice, leaning: Leaning) -> (u8, u8) {
    if dice.permille(30) {
        return (NOWHERE, 0);
    }
    let index = if dice.permille(180) { leaning.province } else { dice.weighted(PROVINCES.iter().map(|province| province.weight)) };
    let cities = PROVINCES.get(index).map_or(1, |province| province.cities.len());
    (u8::try_from(index).unwrap_or(0), dice.small(u8::try_from(cities).unwrap_or(1)))
}

fn interests(dice: &mut Dice, leaning: Leaning) -> u16 {
    let count = 1 + dice.below(3);
    let own = if dice.permille(300) { 1 << leaning.interest } else { 0 };
    (0..count).fold(own, |bits, _| bits | 1 << dice.weighted(INTERESTS.iter().map(|(_, weight)| *weight)))
}

/// What a creator's audience leans to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaning {
    /// Women per thousand.
    female: u32,
    /// The youngest usual age.
    age: u8,
    /// Index of the home province.
    province: usize,
    /// Index of the creator's own category.
    interest: usize,
}

impl Default for Leaning {
    fn default() -> Self {
        Self { female: 490, age: 16, province: 0, interest: 0 }
    }
}

impl Leaning {
    pub(crate) fn draw(dice: &mut Dice) -> Self {
        Self {
            female: 280 + dice.below(440),
            age: 12 + dice.small(14),
            province: dice.weighted(PROVINCES.iter().map(|province| province.weight)),
            interest: dice.weighted(INTERESTS.iter().map(|(_, weight)| *weight)),
        }
    }

    /// A break-out brings younger people from elsewhere.
    pub(crate) fn at(self, break_out: Option<i32>, joined: i32) -> Self {
        match break_out {
            Some(day) if (day..day + 20).contains(&joined) => {
                Self { female: 1000 - self.female, age: self.age.saturating_sub(6), province: (self.province + 4) % 20, interest: 3 }
            }
            _ => self,
        }
    }
}
