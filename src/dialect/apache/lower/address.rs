//! The URLs of workers: their addresses, and what httpd refuses of them, at start or with each request.

use super::super::line::Arg;
use super::super::url::{self, Url};
use super::param;
use super::part::Part;
use crate::model::*;
use crate::source::At;

/// The line holds marks of a template step: its words are not those that the server will see.
fn is_template(part: &Part<'_>, arg: Arg<'_>) -> bool {
    let source = part.lower.config.sources.get(arg.at.span.file);
    let line = source.bytes.get(source.line_range(source.line_of(arg.at.span.start))).unwrap_or_default();
    [&b"{{"[..], b"{%", b"<%"].iter().any(|mark| memchr::memmem::find(line, mark).is_some())
}

/// A URL that httpd cannot read at start.
pub fn refused(part: &mut Part<'_>, arg: Arg<'_>, fault: AddressFault) {
    if arg.unknown.is_some() || super::super::values::is_placeholder(arg.text) || is_template(part, arg) {
        return;
    }
    // A capture may stand in the place of the port.
    if fault == AddressFault::BadPort && arg.text.contains(&b'$') {
        return;
    }
    let shown = String::from_utf8_lossy(arg.text);
    if arg.text.get(..5).is_some_and(|head| head.eq_ignore_ascii_case(b"unix:")) {
        return part.remark(arg.at, RemarkKind::SocketTarget { fault: SocketFault::NoScheme });
    }
    let server_says = match fault {
        AddressFault::BadScheme => format!("URL must be absolute!: {shown}"),
        _ => format!("Unable to parse URL: {shown}"),
    };
    part.remark(arg.at, RemarkKind::InvalidAddress { server_says, fault });
}

/// Faults of a URL that show with each request.
pub fn faults(part: &mut Part<'_>, arg: Arg<'_>, text: &[u8], url: &Url) {
    if arg.unknown.is_some() {
        return;
    }
    let skip = arg.text.len() - text.len();
    let place = |range: std::ops::Range<usize>| At {
        span: param::place(arg, range.start + skip..range.end + skip),
        ..arg.at
    };
    if let Some(range) = &url.password {
        part.secrets.push(place(range.clone()).span);
    }
    if url.port_refused(text)
        && let Some(range) = url.port.clone()
    {
        let kind = RemarkKind::AddressFails {
            fault: AddressFault::BadPort,
            statuses: &["400"],
            log: "error parsing URL",
        };
        part.remark(place(range), kind);
    }
    if url::spoken(&text[url.scheme.clone()]).is_none() {
        let kind = RemarkKind::AddressFails {
            fault: AddressFault::BadScheme,
            statuses: &["500"],
            log: "No protocol handler was valid for the URL",
        };
        part.remark(place(url.scheme.clone()), kind);
    }
    if let Some(range) = url.unix.clone()
        && range.len() >= 96
    {
        part.remark(place(range), RemarkKind::SocketTarget { fault: SocketFault::TooLong });
    }
}

/// The endpoint of a URL.
pub fn endpoint(arg: Arg<'_>, text: &[u8], url: &Url) -> Endpoint {
    let skip = arg.text.len() - text.len();
    let place = |range: std::ops::Range<usize>| param::place(arg, range.start + skip..range.end + skip);
    let host = url.host_part(text);
    let resolution = match host {
        // Looked up with the first connection, and kept while the child lives.
        HostPart::Name(_) => Resolution::Follows,
        _ => Resolution::Nothing,
    };
    let host_span = place(url.unix.clone().unwrap_or_else(|| url.host.clone()));
    let port_span = url.port.clone().filter(|port| !port.is_empty() && url.unix.is_none()).map(place);
    Endpoint { port: url.port_part(text), host, resolution, at: arg.at, host_span, port_span }
}
