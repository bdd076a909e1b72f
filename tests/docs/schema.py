"""Runs the CDDL of docs/format.md through a CDDL tool: both examples fit it, and doctored ones do not."""

import shutil
import subprocess

import worked_example
from pages import ROOT, the_block

WORK = ROOT / "target" / "docs" / "schema"
TOOL = "cddl-verify"


def tool():
    """The tool on the path, or where tests/provision puts Python's tools."""
    beside = ROOT / "target" / "venv" / "bin" / TOOL
    return str(beside) if beside.exists() else shutil.which(TOOL)


def fits(schema, rule, data):
    """Whether the bytes are an instance of the rule, deterministically encoded."""
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "schema.cddl").write_text(schema)
    (WORK / "data.cbor").write_bytes(data)
    command = [
        tool(),
        "--type",
        rule,
        "--require-deterministic",
        str(WORK / "schema.cddl"),
        str(WORK / "data.cbor"),
    ]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def check(pages, report):
    if not tool():
        report.skip("CDDL of docs/format.md", f"needs {TOOL} (PyPI: cddl-verifier)")
        return
    schema = the_block(pages, "docs/format.md", "cddl").text
    for name, example in (("first", worked_example.first()), ("second", worked_example.second())):
        report.check(
            f"CDDL: the {name} token", fits(schema, "session-token", example["bytes"]), "does not fit"
        )
        report.check(f"CDDL: the {name} claims", fits(schema, "claims", example["claims"]), "do not fit")
    for name, rule, data in doctored():
        report.check(f"CDDL refuses {name}", not fits(schema, rule, data), "it fits")


def doctored():
    """Structures that the schema has to refuse: a schema that lets everything pass would fit the examples too."""
    token, claims = worked_example.first()["bytes"], worked_example.first()["claims"]
    float_value = claims.replace(b"\x63123", b"\xf9\x3c\x00")
    long_key = worked_example.cbor_session({"k" * 129: "v"})
    many = worked_example.cbor_session({f"{i:03}": None for i in range(65)})
    big = worked_example.cbor_head(5, 1) + b"\x61k" + worked_example.cbor_head(0, 2**63)
    return [
        ("another algorithm", "session-token", token.replace(b"\xa2\x01\x05", b"\xa2\x01\x06")),
        ("an unprotected header", "session-token", token.replace(b"\x86\xa0", b"\x86\xa1\x01\x05")),
        ("another tag", "session-token", b"\xd2" + token[1:]),
        ("a claim more", "claims", b"\xa5" + claims[1:] + b"\x3a\x00\x01\x00\x02\x01"),
        ("a claim less", "claims", b"\xa3" + claims[1:].replace(b"\x04\x1a\x65\x55\x42\x80", b"")),
        ("a float", "claims", float_value),
        ("a time beyond the bound", "unix-seconds", worked_example.cbor_int(253402300800)),
        ("a key of 129 bytes", "session", long_key),
        ("65 entries", "session", many),
        ("an integer of 2^63", "session", big),
    ]
