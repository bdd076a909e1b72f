#!/usr/bin/env python3
"""Reads what the Go benchmarks printed and says of each goal whether it was met: medians over the rounds."""

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
    times, allocations = defaultdict(list), defaultdict(list)
    for line in Path(sys.argv[1]).read_text().splitlines():
        if found := LINE.match(line):
            times[found[1]].append(float(found[2]))
            if found[3]:
                allocations[found[1]].append(int(found[3]))
    ns = {name: statistics.median(values) for name, values in times.items()}

    over_c = ns["Verify"] - ns["VerifyInC"] - ns["EmptyCall"]
    verify = ns["SecurecookieVerifyAndRead"] / ns["VerifyAndRead"]
    sign = ns["SecurecookieSign"] / ns["Sign"]
    middleware = ns["RequestWithSession"] - ns["RequestBare"]
    reused = max(allocations["Verify"] + allocations["Sign"])
    print(f"\ngoals, medians of {len(times['Verify'])} rounds")
    tell(
        over_c <= OVER_C_NS_MAX,
        f"verify costs {over_c:.0f} ns over C ({ns['VerifyInC']:.0f} ns) and an empty call ({ns['EmptyCall']:.0f} ns);"
        f" at most {OVER_C_NS_MAX}",
    )
    tell(reused == 0, f"{reused} allocations to verify or sign where a session is reused; none")
    tell(
        min(verify, sign) >= TIMES_SECURECOOKIE_MIN,
        f"{verify:.1f} times as fast as securecookie to verify and read, {sign:.1f} times to sign;"
        f" at least {TIMES_SECURECOOKIE_MIN}",
    )
    tell(
        middleware <= MIDDLEWARE_NS_MAX,
        f"the middleware costs {middleware:.0f} ns a request over a bare handler, verification included;"
        f" at most {MIDDLEWARE_NS_MAX} (scs: {ns['RequestWithScs'] - ns['RequestBare']:.0f} ns)",
    )


def tell(met, what):
    print(f"  {'met   ' if met else 'MISSED'}  {what}")


main()
