//! One page of a ledger.

use app::filter::{PeoplePlace, PeopleQuery, PeopleSort};
use app::model::page::people::{Ledger, OtherList, PeopleCount, PersonRow};
use app::model::{OpenId, Period};
use sqlx::SqliteConnection;

use super::candidates::{BOUND, Candidate};
use super::order::{self, Key};
use super::search::{Found, Search};
use super::walk::{Path, Step, Walk};
use super::{List, quality, summary, traits};
use crate::storage::StoreError;
use crate::storage::sqlite::codes;

/// People on a page.
const PAGE: usize = 50;

/// How many people a page of a long list searches before it shows what it found.
const BUDGET: usize = 5_000;

/// What a page holds before its people are looked up.
struct Part {
    people: Vec<Candidate>,
    /// There are more behind the last of them.
    more: bool,
    /// Where the search stopped, when not behind the last person.
    stopped: Option<(Path, Step)>,
    count: PeopleCount,
}

pub(super) async fn page(
    connection: &mut SqliteConnection,
    list: &List,
    period: Period,
    query: &PeopleQuery,
) -> Result<Ledger, StoreError> {
    let tells_not_mutual = list.tells_not_mutual(connection).await?;
    let filter = List::answerable(&query.filter, tells_not_mutual);
    let search = Search { list, filter: &filter, period };
    let after = after(connection, list, query.after.as_ref()).await?;
    let restarted = query.after.is_some() && after.is_none();
    let named = query.sort != PeopleSort::Nickname || list.of.names;
    let mut sort = if named { query.sort } else { PeopleSort::default() };
    let gathered = search.all(connection).await?;
    if gathered.is_none() && sort == PeopleSort::Nickname {
        sort = PeopleSort::default();
    }
    // A place of another order says nothing here.
    let after = after.as_ref().filter(|_| sort == query.sort);
    let part = match gathered {
        Some(people) => whole(connection, list, people, sort, after).await?,
        None => next(connection, &search, sort, after).await?,
    };
    let ever = !part.people.is_empty() || summary::anybody(connection, list, list.number()).await?;
    let mut ledger = Ledger {
        rows: Vec::with_capacity(part.people.len()),
        next: None,
        count: part.count,
        searched: part.stopped.map(|_| i64::try_from(BUDGET).unwrap_or(i64::MAX)),
        sort,
        restarted,
        names: list.of.names,
        ever,
        since: list.since,
        other: if tells_not_mutual { OtherList::Whole } else { OtherList::Part },
        read_on: quality::read_on(connection, list).await?,
    };
    fill(connection, list, part, &mut ledger).await?;
    Ok(ledger)
}

/// A place with its person's number and name.
struct After {
    place: PeoplePlace,
    fan: i64,
    name: Option<String>,
}

async fn after(connection: &mut SqliteConnection, list: &List, place: Option<&PeoplePlace>) -> Result<Option<After>, StoreError> {
    let Some(place) = place else { return Ok(None) };
    let Some(fan) = traits::number(connection, list, &place.open_id).await? else { return Ok(None) };
    let name = traits::of(connection, list, &[fan]).await?.remove(&fan).and_then(|person| person.nickname);
    Ok(Some(After { place: place.clone(), fan, name }))
}

/// The page out of everybody who matches.
async fn whole(
    connection: &mut SqliteConnection,
    list: &List,
    people: Vec<Candidate>,
    sort: PeopleSort,
    after: Option<&After>,
) -> Result<Part, StoreError> {
    let count = PeopleCount::Exact(i64::try_from(people.len()).unwrap_or(i64::MAX));
    let names = if sort == PeopleSort::Nickname {
        let fans: Vec<i64> = people.iter().map(|candidate| candidate.fan).collect();
        traits::of(connection, list, &fans).await?
    } else {
        std::collections::HashMap::new()
    };
    let key = |candidate: &Candidate| {
        let name = names.get(&candidate.fan).and_then(|person| person.nickname.as_deref());
        Key::of(sort, candidate, name)
    };
    let mut keyed: Vec<(Key, Candidate)> = people.into_iter().map(|candidate| (key(&candidate), candidate)).collect();
    if let Some(after) = after {
        let place = Key::at(&after.place, after.name.as_deref(), after.fan);
        keyed.retain(|(key, _)| key.compare(&place, sort).is_gt());
    }
    keyed.sort_unstable_by(|(a, _), (b, _)| a.compare(b, sort));
    let more = keyed.len() > PAGE;
    Ok(Part { people: keyed.into_iter().take(PAGE).map(|(_, candidate)| candidate).collect(), more, stopped: None, count })
}

