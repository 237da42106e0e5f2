//! Compose files: services, their names, networks, ports, and which configuration stands in which.
//!
//! Follows the Compose Specification for what tells where requests can go: interpolation, merges, `extends` within a
//! project, override files. What hangs on variables without a value is left out and makes the service open.

use super::command::{self, Start, Token};
use super::yaml::{At, Yaml};
use crate::model::*;
use crate::source::{FileId, Span};
use crate::world::Files;
use rustc_hash::FxHashMap;
use std::path::{Component, Path, PathBuf};

/// Services of one project at the most.
const MAX_SERVICES: usize = 2_000;
/// `extends` from `extends`, at the most.
const MAX_EXTENDS: usize = 8;
/// Ports of one range at the most.
const MAX_RANGE: u16 = 1_000;

/// The files of a project, in the order in which they override each other.
pub(super) struct Source<'a> {
    pub(super) file: FileId,
    pub(super) folder: PathBuf,
    pub(super) bytes: &'a [u8],
}

/// A project and its containers, places not yet given.
pub(super) struct Read {
    pub(super) project: Project,
    pub(super) services: Vec<Service>,
    /// Where each is built: folder and Dockerfile.
    pub(super) builds: Vec<Option<(PathBuf, PathBuf)>>,
}

/// Reads the files of one project, the base first.
pub(super) fn read(sources: &[Source], env: &FxHashMap<String, String>, files: &dyn Files) -> Read {
    let mut read = Read {
        project: Project { files: sources.iter().map(|source| source.file).collect(), closed: true },
        services: Vec::new(),
        builds: Vec::new(),
    };
    for source in sources {
        let yaml = Yaml::read(source.file, source.bytes);
        read.project.closed &= yaml.whole;
        let Some(root) = yaml.root() else { continue };
        read.project.closed &= root.get("include").is_none();
        // Version 1 of the format had the services at the top.
        let services = root.get("services");
        let external = names_of(root, "networks", |value| {
            value.get("external").is_some_and(|external| external.text() != Some("false"))
        });
        let configs: Vec<(String, PathBuf)> = ["configs", "secrets"]
            .iter()
            .filter_map(|key| root.get(key))
            .flat_map(At::entries)
            .filter_map(|(name, value)| {
                let file = value.get("file")?.text()?;
                Some((name.text()?.to_owned(), tidy(&source.folder.join(file))))
            })
            .collect();
        for (key, value) in services.map(At::entries).unwrap_or_default().into_iter().take(MAX_SERVICES) {
            let Some(name) = key.text() else { continue };
            let known = read.services.iter().position(|service| *service.name == *name.as_bytes());
            let index = known.unwrap_or_else(|| {
                read.services.push(new(name, key.span()));
                read.builds.push(None);
                read.services.len() - 1
            });
            let reader = Reader {
                env,
                folder: &source.folder,
                files,
                services,
                external: &external,
                configs: &configs,
            };
            reader.service(&mut read.services[index], &mut read.builds[index], value, 0);
        }
    }
    for service in &mut read.services {
        let name = service.name.clone();
        if let Some(container) = &mut service.container {
            container.names.insert(0, name);
            if container.networks.is_empty() && container.network == NetworkMode::Own {
                container.networks.push(Text::from("default"));
            }
        }
        finish(service);
    }
    read
}

fn new(name: &str, at: Span) -> Service {
    Service {
        kind: ServiceKind::Container,
        name: Text::from(name),
        at,
        place: PlaceId::HOST,
        listens: Vec::new(),
        limits: ServiceLimits::default(),
        private_tmp: None,
        user: None,
        container: Some(Box::default()),
    }
}

/// What the image's name tells where nothing else does.
fn finish(service: &mut Service) {
    let Some(container) = &service.container else { return };
    let Some((image, at)) = &container.image else { return };
    let image = String::from_utf8_lossy(image).into_owned();
    let name = image.rsplit('/').next().unwrap_or_default();
    let fpm = name.starts_with("php:") && name.contains("fpm");
    if fpm && !service.listens.iter().any(|listen| listen.told == Told::Bound) {
        service.listens.push(ServiceListen {
            host: HostPart::Any(None),
            port: Some(9000),
            at: *at,
            speaks: Some(Protocol::FastCgi),
            tls: Some(false),
            told: Told::Bound,
            rights: SocketRights::default(),
            secret: None,
        });
    }
}

