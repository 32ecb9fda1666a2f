//! What was rendered, for as long as the data it was made of stands: a panel and a chart are made once per data version, question,
//! language and day, however many people look.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{CreatorId, Language, PlatformDay, Role, WorkspaceId};
use crate::ports::Viewer;

/// Bytes of one generation; there are two at most.
const GENERATION: usize = 2 << 20;

/// Everything that what is rendered depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    workspace: WorkspaceId,
    role: Role,
    creator: CreatorId,
    what: String,
    query: String,
    language: Language,
    today: PlatformDay,
    version: i64,
}

impl Question {
    /// A viewer's question about a creator whom they may see: what of the page, with its query, at this version of the creator's data.
    pub fn of(viewer: &Viewer, creator: &CreatorId, version: i64, what: impl Into<String>, query: &str) -> Self {
        let (workspace, creator) = (viewer.workspace.clone(), creator.clone());
        let (role, language, today) = (viewer.role, viewer.language, viewer.today);
        Self { workspace, role, creator, what: what.into(), query: query.to_owned(), language, today, version }
    }
}

/// Answers that are kept; clones share them. What nobody asked for during the last few megabytes is forgotten.
#[derive(Clone, Debug, Default)]
pub struct Rendered(Arc<Mutex<Generations>>);

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Question, Arc<str>>,
    old: HashMap<Question, Arc<str>>,
    bytes: usize,
}

impl Rendered {
    /// The answer, if it is kept.
    pub fn get(&self, question: &Question) -> Option<Arc<str>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = kept.young.get(question) {
            return Some(Arc::clone(answer));
        }
        let answer = kept.old.remove(question)?;
        kept.keep(question.clone(), Arc::clone(&answer));
        Some(answer)
    }

    /// Keeps an answer.
    pub fn keep(&self, question: Question, answer: Arc<str>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keep(question, answer);
    }
}

impl Generations {
    fn keep(&mut self, question: Question, answer: Arc<str>) {
        let size = answer.len() + question.query.len() + 256;
        if size > GENERATION / 8 {
            return;
        }
        if self.bytes + size > GENERATION {
            self.old = mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes += size;
        self.young.insert(question, answer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Role, Timestamp};

    fn question(version: i64) -> Question {
        let now = Timestamp(1_795_000_000);
        let (member, workspace) = ("m".into(), "w".into());
        let viewer = Viewer { member, role: Role::Owner, workspace, creator: None, language: Language::default(), today: now.day(), now };
        Question::of(&viewer, &"c".into(), version, "growth", "")
    }

    #[test]
    fn another_version_is_another_question() {
        let rendered = Rendered::default();
        rendered.keep(question(1), "one".into());
        assert_eq!(rendered.get(&question(1)).as_deref(), Some("one"));
        assert_eq!(rendered.get(&question(2)), None);
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_forgotten() {
        let (rendered, answer) = (Rendered::default(), Arc::<str>::from("x".repeat(10_000)));
        for version in 0..1000 {
            rendered.keep(question(version), Arc::clone(&answer));
            assert!(rendered.get(&question(0)).is_some(), "asked for all the time");
        }
        let kept = rendered.0.lock().expect("not poisoned");
        assert!(kept.young.len() + kept.old.len() <= 2 * GENERATION / 10_000);
    }
}
