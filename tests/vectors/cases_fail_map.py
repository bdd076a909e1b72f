"""Refused for the session map (step 6): its head, keys, their order, and bounds. Every MAC is right."""

import cbor
import seal
from case import ENTRIES, EXP, IAT, ID, NAME, SECRET, having, must_fail
from cases_accept_rules import full_map

ONE = cbor.integer(1)
PAIRS = seal.entry_pairs(ENTRIES)
MAP = cbor.mapping(PAIRS)


def refused(name, why, session):
    return must_fail(name, why, 6, seal.sealed(seal.claims(ID, IAT, EXP, None, session), SECRET, NAME))


def keyed(*encoded_keys):
    """A map with these encoded keys in this order, each with the value 1."""
    return cbor.mapping([(key, ONE) for key in encoded_keys])


def cases():
    yield from _heads()
    yield from _bounds()
    yield from _keys()
    yield from _order()


def _heads():
    numbered = [seal.entry(f"k{i:02}", "int", i) for i in range(24)]
    for name, why, session in [
        ("array", "The entries in an array.", cbor.head(4, 4) + MAP[1:]),
        ("empty-array", "An empty array, as PHP writes an empty map.", b"\x80"),
        ("null", "A null for an empty map.", b"\xf6"),
        ("indefinite", "A map of indefinite length.", b"\xbf" + MAP[1:] + b"\xff"),
        ("count-too-large", "The map announces three entries and holds two.", cbor.mapping(PAIRS, count=3)),
        ("count-too-small", "The map announces one entry and holds two.", cbor.mapping(PAIRS, count=1)),
        ("count-2-64", "The greatest count; doubled, it overflows.", cbor.mapping(PAIRS, count=2**64 - 1)),
        ("head-non-minimal", "The map's head in two bytes.", cbor.mapping(PAIRS, width=1)),
        ("head-23-non-minimal", "23 entries, the head in two bytes.", cbor.mapping(numbered[:23], width=1)),
        ("key-without-value", "The last key has no value.", cbor.mapping([PAIRS[0], (PAIRS[1][0], b"")])),
    ]:
        yield refused(f"map-{name}", why, session)


def _bounds():
    many = [(f"k{i:02}", "int", i) for i in range(65)]
    yield refused("map-65-entries", "One entry too many.", seal.session_map(many))
    over = refused(
        "map-2891-bytes",
        "One byte of entries too many, in a token within its bound.",
        seal.session_map(full_map(2891)),
    )
    yield having(over, "a length within the bound", len(over["token"]) <= 4000)


def _keys():
    for name, why, key in [
        ("empty", "A key of no bytes.", cbor.text("")),
        ("129-bytes", "A key of one byte too many.", cbor.text("k" * 129)),
        ("129-bytes-65-characters", "A key's bound counts bytes.", cbor.text("é" * 64 + "k")),
        ("bytes", "A key of bytes.", cbor.octets(b"key")),
        ("int", "A key that is a number.", cbor.integer(1)),
        ("null", "A key of null.", b"\xf6"),
        ("indefinite", "A key in one chunk of indefinite length.", b"\x7f" + cbor.text("key") + b"\xff"),
        ("non-minimal", "A key's length in one byte where none is needed.", cbor.text("key", 1)),
        ("24-bytes-non-minimal", "A key's length in two bytes where one does.", cbor.text("k" * 24, 2)),
        ("runs-over-the-end", "A key that is longer than all that follows.", b"\x78\x80key"),
        ("utf8-overlong", "A key of an overlong encoding.", cbor.text(b"k\xc1\xa1")),
        ("utf8-surrogate", "A key with a surrogate.", cbor.text(b"\xed\xa0\x80")),
        (
            "utf8-cesu",
            "A key with a surrogate pair of three bytes each.",
            cbor.text(b"\xed\xa0\xbd\xed\xb8\x80"),
        ),
        ("utf8-beyond-10ffff", "A key beyond U+10FFFF.", cbor.text(b"\xf4\x90\x80\x80")),
        ("utf8-cut", "A key that ends within a character.", cbor.text(b"k\xe2\x82")),
    ]:
        yield refused(f"key-bad-{name}", why, keyed(key))


def _order():
    for name, why, order in [
        ("twice", "The same key twice.", ["a", "a"]),
        ("swapped", "Two keys of one length in the wrong order.", ["b", "a"]),
        ("alphabetical", "The order of a dictionary, where length comes second.", ["aa", "b"]),
        ("by-characters", "Ordered by the number of characters.", ["éé", "abc"]),
        ("by-utf-16", "The order of UTF-16 code units.", ["\U00010000", "\ufffda"]),
        ("by-signed-bytes", "The order of signed bytes.", ["é", "zz"]),
        ("prefix", "A key behind one that it begins.", ["a\0", "a"]),
    ]:
        yield refused(f"key-order-bad-{name}", why, keyed(*map(cbor.text, order)))
    twice = cbor.mapping([(cbor.text("role"), cbor.text("user")), (cbor.text("role"), cbor.text("admin"))])
    yield refused("key-order-bad-twice-other-value", "A key twice: lax readers take one or the other.", twice)
