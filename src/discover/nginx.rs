//! Where nginx's files lie, by package.

/// Main files of this host's server, by package: Debian, RHEL, nginx.org and Alpine; source builds;
/// OpenResty; FreeBSD; Homebrew.
pub const HOST_MAINS: [&str; 6] = [
    "/etc/nginx/nginx.conf",
    "/usr/local/nginx/conf/nginx.conf",
    "/usr/local/openresty/nginx/conf/nginx.conf",
    "/etc/openresty/nginx.conf",
    "/usr/local/etc/nginx/nginx.conf",
    "/opt/homebrew/etc/nginx/nginx.conf",
];

/// Main files below the working directory: a server's folder, a copy of `/etc`, a repository.
pub const NEAR_MAINS: [&str; 4] =
    ["nginx.conf", "etc/nginx/nginx.conf", "nginx/nginx.conf", "conf/nginx.conf"];
