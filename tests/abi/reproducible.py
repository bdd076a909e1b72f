"""Two builds in different folders are the same to the bit, and say nothing of the machine that they were made on."""

import os
import re

import builds
from header import ROOT

NAMES = ("libcello_session.so.{version}", "libcello_session.a")


def check(report, version):
    names = [name.format(version=version) for name in NAMES]
    one, output, built = builds.build("one/folder")
    report.check("a copy of the sources builds", [] if built else output.split("\n")[-12:])
    other, output, built = builds.build("another and longer/folder/further/down")
    report.check("a second copy builds", [] if built else output.split("\n")[-12:])
    for name in names:
        report.check(f"two builds of {name} are the same to the bit", differences(one / name, other / name))
        report.check(f"{name} names no path of this machine", paths(one / name))
        report.check(
            f"{name} as shipped is such a build", differences(one / name, ROOT / "target" / "lib" / name)
        )

    one, _, _ = builds.build("one/with-path", planted=builds.PLANTED_PATH)
    other, _, _ = builds.build("another and longer/with-path", planted=builds.PLANTED_PATH)
    for name in names:
        report.twin(f"a path in {name}: the builds differ", differences(one / name, other / name))
        report.twin(f"a path in {name}: it is found", paths(one / name))
    return one / names[0]


def differences(one, other):
    missing = [f"{path} is not there" for path in (one, other) if not path.exists()]
    if missing:
        return missing
    a, b = one.read_bytes(), other.read_bytes()
    if a == b:
        return []
    at = next((at for at, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return [f"{len(a)} and {len(b)} bytes, the first difference at {at}"]


def paths(file):
    """Absolute paths in the printable parts of a file: home folders, build folders, the folder of this checkout."""
    if not file.exists():
        return [f"{file} is not there"]
    places = {str(ROOT), os.path.expanduser("~"), "/home/", "/tmp/", "/rustc/", ".cargo/registry"}
    texts = re.findall(rb"[ -~]{4,}", file.read_bytes())
    return [
        text.decode() for text in texts if any(place.encode() in text for place in places if len(place) > 1)
    ]