fn names_of(root: At, key: &str, test: impl Fn(At) -> bool) -> Vec<String> {
    let entries = root.get(key).map(At::entries).unwrap_or_default();
    let named = entries.into_iter().filter(|(_, value)| test(*value));
    named.filter_map(|(name, _)| name.text().map(str::to_owned)).collect()
}

struct Reader<'a> {
    env: &'a FxHashMap<String, String>,
    folder: &'a Path,
    files: &'a dyn Files,
    services: Option<At<'a>>,
    external: &'a [String],
    configs: &'a [(String, PathBuf)],
}

impl Reader<'_> {
    /// A scalar with its variables replaced; `None` where one has no value.
    fn text(&self, at: At) -> Option<String> {
        interpolate(at.text()?, self.env)
    }

    fn service(
        &self,
        service: &mut Service,
        build: &mut Option<(PathBuf, PathBuf)>,
        value: At,
        depth: usize,
    ) {
        if let Some(base) = value.get("extends") {
            let name = base.get("service").and_then(At::text).or(base.text());
            let here = base.get("file").is_none() && depth < MAX_EXTENDS;
            match name.filter(|_| here).and_then(|name| self.services?.get(name)) {
                Some(base) => self.service(service, build, base, depth + 1),
                None => service.container.iter_mut().for_each(|container| container.open = true),
            }
        }
        let mut listens = Vec::new();
        if let Some(container) = &mut service.container {
            self.container(container, &mut listens, value);
            if let Some(at) = value.get("build") {
                container.build = Some(at.span());
                *build = self.build(at).or(build.take());
            }
        }
        for key in ["entrypoint", "command"] {
            let Some(at) = value.get(key) else { continue };
            let tokens = self.tokens(at);
            // A shell's line is one word in a list.
            let tokens = tokens.iter().flat_map(|token| match token.text.contains(' ') {
                true => command::split(&token.text, token.at),
                false => vec![token.clone()],
            });
            let Start { listens: bound, limits, .. } = command::read(&tokens.collect::<Vec<_>>());
            listens.extend(bound);
            if limits.response.is_some() || limits.idle.is_some() || limits.workers.is_some() {
                service.limits = limits;
            }
        }
        service.listens.extend(listens);
    }

    fn container(&self, container: &mut Container, listens: &mut Vec<ServiceListen>, value: At) {
        let name = |at: Option<At>| at.and_then(|at| self.text(at)).map(|text| Text::from(text.as_str()));
        container.names.extend(name(value.get("container_name")));
        container.names.extend(name(value.get("hostname")));
        if let Some(image) = value.get("image") {
            container.image = name(Some(image)).map(|text| (text, image.span()));
        }
        container.checked |= value.get("healthcheck").is_some();
        match value.get("network_mode").and_then(|mode| self.text(mode)).as_deref() {
            None | Some("bridge" | "default") => {}
            Some("host") => container.network = NetworkMode::Host,
            Some(mode) => {
                let of = mode.strip_prefix("service:").map(|name| NetworkMode::Of(Text::from(name)));
                container.network = of.unwrap_or(NetworkMode::Other);
            }
        }
        if let Some(networks) = value.get("networks") {
            let listed = networks.items().filter_map(At::text).map(str::to_owned);
            container.networks.extend(listed.map(|name| Text::from(name.as_str())));
            for (key, network) in networks.entries() {
                container.networks.extend(key.text().map(Text::from));
                let aliases = network.get("aliases").into_iter().flat_map(At::items);
                container.names.extend(aliases.filter_map(|alias| name(Some(alias))));
            }
            let shared = |network: &Text| self.external.iter().any(|name| name.as_bytes() == &**network);
            container.external |= container.networks.iter().any(shared);
        }
        if self.external.iter().any(|name| name == "default") && container.networks.is_empty() {
            container.external = true;
        }
        for (key, hosts) in
            [("extra_hosts", [':', '=']), ("links", [':', ':']), ("external_links", [':', ':'])]
        {
            let Some(at) = value.get(key) else { continue };
            for item in at.items().filter_map(|item| self.text(item)) {
                let (first, second) = item.split_once(hosts).unwrap_or((&item, &item));
                container.hosts.push(Text::from(if key == "extra_hosts" { first } else { second }));
            }
            container.hosts.extend(at.entries().iter().filter_map(|(name, _)| name.text()).map(Text::from));
        }
        for at in value.get("expose").into_iter().flat_map(At::items) {
            let Some((first, last)) = self.text(at).and_then(|text| range(&text)) else { continue };
            listens.extend((first..=last).map(|port| open_port(port, at.span(), Told::Exposed)));
        }
        for at in value.get("ports").into_iter().flat_map(At::items) {
            match self.ports(at) {
                Some(published) => {
                    let ports = published.iter().map(|p| open_port(p.container, p.at, Told::Published));
                    listens.extend(ports);
                    container.published.extend(published);
                }
                None => container.open = true,
            }
        }
        for at in value.get("volumes").into_iter().flat_map(At::items) {
            container.mounts.extend(self.volume(at));
        }
        for key in ["configs", "secrets"] {
            for at in value.get(key).into_iter().flat_map(At::items) {
                let Some(name) = at.text().or(at.get("source").and_then(At::text)) else { continue };
                let Some((_, from)) = self.configs.iter().find(|(known, _)| known == name) else { continue };
                let default =
                    if key == "configs" { format!("/{name}") } else { format!("/run/secrets/{name}") };
                let to = at.get("target").and_then(At::text).map_or(default, str::to_owned);
                container.mounts.push(Mount { from: from.clone(), to: PathBuf::from(to), at: at.span() });
            }
        }
        if let Some(after) = value.get("depends_on") {
            container.after.extend(after.items().filter_map(At::text).map(|name| (Text::from(name), false)));
            for (name, how) in after.entries() {
                let healthy = how.get("condition").and_then(At::text) == Some("service_healthy");
                container.after.extend(name.text().map(|name| (Text::from(name), healthy)));
            }
        }
    }

    /// `80`, `8080:80`, `127.0.0.1:8080:80/tcp`, ranges, and the long form. `None` where it is not known.
    fn ports(&self, at: At) -> Option<Vec<Published>> {
        if let Some(target) = at.get("target") {
            let (first, _) = range(&self.text(target)?)?;
            let host = at.get("published").and_then(|host| range(&self.text(host)?)).map(|(first, _)| first);
            return Some(vec![Published { host, container: first, at: at.span().to(target.span()) }]);
        }
        let text = self.text(at)?;
        if text.ends_with("/udp") {
            return Some(Vec::new());
        }
        let mut parts = text.rsplit(':');
        let (first, last) = range(parts.next()?)?;
        let host = parts.next().filter(|host| !host.is_empty()).and_then(range);
        let ports = (first..=last).enumerate().map(|(index, container)| Published {
            host: host.and_then(|(first, _)| first.checked_add(index as u16)),
            container,
            at: at.span(),
        });
        Some(ports.collect())
    }

    /// A path of this machine that is mounted: `./nginx:/etc/nginx:ro` or the long form.
    fn volume(&self, at: At) -> Option<Mount> {
        let (from, to) = match at.get("target") {
            Some(target) => (self.text(at.get("source")?)?, self.text(target)?),
            None => {
                let text = self.text(at)?;
                let (from, rest) = text.split_once(':')?;
                (from.to_owned(), rest.split(':').next()?.to_owned())
            }
        };
        // Anything else is a volume with a name.
        let path = from.starts_with(['.', '/']) && !from.starts_with("~");
        path.then(|| Mount { from: tidy(&self.folder.join(from)), to: PathBuf::from(to), at: at.span() })
    }

    fn build(&self, at: At) -> Option<(PathBuf, PathBuf)> {
        let context = self.text(at.get("context").unwrap_or(at))?;
        let context = tidy(&self.folder.join(context));
        let name = at.get("dockerfile").map_or(Some("Dockerfile".to_owned()), |name| self.text(name))?;
        let file = tidy(&context.join(name));
        self.files.kind(&file).exists().then_some((context, file))
    }

    fn tokens(&self, at: At) -> Vec<Token> {
        let one = |at: At| {
            let text = self.text(at)?;
            let span = at.span();
            // Inside the quotes, where nothing was replaced.
            let written = (span.end - span.start) as usize;
            let at = if written == text.len() + 2 { span.part(1, written - 1) } else { span };
            Some(Token { text, at })
        };
        match at.text() {
            Some(_) => one(at).map_or(Vec::new(), |line| command::split(&line.text, line.at)),
            None => at.items().filter_map(one).collect(),
        }
    }
}

