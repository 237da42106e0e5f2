//! Where a Lua body ends, as the lexer of lua-nginx-module (src/ngx_http_lua_lex.c) finds it.
//!
//! Braces in Lua strings, long brackets and comments do not count. Knows nothing else of Lua.

/// Offset of the `}` that closes a body which starts at the start of `body` (after its `{`).
pub fn end_of_body(body: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut depth = 0usize;
    loop {
        let rest = body.get(at..)?;
        let found = rest.iter().position(|byte| matches!(byte, b'{' | b'}' | b'"' | b'\'' | b'[' | b'-'))?;
        at += found;
        match body.get(at)? {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            b'-' if body.get(at + 1) == Some(&b'-') => {
                at = comment_end(body, at + 2)?;
                continue;
            }
            b'[' => {
                if let Some(level) = long_bracket(body, at) {
                    at = long_bracket_end(body, at, level)?;
                    continue;
                }
            }
            mark @ (b'"' | b'\'') => {
                if let Some(end) = string_end(body, at + 1, *mark) {
                    at = end;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// After a comment whose `--` ends before `at`: a long bracket, or the rest of the line.
fn comment_end(body: &[u8], at: usize) -> Option<usize> {
    if body.get(at) == Some(&b'[')
        && let Some(level) = long_bracket(body, at)
    {
        return long_bracket_end(body, at, level);
    }
    memchr::memchr(b'\n', body.get(at..)?).map(|line| at + line)
}

/// The number of `=` in the `[[`, `[=[` and so on that opens at `at`.
fn long_bracket(body: &[u8], at: usize) -> Option<usize> {
    let level = body.get(at + 1..)?.iter().take_while(|&&byte| byte == b'=').count();
    (body.get(at + 1 + level) == Some(&b'[')).then_some(level)
}

/// After the bracket that closes the one at `at`.
fn long_bracket_end(body: &[u8], at: usize, level: usize) -> Option<usize> {
    let mut from = at + level + 2;
    loop {
        from += memchr::memchr(b']', body.get(from..)?)? + 1;
        let equals = body.get(from..)?.iter().take_while(|&&byte| byte == b'=').count();
        if equals == level && body.get(from + level) == Some(&b']') {
            return Some(from + level + 1);
        }
        from += equals;
    }
}

/// After the quote that closes a short string; a line end closes none.
fn string_end(body: &[u8], mut at: usize, mark: u8) -> Option<usize> {
    loop {
        at += memchr::memchr3(mark, b'\\', b'\n', body.get(at..)?)?;
        match body.get(at)? {
            b'\\' => at += 2,
            b'\n' => return None,
            _ => return Some(at + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_braces_of_the_code_count() {
        for body in [
            "ngx.say({1, {2}})}",
            "ngx.say(\"}\\\"}\")}",
            "ngx.say('}')}",
            "x = [[ } ]] y = [==[ ]] } ]=] ]==]}",
            "-- }\n}",
            "--[[ } \n } ]] }",
            "a[b[1]] = 2 - 1}",
        ] {
            assert_eq!(end_of_body(body.as_bytes()), Some(body.len() - 1), "{body}");
        }
        assert_eq!(end_of_body(b"x = { 1 "), None);
        assert_eq!(end_of_body(b"-- }"), None);
    }
}
