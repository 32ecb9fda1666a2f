//! Which program holds a port, as far as /proc tells us.

use std::fs;
use std::path::Path;

/// The program that listens on this TCP port: its name and process id.
pub(super) fn of(port: u16) -> Option<String> {
    let inodes: Vec<String> = ["/proc/net/tcp", "/proc/net/tcp6"].iter().filter_map(|table| listening_inode(table, port)).collect();
    let processes = fs::read_dir("/proc").ok()?;
    for process in processes.flatten() {
        let path = process.path();
        let Some(pid) = path.file_name().and_then(|name| name.to_str()).filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
        else {
            continue;
        };
        if inodes.iter().any(|inode| holds(&path, inode)) {
            let name = fs::read_to_string(path.join("comm")).unwrap_or_default();
            return Some(format!("{} (process {pid})", name.trim()));
        }
    }
    None
}

/// The socket's inode from a line such as `0: 0100007F:0BB8 00000000:0000 0A … inode`; 0A is LISTEN.
fn listening_inode(table: &str, port: u16) -> Option<String> {
    let text = fs::read_to_string(table).ok()?;
    let suffix = format!(":{port:04X}");
    text.lines().skip(1).find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let listening = fields.get(1)?.ends_with(&suffix) && *fields.get(3)? == "0A";
        listening.then(|| fields.get(9).map(|inode| (*inode).to_owned())).flatten()
    })
}

fn holds(process: &Path, inode: &str) -> bool {
    let wanted = format!("socket:[{inode}]");
    let Ok(descriptors) = fs::read_dir(process.join("fd")) else { return false };
    descriptors.flatten().any(|descriptor| fs::read_link(descriptor.path()).is_ok_and(|target| target.as_os_str() == wanted.as_str()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_holder_of_a_port_is_named() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let holder = super::of(port).expect("this process holds it");
        assert!(holder.ends_with(&format!("(process {})", std::process::id())), "{holder}");
    }
}
