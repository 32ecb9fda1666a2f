//! English names of the provinces, for labels with or without their administrative suffix.

use crate::model::{Language, Province};

const NAMES: [(&str, &str); 34] = [
    ("北京", "Beijing"),
    ("天津", "Tianjin"),
    ("河北", "Hebei"),
    ("山西", "Shanxi"),
    ("内蒙古", "Inner Mongolia"),
    ("辽宁", "Liaoning"),
    ("吉林", "Jilin"),
    ("黑龙江", "Heilongjiang"),
    ("上海", "Shanghai"),
    ("江苏", "Jiangsu"),
    ("浙江", "Zhejiang"),
    ("安徽", "Anhui"),
    ("福建", "Fujian"),
    ("江西", "Jiangxi"),
    ("山东", "Shandong"),
    ("河南", "Henan"),
    ("湖北", "Hubei"),
    ("湖南", "Hunan"),
    ("广东", "Guangdong"),
    ("广西", "Guangxi"),
    ("海南", "Hainan"),
    ("重庆", "Chongqing"),
    ("四川", "Sichuan"),
    ("贵州", "Guizhou"),
    ("云南", "Yunnan"),
    ("西藏", "Tibet"),
    ("陕西", "Shaanxi"),
    ("甘肃", "Gansu"),
    ("青海", "Qinghai"),
    ("宁夏", "Ningxia"),
    ("新疆", "Xinjiang"),
    ("香港", "Hong Kong"),
    ("澳门", "Macao"),
    ("台湾", "Taiwan"),
];

/// The provinces as the platform writes them, without their suffix.
#[cfg(feature = "ssr")]
pub(crate) fn provinces() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().map(|(chinese, _)| chinese)
}

/// The English name of a province label such as `广东`, `广东省` or `内蒙古自治区`.
pub(super) fn english(label: &str) -> Option<&'static str> {
    Province::of_label(label).and_then(of_province)
}

/// The name of a province as people read it.
pub(crate) fn province(province: Province, language: Language) -> &'static str {
    match language {
        Language::Chinese => province.name(),
        Language::English => of_province(province).unwrap_or_else(|| province.name()),
    }
}

fn of_province(province: Province) -> Option<&'static str> {
    NAMES.into_iter().find(|(chinese, _)| *chinese == province.name()).map(|(_, english)| english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_has_an_english_name_of_its_own() {
        let names: std::collections::HashSet<_> = Province::all().filter_map(of_province).collect();
        assert_eq!(names.len(), 34);
        assert_eq!((english("新疆维吾尔自治区"), english("吉林市"), english("海外")), (Some("Xinjiang"), None, None));
    }
}
