//! Expressions of `<If>`, `Require expr`, `RewriteCond expr` and the like, as conditions of the model.
//!
//! Source: `util_expr_parse.y`, `util_expr_scan.l`, manual "Expressions in Apache HTTP Server". What has no
//! counterpart becomes a condition that is not known, and only that part of the whole.

use super::template;
use crate::model::{Atom, Cond, FileTest, Op, Part, Pattern, Subject, Template, Text, Why};
use crate::source::At;
use std::net::IpAddr;
use std::sync::Arc;

/// Brackets inside each other at the most.
const DEPTH: u8 = 40;

/// Reads an expression; `None`: httpd refuses it.
pub fn parse(text: &[u8], at: At) -> Option<Cond> {
    let mut reader = Reader { text, place: 0, at, depth: 0 };
    let cond = reader.any()?;
    reader.blank();
    (reader.place == text.len()).then_some(cond)
}

/// The condition that a text is looked at by.
pub fn atom(subject: Subject, op: Op, at: At) -> Cond {
    Cond::Atom(Box::new(Atom { subject, op, at }))
}

/// What a text with a single variable looks at.
pub fn subject(template: Template) -> Subject {
    if let [Part::Variable(name)] = &*template.parts {
        let upper = name.to_ascii_uppercase();
        match &*upper {
            b"REQUEST_URI" => return Subject::Path,
            b"REQUEST_METHOD" => return Subject::Method,
            b"QUERY_STRING" => return Subject::Query(None),
            b"REMOTE_ADDR" => return Subject::ClientAddress,
            b"HTTP_HOST" => return Subject::Header("Host".into()),
            b"HTTP_USER_AGENT" => return Subject::Header("User-Agent".into()),
            b"HTTP_REFERER" => return Subject::Header("Referer".into()),
            b"HTTP_COOKIE" => return Subject::Header("Cookie".into()),
            b"HTTP_ACCEPT" => return Subject::Header("Accept".into()),
            _ => {}
        }
        for prefix in [&b"HTTP:"[..], b"REQ:"] {
            if upper.starts_with(prefix) {
                return Subject::Header(Text::from(&name[prefix.len()..]));
            }
        }
    }
    Subject::Text(template)
}

/// A network: `10.0.0.0/8`, `10.1.2.3`, `10.0`, `2001:db8::/32`.
pub fn network(text: &[u8]) -> Option<(IpAddr, u8)> {
    let text = std::str::from_utf8(text).ok()?;
    let (address, mask) = match text.split_once('/') {
        Some((address, mask)) => (address, Some(mask)),
        None => (text, None),
    };
    if let Ok(ip) = address.parse::<IpAddr>() {
        let all = if ip.is_ipv4() { 32 } else { 128 };
        let bits = match mask {
            None => all,
            Some(mask) => match mask.parse::<u8>() {
                Ok(bits) if bits <= all => bits,
                Ok(_) => return None,
                Err(_) => {
                    let mask = u32::from(mask.parse::<std::net::Ipv4Addr>().ok()?);
                    (mask.leading_ones() == mask.count_ones()).then_some(mask.leading_ones() as u8)?
                }
            },
        };
        return Some((ip, bits));
    }
    // The first one to three numbers of an address.
    let numbers: Option<Vec<u8>> =
        address.trim_end_matches('.').split('.').map(|part| part.parse().ok()).collect();
    let numbers = numbers.filter(|numbers| mask.is_none() && numbers.len() < 4)?;
    let mut bytes = [0; 4];
    bytes[..numbers.len()].copy_from_slice(&numbers);
    Some((IpAddr::from(bytes), numbers.len() as u8 * 8))
}

