//! The bar above and the navigation beside every page behind the sign-in.

use leptos::prelude::*;

use super::{Avatar, Icon, Preferences};
use crate::context::use_language;
use crate::i18n::CommonWords;
use crate::model::page::frame::Frame;
use crate::model::{CreatorId, Role};

/// Which page is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// All creators.
    Roster,
    /// Overview of a creator.
    Overview,
    /// Audience of a creator.
    Audience,
    /// Collection of a creator.
    Collection,
}

impl Section {
    const fn icon(self) -> Icon {
        match self {
            Self::Roster => Icon::Creators,
            Self::Overview => Icon::Overview,
            Self::Audience => Icon::Audience,
            Self::Collection => Icon::Collection,
        }
    }

    const fn name(self, words: &CommonWords) -> &'static str {
        match self {
            Self::Roster => words.creators,
            Self::Overview => words.overview,
            Self::Audience => words.audience,
            Self::Collection => words.collection,
        }
    }

    fn href(self, creator: &CreatorId) -> String {
        match self {
            Self::Roster => "/creators".to_owned(),
            Self::Overview => format!("/creators/{creator}"),
            Self::Audience => format!("/creators/{creator}/audience/gender"),
            Self::Collection => format!("/creators/{creator}/collection"),
        }
    }
}

/// The name to show for a nickname.
pub(super) fn shown_name(nickname: &str, words: &CommonWords) -> String {
    if nickname.trim().is_empty() { words.unnamed.to_owned() } else { nickname.to_owned() }
}

/// Brand, creator switcher, display settings, sign-out; and the page links.
#[component]
pub(crate) fn TopBar(
    /// Who and what.
    frame: Frame,
    /// The page that is open.
    section: Section,
) -> impl IntoView {
    let words = CommonWords::of(use_language());
    let role = frame.role;
    let creator = frame.creator.as_ref().map(|creator| creator.id.clone());
    view! {
        <header class="bar">
            <a class="skip" href="#main">
                {words.skip}
            </a>
            <a class="brand" href="/creators">
                "Fanscope"
            </a>
            <Switcher frame />
            <details class="menu menu-end">
                <summary>{words.preferences}</summary>
                <div class="menu-body">
                    <Preferences />
                    <form method="post" action="/auth/sign-out">
                        <button class="quiet">{words.sign_out}</button>
                    </form>
                </div>
            </details>
        </header>
        <PageLinks creator role section />
    }
    .into_any()
}

/// The current creator, and a list of others to go to.
#[component]
fn Switcher(frame: Frame) -> impl IntoView {
    let words = CommonWords::of(use_language());
    let current = frame.creator;
    let owner = frame.role == Role::Owner;
    let others: Vec<_> = frame.others.into_iter().filter(|other| current.as_ref().is_none_or(|current| current.id != other.id)).collect();
    current.map(|current| {
        let name = shown_name(&current.nickname, words);
        view! {
            <details class="menu switcher">
                <summary>
                    <span class="hidden">{words.switch_creator}" "</span>
                    <Avatar name=name.clone() id=current.id.0.clone() />
                    <bdi class="ellipsis">{name}</bdi>
                </summary>
                <ul class="menu-body">
                    {others
                        .into_iter()
                        .map(|other| {
                            let name = shown_name(&other.nickname, words);
                            view! {
                                <li>
                                    <a href=format!("/creators/{}", other.id)>
                                        <Avatar name=name.clone() id=other.id.0.clone() />
                                        <bdi class="ellipsis">{name}</bdi>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                    <li>
                        <a href="/creators">{words.creators}</a>
                    </li>
                    {owner.then(|| view! { <li><a href="/auth/douyin/start" rel="external">{words.add_creator}</a></li> })}
                </ul>
            </details>
        }
        .into_any()
    })
}

/// The pages: a rail on wide screens, a bar at the bottom on phones.
#[component]
fn PageLinks(creator: Option<CreatorId>, role: Role, section: Section) -> impl IntoView {
    let words = CommonWords::of(use_language());
    let roster = (role == Role::Owner || creator.is_none()).then_some(Section::Roster);
    let sections = match &creator {
        Some(_) => vec![Section::Overview, Section::Audience, Section::Collection],
        None => Vec::new(),
    };
    let creator = creator.unwrap_or_else(|| CreatorId(String::new()));
    view! {
        <nav class="rail" aria-label=words.pages>
            <ul>
                {sections
                    .into_iter()
                    .chain(roster)
                    .map(|item| {
                        view! {
                            <li>
                                <a href=item.href(&creator) aria-current=(item == section).then_some("page")>
                                    {item.icon().draw()}
                                    <span>{item.name(words)}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
    .into_any()
}
