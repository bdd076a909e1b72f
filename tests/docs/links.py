"""Checks that every relative link of a document leads to a file, and every anchor to a heading."""

import posixpath
import re

from pages import FENCE, ROOT

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def anchor_of(heading):
    """The anchor that common renderers give a heading: small letters, no punctuation, hyphens for spaces."""
    plain = re.sub(r"[`*]|\[|\]\([^)]*\)", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors_of(text):
    """All anchors of a page; the second of a name gets '-1', as renderers do."""
    seen, anchors = {}, set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        anchor = anchor_of(heading)
        count = seen.get(anchor, 0)
        seen[anchor] = count + 1
        anchors.add(f"{anchor}-{count}" if count else anchor)
    return anchors


def check(pages, report):
    for page, text in pages.items():
        links = LINK.findall(FENCE.sub("", text))
        broken = [link for link in links if not leads_somewhere(pages, page, link)]
        report.check(f"{page}: {len(links)} links", not broken, f"lead nowhere: {', '.join(broken)}")


def leads_somewhere(pages, page, link):
    """Addresses outside the repository are not asked: a test makes no connection."""
    if re.match(r"(https|mailto):", link):
        return True
    path, _, anchor = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if not (ROOT / target).exists():
        return False
    return not anchor or (target in pages and anchor in anchors_of(pages[target]))
