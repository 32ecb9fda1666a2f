//! Made-up nicknames, some with contents that break careless software.

use super::dice::Dice;

const FRONT: [&str; 24] = [
    "爱吃",
    "会飞的",
    "隔壁",
    "一只",
    "可爱",
    "今天也是",
    "奔跑的",
    "沉默",
    "阳光",
    "半夏",
    "南方",
    "小小",
    "晚风",
    "星河",
    "云上",
    "老",
    "追光",
    "清晨",
    "山里的",
    "海边",
    "佛系",
    "努力",
    "夏天的",
    "不眠",
];
const BACK: [&str; 24] = [
    "西瓜", "猫", "小王", "橘子", "咸鱼", "少年", "阿婆", "豆浆", "月亮", "兔子", "先生", "同学", "包子", "团子", "北北", "鲸鱼", "先森",
    "土豆", "奶茶", "阿强", "姑娘", "松鼠", "大叔", "柠檬",
];
const LATIN: [&str; 16] =
    ["Momo", "Leo", "sunny", "Kiki", "AAA", "Vivian", "Jack", "lulu", "Eason", "Coco", "Mr.Li", "nana", "Echo", "Tony", "yoyo", "Amy"];
const EMOJI: [&str; 12] = ["🌸", "✨", "🐱", "🍉", "🌙", "🔥", "👨‍👩‍👧", "💤", "🇨🇳", "🦌", "☀️", "🎧"];
const AWKWARD: [&str; 12] = [
    "<b>加粗</b>",
    "=1+1",
    "\u{202e}逆行的鱼",
    "张三, \"老张\"",
    "+86 保密",
    "@SUM(A1:A9)",
    "-隐身-",
    "一个特别特别特别特别特别特别特别特别特别特别特别特别长的昵称",
    "O'Brien & 朋友们",
    "制表\t符",
    "＝全角等号",
    " 前后有空格 ",
];

/// One in 64 is awkward.
pub(crate) fn nickname(dice: &mut Dice) -> String {
    match dice.below(64) {
        0 => dice.pick(&AWKWARD).to_owned(),
        1..=9 => format!("{}{}", dice.pick(&LATIN), dice.below(10_000)),
        10..=19 => format!("{}{}{}", dice.pick(&FRONT), dice.pick(&BACK), dice.pick(&EMOJI)),
        20..=29 => format!("{} {}", dice.pick(&LATIN), dice.pick(&BACK)),
        30..=41 => format!("{}{}{}", dice.pick(&FRONT), dice.pick(&BACK), dice.below(1000)),
        42..=44 => format!("用户{}", 1_000_000_u64 + u64::from(dice.below(9_000_000))),
        _ => format!("{}{}", dice.pick(&FRONT), dice.pick(&BACK)),
    }
}
