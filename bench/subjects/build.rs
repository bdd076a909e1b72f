//! Compiles the loops in C and links them with the library that `make lib` leaves.

use std::path::Path;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let library = root.join("target/lib/libcello_session.a");
    println!("cargo:rerun-if-changed={}", library.display());
    println!("cargo:rerun-if-changed=c");
    println!("cargo:rerun-if-changed={}", root.join("include/cello_session.h").display());
    cc::Build::new()
        .file("c/ours.c")
        .include(root.join("include"))
        .opt_level(2)
        .warnings_into_errors(true)
        .extra_warnings(true)
        .compile("bench_ours");
    if library.exists() {
        println!("cargo:rustc-link-search=native={}", library.parent().unwrap_or(&root).display());
        println!("cargo:rustc-link-lib=static=cello_session");
    } else {
        println!("cargo:warning=there is no target/lib/libcello_session.a: run make lib");
    }
}
