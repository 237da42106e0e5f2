//! nginx: its frame, so that a fixture holds what the fault needs and little more.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::Server;
use crate::format::{has_at_top, is_whole_nginx};
use crate::place::Place;

const PREFIX: &str = "/etc/nginx";

pub struct Nginx;

impl Server for Nginx {
    fn missing(&self) -> Option<String> {
        (!super::is_installed("nginx", "-v")).then(|| "nginx is not installed".to_owned())
    }

    /// Three layouts: a folder with `etc/nginx/nginx.conf` is a file system; a folder with `nginx.conf`
    /// is /etc/nginx; a file is the main file, or is included in `http` if it is a fragment.
    fn frame(&self, place: &mut Place, fixture: &Path) -> Result<Command, String> {
        for dir in ["/var/log/nginx", "/var/lib/nginx"] {
            place.clear(Path::new(dir))?;
        }
        // The packaged parameter files stay; the host's own sites are none of a proof's business.
        for dir in ["conf.d", "sites-enabled", "sites-available"] {
            place.clear(&Path::new(PREFIX).join(dir))?;
        }
        let prefix = Path::new(PREFIX);
        let main = prefix.join("nginx.conf");
        if fixture.is_dir() {
            let is_root = fixture.join("etc/nginx/nginx.conf").is_file();
            place.copy_tree(fixture, if is_root { Path::new("/") } else { prefix })?;
        } else {
            let text = fs::read(fixture).map_err(|e| format!("{}: {e}", fixture.display()))?;
            place.write(&main, &text, 0o644)?;
        }
        let text = fs::read(&main).map_err(|e| format!("{}: {e}", main.display()))?;
        let text = String::from_utf8_lossy(&text);
        let mut global = "error_log stderr info;".to_owned();
        if !has_at_top(&text, "daemon") {
            global.push_str(" daemon off;");
        }
        let loads_modules = has_at_top(&text, "load_module") || text.contains("modules-enabled");
        for name in ["stream", "mail"] {
            let module = format!("/usr/lib/nginx/modules/ngx_{name}_module.so");
            // Where the module is built in, there is no such file.
            if has_at_top(&text, name) && !loads_modules && Path::new(&module).is_file() {
                global.push_str(&format!(" load_module {module};"));
            }
        }
        if !is_whole_nginx(&text) {
            let fragment = prefix.join("fixture.conf");
            place.write(&fragment, text.as_bytes(), 0o644)?;
            let frame = "events {}\nhttp {\n    access_log off;\n    include fixture.conf;\n}\n";
            place.write(&main, frame.as_bytes(), 0o644)?;
        }
        let mut command = Command::new("nginx");
        command.arg("-e").arg("stderr").arg("-g").arg(global).arg("-c").arg(main);
        Ok(command)
    }

    /// The listening sockets are open before the first worker is forked (`ngx_init_cycle`).
    fn is_ready(&self, log: &str) -> bool {
        log.contains("start worker process")
    }

    fn log_dir(&self) -> &Path {
        Path::new("/var/log/nginx")
    }
}
