//! The rules of the design as functions from a source file to what is wrong with it.

use cello_session_tests::source::{Source, words};

/// The core's modules from the bottom up: each may use those before it and none behind it.
pub(crate) const LAYERS: [&str; 25] = [
    "limits",
    "error",
    "wipe",
    "bounded",
    "cbor",
    "json",
    "base64url",
    "ct_check",
    "tag",
    "times",
    "value",
    "entries",
    "key",
    "ring",
    "map",
    "session",
    "token",
    "config",
    "attributes",
    "signer",
    "describe",
    "inspect",
    "cookie",
    "hazmat",
    "lib",
];

/// Each external crate and the one module that may name it.
pub(crate) const OWNERS: [(&str, &str); 7] = [
    ("hmac", "key"),
    ("memchr", "cookie"),
    ("sha2", "key"),
    ("hkdf", "key"),
    ("zeroize", "wipe"),
    ("subtle", "tag"),
    ("heapless", "bounded"),
];

/// The file of ffi in which pointers become slices.
pub(crate) const SLICES: &str = "memory";

pub(crate) const FILE_LINES_MAX: usize = 400;
pub(crate) const EXTERN_FN_LINES_MAX: usize = 25;

/// What is wrong with a source, each in words with its line.
pub(crate) type Check = fn(&Source) -> Vec<String>;

/// A line that breaks a rule, told with its number.
pub(crate) fn broken(source: &Source, breaks: impl Fn(&str) -> bool) -> Vec<String> {
    source
        .lines()
        .filter(|(_, line)| breaks(line))
        .map(|(number, line)| format!("line {number}: {}", line.trim()))
        .collect()
}

pub(crate) fn imports_upwards(source: &Source) -> Vec<String> {
    let Some(own) = LAYERS.iter().position(|layer| *layer == source.module) else {
        return vec!["is not in the list of layers".to_owned()];
    };
    // `lib` only names the modules, `super` would hide where an import goes.
    let allowed = &LAYERS[..own];
    let mut found =
        broken(source, |line| words(line).any(|word| word == "super") && !line.contains("use super::{"));
    let paths = source.code.split("crate::").skip(1);
    for path in paths {
        let used: Vec<&str> = match path.strip_prefix('{') {
            Some(list) => top_level_names(list),
            None => words(path).take(1).collect(),
        };
        let upwards = used.into_iter().filter(|module| !allowed.contains(module) && *module != source.module);
        found.extend(upwards.filter(|_| source.module != "lib").map(|module| format!("uses {module}")));
    }
    found
}

/// The modules in `crate::{a, b::{c, d}, e}`, given what follows the first brace.
pub(crate) fn top_level_names(list: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' | ',' if depth == 0 => {
                names.extend(words(&list[start..at]).next());
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names
}

pub(crate) fn foreign_crates(source: &Source) -> Vec<String> {
    let foreign = |line: &str| {
        OWNERS.iter().any(|(name, owner)| {
            *owner != source.module
                && (line.contains(&format!("{name}::")) || line.contains(&format!("use {name};")))
        })
    };
    broken(source, |line| foreign(line) && !line.contains("key::hazmat::"))
}

pub(crate) fn says_unsafe(source: &Source) -> Vec<String> {
    broken(source, |line| words(line).any(|word| word == "unsafe"))
}

pub(crate) fn makes_slices(source: &Source) -> Vec<String> {
    let makes = |line: &str| {
        words(line).any(|word| word.contains("from_raw_parts")) || line.contains("slice_from_raw")
    };
    if source.module == SLICES { Vec::new() } else { broken(source, makes) }
}

pub(crate) fn ways_to_panic(source: &Source) -> Vec<String> {
    const MACROS: [&str; 8] = [
        "panic!",
        "unreachable!",
        "todo!",
        "unimplemented!",
        "assert!",
        "assert_eq!",
        "assert_ne!",
        "debug_assert!",
    ];
    const METHODS: [&str; 7] = [
        ".unwrap()",
        ".expect(",
        ".unwrap_err()",
        ".expect_err(",
        ".split_at(",
        ".split_at_mut(",
        "unwrap_unchecked",
    ];
    broken(source, |line| {
        // Assertions about constants are made by the compiler.
        let called = MACROS.iter().any(|name| line.contains(name)) && !line.contains("const _: () = assert!");
        called || METHODS.iter().any(|name| line.contains(name))
    })
}

pub(crate) fn casts(source: &Source) -> Vec<String> {
    broken(source, |line| {
        let is_rename = line.trim_start().starts_with("use ") || line.trim_start().starts_with("pub use ");
        let is_trait = line.contains('<') && line.contains(" as ") && line.contains(">::");
        words(line).any(|word| word == "as") && !is_rename && !is_trait
    })
}

pub(crate) fn indexing(source: &Source) -> Vec<String> {
    broken(source, |line| {
        line.as_bytes().windows(2).any(|pair| {
            pair[1] == b'['
                && (pair[0].is_ascii_alphanumeric() || matches!(pair[0], b'_' | b')' | b']' | b'?'))
        })
    })
}

pub(crate) fn opens_without_a_reason(source: &Source) -> Vec<String> {
    let first = source.text.lines().next().unwrap_or_default();
    // The core's root shows its README instead, which is the same for readers of the documentation.
    let says_why =
        first.starts_with("//! ") && first.len() > 20 || first.starts_with("#![doc = include_str!");
    if says_why { Vec::new() } else { vec![format!("begins with {first:?}")] }
}

pub(crate) fn too_long(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines > FILE_LINES_MAX { vec![format!("has {lines} lines")] } else { Vec::new() }
}

pub(crate) fn long_extern_functions(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let lines: Vec<&str> = source.code.lines().collect();
    for (at, _) in
        lines.iter().enumerate().filter(|(_, line)| line.contains("extern") && line.contains(" fn "))
    {
        let body = lines[at..].iter().skip_while(|line| !line.ends_with('{')).skip(1);
        let len = body.take_while(|line| **line != "}").count();
        if len >= EXTERN_FN_LINES_MAX {
            found.push(format!("line {}: a body of {len} lines", at + 1));
        }
    }
    found
}
