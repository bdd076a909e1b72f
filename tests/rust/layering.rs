//! The rules of the design that the sources themselves show: who may know whom, one owner for each external crate,
//! where `unsafe` may stand, and no way to panic. Each rule is also run on a planted fault, which it must find.

use cello_session_tests::source::{Source, read_folder, words};
use rules::*;

mod rules;

fn core() -> Vec<Source> {
    read_folder("core/src")
}

fn ffi() -> Vec<Source> {
    read_folder("ffi/src")
}

fn findings(sources: &[Source], check: Check) -> Vec<String> {
    let found = |source: &Source| {
        check(source).into_iter().map(|what| format!("{}.rs {what}", source.module)).collect::<Vec<_>>()
    };
    sources.iter().flat_map(found).collect()
}

fn must_hold(sources: &[Source], check: Check) {
    assert_eq!(findings(sources, check), Vec::<String>::new());
}

/// The broken twin: a file of this module with this code must be found fault with, and with the harmless one not.
fn must_find(check: Check, module: &str, faults: &[&str], harmless: &[&str]) {
    for fault in faults {
        assert!(!check(&Source::new(module, fault)).is_empty(), "not found: {fault}");
    }
    for code in harmless {
        assert_eq!(check(&Source::new(module, code)), Vec::<String>::new(), "{code}");
    }
}

#[test]
fn the_core_s_modules_know_only_those_below_them() {
    let sources = core();
    must_hold(&sources, imports_upwards);
    assert_eq!(sources.len(), LAYERS.len(), "a layer that is listed and not there");
    must_find(
        imports_upwards,
        "cbor",
        &[
            "use crate::token::Claims;",
            "use crate::{error::Error, session::{Session, Read}};",
            "fn f() { crate::signer::g() }",
            "use super::token;",
        ],
        &[
            "use crate::limits::ID_LEN;",
            "use crate::{error::Error, limits};",
            "// crate::token\nfn f() {}",
            "use core::mem;",
        ],
    );
    must_find(imports_upwards, "utils", &["fn f() {}"], &[]);
    must_find(imports_upwards, "limits", &["use crate::error::Error;"], &[]);
}

#[test]
fn each_external_crate_is_named_by_its_owner_only() {
    must_hold(&core(), foreign_crates);
    must_find(
        foreign_crates,
        "token",
        &[
            "use hmac::Mac;",
            "use subtle::ConstantTimeEq;",
            "let v = heapless::Vec::new();",
            "use zeroize::Zeroize;",
            "use sha2;",
        ],
        &[
            "use crate::key::Key;",
            "// hmac::Mac",
            "let s = \"sha2::Sha256\";",
            "key::hazmat::hmac_sha256(key)",
        ],
    );
    must_find(
        foreign_crates,
        "key",
        &["use subtle::Choice;"],
        &["use hmac::{Hmac, Mac};\nuse sha2::Sha256;\nuse hkdf::Hkdf;"],
    );
}

#[test]
fn each_external_crate_is_used_by_its_owner_and_there_is_no_other() {
    let manifest = include_str!("../../core/Cargo.toml");
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let lines: Vec<&str> = dependencies.lines().filter(|line| line.contains('=')).collect();
    let named: Vec<&str> = lines.iter().map(|line| words(line).next().unwrap()).collect();
    let mut owned: Vec<&str> = OWNERS.iter().map(|(name, _)| *name).collect();
    owned.sort_unstable();
    assert_eq!(named, owned);
    assert!(lines.iter().all(|line| line.contains("default-features = false")), "{lines:?}");
    for (name, owner) in OWNERS {
        let sources = core();
        let source = sources.iter().find(|source| source.module == owner).unwrap();
        assert!(words(&source.code).any(|word| word == name), "{owner}.rs owns {name} and does not use it");
    }
}

