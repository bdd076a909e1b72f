"""What every page owes its reader: each fenced block is of a kind that a check runs, and no unfinished word is left."""

import re

from pages import blocks

# What a block may be: by its language, and by the marker that tells a check what to do with it.
LANGUAGES = {"sh", "console", "rust"}
MARKERS = {
    "c",
    "output",
    "file",
    "write",
    "not run",
    "bytes",
    "token",
    "mac input",
    "cookie line",
    "cddl",
    "sum",
}
UNFINISHED = re.compile(r"\b(TODO|FIXME|TBD|XXX|lorem ipsum)\b")


def check(pages, report):
    for page, text in pages.items():
        strays = [str(block) for block in blocks(pages, page) if not is_known(block)]
        report.check(
            f"{page}: every block is run or compared", not strays, f"no check knows {', '.join(strays)}"
        )
        fences = len(re.findall(r"^```", text, re.MULTILINE))
        whole = fences == 2 * len(blocks(pages, page))
        report.check(
            f"{page}: its fences pair up", whole, f"{fences} fences, {len(blocks(pages, page))} blocks"
        )
        unfinished = UNFINISHED.findall(text)
        report.check(f"{page}: nothing unfinished", not unfinished, f"has {', '.join(unfinished)}")


def is_known(block):
    return block.marker.partition(": ")[0] in MARKERS or (block.language in LANGUAGES and not block.marker)
