"""Refused for the envelope (step 3): COSE that a generic reader might take, and what is cut or added.

Each MAC is right for the protected header and payload that stand there: the envelope alone is at fault.
"""

import cbor
import keys
import seal
from case import ENTRIES, EXP, IAT, ID, NAME, SECRET, having, must_fail

MAC_KEY, KID = keys.derive(SECRET, NAME)
PROTECTED = seal.protected_header(KID)
PAYLOAD = seal.claims(ID, IAT, EXP, None, seal.session_map(ENTRIES))  # 64 bytes: one byte behind its head
LONG = seal.claims(ID, IAT, EXP, None, seal.session_map([("t", "text", "p" * 300)]))


def build(
    start=b"\xd1\x84",
    protected=PROTECTED,
    protected_item=None,
    unprotected=b"\xa0",
    payload=PAYLOAD,
    payload_item=None,
    tag_item=None,
    end=b"",
):
    """A token of parts; each `_item` is the whole encoding of a part, for what is not a plain byte string."""
    tag = keys.hmac_sha256(MAC_KEY, seal.mac_structure(protected, payload))
    parts = [
        start,
        cbor.octets(protected) if protected_item is None else protected_item,
        unprotected,
        cbor.octets(payload) if payload_item is None else payload_item,
        cbor.octets(tag) if tag_item is None else tag_item(tag),
        end,
    ]
    raw = b"".join(parts)
    return seal.to_text(raw)


def cases():
    for name, why, parts in [*STARTS, *HEADERS, *PAYLOADS, *TAGS]:
        yield must_fail(f"envelope-{name}", why, 3, build(**parts))
    yield from _cut()


STARTS = [
    ("untagged", "COSE_Mac0 without its tag 17.", {"start": b"\x84"}),
    ("tag-97", "The tag of COSE_Mac.", {"start": b"\xd8\x61\x84"}),
    (
        "tag-61-outside",
        "The CWT tag in front is legal in RFC 8392 but is a second encoding.",
        {"start": b"\xd8\x3d\xd1\x84"},
    ),
    ("tag-17-non-minimal", "Tag 17 in two bytes.", {"start": b"\xd8\x11\x84"}),
    ("array-non-minimal", "The array's head in two bytes.", {"start": b"\xd1\x98\x04"}),
    ("array-indefinite", "An array of indefinite length.", {"start": b"\xd1\x9f", "end": b"\xff"}),
    (
        "array-3",
        "An array of three: the tag is missing.",
        {"start": b"\xd1\x83", "tag_item": lambda tag: b""},
    ),
    ("array-5", "An array of five, as COSE_Mac with no recipients.", {"start": b"\xd1\x85", "end": b"\x80"}),
    ("byte-in-front", "A byte in front of all.", {"start": b"\x00\xd1\x84"}),
]

