//! The fan list and the following list, page by page (platform notes, section 2.2).

use serde::Serialize;

use super::call::Call;
use crate::sandbox::Sandbox;
use crate::sandbox::platform::faults::CursorFault;
use crate::sandbox::platform::refusal::Refusal;
use crate::sandbox::world::Plan;
use crate::sandbox::world::roll::{Face, LIST_CAP};

/// A larger `count` is taken as this one.
const LARGEST_PAGE: usize = 50;
const USUAL_PAGE: usize = 10;

/// Where a page begins and how many rows it has at most.
pub(crate) struct Page {
    pub(crate) cursor: usize,
    pub(crate) count: usize,
}

impl Page {
    pub(crate) fn of(call: &Call) -> Result<Self, Refusal> {
        let cursor = call.parameter("cursor").map_or(Ok(0), str::parse).map_err(|_| Refusal::Parameter)?;
        let count = call.parameter("count").map_or(Ok(USUAL_PAGE), str::parse).map_err(|_| Refusal::Parameter)?;
        if count == 0 {
            return Err(Refusal::Parameter);
        }
        Ok(Self { cursor, count: count.min(LARGEST_PAGE) })
    }

    /// Now and then a page is one row short although more follow: only the cursor says where to go on.
    fn short(self) -> Self {
        let short = self.cursor > 0 && self.count > 2 && self.cursor % 7 == 3;
        Self { count: self.count - usize::from(short), ..self }
    }

    /// The row it begins with: the one its cursor names, unless the paging goes wrong.
    fn start(&self, listed: usize, fault: Option<CursorFault>) -> usize {
        match fault {
            Some(CursorFault::Shift(rows)) if self.cursor > 0 => {
                let moved = i64::try_from(self.cursor).unwrap_or(i64::MAX).saturating_add(rows).max(0);
                usize::try_from(moved).unwrap_or(usize::MAX).min(listed)
            }
            Some(CursorFault::Endless) => self.cursor % listed.max(1),
            _ => self.cursor.min(listed),
        }
    }
}

/// What a list's answer holds. Lists are most of what the platform sends, so they are written as they are, not built up as JSON first.
#[derive(Debug, Serialize)]
pub(crate) struct Listing {
    cursor: usize,
    has_more: bool,
    list: Vec<Row>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Row {
    open_id: String,
    union_id: String,
    nickname: String,
    avatar: String,
    country: &'static str,
    province: &'static str,
    city: &'static str,
    gender: u8,
}

impl From<&Face> for Row {
    fn from(face: &Face) -> Self {
        Self {
            open_id: face.identity.open_id(),
            union_id: face.identity.union_id(),
            nickname: face.identity.nickname(),
            avatar: face.identity.avatar(),
            country: face.traits.country(),
            province: face.traits.province(),
            city: face.traits.city(),
            gender: face.traits.gender,
        }
    }
}

pub(crate) fn fans(sandbox: &Sandbox, plan: &Plan, call: &Call, fault: Option<CursorFault>) -> Result<Listing, Refusal> {
    let page = Page::of(call)?.short();
    let (world, today) = (&sandbox.inner.world, sandbox.inner.clock.today());
    let listed = world.listed(plan, today);
    let from = page.start(listed, fault);
    let faces = world.fans(plan, today, from, page.count);
    Ok(Listing { total: Some(world.total(plan, today)), ..rows(&page, from, &faces, listed, fault) })
}

pub(crate) fn following(sandbox: &Sandbox, plan: &Plan, call: &Call, fault: Option<CursorFault>) -> Result<Listing, Refusal> {
    let page = Page::of(call)?.short();
    let faces = sandbox.inner.world.following(plan, sandbox.inner.clock.today());
    let listed = faces.len().min(LIST_CAP);
    let from = page.start(listed, fault);
    let to = from.saturating_add(page.count).min(listed);
    Ok(rows(&page, from, &faces[from..to], listed, fault))
}

fn rows(page: &Page, from: usize, faces: &[Face], listed: usize, fault: Option<CursorFault>) -> Listing {
    let next = match fault {
        None | Some(CursorFault::Shift(_)) => page.cursor.min(listed) + faces.len(),
        Some(CursorFault::Endless) => page.cursor.saturating_add(faces.len()),
        Some(CursorFault::Repeat) => page.cursor,
    };
    let has_more = match fault {
        None | Some(CursorFault::Shift(_)) => from + faces.len() < listed,
        Some(CursorFault::Endless | CursorFault::Repeat) => true,
    };
    Listing { cursor: next, has_more, list: faces.iter().map(Row::from).collect(), total: None }
}
