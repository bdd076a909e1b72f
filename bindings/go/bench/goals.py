#!/usr/bin/env python3
"""Reads what the Go benchmarks printed and says of each goal whether it was met, missed, or cannot be told.

Figures are compared within a round, where the machine was in the same mood, and the median over the rounds has an
interval of 95 % (of order statistics, which asks nothing of the noise). A goal whose bound lies inside of the interval is
undecided: on a busy machine the noise is greater than what is measured.
"""

import math
import re
import statistics
import sys
from collections import defaultdict
from pathlib import Path

LINE = re.compile(r"^Benchmark(\w+)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op(?:.*?(\d+) allocs/op)?")

OVER_C_NS_MAX = 60
TIMES_SECURECOOKIE_MIN = 4
MIDDLEWARE_NS_MAX = 1000


def main():
    times, allocations = defaultdict(list), []
    for line in Path(sys.argv[1]).read_text().splitlines():
        if found := LINE.match(line):
            times[found[1]].append(float(found[2]))
            if found[3] and found[1] in ("Verify", "Sign"):
                allocations.append(int(found[3]))
    rounds = [dict(zip(times, values, strict=True)) for values in zip(*times.values(), strict=True)]
    print(f"\ngoals, {len(rounds)} rounds: median [95 % interval]")
    at_most(
        "ns that verify costs over C and an empty call",
        [r["Verify"] - r["VerifyInC"] - r["EmptyCall"] for r in rounds],
        OVER_C_NS_MAX,
    )
    print(
        f"  {'met' if max(allocations) == 0 else 'MISSED':9}  allocations where a session is reused: {max(allocations)}"
    )
    for name, peer, what in (
        ("VerifyAndRead", "SecurecookieVerifyAndRead", "verify and read"),
        ("Sign", "SecurecookieSign", "sign"),
    ):
        at_least(
            f"times as fast as securecookie to {what}",
            [r[peer] / r[name] for r in rounds],
            TIMES_SECURECOOKIE_MIN,
        )
    at_most(
        "ns that the middleware costs over a bare handler, verification included",
        [r["RequestWithSession"] - r["RequestBare"] for r in rounds],
        MIDDLEWARE_NS_MAX,
    )


def at_most(what, values, bound):
    low, high = interval(values)
    tell(what, values, low, high, f"at most {bound}", high <= bound, low > bound)


def at_least(what, values, bound):
    low, high = interval(values)
    tell(what, values, low, high, f"at least {bound}", low >= bound, high < bound)


def tell(what, values, low, high, bound, met, missed):
    verdict = "met" if met else "MISSED" if missed else "undecided"
    # No crossing is faster than what it crosses to: a cost below zero is noise and decides nothing.
    if met and low < 0:
        verdict = "undecided"
    print(f"  {verdict:9}  {what}: {statistics.median(values):.1f} [{low:.1f} .. {high:.1f}]; {bound}")


def interval(values):
    """Bounds of the median that hold in 95 of 100 cases; with fewer than 6 rounds there are none."""
    values, count = sorted(values), len(values)
    for rank in range((count - 1) // 2, -1, -1):
        outside = 2 * sum(math.comb(count, below) for below in range(rank + 1)) / 2**count
        if outside <= 0.05:
            return values[rank], values[count - 1 - rank]
    return -math.inf, math.inf


main()
