//! The settings the installation runs with.

use leptos::prelude::*;

use crate::components::Panel;
use crate::context::use_language;
use crate::i18n::{self, SettingsWords};
use crate::model::Language;
use crate::model::page::settings::InForce;
use crate::panels::parts::DataTable;

/// One row per setting, with the variable that changes it.
#[component]
pub(super) fn InstallationPanel(in_force: InForce) -> impl IntoView {
    let language = use_language();
    let words = SettingsWords::of(language);
    let headings = view! {
        <th scope="col">{words.setting}</th>
        <th scope="col">{words.value}</th>
        <th scope="col">{words.variable}</th>
    }
    .into_any();
    view! {
        <Panel title=words.installation sentence=words.installation_text>
            <DataTable title=words.installation class="data text stacked" scroll="table-scroll whole" headings>
                {rows(in_force, language)
                    .into_iter()
                    .map(|(name, value, variable)| {
                        view! {
                            <tr>
                                <th scope="row">{name}</th>
                                <td class="break stacked-line">
                                    <bdi>{value}</bdi>
                                </td>
                                <td class="muted stacked-line">{variable}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </DataTable>
        </Panel>
    }
    .into_any()
}

type Row = (&'static str, String, &'static str);

fn rows(in_force: InForce, language: Language) -> [Row; 13] {
    let words = SettingsWords::of(language);
    let set = |is: bool| if is { words.set } else { words.not_set }.to_owned();
    let sign_up = match in_force.sign_up.as_str() {
        "first" => words.sign_up_first.to_owned(),
        "open" => words.sign_up_open.to_owned(),
        "demo" => words.sign_up_demo.to_owned(),
        _ => in_force.sign_up,
    };
    [
        (words.listen, in_force.listen, "FANSCOPE_LISTEN"),
        (words.public_url, in_force.public_url, "FANSCOPE_PUBLIC_URL"),
        (words.database, in_force.database, "FANSCOPE_DATABASE_URL"),
        (words.base_url, in_force.base_url, "FANSCOPE_DOUYIN_BASE_URL"),
        (words.client_key, in_force.client_key.unwrap_or_else(|| words.not_set.to_owned()), "FANSCOPE_DOUYIN_CLIENT_KEY"),
        (words.client_secret, set(in_force.client_secret), "FANSCOPE_DOUYIN_CLIENT_SECRET"),
        (words.collect_at, i18n::time_of_day(in_force.collect_at, language), "FANSCOPE_COLLECT_AT"),
        (words.jitter, i18n::minutes(in_force.jitter, language), "FANSCOPE_COLLECT_JITTER"),
        (words.raw_days, i18n::days(in_force.raw_days, language), "FANSCOPE_RAW_DAYS"),
        (words.quotas, if in_force.quotas.is_empty() { words.not_set.to_owned() } else { in_force.quotas }, "FANSCOPE_DOUYIN_QUOTAS"),
        (words.rate, i18n::rate(in_force.rate, language), "FANSCOPE_DOUYIN_RATE"),
        (words.sign_up, sign_up, "FANSCOPE_SIGN_UP"),
        (words.version, in_force.version, ""),
    ]
}
