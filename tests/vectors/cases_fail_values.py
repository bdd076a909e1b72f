"""Refused for a value of the session map (step 6): other kinds, other encodings, text that is not UTF-8."""

import cbor
import seal
from case import EXP, IAT, ID, NAME, SECRET, must_fail

JSON_ARRAY = cbor.octets(b"[1]")
MAP_OF_ONE = cbor.mapping([(cbor.text("a"), cbor.integer(1))])


def cases():
    for group, values in (("int", INTS), ("text", TEXTS), ("bytes", BYTES), ("tag", TAGS), ("kind", KINDS)):
        for name, why, encoded in values:
            yield refused(f"value-{group}-{name}", why, encoded)
    for name, why, raw in UTF8:
        yield refused(f"value-utf8-{name}", why, cbor.text(b"a" + raw))


def refused(name, why, encoded_value):
    session = cbor.mapping([(cbor.text("k"), encoded_value)])
    return must_fail(name, why, 6, seal.sealed(seal.claims(ID, IAT, EXP, None, session), SECRET, NAME))


INTS = [
    ("2-63", "One above the greatest integer.", cbor.integer(2**63)),
    ("2-64", "The greatest unsigned integer of 64 bits.", cbor.integer(2**64 - 1)),
    ("minus-2-63-minus-1", "One below the least integer.", cbor.integer(-(2**63) - 1)),
    ("minus-2-64", "The least negative integer that CBOR has.", cbor.integer(-(2**64))),
    ("0-in-1-byte", "Zero behind its head.", cbor.integer(0, 1)),
    ("255-in-2-bytes", "255 in two bytes.", cbor.integer(255, 2)),
    ("65535-in-4-bytes", "65535 in four bytes.", cbor.integer(65535, 4)),
    ("4294967295-in-8-bytes", "2^32-1 in eight bytes.", cbor.integer(2**32 - 1, 8)),
    ("minus-1-in-1-byte", "-1 behind its head.", cbor.integer(-1, 1)),
    ("minus-2-32-in-8-bytes", "-2^32 in eight bytes.", cbor.integer(-(2**32), 8)),
    ("bignum", "An integer as a bignum.", cbor.tagged(2, cbor.octets(b"\x01"))),
]

TEXTS = [
    ("head-in-1-byte", "A length in one byte where none is needed.", cbor.text("abc", 1)),
    ("256-in-4-bytes", "A length in four bytes where two do.", cbor.text("x" * 256, 4)),
    ("indefinite", "Text in one chunk of indefinite length.", b"\x7f" + cbor.text("abc") + b"\xff"),
    ("runs-over-the-end", "Text that is longer than what follows by a byte.", b"\x64abc"),
    ("length-2-64", "The greatest length; added to an offset, it overflows.", b"\x7b" + b"\xff" * 8 + b"abc"),
]

BYTES = [
    ("head-in-1-byte", "A length in one byte where none is needed.", cbor.octets(b"abc", 1)),
    ("24-in-2-bytes", "A length in two bytes where one does.", cbor.octets(bytes(24), 2)),
    ("indefinite", "Bytes in one chunk of indefinite length.", b"\x5f" + cbor.octets(b"abc") + b"\xff"),
    ("runs-over-the-end", "Bytes that are longer than what follows by one.", b"\x44abc"),
]

TAGS = [
    ("0", "A date as text.", cbor.tagged(0, cbor.text("2023-11-14T22:13:20Z"))),
    ("261", "The number before the tag for JSON.", cbor.tagged(261, JSON_ARRAY)),
    ("2-32-and-262", "The tag for JSON with a bit above 32.", cbor.tagged(2**32 + 262, JSON_ARRAY)),
    ("262-in-4-bytes", "The tag for JSON in four bytes.", cbor.tagged(262, JSON_ARRAY, 4)),
    ("262-twice", "The tag for JSON twice.", cbor.tagged(262, cbor.tagged(262, JSON_ARRAY))),
    (
        "262-over-text",
        "The tag for JSON stands over bytes, not over text.",
        cbor.tagged(262, cbor.text("[1]")),
    ),
    (
        "262-over-indefinite",
        "JSON in one chunk of indefinite length.",
        cbor.tagged(262, b"\x5f" + JSON_ARRAY + b"\xff"),
    ),
    (
        "262-over-non-minimal",
        "JSON whose length takes a byte too many.",
        cbor.tagged(262, cbor.octets(b"[1]", 1)),
    ),
]

KINDS = [
    ("float16", "Half precision.", cbor.FLOAT16 + b"\x3c\x00"),
    ("float64", "Double precision.", cbor.FLOAT64 + b"\x3f\xf1\x99\x99\x99\x99\x99\x9a"),
    ("array", "An array has a kind only as JSON.", cbor.head(4, 1) + cbor.integer(1)),
    ("map", "A map within the map.", MAP_OF_ONE),
    ("undefined", "CBOR's undefined.", b"\xf7"),
    ("simple-32", "The first simple value of two bytes.", b"\xf8\x20"),
    ("false-in-two-bytes", "False behind a head, which CBOR forbids.", b"\xf8\x14"),
    ("break", "A break where a value stands.", b"\xff"),
    (
        "nested-arrays",
        "Many arrays in each other, which a recursive reader pays for.",
        b"\x81" * 300 + b"\x01",
    ),
    ("nested-tags", "Many tags on each other, which a recursive reader pays for.", b"\xc1" * 300 + b"\x01"),
]

UTF8 = [
    ("continuation", "A continuation byte alone.", b"\x80"),
    ("overlong-2-bytes", "U+0000 in two bytes.", b"\xc0\x80"),
    ("overlong-2-bytes-last", "U+007F in two bytes.", b"\xc1\xbf"),
    ("overlong-3-bytes-last", "U+07FF in three bytes.", b"\xe0\x9f\xbf"),
    ("overlong-4-bytes-last", "U+FFFF in four bytes.", b"\xf0\x8f\xbf\xbf"),
    ("surrogate-d800", "The first surrogate.", b"\xed\xa0\x80"),
    ("surrogate-dfff", "The last surrogate.", b"\xed\xbf\xbf"),
    ("cesu-pair", "A surrogate pair of three bytes each, as CESU-8 has it.", b"\xed\xa0\xbd\xed\xb8\x80"),
    ("110000", "The first beyond U+10FFFF.", b"\xf4\x90\x80\x80"),
    ("ff", "A byte that no UTF-8 has.", b"\xff"),
    ("cut-3-bytes", "Two of three bytes.", b"\xe2\x82"),
    ("cut-4-bytes", "Three of four bytes.", b"\xf0\x9f\x98"),
    ("cut-then-letter", "A character that ASCII interrupts.", b"\xe2\x28\xa1"),
]
