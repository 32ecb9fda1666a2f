//! The built command as a process of its own: started, watched, killed.

use std::fs::File;
use std::io::Read as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::process::{Pid, Resource, Rlimit, Signal};
use tokio::time::Instant;

/// Longer than anything here takes, retries and waits for a dead holder included.
const PATIENCE: Duration = Duration::from_secs(150);

/// How a process ended.
#[derive(Debug)]
pub(crate) struct Ended {
    status: ExitStatus,
    /// What it said on stderr.
    pub(crate) said: String,
}

impl Ended {
    /// Exit code 0.
    pub(crate) fn well(&self) -> bool {
        self.status.success()
    }

    /// The exit code; nothing when a signal ended it.
    pub(crate) fn code(&self) -> Option<i32> {
        self.status.code()
    }

    /// Ended by SIGKILL.
    pub(crate) fn killed(&self) -> bool {
        std::os::unix::process::ExitStatusExt::signal(&self.status) == Some(Signal::KILL.as_raw())
    }

    /// Fails unless it ended well.
    pub(crate) fn expect_well(self, what: &str) -> Self {
        assert!(self.well(), "{what} ended with {:?}: {}", self.status, self.said);
        self
    }
}

/// A running process; it is killed with the value.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    said: Arc<Mutex<Vec<u8>>>,
    listener: Option<JoinHandle<()>>,
}

/// How a process is started.
#[derive(Debug, Default)]
pub(crate) struct Start<'a> {
    pub(crate) arguments: &'a [&'a str],
    pub(crate) settings: &'a [(&'a str, &'a str)],
    /// A shell prefix such as `ulimit -n 20;`; the command is `exec`ed after it.
    pub(crate) shell: Option<&'a str>,
    pub(crate) output: Option<File>,
}

impl Process {
    /// Starts the command in a folder, with nothing in its environment but the settings.
    pub(crate) fn start(folder: &Path, start: Start<'_>) -> Self {
        let program = env!("CARGO_BIN_EXE_fanscope");
        let mut command = match start.shell {
            None => Command::new(program),
            Some(prefix) => {
                let mut shell = Command::new("/bin/sh");
                shell.args(["-c", &format!("{prefix} exec \"$0\" \"$@\""), program]);
                shell
            }
        };
        command
            .args(start.arguments)
            .current_dir(folder)
            .env_clear()
            .env("FANSCOPE_LOG", "warn")
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        command.envs(start.settings.iter().copied()).stdin(Stdio::null()).stderr(Stdio::piped());
        command.stdout(start.output.map_or_else(Stdio::null, Stdio::from));
        let mut child = command.spawn().expect("the command starts");
        let said = Arc::new(Mutex::new(Vec::new()));
        let listener = child.stderr.take().map(|stderr| listen(stderr, Arc::clone(&said)));
        Self { child, said, listener }
    }

    /// Waits until the address answers.
    pub(crate) async fn until_answers(mut self, url: &str) -> Self {
        let client = super::browser::client();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_mins(1) {
            if client.get(url).send().await.is_ok_and(|answer| answer.status().is_success()) {
                return self;
            }
            assert!(self.child.try_wait().expect("a state").is_none(), "the process ended: {}", self.said());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{url} does not answer: {}", self.said());
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it said on stderr so far.
    pub(crate) fn said(&self) -> String {
        String::from_utf8_lossy(&self.said.lock().expect("its words")).into_owned()
    }

    /// Fails when anything in it panicked.
    pub(crate) fn expect_no_panic(&self) {
        let said = self.said();
        assert!(!said.contains("panicked"), "{said}");
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        let _it_may_have_ended = rustix::process::kill_process(self.pid(), signal);
    }

    /// Sets the soft limit of a resource while it runs; nothing = as much as the hard limit allows.
    pub(crate) fn limit(&self, resource: Resource, soft: Option<u64>) {
        let hard = rustix::process::prlimit(Some(self.pid()), resource, rustix::process::getrlimit(resource)).expect("its limits");
        let limit = Rlimit { current: soft.or(hard.maximum), maximum: hard.maximum };
        rustix::process::prlimit(Some(self.pid()), resource, limit).expect("a limit");
    }

    /// Waits for its end.
    pub(crate) async fn end(mut self) -> Ended {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a state") {
                // Everything it said has arrived once its end of the pipe is closed.
                if let Some(listener) = self.listener.take() {
                    listener.join().expect("a listener");
                }
                return Ended { status, said: self.said() };
            }
            assert!(begun.elapsed() < PATIENCE, "the process does not end: {}", self.said());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Asks it to stop, as systemd does; how it ended and how long that took.
    pub(crate) async fn stop(self) -> (Ended, Duration) {
        let begun = Instant::now();
        self.signal(Signal::TERM);
        let ended = self.end().await;
        (ended, begun.elapsed())
    }

    /// Ends it as a power cut does.
    pub(crate) async fn kill(self) -> Ended {
        self.signal(Signal::KILL);
        self.end().await
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Collects what a process says: a pipe, since a file could be what it has no room for.
fn listen(mut stderr: ChildStderr, said: Arc<Mutex<Vec<u8>>>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut part = [0; 4096];
        while let Ok(read @ 1..) = stderr.read(&mut part) {
            said.lock().expect("its words").extend_from_slice(&part[..read]);
        }
    })
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}
