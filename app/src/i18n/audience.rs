//! Words of the audience pages.

use super::words;
use crate::format;
use crate::model::{Dimension, Language, PlatformDay};

words! {
    /// The audience pages.
    AudienceWords {
        dimensions: "维度", "Dimensions";
        latest: "最新构成", "Latest";
        composition: "构成变化", "Composition over time";
        absolute: "人数变化", "Head counts over time";
        ranked: "排名", "Ranking";
        rank: "名次", "Rank";
        bucket: "项目", "Item";
        people: "人数", "Fans";
        share: "占比", "Share";
        change: "变化", "Change";
        share_change: "占比变化", "Change of share";
        other: "其他", "Others";
        difference: "任意两天的变化", "Change between two days";
        earlier_day: "起始日", "First day";
        later_day: "对比日", "Second day";
        compare: "比较", "Compare";
        difference_bar: "人数变化", "Change of fans";
        difference_note: "CSV 为两天之间的每一天", "the CSV has every day between the two";
        no_difference: "没有可比较的两天", "No two days to compare";
        map: "省份分布", "By province";
        map_hint: "点选一个省份查看它的变化。", "Choose a province to see it over time.";
        map_legend: "按占比分档，各档省份数相近", "Share in classes of about the same number of provinces";
        map_empty: "没有粉丝", "No fans";
        map_unknown: "画像未提及", "Not in the portrait";
        elsewhere: "不在地图上的项目", "Not on the map";
        rank_of: "省份排名", "Rank among provinces";
        interest_note: "一位粉丝可有多个兴趣：合计会超过粉丝总数，占比按全部兴趣标签计。", "A fan may have several interests: the sum exceeds the number of fans, and shares are of all interests named.";
    }
}

/// Which item changed most.
pub(crate) fn fastest(label: &str, change: i64, since: PlatformDay, language: Language) -> String {
    let amount = format::signed(change);
    let day = format::day(since, language);
    match (language, change > 0) {
        (Language::Chinese, true) => format!("增加最多：{label}，自{day} {amount} 人。"),
        (Language::Chinese, false) => format!("减少最多：{label}，自{day} {amount} 人。"),
        (Language::English, true) => format!("Grew most: {label} ({amount} fans since {day})."),
        (Language::English, false) => format!("Shrank most: {label} ({amount} fans since {day})."),
    }
}

/// The largest share now and its change, and how much is known.
pub(crate) fn composition_sentence(
    label: &str,
    share: f64,
    change: Option<(f64, PlatformDay)>,
    (known, days): (usize, u64),
    language: Language,
) -> String {
    let share = format::percent(share);
    let change = change.map(|(points, day)| (format::points(points, language), format::day(day, language)));
    match (language, change) {
        (Language::Chinese, Some((points, day))) => {
            format!("占比最高：{label}，{share}（自{day} {points}）；{days} 天中 {known} 天有画像。")
        }
        (Language::Chinese, None) => format!("占比最高：{label}，{share}；{days} 天中 {known} 天有画像。"),
        (Language::English, Some((points, day))) => {
            format!("Largest share: {label}, {share} ({points} since {day}); {known} of {days} days have a portrait.")
        }
        (Language::English, None) => format!("Largest share: {label}, {share}; {known} of {days} days have a portrait."),
    }
}

/// The largest head count now and its change, the sum of all items, and the fans who are in none.
pub(crate) fn counts_sentence(
    label: &str,
    fans: i64,
    change: Option<(i64, PlatformDay)>,
    (sum, unclassified): (i64, Option<i64>),
    language: Language,
) -> String {
    let (fans, sum) = (format::count(fans), format::count(sum));
    let change = change.map(|(change, day)| (format::signed(change), format::day(day, language)));
    let told = match (language, change) {
        (Language::Chinese, Some((change, day))) => format!("人数最多：{label}，{fans} 人，自{day} {change} 人；各项合计 {sum} 人"),
        (Language::Chinese, None) => format!("人数最多：{label}，{fans} 人；各项合计 {sum} 人"),
        (Language::English, Some((change, day))) => format!("Most fans: {label}, {fans}, {change} since {day}; {sum} in all items"),
        (Language::English, None) => format!("Most fans: {label}, {fans}; {sum} in all items"),
    };
    match (language, unclassified.map(format::count)) {
        (Language::Chinese, Some(rest)) => format!("{told}，另有 {rest} 人未归类。"),
        (Language::Chinese, None) => format!("{told}。"),
        (Language::English, Some(rest)) => format!("{told}, {rest} not classified."),
        (Language::English, None) => format!("{told}."),
    }
}

/// How many items there are, how much the first three hold, and since when changes count.
pub(crate) fn ranking_sentence(items: usize, leaders: f64, since: Option<PlatformDay>, language: Language) -> String {
    let leaders = format::percent(leaders);
    let since = since.map(|day| format::day(day, language));
    let first = items.min(3);
    match (language, since) {
        (Language::Chinese, Some(day)) => format!("共 {items} 项，前 {first} 项合占 {leaders}；变化自{day}算起。"),
        (Language::Chinese, None) => format!("共 {items} 项，前 {first} 项合占 {leaders}。"),
        (Language::English, Some(day)) => format!("{items} items; the first {first} hold {leaders}. Changes count from {day}."),
        (Language::English, None) => format!("{items} items; the first {first} hold {leaders}."),
    }
}

