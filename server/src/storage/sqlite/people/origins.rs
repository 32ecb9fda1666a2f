//! Where the new people of a period come from, against those who are there.

use std::collections::HashMap;

use app::filter::{PeopleFilter, PeopleState};
use app::model::page::people::{Origin, Origins};
use app::model::{Gender, Period};
use sqlx::SqliteConnection;

use super::candidates::{self, BOUND, Candidate, numbers};
use super::search::Search;
use super::{List, quality, sources};
use crate::storage::StoreError;
use crate::storage::sqlite::codes;

/// Provinces that are shown.
const PROVINCES: usize = 5;

/// People by province and gender.
pub(in crate::storage::sqlite) const ORIGINS: &str = "
    SELECT l.province, f.gender, count(*)
    FROM json_each(?1) p
    CROSS JOIN fan f ON f.id = p.value
    JOIN place l ON l.number = f.place
    GROUP BY l.province, f.gender";

pub(super) async fn of(connection: &mut SqliteConnection, list: &List, period: Period) -> Result<Origins, StoreError> {
    let Compared { mut joined, present, bounded } = match candidates::everybody(connection, list).await? {
        Some(people) => {
            let present = people.iter().filter(|person| person.presence.is_present()).cloned().collect();
            Compared { joined: people, present, bounded: false }
        }
        None => newest(connection, list, period).await?,
    };
    let new = PeopleFilter { state: Some(PeopleState::New), ..PeopleFilter::default() };
    joined.retain(|person| new.takes(&person.presence, period, list.since));
    let (new, there) = (counts(connection, &joined).await?, counts(connection, &present).await?);
    let mut provinces = origins(&new.0, &there.0);
    provinces.sort_by(|a, b| b.new.cmp(&a.new).then_with(|| b.present.cmp(&a.present)).then_with(|| a.label.cmp(&b.label)));
    provinces.retain(|origin| origin.new > 0 && !origin.label.is_empty());
    provinces.truncate(PROVINCES);
    let mut genders = origins(&new.1, &there.1);
    let order = [Gender::Female, Gender::Male, Gender::Unknown].map(Gender::as_str);
    genders.sort_by_key(|origin| order.iter().position(|word| *word == origin.label));
    let (_, complete) = quality::lists(connection, list, period).await?;
    let size = |people: &[Candidate]| i64::try_from(people.len()).unwrap_or(i64::MAX);
    Ok(Origins { provinces, genders, new: size(&joined), present: size(&present), bounded, settled: complete > 0 })
}

/// Who may have come in the period, and who is there.
struct Compared {
    joined: Vec<Candidate>,
    present: Vec<Candidate>,
    /// There are more of either.
    bounded: bool,
}

/// The newest of a list that is too long to be gathered.
async fn newest(connection: &mut SqliteConnection, list: &List, period: Period) -> Result<Compared, StoreError> {
    let (joined, more) = sources::joined(connection, list, period).await?;
    let filter = PeopleFilter { state: Some(PeopleState::Present), ..PeopleFilter::default() };
    let search = Search { list, filter: &filter, period };
    let walk = search.arrivals(true);
    let found = search.walk(connection, &walk, walk.start(), BOUND, BOUND).await?;
    Ok(Compared { joined, present: found.people, bounded: more || found.stopped.is_some() })
}

type Counts = HashMap<String, i64>;

/// By province, and by gender.
async fn counts(connection: &mut SqliteConnection, people: &[Candidate]) -> Result<(Counts, Counts), StoreError> {
    let fans: Vec<i64> = people.iter().map(|candidate| candidate.fan).collect();
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(ORIGINS).bind(numbers(&fans)?).fetch_all(connection).await?;
    let (mut provinces, mut genders) = (Counts::new(), Counts::new());
    for (province, gender, count) in rows {
        *provinces.entry(province).or_default() += count;
        *genders.entry(codes::gender_of(gender).as_str().to_owned()).or_default() += count;
    }
    Ok((provinces, genders))
}

fn origins(new: &Counts, present: &Counts) -> Vec<Origin> {
    let labels: std::collections::BTreeSet<&String> = new.keys().chain(present.keys()).collect();
    let of = |counts: &Counts, label: &String| counts.get(label).copied().unwrap_or(0);
    labels.into_iter().map(|label| Origin { label: label.clone(), new: of(new, label), present: of(present, label) }).collect()
}
