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
        map_hint: "点选一个省份查看它的变化。", "Point at a province for its name; choose it to see it over time.";
        map_empty: "没有粉丝", "No fans";
        map_unknown: "画像未提及", "Not in the portrait";
        elsewhere: "不在地图上的项目", "Not on the map";
        rank_of: "省份排名", "Rank among provinces";
        interest_note: "一位粉丝可有多个兴趣：合计会超过粉丝总数，占比按全部兴趣标签计。", "A fan may have several interests: the sum exceeds the number of fans, and shares are of all interests named.";
    }
}

/// Items that changed alike.
pub(crate) struct Named {
    /// The first of them.
    pub(crate) names: Vec<String>,
    /// How many more there are.
    pub(crate) more: usize,
    /// By how many fans each.
    pub(crate) change: i64,
}

impl Named {
    /// The names, and the change of each: `云南、河南各 +6 人`; `Yunnan and Henan`, `+6 fans each`.
    fn told(&self, language: Language) -> (String, String) {
        let (change, all) = (format::signed(self.change), self.names.len() + self.more);
        match (language, all, self.more) {
            (Language::Chinese, 1, _) => (self.names.concat(), format!("{change} 人")),
            (Language::Chinese, _, 0) => (self.names.join("、"), format!("各 {change} 人")),
            (Language::Chinese, ..) => (format!("{}等 {all} 项", self.names.join("、")), format!("各 {change} 人")),
            (Language::English, 1, _) => (self.names.concat(), format!("{change} fans")),
            (Language::English, _, 0) => (self.names.join(" and "), format!("{change} fans each")),
            (Language::English, _, more) => (format!("{} and {more} more", self.names.join(", ")), format!("{change} fans each")),
        }
    }
}

/// Which items changed most.
pub(crate) fn fastest(most: &Named, since: PlatformDay, language: Language) -> String {
    let ((names, amount), day) = (most.told(language), format::day(since, language));
    match (language, most.change > 0) {
        (Language::Chinese, true) => format!("增加最多：{names}，自{day}{}{amount}。", gap_before(&amount)),
        (Language::Chinese, false) => format!("减少最多：{names}，自{day}{}{amount}。", gap_before(&amount)),
        (Language::English, true) => format!("Grew most: {names} ({amount} since {day})."),
        (Language::English, false) => format!("Shrank most: {names} ({amount} since {day})."),
    }
}

/// Chinese has a space before a number, and none before a word.
fn gap_before(amount: &str) -> &'static str {
    if amount.starts_with('各') { "" } else { " " }
}

/// A change of head counts since a day; a zero in words.
fn fans_since(change: i64, since: PlatformDay, language: Language) -> String {
    let (amount, day) = (format::signed(change), format::day(since, language));
    match (language, change) {
        (Language::Chinese, 0) => format!("自{day}没有变化"),
        (Language::English, 0) => format!("unchanged since {day}"),
        (Language::Chinese, _) => format!("自{day} {amount} 人"),
        (Language::English, _) => format!("{amount} since {day}"),
    }
}

/// The change of a share since a day; a zero in words.
fn points_since(change: f64, since: PlatformDay, language: Language) -> String {
    let (points, day) = (format::points(change, language), format::day(since, language));
    match (language, format::permille(change)) {
        (Language::Chinese, 0) => format!("自{day}没有变化"),
        (Language::English, 0) => format!("unchanged since {day}"),
        (Language::Chinese, _) => format!("自{day} {points}"),
        (Language::English, _) => format!("{points} since {day}"),
    }
}

/// The largest share now and its change, and how much is known if that is not all.
pub(crate) fn composition_sentence(
    label: &str,
    share: f64,
    change: Option<(f64, PlatformDay)>,
    (known, days): (u64, u64),
    language: Language,
) -> String {
    let share = format::percent(share);
    let change = change.map(|(points, day)| points_since(points, day, language));
    let missing = known < days;
    match language {
        Language::Chinese => {
            let change = change.map_or_else(String::new, |change| format!("（{change}）"));
            let known = if missing { format!("；{days} 天中 {known} 天有画像") } else { String::new() };
            format!("占比最高：{label}，{share}{change}{known}。")
        }
        Language::English => {
            let change = change.map_or_else(String::new, |change| format!(" ({change})"));
            let known = if missing { format!("; {known} of {days} days have a portrait") } else { String::new() };
            format!("Largest share: {label}, {share}{change}{known}.")
        }
    }
}