#[test]
fn unsafe_is_said_in_ffi_alone() {
    must_hold(&core(), says_unsafe);
    let root = core().into_iter().find(|source| source.module == "lib").unwrap();
    assert!(root.code.contains("#![forbid(unsafe_code)]") && root.code.contains("#![no_std]"));
    assert!(ffi().iter().any(|source| !says_unsafe(source).is_empty()));
    must_find(
        says_unsafe,
        "tag",
        &["unsafe { x() }", "unsafe fn f() {}", "let y =unsafe{1};"],
        &["#![forbid(unsafe_code)]", "// unsafe", "\"unsafe\""],
    );
}

#[test]
fn pointers_become_slices_in_one_file_of_ffi() {
    must_hold(&ffi(), makes_slices);
    let owner = ffi().into_iter().find(|source| source.module == SLICES).unwrap();
    assert!(words(&owner.code).any(|word| word == "from_raw_parts"));
    must_find(
        makes_slices,
        "get",
        &[
            "slice::from_raw_parts(p, n)",
            "core::slice::from_raw_parts_mut(p, n)",
            "ptr::slice_from_raw_parts(p, n)",
        ],
        &["// from_raw_parts", "memory::bytes(p, n)"],
    );
}

#[test]
fn ffi_is_no_std_and_marks_unsafe_inside_unsafe_functions() {
    let root = ffi().into_iter().find(|source| source.module == "lib").unwrap();
    assert!(root.code.contains("#![no_std]") && root.code.contains("unsafe_op_in_unsafe_fn"));
}

#[test]
fn nothing_in_the_core_panics_by_name() {
    must_hold(&core(), ways_to_panic);
    must_find(
        ways_to_panic,
        "cookie",
        &[
            "x.unwrap();",
            "x.expect(\"y\")",
            "panic!()",
            "unreachable!()",
            "assert!(x)",
            "a.split_at(1)",
            "todo!()",
        ],
        &[
            "x.unwrap_or(1)",
            "x.unwrap_or_default()",
            "const _: () = assert!(A < B);",
            "a.split_at_checked(1)",
            "// panic!()",
            "#[cfg(test)]\nmod tests { fn f() { x.unwrap() } }",
        ],
    );
}

#[test]
fn nothing_in_the_core_is_cast() {
    must_hold(&core(), casts);
    must_find(
        casts,
        "cbor",
        &["let x = y as u8;", "f(len as usize)", "(1 as u64)"],
        &["use a::b as c;", "pub use a as b;", "<A as Into<B>>::into(a)", "// as u8", "x.as_slice()"],
    );
}

#[test]
fn nothing_in_the_core_is_indexed() {
    must_hold(&core(), indexing);
    must_find(
        indexing,
        "cbor",
        &["x[0]", "f()[1..]", "&bytes[a..b]", "x?[0]", "a[0][1]"],
        &[
            "let x: [u8; 4] = [0; 4];",
            "#[must_use]",
            "&[0xd1, 0x84]",
            "matches!(x, [a, ..])",
            "f(&[1])",
            "Vec<[u8; 2]>",
            "// x[0]",
            "let [a, b] = c;",
        ],
    );
}

#[test]
fn every_file_says_first_why_it_exists_and_stays_short() {
    for sources in [core(), ffi(), read_folder("tests/src/oracle"), read_folder("tests/rust")] {
        must_hold(&sources, opens_without_a_reason);
        must_hold(&sources, too_long);
    }
    must_find(
        opens_without_a_reason,
        "cbor",
        &["use core::mem;", "", "// A comment is no documentation.", "//! ", "\n//! Late."],
        &["//! Deterministic CBOR."],
    );
    let long = "//! A file.\n".repeat(FILE_LINES_MAX + 1);
    must_find(too_long, "cbor", &[&long], &[&long[..long.len() - 12]]);
}

#[test]
fn every_function_of_the_c_abi_is_short() {
    must_hold(&ffi(), long_extern_functions);
    let function = |lines: usize| {
        format!("unsafe extern \"C\" fn f(\n    x: u8,\n) -> u8 {{\n{}}}\n", "    g();\n".repeat(lines))
    };
    must_find(long_extern_functions, "get", &[&function(25)], &[&function(24)]);
}
