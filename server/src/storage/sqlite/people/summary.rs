//! A period of a list in numbers, out of its arrivals, its departures and its doubtful absences.

use app::filter::{PeopleFilter, PeopleState};
use app::model::page::people::{ListOutcome, PeopleSummary, Tally};
use app::model::{ListKind, Period};
use sqlx::SqliteConnection;

use super::candidates::{BOUND, Candidate};
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
    let (read, complete) = quality::lists(connection, list, period).await?;
    let (joined, more_joined) = sources::joined(connection, list, period).await?;
    let (departed, more_departed) = sources::departed(connection, list, period).await?;
    let (doubtful, more_doubtful) = sources::doubtful(connection, list).await?;
    let tally = |state: PeopleState, people: &[Candidate], more: bool| {
        let filter = PeopleFilter { state: Some(state), ..PeopleFilter::default() };
        let count = people.iter().filter(|person| filter.takes(&person.presence, period, list.since)).count();
        Some(Tally { count: i64::try_from(count).unwrap_or(i64::MAX), more })
    };
    let losses = departed.iter().flat_map(|person| person.presence.losses()).filter(|(day, _)| period.contains(*day));
    let back: Vec<bool> = losses.map(|(_, days)| days.is_some_and(|days| days <= SOON)).collect();
    let count = |wanted: bool| i64::try_from(back.iter().filter(|soon| **soon || !wanted).count()).unwrap_or(i64::MAX);
    // Whoever came is known from the second list on, who was not seen from the second complete one, a departure from the third.
    let began_before = list.since.is_some_and(|since| since < period.from());
    let after_the_first = |lists: i64, nth: i64| if began_before { lists > 0 } else { lists >= nth };
    Ok(PeopleSummary {
        new: tally(PeopleState::New, &joined, more_joined).filter(|_| list.since.is_some() && after_the_first(read, 2)),
        lost: tally(PeopleState::Lost, &departed, more_departed).filter(|_| after_the_first(complete, 3)),
        not_seen: tally(PeopleState::NotSeen, &doubtful, more_doubtful).filter(|_| after_the_first(complete, 2)),
        // Without complete lists nobody's absence was noticed: that nobody came back is not known, that somebody did is.
        returned: tally(PeopleState::Returned, &joined, more_joined).filter(|back| after_the_first(complete, 3) || back.count > 0),
        mutual: mutual(connection, list).await?,
        losses: count(false),
        false_losses: count(true),
        read,
        complete,
    })
}

/// Nothing unless both lists were read.
async fn mutual(connection: &mut SqliteConnection, list: &List) -> Result<Option<Tally>, StoreError> {
    if !anybody(connection, list, list.number()).await? || !anybody(connection, list, list.other()).await? {
        return Ok(None);
    }
    let limit = i64::try_from(BOUND).unwrap_or(i64::MAX);
    let (count, read): (i64, i64) =
        sqlx::query_as(MUTUAL).bind(list.of.workspace).bind(list.of.creator).bind(limit).fetch_one(&mut *connection).await?;
    let fans = List { kind: ListKind::Fans, ..*list };
    let hidden = quality::of(connection, &fans).await?.outcome == ListOutcome::Capped;
    Ok(Some(Tally { count, more: hidden || read == limit }))
}
