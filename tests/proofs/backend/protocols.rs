//! Backends that speak something else than HTTP/1, each as little of its protocol as one exchange needs.

use std::io::{self, ErrorKind, Write};
use std::net::{IpAddr, UdpSocket};
use std::thread;

use super::{Buffered, Conn};
use crate::format::Backend;

/// Takes all, answers nothing.
pub fn stay_silent(conn: &mut Buffered<Conn>) -> io::Result<()> {
    io::copy(&mut conn.stream, &mut io::sink()).map(drop)
}

pub fn answer_garbage(conn: &mut Buffered<Conn>) -> io::Result<()> {
    conn.fill(1)?;
    conn.stream.write_all(b"\x15\x03 this is no protocol\r\n\r\n")?;
    conn.stream.finish_writing();
    Ok(())
}

/// PROXY protocol, section 2.1: the line comes first, or the connection is closed.
pub fn read_proxy_line(conn: &mut Buffered<Conn>) -> io::Result<()> {
    if conn.take(6)? != b"PROXY " {
        return Err(ErrorKind::InvalidData.into());
    }
    conn.take_until(b"\r\n").map(drop)
}

/// HTTP/2 with prior knowledge (RFC 9113, sections 3.3 and 4.1): one answer `:status 200`. Whoever
/// speaks HTTP/1 gets SETTINGS and GOAWAY, as from nginx 1.22 with `listen … http2`.
pub fn serve_h2c(conn: &mut Buffered<Conn>) -> io::Result<()> {
    const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    const SETTINGS: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];
    const SETTINGS_ACK: &[u8] = &[0, 0, 0, 4, 1, 0, 0, 0, 0];
    /// Last stream 0, error 1 (PROTOCOL_ERROR).
    const GOAWAY: &[u8] = &[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    conn.stream.write_all(SETTINGS)?;
    if conn.take(PREFACE.len())? != PREFACE {
        conn.stream.write_all(GOAWAY)?;
        conn.stream.finish_writing();
        return Ok(());
    }
    loop {
        let head = conn.take(9)?;
        let [l0, l1, l2, kind, flags, id @ ..] = head.as_slice() else {
            return Ok(());
        };
        conn.take(usize::from(*l0) << 16 | usize::from(*l1) << 8 | usize::from(*l2))?;
        let end_stream = flags & 1 == 1;
        match kind {
            4 if flags & 1 == 0 => conn.stream.write_all(SETTINGS_ACK)?,
            // DATA or HEADERS that end the request. 0x88 is `:status: 200` in the static table.
            0 | 1 if end_stream => {
                let body = b"h2c\n";
                let head = [&[0, 0, 1, 1, 4], id, &[0x88]].concat();
                let data = [&[0, 0, 4, 0, 1], id, body].concat();
                conn.stream.write_all(&[head, data].concat())?;
            }
            7 => return Ok(()),
            _ => {}
        }
    }
}

/// A FastCGI responder (specification 1.0, section 3.3) that echoes its parameters. Like php-fpm it
/// closes at once when the version is not 1.
pub fn serve_fastcgi(conn: &mut Buffered<Conn>) -> io::Result<()> {
    let (mut params, mut keep) = (Vec::new(), false);
    loop {
        let header = conn.take(8)?;
        let [1, kind, id1, id0, len1, len0, padding, _] = *header.as_slice() else {
            return Ok(());
        };
        let len = usize::from(u16::from_be_bytes([len1, len0]));
        let content = conn.take(len + usize::from(padding))?;
        let content = content.get(..len).unwrap_or_default();
        match kind {
            1 => keep = content.get(2).is_some_and(|flags| flags & 1 == 1),
            4 => params.extend_from_slice(content),
            5 if len == 0 => {
                let mut out = b"Status: 200 OK\r\nContent-Type: text/plain\r\n\r\n".to_vec();
                out.extend(show_params(&params));
                out.truncate(60_000);
                let [o1, o0] = u16::try_from(out.len()).unwrap_or_default().to_be_bytes();
                let reply = [
                    &[1, 6, id1, id0, o1, o0, 0, 0][..],
                    &out,
                    &[1, 6, id1, id0, 0, 0, 0, 0],
                    &[1, 3, id1, id0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
                ];
                conn.stream.write_all(&reply.concat())?;
                params.clear();
                if !keep {
                    return Ok(());
                }
            }
            _ => {}
        }
    }
}

/// Name-value pairs as `NAME=value` lines (FastCGI 1.0, section 3.4).
fn show_params(mut bytes: &[u8]) -> Vec<u8> {
    fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
        match bytes {
            [short, rest @ ..] if *short < 0x80 => Some((usize::from(*short), rest)),
            [b3, b2, b1, b0, rest @ ..] => {
                Some((u32::from_be_bytes([b3 & 0x7f, *b2, *b1, *b0]) as usize, rest))
            }
            _ => None,
        }
    }
    let mut shown = Vec::new();
    while let Some((name_len, rest)) = length(bytes) {
        let Some((value_len, rest)) = length(rest) else {
            break;
        };
        let Some((name, rest)) = rest.split_at_checked(name_len) else {
            break;
        };
        let Some((value, rest)) = rest.split_at_checked(value_len) else {
            break;
        };
        shown.extend([name, b"=", value, b"\n"].concat());
        bytes = rest;
    }
    shown
}

