//! Processes as holders of leases: who we are, and whether another one of this host is gone.

use std::fs;
use std::process;

use crate::storage::runs::Owner;

/// This process.
pub fn this_process() -> Owner {
    let pid = process::id();
    Owner { host: host(), pid: i64::from(pid), started: started(pid).unwrap_or(0) }
}

/// Whether the owner is a process of this host that is gone; owners on other hosts are never known to be.
pub fn is_gone(owner: &Owner) -> bool {
    if owner.host != host() {
        return false;
    }
    let Some((raw, pid)) = u32::try_from(owner.pid).ok().and_then(|raw| Some((raw, rustix::process::Pid::from_raw(raw.try_into().ok()?)?)))
    else {
        return true;
    };
    match rustix::process::test_kill_process(pid) {
        Err(rustix::io::Errno::SRCH) => true,
        // The id may have been given to another process since.
        _ => started(raw).is_some_and(|started| owner.started != 0 && started != owner.started),
    }
}

fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// Field 22 of `/proc/<pid>/stat`, counted after the command's name, which may hold anything; nothing where there is no `/proc`.
fn started(pid: u32) -> Option<i64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn we_are_not_gone() {
        let us = this_process();
        assert!(us.started > 0 && !us.host.is_empty());
        assert!(!is_gone(&us));
    }

    #[test]
    fn a_process_that_ended_is_gone() {
        let mut child = process::Command::new("sleep").arg("600").spawn().expect("a child");
        let owner = Owner { pid: i64::from(child.id()), started: started(child.id()).expect("running"), ..this_process() };
        assert!(!is_gone(&owner));
        child.kill().expect("killed");
        child.wait().expect("reaped");
        assert!(is_gone(&owner));
    }

    #[test]
    fn a_reused_process_id_is_told_apart_by_its_start() {
        let us = this_process();
        assert!(is_gone(&Owner { started: us.started - 1, ..us }));
    }

    #[test]
    fn other_hosts_are_never_known_to_be_gone() {
        assert!(!is_gone(&Owner { host: "elsewhere".to_owned(), pid: 999_999_999, started: 1 }));
    }
}
