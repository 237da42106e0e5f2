//! Scripted backends: servers that behave, or misbehave, in one exact way. Owns sockets and threads;
//! the HTTP ones live in `http`, the other protocols in `protocols`. Threads end with the process.

mod http;
mod protocols;
mod tls;

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::format::{Backend, Kind};
use crate::pki::Pki;
use crate::place::set_mode;

/// How long a backend waits for a peer that says nothing; longer than any proof.
const PATIENCE: Duration = Duration::from_secs(60);

pub enum Conn {
    Tcp(TcpStream),
    Unix(UnixStream),
}

impl Conn {
    fn set_read_timeout(&self, timeout: Duration) -> io::Result<()> {
        match self {
            Conn::Tcp(stream) => stream.set_read_timeout(Some(timeout)),
            Conn::Unix(stream) => stream.set_read_timeout(Some(timeout)),
        }
    }

    fn finish_writing(&self) {
        // The peer may be gone already; then there is nothing left to finish.
        let _ = match self {
            Conn::Tcp(stream) => stream.shutdown(Shutdown::Write),
            Conn::Unix(stream) => stream.shutdown(Shutdown::Write),
        };
    }
}

impl Read for Conn {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self {
            Conn::Tcp(stream) => stream.read(buf),
            Conn::Unix(stream) => stream.read(buf),
        }
    }
}

impl Write for Conn {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        match self {
            Conn::Tcp(stream) => stream.write(buf),
            Conn::Unix(stream) => stream.write(buf),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A byte stream with some bytes already read.
struct Buffered<S> {
    stream: S,
    bytes: Vec<u8>,
}

impl<S: Read + Write> Buffered<S> {
    fn new(stream: S) -> Self {
        Buffered { stream, bytes: Vec::new() }
    }

    /// Reads until at least `len` bytes are there; `false` if the peer stops before.
    fn fill(&mut self, len: usize) -> io::Result<bool> {
        let mut chunk = [0; 16 * 1024];
        while self.bytes.len() < len {
            match self.stream.read(&mut chunk) {
                Ok(0) => return Ok(false),
                Ok(n) => self.bytes.extend_from_slice(&chunk[..n]),
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(true)
    }

    /// Takes exactly `len` bytes.
    fn take(&mut self, len: usize) -> io::Result<Vec<u8>> {
        if !self.fill(len)? {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        Ok(self.bytes.drain(..len).collect())
    }

    /// Takes all up to and with `mark`.
    fn take_until(&mut self, mark: &[u8]) -> io::Result<Vec<u8>> {
        loop {
            if let Some(at) = self.bytes.windows(mark.len()).position(|w| w == mark) {
                return self.take(at + mark.len());
            }
            if !self.fill(self.bytes.len() + 1)? {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
    }
}

/// What all connections of one backend share.
struct Shared {
    spec: Backend,
    requests: AtomicUsize,
    tls: Option<Arc<rustls::ServerConfig>>,
}

impl Shared {
    /// The answer to the next request.
    fn next_answer(&self) -> String {
        let n = self.requests.fetch_add(1, Ordering::SeqCst);
        let answers = &self.spec.answers;
        answers.get(n).or(answers.last()).cloned().unwrap_or_else(|| "200".to_owned())
    }
}

/// Starts a backend and says where it listens.
pub fn start(spec: &Backend, pki: &mut Pki) -> Result<String, String> {
    let what = |e: io::Error| format!("backend at {}: {e}", spec.at);
    if spec.kind == Kind::Dns {
        return protocols::start_dns(spec).map_err(what);
    }
    let tls = if spec.kind == Kind::Tls { Some(tls::server_config(spec, pki)?) } else { None };
    let shared = Arc::new(Shared { spec: spec.clone(), requests: AtomicUsize::new(0), tls });
    if let Some(path) = spec.at.strip_prefix("unix:") {
        let listener = UnixListener::bind(path).map_err(what)?;
        let mode = spec.mode.as_deref().unwrap_or("0666");
        let mode = u32::from_str_radix(mode, 8).map_err(|e| format!("mode {mode}: {e}"))?;
        set_mode(Path::new(path), mode)?;
        if spec.kind == Kind::Blackhole {
            fill_unix_queue(listener, path);
        } else {
            accept_all(move || listener.accept().map(|(stream, _)| Conn::Unix(stream)), &shared);
        }
        return Ok(spec.at.clone());
    }
    let listener = TcpListener::bind(&spec.at).map_err(what)?;
    let address = listener.local_addr().map_err(what)?;
    if spec.kind == Kind::Blackhole {
        fill_queue(listener, address);
    } else {
        accept_all(
            move || {
                let (stream, _) = listener.accept()?;
                stream.set_nodelay(true)?;
                Ok(Conn::Tcp(stream))
            },
            &shared,
        );
    }
    Ok(address.to_string())
}

fn accept_all(accept: impl Fn() -> io::Result<Conn> + Send + 'static, shared: &Arc<Shared>) {
    let shared = Arc::clone(shared);
    thread::spawn(move || {
        while let Ok(conn) = accept() {
            let shared = Arc::clone(&shared);
            // A connection that the peer breaks is part of many proofs.
            thread::spawn(move || drop(serve(conn, &shared)));
        }
    });
}

/// Accepts nothing and keeps the queue full, so that a SYN is never answered.
fn fill_queue(listener: TcpListener, address: SocketAddr) {
    let mut waiting = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(30)) {
        waiting.push(stream);
    }
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        drop((listener, waiting));
    });
}

/// A full queue of a unix socket: connect() fails at once with EAGAIN if it does not block.
fn fill_unix_queue(listener: UnixListener, path: &str) {
    let path = path.to_owned();
    let (tell, told) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let mut waiting = Vec::new();
        // The connect that finds the queue full blocks, and with it this thread, which is the aim.
        while let Ok(stream) = UnixStream::connect(&path) {
            waiting.push(stream);
            let _ = tell.send(());
        }
        drop(listener);
    });
    while told.recv_timeout(Duration::from_millis(50)).is_ok() {}
}

fn serve(conn: Conn, shared: &Shared) -> io::Result<()> {
    conn.set_read_timeout(shared.spec.idle_close_ms.map_or(PATIENCE, Duration::from_millis))?;
    let mut conn = Buffered::new(conn);
    if shared.spec.proxy_protocol {
        protocols::read_proxy_line(&mut conn)?;
    }
    let waits_itself = matches!(shared.spec.kind, Kind::Http | Kind::Tls | Kind::Websocket | Kind::Resetting);
    if shared.spec.delay_ms > 0 && !waits_itself {
        conn.fill(1)?;
        thread::sleep(Duration::from_millis(shared.spec.delay_ms));
    }
    match shared.spec.kind {
        Kind::Http | Kind::Websocket => http::serve(&mut conn, shared),
        Kind::Tls => tls::serve(conn, shared),
        Kind::Closing => http::read_and_close(&mut conn),
        // Closing a socket with unread bytes sends RST instead of FIN: leave all but the first byte.
        Kind::Resetting => conn.stream.read_exact(&mut [0]),
        Kind::Silent => protocols::stay_silent(&mut conn),
        Kind::Garbage => protocols::answer_garbage(&mut conn),
        Kind::H2c => protocols::serve_h2c(&mut conn),
        Kind::Fastcgi => protocols::serve_fastcgi(&mut conn),
        Kind::Uwsgi => protocols::serve_uwsgi(&mut conn),
        Kind::Scgi => protocols::serve_scgi(&mut conn),
        Kind::Memcached => protocols::serve_memcached(&mut conn),
        Kind::Blackhole | Kind::Dns => Ok(()),
    }
}
