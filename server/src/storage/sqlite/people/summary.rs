//! A period of a list in numbers, out of its arrivals, its departures and its doubtful absences.

use app::filter::{PeopleFilter, PeopleState};
use app::model::page::people::{ListOutcome, PeopleSummary, Tally};
use app::model::{ListKind, Period, PlatformDay};
use sqlx::SqliteConnection;

use super::candidates::{BOUND, Candidate};
use super::quality::Lists;
use super::{List, quality, sources};
use crate::storage::StoreError;

/// Whether anybody was ever in the list.
pub(in crate::storage::sqlite) const ANYBODY: &str = "
    SELECT 1
    FROM span
    WHERE workspace = ?1 AND creator = ?2 AND list = ?3
    LIMIT 1";

/// Of the accounts the creator follows, those that follow back.
pub(in crate::storage::sqlite) const MUTUAL: &str = "
    SELECT count(*), (SELECT count(*) FROM (SELECT 1 FROM span m WHERE m.workspace = ?1 AND m.creator = ?2 AND m.list = 1 LIMIT ?3))
    FROM (
      SELECT s.fan, s.left_day
      FROM span s
      WHERE s.workspace = ?1 AND s.creator = ?2 AND s.list = 1
      LIMIT ?3) f
    CROSS JOIN span b ON b.workspace = ?1 AND b.creator = ?2 AND b.list = 0 AND b.fan = f.fan AND b.left_day IS NULL
    WHERE f.left_day IS NULL";

/// An absence that ended within so many days counts as a false loss.
const SOON: i64 = 3;

pub(super) async fn anybody(connection: &mut SqliteConnection, list: &List, number: i64) -> Result<bool, StoreError> {
    let found: Option<i64> =
        sqlx::query_scalar(ANYBODY).bind(list.of.workspace).bind(list.of.creator).bind(number).fetch_optional(connection).await?;
    Ok(found.is_some())
}

pub(super) async fn of(connection: &mut SqliteConnection, list: &List, period: Period) -> Result<PeopleSummary, StoreError> {
    let lists = Lists::of(connection, list, period).await?;
    let (joined, more_joined) = sources::joined(connection, list, period).await?;
    let (departed, more_departed) = sources::departed(connection, list, period).await?;
    let (doubtful, more_doubtful) = sources::doubtful(connection, list).await?;
    let listed = |state: PeopleState, people: &[Candidate]| {
        let filter = PeopleFilter { state: Some(state), ..PeopleFilter::default() };
        number(people.iter().filter(|person| filter.takes(&person.presence, period, list.since)).count())
    };
    let tally = |count: i64, more: bool| Some(Tally { count, more });
    let within = |day: &PlatformDay| period.contains(*day);
    let losses = departed.iter().flat_map(|person| person.presence.losses()).filter(|(day, _)| within(day));
    let ends: Vec<Option<i64>> = losses.map(|(_, days)| days).collect();
    let all = number(ends.len());
    let returns = joined.iter().flat_map(|person| person.presence.returns()).filter(within).count();
    let slips = departed.iter().flat_map(|person| person.presence.slips()).filter(within).count();
    let still_back = listed(PeopleState::Returned, &joined);
    // Who was not seen is known from the second complete list on, a departure from the third.
    let complete = |nth: i64| Lists::suffice(lists.complete, nth, list, period);
    let (mutual, capped) = mutual(connection, list).await?;
    Ok(PeopleSummary {
        new: tally(listed(PeopleState::New, &joined), more_joined).filter(|_| lists.tell_new(list, period)),
        lost: tally(all, more_departed).filter(|_| complete(3)),
        not_seen: tally(listed(PeopleState::NotSeen, &doubtful), more_doubtful).filter(|_| complete(2)),
        // Without complete lists nobody's absence was noticed: that nobody came back is not known, that somebody did is.
        returned: tally(number(returns), more_joined).filter(|back| complete(3) || back.count > 0),
        mutual,
        capped,
        losses: all,
        back: number(ends.iter().flatten().count()),
        false_losses: number(ends.iter().flatten().filter(|days| **days <= SOON).count()),
        still_back,
        slips: number(slips),
        read: lists.read,
        complete: lists.complete,
        read_on: lists.read_on,
        sizes: quality::sizes(connection, list, period).await?,
        series: false,
    })
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Nothing unless both lists were read; and whether the fan list is capped, so that there may be more.
async fn mutual(connection: &mut SqliteConnection, list: &List) -> Result<(Option<Tally>, bool), StoreError> {
    if !anybody(connection, list, list.number()).await? || !anybody(connection, list, list.other()).await? {
        return Ok((None, false));
    }
    let limit = number(BOUND);
    let (count, read): (i64, i64) =
        sqlx::query_as(MUTUAL).bind(list.of.workspace).bind(list.of.creator).bind(limit).fetch_one(&mut *connection).await?;
    let fans = List { kind: ListKind::Fans, ..*list };
    let capped = quality::of(connection, &fans).await?.outcome == ListOutcome::Capped;
    Ok((Some(Tally { count, more: capped || read == limit }), capped))
}
