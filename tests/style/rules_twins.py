#!/usr/bin/env python3
"""Plants one fault after the other and asks whether the rules of the repository find it, and nothing else."""

import sys

sys.dont_write_bytecode = True

from rules import LINES_MAX, breaches

GOOD = "//! Says why.\n\nfn main() {}\n"

# A name of the fault, the path and text that have it, and a part of what must be said.
FAULTS = [
    ("a path of a machine", "a.rs", GOOD + "// /wor" + "k/main\n", "path of one machine"),
    ("a home folder", "a.md", "see /roo" + "t/x\n", "path of one machine"),
    ("a job folder", "a.md", "/tmp/bash_" + "jobs.0/1\n", "path of one machine"),
    ("a registry", "a.toml", "# x\nurl = 'https://deb.deb" + "ian.org/'\n", "registry"),
    ("another registry", "a.lock", "index.cra" + "tes.io\n", "registry"),
    ("unfinished work", "a.rs", GOOD + "// TO" + "DO: later\n", "unfinished"),
    ("a reference to elsewhere", "a.md", "see issue " + "#3\n", "elsewhere"),
    ("a missing page", "a.md", "see contract" + ".md\n", "not in this repository"),
    ("an empty name", "src/utils.rs", GOOD, "name it after what it holds"),
    ("no purpose in Rust", "a.rs", "fn main() {}\n", "why the file exists"),
    ("no purpose in C", "a.c", "int main(void);\n", "why the file exists"),
    ("no purpose in Python", "a.py", "import sys\n", "why the file exists"),
    ("no purpose in a script", "run", "#!/bin/sh\nset -e\n", "why the file exists"),
    ("no purpose in a Python script", "run", "#!/usr/bin/env python3\nimport sys\n", "why the file exists"),
    ("no purpose in Go", "a.go", "package a\n", "why the file exists"),
    ("no purpose in JavaScript", "a.mjs", "export default 1;\n", "why the file exists"),
    ("too many lines", "a.rs", GOOD + "// x\n" * LINES_MAX, "one concept"),
    ("an unfinished last line", "a.md", "text", "does not end"),
    ("white space at the end", "a.md", "text \n", "white space"),
    ("a carriage return", "a.md", "text\r\n\r\n", "carriage return"),
]

# What looks like a fault and is none.
GOOD_FILES = [
    ("a.rs", GOOD),
    (
        "a.md",
        "The network/work/flow of https://example.org/root/x and ./root/ and target/work/ in a method.\n",
    ),
    ("a.py", '"""Says why."""\n'),
    ("run", "#!/usr/bin/env bash\n# Says why.\n"),
    ("a.go", "//go:build !cgo\n\n// Says why.\npackage a\n"),
    ("a.cjs", "// Says why.\n"),
    ("Cargo.lock", 'source = "registry+https://github.com/rust-lang/crates.io-index"\n'),
    ("docs/information.md", "The user agent, the issue of a token, and no issues.\n"),
    ("tests/vectors/v1.json", "{}"),
]


def main():
    missed = []
    for name, path, text, expected in FAULTS:
        reasons = [reason for _, reason in breaches(path, text)]
        if not reasons or not all(expected in reason for reason in reasons):
            missed.append(f"{name}: {reasons}")
    for path, text in GOOD_FILES:
        missed += [f"{path} is good, but: {reason}" for _, reason in breaches(path, text)]
    print("\n".join(missed) or f"{len(FAULTS)} planted faults found, {len(GOOD_FILES)} good files passed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
