//! The real servers. Owns starting and stopping them; what each needs around a fixture (its frame)
//! lives in a file of its own below `server/`. A new server is such a file and one arm of `of`.

mod apache;
mod haproxy;
mod nginx;
pub mod php;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::format::ServerName;
use crate::place::Place;

pub trait Server {
    /// Why no proof of this server can run here.
    fn missing(&self) -> Option<String>;

    /// Puts the fixture (a file or a folder) into the private file system and says how to start the
    /// server on it, in the foreground.
    fn frame(&self, place: &mut Place, fixture: &Path) -> Result<Command, String>;

    /// Whether the log says that connections are taken.
    fn is_ready(&self, log: &str) -> bool;

    /// Where a config may have sent its error log instead of stderr.
    fn log_dir(&self) -> &Path;
}

pub fn of(name: ServerName) -> Box<dyn Server> {
    match name {
        ServerName::Nginx => Box::new(nginx::Nginx),
        ServerName::Haproxy => Box::new(haproxy::Haproxy),
        ServerName::Apache => Box::new(apache::Apache),
    }
}

/// A running server and all that it has written to stdout and stderr.
pub struct Running {
    child: Child,
    log: Arc<Mutex<String>>,
    readers: Vec<JoinHandle<()>>,
    log_dir: PathBuf,
}

pub enum Start {
    Ready(Running),
    /// The log of a server that gave up.
    Refused(String),
}

pub fn start(server: &dyn Server, mut command: Command) -> Result<Start, String> {
    let mut running = Running::spawn(&mut command, server.log_dir())?;
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        if let Some(status) = running.exited()? {
            let log = running.stop();
            return if status.success() {
                Err(format!("the server ended at once, with success:\n{log}"))
            } else {
                Ok(Start::Refused(log))
            };
        }
        if server.is_ready(&running.log()) {
            return Ok(Start::Ready(running));
        }
        if Instant::now() > deadline {
            let log = running.stop();
            return Err(format!("the server neither started nor ended in 10 s:\n{log}"));
        }
        thread::sleep(Duration::from_millis(5));
    }
}

impl Running {
    pub fn spawn(command: &mut Command, log_dir: &Path) -> Result<Self, String> {
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.map_err(|e| format!("{}: {e}", command.get_program().display()))?;
        let log = Arc::new(Mutex::new(String::new()));
        let pipes = [child.stdout.take().map(boxed), child.stderr.take().map(boxed)];
        let mut readers = Vec::new();
        for pipe in pipes.into_iter().flatten() {
            let log = Arc::clone(&log);
            readers.push(thread::spawn(move || {
                for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
                    let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
                    log.push_str(&String::from_utf8_lossy(&line));
                    log.push('\n');
                }
            }));
        }
        Ok(Running { child, log, readers, log_dir: log_dir.to_owned() })
    }

    pub fn log(&self) -> String {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Stops the server without waiting for its clients; the whole log.
    pub fn stop(&mut self) -> String {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(pid) = pid {
            // Gone already is as good.
            let _ = kill_process(pid, Signal::TERM);
        }
        let deadline = Instant::now() + Duration::from_secs(3);
        while matches!(self.exited(), Ok(None)) {
            if Instant::now() > deadline {
                let _ = self.child.kill();
            }
            thread::sleep(Duration::from_millis(5));
        }
        // The pipes may hold the last words for a moment longer than the process lives.
        while !self.readers.iter().all(JoinHandle::is_finished) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(2));
        }
        self.whole_log()
    }

    /// Waits a moment for words in the log: a server may answer first and log later.
    pub fn await_log(&self, words: &str) {
        let deadline = Instant::now() + Duration::from_secs(1);
        while !self.whole_log().contains(words) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The log with the error logs that the config sends to files.
    fn whole_log(&self) -> String {
        let mut log = self.log();
        let files = fs::read_dir(&self.log_dir).into_iter().flatten().flatten();
        for file in files {
            let is_error_log = file.file_name().to_string_lossy().contains("error");
            if is_error_log && let Ok(bytes) = fs::read(file.path()) {
                log.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
        log
    }

    fn exited(&mut self) -> Result<Option<ExitStatus>, String> {
        self.child.try_wait().map_err(|e| e.to_string())
    }
}

fn boxed<R: std::io::Read + Send + 'static>(pipe: R) -> Box<dyn std::io::Read + Send> {
    Box::new(pipe)
}

/// Whether a program can be started at all.
fn is_installed(program: &str, version_flag: &str) -> bool {
    let status = Command::new(program).arg(version_flag).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
