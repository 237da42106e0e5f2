//! Asks with their answers as text: saved by one run, replayed by another, written by hand for fixtures.
//!
//! In a file that a run saved, an ask is the very same or it is not there. Without `exact = true`, which such a
//! file says, an ask that is written down stands for all that differ only in what it leaves out.

use super::{Answer, Ask};
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// Kinds of asks, as files call them, each with the key by which an ask is found.
const KINDS: [(&str, &str); 6] = [
    ("resolve", "name"),
    ("name-server", "address"),
    ("connect", "to"),
    ("handshake", "to"),
    ("plain", "to"),
    ("check", "to"),
];

/// Keys of answers; whatever else an entry holds belongs to its ask.
const ANSWER_KEYS: [&str; 11] = [
    "answer",
    "addresses",
    "code",
    "why",
    "certificates",
    "trust",
    "covers-name",
    "alert",
    "cure",
    "says",
    "status",
];

/// Recorded answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    exact: bool,
    /// They were got on the machine that runs the proxy.
    pub on_host: bool,
    entries: FxHashMap<(usize, String), Vec<(Table, Answer)>>,
}

impl Saved {
    /// The keys under which a file holds answers, and where they were got.
    pub fn kinds() -> impl Iterator<Item = &'static str> {
        KINDS.into_iter().map(|(kind, _)| kind).chain(["probed-on"])
    }

    /// Reads a file; keys at its top that mean something to others are left to them.
    pub fn parse(text: &str) -> Result<Saved, String> {
        let mut file: Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
        let mut saved = Saved {
            exact: file.get("exact").and_then(Value::as_bool).unwrap_or(false),
            on_host: ["probed-on", "vantage"].iter().any(|key| file.get(*key) == Some(&Value::from("host"))),
            entries: FxHashMap::default(),
        };
        for (index, (kind, found_by)) in KINDS.iter().enumerate() {
            let Some(list) = file.remove(*kind) else { continue };
            let Value::Array(list) = list else { return Err(format!("write `[[{kind}]]`")) };
            for entry in list {
                let Value::Table(mut entry) = entry else { return Err(format!("write `[[{kind}]]`")) };
                let answer = answer(index, &entry).map_err(|error| format!("[[{kind}]]: {error}"))?;
                // A version stands in the answer to a handshake and in the ask of a check.
                let handshake = *kind == "handshake";
                entry.retain(|key, _| !(ANSWER_KEYS.contains(&key) || handshake && key == "version"));
                let Some(Value::String(key)) = entry.get(*found_by) else {
                    return Err(format!("[[{kind}]]: `{found_by}` is missing"));
                };
                saved.entries.entry((index, key.clone())).or_default().push((entry, answer));
            }
        }
        Ok(saved)
    }

    /// The answer to an ask, if it is on record.
    pub fn answer(&self, ask: &Ask) -> Option<&Answer> {
        let (kind, table) = asked(ask)?;
        let Value::String(key) = table.get(KINDS[kind].1)? else { return None };
        let known = self.entries.get(&(kind, key.clone()))?;
        let fits = |(written, _): &&(Table, Answer)| match self.exact {
            true => *written == table,
            false => written.iter().all(|(key, value)| table.get(key) == Some(value)),
        };
        // What says most about the ask says it best.
        known.iter().filter(fits).max_by_key(|(written, _)| written.len()).map(|(_, answer)| answer)
    }

    /// A file with these answers.
    pub fn write<'a>(on_host: bool, answers: impl Iterator<Item = (&'a Ask, &'a Answer)>) -> String {
        let mut answers: Vec<_> = answers.collect();
        answers.sort_by_key(|(ask, _)| *ask);
        let mut lists = vec![Vec::new(); KINDS.len()];
        for (ask, answer) in answers {
            let Some((kind, mut entry)) = asked(ask) else { continue };
            entry.extend(answered(answer).unwrap_or_default());
            lists[kind].push(Value::Table(entry));
        }
        let mut file = Table::new();
        file.insert("exact".to_owned(), true.into());
        file.insert("probed-on".to_owned(), if on_host { "host" } else { "elsewhere" }.into());
        for ((kind, _), list) in KINDS.iter().zip(lists) {
            if !list.is_empty() {
                file.insert((*kind).to_owned(), list.into());
            }
        }
        file.to_string()
    }
}

fn answer(kind: usize, entry: &Table) -> Result<Answer, String> {
    fn read<T: DeserializeOwned>(entry: &Table) -> Result<T, String> {
        entry.clone().try_into().map_err(|error: toml::de::Error| error.message().to_owned())
    }
    Ok(match kind {
        0 => Answer::Resolve(read(entry)?),
        1 => Answer::NameServer(read(entry)?),
        2 => Answer::Connect(read(entry)?),
        3 => Answer::Handshake(read(entry)?),
        4 => Answer::Plain(read(entry)?),
        _ => Answer::Check(read(entry)?),
    })
}

