//! systemd units, and the start lines of other supervisors: sockets, commands, private temp folders.

use super::command::{self, Start};
use super::ini;
use super::listen;
use crate::model::*;
use crate::source::{FileId, Span};

/// A service or socket unit with what its drop-ins add; the first file is the unit itself.
pub(super) fn read(name: &str, files: &[(FileId, &[u8])]) -> Option<Service> {
    let (first, _) = files.first()?;
    let mut service = Service {
        kind: ServiceKind::Unit,
        name: Text::from(name),
        at: Span::new(*first, 0, 0),
        place: PlaceId::HOST,
        listens: Vec::new(),
        limits: ServiceLimits::default(),
        private_tmp: None,
        user: None,
        container: None,
    };
    let mut rights = SocketRights::default();
    let mut descriptors = None;
    for (file, bytes) in files {
        for line in ini::lines(*file, bytes) {
            let (value, at) = (line.value, line.value_at);
            match (line.section, line.key) {
                ("Service", "ExecStart") => {
                    // Prefixes of systemd.service(5), "Command lines".
                    let text = value.trim_start_matches(['-', '@', ':', '+', '!']);
                    let skipped = value.len() - text.len();
                    let Start { listens, limits, .. } =
                        command::read(&command::split(text, at.part(skipped, value.len())));
                    (service.listens, service.limits) = (listens, limits);
                    service.at = at;
                }
                ("Service", "PrivateTmp") => {
                    let on = ["yes", "true", "on", "1", "disconnected"]
                        .contains(&value.to_ascii_lowercase().as_str());
                    service.private_tmp = Some((on, at));
                }
                ("Service", "LimitNOFILE") => {
                    let soft = value.split(':').next().and_then(|soft| soft.parse().ok());
                    descriptors = soft.map(|soft| (soft, at));
                }
                ("Service", "User") => service.user = Some(Text::from(value)),
                ("Socket", "ListenStream") => {
                    service.listens.extend(listen::listen(value, at, Told::Bound));
                    service.at = at;
                }
                ("Socket", "SocketUser") => rights.owner = Some((Text::from(value), at)),
                ("Socket", "SocketGroup") => rights.group = Some((Text::from(value), at)),
                ("Socket", "SocketMode") => {
                    rights.mode = u32::from_str_radix(value, 8).ok().map(|mode| (mode, at))
                }
                _ => {}
            }
        }
    }
    service.limits.descriptors = descriptors;
    if name.ends_with(".socket") {
        // systemd makes it as root, for everybody unless told (`SocketMode=` is 0666).
        rights.mode = rights.mode.or(Some((0o666, service.at)));
        service.listens.iter_mut().for_each(|listen| listen.rights = rights.clone());
    }
    Some(service)
}

/// A `run` script of daemontools or runit: its last command.
pub(super) fn script(name: &str, file: FileId, bytes: &[u8]) -> Option<Service> {
    let text = std::str::from_utf8(bytes).ok()?;
    let line = text.lines().find(|line| line.trim_start().starts_with("exec "))?;
    let start = line.as_ptr() as usize - text.as_ptr() as usize;
    let at = Span::new(file, start, start + line.len());
    let Start { listens, limits, .. } = command::read(&command::split(line, at));
    (!listens.is_empty()).then(|| Service {
        kind: ServiceKind::Unit,
        name: Text::from(name),
        at,
        place: PlaceId::HOST,
        listens,
        limits,
        private_tmp: None,
        user: None,
        container: None,
    })
}

/// Programs of a supervisord file.
pub(super) fn supervisor(file: FileId, bytes: &[u8]) -> Vec<Service> {
    let mut found = Vec::new();
    for line in ini::lines(file, bytes).iter().filter(|line| line.key == "command") {
        let Some(name) = line.section.strip_prefix("program:") else { continue };
        let Start { listens, limits, .. } = command::read(&command::split(line.value, line.value_at));
        if !listens.is_empty() {
            found.push(Service {
                kind: ServiceKind::Unit,
                name: Text::from(name),
                at: line.value_at,
                place: PlaceId::HOST,
                listens,
                limits,
                private_tmp: None,
                user: None,
                container: None,
            });
        }
    }
    found
}
