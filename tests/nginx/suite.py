"""Runs the tests of the nginx module with each nginx: `suite.py [FLAVOUR ...] [-- SUBJECT ...]`; all of them by default."""

import sys
import time

import complete
import configurations
import demo
import flavours
import hostile
import inheritance
import login
import memory
import mistakes
import phases
import renewal
import require
import rotation
import statuses
import twins
import variables
import vectors
from report import Report
from stage import Stage
from upstream import Upstream

# Which tests run with which nginx. Under AddressSanitizer memory is another: it keeps for a while what was freed.
SUBJECTS = [
    statuses,
    variables,
    require,
    login,
    renewal,
    inheritance,
    phases,
    complete,
    mistakes,
    configurations,
    vectors,
    rotation,
    hostile,
    memory,
]
FLAVOURS = {"debian": flavours.debian, "current": flavours.current, "asan": flavours.asan}
NOT_UNDER_ASAN = [memory]


def main(arguments):
    names, _, wanted = " ".join(arguments).partition("--")
    report, upstream = Report(), Upstream()
    flavours.build_clock()
    for name in names.split() or [*FLAVOURS, "twins", "demo"]:
        started = time.monotonic()
        if name == "twins":
            report.run(name, lambda: twins.run(report, upstream, flavours.debian(), flavours.asan()))
        elif name == "demo":
            report.run(name, demo.run, report)
        else:
            report.run(name, with_flavour, name, wanted.split(), report, upstream)
        print(f"--- {name}: {time.monotonic() - started:.0f} s", flush=True)
    upstream.stop()
    for failure in report.failures:
        print(f"FAILED  {failure[:300]}")
    print(report.last_line())
    return 1 if report.failures else 0


def with_flavour(name, wanted, report, upstream):
    stage = Stage(FLAVOURS[name](), upstream, report)
    for subject in SUBJECTS:
        if (not wanted or subject.__name__ in wanted) and not (name == "asan" and subject in NOT_UNDER_ASAN):
            report.run(subject.__name__, subject.run, stage)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
