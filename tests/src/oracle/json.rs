//! RFC 8259, rule by rule: whether some bytes are a JSON text, and whether they may stand as a JSON value in a session.

use super::numbers::JSON_DEPTH_MAX;

/// What a JSON text has at its top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Top {
    Object,
    Array,
    Str,
    /// The number as it is written.
    Number(String),
    Literal,
}

/// Whether these bytes may be the value of a JSON entry.
pub fn is_value(bytes: &[u8]) -> bool {
    match parse(bytes) {
        Some(Top::Object | Top::Array) => true,
        // A whole number of 64 bits is an integer: no value has two kinds.
        Some(Top::Number(number)) => number.contains(['.', 'e', 'E']) || number.parse::<i64>().is_err(),
        Some(Top::Str | Top::Literal) | None => false,
    }
}

/// Parses a whole JSON text, nested at most as deep as the format allows.
pub fn parse(bytes: &[u8]) -> Option<Top> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut parser = Parser { rest: text };
    parser.space();
    let top = parser.value(0)?;
    parser.space();
    parser.rest.is_empty().then_some(top)
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    fn eat(&mut self, literal: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(literal) else { return false };
        self.rest = rest;
        true
    }

    fn need(&mut self, literal: &str) -> Option<()> {
        self.eat(literal).then_some(())
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// `depth` is how many arrays and objects stand open around this value.
    fn value(&mut self, depth: usize) -> Option<Top> {
        match self.peek()? {
            '{' => self.object(depth + 1).map(|()| Top::Object),
            '[' => self.array(depth + 1).map(|()| Top::Array),
            '"' => self.string().map(|()| Top::Str),
            '-' | '0'..='9' => self.number().map(Top::Number),
            _ => (self.eat("true") || self.eat("false") || self.eat("null")).then_some(Top::Literal),
        }
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        if depth > JSON_DEPTH_MAX {
            return None;
        }
        self.need("{")?;
        self.space();
        if self.eat("}") {
            return Some(());
        }
        loop {
            self.space();
            self.string()?;
            self.space();
            self.need(":")?;
            self.space();
            self.value(depth)?;
            self.space();
            if self.eat("}") {
                return Some(());
            }
            self.need(",")?;
        }
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        if depth > JSON_DEPTH_MAX {
            return None;
        }
        self.need("[")?;
        self.space();
        if self.eat("]") {
            return Some(());
        }
        loop {
            self.space();
            self.value(depth)?;
            self.space();
            if self.eat("]") {
                return Some(());
            }
            self.need(",")?;
        }
    }

    fn string(&mut self) -> Option<()> {
        self.need("\"")?;
        loop {
            match self.next()? {
                '"' => return Some(()),
                '\\' => match self.next()? {
                    '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {}
                    'u' => self.unicode_escape()?,
                    _ => return None,
                },
                '\0'..='\x1f' => return None,
                _ => {}
            }
        }
    }

    /// The four digits after `\u`, and after a high surrogate the low one that must follow.
    fn unicode_escape(&mut self) -> Option<()> {
        match self.hex4()? {
            0xd800..=0xdbff => {
                self.need("\\u")?;
                matches!(self.hex4()?, 0xdc00..=0xdfff).then_some(())
            }
            0xdc00..=0xdfff => None,
            _ => Some(()),
        }
    }

    fn hex4(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + self.next()?.to_digit(16)?;
        }
        Some(unit)
    }

    fn number(&mut self) -> Option<String> {
        let start = self.rest;
        self.eat("-");
        if !self.eat("0") {
            self.digits()?;
        }
        if self.eat(".") {
            self.digits()?;
        }
        if self.eat("e") || self.eat("E") {
            let _sign = self.eat("+") || self.eat("-");
            self.digits()?;
        }
        Some(start[..start.len() - self.rest.len()].to_owned())
    }

    fn digits(&mut self) -> Option<()> {
        let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let some = rest.len() < self.rest.len();
        self.rest = rest;
        some.then_some(())
    }
}
