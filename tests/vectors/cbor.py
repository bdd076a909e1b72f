"""CBOR items (RFC 8949) for the vectors: a writer that can also write wrongly, and a slow, obvious reader.

The reader is lenient about the width of heads and about order. Whether bytes are canonical is asked
elsewhere, by writing what was read once more and comparing: a way that a single-pass parser does not share.
"""

MAP_DEPTH_MAX = 8  # the profile needs three levels; a hostile nest must not exhaust Python's stack
FLOAT16, FLOAT32, FLOAT64 = b"\xf9", b"\xfa", b"\xfb"  # heads, for what must be refused
SIMPLE_VALUES = {b"\xf4": (False,), b"\xf5": (True,), b"\xf6": (None,)}
WIDTHS = {1: 24, 2: 25, 4: 26, 8: 27}


class Malformed(Exception):
    """The bytes are not an item that this profile can hold."""


class Pairs(list):
    """A map as the list of its (key, value) pairs, so that order and repeated keys stay visible."""


class Tag:
    """A tagged item."""

    def __init__(self, number, item):
        self.number = number
        self.item = item


def head(major, argument, width=None):
    """The head of an item; a width of 0, 1, 2, 4 or 8 bytes forces one, None takes the shortest."""
    if width is None:
        width = next(
            w for w, end in ((0, 24), (1, 1 << 8), (2, 1 << 16), (4, 1 << 32), (8, 1 << 64)) if argument < end
        )
    if width == 0:
        return bytes([major << 5 | argument])
    return bytes([major << 5 | WIDTHS[width]]) + argument.to_bytes(width, "big")


def integer(value, width=None):
    return head(0, value, width) if value >= 0 else head(1, -1 - value, width)


def octets(value, width=None):
    return head(2, len(value), width) + value


def text(value, width=None):
    """Text from a str, or from bytes that need not be UTF-8."""
    raw = value if isinstance(value, bytes) else value.encode("utf-8")
    return head(3, len(raw), width) + raw


def mapping(pairs, count=None, width=None):
    """A map of pairs that are already encoded, in the order given; `count` may lie."""
    return head(5, len(pairs) if count is None else count, width) + b"".join(k + v for k, v in pairs)


def tagged(number, encoded_item, width=None):
    return head(6, number, width) + encoded_item


def encode(item):
    """The shortest encoding of an item that `decode` returned, pairs in the order they have."""
    if item is None:
        return b"\xf6"
    if isinstance(item, bool):
        return b"\xf5" if item else b"\xf4"
    if isinstance(item, int):
        return integer(item)
    if isinstance(item, bytes):
        return octets(item)
    if isinstance(item, str):
        return text(item)
    if isinstance(item, Tag):
        return tagged(item.number, encode(item.item))
    return mapping([(encode(k), encode(v)) for k, v in item])


def decode(data, at=0, depth=0):
    """Reads one item and returns it with the offset after it."""
    simple = SIMPLE_VALUES.get(data[at : at + 1])
    if simple is not None:
        return simple[0], at + 1
    major, argument, at = _read_head(data, at)
    if major == 0:
        return argument, at
    if major == 1:
        return -1 - argument, at
    if major in (2, 3):
        raw = data[at : at + argument]
        if len(raw) != argument:
            raise Malformed("a string runs over the end")
        try:
            return (raw if major == 2 else raw.decode("utf-8")), at + argument
        except UnicodeDecodeError as error:
            raise Malformed("text is not UTF-8") from error
    if depth == MAP_DEPTH_MAX:
        raise Malformed("nested too deep")
    if major == 5:
        pairs = Pairs()
        for _ in range(argument):
            key, at = decode(data, at, depth + 1)
            value, at = decode(data, at, depth + 1)
            pairs.append((key, value))
        return pairs, at
    if major == 6:
        item, at = decode(data, at, depth + 1)
        return Tag(argument, item), at
    raise Malformed("an array or a kind of item that the profile does not know")


def _read_head(data, at):
    if at >= len(data):
        raise Malformed("an item is missing")
    initial = data[at]
    major, low = initial >> 5, initial & 31
    if low < 24:
        return major, low, at + 1
    width = {24: 1, 25: 2, 26: 4, 27: 8}.get(low)
    if width is None:
        raise Malformed("indefinite or reserved length")
    argument = data[at + 1 : at + 1 + width]
    if len(argument) != width:
        raise Malformed("a head runs over the end")
    return major, int.from_bytes(argument, "big"), at + 1 + width
