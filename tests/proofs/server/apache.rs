//! Apache httpd: its frame loads the modules that a proxy needs, unless the fixture loads its own.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::Server;
use crate::place::Place;

const PREFIX: &str = "/etc/apache2";
const MODULES: &str = "/usr/lib/apache2/modules";

/// What a fragment can count on. What is not installed is left out.
const LOADED: &[&str] = &[
    "authz_core",
    "authz_host",
    "alias",
    "dir",
    "env",
    "headers",
    "http2",
    "lbmethod_bybusyness",
    "lbmethod_byrequests",
    "lbmethod_bytraffic",
    "mime",
    "proxy",
    "proxy_ajp",
    "proxy_balancer",
    "proxy_connect",
    "proxy_fcgi",
    "proxy_hcheck",
    "proxy_http",
    "proxy_http2",
    "proxy_scgi",
    "proxy_uwsgi",
    "proxy_wstunnel",
    "remoteip",
    "reqtimeout",
    "rewrite",
    "setenvif",
    "slotmem_shm",
    "socache_shmcb",
    "ssl",
    "status",
    "watchdog",
];

pub struct Apache;

impl Server for Apache {
    fn missing(&self) -> Option<String> {
        (!super::is_installed("apache2", "-v")).then(|| "apache2 is not installed".to_owned())
    }

    /// Three layouts: a folder with `etc/apache2/apache2.conf` is a file system; a folder with
    /// `apache2.conf` is /etc/apache2; a file is included by the frame. A file that has a `LoadModule`
    /// gets no module but the MPM.
    fn frame(&self, place: &mut Place, fixture: &Path) -> Result<Command, String> {
        for dir in ["/var/log/apache2", "/run/apache2"] {
            place.clear(Path::new(dir))?;
        }
        let prefix = Path::new(PREFIX);
        for dir in ["conf-enabled", "mods-enabled", "sites-enabled", "sites-available"] {
            place.clear(&prefix.join(dir))?;
        }
        let mut main = prefix.join("apache2.conf");
        if fixture.is_dir() {
            let is_root = fixture.join("etc/apache2/apache2.conf").is_file();
            place.copy_tree(fixture, if is_root { Path::new("/") } else { prefix })?;
        } else {
            let text = fs::read(fixture).map_err(|e| format!("{}: {e}", fixture.display()))?;
            let fragment = prefix.join("fixture.conf");
            place.write(&fragment, &text, 0o644)?;
            let text = String::from_utf8_lossy(&text).to_ascii_lowercase();
            main = Path::new("/run/proof-frame.conf").to_owned();
            place.write(&main, frame_around(&text).as_bytes(), 0o644)?;
        }
        let mut command = Command::new("apache2");
        command.arg("-D").arg("FOREGROUND").arg("-f").arg(main).current_dir(prefix);
        // What Debian's envvars file sets.
        for (name, value) in [
            ("APACHE_RUN_USER", "www-data"),
            ("APACHE_RUN_GROUP", "www-data"),
            ("APACHE_PID_FILE", "/run/apache2/apache2.pid"),
            ("APACHE_RUN_DIR", "/run/apache2"),
            ("APACHE_LOCK_DIR", "/run/lock"),
            ("APACHE_LOG_DIR", "/var/log/apache2"),
        ] {
            command.env(name, value);
        }
        // A config without an error log of its own writes to stderr from the first line on.
        command.arg("-E").arg("/dev/stderr");
        Ok(command)
    }

    /// AH00489, AH00163, AH00292: one per MPM.
    fn is_ready(&self, log: &str) -> bool {
        log.contains("resuming normal operations")
            || fs::read_to_string("/var/log/apache2/error.log")
                .is_ok_and(|log| log.contains("resuming normal"))
    }

    fn log_dir(&self) -> &Path {
        Path::new("/var/log/apache2")
    }
}

fn frame_around(text: &str) -> String {
    let mut frame =
        "ServerRoot /etc/apache2\nPidFile /run/apache2/apache2.pid\nServerName localhost\n".to_owned();
    frame.push_str("User www-data\nGroup www-data\nErrorLog /var/log/apache2/error.log\nLogLevel info\n");
    if !text.contains("mpm_") {
        frame.push_str(&format!("LoadModule mpm_event_module {MODULES}/mod_mpm_event.so\n"));
    }
    if !text.contains("loadmodule") {
        let installed = |name: &&&str| Path::new(&format!("{MODULES}/mod_{name}.so")).is_file();
        for name in LOADED.iter().filter(installed) {
            frame.push_str(&format!("LoadModule {name}_module {MODULES}/mod_{name}.so\n"));
        }
    }
    // mod_mime does not start without its table, which is another package.
    frame.push_str("<IfModule mime_module>\n    TypesConfig /dev/null\n</IfModule>\nInclude fixture.conf\n");
    frame
}
