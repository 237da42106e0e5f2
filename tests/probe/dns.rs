//! A name server that does as it is told, over UDP and TCP.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};
use std::thread;

/// What is answered for a name, by its first label.
fn reply(question: &[u8], tcp: bool) -> Option<Vec<u8>> {
    let name_end = 12 + question.get(12..)?.iter().position(|byte| *byte == 0)? + 1;
    let kind = u16::from_be_bytes(question.get(name_end..name_end + 2)?.try_into().ok()?);
    let labels = labels(&question[12..name_end]);
    let first = labels.first().map_or("", String::as_str);
    let (a, aaaa) = (kind == 1, kind == 28);
    let mut answer = Answer::new(question, name_end + 4);
    match first {
        "silent" => return None,
        "servfail" => answer.code(2),
        "refused" => answer.code(5),
        "four" if a => answer.address(&Ipv4Addr::LOCALHOST.octets()),
        "six" if aaaa => answer.address(&Ipv6Addr::LOCALHOST.octets()),
        "both" if a => answer.address(&Ipv4Addr::LOCALHOST.octets()),
        "both" if aaaa => answer.address(&Ipv6Addr::LOCALHOST.octets()),
        "four" | "six" | "empty" => {}
        "long" | "many" if !tcp => answer.truncated = true,
        "long" if a => answer.address(&Ipv4Addr::LOCALHOST.octets()),
        "many" if a => (0..200).for_each(|n| answer.address(&[127, 0, 1, n])),
        "long" | "many" => {}
        // An answer with another number, and one to another question.
        "liar" => answer.id ^= 0x5555,
        "stranger" => {
            answer.owner = Some(b"\x05other\x07example\x00".to_vec());
            answer.address(&Ipv4Addr::LOCALHOST.octets());
        }
        "cut" if !tcp => answer.truncated = true,
        "cut" => return Some(vec![0; 3]),
        "garbage" => return Some(question[..2].iter().copied().chain([0xff; 40]).collect()),
        // Each alias leads to the next, for ever.
        "endless" => {
            let number: u64 = labels.get(1).and_then(|label| label.parse().ok()).unwrap_or(0);
            answer.alias(&["endless", &(number + 1).to_string(), "example"]);
        }
        "round" => answer.alias(&["round", "example"]),
        _ => answer.code(3),
    }
    Some(answer.bytes())
}

fn labels(mut name: &[u8]) -> Vec<String> {
    let mut labels = Vec::new();
    while let Some((length, rest)) = name.split_first().filter(|(length, _)| **length > 0) {
        let (label, rest) = rest.split_at(usize::from(*length).min(rest.len()));
        labels.push(String::from_utf8_lossy(label).to_lowercase());
        name = rest;
    }
    labels
}

struct Answer {
    id: u16,
    flags: u16,
    truncated: bool,
    question: Vec<u8>,
    owner: Option<Vec<u8>>,
    records: Vec<(u16, Vec<u8>)>,
}

impl Answer {
    fn new(question: &[u8], end: usize) -> Answer {
        let id = u16::from_be_bytes([question[0], question[1]]);
        Answer {
            id,
            flags: 0x8180,
            truncated: false,
            question: question[12..end].into(),
            owner: None,
            records: Vec::new(),
        }
    }

    fn code(&mut self, code: u16) {
        self.flags |= code;
    }

    fn address(&mut self, octets: &[u8]) {
        self.records.push((if octets.len() == 4 { 1 } else { 28 }, octets.into()));
    }

    fn alias(&mut self, labels: &[&str]) {
        let mut name: Vec<u8> = Vec::new();
        for label in labels {
            name.push(label.len() as u8);
            name.extend(label.bytes());
        }
        name.push(0);
        self.records.push((5, name));
    }

    fn bytes(&self) -> Vec<u8> {
        let flags = if self.truncated { self.flags | 0x0200 } else { self.flags };
        let mut bytes: Vec<u8> = Vec::new();
        for number in [self.id, flags, 1, self.records.len() as u16, 0, 0] {
            bytes.extend(number.to_be_bytes());
        }
        bytes.extend(&self.question);
        for (kind, data) in &self.records {
            bytes.extend(self.owner.as_deref().unwrap_or(&[0xc0, 12]));
            bytes.extend(kind.to_be_bytes());
            bytes.extend([0, 1, 0, 0, 0, 60]);
            bytes.extend((data.len() as u16).to_be_bytes());
            bytes.extend(data);
        }
        bytes
    }
}

/// Serves at an address until the test ends.
pub fn serve(address: &str) {
    let address: SocketAddr = address.parse().expect("an address");
    let udp = UdpSocket::bind(address).expect("a port for UDP");
    let tcp = TcpListener::bind(address).expect("a port for TCP");
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok((length, from)) = udp.recv_from(&mut buffer) {
            if let Some(bytes) = reply(&buffer[..length], false) {
                let _ = udp.send_to(&bytes, from);
            }
        }
    });
    thread::spawn(move || {
        for connection in tcp.incoming().flatten() {
            thread::spawn(move || {
                let mut connection = connection;
                let mut length = [0; 2];
                while connection.read_exact(&mut length).is_ok() {
                    let mut question = vec![0; usize::from(u16::from_be_bytes(length))];
                    let Ok(()) = connection.read_exact(&mut question) else { return };
                    if let Some(bytes) = reply(&question, true) {
                        let _ = connection.write_all(&(bytes.len() as u16).to_be_bytes());
                        let _ = connection.write_all(&bytes);
                    }
                }
            });
        }
    });
}
