//! The period picker: links and a GET form, so it works before hydration and without JavaScript; its state is the address.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Notices;
use crate::context::use_language;
use crate::filter::{Address, Comparison, Filter, Notice, Preset, Range, Resolved};
use crate::i18n::{self, CommonWords};
use crate::model::{Language, PlatformDay};

/// The filter of the address, and what had to be corrected in it.
pub(crate) fn use_filter() -> Memo<(Filter, Vec<Notice>)> {
    let search = use_location().search;
    Memo::new(move |_| Filter::parse(&search.read()))
}

const fn preset_name(preset: Preset, words: &CommonWords) -> &'static str {
    match preset {
        Preset::Week => words.days_7,
        Preset::Month => words.days_30,
        Preset::Quarter => words.days_90,
        Preset::HalfYear => words.days_180,
        Preset::All => words.all,
    }
}

const fn comparison_name(comparison: Comparison, words: &CommonWords) -> &'static str {
    match comparison {
        Comparison::Previous => words.compare_previous,
        Comparison::Year => words.compare_year,
        Comparison::None => words.compare_none,
    }
}

/// Everything the picker draws for one address.
#[derive(Clone)]
struct Choice {
    address: Address,
    filter: Filter,
    resolved: Resolved,
    today: PlatformDay,
    language: Language,
}

impl Choice {
    fn href(&self, filter: &Filter) -> String {
        filter.on(&self.address).href()
    }

    fn range_href(&self, range: Range) -> String {
        self.href(&self.filter.with_range(range))
    }
}

/// The sticky bar with presets, earlier and later, own days, comparison; below it, what was corrected.
#[component]
pub(crate) fn PeriodPicker(
    /// The filter of the address.
    filter: Memo<(Filter, Vec<Notice>)>,
    /// The server's day.
    today: PlatformDay,
    /// Where the history begins.
    first_day: Option<PlatformDay>,
    /// Whether the page compares.
    #[prop(default = true)]
    compares: bool,
) -> impl IntoView {
    let language = use_language();
    let location = use_location();
    move || {
        let (filter, mut notices) = filter.get();
        let resolved = filter.resolve(today, first_day);
        notices.extend(resolved.notices.iter().copied());
        let choice = Choice { address: Address::new(location.pathname.get(), &location.search.read()), filter, resolved, today, language };
        view! {
            <div class="period-bar">
                <Presets choice=choice.clone() />
                <Days choice=choice.clone() compares />
                {compares.then(|| view! { <Compare choice /> })}
            </div>
            <Notices notices />
        }
    }
}

/// Earlier and later frame the presets; on phones they frame the menu with the days, which then holds presets and comparison too.
#[component]
fn Presets(choice: Choice) -> impl IntoView {
    let words = CommonWords::of(choice.language);
    view! {
        <nav class="presets" aria-label=words.period>
            <ul class="segments">{preset_links(&choice)}</ul>
        </nav>
    }
    .into_any()
}

fn preset_links(choice: &Choice) -> AnyView {
    let words = CommonWords::of(choice.language);
    Preset::ALL
        .into_iter()
        .map(|preset| {
            let range = Range::Preset(preset);
            let current = (choice.filter.range == range).then_some("true");
            view! {
                <li>
                    <a href=choice.range_href(range) aria-current=current>
                        {preset_name(preset, words)}
                    </a>
                </li>
            }
        })
        .collect_view()
        .into_any()
}

/// A step of one period's length; nothing to go to after today.
fn step(href: Option<String>, name: &'static str, sign: &'static str) -> AnyView {
    match href {
        Some(href) => view! {
            <a class="step-link" href=href aria-label=name title=name>
                {sign}
            </a>
        }
        .into_any(),
        None => view! {
            <span class="step-link off" aria-hidden="true">
                {sign}
            </span>
        }
        .into_any(),
    }
}

#[component]
fn Days(choice: Choice, compares: bool) -> impl IntoView {
    let words = CommonWords::of(choice.language);
    let period = choice.resolved.period;
    let earlier = Some(choice.range_href(Range::of(period.before())));
    let later = (period.to() < choice.today).then(|| choice.range_href(Range::of(period.after())));
    let others = choice.address.others(&["period", "from", "to"]);
    let comparison = compares.then(|| {
        view! {
            <p class="menu-title on-phones">{words.compare}</p>
            <ul class="on-phones">{comparison_links(&choice)}</ul>
        }
    });
    view! {
        <div class="days-steps">
            {step(earlier, words.earlier, "‹")}
            <details class="menu">
                <summary>{i18n::period(period, choice.language)}</summary>
                <div class="menu-body sheet">
                    <ul class="segments on-phones">{preset_links(&choice)}</ul>
                    <form class="days" method="get" action=choice.address.path().to_owned()>
                        <label>
                            {words.from} <input type="date" name="from" value=period.from().to_string() max=choice.today.to_string() required />
                        </label>
                        <label>
                            {words.to} <input type="date" name="to" value=period.to().to_string() max=choice.today.to_string() required />
                        </label>
                        {others.into_iter().map(|(word, value)| view! { <input type="hidden" name=word value=value /> }).collect_view()}
                        <button>{words.apply}</button>
                    </form>
                    {comparison}
                </div>
            </details>
            {step(later, words.later, "›")}
        </div>
    }
    .into_any()
}

#[component]
fn Compare(choice: Choice) -> impl IntoView {
    let words = CommonWords::of(choice.language);
    let current = choice.filter.compare;
    view! {
        <details class="menu comparison">
            <summary>{format!("{}{}", words.compare_to, comparison_name(current, words))}</summary>
            <ul class="menu-body">{comparison_links(&choice)}</ul>
        </details>
    }
    .into_any()
}

fn comparison_links(choice: &Choice) -> AnyView {
    let words = CommonWords::of(choice.language);
    Comparison::ALL
        .into_iter()
        .map(|comparison| {
            let current = (comparison == choice.filter.compare).then_some("true");
            view! {
                <li>
                    <a href=choice.href(&choice.filter.with_compare(comparison)) aria-current=current>
                        {comparison_name(comparison, words)}
                    </a>
                </li>
            }
        })
        .collect_view()
        .into_any()
}
