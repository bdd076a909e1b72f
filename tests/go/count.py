#!/usr/bin/env python3
"""Reads what `go test -json` prints and tells it as the runner wants it.

    go test -json ./... | tests/go/count.py NAME

prints a line for each package and what a failing test said; its last line is "PASSED FAILED SKIPPED". The exit code is 1
when a test failed, when a package could not be built, or when there was no test at all.
"""

import json
import sys
from collections import Counter, defaultdict


def main():
    name = sys.argv[1]
    counts, packages, said, broken = Counter(), defaultdict(Counter), defaultdict(list), []
    for line in sys.stdin:
        try:
            event = json.loads(line)
        except ValueError:
            print(f"        {line.rstrip()}")
            continue
        package, test, action = (
            event.get("Package", event.get("ImportPath", "")),
            event.get("Test"),
            event["Action"],
        )
        if action in ("output", "build-output"):
            said[package, test].append(event["Output"])
        elif test and action in ("pass", "fail", "skip"):
            counts[action] += 1
            packages[package][action] += 1
            if action == "skip":
                print(f"skipped {name}: {test}: {text_of(said[package, test])}")
            if action == "fail":
                print(f"FAILED  {name}: {test}\n{text_of(said[package, test])}")
        elif action in ("fail", "build-fail") and not test:
            broken.append(package)
    for package in broken:
        # A failing test makes its package fail too, and is counted already; a crash or a fault of the compiler is not.
        if not packages[package]["fail"]:
            counts["fail"] += 1
            print(f"FAILED  {name}: {package}\n{text_of(said[package, None])}")
    if not sum(counts.values()):
        counts["fail"] = 1
        print(f"FAILED  {name}: no test ran")
    for package, results in packages.items():
        print(
            f"ok      {name}: {package}: {results['pass']} tests"
            if not results["fail"]
            else f"        {package}"
        )
    print(counts["pass"], counts["fail"], counts["skip"])
    return 1 if counts["fail"] else 0


def text_of(lines):
    return "".join(f"        {line}" for line in "".join(lines).splitlines(keepends=True)[-60:]).rstrip()


sys.exit(main())