/// uwsgi: modifier 0, a length, variables with little-endian lengths; the reply is HTTP.
pub fn serve_uwsgi(conn: &mut Buffered<Conn>) -> io::Result<()> {
    let head = conn.take(4)?;
    let [0, len0, len1, _] = *head.as_slice() else {
        return Ok(());
    };
    conn.take(usize::from(u16::from_le_bytes([len0, len1])))?;
    conn.stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nuwsgi\n")
}

/// SCGI: a netstring of variables; the reply is CGI.
pub fn serve_scgi(conn: &mut Buffered<Conn>) -> io::Result<()> {
    let length = conn.take_until(b":")?;
    let length = String::from_utf8_lossy(&length);
    let Ok(length) = length.trim_end_matches(':').parse::<usize>() else {
        return Ok(());
    };
    conn.take(length + 1)?;
    conn.stream.write_all(b"Status: 200 OK\r\nContent-Type: text/plain\r\n\r\nscgi\n")
}

/// memcached's text protocol: every `get` finds the five bytes `value`.
pub fn serve_memcached(conn: &mut Buffered<Conn>) -> io::Result<()> {
    loop {
        let line = conn.take_until(b"\r\n")?;
        let line = String::from_utf8_lossy(&line).into_owned();
        let reply = match line.trim_end().strip_prefix("get ") {
            Some(key) => format!("VALUE {key} 0 5\r\nvalue\r\nEND\r\n"),
            None => "ERROR\r\n".to_owned(),
        };
        conn.stream.write_all(reply.as_bytes())?;
    }
}

/// A name server over UDP: A and AAAA of the names given, NXDOMAIN for all others (RFC 1035, section 4).
pub fn start_dns(spec: &Backend) -> io::Result<String> {
    let socket = UdpSocket::bind(&spec.at)?;
    let at = socket.local_addr()?.to_string();
    let spec = spec.clone();
    thread::spawn(move || {
        let mut packet = [0; 1500];
        while let Ok((len, peer)) = socket.recv_from(&mut packet) {
            if let Some(reply) = answer_dns(&spec, packet.get(..len).unwrap_or_default()) {
                // A client that is gone asks no more.
                let _ = socket.send_to(&reply, peer);
            }
        }
    });
    Ok(at)
}

fn answer_dns(spec: &Backend, query: &[u8]) -> Option<Vec<u8>> {
    let id = query.get(..2)?;
    let mut labels = Vec::new();
    let mut at = 12;
    loop {
        let len = usize::from(*query.get(at)?);
        at += 1;
        if len == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(query.get(at..at + len)?).to_ascii_lowercase());
        at += len;
    }
    let question = query.get(12..at + 4)?;
    let wants_v6 = query.get(at + 1) == Some(&28);
    let known = spec.names.get(&labels.join("."));
    let addresses = known.map(|a| a.items()).unwrap_or_default();
    let mut records = Vec::new();
    let mut count = 0_u8;
    for address in addresses.iter().filter_map(|a| a.parse::<IpAddr>().ok()) {
        let (kind, data) = match address {
            IpAddr::V4(v4) => (1, v4.octets().to_vec()),
            IpAddr::V6(v6) => (28, v6.octets().to_vec()),
        };
        if (kind == 28) == wants_v6 {
            // A pointer to the question's name, class IN, 60 seconds.
            records.extend([0xc0, 12, 0, kind, 0, 1, 0, 0, 0, 60, 0, u8::try_from(data.len()).ok()?]);
            records.extend(data);
            count += 1;
        }
    }
    let code = if known.is_some() { 0 } else { 3 };
    let flags = [0x81, 0x80 | code, 0, 1, 0, count, 0, 0, 0, 0];
    Some([id, &flags, question, &records].concat())
}
