//! One run: one config of one proof. The test process starts itself again inside private namespaces
//! (`outside`), the copy builds the world, asks and prints what it saw as JSON (`inside`). Neither
//! judges.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::client::{self, Outcome};
use crate::format::{self, Content, Proof, Request, Side, Want};
use crate::pki::Pki;
use crate::place::{Place, set_mode};
use crate::server::{self, Start};
use crate::{backend, server::php};

/// Set for the copy inside the namespaces; holds an `Order`.
pub const ORDER: &str = "PROXYLINT_PROOF_RUN";

#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    pub folder: PathBuf,
    pub index: usize,
    pub fixture: String,
    /// Whether requests are of interest if the server starts.
    pub bad: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub enum Seen {
    /// The harness itself failed.
    Broken(String),
    Refused {
        log: String,
    },
    /// For each request of the proof the outcome of each time.
    Ran {
        outcomes: Vec<Vec<Outcome>>,
        log: String,
    },
}

/// Why no private namespaces can be had, if so; asked once.
pub fn no_namespaces() -> Option<&'static str> {
    static REASON: OnceLock<Option<String>> = OnceLock::new();
    let ask = || match unshare().arg("true").output() {
        Ok(output) if output.status.success() => None,
        Ok(output) => {
            Some(format!("no private namespaces: {}", String::from_utf8_lossy(&output.stderr).trim()))
        }
        Err(e) => Some(format!("unshare: {e}")),
    };
    REASON.get_or_init(ask).as_deref()
}

/// The process ids are private as well, so that nothing outlives a run.
fn unshare() -> Command {
    let mut command = Command::new("unshare");
    if !rustix::process::geteuid().is_root() {
        command.args(["--map-current-user", "--keep-caps"]);
    }
    command.args(["--net", "--mount", "--pid", "--fork", "--kill-child"]);
    command
}

pub fn outside(order: &Order) -> Result<Seen, String> {
    let order = serde_json::to_string(order).map_err(|e| e.to_string())?;
    let this = std::env::current_exe().map_err(|e| e.to_string())?;
    let mut command = unshare();
    // nginx takes listening sockets from this variable, and the locale may change what servers say.
    command.env_remove("NGINX").env("LC_ALL", "C").env(ORDER, order);
    let output = command.arg(this).stdin(Stdio::null()).output().map_err(|e| format!("unshare: {e}"))?;
    serde_json::from_slice(&output.stdout).map_err(|_| {
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        format!("the run ended without a result ({}): {out}{err}", output.status)
    })
}

/// The whole life of the copy inside the namespaces.
pub fn inside(order: &str) {
    let seen = serde_json::from_str(order).map_err(|e| e.to_string()).and_then(|order| carry_out(&order));
    let seen = seen.unwrap_or_else(Seen::Broken);
    match serde_json::to_string(&seen) {
        Ok(json) => println!("{json}"),
        Err(e) => eprintln!("{e}"),
    }
}

fn carry_out(order: &Order) -> Result<Seen, String> {
    let mut file = format::read(&order.folder.join("proof.toml"))?;
    if order.index >= file.proof.len() {
        return Err(format!("there is no proof {}", order.index));
    }
    let proof = file.proof.swap_remove(order.index);
    let fixture = order.folder.join(&order.fixture);
    let server = server::of(proof.server);
    let mut place = Place::enter()?;
    let mut pki = Pki::new()?;
    set_kernel(&proof.kernel)?;
    place.write(Path::new("/etc/hosts"), hosts(&proof).as_bytes(), 0o644)?;
    // Whoever asks for a name server gets 127.0.0.1, where only a scripted one can listen.
    place.write(Path::new("/etc/resolv.conf"), b"options timeout:1 attempts:1\n", 0o644)?;
    for (path, content) in &proof.files {
        write_file(&mut place, &mut pki, Path::new(path), content)?;
    }
    let command = server.frame(&mut place, &fixture)?;
    for spec in &proof.backends {
        if let Some(path) = spec.at.strip_prefix("unix:") {
            place.make_room(Path::new(path))?;
        }
        backend::start(spec, &mut pki)?;
    }
    let mut neighbours = Vec::new();
    for want in &proof.wants {
        match want {
            Want::PhpFpm => neighbours.push(php::start(&mut place, &fixture)?),
        }
    }
    let seen = match server::start(&*server, command)? {
        Start::Refused(log) => Seen::Refused { log },
        Start::Ready(mut running) => {
            let side = if order.bad { Side::Bad } else { Side::Ok };
            let wanted = |r: &&Request| !r.expected(side).is_empty();
            let outcomes = proof.requests.iter().filter(wanted).map(ask).collect();
            for words in proof.requests.iter().filter_map(|request| request.log.as_deref()) {
                if order.bad {
                    running.await_log(words);
                }
            }
            Seen::Ran { outcomes, log: running.stop() }
        }
    };
    for mut neighbour in neighbours {
        neighbour.stop();
    }
    Ok(seen)
}

fn ask(request: &Request) -> Vec<Outcome> {
    thread::sleep(Duration::from_millis(request.after_ms));
    if !request.parallel {
        return (0..request.times()).map(|_| client::send(request)).collect();
    }
    let mut outcomes: Vec<Outcome> = thread::scope(|scope| {
        let threads: Vec<_> = (0..request.times()).map(|_| scope.spawn(|| client::send(request))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    outcomes.sort_by(|a, b| a.status.cmp(&b.status));
    outcomes
}

fn hosts(proof: &Proof) -> String {
    let mut text = "127.0.0.1 localhost\n".to_owned();
    for (name, addresses) in &proof.hosts {
        for address in addresses.items() {
            text.push_str(&format!("{address} {name}\n"));
        }
    }
    text
}

fn set_kernel(settings: &BTreeMap<String, String>) -> Result<(), String> {
    for (name, value) in settings {
        let path = Path::new("/proc/sys").join(name.replace('.', "/"));
        fs::write(&path, value).map_err(|e| format!("{name}: {e}"))?;
    }
    Ok(())
}

fn write_file(place: &mut Place, pki: &mut Pki, path: &Path, content: &Content) -> Result<(), String> {
    let (word, mode) = match content {
        Content::Plain(word) => (word, None),
        Content::WithMode { is, mode } => {
            (is, Some(u32::from_str_radix(mode, 8).map_err(|e| format!("mode {mode}: {e}"))?))
        }
    };
    if let Some(target) = word.strip_prefix("link:") {
        return place.link(path, target);
    }
    if word == "dir" {
        place.own(path)?;
    } else if word == "stale-socket" {
        place.make_room(path)?;
        // A listener that goes away leaves its file behind.
        drop(UnixListener::bind(path).map_err(|e| format!("{}: {e}", path.display()))?);
        set_mode(path, 0o666)?;
    } else {
        let text = pki.pem(word)?.unwrap_or_else(|| word.clone());
        place.write(path, text.as_bytes(), 0o644)?;
    }
    mode.map_or(Ok(()), |mode| set_mode(path, mode))
}
