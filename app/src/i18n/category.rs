//! English names of phone brands and interests, which the platform sends in Chinese; those not listed stay as they were sent.

const NAMES: [(&str, &str); 62] = [
    ("华为", "Huawei"),
    ("苹果", "Apple"),
    ("小米", "Xiaomi"),
    ("红米", "Redmi"),
    ("荣耀", "Honor"),
    ("三星", "Samsung"),
    ("魅族", "Meizu"),
    ("一加", "OnePlus"),
    ("真我", "realme"),
    ("联想", "Lenovo"),
    ("中兴", "ZTE"),
    ("努比亚", "nubia"),
    ("锤子", "Smartisan"),
    ("金立", "Gionee"),
    ("其他", "Others"),
    ("其它", "Others"),
    ("未知", "Unknown"),
    ("生活", "Life"),
    ("美食", "Food"),
    ("旅行", "Travel"),
    ("旅游", "Tourism"),
    ("影视", "Film & TV"),
    ("电影", "Films"),
    ("电视剧", "TV series"),
    ("综艺", "Variety shows"),
    ("音乐", "Music"),
    ("舞蹈", "Dance"),
    ("时尚", "Fashion"),
    ("穿搭", "Outfits"),
    ("美妆", "Beauty"),
    ("亲子", "Parenting"),
    ("母婴", "Mother & baby"),
    ("游戏", "Games"),
    ("体育", "Sports"),
    ("运动健身", "Sport & fitness"),
    ("健身", "Fitness"),
    ("科技", "Technology"),
    ("数码", "Gadgets"),
    ("汽车", "Cars"),
    ("萌宠", "Cute pets"),
    ("宠物", "Pets"),
    ("动物", "Animals"),
    ("教育", "Education"),
    ("校园", "Campus"),
    ("职场", "Work life"),
    ("财经", "Finance"),
    ("健康", "Health"),
    ("情感", "Relationships"),
    ("搞笑", "Comedy"),
    ("剧情", "Sketches"),
    ("明星", "Celebrities"),
    ("二次元", "Anime & comics"),
    ("文化", "Culture"),
    ("艺术", "Art"),
    ("摄影", "Photography"),
    ("家居", "Home"),
    ("房产", "Property"),
    ("手工", "Handicraft"),
    ("三农", "Farming"),
    ("时政", "Current affairs"),
    ("法律", "Law"),
    ("公益", "Charity"),
];

/// The English name of a label; nothing for one that is not listed.
pub(super) fn english(label: &str) -> Option<&'static str> {
    NAMES.into_iter().find(|(chinese, _)| *chinese == label).map(|(_, english)| english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_listed_once_and_named_in_latin_letters() {
        let labels: std::collections::HashSet<_> = NAMES.map(|(chinese, _)| chinese).into();
        assert_eq!(labels.len(), NAMES.len());
        assert!(NAMES.iter().all(|(_, english)| english.is_ascii()));
    }
}
