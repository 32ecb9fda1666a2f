//! Words of the settings page.

use super::words;
use crate::format;
use crate::model::page::Urgency;
use crate::model::page::settings::ScheduleView;
use crate::model::{Language, Role, Timestamp};

words! {
    /// Display, sessions, authorisations, names, schedule, members, installation.
    SettingsWords {
        display: "显示", "Display";
        display_text: "只影响这个浏览器，优先于系统和浏览器的偏好。", "For this browser only; overrides your system and browser settings.";
        sessions: "登录状态", "Sessions";
        sessions_text: "您在每个浏览器里的登录会保留 30 天。设备遗失或在公用电脑上登录过，请退出全部登录。", "A sign-in lasts 30 days in each browser. Sign out everywhere if a device is lost or was not yours.";
        sign_out_everywhere: "退出所有浏览器", "Sign out everywhere";
        sign_out_note: "这个浏览器也会退出，采集和授权不受影响。", "This browser is signed out too; collection and authorisations go on.";
        names: "粉丝昵称", "Names of fans";
        names_on: "已开启：保存粉丝的昵称和头像地址。", "On: nicknames and avatar addresses of fans are stored.";
        names_off: "已关闭：不保存粉丝的昵称和头像。", "Off: nicknames and avatars of fans are not stored.";
        names_erasing: "正在删除已保存的昵称和头像，采集照常进行。", "What was stored is being erased; collection goes on.";
        names_on_means: "开启后，从下一次采集起保存粉丝和关注列表中的昵称与头像地址，可在列表和导出中看到、按昵称搜索。", "From the next collection on, nicknames and avatar addresses of fans and followed accounts are stored, shown in lists and exports, and searched.";
        names_off_means: "关闭后，本工作区已保存的所有昵称和头像会立即删除，无法恢复；粉丝以省份、性别和 open_id 缩写显示。其余历史不变。", "Every stored nickname and avatar of this workspace is erased at once and cannot be brought back; fans then appear by province, gender and a short account id. The rest of the history stays.";
        turn_on: "开启昵称", "Turn names on";
        turn_off: "关闭昵称…", "Turn names off…";
        turn_off_now: "关闭并删除已保存的昵称", "Turn off and erase stored names";
        schedule: "采集时间", "Schedule";
        collect_at: "每天开始", "Starts daily at";
        jitter: "错开时长", "Spread over";
        next_run: "下一次采集", "Next run";
        due_now: "待采集账号", "Creators due now";
        schedule_foot: "由“运行设置”中的环境变量设定，重启后生效。", "Set by the variables under Installation; a restart applies them.";
        running_now: "现在", "now";
        authorisations: "授权", "Authorisations";
        authorisations_foot: "一次授权约可用 140 天：令牌自动续期 5 次，每次 30 天，提前约一周进行。到期后采集停止，已记录的历史保留。“重新授权”会打开抖音授权页，需由该账号本人登录确认；也可以生成一个链接发给本人，无需其登录本站。", "An authorisation lasts about 140 days: tokens are renewed 5 times by themselves, for 30 days each and about a week early. Then collection stops; the history stays. “Authorise again” opens Douyin's authorisation page, where that account itself has to agree; or make a link and send it to them, they need no sign-in here.";
        creator: "账号", "Creator";
        state: "状态", "State";
        working: "有效", "Working";
        ended: "已过期", "Expired";
        month: "30 天内到期", "Within 30 days";
        fortnight: "14 天内到期", "Within 14 days";
        week: "7 天内到期", "Within 7 days";
        last_day: "最后一天", "Last day";
        withdrawn: "已收回", "Withdrawn";
        days_left: "剩余", "Left";
        ends_on: "到期日", "Ends on";
        tokens_left: "访问 / 刷新令牌", "Access / refresh";
        granted_on: "授权日", "Granted on";
        renewals_left: "剩余续期", "Renewals left";
        action: "操作", "Action";
        now: "现在", "Now";
        coming: "未来需要重新授权的账号", "Creators to authorise again, by month";
        month_name: "月份", "Month";
        creators: "账号数", "Creators";
        no_authorisations: "还没有授权", "No authorisation yet";
        no_authorisations_text: "用抖音登录并同意授权后，会显示在这里。", "It appears here after signing in with Douyin and agreeing.";
        members: "成员", "Members";
        members_foot: "账号本人用抖音登录后成为“创作者”，只看得到自己。", "A creator who signs in with Douyin becomes a member who sees only themselves.";
        member: "成员", "Member";
        role: "角色", "Role";
        role_owner: "所有者", "Owner";
        role_creator: "创作者", "Creator";
        since: "首次登录", "Since";
        installation: "运行设置", "Installation";
        installation_text: "正在使用的设置；在环境变量或 .env 中修改，重启后生效。", "The settings in force; change them in the environment or .env and restart.";
        setting: "设置", "Setting";
        value: "当前值", "In force";
        variable: "环境变量", "Variable";
        listen: "监听地址", "Listens on";
        public_url: "访问地址", "Public address";
        database: "数据库文件", "Database file";
        base_url: "平台地址", "Platform";
        client_key: "应用 Client Key", "Client key";
        client_secret: "应用 Client Secret", "Client secret";
        raw_days: "原始响应保留", "Raw answers kept";
        quotas: "平台配额", "Platform quotas";
        rate: "请求频率", "Request rate";
        sign_up: "注册", "Sign-up";
        version: "版本", "Version";
        set: "已设置", "set";
        not_set: "未设置", "not set";
        sign_up_first: "仅首个账号", "first account only";
        sign_up_open: "开放", "open";
        sign_up_demo: "演示", "demo";
    }
}

