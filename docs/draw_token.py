"""Draws docs/token.svg, the anatomy of a token, from the bytes of the first worked example in docs/format.md.

    python3 docs/draw_token.py            write docs/token.svg
    python3 docs/draw_token.py -          write it to standard output, as the test does that compares the two

The token is taken apart here and nothing is placed by hand: a changed token moves or breaks the drawing.
"""

import base64
import datetime
import pathlib
import re
import sys

DOCS = pathlib.Path(__file__).resolve().parent
WIDTH, MARGIN = 800, 34
TEXT_COLUMNS, TEXT_STEP = 76, 9.6
BYTE_STEP, BYTES_X, INDENT, ROW = 21.6, 192, 14, 33
INK, QUIET, LINE = "#1f2328", "#57606a", "#d0d7de"

# A pale and a strong shade for each part. Ink on either has a contrast of at least 7 to 1.
SHADES = {
    "fixed": ("#eceff2", "#d9dee3"),
    "header": ("#dbeafe", "#a9ceff"),
    "time": ("#d3f3df", "#9fe0b6"),
    "id": ("#d2f1f0", "#94dcd9"),
    "session": ("#ffedc7", "#ffd583"),
    "tag": ("#fbdcea", "#f6b3d0"),
}


class Field:
    """One row of the drawing: where its bytes are, of which part, and what they say."""

    def __init__(self, part, depth, runs, name, meaning):
        self.part, self.depth, self.runs, self.name, self.meaning = part, depth, runs, name, meaning
        self.start, self.end = runs[0][0], runs[-1][1]


def item_end(data, at):
    """The end of the CBOR item whose head is at `at`, without what a map or an array holds."""
    major, low = data[at] >> 5, data[at] & 31
    width = {24: 1, 25: 2, 26: 4, 27: 8}.get(low, 0)
    number = int.from_bytes(data[at + 1 : at + 1 + width], "big") if width else low
    return at + 1 + width + (number if major in (2, 3) else 0)


def utc(data, start, end):
    """The time that an unsigned item holds, for people."""
    seconds = int.from_bytes(data[start + 1 : end], "big")
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def take_apart(data):
    """The rows of the drawing, in the order of the bytes, with no byte left out."""
    kid = data[8:12]
    payload_start = item_end(data, 13) - int(data[14])
    fields = [
        Field("fixed", 0, [(0, 2, 1)], "envelope", "tag 17 (COSE_Mac0), array of 4"),
        Field(
            "header",
            0,
            [(2, 8, 0), (8, 12, 1)],
            "protected header",
            f"alg 5 = HMAC 256/256, kid = {kid.hex()}",
        ),
        Field("fixed", 0, [(12, 13, 1)], "unprotected header", "empty"),
        Field("fixed", 0, [(13, payload_start, 1)], "payload", f"{data[14]} bytes:"),
        Field(
            "time",
            1,
            [(payload_start, payload_start + 1, 1)],
            "claims",
            f"map of {data[payload_start] & 31}:",
        ),
    ]
    at = payload_start + 1
    for key, part, name, says in (
        (4, "time", "exp", "expires "),
        (6, "time", "iat", "signed "),
        (7, "id", "cti", "session id"),
    ):
        assert data[at] == key
        end = item_end(data, at + 1)
        meaning = says + (utc(data, at + 1, end) if part == "time" else "")
        fields.append(Field(part, 2, [(at, at + 1, 1), (at + 1, end, 0)], name, meaning))
        at = end
    fields.append(
        Field("session", 2, [(at, at + 5, 1), (at + 5, at + 6, 0)], "session", f"map of {data[at + 5] & 31}:")
    )
    at += 6
    while at < item_end(data, 13):
        value = item_end(data, at)
        end = item_end(data, value)
        key_text, value_text = data[at + 1 : value].decode(), data[value + 1 : end].decode()
        fields.append(Field("session", 3, [(at, value, 1), (value, end, 0)], key_text, f'"{value_text}"'))
        at = end
    fields.append(Field("tag", 0, [(at, at + 2, 1), (at + 2, len(data), 0)], "tag", "HMAC-SHA256, 32 bytes"))
    assert [f.start for f in fields[1:]] == [f.end for f in fields[:-1]] and fields[-1].end == len(data)
    return fields


