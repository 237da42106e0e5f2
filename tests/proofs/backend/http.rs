//! HTTP/1 backends: they echo the request in the body, after the script of the proof.

use std::io::{self, ErrorKind, Read, Write};
use std::thread;
use std::time::Duration;

use super::{Buffered, Conn, Shared};
use crate::format::Kind;

struct Message {
    method: String,
    version: String,
    head: String,
    body_len: usize,
}

impl Message {
    fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value.trim())
    }

    fn keeps_alive(&self) -> bool {
        let connection = self.header("connection").to_ascii_lowercase();
        if self.version == "HTTP/1.1" {
            !connection.contains("close")
        } else {
            connection.contains("keep-alive")
        }
    }

    fn wants_upgrade(&self) -> bool {
        self.version == "HTTP/1.1"
            && self.header("upgrade").eq_ignore_ascii_case("websocket")
            && self.header("connection").to_ascii_lowercase().contains("upgrade")
    }
}

pub fn serve<S: Read + Write>(conn: &mut Buffered<S>, shared: &Shared) -> io::Result<()> {
    let spec = &shared.spec;
    for served in 0.. {
        // One byte only: what is left unread when a connection is dropped makes the close a reset.
        if conn.bytes.is_empty() {
            let mut first = [0];
            match conn.stream.read(&mut first) {
                Ok(1) => conn.bytes.extend(first),
                _ => return Ok(()),
            }
        }
        // As nginx, node and others: what cannot be a method is answered before its end is awaited.
        if !conn.bytes.first().is_some_and(u8::is_ascii_alphabetic) {
            conn.stream
                .write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
            return conn.stream.flush();
        }
        if spec.resets_reused && served > 0 {
            return Ok(());
        }
        let answer = shared.next_answer();
        if answer == "reset" {
            return Ok(());
        }
        let message = read_message(conn)?;
        thread::sleep(Duration::from_millis(spec.delay_ms));
        if spec.kind == Kind::Websocket && answer == "200" {
            return upgrade(conn, &message);
        }
        if !respond(conn, shared, &message, &answer)? {
            return Ok(());
        }
    }
    Ok(())
}

/// Answers one request; whether the connection may live on.
fn respond<S: Read + Write>(
    conn: &mut Buffered<S>,
    shared: &Shared,
    message: &Message,
    answer: &str,
) -> io::Result<bool> {
    let spec = &shared.spec;
    match answer {
        "silent" => {
            io::copy(&mut conn.stream, &mut io::sink())?;
            return Ok(false);
        }
        "close" => return Ok(false),
        "garbage" => {
            return conn.stream.write_all(b"\x15\x03 this is no HTTP\r\n\r\n").map(|()| false);
        }
        _ => {}
    }
    let wrong_host =
        !spec.only_hosts.is_empty() && !spec.only_hosts.iter().any(|h| h == message.header("host"));
    let status = match answer {
        "cut" => "200",
        _ if spec.requires_http11 && message.version != "HTTP/1.1" => "426",
        _ if wrong_host => "404",
        status => status,
    };
    let body = format!("{}\nbody {} bytes\n", message.head.trim_end(), message.body_len);
    let length = if answer == "cut" { body.len() + 1_000 } else { body.len() };
    let keep = message.keeps_alive() && answer != "cut";
    let mut head =
        format!("HTTP/1.1 {status} Scripted\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n");
    head.push_str(if keep { "Connection: keep-alive\r\n" } else { "Connection: close\r\n" });
    let mut padding = spec.header_bytes;
    while padding > 0 {
        let line = padding.min(1_000);
        head.push_str(&format!("Set-Cookie: pad={}\r\n", "x".repeat(line.saturating_sub(18))));
        padding -= line;
    }
    for line in &spec.headers {
        head.push_str(line);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    if message.method != "HEAD" {
        head.push_str(&body);
    }
    conn.stream.write_all(head.as_bytes())?;
    conn.stream.flush()?;
    Ok(keep)
}

/// 101 and an echo for a complete upgrade request; raw WebSocket servers close on any other.
fn upgrade<S: Read + Write>(conn: &mut Buffered<S>, message: &Message) -> io::Result<()> {
    if !message.wants_upgrade() {
        return Ok(());
    }
    let head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
    conn.stream.write_all(head.as_bytes())?;
    conn.stream.flush()?;
    loop {
        conn.fill(1)?;
        if conn.bytes.is_empty() {
            return Ok(());
        }
        let echo = std::mem::take(&mut conn.bytes);
        conn.stream.write_all(&echo)?;
        conn.stream.flush()?;
    }
}

/// Reads a whole request and closes in order (FIN, not RST).
pub fn read_and_close(conn: &mut Buffered<Conn>) -> io::Result<()> {
    // A TLS hello or a FastCGI record has no end that this reader knows: what came at once is all.
    if conn.fill(1)? && conn.bytes.first().is_some_and(u8::is_ascii_uppercase) {
        read_message(conn)?;
    }
    conn.stream.finish_writing();
    Ok(())
}

fn read_message<S: Read + Write>(conn: &mut Buffered<S>) -> io::Result<Message> {
    let head = conn.take_until(b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut words = head.lines().next().unwrap_or_default().split(' ').map(str::to_owned);
    let (Some(method), Some(version)) = (words.next(), words.nth(1)) else {
        return Err(ErrorKind::InvalidData.into());
    };
    let mut message = Message { method, version, head, body_len: 0 };
    if message.header("transfer-encoding").eq_ignore_ascii_case("chunked") {
        message.body_len = read_chunks(conn)?;
    } else if let Ok(length) = message.header("content-length").parse() {
        message.body_len = conn.take(length)?.len();
    }
    Ok(message)
}

fn read_chunks<S: Read + Write>(conn: &mut Buffered<S>) -> io::Result<usize> {
    let mut total = 0;
    loop {
        let line = conn.take_until(b"\r\n")?;
        let line = String::from_utf8_lossy(&line);
        let size = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        conn.take(size + 2)?;
        if size == 0 {
            return Ok(total);
        }
        total += size;
    }
}
