//! Collection: today's run, the calendar, runs and gaps, capabilities.

mod capabilities;
mod runs;

use leptos::prelude::*;

use crate::api::collection::{self, CollectNow};
use crate::components::{CreatorPage, LiveProgress, Load, Panel, PeriodPicker, RunCalendar, Section, use_creator_id, use_filter};
use crate::context::use_language;
use crate::error::AppError;
use crate::i18n::{self, CollectionWords, CommonWords};
use crate::loaded::Loaded;
use crate::model::page::collection::CollectionStatus;
use crate::model::page::frame::Frame;
use crate::model::{CreatorId, RunState};
use capabilities::Capabilities;
use runs::Runs;

/// `/creators/{id}/collection`.
#[component]
pub(crate) fn CollectionPage() -> impl IntoView {
    let words = CommonWords::of(use_language());
    let creator = use_creator_id();
    let read = use_filter();
    let filter = Memo::new(move |_| read.get().0);
    let key = move || (creator.get(), filter.get());
    let collect = ServerAction::<CollectNow>::new();
    let status = Loaded::new(move || (creator.get(), collect.version().get()), |(creator, _)| collection::load_status(creator));
    let runs = Loaded::new(key, |(creator, filter)| collection::load_runs(creator, filter));
    let calendar = Loaded::new(key, |(creator, filter)| collection::load_calendar(creator, filter));
    let ended = Callback::new(move |()| {
        runs.refetch();
        calendar.refetch();
        status.refetch();
    });
    let content = move |frame: Frame| {
        let first_day = frame.creator.as_ref().and_then(|creator| creator.first_day);
        let today = frame.today;
        let now = move || creator.get_untracked();
        view! {
            <div class="grid">
                <Load data=status height="short" show=move |status| view! { <Status creator=now() status collect ended /> }.into_any() />
            </div>
            <PeriodPicker filter=read today first_day compares=false />
            <div class="grid">
                <Load data=calendar height="short" show=move |days| view! { <CalendarPanel days /> }.into_any() />
                <Load
                    data=runs
                    show=move |runs| {
                        let period = filter.get_untracked().resolve(today, first_day).period;
                        view! { <Runs creator=now() runs period /> }.into_any()
                    }
                />
            </div>
        }
        .into_any()
    };
    view! { <CreatorPage creator section=Section::Collection title=words.collection content /> }
}

/// Today's run with its progress, the button, and the capability matrix.
#[component]
fn Status(creator: CreatorId, status: CollectionStatus, collect: ServerAction<CollectNow>, ended: Callback<()>) -> impl IntoView {
    let words = CollectionWords::of(use_language());
    let capabilities = status.capabilities.clone();
    let running = status.today.as_ref().is_some_and(|run| run.state == RunState::Running);
    let again = format!("/creators/{creator}/collection");
    let id = creator.0.clone();
    let asked = matches!(collect.value().get_untracked(), Some(Ok(())));
    view! {
        <Panel title=words.today>
            <LiveProgress creator=creator.clone() status asked ended />
            <div class="actions">
                <ActionForm action=collect>
                    <input type="hidden" name="creator" value=id />
                    <button class="primary" disabled=running>
                        {words.collect_now}
                    </button>
                </ActionForm>
                <a class="button refresh" href=again rel="external">
                    {words.refresh}
                </a>
            </div>
            <Answer answer=collect.value().into() />
        </Panel>
        <Capabilities capabilities />
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

#[component]
fn CalendarPanel(days: Vec<crate::model::page::overview::DayHealth>) -> impl IntoView {
    let language = use_language();
    let words = CollectionWords::of(language);
    let known = |state: RunState| days.iter().filter(|day| day.state == Some(state)).count();
    let counts = i18n::health_sentence(known(RunState::Committed), known(RunState::Partial), known(RunState::Gap), language);
    view! {
        <Panel title=words.calendar sentence=counts footnote=words.calendar_text>
            <RunCalendar days />
        </Panel>
    }
    .into_any()
}
