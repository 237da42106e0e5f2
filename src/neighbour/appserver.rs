//! Files of application servers: uWSGI, Jetty, Tomcat, gunicorn and puma, as far as plain text shows where they
//! listen and how long they wait.

use super::ini;
use super::listen;
use crate::model::*;
use crate::source::{FileId, Span};

fn service(kind: ServiceKind, name: &str, at: Span) -> Service {
    Service {
        kind,
        name: Text::from(name),
        at,
        place: PlaceId::HOST,
        listens: Vec::new(),
        limits: ServiceLimits::default(),
        private_tmp: None,
        user: None,
        container: None,
    }
}

/// A uWSGI app's ini file; `name` is its name without the ending.
pub(super) fn uwsgi(name: &str, file: FileId, bytes: &[u8]) -> Option<Service> {
    let mut app = service(ServiceKind::Uwsgi, name, Span::new(file, 0, 0));
    let mut rights = SocketRights::default();
    let mut any = false;
    for line in ini::lines(file, bytes).iter().filter(|line| line.section == "uwsgi") {
        any = true;
        let (value, at) = (line.value.replace("%n", name), line.value_at);
        let speaks = match line.key {
            "socket" | "uwsgi-socket" => Some(Protocol::Uwsgi),
            "http" | "http-socket" | "https" | "https-socket" => Some(Protocol::Http),
            "fastcgi-socket" => Some(Protocol::FastCgi),
            "scgi-socket" => Some(Protocol::Scgi),
            _ => None,
        };
        if speaks.is_some() {
            let address = value.split(',').next().unwrap_or_default();
            if let Some(mut found) = listen::listen(address, at, Told::Bound) {
                (found.speaks, found.tls) = (speaks, Some(line.key.starts_with("https")));
                app.listens.push(found);
            }
            continue;
        }
        match line.key {
            "protocol" => {
                let told = if value == "http" { Protocol::Http } else { Protocol::Uwsgi };
                app.listens.iter_mut().for_each(|listen| listen.speaks = Some(told));
            }
            "harakiri" => app.limits.response = listen::time(&value).map(|time| (time, at)),
            "processes" | "workers" => app.limits.workers = value.parse().ok().map(|count| (count, at)),
            "listen" => app.limits.backlog = value.parse().ok().map(|count| (count, at)),
            "chmod-socket" => rights.mode = u32::from_str_radix(&value, 8).ok().map(|mode| (mode, at)),
            "chown-socket" => {
                let (owner, group) = value.split_once(':').unwrap_or((&value, ""));
                rights.owner = Some((Text::from(owner), at));
                rights.group = (!group.is_empty()).then(|| (Text::from(group), at));
            }
            "uid" => app.user = Some(Text::from(value.as_str())),
            _ => {}
        }
    }
    app.listens.iter_mut().for_each(|listen| listen.rights = rights.clone());
    any.then_some(app)
}

/// Jetty's `start.d/http.ini`, times in milliseconds.
pub(super) fn jetty(file: FileId, bytes: &[u8]) -> Option<Service> {
    let mut server = service(ServiceKind::Jetty, "jetty", Span::new(file, 0, 0));
    for line in ini::lines(file, bytes) {
        let at = line.value_at;
        match line.key {
            "jetty.http.port" | "jetty.port" => {
                if let Some(mut found) = listen::listen(line.value, at, Told::Bound) {
                    (found.speaks, found.tls) = (Some(Protocol::Http), Some(false));
                    server.listens.push(found);
                }
            }
            "jetty.http.idleTimeout" | "http.timeout" => {
                server.limits.idle = line.value.parse().ok().map(|ms| (Millis(ms), at));
            }
            _ => {}
        }
    }
    (!server.listens.is_empty()).then_some(server)
}

/// The connectors of Tomcat's server.xml.
pub(super) fn tomcat(file: FileId, bytes: &[u8]) -> Option<Service> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut server = service(ServiceKind::Tomcat, "tomcat", Span::new(file, 0, 0));
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|found| at + found) {
        let tag = &text[open..];
        if tag.starts_with("<!--") {
            at = open + tag.find("-->").map_or(tag.len(), |end| end + 3);
            continue;
        }
        let end = open + tag.find('>').map_or(tag.len(), |end| end + 1);
        if tag.starts_with("<Connector") {
            connector(&mut server, &text[open..end], Span::new(file, open, end));
        }
        at = end;
    }
    (!server.listens.is_empty()).then_some(server)
}