/// The page out of a long list: those who left first when the order is by departure, then those who are there.
async fn next(connection: &mut SqliteConnection, search: &Search<'_>, sort: PeopleSort, after: Option<&After>) -> Result<Part, StoreError> {
    use app::filter::PlaceKey;
    let descending = sort.is_descending();
    let step = after.map(|after| match after.place.key {
        PlaceKey::FirstSeen(day) | PlaceKey::Left(day) | PlaceKey::Here(day) => (day.number(), after.fan),
        PlaceKey::Nickname => (0, after.fan),
    });
    let is_here = after.is_some_and(|after| matches!(after.place.key, PlaceKey::Here(_)));
    let departures = if sort.is_by_departure() && !is_here { search.departures(descending) } else { None };
    let mut found = Found::default();
    let mut path = Path::Left;
    if let Some(walk) = departures {
        found = search.walk(connection, &walk, step.unwrap_or_else(|| walk.start()), PAGE + 1, BUDGET).await?;
    }
    let arrivals = !sort.is_by_departure() || search.takes_present();
    if arrivals && found.stopped.is_none() && found.people.len() <= PAGE {
        path = Path::FirstSeen;
        let walk = search.arrivals(descending);
        let step = step.filter(|_| departures.is_none()).unwrap_or_else(|| walk.start());
        let rest = present(connection, search, &walk, step, sort, &found).await?;
        found.people.extend(rest.people);
        found.stopped = rest.stopped;
    }
    let more = found.people.len() > PAGE;
    found.people.truncate(PAGE);
    let stopped = found.stopped.filter(|_| !more).map(|step| (path, step));
    let (matches, searched, all) = search.count(connection).await?;
    Ok(Part { people: found.people, more, stopped, count: counted(matches, searched, all) })
}

/// People by arrival; in an order by departure only those who are there, as the others came before them.
async fn present(
    connection: &mut SqliteConnection,
    search: &Search<'_>,
    walk: &Walk,
    after: Step,
    sort: PeopleSort,
    found: &Found,
) -> Result<Found, StoreError> {
    let mut rest = Found { stopped: Some(after), ..Found::default() };
    while let Some(place) = rest.stopped
        && found.people.len() + rest.people.len() <= PAGE
        && rest.searched < BUDGET
    {
        let want = PAGE + 1 - found.people.len() - rest.people.len();
        let mut more = search.walk(connection, walk, place, want, BUDGET - rest.searched).await?;
        if sort.is_by_departure() {
            more.people.retain(|candidate| candidate.presence.is_present());
        }
        rest.people.extend(more.people);
        rest.searched += more.searched;
        rest.stopped = more.stopped;
    }
    Ok(rest)
}

fn counted(matches: usize, searched: usize, all: bool) -> PeopleCount {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    match (matches, all) {
        (BOUND.., _) if matches > BOUND => PeopleCount::MoreThan(number(BOUND)),
        (_, true) => PeopleCount::Exact(number(matches)),
        (_, false) => PeopleCount::Among { found: number(matches), searched: number(searched) },
    }
}

/// Looks the people of the page up, and says where the next page goes on.
async fn fill(connection: &mut SqliteConnection, list: &List, part: Part, ledger: &mut Ledger) -> Result<(), StoreError> {
    let mut fans: Vec<i64> = part.people.iter().map(|candidate| candidate.fan).collect();
    fans.extend(part.stopped.map(|(_, (_, fan))| fan));
    let mut people = traits::of(connection, list, &fans).await?;
    if let Some((path, (day, fan))) = part.stopped
        && let Some(person) = people.get(&fan)
    {
        let gone = path == Path::Left;
        ledger.next = Some(order::stopped(gone, ledger.sort.is_by_departure(), codes::day(day), &person.open_id));
    } else if part.more
        && let Some(last) = part.people.last()
        && let Some(person) = people.get(&last.fan)
    {
        ledger.next = Some(order::place(ledger.sort, last, &person.open_id));
    }
    for candidate in part.people {
        let Some(person) = people.remove(&candidate.fan) else { continue };
        let presence = &candidate.presence;
        ledger.rows.push(PersonRow {
            gender: person.gender(),
            mutual: person.mutual(presence.is_present(), ledger.other.tells_not_mutual()),
            open_id: OpenId(person.open_id),
            nickname: person.nickname,
            province: person.province,
            city: person.city,
            first_seen: presence.first_seen(),
            last_change: presence.last_change(),
            state: presence.state(),
            spells: presence.spells(),
        });
    }
    Ok(())
}
