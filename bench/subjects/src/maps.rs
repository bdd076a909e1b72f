//! The three maps: a small login, about 1 KB, and about 2.7 KB of keys and values.

/// Keys and values, in no order that would favour anybody.
pub type Map = Vec<(String, String)>;

/// One of the three sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    S,
    M,
    L,
}

impl Size {
    pub const ALL: [Self; 3] = [Self::S, Self::M, Self::L];

    pub const fn name(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::M => "M",
            Self::L => "L",
        }
    }

    pub fn map(self) -> Map {
        match self {
            Self::S => [("user_id", "123"), ("username", "alice"), ("role", "admin")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into(),
            Self::M => filled(16, 52),
            Self::L => filled(40, 56),
        }
    }
}

/// `count` entries with keys of 12 characters and values of `value_len`: words as they are in sessions, no escapes.
fn filled(count: usize, value_len: usize) -> Map {
    const WORDS: &str = "the quick brown fox jumps over 13 lazy dogs and rests ";
    // 7 has no common factor with either count, so the keys come in no order.
    (0..count)
        .map(|i| {
            let value = WORDS.chars().cycle().skip(i * 5).take(value_len).collect();
            (format!("setting_{:04}", i * 7 % count), value)
        })
        .collect()
}
