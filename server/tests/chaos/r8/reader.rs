//! Readers who ask for a large export and read nothing of it.

use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::{Found, House};
use crate::r11::crowd;
use crate::support::site::{self, next_day};

const READERS: usize = 24;
/// People in the exported list: more bytes than fit between two sockets.
const PEOPLE: u32 = 120_000;
/// The write-ahead log is folded into the file again and again, whoever reads.
const LONGEST_WAL: u64 = 64 << 20;
/// What so many stalled exports may cost.
const MOST_MEMORY: u64 = 96 << 20;

pub(super) async fn stalled(seed: u64) -> Found {
    let site = site::of(seed).await;
    let lot = site.lot();
    crowd(&site, &lot.database(), PEOPLE).await;
    let house = House::on(site, lot, None).await;
    let before = memory(house.process.id());
    let address = house.origin.trim_start_matches("http://").to_owned();
    let path = format!("/export/fans.csv?creator={}", house.site.steady().1.creator);
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {}\r\n\r\n", house.browser.cookies());
    let mut readers = Vec::new();
    for _ in 0..READERS {
        let mut reader = TcpStream::connect(&address).await.expect("a connection");
        reader.write_all(request.as_bytes()).await.expect("asked");
        readers.push(reader);
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let begun = Instant::now();
    assert_eq!(house.browser.get(&house.page()).await.status(), 200);
    assert_eq!(house.save().await.status(), 303);
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(10), "others waited for {took:?}");
    for day in [next_day().next(), next_day().plus(2)] {
        house.platform.advance(86_400).await;
        house.lot.collect(day, &house.platform.url, &[]).await.expect_well("a collection beside stalled readers");
    }
    let wal = std::fs::metadata(house.lot.file().with_extension("db-wal")).map_or(0, |data| data.len());
    assert!(wal <= LONGEST_WAL, "the write-ahead log has {wal} bytes");
    let grown = memory(house.process.id()).saturating_sub(before);
    assert!(grown <= MOST_MEMORY, "{READERS} stalled readers cost {grown} bytes");
    house.process.expect_no_panic();
    let (ended, stop) = house.process.stop().await;
    assert!(ended.code() == Some(0) && stop < Duration::from_secs(10), "{stop:?} {}", ended.said);
    drop(readers);
    house.lot.database().check().await;
    Found::took(took.max(stop)).with(format!("{READERS} readers, {} MiB more, WAL {} KiB", grown >> 20, wal >> 10))
}

/// Resident bytes of a process.
pub(crate) fn memory(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("its status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("resident memory");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
}
