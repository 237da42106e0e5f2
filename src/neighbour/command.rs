//! Start lines of application servers: what they are told to listen on, and how long they let a request run.
//!
//! Knows the options of gunicorn, uvicorn, hypercorn, daphne, puma, unicorn, uWSGI and waitress, and those that
//! name an address in so many words (`--http-address=0.0.0.0:4180`). What it does not know it leaves out.

use super::listen;
use crate::model::*;
use crate::source::Span;

/// A word of a command and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) at: Span,
}

/// What a command tells.
#[derive(Debug, Default)]
pub(super) struct Start {
    pub(super) listens: Vec<ServiceListen>,
    pub(super) limits: ServiceLimits,
    /// A program whose options are known: what it listens on is all of it.
    pub(super) known: bool,
}

/// Words of a line, quotes taken away. `at` is the place of `text` in its file.
pub(super) fn split(text: &str, at: Span) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|c: char| !c.is_whitespace()).map(|found| rest + found) {
        let mut end = text.len();
        let mut quote = None;
        for (index, character) in text[start..].char_indices() {
            match quote {
                Some(open) if character == open => quote = None,
                Some(_) => {}
                None if matches!(character, '"' | '\'') => quote = Some(character),
                None if character.is_whitespace() => {
                    end = start + index;
                    break;
                }
                None => {}
            }
        }
        let word = &text[start..end];
        tokens.push(Token { text: word.replace(['"', '\''], ""), at: at.part(start, end) });
        rest = end;
    }
    tokens
}

/// The options that name an address, by program.
const PROGRAMS: [(&str, &[&str]); 8] = [
    ("gunicorn", &["-b", "--bind"]),
    ("hypercorn", &["-b", "--bind"]),
    ("puma", &["-b", "--bind", "-p", "--port"]),
    ("unicorn", &["-l", "--listen", "-p", "--port"]),
    ("uvicorn", &["--uds", "--port"]),
    ("daphne", &["-u", "-p"]),
    ("uwsgi", &["-s", "--socket", "--http", "--http-socket", "--uwsgi-socket", "--fastcgi-socket"]),
    ("waitress-serve", &["--listen", "--port", "--unix-socket"]),
];

/// Reads a command.
pub(super) fn read(tokens: &[Token]) -> Start {
    let mut told = Start::default();
    let name = |token: &Token| token.text.rsplit('/').next().unwrap_or_default().to_owned();
    let program =
        tokens.iter().find_map(|token| PROGRAMS.iter().find(|(program, _)| *program == name(token)));
    told.known = program.is_some();
    let mut host = None;
    for (index, token) in tokens.iter().enumerate() {
        let (option, value) = match token.text.split_once('=') {
            Some((option, value)) if option.starts_with('-') => {
                let skip = token.text.len() - value.len();
                (option, Some(Token { text: value.to_owned(), at: token.at.part(skip, token.text.len()) }))
            }
            _ => (token.text.as_str(), tokens.get(index + 1).cloned()),
        };
        if !option.starts_with('-') {
            // `manage.py runserver 0.0.0.0:8000`, `php -S`.
            if option == "runserver" {
                told.listens.extend(value.and_then(|v| listen::listen(&v.text, v.at, Told::Bound)));
                told.known = true;
            }
            continue;
        }
        let Some(value) = value else { continue };
        match program {
            Some((program, options)) if options.contains(&option) => {
                let Some(mut found) = listen::listen(&value.text, value.at, Told::Bound) else { continue };
                found.tls = Some(value.text.starts_with("ssl://"));
                found.speaks = match (*program, option) {
                    ("uwsgi", "-s" | "--socket" | "--uwsgi-socket") => Some(Protocol::Uwsgi),
                    ("uwsgi", "--fastcgi-socket") => Some(Protocol::FastCgi),
                    _ => Some(Protocol::Http),
                };
                told.listens.push(found);
            }
            Some((program, _)) => limit(&mut told.limits, program, option, &value),
            None => {
                let word = option.trim_start_matches('-');
                let names = ["address", "addr", "listen", "bind"];
                if names.iter().any(|part| word == *part || word.ends_with(&format!("-{part}"))) {
                    told.listens.extend(listen::listen(&value.text, value.at, Told::Bound));
                }
            }
        }
        if matches!(option, "--host") && matches!(program, Some(("uvicorn", _))) {
            host = listen::address(&format!("{}:1", value.text)).map(|(host, _)| host);
        }
    }
    if matches!(program, Some(("uvicorn", _))) {
        // Its own default is loopback.
        let host = host.unwrap_or(HostPart::Ip(std::net::Ipv4Addr::LOCALHOST.into()));
        for found in told.listens.iter_mut().filter(|found| found.port.is_some()) {
            found.host = host.clone();
        }
    }
    told
}

fn limit(limits: &mut ServiceLimits, program: &str, option: &str, value: &Token) {
    let time = || listen::time(&value.text).map(|time| (time, value.at));
    let count = || value.text.parse().ok().map(|count| (count, value.at));
    match (program, option) {
        ("gunicorn", "-t" | "--timeout") | ("unicorn", "-t") | ("uwsgi", "--harakiri") => {
            limits.response = time()
        }
        ("gunicorn", "--keep-alive")
        | ("hypercorn", "--keep-alive")
        | ("uvicorn", "--timeout-keep-alive") => {
            limits.idle = time();
        }
        ("gunicorn" | "hypercorn", "-w" | "--workers") | ("uwsgi", "-p" | "--processes") => {
            limits.workers = count()
        }
        ("gunicorn" | "uvicorn", "--backlog") | ("uwsgi", "-l" | "--listen") => limits.backlog = count(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn told(text: &str) -> Vec<String> {
        let tokens = split(text, Span::new(FileId(0), 0, text.len()));
        let shown = |l: &ServiceListen| format!("{:?} {:?} `{}`", l.host, l.port, &text[l.at.range()]);
        read(&tokens).listens.iter().map(shown).collect()
    }

    #[test]
    fn start_lines_tell_where_they_listen() {
        assert_eq!(told("gunicorn a.wsgi --bind 0.0.0.0:8000"), ["Any(None) Some(8000) `0.0.0.0:8000`"]);
        assert_eq!(
            told("/srv/venv/bin/gunicorn a -b unix:/var/tmp/g.sock -w 2"),
            ["Unix(\"/var/tmp/g.sock\") None `unix:/var/tmp/g.sock`"]
        );
        assert_eq!(
            told("--http-address=0.0.0.0:4180 --upstream=http://a:80"),
            ["Any(None) Some(4180) `0.0.0.0:4180`"]
        );
        assert_eq!(told("uvicorn a:b --port 8000"), ["Ip(127.0.0.1) Some(8000) `8000`"]);
        assert_eq!(told("python manage.py runserver 0.0.0.0:8001"), ["Any(None) Some(8001) `0.0.0.0:8001`"]);
        assert!(told("node server.js -p 3000").is_empty());
        let text = "gunicorn a --timeout 120";
        let read = read(&split(text, Span::new(FileId(0), 0, text.len())));
        assert_eq!(read.limits.response.map(|(time, _)| time), Some(Millis::seconds(120)));
    }
}
