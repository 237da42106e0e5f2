//! Questions to the network that a deployment raises, and what is known of them.
//!
//! Owns what is asked, in which order, and what is left out and why; [`Way`] tells how each server asks. The
//! packets are `world::net`'s business. Without the user's word nothing is asked, only counted.

mod own;
mod way;

pub use crate::world::net::{
    Alert, Checked, Cure, Limits, Peer, PeerCertificate, Progress, Reach, Resolve, Resolved, Saved, Shook,
    Spoken, Trust, Via,
};
pub use way::{Way, by_system, is_public};

use super::Vantage;
use crate::model::*;
use crate::world::net::{Answer, Ask, Check, Handshake, Island, Material, NameServer, Plain, Stopped};
use crate::world::{Files, Kind};
use own::Own;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files with authorities, certificates or keys larger than this are not read, in bytes.
const MAX_PEM: u64 = 4 << 20;
/// Parts of the whole time after which names, and connections, must be known.
const NAMES: f64 = 0.4;
const CONNECTIONS: f64 = 0.7;

/// What the user allows, and how far.
#[derive(Clone, Debug, Default)]
pub struct Probing {
    pub dns: bool,
    /// Connections, and the requests of health checks.
    pub tcp: bool,
    /// Handshakes; connections are made for them.
    pub tls: bool,
    pub limits: Limits,
    /// Answers of an earlier run, in place of the network.
    pub replay: Option<Arc<Saved>>,
    pub progress: Option<fn(Progress)>,
}

impl Probing {
    fn anything(&self) -> bool {
        self.dns || self.tcp || self.tls || self.replay.is_some()
    }
}

/// Things that are asked about, for the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Asked {
    Name,
    NameServer,
    Address,
    Handshake,
    PlainPort,
    HealthCheck,
}

/// Why something was not found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unasked {
    /// The user did not allow it.
    NotAllowed,
    /// It stands on the proxy's own machine or in its own network, and this is another one.
    OtherMachine,
    /// The whole time was used up.
    Deadline,
    /// The user stopped it.
    Stopped,
    /// The recorded answers do not hold it.
    NotRecorded,
    /// An answer came that decides nothing, or nobody could be asked.
    Undecided,
}

/// Answers, by what was asked.
#[derive(Debug, Default)]
pub struct Net {
    answers: FxHashMap<Ask, Answer>,
    open: BTreeMap<(Asked, Unasked), u32>,
    /// Where the answers were got.
    vantage: Vantage,
    /// Peers that are listeners of the proxies judged here: before these run, nobody answers there.
    own: FxHashSet<Peer>,
}

impl Net {
    /// Nothing was asked: rules have nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    /// Where the answers were got: on the proxy's machine, or elsewhere.
    pub fn vantage(&self) -> Vantage {
        self.vantage
    }

    /// What was not found out, by kind and reason.
    pub fn open(&self) -> impl Iterator<Item = (Asked, Unasked, u32)> {
        self.open.iter().map(|((asked, why), count)| (*asked, *why, *count))
    }

    /// What is known of a name.
    pub fn resolved(&self, ask: &Resolve) -> Option<&Resolved> {
        match self.answers.get(&Ask::Resolve(ask.clone())) {
            Some(Answer::Resolve(resolved)) => Some(resolved),
            _ => None,
        }
    }

    /// Whether a name server answers.
    pub fn name_server(&self, server: &Endpoint) -> Option<&Reach> {
        let address = way::name_server(server)?;
        match self.answers.get(&Ask::NameServer(NameServer { address })) {
            Some(Answer::NameServer(reach)) => Some(reach),
            _ => None,
        }
    }

    /// How far connections to a peer came.
    pub fn reach(&self, peer: &Peer) -> Option<&Reach> {
        match self.answers.get(&Ask::Connect(peer.clone())) {
            Some(Answer::Connect(reach)) => Some(reach),
            _ => None,
        }
    }

    pub fn handshake(&self, way: &Way<'_>, peer: &Peer) -> Option<&Shook> {
        match self.answers.get(&Ask::Handshake(way.handshake(peer)?)) {
            Some(Answer::Handshake(shook)) => Some(shook),
            _ => None,
        }
    }

