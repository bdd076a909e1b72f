"""The broken twins: a doctored copy of a page for each check, which the check has to fail.

A twin changes the page in memory only. A twin whose text is no longer on the page is a failure too, since it would
prove nothing.
"""

import commands
import doctests
import example_blocks
import figure
import links
import names
import programs
import schema
import style
import tree
from report import Report

# (check, page, what the page says, what the twin says)
TWINS = [
    (
        example_blocks,
        "docs/format.md",
        "04 44 D2 FD 47 86                      #",
        "04 44 D2 FD 47 87                      #",
    ),
    (example_blocks, "docs/format.md", "   D3 64 7C C0 84", "   D3 64 7C C0 85"),
    (example_blocks, "docs/format.md", "\nX2lkYzEyM2h1", "\nX2lkYzEyM2h2"),
    (example_blocks, "docs/format.md", "| kid | `d2fd4786` |", "| kid | `d2fd4787` |"),
    (example_blocks, "docs/format.md", "113 bytes, 151 characters", "113 bytes, 152 characters"),
    (example_blocks, "docs/format.md", "Max-Age=86400; HttpOnly;", "Max-Age=86401; HttpOnly;"),
    (
        example_blocks,
        "docs/format.md",
        "began, key 5 and uint 9                               14",
        "began, key 5 and uint 9                               13",
    ),
    (figure, "docs/format.md", "0YRJogEFBETS_UeGoFhA", "0YRJogEFBETS_UeGoFhB"),
    (figure, "docs/format.md", "utyMf4\n```", "utyMf5\n```"),
    (figure, "README.md", "docs/token.svg)", "docs/another.svg)"),
    (links, "README.md", "(docs/format.md)", "(docs/formats.md)"),
    (links, "docs/format.md", "](#verification)", "](#verifications)"),
    (names, "docs/c-api.md", "| `CELLO_SESSION_REJECTED` | -102 |", "| `CELLO_SESSION_REJECTED` | -103 |"),
    (names, "docs/c-api.md", "| `CELLO_SESSION_MISSING` |", "| `CELLO_SESSION_LOST` |"),
    (names, "docs/c-api.md", "cello_session_rotate_id", "cello_session_turn_id"),
    (tree, "README.md", "| `core/` |", "| `heart/` |"),
    (tree, "docs/testing.md", "| `vectors` |", "| `victors` |"),
    (names, "CHANGELOG.md", "## [0.1.0]", "## [0.1.1]"),
    (names, "README.md", "Rust 1.88", "Rust 1.89"),
    (schema, "docs/format.md", "-65538 => session,\n", "-65539 => session,\n"),
    (schema, "docs/format.md", "unix-seconds = 0..253402300799", "unix-seconds = uint"),
    (programs, "README.md", "cello_session_cookie_read", "cello_session_cookie_reed"),
    (programs, "docs/c-api.md", "cello_session_signer_wipe(&", "cello_session_signer_wipe(*&*&!"),
    (programs, "docs/c-api.md", "\nlogged in", "\nlogged on"),
    (doctests, "core/README.md", 'Some(Value::Text("123"))', 'Some(Value::Text("124"))'),
    (commands, "README.md", "\n$ cello-session", "\n$ false cello-session"),
    (style, "README.md", "\n```sh\n", "\n```\n"),
    (style, "docs/design.md", "\n## ", "\nTODO\n\n## "),
]


def check(pages, report):
    for module, page, before, after in TWINS:
        name = f"{module.__name__} catches {after.strip()[:40]!r} in {page}"
        if before not in pages.get(page, ""):
            report.fail(name, "the twin's text is not on the page any more")
            continue
        whole, found = judge(module, pages), judge(module, pages | {page: pages[page].replace(before, after)})
        # What fails without the fault too does not show that the fault was seen.
        if set(found.failures) - set(whole.failures):
            report.ok(name)
        elif found.skips:
            report.skip(name, f"the check itself was skipped: {found.skips[0]}")
        else:
            report.fail(name, "the check passes it")


def judge(module, pages):
    """What a check says of these pages."""
    found = Report(quiet=True)
    try:
        module.check(pages, found)
    except LookupError as error:
        found.fail("the check", str(error))
    return found
