//! Where the new people of a period come from, against those who are there.

use std::collections::HashMap;

use app::filter::{PeopleFilter, PeopleState};
use app::model::page::people::{Origin, OriginTable, Origins};
use app::model::people::PersonState;
use app::model::{Gender, Period};
use sqlx::SqliteConnection;

use super::candidates::{self, BOUND, Candidate, numbers};
use super::quality::Lists;
use super::search::Search;
use super::{List, sources};
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
    let gone = |person: &&Candidate| matches!(person.presence.state(), PersonState::Left { .. });
    let left: Vec<Candidate> = joined.iter().filter(gone).cloned().collect();
    let new = counts(connection, &joined).await?;
    let there = counts(connection, &present).await?;
    let left = counts(connection, &left).await?;
    let mut provinces = origins(&new.0, &there.0, &left.0);
    provinces.sort_by(|a, b| b.new.cmp(&a.new).then_with(|| b.present.cmp(&a.present)).then_with(|| a.label.cmp(&b.label)));
    // Where nobody new comes from is no row of its own.
    let with_new = provinces.iter().filter(|origin| origin.new > 0 && !origin.label.is_empty()).count();
    let mut genders = origins(&new.1, &there.1, &left.1);
    let order = [Gender::Female, Gender::Male].map(Gender::as_str);
    genders.sort_by_key(|origin| order.iter().position(|word| *word == origin.label));
    let lists = Lists::of(connection, list, period).await?;
    let size = |people: &[Candidate]| i64::try_from(people.len()).unwrap_or(i64::MAX);
    Ok(Origins {
        provinces: table(provinces, "", with_new.min(PROVINCES)),
        genders: table(genders, Gender::Unknown.as_str(), order.len()),
        new: size(&joined),
        present: size(&present),
        bounded,
        settled: lists.complete > 0,
        known: lists.tell_new(list, period),
        read: lists.read,
        read_on: lists.read_on,
    })
}

/// So many of these rows and the sum of the others; the row of this label holds those who do not say it.
fn table(mut rows: Vec<Origin>, unsaid: &str, shown: usize) -> OriginTable {
    let unsaid = rows.iter().position(|row| row.label == unsaid).map(|at| rows.remove(at));
    let rest = rows.split_off(shown.min(rows.len()));
    let sum = |of: fn(&Origin) -> i64| rest.iter().map(of).sum::<i64>();
    let others = Origin { label: String::new(), new: sum(|row| row.new), present: sum(|row| row.present), left: sum(|row| row.left) };
    OriginTable { rows, others: Some(others).filter(|others| others.new > 0 || others.present > 0), unsaid }
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

fn origins(new: &Counts, present: &Counts, left: &Counts) -> Vec<Origin> {
    let labels: std::collections::BTreeSet<&String> = new.keys().chain(present.keys()).collect();
    let of = |counts: &Counts, label: &String| counts.get(label).copied().unwrap_or(0);
    let row = |label: &String| Origin { label: label.clone(), new: of(new, label), present: of(present, label), left: of(left, label) };
    labels.into_iter().map(row).collect()
}