/// What the platform calls the items of a dimension.
const fn items(dimension: Dimension, language: Language) -> &'static str {
    match (dimension, language) {
        (Dimension::Gender, Language::Chinese) => "性别标签",
        (Dimension::Gender, Language::English) => "gender labels",
        (Dimension::Age, Language::Chinese) => "年龄分组",
        (Dimension::Age, Language::English) => "age groups",
        (Dimension::Region, Language::Chinese) => "地域标签",
        (Dimension::Region, Language::English) => "region labels",
        (Dimension::ActiveDays, Language::Chinese) => "活跃天数分组",
        (Dimension::ActiveDays, Language::English) => "bands of active days",
        (Dimension::Device, Language::Chinese) => "设备标签",
        (Dimension::Device, Language::English) => "device labels",
        (Dimension::Interest, Language::Chinese) => "兴趣标签",
        (Dimension::Interest, Language::English) => "interest labels",
    }
}

/// The platform's labels changed on a day.
pub(crate) fn splice(dimension: Dimension, day: PlatformDay, language: Language) -> String {
    let (items, day) = (items(dimension, language), format::day(day, language));
    match language {
        Language::Chinese => format!("平台自{day}起更换了{items}，前后不可比。"),
        Language::English => format!("The platform changed its {items} on {day}; before and after are not comparable."),
    }
}

/// Two days whose labels differ.
pub(crate) fn not_comparable(dimension: Dimension, from: PlatformDay, to: PlatformDay, language: Language) -> String {
    let (items, from, to) = (items(dimension, language), format::day(from, language), format::day(to, language));
    match language {
        Language::Chinese => format!("{from}与{to}的{items}不同，两天不可比，因此不计算变化。"),
        Language::English => format!("The {items} of {from} and {to} differ: the two days are not comparable, and nothing is subtracted."),
    }
}

/// What changed most between two days.
pub(crate) fn difference_sentence(
    (from, to): (PlatformDay, PlatformDay),
    most: Option<(String, i64)>,
    least: Option<(String, i64)>,
    language: Language,
) -> String {
    let days = compared_days(from, to, language);
    let told = |(label, change): (String, i64)| match language {
        Language::Chinese => format!("{label} {} 人", format::signed(change)),
        Language::English => format!("{label} ({} fans)", format::signed(change)),
    };
    let (most, least) = (most.map(told), least.map(told));
    match (language, most, least) {
        (Language::Chinese, Some(most), Some(least)) => format!("{days}，增加最多：{most}，减少最多：{least}。"),
        (Language::Chinese, Some(most), None) => format!("{days}，增加最多：{most}，没有一项减少。"),
        (Language::Chinese, None, Some(least)) => format!("{days}，减少最多：{least}，没有一项增加。"),
        (Language::Chinese, None, None) => format!("{days}：没有变化。"),
        (Language::English, Some(most), Some(least)) => format!("{days}. Grew most: {most}; shrank most: {least}."),
        (Language::English, Some(most), None) => format!("{days}. Grew most: {most}; nothing shrank."),
        (Language::English, None, Some(least)) => format!("{days}. Shrank most: {least}; nothing grew."),
        (Language::English, None, None) => format!("{days}: nothing changed."),
    }
}

/// Two days.
fn compared_days(from: PlatformDay, to: PlatformDay, language: Language) -> String {
    format!("{} → {}", format::day_long(from, language), format::day_long(to, language))
}

/// A day without a portrait; the one that is used instead.
pub(crate) fn nearest_portrait(asked: PlatformDay, used: Option<PlatformDay>, language: Language) -> String {
    let asked = format::day_long(asked, language);
    let used = used.map(|day| format::day_long(day, language));
    match (language, used) {
        (Language::Chinese, Some(used)) => format!("{asked}没有画像，采用之前最近的{used}。"),
        (Language::Chinese, None) => format!("{asked}及之前一个月没有画像；请另选一天。"),
        (Language::English, Some(used)) => format!("{asked} has no portrait; that of {used} is used."),
        (Language::English, None) => format!("There is no portrait on {asked} nor in the month before it; choose another day."),
    }
}

/// What the map shows, in one sentence.
pub(crate) fn map_sentence(provinces: usize, largest: &str, share: f64, day: PlatformDay, language: Language) -> String {
    let (share, day) = (format::percent(share), format::day(day, language));
    match language {
        Language::Chinese => format!("{day}，粉丝来自 {provinces} 个省份；{largest}最多，占 {share}。"),
        Language::English => format!("Fans in {provinces} provinces on {day}; most in {largest}, {share}."),
    }
}

/// A tile of the map, for those who cannot see it.
pub(crate) fn tile(name: &str, known: Option<(f64, i64)>, language: Language) -> String {
    match (language, known) {
        (Language::Chinese, Some((share, fans))) => format!("{name}：{}，{} 人", format::percent(share), format::count(fans)),
        (Language::English, Some((share, fans))) => format!("{name}: {}, {} fans", format::percent(share), format::count(fans)),
        (Language::Chinese, None) => format!("{name}：画像未提及"),
        (Language::English, None) => format!("{name}: not in the portrait"),
    }
}

/// The change of a province's fans, with its share's.
pub(crate) fn province_facts(change: i64, points: f64, since: PlatformDay, language: Language) -> String {
    let (change, points, day) = (format::signed(change), format::points(points, language), format::day(since, language));
    match language {
        Language::Chinese => format!("{change} 人（{points}），自{day}"),
        Language::English => format!("{change} fans ({points}) since {day}"),
    }
}
