//! Which setting of which group a directive writes: one table for all families of directives.
//!
//! nginx repeats its directives per family (`proxy_read_timeout`, `fastcgi_read_timeout`, …); the part
//! before the first `_` is the family, the rest the field.

use super::super::keywords;
use crate::model::Term;
use std::sync::OnceLock;

/// Families in the order of [`crate::model::family`].
pub const PREFIXES: [&str; 7] = ["proxy_", "fastcgi_", "uwsgi_", "scgi_", "grpc_", "memcached_", "proxy_"];

/// The family of `proxy_*` directives in `stream`.
pub const STREAM: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Connect,
    Send,
    Read,
    Idle,
    NextUpstream,
    Tries,
    Window,
    BufferSize,
    Buffers,
    Busy,
    TempWrite,
    TempMax,
    Buffering,
    RequestBuffering,
    Cache,
    CacheStale,
    HttpVersion,
    Bind,
    ProxyProtocol,
    KeepConn,
    PassHeaders,
    PassBody,
    Intercept,
    Method,
    Index,
    SplitPath,
    SslEnabled,
    SslVerify,
    SslDepth,
    SslCa,
    SslSni,
    SslName,
    SslCertificate,
    SslKey,
    SslProtocols,
    SslCrl,
    SetHeader,
}

/// The group that a field belongs to; see [`crate::model::HopGroups`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Timeouts,
    Retry,
    Tls,
    Buffers,
    Connection,
    Headers,
}

impl Field {
    pub fn group(self) -> Group {
        match self {
            Field::Connect | Field::Send | Field::Read | Field::Idle => Group::Timeouts,
            Field::NextUpstream | Field::Tries | Field::Window => Group::Retry,
            Field::BufferSize
            | Field::Buffers
            | Field::Busy
            | Field::TempWrite
            | Field::TempMax
            | Field::Buffering
            | Field::RequestBuffering
            | Field::Cache
            | Field::CacheStale => Group::Buffers,
            Field::HttpVersion
            | Field::Bind
            | Field::ProxyProtocol
            | Field::KeepConn
            | Field::PassHeaders
            | Field::PassBody
            | Field::Intercept
            | Field::Method
            | Field::Index
            | Field::SplitPath => Group::Connection,
            Field::SetHeader => Group::Headers,
            _ => Group::Tls,
        }
    }
}

/// The directive's name without its family.
const SUFFIXES: [(&str, Field); 38] = [
    ("connect_timeout", Field::Connect),
    ("send_timeout", Field::Send),
    ("read_timeout", Field::Read),
    ("timeout", Field::Idle),
    ("next_upstream", Field::NextUpstream),
    ("next_upstream_tries", Field::Tries),
    ("next_upstream_timeout", Field::Window),
    ("buffer_size", Field::BufferSize),
    ("buffers", Field::Buffers),
    ("busy_buffers_size", Field::Busy),
    ("temp_file_write_size", Field::TempWrite),
    ("max_temp_file_size", Field::TempMax),
    ("buffering", Field::Buffering),
    ("request_buffering", Field::RequestBuffering),
    ("cache", Field::Cache),
    ("cache_use_stale", Field::CacheStale),
    ("http_version", Field::HttpVersion),
    ("bind", Field::Bind),
    ("protocol", Field::ProxyProtocol),
    ("keep_conn", Field::KeepConn),
    ("pass_request_headers", Field::PassHeaders),
    ("pass_request_body", Field::PassBody),
    ("intercept_errors", Field::Intercept),
    ("method", Field::Method),
    ("index", Field::Index),
    ("split_path_info", Field::SplitPath),
    ("ssl", Field::SslEnabled),
    ("ssl_verify", Field::SslVerify),
    ("ssl_verify_depth", Field::SslDepth),
    ("ssl_trusted_certificate", Field::SslCa),
    ("ssl_server_name", Field::SslSni),
    ("ssl_name", Field::SslName),
    ("ssl_certificate", Field::SslCertificate),
    ("ssl_certificate_key", Field::SslKey),
    ("ssl_protocols", Field::SslProtocols),
    ("ssl_crl", Field::SslCrl),
    ("set_header", Field::SetHeader),
    ("param", Field::SetHeader),
];

/// What a directive of `http` writes, by its keyword: family and field.
pub fn field(keyword: u16) -> Option<(usize, Field)> {
    static TABLE: OnceLock<Vec<Option<(u8, Field)>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = vec![None; keywords::all().len() + 1];
        for (family, prefix) in PREFIXES.iter().enumerate().take(STREAM) {
            for (suffix, field) in SUFFIXES {
                let number = keywords::lookup(format!("{prefix}{suffix}").as_bytes());
                if number != keywords::UNKNOWN {
                    table[number as usize] = Some((family as u8, field));
                }
            }
        }
        table
    });
    table.get(keyword as usize).copied().flatten().map(|(family, field)| (family as usize, field))
}

/// The directive that writes a field of a family, as the keyword table spells it; for a field that the
/// family lacks, the name that it would have in the first family.
pub fn term(family: usize, field: Field) -> Term {
    let suffix = match (field, family) {
        (Field::SetHeader, 1..=3) => "param",
        _ => SUFFIXES.iter().find(|(_, found)| *found == field).map_or("", |(suffix, _)| suffix),
    };
    let name = |prefix: &str| {
        let number = keywords::lookup(format!("{prefix}{suffix}").as_bytes());
        keywords::info(number).map(|keyword| &keyword.name)
    };
    name(PREFIXES[family]).or_else(|| name(PREFIXES[0])).unwrap_or(&"")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the table calls understood is read somewhere: by its own name, or as a field of a family.
    #[test]
    fn what_is_understood_is_read() {
        let code = crate::dialect::table::tests::code("src/dialect/nginx");
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let constants =
            code.split("kw::").skip(1).map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or(""));
        let names: std::collections::BTreeSet<&str> = constants.collect();
        let read = |keyword: &keywords::Keyword, number: u16| {
            names.contains(&*keyword.name.to_ascii_uppercase()) || field(number).is_some()
        };
        let rows = keywords::all()
            .iter()
            .zip(1..)
            .filter(|(keyword, _)| keyword.class == keywords::Class::Understood);
        let unread: Vec<&str> = rows
            .filter(|(keyword, number)| !read(keyword, *number))
            .map(|(keyword, _)| keyword.name)
            .collect();
        assert!(unread.is_empty(), "understood by the table, and read nowhere: {unread:?}");
    }
}
