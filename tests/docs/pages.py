"""Finds the documents of this repository and the fenced blocks in them.

A page is held as text, so that a broken twin can be a doctored copy in memory. A block is named by the HTML comment
on the line above its fence; the comment says what the block is for and so which check has to run it.
"""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENCE = re.compile(
    r"^(?:<!-- (?P<marker>.+?) -->\n)?```(?P<language>\S*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


class Block:
    """One fenced block: where it is, its language, its marker, its text."""

    def __init__(self, page, line, language, marker, text):
        self.page, self.line, self.language, self.marker, self.text = page, line, language, marker or "", text

    def __str__(self):
        return f"{self.page}:{self.line} ({self.marker or self.language or 'no language'})"

    def is_marked(self, word):
        """The rest of the marker `word: rest`, or None where the marker is another."""
        head, _, rest = self.marker.partition(": ")
        return rest if head == word else None


PATTERNS = ("*.md", "docs/*.md", "*/README.md", "bindings/**/README.md")


def load():
    """Every document by its path from the root."""
    paths = {path for pattern in PATTERNS for path in ROOT.glob(pattern) if "node_modules" not in path.parts}
    return {str(path.relative_to(ROOT)): path.read_text() for path in sorted(paths) if path.exists()}


def blocks(pages, *names):
    """The fenced blocks of the named pages, or of all, in order."""
    found = []
    for page in names or pages:
        text = pages[page]
        for match in FENCE.finditer(text):
            line = text.count("\n", 0, match.start("language")) + 1
            found.append(Block(page, line, match["language"], match["marker"], match["text"]))
    return found


def the_block(pages, page, marker):
    """The one block with this marker; none or two is an error of the page."""
    found = [block for block in blocks(pages, page) if block.marker == marker]
    if len(found) != 1:
        raise LookupError(f"{page} has {len(found)} blocks marked '{marker}', and has to have 1")
    return found[0]
