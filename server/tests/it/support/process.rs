//! The built command as its users run it.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// A command with a clean environment in a folder of its own.
pub(crate) fn command(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fanscope"));
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    command.env("FANSCOPE_LOG", "warn").envs(settings.iter().copied());
    command
}

/// Runs a command to its end.
pub(crate) fn run(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    command(folder, arguments, settings).output().expect("the command starts")
}

/// Runs a command that must succeed; its standard output.
pub(crate) fn succeed(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Vec<u8> {
    let output = run(folder, arguments, settings);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

/// A server process; it is ended with the value.
#[derive(Debug)]
pub(crate) struct Server(Child);

impl Server {
    /// Starts a server and waits until `url` answers.
    pub(crate) async fn start(folder: &Path, arguments: &[&str], settings: &[(&str, &str)], url: &str) -> Self {
        let child = command(folder, arguments, settings).stdout(Stdio::null()).spawn().expect("the server starts");
        let mut server = Self(child);
        let client = super::browser::client();
        for _ in 0..200 {
            if client.get(url).send().await.is_ok_and(|answer| answer.status().is_success()) {
                return server;
            }
            assert!(server.0.try_wait().expect("a state").is_none(), "{arguments:?} ended");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{url} does not answer");
    }

    /// Asks the process to stop, as systemd does; its exit code and how long it took.
    pub(crate) fn stop(mut self) -> (Option<i32>, Duration) {
        let pid = rustix::process::Pid::from_child(&self.0);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("a signal");
        let mut waited = Duration::ZERO;
        loop {
            if let Some(status) = self.0.try_wait().expect("a state") {
                return (status.code(), waited);
            }
            assert!(waited < Duration::from_secs(10), "the server does not stop");
            std::thread::sleep(Duration::from_millis(20));
            waited += Duration::from_millis(20);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}
