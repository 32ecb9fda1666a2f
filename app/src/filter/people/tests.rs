use super::place::PlaceKey;
use super::*;
use crate::model::people::Stay;
use crate::model::{LeftConfidence, OpenId};

fn day(number: u64) -> PlatformDay {
    PlatformDay::from_number(20_400).plus(number)
}

fn presence(stays: &[(u64, Option<u64>, bool)]) -> Presence {
    let stay = |(from, left, confirmed): &(u64, Option<u64>, bool)| {
        let confidence = if *confirmed { LeftConfidence::Confirmed } else { LeftConfidence::NotSeen };
        Stay::new(day(*from), left.map(|left| (day(left), confidence)))
    };
    Presence::of(stays.iter().map(stay).collect()).expect("somebody")
}

#[test]
fn a_query_is_read_with_all_its_words() {
    let (query, notices) =
        PeopleQuery::parse("?state=not_seen&mutual=no&province=%E5%B9%BF%E4%B8%9C&gender=female&q=+a%2Bb+&sort=left&after=g20410._000x.y");
    assert_eq!(notices, []);
    let filter = PeopleFilter {
        state: Some(PeopleState::NotSeen),
        mutual: Some(false),
        province: Some("广东".to_owned()),
        gender: Some(Gender::Female),
        search: "a+b".to_owned(),
    };
    let after = PeoplePlace { key: PlaceKey::Left(day(10)), open_id: OpenId::from("_000x.y") };
    assert_eq!(query, PeopleQuery { filter: filter.clone(), sort: PeopleSort::EarliestLeft, after: Some(after.clone()) });
    assert_eq!(after.as_word(), "g20410._000x.y");
    let words = serde_urlencoded::to_string(filter.words()).expect("words");
    assert_eq!(PeopleQuery::parse(&words).0.filter, filter, "what is written is read again");
}

#[test]
fn what_is_malformed_is_left_out_with_a_notice() {
    assert_eq!(PeopleQuery::parse(""), (PeopleQuery::default(), vec![]));
    let (query, notices) = PeopleQuery::parse("state=gone&mutual=maybe&gender=x&sort=age&after=%00");
    assert_eq!(query, PeopleQuery::default());
    assert_eq!(notices, [Notice::UnknownFilter, Notice::UnknownOrder, Notice::UnknownPlace]);
    for after in ["f.x", "f1.", "f99999999.x", "q1.x", "g20410.x", "n.x", ".", "n1.x", "f-5.x"] {
        assert_eq!(PeopleQuery::parse(&format!("after={after}")).1, [Notice::UnknownPlace], "{after}");
    }
    let long = PeopleQuery::parse(&format!("q={}", "长".repeat(5_000))).0;
    assert_eq!(long.filter.search.chars().count(), LONGEST);
}

#[test]
fn states_speak_of_the_period() {
    use PeopleState::{Lost, New, NotSeen, Present, Returned};
    let period = Period::new(day(10), day(20)).expect("ordered");
    let takes = |state: Option<PeopleState>, stays: &[(u64, Option<u64>, bool)]| {
        PeopleFilter { state, ..PeopleFilter::default() }.takes(&presence(stays), period, Some(day(2)))
    };
    assert!(takes(Some(New), &[(10, None, false)]) && !takes(Some(New), &[(9, None, false)]));
    let first_list = PeopleFilter { state: Some(New), ..PeopleFilter::default() };
    assert!(!first_list.takes(&presence(&[(12, None, false)]), period, Some(day(12))), "who was in the first list is not new");
    assert!(!first_list.takes(&presence(&[(12, None, false)]), period, None), "without a whole list nobody is known to be new");
    assert!(takes(Some(Lost), &[(1, Some(20), true)]) && !takes(Some(Lost), &[(1, Some(20), false)]));
    assert!(!takes(Some(Lost), &[(1, Some(9), true)]) && !takes(Some(Lost), &[(1, Some(12), true), (15, None, false)]));
    assert!(takes(Some(NotSeen), &[(1, Some(20), false)]));
    assert!(takes(Some(Returned), &[(1, Some(9), true), (15, None, false)]));
    assert!(!takes(Some(Returned), &[(1, Some(5), true), (9, None, false)]), "back before the period");
    assert!(takes(Some(Present), &[(1, Some(5), true), (9, None, false)]));
    assert!(takes(Some(NotSeen), &[(1, Some(10), false)]) && !takes(Some(NotSeen), &[(1, Some(21), false)]));
    assert!(takes(None, &[(1, Some(10), true)]) && !takes(None, &[(1, Some(9), true)]));
}

