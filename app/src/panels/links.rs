//! Panels of the re-authorisation links: a new one, those that are open, and what somebody sees who opens one.

use leptos::prelude::*;

use crate::components::Panel;
use crate::context::{FreshLink, use_language};
use crate::error::AppError;
use crate::format;
use crate::html::Html;
use crate::i18n::{self, AuthorisedWords, CommonWords, LinkWords};
use crate::model::Language;
use crate::model::page::link::{Invitation, OpenLinks};
use crate::panels::parts::DataTable;
use crate::ports::Ports;

/// The name to show for a nickname.
fn shown_name(nickname: String, language: Language) -> String {
    if nickname.trim().is_empty() { CommonWords::of(language).unnamed.to_owned() } else { nickname }
}

/// What a link opens, and the status of its page.
///
/// # Errors
/// A store that fails.
pub(crate) async fn invitation(ports: &Ports, language: Language, token: &str) -> Result<(Html, u16), AppError> {
    let words = LinkWords::of(language);
    let (html, status) = match ports.links.invitation(token).await {
        Ok(Invitation::Open { creator, asked_by, expires_at }) => {
            let start = format!("/auth/douyin/start?link={token}");
            let page = || view! { <Ask creator asked_by until=i18n::link_until(expires_at, language) start /> }.into_any();
            (Html::of(language, page), 200)
        }
        Ok(Invitation::Used) => (over(language, [words.used, words.used_text, words.used_remedy]), 410),
        Ok(Invitation::Withdrawn) => (over(language, [words.withdrawn, words.withdrawn_text, words.ask_again]), 410),
        Ok(Invitation::Expired) => (over(language, [words.expired, words.expired_text, words.ask_again]), 410),
        Ok(Invitation::OtherApp) => (over(language, [words.other_app, words.other_app_text, words.other_app_remedy]), 409),
        Err(AppError::NotFound) => (over(language, [words.unknown, words.unknown_text, words.ask_again]), 404),
        Err(error) => return Err(error),
    };
    Ok((html, status))
}

/// Who asks, for which account, what happens, and the one button.
#[component]
fn Ask(creator: String, asked_by: String, until: String, start: String) -> impl IntoView {
    let language = use_language();
    let words = LinkWords::of(language);
    let asked_by = if asked_by.trim().is_empty() { words.owner.to_owned() } else { asked_by };
    view! {
        <div class="ask">
            <p class="ask-whom">
                <bdi>{shown_name(creator, language)}</bdi>
            </p>
            <p>
                <bdi>{asked_by}</bdi>
                " "
                {words.asks}
            </p>
            <p>{words.what_happens}</p>
            <p class="actions">
                <a class="button primary" href=start rel="external">
                    {words.authorise}
                </a>
            </p>
            <p class="muted small">{words.no_sign_in} " " {words.bound} " " {until}</p>
        </div>
    }
    .into_any()
}

/// A link that is over, or never was.
fn over(language: Language, [title, what, remedy]: [&'static str; 3]) -> Html {
    let to_start = CommonWords::of(language).to_start;
    let page = || {
        view! {
            <div class="ask">
                <h2>{title}</h2>
                <p>{what}</p>
                <p>{remedy}</p>
                <p class="actions">
                    <a class="button" href="/">
                        {to_start}
                    </a>
                </p>
            </div>
        }
        .into_any()
    };
    Html::of(language, page)
}

/// The link that was just made, to be copied.
pub(crate) fn fresh(language: Language, link: FreshLink) -> Html {
    let words = LinkWords::of(language);
    let FreshLink { address, creator, expires_at } = link;
    let page = || {
        let title = format!("{}: {}", AuthorisedWords::of(language).fresh, shown_name(creator.nickname, language));
        let until = i18n::link_until(expires_at, language);
        view! {
            <Panel title sentence=words.send>
                <label class="link-field">
                    <span class="muted small">{words.address}</span>
                    <input type="text" readonly value=address />
                </label>
                <p>{until} " " {words.bound}</p>
                <p class="warning" role="status">
                    {words.once}
                </p>
                <p class="actions">
                    <a class="button" href=format!("/creators/{}", creator.id)>
                        {words.to_creator}
                    </a>
                    <a class="button" href="/settings#authorisations">
                        {words.to_settings}
                    </a>
                </p>
            </Panel>
        }
        .into_any()
    };
    Html::of(language, page)
}

/// The open links, each with the button that takes it back; nothing when there are none.
pub(crate) fn open(links: OpenLinks, language: Language) -> Option<AnyView> {
    if links.rows.is_empty() {
        return None;
    }
    let words = LinkWords::of(language);
    let sentence = i18n::open_links_sentence(links.all, links.rows.len(), language);
    let headings = view! {
        <th scope="col">{i18n::SettingsWords::of(language).creator}</th>
        <th scope="col">{words.made_on}</th>
        <th scope="col">{words.expires}</th>
        <th scope="col">{i18n::SettingsWords::of(language).action}</th>
    }
    .into_any();
    let rows = links.rows.into_iter().map(|link| {
        let name = shown_name(link.creator.nickname, language);
        let label = format!("{}: {name}", words.withdraw);
        view! {
            <tr>
                <th scope="row">
                    <a href=format!("/creators/{}", link.creator.id)>
                        <bdi class="ellipsis">{name}</bdi>
                    </a>
                </th>
                <td data-label=words.made_on>{format::moment(link.made_at, language)}</td>
                <td data-label=words.expires>{format::moment(link.expires_at, language)}</td>
                <td class="stacked-action">
                    <form method="post" action="/settings/links/withdraw">
                        <input type="hidden" name="creator" value=link.creator.id.0 />
                        <button aria-label=label>{words.withdraw}</button>
                    </form>
                </td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let table = view! {
        <h3 class="open-links">{words.open_links}</h3>
        <p class="panel-foot">{sentence}</p>
        <DataTable title=words.open_links class="data text stacked links" headings>
            {rows}
        </DataTable>
    };
    Some(table.into_any())
}
