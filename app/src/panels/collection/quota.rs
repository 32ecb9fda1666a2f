//! The app's quotas: what was used, what is granted, who waits.

use leptos::prelude::*;

use crate::components::Panel;
use crate::context::use_language;
use crate::format;
use crate::i18n::{self, CollectionWords};
use crate::model::Language;
use crate::model::page::collection::{QuotaView, ScopeView};
use crate::panels::parts::{DataTable, EmptyState};

/// One row per scope.
#[component]
pub(super) fn Quota(quota: Option<QuotaView>) -> impl IntoView {
    let language = use_language();
    let words = CollectionWords::of(language);
    let Some(quota) = quota else {
        return view! {
            <Panel title=words.quota>
                <EmptyState title=words.quota_empty cause=words.quota_empty_text.to_owned() />
            </Panel>
        }
        .into_any();
    };
    let sentence = i18n::quota_sentence(&quota, language);
    let learned = quota.scopes.iter().any(|scope| scope.learned);
    let footnote = if learned {
        i18n::sentences(&[words.quota_foot.to_owned(), words.quota_about.to_owned()], language)
    } else {
        words.quota_foot.to_owned()
    };
    let headings = view! {
        <th scope="col">{words.capability}</th>
        <th scope="col" class="scope">{words.scope}</th>
        <th scope="col" class="number">{words.used}</th>
        <th scope="col" class="number">{words.granted}</th>
        <th scope="col">{words.status}</th>
    }
    .into_any();
    view! {
        <Panel title=words.quota sentence footnote>
            <DataTable title=words.quota class="data text quota" scroll="table-scroll whole" headings>
                {quota.scopes.iter().map(|scope| row(scope, language)).collect_view()}
            </DataTable>
        </Panel>
    }
    .into_any()
}

fn row(scope: &ScopeView, language: Language) -> impl IntoView + use<> {
    let tone = if scope.exhausted || scope.waits { "warning" } else { "muted" };
    view! {
        <tr>
            <th scope="row">{i18n::capability(scope.capability, language)}</th>
            <td class="scope">
                <code>{scope.scope.clone()}</code>
            </td>
            <td class="number">{format::count(scope.used)}</td>
            <td class="number">{i18n::quota_limit(scope, language)}</td>
            <td>
                <span class=format!("status {tone}")>{i18n::quota_state(scope, language)}</span>
            </td>
        </tr>
    }
}