struct Reader<'t> {
    text: &'t [u8],
    place: usize,
    at: At,
    depth: u8,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t [u8] {
        &self.text[self.place..]
    }

    fn blank(&mut self) {
        self.place += self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    }

    /// Takes these signs, if they come next.
    fn take(&mut self, signs: &[u8]) -> bool {
        self.blank();
        let found = self.rest().starts_with(signs);
        self.place += if found { signs.len() } else { 0 };
        found
    }

    fn unknown(&self) -> Cond {
        Cond::Unknown(Why::Opaque, self.at)
    }

    fn any(&mut self) -> Option<Cond> {
        let mut list = vec![self.all()?];
        while self.take(b"||") {
            list.push(self.all()?);
        }
        Some(if list.len() == 1 { list.pop()? } else { Cond::Any(list.into()) })
    }

    fn all(&mut self) -> Option<Cond> {
        let mut list = vec![self.one()?];
        while self.take(b"&&") {
            list.push(self.one()?);
        }
        Some(if list.len() == 1 { list.pop()? } else { Cond::All(list.into()) })
    }

    fn one(&mut self) -> Option<Cond> {
        self.blank();
        if self.rest().starts_with(b"!") && !self.rest().starts_with(b"!=") && !self.rest().starts_with(b"!~")
        {
            self.place += 1;
            self.depth += 1;
            let inner = if self.depth < DEPTH { self.one() } else { None };
            self.depth -= 1;
            return Some(Cond::Not(Box::new(inner?)));
        }
        if self.rest().starts_with(b"(") {
            self.place += 1;
            self.depth += 1;
            let inner = if self.depth < DEPTH { self.any() } else { None };
            self.depth -= 1;
            let inner = inner?;
            return self.take(b")").then_some(inner);
        }
        match self.name() {
            b"true" => {
                self.place += 4;
                return Some(Cond::Always);
            }
            b"false" => {
                self.place += 5;
                return Some(Cond::Never);
            }
            _ => {}
        }
        if let [b'-', test, after, ..] = self.rest()
            && test.is_ascii_alphabetic()
            && !after.is_ascii_alphanumeric()
        {
            self.place += 2;
            let word = self.word()?;
            return Some(self.test(*test, word));
        }
        let left = self.word()?;
        self.compared(left)
    }

    /// Letters, digits and `_` that come next.
    fn name(&self) -> &'t [u8] {
        let rest = self.rest();
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        &rest[..length]
    }

    fn test(&self, test: u8, word: Option<Template>) -> Cond {
        let Some(word) = word else { return self.unknown() };
        let at = self.at;
        match test {
            b'f' => atom(Subject::File(FileTest::File, word), Op::Holds, at),
            b'd' => atom(Subject::File(FileTest::Directory, word), Op::Holds, at),
            b'e' => atom(Subject::File(FileTest::Exists, word), Op::Holds, at),
            b'n' => atom(subject(word), Op::Holds, at),
            b'z' => Cond::Not(Box::new(atom(subject(word), Op::Holds, at))),
            b'T' => {
                let off = |text: &str| atom(subject(word.clone()), Op::IsIgnoreCase(text.into()), at);
                let list = ["", "0", "off", "false", "no"].map(off);
                Cond::Not(Box::new(Cond::Any(list.into())))
            }
            b'R' => match word.constant().and_then(network) {
                Some(network) => atom(Subject::ClientAddress, Op::In([network].into()), at),
                None => self.unknown(),
            },
            _ => self.unknown(),
        }
    }

    fn compared(&mut self, left: Option<Template>) -> Option<Cond> {
        self.blank();
        let at = self.at;
        let not = |cond, negated: bool| if negated { Cond::Not(Box::new(cond)) } else { cond };
        if self.take(b"=~") || self.rest().starts_with(b"!~") {
            let negated = self.take(b"!~");
            let pattern = self.pattern()?;
            let Some(left) = left else { return Some(self.unknown()) };
            return Some(not(atom(subject(left), Op::Matches(pattern), at), negated));
        }
        for (sign, negated) in [(&b"=="[..], false), (b"!=", true), (b"=", false)] {
            if self.take(sign) {
                let right = self.word()?;
                let (Some(left), Some(right)) = (left, right) else { return Some(self.unknown()) };
                let op = match right.constant() {
                    Some(text) => Op::Is(text.into()),
                    None => Op::IsText(right),
                };
                return Some(not(atom(subject(left), op, at), negated));
            }
        }
        for sign in [&b"<="[..], b">=", b"<", b">"] {
            if self.take(sign) {
                self.word()?;
                return Some(self.unknown());
            }
        }
        let dash = self.rest().starts_with(b"-");
        self.place += dash as usize;
        let name = self.name();
        self.place += name.len();
        match name {
            b"in" => self.listed(left),
            b"eq" | b"ne" | b"lt" | b"le" | b"gt" | b"ge" => {
                let right = self.word()?;
                let number =
                    |word: &Template| std::str::from_utf8(word.constant()?).ok()?.trim().parse().ok();
                let (Some(left), Some(number)) = (left, right.as_ref().and_then(number)) else {
                    return Some(self.unknown());
                };
                Some(ordered(name, subject(left), number, at))
            }
            b"ipmatch" if dash => {
                let right = self.word()?;
                let network = right.as_ref().and_then(|word| network(word.constant()?));
                Some(match (left, network) {
                    (Some(left), Some(network)) => atom(subject(left), Op::In([network].into()), at),
                    _ => self.unknown(),
                })
            }
            b"strmatch" | b"strcmatch" | b"fnmatch" if dash => {
                let right = self.word()?;
                let glob = right.as_ref().and_then(Template::constant);
                Some(match (left, glob) {
                    (Some(left), Some(glob)) if name != b"strcmatch" => {
                        atom(subject(left), Op::Glob(glob.into(), name == b"fnmatch"), at)
                    }
                    _ => self.unknown(),
                })
            }
            // A function of the kind that is true or false.
            b"" => None,
            _ => {
                self.skip_brackets()?;
                Some(self.unknown())
            }
        }
    }

    /// `{ 'a', 'b' }`
    fn listed(&mut self, left: Option<Template>) -> Option<Cond> {
        if !self.take(b"{") {
            self.word()?;
            return Some(self.unknown());
        }
        let mut list = Vec::new();
        loop {
            list.push(self.word()?);
            if self.take(b"}") {
                break;
            }
            if !self.take(b",") {
                return None;
            }
        }
        let Some(left) = left else { return Some(self.unknown()) };
        let conds: Option<Vec<Cond>> = list
            .into_iter()
            .map(|word| {
                let word = word?;
                let op = Op::Is(word.constant()?.into());
                Some(atom(subject(left.clone()), op, self.at))
            })
            .collect();
        Some(conds.map_or(self.unknown(), |conds| Cond::Any(conds.into())))
    }

    /// `/pattern/flags` or `m#pattern#flags`
    fn pattern(&mut self) -> Option<Pattern> {
        self.blank();
        let sign = match self.rest() {
            [b'/', ..] => {
                self.place += 1;
                b'/'
            }
            [b'm', sign, ..] if b"/#$%^|?!'\",;:._-".contains(sign) => {
                self.place += 2;
                *sign
            }
            _ => return None,
        };
        let rest = self.rest();
        let mut end = 0;
        loop {
            match rest.get(end)? {
                b'\\' => end += 2,
                byte if *byte == sign => break,
                _ => end += 1,
            }
        }
        let source = rest[..end].to_vec();
        self.place += end + 1;
        let flags = self.rest().iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let ignore_case = self.rest()[..flags].contains(&b'i');
        let others = self.rest()[..flags].iter().any(|flag| matches!(flag, b's' | b'm'));
        self.place += flags;
        let source = if others { [b"(?s)", &source[..]].concat() } else { source };
        Some(Pattern { source: source.into(), ignore_case })
    }

    /// A word, or several joined by a dot. The outer `None`: none stands here; the inner one: it is not
    /// known what it comes to.
    fn word(&mut self) -> Option<Option<Template>> {
        let mut whole = self.single()?;
        loop {
            self.blank();
            let joined = self.rest().starts_with(b".")
                && self.rest().get(1).is_some_and(|byte| !byte.is_ascii_digit());
            if !joined {
                return Some(whole);
            }
            self.place += 1;
            let next = self.single()?;
            whole = match (whole, next) {
                (Some(a), Some(b)) => {
                    let parts: Vec<Part> = a.parts.iter().chain(b.parts.iter()).cloned().collect();
                    Some(Template { parts: Arc::from(parts), at: self.at })
                }
                _ => None,
            };
        }
    }

    fn single(&mut self) -> Option<Option<Template>> {
        self.blank();
        let rest = self.rest();
        match rest {
            [quote @ (b'\'' | b'"'), inner @ ..] => {
                let mut end = 0;
                loop {
                    match inner.get(end)? {
                        b'\\' => end += 2,
                        byte if byte == quote => break,
                        _ => end += 1,
                    }
                }
                self.place += end + 2;
                Some(Some(template::expression(&inner[..end], self.at)))
            }
            [b'%', b'{', inner @ ..] => {
                let mut level = 0;
                let end = inner.iter().position(|byte| {
                    match byte {
                        b'{' => level += 1,
                        b'}' if level > 0 => level -= 1,
                        b'}' => return true,
                        _ => {}
                    }
                    false
                })?;
                self.place += end + 3;
                let name = &inner[..end];
                let plain = name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_-:".contains(byte));
                Some(plain.then(|| Template { parts: Arc::from([Part::Variable(name.into())]), at: self.at }))
            }
            [b'$', digit, ..] if digit.is_ascii_digit() => {
                self.place += 2;
                let name = Text::from(&[b'%', *digit][..]);
                Some(Some(Template { parts: Arc::from([Part::Variable(name)]), at: self.at }))
            }
            [b'-' | b'0'..=b'9', ..] => {
                let sign = rest.starts_with(b"-") as usize;
                let digits = rest[sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                if digits == 0 {
                    return None;
                }
                self.place += sign + digits;
                Some(Some(template::literal(&rest[..sign + digits], self.at)))
            }
            [first, ..] if first.is_ascii_alphabetic() => {
                // A function of a word; as a variable where it reads one header or variable.
                let name = self.name();
                self.place += name.len();
                if !self.take(b"(") {
                    return None;
                }
                self.depth += 1;
                let inner = if self.depth < DEPTH { self.word() } else { None };
                self.depth -= 1;
                let inner = inner?;
                if !self.take(b")") {
                    return None;
                }
                let reads = matches!(name, b"req" | b"http" | b"req_novary" | b"env" | b"reqenv");
                let constant = inner.as_ref().and_then(Template::constant);
                Some(constant.filter(|_| reads).map(|text| Template {
                    parts: Arc::from([Part::Variable([name, b":", text].concat().into())]),
                    at: self.at,
                }))
            }
            _ => None,
        }
    }

    fn skip_brackets(&mut self) -> Option<()> {
        if !self.take(b"(") {
            return self.word().map(|_| ());
        }
        let close = self.rest().iter().position(|byte| *byte == b')')?;
        self.place += close + 1;
        Some(())
    }
}

