//! Who signs in.

use leptos::prelude::*;

use crate::components::Panel;
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, SettingsWords};
use crate::model::Language;
use crate::model::page::settings::{MemberList, MemberView};
use crate::panels::parts::DataTable;

/// One row per member.
#[component]
pub(super) fn MembersPanel(members: MemberList) -> impl IntoView {
    let language = use_language();
    let words = SettingsWords::of(language);
    let sentence = i18n::members_sentence(members.all, members.rows.len(), language);
    let headings = view! {
        <th scope="col">{words.member}</th>
        <th scope="col">{words.role}</th>
        <th scope="col">{words.since}</th>
        <th scope="col">{words.creator}</th>
    }
    .into_any();
    view! {
        <Panel title=words.members sentence footnote=words.members_foot>
            <DataTable title=words.members class="data text stacked" headings>
                {members.rows.into_iter().map(|member| row(member, language)).collect_view()}
            </DataTable>
        </Panel>
    }
    .into_any()
}

fn row(member: MemberView, language: Language) -> impl IntoView {
    let words = SettingsWords::of(language);
    let creator = match member.creator {
        Some(creator) => {
            let name = super::shown_name(creator.nickname, language);
            view! {
                <a href=format!("/creators/{}", creator.id)>
                    <bdi>{name}</bdi>
                </a>
            }
            .into_any()
        }
        None => "—".into_any(),
    };
    let name = super::shown_name(member.nickname, language);
    view! {
        <tr>
            <th scope="row">
                <bdi class="ellipsis">{name}</bdi>
            </th>
            <td class="stacked-state">{i18n::role(member.role, words)}</td>
            <td data-label=words.since>{format::day_long(member.since.day(), language)}</td>
            <td data-label=words.creator>{creator}</td>
        </tr>
    }
}