fn number(value: usize) -> String {
    format::count(i64::try_from(value).unwrap_or(i64::MAX))
}

/// The name of a role.
pub(crate) const fn role(role: Role, words: &SettingsWords) -> &'static str {
    match role {
        Role::Owner => words.role_owner,
        Role::Creator => words.role_creator,
    }
}

/// How urgent a new authorisation is, in words.
pub(crate) const fn urgency(urgency: Urgency, language: Language) -> &'static str {
    let words = SettingsWords::of(language);
    match urgency {
        Urgency::None => words.working,
        Urgency::Month => words.month,
        Urgency::Fortnight => words.fortnight,
        Urgency::Week => words.week,
        Urgency::LastDay => words.last_day,
        Urgency::Ended => words.ended,
    }
}

/// Seconds after midnight as `10:37`, in Beijing time.
pub(crate) fn time_of_day(seconds: i64, language: Language) -> String {
    let minutes = seconds.rem_euclid(86_400) / 60;
    match language {
        Language::Chinese => format!("{:02}:{:02}（北京时间）", minutes / 60, minutes % 60),
        Language::English => format!("{:02}:{:02} (Beijing time)", minutes / 60, minutes % 60),
    }
}

/// Seconds as minutes.
pub(crate) fn minutes(seconds: i64, language: Language) -> String {
    match language {
        Language::Chinese => format!("{} 分钟", seconds / 60),
        Language::English => format!("{} min", seconds / 60),
    }
}

/// A number of days.
pub(crate) fn days(count: i64, language: Language) -> String {
    match (language, count) {
        (Language::Chinese, _) => format!("{count} 天"),
        (Language::English, 1) => "1 day".to_owned(),
        (Language::English, _) => format!("{count} days"),
    }
}

/// How many creators are collected, and of how many nothing is.
pub(crate) fn schedule_sentence(schedule: &ScheduleView, language: Language) -> String {
    let (scheduled, ended) = (number(schedule.scheduled), number(schedule.ended));
    match (language, schedule.connected, schedule.ended) {
        (Language::Chinese, false, _) => "没有设置应用的 Client Key 和 Secret，目前不采集。".to_owned(),
        (Language::English, false, _) => "The app's key and secret are not set; nothing is collected.".to_owned(),
        (Language::Chinese, true, 0) => format!("每天采集 {scheduled} 个账号。"),
        (Language::English, true, 0) => format!("{} collected every day.", creators_are(schedule.scheduled)),
        (Language::Chinese, true, _) => format!("每天采集 {scheduled} 个账号；另有 {ended} 个授权已失效，不再采集。"),
        (Language::English, true, 1) => {
            format!("{} collected every day; 1 is not: its authorisation has ended.", creators_are(schedule.scheduled))
        }
        (Language::English, true, _) => {
            format!("{} collected every day; {ended} are not: their authorisations have ended.", creators_are(schedule.scheduled))
        }
    }
}

/// How many calls leave in a second.
pub(crate) fn rate(calls: Option<u32>, language: Language) -> String {
    match (language, calls) {
        (Language::Chinese, None) => "不限".to_owned(),
        (Language::English, None) => "Not limited".to_owned(),
        (Language::Chinese, Some(calls)) => format!("每类数据每秒 {calls} 次"),
        (Language::English, Some(calls)) => format!("{calls} a second for each kind of data"),
    }
}

fn creators_are(count: usize) -> String {
    if count == 1 { "1 creator is".to_owned() } else { format!("{} creators are", number(count)) }
}

/// When the next run is due.
pub(crate) fn next_run(next: Option<Timestamp>, now: Timestamp, language: Language) -> String {
    match next {
        None => "—".to_owned(),
        Some(at) if at <= now => SettingsWords::of(language).running_now.to_owned(),
        Some(at) => format::moment(at, language),
    }
}

/// How many grants there are, and how many need care.
pub(crate) fn authorisations_sentence(all: usize, ending: usize, language: Language) -> String {
    match (language, ending) {
        (Language::Chinese, 0) => format!("共 {} 个授权，都还剩 14 天以上。", number(all)),
        (Language::English, 0) => format!("{} in all; none ends within 14 days.", number(all)),
        (Language::Chinese, _) => format!("共 {} 个授权，{} 个已失效或将在 14 天内到期。", number(all), number(ending)),
        (Language::English, 1) => format!("{} in all; 1 has ended or ends within 14 days.", number(all)),
        (Language::English, _) => format!("{} in all; {} have ended or end within 14 days.", number(all), number(ending)),
    }
}

/// How many members there are, and how many of them are shown.
pub(crate) fn members_sentence(all: usize, shown: usize, language: Language) -> String {
    match (language, shown < all) {
        (Language::Chinese, false) => format!("共 {} 位成员。", number(all)),
        (Language::English, false) if all == 1 => "1 member.".to_owned(),
        (Language::English, false) => format!("{} members.", number(all)),
        (Language::Chinese, true) => format!("共 {} 位成员，显示最早加入的 {} 位。", number(all), number(shown)),
        (Language::English, true) => format!("{} members; the first {} are shown.", number(all), number(shown)),
    }
}