fn table(value: &impl Serialize) -> Option<Table> {
    match Value::try_from(value) {
        Ok(Value::Table(table)) => Some(table),
        _ => None,
    }
}

/// An ask as a table, with the number of its kind.
fn asked(ask: &Ask) -> Option<(usize, Table)> {
    Some(match ask {
        Ask::Resolve(ask) => (0, table(ask)?),
        Ask::NameServer(ask) => (1, table(ask)?),
        Ask::Connect(peer) => (2, Table::from_iter([("to".to_owned(), peer.to_string().into())])),
        Ask::Handshake(ask) => (3, table(ask)?),
        Ask::Plain(ask) => (4, table(ask)?),
        Ask::Check(ask) => (5, table(ask)?),
    })
}

fn answered(answer: &Answer) -> Option<Table> {
    match answer {
        Answer::Resolve(answer) => table(answer),
        Answer::NameServer(answer) | Answer::Connect(answer) => table(answer),
        Answer::Handshake(answer) => table(answer),
        Answer::Plain(answer) => table(answer),
        Answer::Check(answer) => table(answer),
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::*;

    fn handshake(server_name: Option<&str>) -> Ask {
        Ask::Handshake(Handshake {
            to: "10.0.0.5:443".parse().unwrap(),
            proxy_header: false,
            server_name: server_name.map(str::to_owned),
            alpn: Vec::new(),
            versions: vec!["1.3".to_owned()],
            ca: Some("/etc/ca.pem".into()),
            expected_name: None,
            client_certificate: None,
            host: None,
        })
    }

    #[test]
    fn what_is_written_is_read_again() {
        let shown = PeerCertificate {
            subject: "a".to_owned(),
            issuer: "b".to_owned(),
            names: vec!["a.example".to_owned()],
            not_before: 1,
            not_after: 2,
        };
        let accepted = Answer::Handshake(Shook::Accepted {
            version: "1.3".to_owned(),
            certificates: vec![shown],
            trust: Some(Trust::Untrusted),
            covers_name: Some(false),
        });
        let resolve = Resolve {
            name: "api.internal".to_owned(),
            through: Via::Servers(vec!["10.0.0.53:53".parse().unwrap()]),
            without_v4: false,
            without_v6: true,
        };
        let unix: Peer = "unix:/run/app.sock".parse().unwrap();
        let alert = Shook::Alert { alert: Alert::ServerName, cure: Some(Cure::ServerName) };
        let pairs = [
            (Ask::Resolve(resolve), Answer::Resolve(Resolved::NoSuchName)),
            (Ask::Connect(unix), Answer::Connect(Reach::Refused)),
            (handshake(None), Answer::Handshake(alert)),
            (handshake(Some("a.example")), accepted),
        ];
        let text = Saved::write(true, pairs.iter().map(|(ask, answer)| (ask, answer)));
        let saved = Saved::parse(&text).unwrap();
        assert!(saved.on_host && saved.exact);
        for (ask, answer) in &pairs {
            assert_eq!(saved.answer(ask), Some(answer), "{text}");
        }
        assert_eq!(saved.answer(&handshake(Some("b.example"))), None);
    }

    #[test]
    fn by_hand_an_ask_may_leave_things_out() {
        let text = "vantage = 'host'\nnow = 1\n[[handshake]]\nto = '10.0.0.5:443'\nanswer = 'no-answer'\n\
            [[handshake]]\nto = '10.0.0.5:443'\nserver-name = 'a'\nanswer = 'closed'\n";
        let saved = Saved::parse(text).unwrap();
        assert_eq!(saved.answer(&handshake(None)), Some(&Answer::Handshake(Shook::NoAnswer)));
        assert_eq!(saved.answer(&handshake(Some("b"))), Some(&Answer::Handshake(Shook::NoAnswer)));
        assert_eq!(
            saved.answer(&handshake(Some("a"))),
            Some(&Answer::Handshake(Shook::Closed { cure: None }))
        );
    }

    #[test]
    fn faults_are_told() {
        assert!(Saved::parse("[[connect]]\nanswer = 'open'\n").unwrap_err().contains("`to`"));
        assert!(Saved::parse("[[connect]]\nto = 'a:1'\nanswer = 'maybe'\n").unwrap_err().contains("maybe"));
        assert!(Saved::parse("connect = 1\n").is_err());
        assert!(Saved::parse("[").is_err());
    }
}
