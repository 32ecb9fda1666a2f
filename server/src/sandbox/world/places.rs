//! Provinces as the platform names them, with a rough weight and a few cities.

/// One province.
pub(crate) struct Province {
    pub(crate) name: &'static str,
    /// How many of the users live there, in arbitrary units.
    pub(crate) weight: u32,
    pub(crate) cities: &'static [&'static str],
}

const fn province(name: &'static str, weight: u32, cities: &'static [&'static str]) -> Province {
    Province { name, weight, cities }
}

/// All of them, the most populous first.
pub(crate) const PROVINCES: [Province; 34] = [
    province("广东", 126, &["广州", "深圳", "佛山", "东莞"]),
    province("山东", 101, &["济南", "青岛", "烟台"]),
    province("河南", 99, &["郑州", "洛阳", "南阳"]),
    province("江苏", 85, &["南京", "苏州", "无锡", "徐州"]),
    province("四川", 84, &["成都", "绵阳", "宜宾"]),
    province("河北", 74, &["石家庄", "保定", "唐山"]),
    province("湖南", 66, &["长沙", "衡阳", "岳阳"]),
    province("浙江", 65, &["杭州", "宁波", "温州"]),
    province("安徽", 61, &["合肥", "阜阳", "芜湖"]),
    province("湖北", 58, &["武汉", "襄阳", "宜昌"]),
    province("广西", 50, &["南宁", "桂林", "柳州"]),
    province("云南", 47, &["昆明", "大理", "曲靖"]),
    province("江西", 45, &["南昌", "赣州", "上饶"]),
    province("辽宁", 43, &["沈阳", "大连", "鞍山"]),
    province("福建", 42, &["福州", "厦门", "泉州"]),
    province("陕西", 40, &["西安", "宝鸡", "咸阳"]),
    province("贵州", 39, &["贵阳", "遵义"]),
    province("山西", 35, &["太原", "大同", "临汾"]),
    province("重庆", 32, &["重庆"]),
    province("黑龙江", 32, &["哈尔滨", "齐齐哈尔"]),
    province("新疆", 26, &["乌鲁木齐", "喀什"]),
    province("甘肃", 25, &["兰州", "天水"]),
    province("上海", 25, &["上海"]),
    province("吉林", 24, &["长春", "吉林"]),
    province("内蒙古", 24, &["呼和浩特", "包头"]),
    province("北京", 22, &["北京"]),
    province("天津", 14, &["天津"]),
    province("海南", 10, &["海口", "三亚"]),
    province("宁夏", 7, &["银川"]),
    province("青海", 6, &["西宁"]),
    province("香港", 4, &["香港"]),
    province("西藏", 4, &["拉萨"]),
    province("台湾", 3, &["台北"]),
    province("澳门", 1, &["澳门"]),
];