/// The largest head count now and its change, the sum of all items, and the fans who are in none.
pub(crate) fn counts_sentence(
    dimension: Dimension,
    (label, fans): (&str, i64),
    change: Option<(i64, PlatformDay)>,
    (sum, unclassified): (i64, Option<i64>),
    language: Language,
) -> String {
    let (fans, sum) = (format::count(fans), format::count(sum));
    let change = change.map(|(change, day)| fans_since(change, day, language));
    let told = match (language, change) {
        (Language::Chinese, Some(change)) => format!("人数最多：{label}，{fans} 人，{change}"),
        (Language::Chinese, None) => format!("人数最多：{label}，{fans} 人"),
        (Language::English, Some(change)) => format!("Most fans: {label}, {fans}, {change}"),
        (Language::English, None) => format!("Most fans: {label}, {fans}"),
    };
    // A fan may have several interests: their sum is no number of people.
    let of_interests = dimension == Dimension::Interest;
    match (language, unclassified.map(format::count)) {
        (Language::Chinese, _) if of_interests => format!("{told}；各项合计 {sum} 人次。"),
        (Language::English, _) if of_interests => format!("{told}; {sum} interests in all."),
        (Language::Chinese, Some(rest)) => format!("{told}；各项合计 {sum} 人，另有 {rest} 人未归类。"),
        (Language::Chinese, None) => format!("{told}；各项合计 {sum} 人。"),
        (Language::English, Some(rest)) => format!("{told}; {sum} fans classified, {rest} not."),
        (Language::English, None) => format!("{told}; {sum} fans in all."),
    }
}

/// What is not drawn among the head counts.
pub(crate) fn rest_left_out(fans: i64, language: Language) -> String {
    let fans = format::count(fans);
    match language {
        Language::Chinese => format!("图中不画“其他”（{fans} 人），见数据表"),
        Language::English => format!("“Others” ({fans} fans) are not drawn; they are in the table"),
    }
}

/// All items that are not named, as one.
pub(crate) fn rest_of(items: usize, dimension: Dimension, language: Language) -> String {
    match (dimension, language) {
        (Dimension::Region, Language::Chinese) => format!("其余 {items} 个地区"),
        (Dimension::Region, Language::English) => format!("{items} other regions"),
        (_, Language::Chinese) => format!("其余 {items} 项"),
        (_, Language::English) => format!("{items} others"),
    }
}

/// How many items there are, how much the first three hold if there are more, and since when changes count.
pub(crate) fn ranking_sentence(items: usize, leaders: f64, since: Option<PlatformDay>, language: Language) -> String {
    let leaders = (items > LEADERS).then(|| format::percent(leaders));
    let since = since.map(|day| format::day(day, language));
    match language {
        Language::Chinese => {
            let leaders = leaders.map_or_else(String::new, |leaders| format!("，前 {LEADERS} 项合占 {leaders}"));
            let since = since.map_or_else(String::new, |day| format!("；变化自{day}算起"));
            format!("共 {items} 项{leaders}{since}。")
        }
        Language::English => {
            let items = if items == 1 { "1 item".to_owned() } else { format!("{items} items") };
            let leaders = leaders.map_or_else(String::new, |leaders| format!("; the first {LEADERS} hold {leaders}"));
            let since = since.map_or_else(String::new, |day| format!(". Changes count from {day}"));
            format!("{items}{leaders}{since}.")
        }
    }
}

/// How many items a ranking's sentence adds up.
const LEADERS: usize = 3;

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
    most: Option<Named>,
    least: Option<Named>,
    language: Language,
) -> String {
    let days = compared_days(from, to, language);
    let told = |most: Named| match (language, most.told(language)) {
        (Language::Chinese, (names, amount)) => format!("{names}{}{amount}", gap_before(&amount)),
        (Language::English, (names, amount)) => format!("{names} ({amount})"),
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
        Language::Chinese => format!("{day}，粉丝来自 {provinces} 个省级地区；{largest}最多，占 {share}。"),
        Language::English => format!("Fans in {provinces} provinces on {day}; most in {largest}, {share}."),
    }
}

/// How the map's colours are cut.
pub(crate) fn map_classes(classes: usize, language: Language) -> String {
    match (language, classes) {
        (Language::Chinese, _) => format!("按占比分 {classes} 档，各档省份数相近"),
        (Language::English, 1) => "One group, by share".to_owned(),
        (Language::English, _) => format!("{classes} groups of about equal size, by share"),
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
    let day = format::day(since, language);
    let share = match (language, format::permille(points)) {
        (Language::Chinese, 0) => "占比没有变化".to_owned(),
        (Language::English, 0) => "share unchanged".to_owned(),
        _ => format::points(points, language),
    };
    match (language, change) {
        (Language::Chinese, 0) => format!("人数没有变化（{share}），自{day}"),
        (Language::English, 0) => format!("unchanged ({share}) since {day}"),
        (Language::Chinese, _) => format!("{} 人（{share}），自{day}", format::signed(change)),
        (Language::English, _) => format!("{} fans ({share}) since {day}", format::signed(change)),
    }
}
