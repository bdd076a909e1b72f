"""Holds every name, number and version in the documents against the header and the manifests."""

import re

from pages import ROOT

HEADER = ROOT / "include" / "cello_session.h"
MACRO = re.compile(
    r"^#\s*define (CELLO_SESSION_[A-Z0-9_]+)\s+\(?(?:\(\w+\)|UINT64_C\()?\s*(-?\d+)[uUlL]*\)*\s*$",
    re.MULTILINE,
)
FUNCTION = re.compile(r"\b(cello_session_\w+)\(")
NAME = re.compile(r"\b(?:CELLO_SESSION|cello_session)_\w*[A-Za-z0-9]\b(?!\.)")
ROW = re.compile(r"^\| `(CELLO_SESSION_[A-Z0-9_]+)` \| (-?\d+) \|", re.MULTILINE)
# Names that are not in the header: the symbol version, files, the package, a prefix that stands for many names.
ELSEWHERE = {"CELLO_SESSION_0", "cello_session_core"}
# Where the bindings have names of their own.
BINDING_SOURCES = (
    "bindings/nginx/src/*_module.c",
    "bindings/nginx/src/*_variables.c",
    "bindings/go/internal/abi/link_*.go",
    "bindings/node/binding.gyp",
)
# nginx's variable for any key of a session.
VALUE_OF_KEY = re.compile(r"cello_session_value_\w+$")


def header_text():
    """The header without its comments."""
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", HEADER.read_text(), flags=re.DOTALL)


def check(pages, report):
    if not HEADER.exists():
        report.skip("names and numbers of the header", f"needs {HEADER.relative_to(ROOT)}")
        return
    header = header_text()
    macros = {name: int(number) for name, number in MACRO.findall(header)}
    check_tables(pages, macros, report)
    check_every_function(pages, header, report)
    check_no_other_name(pages, header, report)
    check_versions(pages, report)


def check_tables(pages, macros, report):
    """Each table row `NAME | number` has the header's number, and the tutorial's table has every status."""
    rows = 0
    for page, text in pages.items():
        wrong = []
        for name, number in ROW.findall(text):
            rows += 1
            if macros.get(name) != int(number):
                wrong.append(f"{name} is {macros.get(name)} in the header and {number} on the page")
        report.check(f"{page}: numbers of its tables", not wrong, "; ".join(wrong))
    report.check("tables with numbers were found", rows >= 40, f"only {rows} rows")
    statuses = {name for name, number in macros.items() if number < 0} | {"CELLO_SESSION_OK"}
    listed = {name for name, _ in ROW.findall(pages["docs/c-api.md"])}
    missing = statuses - listed
    report.check(
        "docs/c-api.md lists every status", statuses and not missing, f"missing: {', '.join(sorted(missing))}"
    )


def check_every_function(pages, header, report):
    functions = set(FUNCTION.findall(header))
    missing = sorted(name for name in functions if name not in pages["docs/c-api.md"])
    size_functions = [name for name in missing if f"{name.upper()}" in header]
    missing = [name for name in missing if name not in size_functions]
    report.check(
        "docs/c-api.md names every function", functions and not missing, f"missing: {', '.join(missing)}"
    )


def check_no_other_name(pages, header, report):
    """A name that the header does not have is a slip of the page, or of the header."""
    known = set(NAME.findall(header)) | ELSEWHERE | {"cello_session"} | names_of_bindings()
    for page, text in pages.items():
        unknown = sorted(
            {
                name
                for name in NAME.findall(text)
                if name not in known and not name.endswith("_h") and not VALUE_OF_KEY.match(name)
            }
        )
        report.check(f"{page}: names", not unknown, f"not in the header: {', '.join(unknown)}")


def names_of_bindings():
    """nginx's directives and variables, Go's build tag, what the build of the addon for Node reads."""
    texts = [path.read_text() for pattern in BINDING_SOURCES for path in ROOT.glob(pattern)]
    return set(NAME.findall("\n".join(texts)))


def check_versions(pages, report):
    manifest = (ROOT / "Cargo.toml").read_text()
    version = re.search(r'^version = "([^"]+)"', manifest, re.MULTILINE)[1]
    msrv = re.search(r'^rust-version = "([^"]+)"', manifest, re.MULTILINE)[1]
    report.check(
        "CHANGELOG.md names the version", f"## [{version}]" in pages["CHANGELOG.md"], f"no '## [{version}]'"
    )
    stated = set(re.findall(r"Rust (1\.\d+)", "".join(pages.values())))
    report.check(
        "the MSRV is the manifest's", stated == {msrv}, f"the pages say {sorted(stated)}, the manifest {msrv}"
    )
