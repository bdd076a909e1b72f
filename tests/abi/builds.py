"""Libraries built in folders of their own, by the Makefile that builds the shipped one: plain, behind the panic gate, and
with faults planted."""

import os
import shutil
import subprocess

from header import ROOT

WORK = ROOT / "target" / "abi"
PARTS = ("Cargo.toml", "Cargo.lock", "Makefile", "packaging", "include", "core", "ffi", "tests")

# Each fault is put at the end of a source of the library.
PLANTED_PANIC = """
/// Reads beyond a table, if the caller wants it.
#[unsafe(no_mangle)]
extern "C" fn cello_session_planted(at: usize) -> u8 {
    CELLO_SESSION_ABI_VERSION.to_ne_bytes()[at]
}
"""
PLANTED_PATH = """
/// Tells where the library was built.
#[unsafe(no_mangle)]
extern "C" fn cello_session_planted() -> *const c_char {
    concat!(env!("CARGO_MANIFEST_DIR"), "\\0").as_ptr().cast()
}
"""


def copy(name, planted=""):
    """The sources in a folder of their own, with a fault at the end of one of them."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("target", "__pycache__"))
        else:
            shutil.copy(source, folder / part)
    with open(folder / "ffi" / "src" / "version.rs", "a") as version:
        version.write(planted)
    return folder


def make(folder, *arguments):
    """Runs `make lib` there; what it printed, and whether it succeeded."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")
    }
    command = ["make", "--no-print-directory", "-C", folder, "lib", *arguments]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    return ran.stdout + ran.stderr, ran.returncode == 0


def build(name, *arguments, planted=""):
    """A copy, built. Its libraries are left; what cargo made is not, for it is large."""
    folder = copy(name, planted)
    output, succeeded = make(folder, *arguments)
    shutil.rmtree(folder / "target" / "cargo-lib", ignore_errors=True)
    return folder / "target" / "lib", output, succeeded