def number(value):
    """A coordinate, with no digits that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def box(x, y, width, height, fill, radius=0):
    corners = f' rx="{radius}"' if radius else ""
    return f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"{corners} fill="{fill}"/>'


def words(x, y, style, text, anchor=""):
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    extra = (f' class="{style}"' if style else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{number(x)}" y="{number(y)}"{extra}>{text}</text>'


def draw_text(token, fields, top):
    """The characters of the cookie. A field's colour ends in the middle of a character where its bytes do."""
    out = []
    for field in fields:
        for start, end, strong in field.runs:
            first, last = start * 8 / 6, min(end * 8 / 6, len(token))
            for row in range(int(first // TEXT_COLUMNS), int((last - 0.01) // TEXT_COLUMNS) + 1):
                left = max(first - row * TEXT_COLUMNS, 0)
                right = min(last - row * TEXT_COLUMNS, TEXT_COLUMNS)
                if field is fields[-1] and end == fields[-1].end and last >= len(token) - 1:
                    right = min(len(token) - row * TEXT_COLUMNS, TEXT_COLUMNS)
                out.append(
                    box(
                        MARGIN + left * TEXT_STEP,
                        top + row * 34,
                        (right - left) * TEXT_STEP,
                        26,
                        SHADES[field.part][strong],
                    )
                )
    for i, character in enumerate(token):
        row, column = divmod(i, TEXT_COLUMNS)
        out.append(
            words(MARGIN + (column + 0.5) * TEXT_STEP, top + row * 34 + 18.5, "token", character, "middle")
        )
    return out


def draw_strip(size, fields, top):
    """All bytes to scale, and under them what the MAC covers."""
    step = (WIDTH - 2 * MARGIN) / size
    out = []
    for field in fields:
        for start, end, strong in field.runs:
            out.append(box(MARGIN + start * step, top, (end - start) * step, 20, SHADES[field.part][strong]))
    payload = next(f for f in fields if f.name == "payload")
    for start, end in ((2, 12), (payload.start, fields[-1].start)):
        left, right, y = MARGIN + start * step + 1, MARGIN + end * step - 1, top + 26
        out.append(f'<path d="M{number(left)} {y}v6H{number(right)}v-6" fill="none" stroke="{QUIET}"/>')
    middle = MARGIN + (payload.start + fields[-1].start) / 2 * step
    out.append(words(middle, top + 48, "quiet", "covered by the MAC, as is the protected header", "middle"))
    out.append(words(MARGIN + (fields[-1].start + size) / 2 * step, top + 48, "quiet", "the MAC", "middle"))
    return out


def draw_rows(data, fields, top):
    """One row a field: its name, its bytes in a box, what they say. The tag's 32 bytes take two lines."""
    out, y = [], top
    for field in fields:
        out.append(words(MARGIN + field.depth * INDENT, y + 17.5, "name", field.name))
        runs = field.runs
        if field.part == "tag":
            (start, middle, strong), (_, end, pale) = runs
            runs = [(start, middle, strong), (middle, middle + 16, pale), (middle + 16, end, pale)]
        x, line_y = BYTES_X, y
        for start, end, strong in runs:
            if x + (end - start) * BYTE_STEP > BYTES_X + 18.5 * BYTE_STEP:
                x, line_y = BYTES_X + 2 * BYTE_STEP, line_y + 26
            out.append(box(x, line_y, (end - start) * BYTE_STEP, 26, SHADES[field.part][strong]))
            for i, byte in enumerate(data[start:end]):
                out.append(words(x + (i + 0.5) * BYTE_STEP, line_y + 17.5, "byte", f"{byte:02x}", "middle"))
            x += (end - start) * BYTE_STEP
        out.append(words(x + 12, y + 17.5, "", field.meaning))
        y = line_y + ROW
    return out, y


def draw(token):
    """The whole drawing as text."""
    data = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    fields = take_apart(data)
    rows, bottom = draw_rows(data, fields, 254)
    height = bottom + 14
    title = f"Anatomy of a session token: {len(token)} characters, {len(data)} bytes"
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img">',
        f"<title>{title}</title>",
        "<style>text{font-family:ui-sans-serif,system-ui,'Segoe UI','DejaVu Sans',sans-serif;font-size:13px;fill:"
        + INK
        + "}"
        ".token,.byte{font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace}.token{font-size:15px}"
        ".byte{font-size:13px}rect{shape-rendering:crispEdges}.name{font-weight:600}.head{font-size:15px;font-weight:600}.quiet{fill:"
        + QUIET
        + "}</style>",
        f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{height - 1}" rx="10" fill="#fff" stroke="{LINE}"/>',
        words(MARGIN, 38, "head", "What the cookie carries"),
        words(WIDTH - MARGIN, 38, "quiet", f"{len(token)} characters of base64url", "end"),
        *draw_text(token, fields, 52),
        words(MARGIN, 150, "head", "What it decodes to"),
        words(WIDTH - MARGIN, 150, "quiet", f"{len(data)} bytes of CBOR, to scale", "end"),
        *draw_strip(len(data), fields, 164),
        f'<path d="M{MARGIN} 236H{WIDTH - MARGIN}" stroke="{LINE}"/>',
        *rows,
        "</svg>",
    ]
    return "\n".join(out) + "\n"


def example_token():
    """The token of the first worked example, from the specification itself."""
    found = re.search(
        r"<!-- token: first -->\n```text\n(.*?)```", (DOCS / "format.md").read_text(), re.DOTALL
    )
    return "".join(found.group(1).split())


if __name__ == "__main__":
    drawing = draw(example_token())
    if sys.argv[1:] == ["-"]:
        sys.stdout.write(drawing)
    else:
        (DOCS / "token.svg").write_text(drawing)
