//! php-fpm pools: where they listen, who may connect, how long a request may take.

use super::ini::{self, Line};
use super::listen;
use crate::model::*;
use crate::source::FileId;

/// The pools of one file, in its order (`fpm_conf.c`).
pub(super) fn read(file: FileId, bytes: &[u8]) -> Vec<Service> {
    let mut pools: Vec<Service> = Vec::new();
    for line in ini::lines(file, bytes) {
        if line.section.is_empty() || line.section == "global" {
            continue;
        }
        if pools.last().is_none_or(|pool| pool.at != line.section_at) {
            pools.push(Service {
                kind: ServiceKind::Fpm,
                name: Text::from(line.section),
                at: line.section_at,
                place: PlaceId::HOST,
                listens: Vec::new(),
                limits: ServiceLimits::default(),
                private_tmp: None,
                user: None,
                container: None,
            });
        }
        if let Some(pool) = pools.last_mut() {
            set(pool, &line);
        }
    }
    pools
}

fn set(pool: &mut Service, line: &Line) {
    let (value, at) = (line.value, line.value_at);
    match line.key {
        "listen" => {
            let name = String::from_utf8_lossy(&pool.name).into_owned();
            let Some(mut found) = listen::listen(&value.replace("$pool", &name), at, Told::Bound) else {
                return;
            };
            found.speaks = Some(Protocol::FastCgi);
            found.tls = Some(false);
            // Without listen.owner the socket stays that of the master, which is root
            // (`fpm_unix_resolve_socket_permissions`).
            found.rights = SocketRights { roots_own: true, ..rights(pool) };
            pool.listens = vec![found];
        }
        "listen.owner" => each(pool, |rights| rights.owner = Some((Text::from(value), at))),
        "listen.group" => each(pool, |rights| rights.group = Some((Text::from(value), at))),
        "listen.mode" => {
            if let Ok(mode) = u32::from_str_radix(value, 8) {
                each(pool, |rights| rights.mode = Some((mode, at)));
            }
        }
        "listen.acl_users" | "listen.acl_groups" if !value.is_empty() => {
            each(pool, |rights| rights.lists = true)
        }
        "listen.backlog" => pool.limits.backlog = value.parse().ok().map(|count| (count, at)),
        "user" => pool.user = Some(Text::from(value)),
        "pm.max_children" => pool.limits.workers = value.parse().ok().map(|count| (count, at)),
        "request_terminate_timeout" => pool.limits.response = listen::time(value).map(|time| (time, at)),
        "php_value[max_execution_time]" | "php_admin_value[max_execution_time]" => {
            pool.limits.execution = listen::time(value).map(|time| (time, at));
        }
        _ => {}
    }
}

/// Rights that stood before `listen` itself.
fn rights(pool: &Service) -> SocketRights {
    pool.listens.first().map(|listen| listen.rights.clone()).unwrap_or_default()
}

fn each(pool: &mut Service, change: impl Fn(&mut SocketRights)) {
    if pool.listens.is_empty() {
        // Kept until `listen` comes; a pool without one does not start.
        pool.listens.push(ServiceListen {
            host: HostPart::Unknown(Why::Invalid),
            port: None,
            at: pool.at,
            speaks: Some(Protocol::FastCgi),
            tls: Some(false),
            told: Told::Bound,
            rights: SocketRights { roots_own: true, ..SocketRights::default() },
            secret: None,
        });
    }
    pool.listens.iter_mut().for_each(|listen| change(&mut listen.rights));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pools_tell_their_socket_and_limits() {
        let text = "[global]\npid = x\n[www]\nlisten.mode = 0600\nlisten = /var/run/php/$pool.sock\n\
            listen.owner = www-data\nrequest_terminate_timeout = 10m\npm.max_children = 5\n[b]\nlisten = 9001\n";
        let pools = read(FileId(0), text.as_bytes());
        assert_eq!(pools.len(), 2);
        let listen = &pools[0].listens[0];
        assert_eq!(listen.host, HostPart::Unix(Text::from("/run/php/www.sock")));
        assert_eq!(listen.rights.mode.map(|(mode, _)| mode), Some(0o600));
        assert_eq!(listen.rights.owner.as_ref().map(|(owner, _)| &**owner), Some(&b"www-data"[..]));
        assert_eq!(pools[0].limits.response.map(|(time, _)| time), Some(Millis::seconds(600)));
        assert_eq!((&pools[1].listens[0].host, pools[1].listens[0].port), (&HostPart::Any(None), Some(9001)));
    }
}
