//! The head of a reply may not fit the buffer that holds it.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{ByteSize, Cond, Failure, Intent, Op, Protocol, Setting};
use crate::source::At;

/// Buffers of this size hold what sign-on and long cookies need.
const ROOMY: ByteSize = ByteSize(16384);
/// Smaller than this is less than every server's default.
const SMALL: ByteSize = ByteSize(4096);
/// Below this the buffer is of no use at all, which another rule says.
const USELESS: ByteSize = ByteSize(1024);
/// The same, where it holds one line.
const USELESS_LINE: ByteSize = ByteSize(64);

/// Words of paths and names by which sign-on is told: its replies set long cookies.
const SIGN_ON: [&str; 10] =
    ["oauth2", "oidc", "openid", "saml", "/sso", "keycloak", "authentik", "authelia", "adfs", "shibboleth"];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in &cx.targets().iter().flat_map(Hop::apart).collect::<Vec<_>>() {
        if matches!(hop.protocol(), Protocol::Tcp | Protocol::Udp | Protocol::Memcached) {
            continue;
        }
        let head = &hop.buffers().head;
        let by_lines = hop.proxy.speech.head_is_read_by_lines();
        let least = if by_lines { USELESS_LINE } else { USELESS };
        let Some(size) = head.get().filter(|size| *size < ROOMY && *size >= least) else { continue };
        let written = head.at();
        let (what, label) = match by_lines {
            true => ("line", "each line of a reply's head must fit"),
            false => ("head", "the whole head of a reply must fit"),
        };
        let finding = match written {
            Some(at) if size < SMALL => Finding::new(
                "under-a-page",
                format!("{} is small: a reply with a long cookie does not fit", set(cx, hop, head, at, size)),
                Label::new(at, label),
            ),
            _ if size <= SMALL && signs_on(hop) => sign_on(hop, head, size),
            Some(at) if size == SMALL => Finding::new(
                "one-page",
                format!("{} holds a {what} of 4k: longer cookies do not fit", set(cx, hop, head, at, size)),
                Label::new(at, label),
            ),
            None if size <= SMALL && hop.buffers().cache.one().is_some() => Finding::new(
                "shared-with-cache",
                format!("A head of {size} is shared with the cache's own header and key"),
                Label::new(hop.target.host_span, "cached replies have less room"),
            ),
            _ => continue,
        };
        let outcome = hop.outcome(Failure::HeadTooLarge);
        let intent = Intent::HeadBuffer { protocol: hop.protocol() };
        let spelling = hop.proxy.speech.spell(hop.proxy, &intent, None);
        report.push(
            finding
                .statuses(outcome.statuses)
                .outcome(format!(
                    "{} for replies with a larger {what}: `{}`",
                    outcome.statuses.join(" or "),
                    outcome.log
                ))
                .help(format!("Write `{}`; more or larger buffers for bodies do not help", spelling.text)),
        );
    }
}

/// The setting with its size, as it is written: `responsefieldsize=2048`.
fn set(cx: &Cx, hop: &Hop, head: &Setting<ByteSize>, at: At, size: ByteSize) -> String {
    let joined = format!("{}=", head.term);
    match cx.written(hop.proxy, head.term, at).starts_with(&joined) {
        true => format!("`{joined}{}`", size.0),
        false => format!("`{} {size}`", head.term),
    }
}

fn sign_on(hop: &Hop, head: &Setting<ByteSize>, size: ByteSize) -> Finding {
    let (at, whose) = match head.at() {
        Some(at) => (at.span, String::new()),
        None => (hop.target.host_span, format!(", {}'s default", hop.proxy.speech.server())),
    };
    Finding::new(
        "sign-on-route",
        format!("Replies of a sign-on service have room for a head of {size}{whose}"),
        Label::new(at, format!("`{}` is {size}", head.term)),
    )
}

/// The route, the pool or a server is named after a sign-on service.
fn signs_on(hop: &Hop) -> bool {
    // Asked of every route: no copy of the text is made, and most places in it are passed by their first letter.
    let begins = |text: &[u8]| {
        SIGN_ON.iter().any(|word| {
            text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
        })
    };
    let named = |text: &[u8]| {
        let first =
            |letter: &u8| SIGN_ON.iter().any(|word| word.as_bytes()[0] == letter.to_ascii_lowercase());
        text.iter().enumerate().any(|(at, letter)| first(letter) && begins(&text[at..]))
    };
    let path = match &hop.route.when {
        Cond::Atom(atom) => match &atom.op {
            Op::Is(path) | Op::Prefix(path) => named(path),
            Op::Matches(pattern) => named(&pattern.source),
            _ => false,
        },
        _ => false,
    };
    path || named(&hop.pool.name)
}