/// Somebody who is in the lists of these days only, of which every one is complete.
fn listed(days: &[bool]) -> Option<Presence> {
    let mut stays: Vec<(u64, Option<u64>, bool)> = Vec::new();
    let mut before = false;
    for (number, here) in (0..).zip(days) {
        match (before, here, stays.last_mut()) {
            (false, true, _) => stays.push((number, None, false)),
            (true, false, Some(stay)) => stay.1 = Some(number),
            (false, false, Some(stay)) => stay.2 = true,
            _ => {}
        }
        before = *here;
    }
    (!stays.is_empty()).then(|| presence(&stays))
}

#[test]
fn everybody_of_a_state_is_in_the_ledger_and_the_states_add_up() {
    const DAYS: u64 = 7;
    let since = Some(day(0));
    let one = |state: PeopleState, person: &Presence, period: Period| {
        PeopleFilter { state: Some(state), ..PeopleFilter::default() }.takes(person, period, since)
    };
    let people: Vec<Presence> =
        (1_u32..1 << DAYS).filter_map(|bits| listed(&[0, 1, 2, 3, 4, 5, 6].map(|nth| (bits >> nth) & 1 == 1))).collect();
    let mut pairs = 0;
    for (from, to) in (0..DAYS).flat_map(|from| (from..DAYS).map(move |to| (from, to))) {
        let period = Period::new(day(from), day(to)).expect("ordered");
        for person in &people {
            let all = PeopleFilter::default().takes(person, period, since);
            let of = |state| one(state, person, period);
            assert!(all || !PeopleState::ALL.into_iter().any(of), "{period:?} {person:?}");
            let parts = [PeopleState::Present, PeopleState::Lost, PeopleState::NotSeen].into_iter().filter(|state| of(*state)).count();
            assert!(parts <= 1, "nobody stands twice: {period:?} {person:?}");
            if to == DAYS - 1 {
                assert_eq!(parts == 1, all, "up to today the parts are the whole: {person:?}");
            }
            pairs += usize::from(all);
        }
        sizes_follow_from_events(&people, from, to);
    }
    assert!(pairs > 1_000, "{pairs}");
}

/// The size of the list on the eve, with all that happened since, is its size at the end.
fn sizes_follow_from_events(people: &[Presence], from: u64, to: u64) {
    let Some(eve) = from.checked_sub(1) else { return };
    let period = Period::new(day(from), day(to)).expect("ordered");
    let here =
        |person: &&Presence, on: PlatformDay| person.stays().iter().any(|stay| stay.from <= on && stay.left.is_none_or(|left| left > on));
    let size = |on: u64| people.iter().filter(|person| here(person, day(on))).count();
    let within = |day: &PlatformDay| period.contains(*day);
    let came: usize = people.iter().map(|person| usize::from(within(&person.first_seen())) + person.returns().filter(within).count()).sum();
    let gone = |person: &Presence| {
        let not_seen = matches!(person.state(), PersonState::NotSeen { since } if within(&since));
        person.losses().filter(|(day, _)| within(day)).count() + person.slips().filter(within).count() + usize::from(not_seen)
    };
    assert_eq!(size(eve) + came, size(to) + people.iter().map(gone).sum::<usize>(), "{period:?}");
}

#[test]
fn traits_are_compared_as_people_write_them() {
    let someone =
        Traits { open_id: "_000Ab", nickname: Some("小雨 Rain"), gender: Gender::Male, province: "广东省", mutual: Some(true) };
    let fits = |query: &str| PeopleQuery::parse(query).0.filter.fits(&someone);
    for query in ["", "q=rain", "q=雨", "q=_000", "q=…Ab", "province=广东", "gender=male", "mutual=yes", "mutual=yes&gender=male&q=RAIN"]
    {
        assert!(fits(query), "{query}");
    }
    for query in ["q=00", "province=广西", "province=unknown", "gender=female", "mutual=no", "q=rain&gender=unknown"] {
        assert!(!fits(query), "{query}");
    }
    let nameless = Traits { nickname: None, province: "", ..someone };
    let filter = |query: &str| PeopleQuery::parse(query).0.filter;
    let unknown = Traits { mutual: None, ..someone };
    assert!(!filter("mutual=yes").fits(&unknown) && !filter("mutual=no").fits(&unknown), "unknown is neither");
    assert!(!filter("q=rain").fits(&nameless) && filter("q=_000A&province=unknown").fits(&nameless));
}