/// A number against another.
pub fn ordered(name: &[u8], subject: Subject, number: i64, at: At) -> Cond {
    let less = || atom(subject.clone(), Op::Less(number), at);
    let greater = || atom(subject.clone(), Op::Greater(number), at);
    let not = |cond| Cond::Not(Box::new(cond));
    match name {
        b"lt" => less(),
        b"gt" => greater(),
        b"le" => not(greater()),
        b"ge" => not(less()),
        b"ne" => Cond::Any([less(), greater()].into()),
        _ => Cond::All([not(less()), not(greater())].into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span, Via};

    fn at() -> At {
        At { span: Span::new(FileId(0), 0, 0), via: Via::DIRECT }
    }

    fn shown(text: &str) -> String {
        fn cond(one: &Cond) -> String {
            let list = |list: &[Cond]| list.iter().map(cond).collect::<Vec<_>>().join(" ");
            match one {
                Cond::Always => "yes".to_owned(),
                Cond::Never => "no".to_owned(),
                Cond::All(conds) => format!("(and {})", list(conds)),
                Cond::Any(conds) => format!("(or {})", list(conds)),
                Cond::Not(inner) => format!("(not {})", cond(inner)),
                Cond::Atom(atom) => format!("{:?} {:?}", atom.subject, atom.op),
                Cond::Named(_) => "named".to_owned(),
                Cond::Unknown(..) => "?".to_owned(),
            }
        }
        parse(text.as_bytes(), at()).map_or("refused".to_owned(), |found| cond(&found))
    }

    #[test]
    fn expressions_become_conditions() {
        for (text, expected) in [
            ("true && ! false", "(and yes (not no))"),
            ("%{REQUEST_METHOD} == 'POST'", "Method Is(\"POST\")"),
            ("%{HTTP_HOST} != 'a.b'", "(not Header(\"Host\") Is(\"a.b\"))"),
            ("%{HTTP:X-Y} -eq 3", "(and (not Header(\"X-Y\") Less(3)) (not Header(\"X-Y\") Greater(3)))"),
            ("%{REQUEST_METHOD} in { 'GET', \"HEAD\" }", "(or Method Is(\"GET\") Method Is(\"HEAD\"))"),
            (
                "-R '10.0.0.0/8' || -z %{QUERY_STRING}",
                "(or ClientAddress In([(10.0.0.0, 8)]) (not Query(None) Holds))",
            ),
            ("req('X-A') = 'b'", "Header(\"X-A\") Is(\"b\")"),
            (
                "%{TIME_HOUR} -gt 9 && md5('a') == 'b'",
                "(and Text(Template { parts: [Variable(\"TIME_HOUR\")], at: At { span: Span { file: FileId(0), start: 0, end: 0 }, via: Via(0) } }) Greater(9) ?)",
            ),
            ("%{HTTP_HOST}", "refused"),
            ("(true", "refused"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        let Some(Cond::Atom(atom)) = parse(b"%{HTTP_USER_AGENT} =~ m#bad/bot#i", at()) else { panic!() };
        let Op::Matches(pattern) = &atom.op else { panic!() };
        assert!(*pattern.source == *b"bad/bot" && pattern.ignore_case);
    }

    #[test]
    fn networks_are_read_in_all_their_forms() {
        let shown = |text: &str| network(text.as_bytes()).map(|(ip, bits)| format!("{ip}/{bits}"));
        assert_eq!(shown("10.1.2.3").as_deref(), Some("10.1.2.3/32"));
        assert_eq!(shown("10.1").as_deref(), Some("10.1.0.0/16"));
        assert_eq!(shown("10.0.0.0/255.0.0.0").as_deref(), Some("10.0.0.0/8"));
        assert_eq!(shown("2001:db8::/32").as_deref(), Some("2001:db8::/32"));
        assert_eq!(shown("host.example"), None);
    }
}
