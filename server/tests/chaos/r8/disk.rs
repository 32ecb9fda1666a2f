//! No room.

use std::path::{Path, PathBuf};

use rustix::process::Resource;
use tokio::time::Instant;

use super::{Found, House};
use crate::r1::scene::{self, Scene};
use crate::r1::{settled, whole_or_nothing};
use crate::support::lot::Lot;
use crate::support::process::Start;
use crate::support::site;

/// A file system of this size is full as soon as we want it to be.
const SIZE: &str = "size=48m";

/// A real file system without a free block. Where no user namespace may be made it cannot be had, and the case says so.
pub(super) async fn file_system(seed: u64) -> Found {
    let site = site::of(seed).await;
    let lot = site.lot();
    // The database is moved into a small file system that only this process sees.
    let mount = format!("cp -rp data kept && mount -t tmpfs -o {SIZE} tmpfs data && cp -p kept/* data/ &&");
    if !may_mount(&lot) {
        return Found::note("not run: no user namespaces here; see `disk full: largest file`");
    }
    let shell = format!("exec unshare --user --map-root-user --mount /bin/sh -c '{mount} exec \"$0\" \"$@\"' \"$0\" \"$@\";");
    let house = House::on(site, lot, Some(&shell)).await;
    let inside = PathBuf::from(format!("/proc/{}/root{}", house.process.id(), house.lot.path().join("data").display()));
    house.shows_what_is_recorded().await;
    fill(&inside.join("ballast"));
    house.refuses_to_write().await;
    house.shows_what_is_recorded().await;
    let freed = Instant::now();
    std::fs::remove_file(inside.join("ballast")).expect("removed");
    let took = house.recovers().await.max(freed.elapsed());
    let (ended, _) = house.process.stop().await;
    assert_eq!(ended.code(), Some(0), "{}", ended.said);
    Found::took(took).with("tmpfs, ENOSPC")
}

fn may_mount(lot: &Lot) -> bool {
    let folder = lot.path().join("probe");
    std::fs::create_dir_all(&folder).expect("a folder");
    let arguments = ["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs"];
    let probe = std::process::Command::new("unshare").args(arguments).arg(&folder).stderr(std::process::Stdio::null()).status();
    probe.is_ok_and(|status| status.success())
}

/// Writes until nothing more fits.
fn fill(ballast: &Path) {
    use std::io::Write as _;
    let mut file = std::fs::File::create(ballast).expect("a file");
    for block in [vec![0_u8; 1 << 16], vec![0; 1 << 9], vec![0; 1]] {
        while file.write_all(&block).is_ok() {}
    }
}

/// Files may not grow any more: EFBIG, as a quota gives EDQUOT.
pub(super) async fn largest_file(seed: u64, shell: &str) -> Found {
    let house = House::new(seed, Some(shell)).await;
    house.process.limit(Resource::Fsize, Some(0));
    house.refuses_to_write().await;
    house.shows_what_is_recorded().await;
    house.process.limit(Resource::Fsize, None);
    let took = house.recovers().await;
    house.goes_on().await;
    Found::took(took).with("RLIMIT_FSIZE, EFBIG")
}

/// The room ends in the middle of a run: the command says so, nothing is half-visible, and the run goes on when there is room.
pub(super) async fn during_a_run(seed: u64) -> Found {
    let reference = scene::reference(seed, Scene::Day).await;
    let stage = Scene::Day.set(seed).await;
    let start = Start {
        arguments: &["collect", "--all"],
        settings: &[("FANSCOPE_FAILPOINTS", "page.staged=2*off->1*sleep(700)")],
        shell: Some("trap '' XFSZ;"),
        ..Start::default()
    };
    let process = stage.lot.start_with(start, stage.day, &stage.platform.url);
    let begun =
        format!("SELECT count(*) FROM run_step s JOIN run r ON r.number = s.run WHERE r.period = {} AND s.pages > 0", stage.day.number());
    while stage.lot.database().number(&begun).await < Some(3) {
        tokio::task::yield_now().await;
    }
    process.limit(Resource::Fsize, Some(0));
    let ended = process.end().await;
    assert_eq!(ended.code(), Some(1), "{}", ended.said);
    assert!(ended.said.contains("the disk is full") && !ended.said.contains("panicked"), "{}", ended.said);
    whole_or_nothing(&stage.lot, &reference, "a full disk").await;
    let freed = Instant::now();
    stage.again().await.expect_well("the collection with room");
    let took = freed.elapsed();
    settled(&stage.lot, &reference, "a full disk").await;
    Found::took(took)
}
