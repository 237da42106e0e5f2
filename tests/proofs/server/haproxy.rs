//! HAProxy: its frame is a file before the fixture, which gives it a log and a listener that tells
//! when it runs.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::Server;
use crate::place::Place;

const PREFIX: &str = "/etc/haproxy";
const READY: &str = "/run/proof-ready.sock";

/// Its `defaults` count for a fixture without such a section only, and set nothing but the log.
const FRAME: &str = "global
    log stdout format raw local0
listen proof-ready
    bind unix@/run/proof-ready.sock mode 666
    mode http
    timeout client 5s
    monitor-uri /
defaults
    log global
";

pub struct Haproxy;

impl Server for Haproxy {
    fn missing(&self) -> Option<String> {
        (!super::is_installed("haproxy", "-v")).then(|| "haproxy is not installed".to_owned())
    }

    /// Three layouts: a folder with `etc/haproxy/haproxy.cfg` is a file system; a folder with
    /// `haproxy.cfg` is /etc/haproxy; a file is that file.
    fn frame(&self, place: &mut Place, fixture: &Path) -> Result<Command, String> {
        for dir in ["/run/haproxy", "/var/lib/haproxy"] {
            place.clear(Path::new(dir))?;
        }
        let prefix = Path::new(PREFIX);
        let main = prefix.join("haproxy.cfg");
        if fixture.is_dir() {
            let is_root = fixture.join("etc/haproxy/haproxy.cfg").is_file();
            place.copy_tree(fixture, if is_root { Path::new("/") } else { prefix })?;
        } else {
            let text = fs::read(fixture).map_err(|e| format!("{}: {e}", fixture.display()))?;
            place.write(&main, &text, 0o644)?;
        }
        let frame = Path::new("/run/proof-frame.cfg");
        place.write(frame, FRAME.as_bytes(), 0o644)?;
        let mut command = Command::new("haproxy");
        command.arg("-db").arg("-f").arg(frame).arg("-f").arg(main).current_dir(prefix);
        Ok(command)
    }

    /// Only a running process answers; the sockets alone are open before the last check is made.
    fn is_ready(&self, _log: &str) -> bool {
        let answer = || -> std::io::Result<usize> {
            let mut stream = UnixStream::connect(READY)?;
            stream.set_read_timeout(Some(Duration::from_secs(1)))?;
            stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
            stream.read(&mut [0; 16])
        };
        answer().is_ok_and(|len| len > 0)
    }

    fn log_dir(&self) -> &Path {
        Path::new("/run/haproxy")
    }
}