fn connector(server: &mut Service, tag: &str, at: Span) {
    let attribute = |name: &str| {
        let start = tag.match_indices(name).find_map(|(found, _)| {
            let before = tag[..found].chars().next_back().is_some_and(char::is_whitespace);
            let rest = tag[found + name.len()..].trim_start().strip_prefix('=')?.trim_start();
            before.then_some(rest)
        })?;
        let quote = start.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let value = start[1..].split(quote).next()?;
        let from = value.as_ptr() as usize - tag.as_ptr() as usize;
        Some((value, at.part(from, from + value.len())))
    };
    let Some((port, port_at)) = attribute("port") else { return };
    let address = attribute("address").map_or(String::new(), |(address, _)| address.to_owned());
    let Some(mut found) = listen::listen(&format!("{address}:{port}"), port_at, Told::Bound) else { return };
    let ajp =
        attribute("protocol").is_some_and(|(protocol, _)| protocol.to_ascii_uppercase().contains("AJP"));
    found.speaks = Some(if ajp { Protocol::Ajp } else { Protocol::Http });
    found.tls = Some(attribute("SSLEnabled").is_some_and(|(on, _)| on.eq_ignore_ascii_case("true")));
    // A secret that is set is demanded, whatever else is said (`AjpProcessor.prepareRequest`).
    let secret = attribute("secret").or_else(|| attribute("requiredSecret"));
    found.secret = secret.filter(|(secret, _)| ajp && !secret.is_empty()).map(|_| port_at);
    server.listens.push(found);
    let time = attribute("keepAliveTimeout").or_else(|| attribute("connectionTimeout"));
    if let Some((ms, at)) = time.filter(|_| !ajp) {
        server.limits.idle = ms.parse().ok().map(|ms: u64| (Millis(ms), at));
    }
}

/// `bind = "…"` and `timeout = N` of a gunicorn.conf.py.
pub(super) fn gunicorn(file: FileId, bytes: &[u8]) -> Option<Service> {
    let mut app = service(ServiceKind::Unit, "gunicorn", Span::new(file, 0, 0));
    for line in ini::lines(file, bytes) {
        let at = line.value_at;
        match line.key {
            "bind" => {
                let found = listen::listen(line.value, at, Told::Bound);
                app.listens = found.into_iter().collect();
                app.listens.iter_mut().for_each(|listen| listen.speaks = Some(Protocol::Http));
            }
            "timeout" => app.limits.response = listen::time(line.value).map(|time| (time, at)),
            "keepalive" => app.limits.idle = listen::time(line.value).map(|time| (time, at)),
            "workers" => app.limits.workers = line.value.parse().ok().map(|count| (count, at)),
            _ => {}
        }
    }
    (!app.listens.is_empty()).then_some(app)
}

/// `bind "…"` lines of a puma.rb.
pub(super) fn puma(file: FileId, bytes: &[u8]) -> Option<Service> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut app = service(ServiceKind::Unit, "puma", Span::new(file, 0, 0));
    for line in text.lines().filter(|line| line.trim_start().starts_with("bind ")) {
        let value = line.trim_start().trim_start_matches("bind").trim().trim_matches(['"', '\'']);
        let from = value.as_ptr() as usize - text.as_ptr() as usize;
        let found = listen::listen(value, Span::new(file, from, from + value.len()), Told::Bound);
        app.listens.extend(found.map(|mut found| {
            found.speaks = Some(Protocol::Http);
            found
        }));
    }
    (!app.listens.is_empty()).then_some(app)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn application_servers_tell_what_they_speak() {
        let ini = "[uwsgi]\nhttp = 0.0.0.0:8000\nsocket = /run/uwsgi/%n.socket\nharakiri = 30\nchmod-socket = 660\n";
        let app = uwsgi("preview", FileId(0), ini.as_bytes()).unwrap();
        let spoken: Vec<_> = app.listens.iter().map(|listen| (listen.speaks, listen.port)).collect();
        assert_eq!(spoken, [(Some(Protocol::Http), Some(8000)), (Some(Protocol::Uwsgi), None)]);
        assert_eq!(app.listens[1].host, HostPart::Unix(Text::from("/run/uwsgi/preview.socket")));
        assert_eq!(app.limits.response.map(|(time, _)| time.0), Some(30_000));
        let xml = "<Server>\n<!-- <Connector port=\"1\"/> -->\n<Connector port=\"8080\" protocol=\"HTTP/1.1\"\n \
            connectionTimeout='20000' redirectPort=\"8443\"/><Connector port=\"8009\" protocol=\"AJP/1.3\"/></Server>";
        let server = tomcat(FileId(0), xml.as_bytes()).unwrap();
        let spoken: Vec<_> = server.listens.iter().map(|listen| (listen.speaks, listen.port)).collect();
        assert_eq!(spoken, [(Some(Protocol::Http), Some(8080)), (Some(Protocol::Ajp), Some(8009))]);
        assert_eq!(server.limits.idle.map(|(time, _)| time.0), Some(20_000));
        let text = "jetty.http.port=8080\njetty.http.idleTimeout=30000\n";
        assert_eq!(
            jetty(FileId(0), text.as_bytes()).unwrap().limits.idle.map(|(time, _)| time.0),
            Some(30_000)
        );
    }
}