fn open_port(port: u16, at: Span, told: Told) -> ServiceListen {
    let rights = SocketRights::default();
    ServiceListen {
        host: HostPart::Any(None),
        port: Some(port),
        at,
        speaks: None,
        tls: None,
        told,
        rights,
        secret: None,
    }
}

fn range(text: &str) -> Option<(u16, u16)> {
    let text = text.trim().split('/').next()?;
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last): (u16, u16) = (first.parse().ok()?, last.parse().ok()?);
    (first > 0 && first <= last && last - first <= MAX_RANGE).then_some((first, last))
}

/// `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:?error}`, `$$` (Compose Specification, "Interpolation").
fn interpolate(text: &str, env: &FxHashMap<String, String>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
            continue;
        }
        let (inner, after) = match rest.strip_prefix('{') {
            Some(inner) => inner.split_once('}')?,
            None => {
                rest.split_at(rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()))
            }
        };
        rest = after;
        let end = inner.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inner.len());
        let (name, how) = inner.split_at(end);
        let value = env.get(name).cloned();
        let default = how.strip_prefix(":-").or(how.strip_prefix('-'));
        out.push_str(&value.or(default.map(str::to_owned))?);
    }
    out.push_str(rest);
    Some(out)
}

/// The `.env` file beside a compose file.
pub(super) fn env_file(bytes: &[u8]) -> FxHashMap<String, String> {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.trim_start_matches("export ").split_once('='));
    pairs
        .map(|(name, value)| (name.trim().to_owned(), value.trim().trim_matches(['"', '\'']).to_owned()))
        .collect()
}

