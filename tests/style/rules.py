#!/usr/bin/env python3
"""The rules that every file of the repository keeps, beyond what formatters and linters know.

`rules.py LIST` reads the paths in the file LIST, one a line, and prints `path:line: what is wrong` for each breach.
"""

import re
import sys
from pathlib import Path

# A file should have 60 to 250 lines, one concept each. Beyond this it is to be taken apart.
LINES_MAX = 300

# Written so that this file does not match its own patterns.
FORBIDDEN = [
    (re.compile(r"(?<![\w.-])/(work|root|home/\w+)/"), "a path of one machine"),
    (re.compile(r"/tmp/bash_job[s]"), "a path of one machine"),
    (
        re.compile(
            r"(index|static)\.crates\.io|deb\.debian\.org|snapshot\.debian\.org|pypi\.org|pythonhosted\.org"
            r"|registry\.npmjs\.org|proxy\.golang\.org|artifactor[y]"
        ),
        "a registry's host: a package is known by its name",
    ),
    (
        re.compile(r"\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b"),
        "a note of unfinished work: finish it, or open an issue",
    ),
    (re.compile(r"\b[Ii]ssue #?\d"), "a number that only means something elsewhere: say the reason itself"),
    (re.compile(r"(?<!\w)(contract|style|issue\d)\.md\b"), "a page that is not in this repository"),
]

# Files that name a forbidden word because they forbid it themselves.
OWN_RULES = {"tests/docs/style.py"}

# Names that say nothing about what is in a file.
EMPTY_NAMES = {"util", "utils", "common", "helper", "helpers", "manager", "data", "info", "misc"}

# What the first lines of a file of each kind look like if they say why it exists.
OPENINGS = {
    ".rs": re.compile(r"(//!|#!\[doc = include_str!|#!\[no_main\]\n//!)"),
    ".c": re.compile(r"/\*"),
    ".h": re.compile(r"/\*"),
    ".py": re.compile(r'(#!.*\n)?"""'),
    ".sh": re.compile(r"#!.*\n# "),
    ".go": re.compile(r"(//go:build .*\n\n)?(// |/\*)"),
    ".js": re.compile(r"(#!.*\n)?(// |/\*)"),
    ".mjs": re.compile(r"(#!.*\n)?(// |/\*)"),
    ".cjs": re.compile(r"(#!.*\n)?(// |/\*)"),
    ".ts": re.compile(r"(// |/\*)"),
}

# Made by programs, or texts of others: measured by nobody's eye.
GENERATED = re.compile(
    r"(^|/)(Cargo\.lock|go\.sum|package-lock\.json|LICENSE-.*|v\d+\.json|token\.svg|cello_session\.h|.*\.txt)$"
)
BINARY = re.compile(r"\.(png|bin)$|^fuzz/(corpus|seeds)/")


def breaches(path, text):
    """Yields (line number, what is wrong) for a file at `path` (relative to the repository) with this text."""
    name = Path(path)
    if name.stem.lower() in EMPTY_NAMES:
        yield 1, f"a file named {name.stem} can hold anything: name it after what it holds"
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, reason in FORBIDDEN:
            found = pattern.search(line)
            if found and path not in OWN_RULES:
                yield number, f"{found.group(0)!r} is {reason}"
    if GENERATED.search(path):
        return
    yield from layout(text)
    opening = OPENINGS.get(kind(name, text))
    if opening and not opening.match(text):
        yield 1, "the first line does not say why the file exists"
    if is_source(name, text) and (count := len(text.splitlines())) > LINES_MAX:
        yield count, f"{count} lines: one concept fits into {LINES_MAX}"


def layout(text):
    if text and not text.endswith("\n"):
        yield len(text.splitlines()), "the last line does not end"
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip():
            yield number, "a carriage return" if line.endswith("\r") else "white space at the end of the line"


def kind(name, text):
    """The suffix, or for scripts without one what their first line says."""
    if name.suffix:
        return name.suffix
    first = text.split("\n", 1)[0]
    if first.startswith("#!"):
        return ".py" if "python" in first else ".sh"
    return ""


def is_source(name, text):
    return kind(name, text) in OPENINGS


def main():
    count = 0
    for path in Path(sys.argv[1]).read_text().splitlines():
        if BINARY.search(path) or not Path(path).is_file():
            continue
        for number, reason in breaches(path, Path(path).read_bytes().decode()):
            print(f"{path}:{number}: {reason}")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
