"""Every status has a name and a message, and every error of the core has a status."""

import re

import layout
from header import ROOT

CORE = ROOT / "core" / "src" / "error.rs"
NUMBERS = ROOT / "ffi" / "src" / "status.rs"
TEXTS = ROOT / "ffi" / "src" / "status_text.rs"


def texts(header):
    """The name of a status is its macro's in lower case; the message is one of its own; others are unknown."""
    body = ["  const char *unknown = cello_session_status_message(1);"]
    for name in header.statuses:
        short = name.removeprefix("CELLO_SESSION_").lower()
        body.append(
            f'  if (strcmp(cello_session_status_name({name}), "{short}") != 0) printf("{name}: another name\\n");'
        )
        body.append(f"  if (strcmp(cello_session_status_message({name}), unknown) == 0 ||")
        body.append(f'      cello_session_status_message({name})[0] == 0) printf("{name}: no message\\n");')
    body.append("  int known = 0;")
    body.append("  for (int32_t status = -70000; status <= 70000; status++)")
    body.append('    known += strcmp(cello_session_status_name(status), "unknown") != 0;')
    body.append(f'  if (known != {len(header.statuses)}) printf("%d statuses have a name\\n", known);')
    body.append(
        '  if (strcmp(cello_session_status_name(INT32_MIN), "unknown") != 0) printf("a name for INT32_MIN\\n");'
    )
    return layout.compile_and_run(header, "statuses", layout.program("", body)).split("\n")[:-1]


def unmapped(core, numbers, texts):
    """Errors of the core that the C ABI would answer with a number of another, or without a text."""
    enumeration = re.search(r"pub enum Error \{(.*?)\n\}", core, re.DOTALL)
    variants = re.findall(r"^    (\w+),$", enumeration[1], re.MULTILINE) if enumeration else []
    if len(variants) < 20:
        return ["the core's errors were not found"]
    faults = [
        f"{variant} has no number"
        for variant in variants
        if f"Error::{variant} =>" not in numbers and variant != "InvalidArgument"
    ]
    return faults + [f"{variant} has no text" for variant in variants if not has_text(variant, texts)]


def has_text(variant, texts):
    """The core's own, or one for C, where a status has causes that Rust's types rule out."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", variant).lower()
    return f"Error::{variant})" in texts or f'"{name}"' in texts


def check(report, header):
    report.check("every status has its name and a message", texts(header))
    sources = [path.read_text() for path in (CORE, NUMBERS, TEXTS)]
    report.check("every error of the core has a status", unmapped(*sources))

    renamed = header.__class__(**{**header.__dict__, "macros": dict(header.macros)})
    renamed.macros["CELLO_SESSION_PLANTED"] = ("-4", "")
    renamed.text = header.text.replace(
        "#define CELLO_SESSION_OK 0", "#define CELLO_SESSION_OK 0\n#define CELLO_SESSION_PLANTED -4"
    )
    report.twin("a status under another name", texts(renamed))
    core, *rest = sources
    report.twin(
        "an error that is new in the core",
        unmapped(core.replace("    Missing,\n", "    Missing,\n    Planted,\n", 1), *rest),
    )
