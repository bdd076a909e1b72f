"""Holds docs/token.svg against the script that draws it, and the script against the token of docs/format.md."""

import sys
import xml.etree.ElementTree

from pages import ROOT, the_block

sys.path.insert(0, str(ROOT / "docs"))
import draw_token

FIGURE = ROOT / "docs" / "token.svg"


def check(pages, report):
    token = "".join(the_block(pages, "docs/format.md", "token: first").text.split())
    try:
        drawing = draw_token.draw(token)
    except (AssertionError, IndexError, ValueError) as error:
        report.fail("docs/token.svg", f"the token of docs/format.md cannot be drawn: {error!r}")
        return
    report.check(
        "docs/token.svg is what its script draws",
        FIGURE.read_text() == drawing,
        "run python3 docs/draw_token.py",
    )
    root = xml.etree.ElementTree.fromstring(drawing)
    hex_cells = [
        text.text for text in root.iter("{http://www.w3.org/2000/svg}text") if text.get("class") == "byte"
    ]
    expected = draw_token.base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).hex()
    report.check(
        "docs/token.svg shows every byte once", "".join(hex_cells) == expected, "a byte is missing or doubled"
    )
    for page in ("README.md", "docs/format.md"):
        report.check(f"{page} shows the figure", "token.svg)" in pages[page], "it does not")
