//! Where httpd's files lie, by package.

use std::path::Path;

/// Main files of this host's server: Debian; RHEL; Docker and source builds; SUSE and macOS; FreeBSD; Homebrew.
pub const HOST_MAINS: [&str; 6] = [
    "/etc/apache2/apache2.conf",
    "/etc/httpd/conf/httpd.conf",
    "/usr/local/apache2/conf/httpd.conf",
    "/etc/apache2/httpd.conf",
    "/usr/local/etc/apache24/httpd.conf",
    "/opt/homebrew/etc/httpd/httpd.conf",
];

/// Main files below the working directory.
pub const NEAR_MAINS: [&str; 7] = [
    "apache2.conf",
    "httpd.conf",
    "etc/apache2/apache2.conf",
    "etc/httpd/conf/httpd.conf",
    "apache2/apache2.conf",
    "httpd/conf/httpd.conf",
    "conf/httpd.conf",
];

/// Whether a file is called as main files are.
pub fn is_main(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "apache2.conf" || name == "httpd.conf")
}

/// Whether a file lies where main files keep what they include, whatever it holds.
pub fn is_part(path: &Path) -> bool {
    let text = |part: Option<&std::ffi::OsStr>| part.and_then(|p| p.to_str()).unwrap_or_default().to_owned();
    let folder = text(path.parent().and_then(Path::file_name));
    let name = text(path.file_name());
    folder.ends_with(".d")
        || folder.ends_with("-enabled")
        || folder.ends_with("-available")
        || matches!(&*folder, "extra" | "vhosts" | "original")
        || matches!(&*name, "ports.conf" | "listen.conf" | ".htaccess")
}
