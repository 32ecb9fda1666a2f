//! The creators: who they are and how large they are.

use super::calendar::Calendar;
use super::dice::{Dice, key};
use super::person::{Identity, Space};
use super::story::{Story, StoryName};
use super::traits::Leaning;

/// Everything fixed about one creator.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Position in the cast.
    pub(crate) index: u32,
    /// The root of all throws for this creator.
    pub(crate) key: u64,
    pub(crate) identity: Identity,
    pub(crate) nickname: String,
    pub(crate) story: Story,
    /// Fans at the epoch.
    pub(crate) start: u32,
    /// New fans on an ordinary day, in millionths.
    pub(crate) pace: u64,
    /// Day number before which nobody can follow.
    pub(crate) opened: i32,
    /// Idle accounts among the fans, per thousand: the clean-up day takes them.
    pub(crate) idle: u32,
    /// Day number of the break-out, if any.
    pub(crate) break_out: Option<i32>,
    pub(crate) leaning: Leaning,
    /// Accounts that the creator follows at the epoch.
    pub(crate) follows: u32,
}

const NAMES: [&str; 8] = ["山野小厨", "阿北的日常", "数码老周", "Luna 旅行笔记", "小满手作", "城市慢镜头", "半亩花田", "夜跑的鹿"];
const GENERATED_NAMES: [&str; 6] = ["早安", "小城", "拾光", "青柠", "木子", "四季"];
const GENERATED_TRADES: [&str; 6] = ["画室", "食堂", "读书", "健身", "茶馆", "花店"];

/// The typical size that the fixed stories were written for.
const TYPICAL: u64 = 3000;

/// The first `creators` of the world, sized for a steady creator of about `fans`.
pub(crate) fn cast(seed: u64, calendar: Calendar, creators: u32, fans: u32) -> Vec<Plan> {
    (0..creators).map(|index| plan(seed, calendar, index, fans)).collect()
}

fn plan(seed: u64, calendar: Calendar, index: u32, fans: u32) -> Plan {
    let name = StoryName::FIXED.get(index as usize).copied().unwrap_or(StoryName::Generated);
    let story = Story::of(name, calendar);
    let root = key(&[seed, 1, u64::from(index)]);
    let mut dice = Dice::of(root);
    let start = start(name, fans, &mut dice);
    let opened = if name == StoryName::BrandNew { calendar.number(story.first_grant) - 35 } else { 0 };
    let idle = match name {
        StoryName::PurgeDay => 60,
        StoryName::BrandNew => 0,
        _ => 5 + dice.below(6),
    };
    Plan {
        index,
        key: root,
        identity: Identity::new(seed, Space::Creators, u64::from(index)),
        nickname: nickname(index, &mut dice),
        break_out: (name == StoryName::ViralJump).then(|| story.event.map_or(0, |day| calendar.number(day))),
        pace: pace(name, start, fans),
        leaning: Leaning::draw(&mut dice),
        follows: if name == StoryName::Tiny { 12 } else { 40 + dice.below(120) },
        start,
        story,
        opened,
        idle,
    }
}

fn scaled(size: u64, fans: u32) -> u32 {
    u32::try_from((size * u64::from(fans) / TYPICAL).max(1)).unwrap_or(u32::MAX)
}

/// Fans at the epoch. Some stories live on a threshold of the platform and stay beyond it at any scale.
fn start(name: StoryName, fans: u32, dice: &mut Dice) -> u32 {
    match name {
        StoryName::Steady => scaled(2500, fans),
        StoryName::ViralJump => scaled(4000, fans),
        StoryName::PurgeDay => scaled(3500, fans),
        StoryName::LostGrant => scaled(2000, fans),
        StoryName::BrandNew => 0,
        StoryName::Capped => scaled(20_500, fans).max(6000),
        StoryName::Tiny => scaled(45, fans).clamp(10, 55),
        StoryName::NoLists => scaled(1900, fans),
        StoryName::Generated => scaled(300 + u64::from(dice.below(40)) * u64::from(dice.below(120)), fans),
    }
}

fn pace(name: StoryName, start: u32, fans: u32) -> u64 {
    if name == StoryName::BrandNew {
        return u64::from(scaled(300, fans).clamp(150, 800)) * 24_000;
    }
    u64::from(start) * 4000
}

fn nickname(index: u32, dice: &mut Dice) -> String {
    match NAMES.get(index as usize) {
        Some(name) => (*name).to_owned(),
        None => format!("{}{}{}", dice.pick(&GENERATED_NAMES), dice.pick(&GENERATED_TRADES), index + 1),
    }
}
