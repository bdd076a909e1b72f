"""The committed header is what cbindgen makes of the sources."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from header import PATH, ROOT

# Where cbindgen prints other text for the same sources, only this version's counts.
VERSION = "0.29"


def check(report):
    if not shutil.which("cbindgen"):
        report.skip("the header is what cbindgen makes of the sources", "there is no cbindgen")
        return
    version = subprocess.run(
        ["cbindgen", "--version"], check=False, capture_output=True, text=True
    ).stdout.split()[-1]
    if not version.startswith(VERSION + "."):
        report.skip(
            "the header is what cbindgen makes of the sources", f"cbindgen is {version}, not {VERSION}"
        )
        return
    report.check("the header is what cbindgen makes of the sources (else: make header)", faults(PATH))
    with tempfile.TemporaryDirectory() as folder:
        changed = Path(folder) / PATH.name
        for name, old, new in (
            ("another number", "REJECTED -102", "REJECTED -104"),
            ("another parameter", "uint64_t lifetime_s", "uint32_t lifetime_s"),
            ("another comment", "All-zero memory", "Zeroed memory"),
        ):
            text = PATH.read_text()
            assert old in text, old
            changed.write_text(text.replace(old, new))
            report.twin(f"{name} in the header", faults(changed))


def faults(header):
    """cbindgen leaves the file alone and answers 2 where it would write another."""
    command = ["cbindgen", "--quiet", "--config", "ffi/cbindgen.toml", "--verify", "--output", header, "ffi"]
    ran = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    return [] if ran.returncode == 0 else [f"exit code {ran.returncode}", *ran.stderr.split("\n")[:5]]
