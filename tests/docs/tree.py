"""Holds what the documents say of this repository's folders and test families against the tree."""

import re
import subprocess

from pages import ROOT


def check(pages, report):
    folders = re.findall(r"^\| `([a-z]+/)` \|", pages["README.md"], re.MULTILINE)
    absent = [folder for folder in folders if not (ROOT / folder).is_dir()]
    report.check("README.md: its layout is the tree's", folders and not absent, f"not there: {absent}")

    table = pages["docs/testing.md"].partition("## What is tested where")[2].partition("\n## ")[0]
    named = re.findall(r"^\| `([a-z0-9]+)` \|", table, re.MULTILINE)
    listed = subprocess.run(["tests/run", "--list"], check=True, cwd=ROOT, capture_output=True, text=True)
    steps = listed.stdout.split()
    same = named == steps
    report.check("docs/testing.md has every family, in order", same, f"it has {named}, tests/run {steps}")
