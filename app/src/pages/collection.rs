//! Collection: today's run, the year's calendar, one run in full, the coming months of the authorisation, capabilities, quotas, runs and gaps.

use leptos::prelude::*;

use crate::api::collection::{self, CollectNow, CollectionPanel, load_collection};
use crate::components::{CreatorPage, LiveProgress, Load, PageAddress, Panel, PeriodPicker, Section, Served, use_filter};
use crate::context::use_language;
use crate::error::AppError;
use crate::i18n::{self, CollectionWords, CommonWords};
use crate::loaded::Loaded;
use crate::model::page::collection::CollectionStatus;
use crate::model::page::frame::Frame;
use crate::model::run::is_expected;
use crate::model::{CreatorId, RunState};

/// `/creators/{id}/collection`.
#[component]
pub(crate) fn CollectionPage() -> impl IntoView {
    let words = CommonWords::of(use_language());
    let address = PageAddress::here();
    let creator = address.creator;
    let read = use_filter();
    let collect = ServerAction::<CollectNow>::new();
    let status = Loaded::new(move || (creator.get(), collect.version().get()), |(creator, _)| collection::load_status(creator));
    let panel = move |panel| address.panel(move |creator, query| load_collection(creator, panel, query));
    let [calendar, run, runs, capabilities, quota, forecast] = [
        CollectionPanel::Calendar,
        CollectionPanel::Run,
        CollectionPanel::Runs,
        CollectionPanel::Capabilities,
        CollectionPanel::Quota,
        CollectionPanel::Forecast,
    ]
    .map(panel);
    let ended = Callback::new(move |()| {
        for panel in [calendar, run, runs, capabilities, quota, forecast] {
            panel.refetch();
        }
        status.refetch();
    });
    let content = move |frame: Frame| {
        let first_day = frame.creator.as_ref().and_then(|creator| creator.first_day);
        let today = frame.today;
        let now = move || creator.get_untracked();
        view! {
            <div class="grid">
                <Load data=status height="short" show=move |status| view! { <Status creator=now() status collect ended /> }.into_any() />
                <Served panel=calendar id="calendar" height="short" />
                <Served panel=run id="run" />
                <Served panel=forecast id="forecast" height="short" />
                <Served panel=capabilities id="capabilities" height="short" />
                <Served panel=quota id="quota" height="short" />
            </div>
            <PeriodPicker filter=read today first_day compares=false />
            <div class="grid">
                <Served panel=runs id="runs" />
            </div>
        }
        .into_any()
    };
    view! { <CreatorPage creator section=Section::Collection title=words.collection content /> }
}

/// Today's run with its progress, and the button while there is something left to collect.
#[component]
fn Status(creator: CreatorId, status: CollectionStatus, collect: ServerAction<CollectNow>, ended: Callback<()>) -> impl IntoView {
    let words = CollectionWords::of(use_language());
    let state = status.today.as_ref().map(|run| run.state);
    // What lacks can only be waited for: asking again is possible, and not what is advised.
    let nothing_left = status.today.as_ref().is_some_and(|run| run.state == RunState::Partial && is_expected(&run.reason));
    // Without a grant no run can succeed: the only thing that helps is a new consent.
    let status_ended = status.grant.has_ended();
    let again = format!("/creators/{creator}/collection");
    let id = creator.0.clone();
    let asked = matches!(collect.value().get_untracked(), Some(Ok(())));
    let progress = view! { <LiveProgress creator=creator.clone() status asked ended /> }.into_any();
    if status_ended {
        return view! {
            <Panel title=words.today>
                {progress}
                <div class="actions">
                    <a class="button primary" href="/auth/douyin/start" rel="external">
                        {CommonWords::of(use_language()).reauthorise}
                    </a>
                    <a class="button refresh" href=again rel="external">
                        {words.refresh}
                    </a>
                </div>
            </Panel>
        }
        .into_any();
    }
    if state == Some(RunState::Committed) {
        return view! {
            <Panel title=words.today>
                {progress} <p class="small muted once">{words.once}</p>
            </Panel>
        }
        .into_any();
    }
    view! {
        <Panel title=words.today>
            {progress} {nothing_left.then(|| view! { <p class="small muted once">{words.nothing_left}</p> })}
            <div class="actions">
                <ActionForm action=collect>
                    <input type="hidden" name="creator" value=id />
                    <button class=if nothing_left { "" } else { "primary" } disabled=state == Some(RunState::Running)>
                        {words.collect_now}
                    </button>
                </ActionForm>
                <a class="button refresh" href=again rel="external">
                    {words.refresh}
                </a>
            </div>
            <Answer answer=collect.value().into() />
        </Panel>
    }
    .into_any()
}

/// What came of the button.
#[component]
fn Answer(answer: Signal<Option<Result<(), AppError>>>) -> impl IntoView {
    let language = use_language();
    let text = move || {
        answer.get().map(|answer| match answer {
            Ok(()) => CollectionWords::of(language).asked.to_owned(),
            Err(error) => i18n::error(&error, language),
        })
    };
    view! {
        <p role="status" class="muted">
            {text}
        </p>
    }
}
