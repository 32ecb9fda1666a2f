//! The bar above and the navigation beside every page behind the sign-in.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Avatar, Icon, Preferences};
use crate::context::use_language;
use crate::filter::Address;
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
    /// Flow contributions of a creator.
    Flow,
    /// Fans of a creator.
    Fans,
    /// Whom a creator follows.
    Following,
    /// Collection of a creator.
    Collection,
    /// Settings of the workspace.
    Settings,
}

impl Section {
    /// The pages of a creator.
    const OF_CREATOR: [Self; 6] = [Self::Overview, Self::Audience, Self::Flow, Self::Fans, Self::Following, Self::Collection];
    /// How many of them a phone shows before the rest goes into a menu.
    const ON_PHONES: usize = 4;

    const fn icon(self) -> Icon {
        match self {
            Self::Roster => Icon::Creators,
            Self::Overview => Icon::Overview,
            Self::Audience => Icon::Audience,
            Self::Flow => Icon::Flow,
            Self::Fans => Icon::Fans,
            Self::Following => Icon::Following,
            Self::Collection => Icon::Collection,
            Self::Settings => Icon::Settings,
        }
    }

    const fn name(self, words: &CommonWords) -> &'static str {
        match self {
            Self::Roster => words.creators,
            Self::Overview => words.overview,
            Self::Audience => words.audience,
            Self::Flow => words.flow,
            Self::Fans => words.fans,
            Self::Following => words.following,
            Self::Collection => words.collection,
            Self::Settings => words.settings,
        }
    }

    fn path(self, creator: &CreatorId) -> String {
        match self {
            Self::Roster => "/creators".to_owned(),
            Self::Overview => format!("/creators/{creator}"),
            Self::Audience => format!("/creators/{creator}/audience/gender"),
            Self::Flow => format!("/creators/{creator}/flow"),
            Self::Fans => format!("/creators/{creator}/fans"),
            Self::Following => format!("/creators/{creator}/following"),
            Self::Collection => format!("/creators/{creator}/collection"),
            Self::Settings => "/settings".to_owned(),
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
            // The router would scroll there and leave the focus behind.
            <a class="skip" href="#main" rel="external">
                {words.skip}
            </a>
            <a class="brand" href="/creators">
                "Fanscope"
            </a>
            <Switcher frame />
            <details class="menu menu-end display">
                <summary>
                    {Icon::Settings.draw()} <span>{words.preferences}</span>
                </summary>
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

/// The pages: a rail on wide screens, a bar at the bottom on phones. They keep the days that are shown.
#[component]
fn PageLinks(creator: Option<CreatorId>, role: Role, section: Section) -> impl IntoView {
    let words = CommonWords::of(use_language());
    let roster = (role == Role::Owner || creator.is_none()).then_some(Section::Roster);
    let own = creator.iter().flat_map(|_| Section::OF_CREATOR);
    let sections: Vec<Section> = own.chain(roster).chain([Section::Settings]).collect();
    let few = sections.len() <= Section::ON_PHONES + 1;
    let creator = creator.unwrap_or_else(|| CreatorId(String::new()));
    let link = move |item: Section| page_link(item, &creator, section, words);
    let rest = (!few).then(|| sections.iter().skip(Section::ON_PHONES).map(|item| link(*item)).collect_view());
    let open = sections.iter().skip(Section::ON_PHONES).any(|item| *item == section);
    view! {
        <nav class="rail" aria-label=words.pages>
            <ul>
                {sections
                    .iter()
                    .enumerate()
                    .map(|(index, item)| {
                        let class = if few || index < Section::ON_PHONES { "" } else { "minor" };
                        view! { <li class=class>{link(*item)}</li> }
                    })
                    .collect_view()}
                {rest
                    .map(|rest| {
                        view! {
                            <li class="more">
                                <details class="menu menu-end menu-up">
                                    <summary aria-current=open.then_some("true")>
                                        {Icon::More.draw()} <span>{words.more}</span>
                                    </summary>
                                    <div class="menu-body">{rest}</div>
                                </details>
                            </li>
                        }
                    })}
            </ul>
        </nav>
    }
    .into_any()
}

fn page_link(item: Section, creator: &CreatorId, section: Section, words: &'static CommonWords) -> AnyView {
    let search = use_location().search;
    let path = item.path(creator);
    view! {
        <a href=move || Address::new("", &search.read()).to(path.clone()).href() aria-current=(item == section).then_some("page")>
            {item.icon().draw()}
            <span>{item.name(words)}</span>
        </a>
    }
    .into_any()
}
