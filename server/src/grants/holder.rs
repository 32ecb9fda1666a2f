//! Who holds the right to refresh a grant: a process, so that its death can be noticed, and one of its tasks.

use std::fmt;

use crate::process;
use crate::storage::runs::Owner;

/// A task of a process. Written as host, process id, start of the process and the task's own word, the last of which has no spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Holder {
    owner: Owner,
    task: String,
}

impl Holder {
    pub(super) fn new(owner: &Owner, task: String) -> Self {
        Self { owner: owner.clone(), task }
    }

    /// Reads it from its end: who knows what stands in the name of a host.
    fn parse(text: &str) -> Option<Self> {
        let mut words = text.rsplitn(4, ' ');
        let task = words.next()?.to_owned();
        let started = words.next()?.parse().ok()?;
        let pid = words.next()?.parse().ok()?;
        Some(Self { owner: Owner { host: words.next()?.to_owned(), pid, started }, task })
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { owner: Owner { host, pid, started }, task } = self;
        write!(f, "{host} {pid} {started} {task}")
    }
}

/// Whether the holder is a process of this host that is gone. Words of an earlier version say nothing of a process.
pub(super) fn is_gone(text: &str) -> bool {
    Holder::parse(text).is_some_and(|holder| process::is_gone(&holder.owner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_reads_as_it_was_written_whatever_its_host_is_called() {
        for host in ["host", "", "a host of 3 words"] {
            let holder = Holder::new(&Owner { host: host.to_owned(), pid: 7, started: 900 }, "0123abcd".to_owned());
            assert_eq!(Holder::parse(&holder.to_string()), Some(holder));
        }
    }

    #[test]
    fn only_a_process_of_this_host_that_ended_is_gone() {
        let us = process::this_process();
        let text = |owner: Owner| Holder::new(&owner, "0123abcd".to_owned()).to_string();
        assert!(!is_gone(&text(us.clone())));
        assert!(is_gone(&text(Owner { started: us.started - 1, ..us.clone() })));
        assert!(!is_gone(&text(Owner { host: "elsewhere".to_owned(), started: us.started - 1, ..us })));
        assert!(!is_gone("0123456789abcdef"), "written by an earlier version");
    }
}
