//! Is this JSON text (RFC 8259) that a session may hold? Nothing else: the text itself is kept as it is.

use crate::limits::JSON_DEPTH_MAX;

/// Whether `text` is one JSON value that no other kind of session value could hold: an array, an object, or a number
/// with a fraction, an exponent or more than 64 bits. Nesting is bounded and surrogates in `\u` escapes come in pairs.
pub(crate) fn is_session_json(text: &[u8]) -> bool {
    // A number, string or literal is told apart by its first character, so the rule for the top needs no tree.
    core::str::from_utf8(text).is_ok() && scan(text).is_some()
}

/// Containers that are open: one bit each, set for an object.
struct Open {
    objects: u32,
    depth: usize,
}

impl Open {
    fn push(&mut self, object: bool) -> Option<()> {
        self.depth = self.depth.checked_add(1).filter(|&depth| depth <= JSON_DEPTH_MAX)?;
        self.objects = (self.objects << 1) | u32::from(object);
        Some(())
    }

    fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.objects >>= 1;
    }

    /// Whether the innermost container is an object; `None` at the top.
    fn innermost_is_object(&self) -> Option<bool> {
        (self.depth > 0).then_some(self.objects & 1 == 1)
    }
}

fn scan(text: &[u8]) -> Option<()> {
    let mut scanner = Scanner { rest: text };
    let mut open = Open { objects: 0, depth: 0 };
    loop {
        if scanner.value(&mut open)? == After::Inner {
            continue;
        }
        // A value has ended: close containers until one wants another value.
        loop {
            scanner.whitespace();
            let Some(in_object) = open.innermost_is_object() else {
                return scanner.rest.is_empty().then_some(());
            };
            match scanner.next()? {
                b',' if in_object => {
                    scanner.member_name()?;
                    break;
                }
                b',' => break,
                b'}' if in_object => open.pop(),
                b']' if !in_object => open.pop(),
                _ => return None,
            }
        }
    }
}

/// What a value's beginning leaves to be read.
#[derive(PartialEq)]
enum After {
    /// The first value inside a container that was opened.
    Inner,
    /// Nothing: the value is complete.
    Complete,
}

struct Scanner<'a> {
    rest: &'a [u8],
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn next_is(&mut self, wanted: impl Fn(u8) -> bool) -> bool {
        match self.rest.split_first() {
            Some((&first, rest)) if wanted(first) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn whitespace(&mut self) {
        while self.next_is(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {}
    }

    fn value(&mut self, open: &mut Open) -> Option<After> {
        self.whitespace();
        let at_top = open.depth == 0;
        match self.next()? {
            b'{' => {
                open.push(true)?;
                self.whitespace();
                if self.next_is(|byte| byte == b'}') {
                    open.pop();
                    return Some(After::Complete);
                }
                self.member_name()?;
                return Some(After::Inner);
            }
            b'[' => {
                open.push(false)?;
                self.whitespace();
                if self.next_is(|byte| byte == b']') {
                    open.pop();
                    return Some(After::Complete);
                }
                return Some(After::Inner);
            }
            first @ (b'-' | b'0'..=b'9') => {
                if self.number(first)? == Number::Int64 && at_top {
                    return None;
                }
            }
            // At the top these are kinds of their own: text, bool and null.
            _ if at_top => return None,
            b'"' => self.string()?,
            b't' => self.word(b"rue")?,
            b'f' => self.word(b"alse")?,
            b'n' => self.word(b"ull")?,
            _ => return None,
        }
        Some(After::Complete)
    }

    fn word(&mut self, rest_of_word: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(rest_of_word)?;
        Some(())
    }

    fn member_name(&mut self) -> Option<()> {
        self.whitespace();
        self.word(b"\"")?;
        self.string()?;
        self.whitespace();
        self.word(b":")
    }

    /// The rest of a string, after its opening quote.
    fn string(&mut self) -> Option<()> {
        loop {
            match self.next()? {
                b'"' => return Some(()),
                b'\\' => self.escape()?,
                0..=0x1f => return None,
                _ => {}
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        match self.next()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(()),
            b'u' => match self.code_unit()? {
                0xd800..=0xdbff => {
                    self.word(b"\\u")?;
                    matches!(self.code_unit()?, 0xdc00..=0xdfff).then_some(())
                }
                0xdc00..=0xdfff => None,
                _ => Some(()),
            },
            _ => None,
        }
    }

    fn code_unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = (unit << 4) | char::from(self.next()?).to_digit(16)?;
        }
        Some(unit)
    }

    /// The rest of a number, after its first character.
    fn number(&mut self, first: u8) -> Option<Number> {
        let negative = first == b'-';
        let leading = if negative { self.next()? } else { first };
        // Counted below zero, where 64-bit integers reach one further.
        let mut value = Some(0_i64.checked_sub(digit(leading)?)?);
        if leading != b'0' {
            while let Some(next) = self.rest.first().copied().and_then(digit) {
                self.next()?;
                value = value.and_then(|value| value.checked_mul(10)?.checked_sub(next));
            }
        }
        let mut number = match value {
            Some(i64::MIN) if !negative => Number::Other,
            Some(_) => Number::Int64,
            None => Number::Other,
        };
        if self.next_is(|byte| byte == b'.') {
            self.digits()?;
            number = Number::Other;
        }
        if self.next_is(|byte| matches!(byte, b'e' | b'E')) {
            self.next_is(|byte| matches!(byte, b'+' | b'-'));
            self.digits()?;
            number = Number::Other;
        }
        Some(number)
    }

    /// One digit at least.
    fn digits(&mut self) -> Option<()> {
        digit(self.next()?)?;
        while self.next_is(|byte| byte.is_ascii_digit()) {}
        Some(())
    }
}

#[derive(PartialEq)]
enum Number {
    /// What the integer kind holds.
    Int64,
    Other,
}

fn digit(byte: u8) -> Option<i64> {
    char::from(byte).to_digit(10).map(i64::from)
}
