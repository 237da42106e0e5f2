//! Who may ask: `Require` and its containers, and the older `Order`, `Allow`, `Deny`.
//!
//! Source: mod_authz_core (`authz_core_check_section`), mod_authz_host, mod_access_compat.

use super::super::keywords::kw;
use super::super::line::Line;
use super::expr;
use crate::model::{Cond, Guard, Op, Subject, Why};
use crate::source::At;

/// Lines of one section.
#[derive(Debug, Default)]
pub struct Guards {
    at: Option<At>,
    /// What lets in; one of them is enough.
    list: Vec<Ask>,
    password: bool,
    order: Option<(Order, At)>,
    allows: Vec<Cond>,
    denies: Vec<Cond>,
    any: bool,
    unknown: Option<At>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    DenyAllow,
    AllowDeny,
}

/// One line: what holds, and whether it may only refuse.
#[derive(Clone, Debug)]
struct Ask {
    cond: Cond,
    negated: bool,
}

/// Containers inside each other at the most.
const DEPTH: u8 = 16;

impl Guards {
    /// Takes a line, if it is one of these.
    pub fn line(&mut self, line: Line<'_>) -> bool {
        match line.keyword() {
            kw::REQUIRE | kw::REQUIRE_ALL | kw::REQUIRE_ANY | kw::REQUIRE_NONE => {
                self.at.get_or_insert(line.head());
                let ask = self.ask(line, 0);
                self.list.extend(ask);
            }
            kw::ORDER => {
                self.at.get_or_insert(line.head());
                let words: Vec<u8> = line.args().flat_map(|arg| arg.text.to_ascii_lowercase()).collect();
                self.order = match &*words {
                    b"allow,deny" | b"mutual-failure" => Some((Order::AllowDeny, line.head())),
                    b"deny,allow" => Some((Order::DenyAllow, line.head())),
                    _ => None,
                };
            }
            kw::ALLOW | kw::DENY => {
                self.at.get_or_insert(line.head());
                let at = line.head();
                for arg in line.args().skip(1) {
                    let cond = match arg.text {
                        all if all.eq_ignore_ascii_case(b"all") => Cond::Always,
                        text => match expr::network(text) {
                            Some(net) => expr::atom(Subject::ClientAddress, Op::In([net].into()), at),
                            None => Cond::Unknown(Why::Opaque, at),
                        },
                    };
                    match line.keyword() {
                        kw::ALLOW => self.allows.push(cond),
                        _ => self.denies.push(cond),
                    }
                }
            }
            kw::SATISFY => {
                self.any |= line.arg(0).is_some_and(|arg| arg.text.eq_ignore_ascii_case(b"any"));
            }
            kw::AUTH_MERGING => self.unknown = Some(line.head()),
            _ => return false,
        }
        true
    }

    fn ask(&mut self, line: Line<'_>, depth: u8) -> Option<Ask> {
        let at = line.head();
        let unknown = Cond::Unknown(line.unknown().unwrap_or(Why::Opaque), at);
        if line.is_block() {
            if depth >= DEPTH {
                return Some(Ask { cond: unknown, negated: false });
            }
            let inner: Vec<Ask> = line.children().filter_map(|line| self.ask(line, depth + 1)).collect();
            let plain = |list: Vec<Ask>| -> Vec<Cond> {
                let one = |ask: Ask| match ask.negated {
                    true => Cond::Not(Box::new(ask.cond)),
                    false => ask.cond,
                };
                list.into_iter().map(one).collect()
            };
            return Some(match line.keyword() {
                kw::REQUIRE_ALL => Ask { cond: Cond::All(plain(inner).into()), negated: false },
                kw::REQUIRE_NONE => {
                    Ask { cond: Cond::Not(Box::new(Cond::Any(plain(inner).into()))), negated: false }
                }
                _ => Ask { cond: any(inner), negated: false },
            });
        }
        if line.keyword() != kw::REQUIRE {
            return None;
        }
        let mut words = line.args().map(|arg| arg.text).peekable();
        let negated = words.next_if(|word| word.eq_ignore_ascii_case(b"not")).is_some();
        let kind = words.next()?.to_ascii_lowercase();
        let words: Vec<&[u8]> = words.collect();
        let cond = match &*kind {
            _ if line.unknown().is_some() => unknown,
            b"all" => match words.first() {
                Some(word) if word.eq_ignore_ascii_case(b"granted") => Cond::Always,
                Some(word) if word.eq_ignore_ascii_case(b"denied") => Cond::Never,
                _ => unknown,
            },
            b"ip" => {
                let nets: Option<Vec<_>> = words.iter().map(|word| expr::network(word)).collect();
                match nets {
                    Some(nets) => expr::atom(Subject::ClientAddress, Op::In(nets.into()), at),
                    None => unknown,
                }
            }
            b"local" => {
                let nets = [&b"127.0.0.0/8"[..], b"::1"].map(expr::network).into_iter().flatten();
                expr::atom(Subject::ClientAddress, Op::In(nets.collect()), at)
            }
            b"method" => {
                let is = |word: &&[u8]| expr::atom(Subject::Method, Op::Is((*word).into()), at);
                Cond::Any(words.iter().map(is).collect())
            }
            b"expr" => {
                let text = words.join(&b' ');
                expr::parse(&text, at).unwrap_or(unknown)
            }
            b"user" | b"group" | b"valid-user" => {
                self.password = true;
                unknown
            }
            _ => unknown,
        };
        Some(Ask { cond, negated })
    }

    /// Nothing was said: `None`.
    pub fn done(self) -> Option<Guard> {
        let at = self.at?;
        let mut conds = Vec::new();
        if !self.list.is_empty() {
            conds.push(any(self.list));
        }
        if self.order.is_some() || !self.allows.is_empty() || !self.denies.is_empty() {
            let allowed = Cond::Any(self.allows.into());
            let denied = Cond::Any(self.denies.into());
            let not = |cond| Cond::Not(Box::new(cond));
            conds.push(match self.order {
                Some((Order::AllowDeny, _)) => Cond::All([allowed, not(denied)].into()),
                _ => Cond::Any([allowed, not(denied)].into()),
            });
        }
        if let Some(at) = self.unknown {
            conds.push(Cond::Unknown(Why::Opaque, at));
        }
        let when = match (conds.len(), self.any) {
            (1, _) => conds.pop()?,
            (_, true) => Cond::Any(conds.into()),
            _ => Cond::All(conds.into()),
        };
        Some(Guard { at, when, status: if self.password { 401 } else { 403 } })
    }
}

/// One of them is enough; those that only refuse say nothing by themselves.
fn any(list: Vec<Ask>) -> Cond {
    let asked: Vec<Cond> = list.into_iter().filter(|ask| !ask.negated).map(|ask| ask.cond).collect();
    match asked.len() {
        1 => asked.into_iter().next().unwrap_or(Cond::Never),
        _ => Cond::Any(asked.into()),
    }
}
