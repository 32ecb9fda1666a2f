//! Words of the landing page and of the sign-in problems.

use super::words;
use crate::model::Language;

words! {
    /// The landing page.
    LandingWords {
        title: "粉丝画像，每天都有记录", "Your audience, recorded every day";
        lead: "平台只告诉您现在。Fanscope 每天把粉丝画像、流量贡献和涨粉记下来，画成随时间变化的曲线。数据存在您自己的机器上。",
            "The platform only shows you now. Fanscope records your fan portrait, flow contributions and growth every day and draws them over time. The data stays on your own machine.";
        sign_in: "使用抖音登录", "Sign in with Douyin";
        try_demo: "体验演示", "Try the demo";
        demo_text: "演示在内置的模拟平台上运行，账号和数据都是虚构的。", "The demo runs on a built-in sandbox platform; its accounts and numbers are invented.";
        history: "正在生成 180 天的演示历史", "Building 180 days of demo history";
        history_text: "真实的采集流程正在模拟时钟上逐日运行，完成后即可登录。本页会自动刷新。",
            "The real collector is working through the days on a simulated clock. You can sign in when it is done. This page refreshes itself.";
        missing: "还缺少设置", "Settings are missing";
        missing_text: "在环境变量或 .env 文件中填好以下设置，然后重新启动 Fanscope：", "Set these in the environment or in .env, then start Fanscope again:";
        signed_out: "请先登录，再查看这个页面。", "Please sign in to see that page.";
        what: "它记录什么", "What it records";
        portrait: "粉丝画像", "Fan portrait";
        portrait_text: "性别、年龄、地域、活跃天数、设备、兴趣，六个维度逐日留存。", "Gender, age, region, active days, device and interest, kept day by day.";
        flow: "流量贡献", "Flow contributions";
        flow_text: "播放、点赞、评论、分享中，粉丝占了多少。", "How much of the views, likes, comments and shares comes from fans.";
        growth: "涨粉与掉粉", "Gains and losses";
        growth_text: "总量、新增、流失、净增；缺失的日子照实标出，不补不猜。", "Total, new, lost and net; missing days are shown as missing, never filled in.";
        eligibility: "粉丝数据权限需要企业开发者账号，且只能展示给授权的创作者本人。", "Fan data needs an enterprise developer account on the Douyin Open Platform and may be shown to the authorising creator only.";
        open: "打开看板", "Open the dashboard";
    }
}

/// Days recorded of all days.
pub(crate) fn history_days(done: i64, all: i64, language: Language) -> String {
    match language {
        Language::Chinese => format!("已完成 {done} / {all} 天"),
        Language::English => format!("{done} of {all} days"),
    }
}
