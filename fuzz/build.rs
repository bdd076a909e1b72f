//! Builds the C library with the fuzzer's own flags and links it to the one target that goes through the C ABI.
//!
//! The library that `make lib` leaves would link as well, but the fuzzer would be blind in it and AddressSanitizer too.

use std::env;
use std::path::PathBuf;
use std::process::Command;

fn main() {
    let manifest = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap());
    let root = manifest.parent().unwrap();
    for source in ["core/src", "core/Cargo.toml", "ffi/src", "ffi/Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={}", root.join(source).display());
    }
    let folder = PathBuf::from(env::var("OUT_DIR").unwrap()).join("library");
    let triple = env::var("TARGET").unwrap();
    let status = Command::new(env::var("CARGO").unwrap())
        .current_dir(root)
        .args([
            "rustc",
            "--release",
            "--locked",
            "--package",
            "cello-session-ffi",
            "--crate-type",
            "staticlib",
        ])
        .args(["--target", &triple, "--target-dir"])
        .arg(&folder)
        // The instrumentation does not survive LTO.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .status()
        .expect("cargo runs");
    assert!(status.success(), "the C library was not built");
    let archive = folder.join(&triple).join("release/libcello_session.a");
    println!("cargo::rustc-link-arg-bin=c_abi={}", archive.display());
    // The library's panic handler meets that of std. The first one linked, which is std's, wins: so a panic in the
    // library is told with its place, and is a finding.
    println!("cargo::rustc-link-arg-bin=c_abi=-Wl,--allow-multiple-definition");
}