HEADERS = [
    (
        "protected-kid-first",
        "The key id before the algorithm.",
        {"protected": b"\xa2\x04\x44" + KID + b"\x01\x05"},
    ),
    (
        "alg-hmac-256-64",
        "HMAC 256/64, truncated to 8 bytes.",
        {"protected": b"\xa2\x01\x04\x04\x44" + KID, "tag_item": lambda tag: cbor.octets(tag[:8])},
    ),
    (
        "alg-4-whole-tag",
        "The number of HMAC 256/64 with a tag of 32 bytes.",
        {"protected": b"\xa2\x01\x04\x04\x44" + KID},
    ),
    ("alg-non-minimal", "The algorithm in two bytes.", {"protected": b"\xa2\x01\x18\x05\x04\x44" + KID}),
    ("alg-missing", "No algorithm.", {"protected": b"\xa1\x04\x44" + KID}),
    ("kid-missing", "No key id.", {"protected": b"\xa1\x01\x05"}),
    ("kid-3-bytes", "A key id of three bytes.", {"protected": b"\xa2\x01\x05\x04\x43" + KID[:3]}),
    ("kid-non-minimal", "The key id's head in two bytes.", {"protected": b"\xa2\x01\x05\x04\x58\x04" + KID}),
    (
        "protected-extra",
        "A content type beside algorithm and key id.",
        {"protected": b"\xa3\x01\x05\x03\x00\x04\x44" + KID},
    ),
    (
        "protected-map-indefinite",
        "A protected map of indefinite length.",
        {"protected": b"\xbf\x01\x05\x04\x44" + KID + b"\xff"},
    ),
    (
        "protected-empty",
        "Nothing is protected; all stands in the unprotected map.",
        {"protected": b"", "unprotected": PROTECTED},
    ),
    (
        "protected-non-minimal",
        "The protected header's head in two bytes.",
        {"protected_item": b"\x58\x09" + PROTECTED},
    ),
    (
        "protected-indefinite",
        "The protected header in one chunk of indefinite length.",
        {"protected_item": b"\x5f" + cbor.octets(PROTECTED) + b"\xff"},
    ),
    ("unprotected-kid", "The key id a second time, unprotected.", {"unprotected": b"\xa1\x04\x44" + KID}),
    ("unprotected-non-minimal", "The empty map in two bytes.", {"unprotected": b"\xb8\x00"}),
    ("unprotected-indefinite", "An empty map of indefinite length.", {"unprotected": b"\xbf\xff"}),
    ("unprotected-missing", "No unprotected map.", {"unprotected": b""}),
]

PAYLOADS = [
    ("payload-detached", "Null in place of the payload.", {"payload_item": b"\xf6"}),
    (
        "payload-two-bytes",
        "The payload's length in two bytes where one does.",
        {"payload_item": cbor.octets(PAYLOAD, 2)},
    ),
    (
        "payload-long-four-bytes",
        "A longer payload's length in four bytes where two do.",
        {"payload": LONG, "payload_item": cbor.octets(LONG, 4)},
    ),
    (
        "payload-short-one-byte",
        "A payload of 20 bytes with its length behind the head.",
        {"payload": bytes(20), "payload_item": cbor.octets(bytes(20), 1)},
    ),
    (
        "payload-indefinite",
        "The payload in one chunk of indefinite length.",
        {"payload_item": b"\x5f" + cbor.octets(PAYLOAD) + b"\xff"},
    ),
    (
        "payload-head-one-more",
        "A head that takes the tag's first byte into the payload.",
        {"payload_item": b"\x58\x41" + PAYLOAD},
    ),
    (
        "payload-head-one-less",
        "A head that leaves the payload's last byte to the tag.",
        {"payload_item": b"\x58\x3f" + PAYLOAD},
    ),
    (
        "payload-head-2-64",
        "The greatest length that a head can state.",
        {"payload_item": b"\x5b" + b"\xff" * 8 + PAYLOAD},
    ),
]

TAGS = [
    ("tag-31-bytes", "A tag of 31 bytes.", {"tag_item": lambda tag: cbor.octets(tag[:31])}),
    (
        "tag-33-bytes",
        "A tag of 33 bytes, the last a zero.",
        {"tag_item": lambda tag: cbor.octets(tag + b"\0")},
    ),
    ("tag-non-minimal", "The tag's length in two bytes.", {"tag_item": lambda tag: cbor.octets(tag, 2)}),
    (
        "tag-indefinite",
        "The tag in one chunk of indefinite length.",
        {"tag_item": lambda tag: b"\x5f" + cbor.octets(tag) + b"\xff"},
    ),
    ("trailing-zero", "A byte behind the tag.", {"end": b"\0"}),
]


def _cut():
    raw = seal.from_text(build())
    for length in (2, 11, 50, len(raw) - 33, len(raw) - 1):
        why = f"Only the first {length} bytes of a token of {len(raw)}."
        yield must_fail(f"envelope-cut-to-{length}", why, 3, seal.to_text(raw[:length]))
    whole = build(payload=LONG)
    again = must_fail(
        "envelope-cut-first-byte",
        "A token without its first byte.",
        3,
        seal.to_text(seal.from_text(whole)[1:]),
    )
    yield having(again, "a payload of two bytes' length", len(LONG) > 255)