    pub fn spoken(&self, way: &Way<'_>, peer: &Peer) -> Option<&Spoken> {
        match self.answers.get(&Ask::Plain(way.plain(peer)?)) {
            Some(Answer::Plain(spoken)) => Some(spoken),
            _ => None,
        }
    }

    pub fn checked(&self, way: &Way<'_>, peer: &Peer) -> Option<&Checked> {
        match self.answers.get(&Ask::Check(way.check(peer)?)) {
            Some(Answer::Check(checked)) => Some(checked),
            _ => None,
        }
    }

    /// The answers as a file that [`Saved::parse`] reads.
    pub fn save(&self) -> String {
        Saved::write(self.vantage == Vantage::Host, self.answers.iter())
    }

    /// Asks what the deployment raises, as far as it is allowed; `now` in seconds since 1970.
    pub(super) fn ask(
        deployment: &Deployment,
        files: &dyn Files,
        vantage: Vantage,
        probing: &Probing,
        now: u64,
    ) -> Net {
        let mut net = Net { vantage, ..Net::default() };
        if let Some(saved) = &probing.replay {
            net.vantage = if saved.on_host { Vantage::Host } else { Vantage::Elsewhere };
        }
        if !probing.anything() {
            net.count(deployment);
            return net;
        }
        let source = match &probing.replay {
            Some(saved) => Source::Replay(saved.clone()),
            None => match Island::open(probing.limits) {
                Ok(island) => Source::Island(Box::new(island)),
                Err(_) => Source::Nobody,
            },
        };
        // What a container sees is not asked from outside of it, but for what all see alike.
        let contained = |id: &ProxyId| matches!(deployment.neighbours.place(*id), Some(Place::Container(_)));
        let (inside, near): (Vec<_>, Vec<_>) = deployment.proxies().partition(|(id, _)| contained(id));
        let [near, inside] = [near, inside].map(|proxies: Vec<(ProxyId, &Proxy)>| {
            proxies.into_iter().map(|(_, proxy)| proxy).collect::<Vec<_>>()
        });
        let read = |path: &str| files.read(Path::new(path)).ok();
        let material = Material {
            hosts: read("/etc/hosts").unwrap_or_default(),
            resolv_conf: read("/etc/resolv.conf"),
            pem: BTreeMap::new(),
            now,
        };
        let mut run = Run { net, source, probing, files, material: Arc::new(material) };
        let own = Own::of(deployment);
        let replayed = probing.replay.is_some();
        let groups = [(near, replayed || run.on_host()), (inside, replayed)];
        let groups = groups.map(|(proxies, sees)| (way::all(&proxies), proxies, sees));
        for (ways, proxies, sees) in &groups {
            run.names(proxies, ways, *sees);
        }
        let peers = groups.each_ref().map(|(ways, _, sees)| run.connections(&own, ways, *sees));
        for ((ways, ..), peers) in groups.iter().zip(&peers) {
            run.talks(ways, peers);
        }
        run.net
    }

    /// What might be asked.
    fn count(&mut self, deployment: &Deployment) {
        let (mut names, mut addresses) = (FxHashSet::default(), FxHashSet::default());
        for (_, proxy) in deployment.proxies() {
            let servers = proxy.pools.iter().flat_map(|(_, pool)| &*pool.servers);
            for server in servers.filter(|server| server.disabled.is_none()) {
                match &server.endpoint.host {
                    HostPart::Name(name) => {
                        names.insert(name);
                        addresses.insert((&server.endpoint.host, server.endpoint.port.number()));
                    }
                    HostPart::Ip(_) | HostPart::Unix(_) => {
                        addresses.insert((&server.endpoint.host, server.endpoint.port.number()));
                    }
                    _ => {}
                }
            }
        }
        for (asked, count) in [(Asked::Name, names.len()), (Asked::Address, addresses.len())] {
            if count > 0 {
                self.open.insert((asked, Unasked::NotAllowed), count as u32);
            }
        }
    }
}

/// Where answers come from.
enum Source {
    Island(Box<Island>),
    Replay(Arc<Saved>),
    Nobody,
}

