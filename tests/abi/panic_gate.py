"""No panic can be reached: with a panic handler that calls a function which is nowhere, the library links all the same."""

import builds

MISSING = "cello_gate_a_panic_can_be_reached"
FEATURE = "CARGO_FLAGS=--features panic-gate"


def check(report):
    _, output, succeeded = builds.build("panic-gate", FEATURE)
    report.check(
        "the library links though its panic handler calls nothing that exists", faults(output, succeeded)
    )
    _, output, succeeded = builds.build("panic-gate-twin", FEATURE, planted=builds.PLANTED_PANIC)
    # It has to fail for this reason, and not because the copy does not compile.
    report.twin("an unchecked index", [output] if MISSING in output and not succeeded else [])


def faults(output, succeeded):
    if not succeeded:
        yield from output.split("\n")[-12:]
