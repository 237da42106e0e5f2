//! Batches: bounded concurrency, a deadline for each ask and one for all, and the user's right to stop.

use super::{Answer, Ask, Material, Peer, Reach, connect, dns, talk};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// How far probes may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Asks on their way at one time; each holds few sockets.
    pub concurrency: usize,
    /// For one try of one ask.
    pub each: Duration,
    /// For everything.
    pub total: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { concurrency: 128, each: Duration::from_secs(3), total: Duration::from_secs(60) }
    }
}

/// How far a batch has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// "names", "connections", …
    pub what: &'static str,
    pub done: usize,
    pub all: usize,
}

/// What ended a batch before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    Deadline,
    /// Ctrl-C.
    User,
}

/// The way to the network, opened once for a run.
#[derive(Debug)]
pub struct Island {
    /// There until the island is left.
    runtime: Option<Runtime>,
    limits: Limits,
    began: Instant,
    stopped: Option<Stopped>,
}

/// What a task brings home.
enum Done {
    Answered(usize, Answer),
    Stop(Stopped),
}

impl Island {
    pub fn open(limits: Limits) -> io::Result<Island> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Island { runtime: Some(runtime), limits, began: Instant::now(), stopped: None })
    }

    /// Asks all of a batch, until `share` of the whole time is used up. Answers stand in the order of the asks;
    /// `None` where none came in time.
    pub fn ask(
        &mut self,
        what: &'static str,
        asks: &[Ask],
        material: &Arc<Material>,
        share: f64,
        progress: &mut dyn FnMut(Progress),
    ) -> Vec<Option<Answer>> {
        let mut answers = vec![None; asks.len()];
        if self.stopped == Some(Stopped::User) || asks.is_empty() {
            return answers;
        }
        let Some(runtime) = &self.runtime else { return answers };
        let left = self.limits.total.mul_f64(share).saturating_sub(self.began.elapsed());
        let batch = batch(self.limits, left, what, asks, material, progress, &mut answers);
        let stopped = runtime.block_on(batch);
        self.stopped = self.stopped.or(stopped);
        answers
    }

    /// Whether a peer's address is one of this machine's. Nothing is sent.
    pub fn is_own(peer: &Peer) -> bool {
        let Peer::Tcp(address) = peer else { return true };
        let any: IpAddr = match address {
            SocketAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
            SocketAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
        };
        let socket = std::net::UdpSocket::bind((any, 0));
        let from = socket.and_then(|socket| socket.connect(address).and_then(|()| socket.local_addr()));
        from.is_ok_and(|from| from.ip() == address.ip())
    }

    /// What ended a batch before its end, the first time.
    pub fn stopped(&self) -> Option<Stopped> {
        self.stopped
    }
}

impl Drop for Island {
    fn drop(&mut self) {
        // Nothing is waited for: sockets close with their tasks.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn batch(
    limits: Limits,
    left: Duration,
    what: &'static str,
    asks: &[Ask],
    material: &Arc<Material>,
    progress: &mut dyn FnMut(Progress),
    answers: &mut [Option<Answer>],
) -> Option<Stopped> {
    let ways = asks.iter().filter_map(|ask| match ask {
        Ask::Resolve(ask) => Some(&ask.through),
        _ => None,
    });
    let askers = dns::askers(ways, material, limits.each);
    let mut tasks = JoinSet::new();
    tasks.spawn(async move {
        tokio::time::sleep(left).await;
        Done::Stop(Stopped::Deadline)
    });
    tasks.spawn(async {
        match tokio::signal::ctrl_c().await {
            Ok(()) => Done::Stop(Stopped::User),
            Err(_) => std::future::pending().await,
        }
    });
    let watchers = tasks.len();
    let mut open = asks.iter().enumerate();
    let mut done = 0;
    progress(Progress { what, done, all: asks.len() });
    while done < asks.len() {
        while tasks.len() < limits.concurrency.max(1) + watchers {
            let Some((index, ask)) = open.next() else { break };
            let asker = match ask {
                Ask::Resolve(ask) => askers.get(&ask.through).cloned(),
                _ => None,
            };
            let (ask, material) = (ask.clone(), material.clone());
            tasks.spawn(async move { Done::Answered(index, one(ask, asker, &material, limits.each).await) });
        }
        match tasks.join_next().await {
            Some(Ok(Done::Answered(index, answer))) => {
                answers[index] = Some(answer);
                done += 1;
                progress(Progress { what, done, all: asks.len() });
            }
            Some(Ok(Done::Stop(stopped))) => return Some(stopped),
            // A task that fails is one without an answer.
            Some(Err(_)) => done += 1,
            None => break,
        }
    }
    None
}

async fn one(ask: Ask, asker: Option<Arc<dns::Asker>>, material: &Material, each: Duration) -> Answer {
    let reached = |reach: Result<Reach, _>| reach.unwrap_or(Reach::NoAnswer);
    match ask {
        Ask::Resolve(ask) => Answer::Resolve(match asker {
            Some(asker) => asker.resolve(&ask, each).await,
            None => super::Resolved::Undecided { why: "nobody to be asked".to_owned() },
        }),
        Ask::NameServer(ask) => Answer::NameServer(reached(timeout(each, dns::alive(ask.address)).await)),
        Ask::Connect(peer) => Answer::Connect(reached(timeout(each, connect::reach(&peer)).await)),
        Ask::Handshake(ask) => Answer::Handshake(talk::handshake(&ask, material, each).await),
        Ask::Plain(ask) => Answer::Plain(talk::plain(&ask, each).await),
        Ask::Check(ask) => Answer::Check(talk::check(&ask, each).await),
    }
}
