//! Compiles the reference, which needs OpenSSL's headers, and the peer in C where its headers are there.

fn main() {
    println!("cargo:rerun-if-changed=c");
    println!("cargo:rustc-check-cfg=cfg(has_libjwt)");
    match pkg_config::probe_library("libcrypto") {
        Ok(library) => {
            println!("cargo:rustc-env=OPENSSL_VERSION={}", library.version);
            compile("c/reference.c", "bench_reference", &library);
        }
        // Without the reference nothing can be linked; the sources can be checked all the same.
        Err(error) => println!("cargo:warning=there is no reference: {error}"),
    }
    if let Ok(library) = pkg_config::probe_library("libjwt") {
        println!("cargo:rustc-env=LIBJWT_VERSION={}", library.version);
        println!("cargo:rustc-cfg=has_libjwt");
        compile("c/libjwt.c", "bench_libjwt", &library);
    }
}

fn compile(file: &str, name: &str, library: &pkg_config::Library) {
    cc::Build::new()
        .file(file)
        .includes(&library.include_paths)
        // The parts of OpenSSL 3 that it calls deprecated are measured too.
        .define("OPENSSL_SUPPRESS_DEPRECATED", None)
        .opt_level(2)
        .extra_warnings(true)
        .warnings_into_errors(true)
        .compile(name);
    // The archive comes before what it needs.
    for library in &library.libs {
        println!("cargo:rustc-link-lib={library}");
    }
}
