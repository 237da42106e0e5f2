//! Arguments that say what to read, shared by `check`, `coverage` and `model`.

use super::{BAD_USAGE, CLEAN, NOTHING_TO_LINT, complain};
use crate::discover::{self, Plan, Problem, Request, Versions};
use crate::engine::Run;
use crate::model::{DialectName, VersionRange};
use crate::output::shown_path;
use crate::world::{Disk, Files, ReadError, Rooted};
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Debug, Default, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// Files, folders, an `nginx -T` dump, or `-` for standard input; none: the usual places
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Take DIR for `/`: paths in configurations, their includes and links are looked up below it
    #[arg(long, value_name = "DIR", env = "PROXYLINT_ROOT")]
    root: Option<PathBuf>,

    /// A folder that configurations name, and where it really lies; may be given several times
    #[arg(long, value_name = "FROM=TO", value_parser = mapping, requires = "root")]
    map: Vec<(PathBuf, PathBuf)>,

    /// Whose configuration the named files are, whatever they look like
    #[arg(long = "type", value_name = "DIALECT", env = "PROXYLINT_TYPE")]
    dialect: Option<DialectArg>,

    /// The path that standard input stands for
    #[arg(long, value_name = "PATH", env = "PROXYLINT_STDIN_FILENAME")]
    stdin_filename: Option<PathBuf>,

    /// The nginx that will run this, such as 1.22.1; unknown: 1.22 and newer
    #[arg(long, value_name = "VERSION", value_parser = VersionRange::named, env = "PROXYLINT_NGINX_VERSION")]
    nginx_version: Option<VersionRange>,

    /// The HAProxy that will run this, such as 2.8; unknown: 2.4 and newer
    #[arg(long, value_name = "VERSION", value_parser = VersionRange::named, env = "PROXYLINT_HAPROXY_VERSION")]
    haproxy_version: Option<VersionRange>,

    /// The httpd that will run this, such as 2.4.62; unknown: 2.4.6 and newer
    #[arg(long, value_name = "VERSION", value_parser = VersionRange::named, env = "PROXYLINT_APACHE_VERSION")]
    apache_version: Option<VersionRange>,

    /// This machine runs the proxy: what is absent here is absent there
    #[arg(long, env = "PROXYLINT_ON_HOST")]
    on_host: bool,

    /// A file of another program to take into account: compose file, php-fpm pool, unit, application server
    #[arg(long, value_name = "FILE", env = "PROXYLINT_NEIGHBOUR", value_delimiter = ',')]
    neighbour: Vec<PathBuf>,

    /// Take no files of other programs into account
    #[arg(long, env = "PROXYLINT_NO_NEIGHBOURS", conflicts_with = "neighbour")]
    no_neighbours: bool,

    /// Never use the network, whatever else is asked for
    #[arg(long, env = "PROXYLINT_OFFLINE")]
    pub(super) offline: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum DialectArg {
    Nginx,
    Haproxy,
    Apache,
}

/// A plan with all that is needed to follow it.
pub(super) struct Input {
    pub plan: Plan,
    pub files: Box<dyn Files>,
    pub cwd: PathBuf,
    /// Told already; the exit code is 2.
    pub problems: Vec<String>,
}

impl Input {
    /// The answer of a command that only tells and judges nothing.
    pub(super) fn exit_code(&self, run: &Run) -> u8 {
        if !self.problems.is_empty() {
            BAD_USAGE
        } else if run.deployment.proxies.is_empty() {
            NOTHING_TO_LINT
        } else {
            CLEAN
        }
    }
}

impl Args {
    pub(super) fn read(&self) -> Input {
        let cwd = std::env::current_dir().unwrap_or_default();
        let files = files(self.root.as_deref(), self.map.clone());
        let mut stdin = None;
        let mut problems = Vec::new();
        if self.paths.iter().any(|path| path.as_os_str() == "-") {
            let mut bytes = Vec::new();
            match std::io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => stdin = Some(bytes),
                Err(error) => problems.push(format!("cannot read standard input: {error}")),
            }
        }
        let request = Request {
            paths: self.paths.clone(),
            root: self.root.clone(),
            cwd: cwd.clone(),
            dialect: self.dialect.map(|dialect| match dialect {
                DialectArg::Nginx => DialectName::Nginx,
                DialectArg::Haproxy => DialectName::Haproxy,
                DialectArg::Apache => DialectName::Apache,
            }),
            stdin,
            stdin_filename: self.stdin_filename.clone(),
            versions: Versions {
                nginx: self.nginx_version,
                haproxy: self.haproxy_version,
                apache: self.apache_version,
            },
            on_host: self.on_host,
            neighbours: self.neighbour.clone(),
            no_neighbours: self.no_neighbours,
        };
        let plan = discover::plan(&request, &*files);
        problems.extend(plan.problems.iter().filter_map(|problem| told(problem, &cwd)));
        for problem in &problems {
            complain(problem);
        }
        Input { plan, files, cwd, problems }
    }
}

/// The one place where the world is chosen.
fn files(root: Option<&Path>, map: Vec<(PathBuf, PathBuf)>) -> Box<dyn Files> {
    match root {
        None => Box::new(Disk),
        Some(root) => Box::new(Rooted::new(root, map)),
    }
}

fn mapping(text: &str) -> Result<(PathBuf, PathBuf), String> {
    match text.split_once('=') {
        Some((from, to)) if from.starts_with('/') && !to.is_empty() => Ok((from.into(), to.into())),
        _ => Err("write /etc/letsencrypt=secrets/le".to_owned()),
    }
}

fn told(problem: &Problem, cwd: &Path) -> Option<String> {
    let text = match problem {
        Problem::Unreadable(path, error) => {
            let why = match error {
                ReadError::Missing => "no such file or folder",
                ReadError::DanglingLink => "a link whose target does not exist",
                ReadError::LinkLoop => "links that lead in a circle",
                ReadError::Directory => "a folder",
                ReadError::NotRegular => "not a regular file",
                ReadError::Denied => "permission denied",
                ReadError::TooLarge => "larger than 1 GiB",
                ReadError::Other => "cannot be read",
            };
            format!("{}: {why}", shown_path(path, cwd))
        }
        Problem::NotBelowRoot(path) => format!(
            "{} does not lie below --root; paths are real paths, such as --root repo repo/etc/nginx",
            shown_path(path, cwd)
        ),
        // Reading it failed, which is told already.
        Problem::NoStdin => return None,
    };
    Some(text)
}
