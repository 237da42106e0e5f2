//! A made-up deployment of any size: the same number of sites always gives the same bytes, and a site does not
//! depend on how many there are.
//!
//! It has what real trees have: a main file, shared snippets, one file per site, pools of a few servers, maps of
//! host names, and a share of sites with something to find.

use proxylint::world::Memory;
use std::fmt::Write as _;
use std::path::Path;

/// Where the main file lies.
pub const MAIN: &str = "/etc/nginx/nginx.conf";

const SNIPPETS: [(&str, &str); 3] = [
    (
        "snippets/proxy.conf",
        "proxy_http_version 1.1;\nproxy_set_header Host $host;\nproxy_set_header Connection \"\";\n\
         proxy_set_header X-Real-IP $remote_addr;\nproxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n\
         proxy_set_header X-Forwarded-Proto $scheme;\nproxy_connect_timeout 5s;\nproxy_read_timeout 60s;\n\
         proxy_next_upstream error timeout http_502;\n",
    ),
    (
        "snippets/static.conf",
        "location ~* \\.(?:css|js|png|jpe?g|svg|woff2)$ {\n    expires 7d;\n    access_log off;\n}\n\
         location = /favicon.ico {\n    log_not_found off;\n}\n",
    ),
    (
        "snippets/errors.conf",
        "error_page 502 504 /unavailable.html;\nlocation = /unavailable.html {\n    internal;\n}\n",
    ),
];

/// The files of a deployment of so many sites.
pub fn files(sites: usize) -> Vec<(String, String)> {
    let mut files = vec![(MAIN.to_owned(), main_file())];
    files.extend(SNIPPETS.map(|(name, text)| (format!("/etc/nginx/{name}"), text.to_owned())));
    files.push(("/etc/nginx/conf.d/maps.conf".to_owned(), maps(sites)));
    files.extend(
        (0..sites).map(|number| (format!("/etc/nginx/sites-enabled/site-{number:05}.conf"), site(number))),
    );
    files
}

/// The deployment as files in memory.
pub fn in_memory(sites: usize) -> Memory {
    files(sites).into_iter().fold(Memory::new(), |memory, (path, text)| memory.file(path, text))
}

/// Writes the deployment below a folder, for reading it from the disk.
pub fn write(sites: usize, root: &Path) -> std::io::Result<()> {
    for (path, text) in files(sites) {
        let path = root.join(path.trim_start_matches('/'));
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}

/// All texts in one, for what reads a single file.
pub fn text(sites: usize) -> String {
    files(sites).into_iter().map(|(_, text)| text).collect()
}

fn main_file() -> String {
    "worker_processes auto;\nevents {\n    worker_connections 4096;\n}\nhttp {\n    sendfile on;\n    \
     keepalive_timeout 65s;\n    client_max_body_size 20m;\n    proxy_buffer_size 8k;\n    proxy_buffers 8 8k;\n    \
     include conf.d/*.conf;\n    include sites-enabled/*.conf;\n}\n"
        .to_owned()
}

/// A redirect for every site's old name, and a backend for every tenth site.
fn maps(sites: usize) -> String {
    let mut text = String::from("map $host $old_name {\n    hostnames;\n    default \"\";\n");
    for number in 0..sites {
        let _ = writeln!(text, "    old-{number}.example.net https://site-{number}.example.net;");
    }
    text.push_str("}\nmap $host $tenant_backend {\n    default tenants;\n");
    for number in (0..sites).step_by(10) {
        let _ = writeln!(text, "    site-{number}.example.net pool_{number};");
    }
    text.push_str(
        "}\nupstream tenants {\n    server 10.255.0.1:8080;\n    server 10.255.0.2:8080 backup;\n}\n",
    );
    text
}

fn site(number: usize) -> String {
    let (a, b) = (number / 250 % 250, number % 250);
    let mut text = format!("upstream pool_{number} {{\n    zone pool_{number} 64k;\n");
    // Pools of one to four servers; every fifth keeps connections.
    for server in 0..=number % 4 {
        let _ = writeln!(text, "    server 10.{a}.{b}.{}:8080 max_fails=3 fail_timeout=10s;", server + 1);
    }
    if number.is_multiple_of(5) {
        text.push_str("    keepalive 16;\n");
    }
    let _ = write!(
        text,
        "}}\n\n# Site {number}: the shop and its API.\nserver {{\n    listen 80;\n    listen [::]:80;\n    \
         server_name site-{number}.example.net www.site-{number}.example.net;\n    root /srv/site-{number};\n    \
         include snippets/errors.conf;\n    include snippets/static.conf;\n\n    location / {{\n        \
         try_files $uri @app;\n    }}\n    location @app {{\n        include snippets/proxy.conf;\n        \
         proxy_pass http://pool_{number};\n    }}\n"
    );
    match number % 7 {
        0 => text.push_str(
            "    location /api/ {\n        include snippets/proxy.conf;\n        proxy_read_timeout 300s;\n        \
             proxy_pass http://$tenant_backend/v1/;\n    }\n",
        ),
        // TLS to a port that serves plain HTTP.
        3 => {
            let _ = writeln!(
                text,
                "    location /legacy/ {{\n        proxy_pass https://10.{a}.{b}.9:8080;\n    }}"
            );
        }
        5 => {
            let _ = writeln!(
                text,
                "    location ~ \\.php$ {{\n        fastcgi_pass unix:/run/php/site-{number}.sock;\n        \
                 fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;\n    }}"
            );
        }
        _ => {}
    }
    text.push_str("}\n");
    text
}