/// Without `.` and `..`, by the text alone.
pub(super) fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if tidied.file_name().is_some() => {
                tidied.pop();
            }
            other => tidied.push(other),
        }
    }
    tidied
}

/// What a Dockerfile adds: copied files, exposed ports, the start command, the image it builds on.
pub(super) fn dockerfile(service: &mut Service, file: FileId, context: &Path, bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(container) = &mut service.container else { return };
    let mut folder = PathBuf::from("/");
    let mut listens = Vec::new();
    for line in text.lines() {
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        let at = Span::new(file, start, start + line.trim_end().len());
        let words: Vec<&str> = line.split_whitespace().collect();
        let Some((order, rest)) = words.split_first() else { continue };
        match order.to_ascii_uppercase().as_str() {
            // The last stage is the image.
            "FROM" => {
                listens.clear();
                container.mounts.retain(|mount| mount.at.file != file);
                let image = rest.iter().find(|word| !word.starts_with("--"));
                if let Some(image) = image.filter(|image| !image.contains('$')) {
                    container.image = container.image.take().or(Some((Text::from(*image), at)));
                }
            }
            "WORKDIR" => folder.push(rest.first().unwrap_or(&"")),
            "EXPOSE" => {
                let ports = rest.iter().filter_map(|word| range(word)).flat_map(|(first, last)| first..=last);
                listens.extend(ports.map(|port| open_port(port, at, Told::Exposed)));
            }
            "COPY" | "ADD" if !rest.iter().any(|word| word.starts_with("--from")) => {
                let paths: Vec<&&str> = rest.iter().filter(|word| !word.starts_with("--")).collect();
                let Some((to, from)) = paths.split_last() else { continue };
                let into = folder.join(to);
                for from in from {
                    let from = tidy(&context.join(from.trim_start_matches('/')));
                    // A file that is copied into a folder keeps its name.
                    let name = from.file_name().filter(|_| to.ends_with('/') && from.extension().is_some());
                    let to = name.map_or(into.clone(), |name| into.join(name));
                    container.mounts.push(Mount { from, to, at });
                }
            }
            "CMD" | "ENTRYPOINT" => {
                let body = line.trim_start().get(order.len()..).unwrap_or_default();
                let plain = body.replace(['[', ']', ','], " ");
                let offset = (body.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
                let Start { listens: bound, .. } =
                    command::read(&command::split(&plain, at.part(offset, line.len())));
                listens.extend(bound);
            }
            _ => {}
        }
    }
    service.listens.extend(listens);
    finish(service);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    fn project(text: &str) -> Read {
        let source = Source { file: FileId(0), folder: PathBuf::from("/srv"), bytes: text.as_bytes() };
        let env = env_file(b"TAG=1.27\n# x\nPORT='8080'\n");
        read(&[source], &env, &Memory::new())
    }

    #[test]
    fn services_tell_names_networks_and_ports() {
        let read = project(
            "services:\n  web:\n    image: nginx:${TAG}\n    ports: [\"127.0.0.1:${PORT}:80\", 443]\n    \
             volumes:\n      - ./nginx:/etc/nginx:ro\n      - data:/data\n    networks: [edge]\n  app:\n    \
             container_name: shop\n    command: gunicorn a --bind 0.0.0.0:8000\n    expose: [\"8000\"]\n    \
             networks:\n      inner:\n        aliases: [api]\n",
        );
        assert!(read.project.closed);
        let web = read.services[0].container.as_ref().unwrap();
        assert_eq!(web.image.as_ref().map(|(image, _)| &**image), Some(&b"nginx:1.27"[..]));
        let ports: Vec<_> = web.published.iter().map(|p| (p.host, p.container)).collect();
        assert_eq!(ports, [(Some(8080), 80), (None, 443)]);
        assert_eq!(web.mounts.len(), 1);
        assert_eq!(
            (&*web.mounts[0].from, &*web.mounts[0].to),
            (Path::new("/srv/nginx"), Path::new("/etc/nginx"))
        );
        let app = read.services[1].container.as_ref().unwrap();
        assert!(app.is_called(b"app") && app.is_called(b"shop") && app.is_called(b"API"));
        assert!(!web.meets(app));
        let bound = read.services[1].listens.iter().filter(|listen| listen.told == Told::Bound);
        assert_eq!(bound.map(|listen| listen.port).collect::<Vec<_>>(), [Some(8000)]);
    }

    #[test]
    fn what_hangs_on_variables_is_open() {
        let read = project(
            "include: [other.yml]\nservices:\n  a: {ports: [\"${NOPE}:80\"]}\n  b: {image: php:8.2-fpm, extends: a}\n",
        );
        assert!(!read.project.closed);
        assert!(read.services[0].container.as_ref().unwrap().open);
        assert_eq!(read.services[1].listens[0].port, Some(9000));
        assert_eq!(interpolate("a$$b${X:-c}", &FxHashMap::default()).as_deref(), Some("a$bc"));
    }

    #[test]
    fn a_dockerfile_tells_what_is_copied() {
        let mut service = new("web", Span::new(FileId(0), 0, 0));
        let text = "FROM node:20 AS build\nCOPY . /src\nFROM nginx:alpine\nCOPY nginx.conf /etc/nginx/nginx.conf\n\
             COPY --from=build /src/dist /usr/share/nginx/html\nEXPOSE 80 443\n";
        dockerfile(&mut service, FileId(1), Path::new("/srv/web"), text.as_bytes());
        let container = service.container.unwrap();
        assert_eq!(container.mounts.len(), 1);
        assert_eq!(container.mounts[0].from, Path::new("/srv/web/nginx.conf"));
        assert_eq!(service.listens.len(), 2);
    }
}