/// One run of asking.
struct Run<'p> {
    net: Net,
    source: Source,
    probing: &'p Probing,
    files: &'p dyn Files,
    material: Arc<Material>,
}

impl Run<'_> {
    fn on_host(&self) -> bool {
        self.net.vantage == Vantage::Host
    }

    /// Reads what handshakes need: authorities, client certificates and their keys.
    fn read_pem(&mut self, handshakes: &BTreeSet<Handshake>) {
        let paths = handshakes.iter().flat_map(|ask| {
            let shown = ask.client_certificate.iter().flat_map(|(certificate, key)| [certificate, key]);
            ask.ca.iter().chain(shown)
        });
        let paths: BTreeSet<&PathBuf> = paths.collect();
        let read = |path: &PathBuf| match self.files.kind(path) {
            Kind::File { len } if len <= MAX_PEM => self.files.read(path).ok(),
            _ => None,
        };
        let pem = paths.into_iter().filter_map(|path| Some((path.clone(), read(path)?))).collect();
        self.material = Arc::new(Material { pem, ..Material::clone(&self.material) });
    }

    fn skip(&mut self, asked: Asked, why: Unasked) {
        *self.net.open.entry((asked, why)).or_default() += 1;
    }

    /// Puts questions of one kind; those that are answered already are not asked again.
    fn put(&mut self, what: &'static str, asks: BTreeSet<Ask>, share: f64) {
        let asks: Vec<Ask> = asks.into_iter().filter(|ask| !self.net.answers.contains_key(ask)).collect();
        let answers = match &mut self.source {
            Source::Replay(saved) => asks.iter().map(|ask| saved.answer(ask).cloned()).collect(),
            Source::Nobody => vec![None; asks.len()],
            Source::Island(island) => {
                let mut tell = |progress| self.probing.progress.into_iter().for_each(|tell| tell(progress));
                island.ask(what, &asks, &self.material, share, &mut tell)
            }
        };
        let missing = match &self.source {
            Source::Replay(_) => Unasked::NotRecorded,
            Source::Nobody => Unasked::Undecided,
            Source::Island(island) if island.stopped() == Some(Stopped::User) => Unasked::Stopped,
            Source::Island(_) => Unasked::Deadline,
        };
        for (ask, answer) in asks.into_iter().zip(answers) {
            match answer {
                Some(answer) => {
                    if is_undecided(&ask, &answer) {
                        self.skip(kind(&ask), Unasked::Undecided);
                    }
                    self.net.answers.insert(ask, answer);
                }
                None => self.skip(kind(&ask), missing),
            }
        }
    }

    /// Names of servers and listeners, and the name servers that are asked at run time. What stands on the
    /// proxies' own machine is left out unless this run `sees` it.
    fn names(&mut self, proxies: &[&Proxy], ways: &[Way<'_>], sees: bool) {
        let mut names: BTreeSet<Resolve> = ways.iter().filter_map(Way::resolve).collect();
        for proxy in proxies {
            let pools = proxy.pools.iter().filter(|(_, pool)| pool.made == Made::Declared);
            // A name is looked up at start whether a route leads there or not.
            names.extend(pools.flat_map(|(_, pool)| way::at_start(proxy, pool)));
            let binds = proxy.hosts.iter().flat_map(|(_, host)| &*host.binds);
            names.extend(binds.filter_map(|bind| way::by_system(&bind.endpoint)));
        }
        let servers: BTreeSet<_> = ways
            .iter()
            .filter_map(|way| way.resolver())
            .flat_map(|resolver| &*resolver.servers)
            .filter_map(way::name_server)
            .collect();
        if !self.probing.dns && self.probing.replay.is_none() {
            names.iter().for_each(|_| self.skip(Asked::Name, Unasked::NotAllowed));
            return;
        }
        let (servers, others): (BTreeSet<_>, BTreeSet<_>) =
            servers.into_iter().partition(|address| sees || !address.ip().is_loopback());
        others.iter().for_each(|_| self.skip(Asked::NameServer, Unasked::OtherMachine));
        let (names, others): (BTreeSet<_>, BTreeSet<_>) =
            names.into_iter().partition(|ask| sees || way::is_known_everywhere(ask));
        others.iter().for_each(|_| self.skip(Asked::Name, Unasked::OtherMachine));
        let servers = servers.into_iter().map(|address| Ask::NameServer(NameServer { address })).collect();
        self.put("name servers", servers, NAMES);
        self.put("names", names.into_iter().map(Ask::Resolve).collect(), NAMES);
    }

    /// Addresses of all servers; those that answer are given back.
    fn connections(&mut self, own: &Own, ways: &[Way<'_>], sees: bool) -> FxHashSet<Peer> {
        let wanted: BTreeSet<Peer> = ways.iter().flat_map(|way| way.all_peers(&self.net)).collect();
        if !self.probing.tcp && !self.probing.tls && self.probing.replay.is_none() {
            wanted.iter().for_each(|_| self.skip(Asked::Address, Unasked::NotAllowed));
            return FxHashSet::default();
        }
        let mut asks = BTreeSet::new();
        for peer in wanted {
            if own.is(&peer) {
                self.net.own.insert(peer);
            } else if !sees && own::is_local(&peer) {
                self.skip(Asked::Address, Unasked::OtherMachine);
            } else {
                asks.insert(peer);
            }
        }
        self.put("connections", asks.iter().cloned().map(Ask::Connect).collect(), CONNECTIONS);
        // Refused on an address of this machine, on a port that the proxy itself is to open.
        for peer in &asks {
            if self.net.reach(peer) == Some(&Reach::Refused) && own.may_be(peer) && Island::is_own(peer) {
                self.net.answers.remove(&Ask::Connect(peer.clone()));
                self.net.own.insert(peer.clone());
            }
        }
        asks.retain(|peer| self.net.reach(peer) == Some(&Reach::Open));
        asks.into_iter().collect()
    }

    /// What is spoken with the servers that answer.
    fn talks(&mut self, ways: &[Way<'_>], open: &FxHashSet<Peer>) {
        let mut handshakes: BTreeSet<Handshake> = BTreeSet::new();
        let mut plain: BTreeSet<Plain> = BTreeSet::new();
        let mut checks: BTreeSet<Check> = BTreeSet::new();
        for way in ways {
            for peer in way.peers(&self.net).into_iter().filter(|peer| open.contains(peer)) {
                handshakes.extend(way.handshake(&peer));
                plain.extend(way.plain(&peer));
            }
            for peer in way.check_peers(&self.net).into_iter().filter(|peer| open.contains(peer)) {
                checks.extend(way.check(&peer));
            }
        }
        let replay = self.probing.replay.is_some();
        if self.probing.tls || replay {
            self.read_pem(&handshakes);
            let mut asks: BTreeSet<Ask> = handshakes.into_iter().map(Ask::Handshake).collect();
            asks.extend(plain.into_iter().map(Ask::Plain));
            self.put("handshakes", asks, 1.0);
        } else {
            handshakes.iter().for_each(|_| self.skip(Asked::Handshake, Unasked::NotAllowed));
        }
        if self.probing.tcp || replay {
            self.put("health checks", checks.into_iter().map(Ask::Check).collect(), 1.0);
        }
    }
}

fn kind(ask: &Ask) -> Asked {
    match ask {
        Ask::Resolve(_) => Asked::Name,
        Ask::NameServer(_) => Asked::NameServer,
        Ask::Connect(_) => Asked::Address,
        Ask::Handshake(_) => Asked::Handshake,
        Ask::Plain(_) => Asked::PlainPort,
        Ask::Check(_) => Asked::HealthCheck,
    }
}

fn is_undecided(ask: &Ask, answer: &Answer) -> bool {
    // Silence of this machine's name servers tells of this machine.
    let silence = matches!(ask, Ask::Resolve(ask) if ask.through == Via::System)
        && *answer == Answer::Resolve(Resolved::NoAnswer);
    silence
        || matches!(
            answer,
            Answer::Resolve(Resolved::Undecided { .. })
                | Answer::NameServer(Reach::Undecided { .. })
                | Answer::Connect(Reach::Undecided { .. })
                | Answer::Handshake(Shook::Undecided { .. })
                | Answer::Check(Checked::Undecided { .. })
        )
}
