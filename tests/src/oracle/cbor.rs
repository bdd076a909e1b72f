//! CBOR (RFC 8949) as a tree: a lenient reader, and a writer that knows only the deterministic encoding.
//!
//! The reader takes what any reader might (long heads, unsorted and repeated keys, unknown tags), so that what is not
//! deterministic shows as a difference between what was read and what the writer makes of it.

/// One CBOR data item, as far as the profile needs them; floats, indefinite lengths and other simple values are none of
/// its business, and the reader refuses them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Uint(u64),
    /// The integer -1 - n.
    Nint(u64),
    Bytes(Vec<u8>),
    Text(String),
    Array(Vec<Item>),
    Map(Vec<(Item, Item)>),
    Tag(u64, Box<Item>),
    Bool(bool),
    Null,
}

/// Deeper than anything the profile has; it only keeps a hostile input from using up the stack.
const DEPTH_MAX: usize = 64;

/// The head of an item in its shortest form.
pub fn head(major: u8, argument: u64) -> Vec<u8> {
    let top = major << 5;
    if argument < 24 {
        vec![top | u8::try_from(argument).unwrap()]
    } else if let Ok(n) = u8::try_from(argument) {
        vec![top | 0x18, n]
    } else if let Ok(n) = u16::try_from(argument) {
        [vec![top | 0x19], n.to_be_bytes().to_vec()].concat()
    } else if let Ok(n) = u32::try_from(argument) {
        [vec![top | 0x1a], n.to_be_bytes().to_vec()].concat()
    } else {
        [vec![top | 0x1b], argument.to_be_bytes().to_vec()].concat()
    }
}

impl Item {
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub fn int(value: i64) -> Self {
        match u64::try_from(value) {
            Ok(n) => Self::Uint(n),
            Err(_) => Self::Nint(!value.cast_unsigned()),
        }
    }

    /// The encoding, every head in its shortest form and maps in the order they are in.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Uint(n) => head(0, *n),
            Self::Nint(n) => head(1, *n),
            Self::Bytes(bytes) => [head(2, bytes.len() as u64), bytes.clone()].concat(),
            Self::Text(text) => [head(3, text.len() as u64), text.clone().into_bytes()].concat(),
            Self::Array(items) => {
                let mut out = head(4, items.len() as u64);
                for item in items {
                    out.extend(item.encode());
                }
                out
            }
            Self::Map(pairs) => {
                let mut out = head(5, pairs.len() as u64);
                for (key, value) in pairs {
                    out.extend(key.encode());
                    out.extend(value.encode());
                }
                out
            }
            Self::Tag(tag, item) => [head(6, *tag), item.encode()].concat(),
            Self::Bool(false) => vec![0xf4],
            Self::Bool(true) => vec![0xf5],
            Self::Null => vec![0xf6],
        }
    }

    /// Sorts a map's pairs by the bytes of their encoded keys (RFC 8949 section 4.2.1).
    pub fn sorted_map(mut pairs: Vec<(Self, Self)>) -> Self {
        pairs.sort_by_key(|(key, _)| key.encode());
        Self::Map(pairs)
    }

    /// Reads one item from the front and returns what is left.
    pub fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
        decode(bytes, 0)
    }
}

fn decode(bytes: &[u8], depth: usize) -> Option<(Item, &[u8])> {
    if depth > DEPTH_MAX {
        return None;
    }
    let (&first, rest) = bytes.split_first()?;
    if let 0xf4..=0xf6 = first {
        return Some((if first == 0xf6 { Item::Null } else { Item::Bool(first == 0xf5) }, rest));
    }
    let (argument, rest) = argument(first & 0x1f, rest)?;
    match first >> 5 {
        0 => Some((Item::Uint(argument), rest)),
        1 => Some((Item::Nint(argument), rest)),
        2 => {
            let (content, rest) = rest.split_at_checked(usize::try_from(argument).ok()?)?;
            Some((Item::Bytes(content.to_vec()), rest))
        }
        3 => {
            let (content, rest) = rest.split_at_checked(usize::try_from(argument).ok()?)?;
            Some((Item::Text(String::from_utf8(content.to_vec()).ok()?), rest))
        }
        4 => {
            let (mut items, mut rest) = (Vec::new(), rest);
            for _ in 0..argument {
                let (item, after) = decode(rest, depth + 1)?;
                items.push(item);
                rest = after;
            }
            Some((Item::Array(items), rest))
        }
        5 => {
            let (mut pairs, mut rest) = (Vec::new(), rest);
            for _ in 0..argument {
                let (key, after_key) = decode(rest, depth + 1)?;
                let (value, after) = decode(after_key, depth + 1)?;
                pairs.push((key, value));
                rest = after;
            }
            Some((Item::Map(pairs), rest))
        }
        6 => {
            let (item, rest) = decode(rest, depth + 1)?;
            Some((Item::Tag(argument, Box::new(item)), rest))
        }
        _ => None,
    }
}

/// A head's argument in any of its five widths, the shortest or not.
fn argument(additional: u8, rest: &[u8]) -> Option<(u64, &[u8])> {
    let width = match additional {
        0..=23 => return Some((additional.into(), rest)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let (bytes, rest) = rest.split_at_checked(width)?;
    Some((bytes.iter().fold(0, |n, &byte| n << 8 | u64::from(byte)), rest))
}
