//! php-fpm beside the proxy: Debian's, with the pool of the fixture's file system or a small one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use super::Running;
use crate::place::Place;

const POOL: &str = "[www]
user = www-data
group = www-data
listen = /run/php/php-fpm.sock
listen.mode = 0666
pm = static
pm.max_children = 2
";

/// The installed binary, whose name holds the version.
pub fn binary() -> Option<PathBuf> {
    let entries = fs::read_dir("/usr/sbin").ok()?;
    entries
        .flatten()
        .map(|e| e.path())
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("php-fpm")))
}

/// Pools come from /etc/php/<version>/fpm/pool.d of the fixture (`given`), else there is one.
pub fn start(place: &mut Place, given: &Path) -> Result<Running, String> {
    let binary = binary().ok_or("php-fpm is not installed")?;
    let version = binary.to_string_lossy().trim_start_matches("/usr/sbin/php-fpm").to_owned();
    let pools = format!("/etc/php/{version}/fpm/pool.d");
    place.own(Path::new("/run/php"))?;
    place.clear(Path::new(&pools))?;
    if given.join(pools.trim_start_matches('/')).is_dir() {
        place.copy_tree(&given.join(pools.trim_start_matches('/')), Path::new(&pools))?;
    } else {
        place.write(&Path::new(&pools).join("www.conf"), POOL.as_bytes(), 0o644)?;
    }
    let main = format!("[global]\nerror_log = /proc/self/fd/2\ndaemonize = no\ninclude = {pools}/*.conf\n");
    let main_file = Path::new("/run/php/fpm.conf");
    place.write(main_file, main.as_bytes(), 0o644)?;
    let mut running =
        Running::spawn(Command::new(&binary).arg("-F").arg("-y").arg(main_file), Path::new("/run/php"))?;
    let deadline = Instant::now() + Duration::from_secs(5);
    while !running.log().contains("ready to handle connections") {
        if running.exited()?.is_some() || Instant::now() > deadline {
            return Err(format!("php-fpm did not start: {}", running.stop()));
        }
        thread::sleep(Duration::from_millis(10));
    }
    Ok(running)
}
