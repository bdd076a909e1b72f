"""Tokens that hold: every kind of value, at the edges where its encoding changes."""

import seal
from case import accept, having

GREETING = "Grüße, 世界 \N{WAVING HAND SIGN}"

ALL_KINDS = [
    ("bytes", "bytes", bytes.fromhex("00ff10")),
    ("float", "json", "2.5"),
    ("int", "int", -5),
    ("json", "json", '{"roles":["admin","user"],"ratio":0.25}'),
    ("no", "bool", False),
    ("null", "null", None),
    ("text", "text", GREETING),
    ("yes", "bool", True),
]

# Each first and last value of a head's width, and what a double cannot hold.
INTS = [0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**53, 2**53 + 1, 2**63 - 1]
NEGATIVE_INTS = [-1, -24, -25, -256, -257, -65536, -65537, -(2**32), -(2**32) - 1, -(2**53) - 1, -(2**63)]
LENGTHS = (0, 23, 24, 255, 256)

TEXTS = {
    "nul": "a\0b",
    "only-nul": "\0",
    "byte-order-mark": "\ufeffbom",
    "noncharacters": "\ufffe\uffff\ufdd0\U0010ffff",
    "astral": "\U0001f511\U00010000",
    "utf8-edges": "\x7f\x80\u07ff\u0800\ud7ff\ue000\uffff\U00010000",
    "decomposed": "A\u030angstro\u0308m",
    "composed": "\u00c5ngstr\u00f6m",
    "control-characters": "\x01\t\r\n\x1b\x7f",
    "invisible": "\u202e\u200d\u2066",
    "like-json": '{"a":1}',
    "like-number": "1.5",
    "like-token": "0YRJogEFBETS_UeG",
}


def cases():
    yield accept("kind-text", "A text value.", [("k", "text", GREETING)])
    yield accept(
        "kind-bytes", "A byte string value that is not UTF-8.", [("k", "bytes", bytes.fromhex("00ff80"))]
    )
    yield accept("kind-int", "A positive integer.", [("k", "int", 42)])
    yield accept("kind-int-negative", "A negative integer.", [("k", "int", -42)])
    yield accept("kind-true", "True.", [("k", "bool", True)])
    yield accept("kind-false", "False is a value, not an absent one.", [("k", "bool", False)])
    yield accept("kind-null", "Null is a value, not an absent one.", [("k", "null", None)])
    yield accept("kind-json", "JSON text under tag 262.", [("k", "json", '{"a":[1,2,{"b":null}]}')])
    yield accept("kinds-all", "Every kind in one map.", ALL_KINDS)
    yield accept(
        "int-edges", "Integers where the width of the head changes.", [(str(n), "int", n) for n in INTS]
    )
    yield accept(
        "int-edges-negative",
        "Negative integers where the width of the head changes.",
        [(str(n), "int", n) for n in NEGATIVE_INTS],
    )
    for name in ("int-greatest", "int-least"):
        value = 2**63 - 1 if name == "int-greatest" else -(2**63)
        yield accept(name, "The end of the 64-bit integers.", [("n", "int", value)])
    yield accept(
        "text-unicode",
        "Every Unicode scalar value is text, kept as it is: nothing is cut, dropped or normalised.",
        [(name, "text", text) for name, text in TEXTS.items()],
    )
    yield from _lengths()
    yield from _maps()
    yield from _key_orders()


def _lengths():
    yield accept(
        "text-lengths",
        "Texts where the width of the head changes.",
        [(f"text{length}", "text", "x" * length) for length in LENGTHS],
    )
    yield accept(
        "bytes-lengths",
        "Byte strings where the width of the head changes.",
        [(f"bytes{length}", "bytes", bytes(255 - i for i in range(length))) for length in LENGTHS],
    )
    yield accept(
        "json-lengths",
        "JSON texts where the width of the head changes.",
        [(f"json{length}", "json", "[".ljust(length - 1) + "]") for length in LENGTHS if length],
    )
    yield accept("text-empty", "An empty text is a value.", [("t", "text", "")])
    yield accept("bytes-empty", "No bytes are a value.", [("b", "bytes", b"")])
    for text, rest in (("a", 0), ("ab", 2), ("abc", 3)):
        case = accept(
            f"token-length-rest-{rest}",
            f"The token's length leaves {rest} when divided by four: one of three that base64url can have.",
            [("t", "text", text)],
        )
        yield having(case, f"a length with rest {rest}", len(case["token"]) % 4 == rest)
    for length, envelope_len in ((255, 49), (256, 50)):
        case = accept(
            f"payload-{length}-bytes",
            f"A payload of {length} bytes: its head changes between 255 and 256.",
            [("t", "text", "p" * (length - 41))],
        )
        yield having(case, "that payload", len(seal.from_text(case["token"])) == length + envelope_len)


def _maps():
    yield accept("map-empty", "An empty session map is a session all the same.", [])
    for count in (23, 24, 64):
        why = f"{count} entries: the head of the map changes between 23 and 24, the bound is 64."
        yield accept(f"map-{count}-entries", why, [(f"{i:02}", "null", None) for i in range(count)])
    for length in (1, 23, 24, 127, 128):
        yield accept(
            f"key-{length}-bytes", f"The key's length in bytes is {length}.", [("k" * length, "int", 1)]
        )
    yield accept("key-128-bytes-of-64-characters", "A key's bound counts bytes.", [("é" * 64, "int", 1)])


def _key_orders():
    yield accept(
        "key-order-short-before-long",
        "Encoded keys carry their length first, so short keys stand before long ones whatever their letters.",
        [("z", "int", 1), ("aa", "int", 2), ("b", "int", 3), ("aaaaaaaaaaaaaaaaaaaaaaaa", "int", 4)],
    )
    yield accept(
        "key-order-bytes-not-characters",
        "Three ASCII letters are shorter than two letters of two bytes each.",
        [("éé", "int", 1), ("abc", "int", 2)],
    )
    yield accept(
        "key-order-bytes-not-utf-16",
        "U+FFFD stands before U+10000 in UTF-8; languages whose strings are UTF-16 sort them the other way.",
        [("\U00010000", "int", 1), ("\ufffda", "int", 2)],
    )
    yield accept(
        "key-order-bytes-unsigned",
        "Bytes above 127 stand behind ASCII; a comparison of signed bytes has them in front.",
        [("é", "int", 1), ("zz", "int", 2)],
    )
    yield accept(
        "key-names-of-languages",
        "Names that mean something to a language are keys like any other.",
        [
            (name, "bool", True)
            for name in ("__proto__", "constructor", "__class__", "toString", "hasOwnProperty")
        ],
    )
    yield accept(
        "key-looks-like-claim", 'A key "4" cannot meet the claim 4.', [("4", "int", 1), ("exp", "int", 2)]
    )
    yield accept(
        "key-any-text",
        "Keys are any text, compared by their bytes: not cut at U+0000, not normalised, not folded.",
        [
            (key, "int", i)
            for i, key in enumerate(
                ("a", "a\0", "\ufeffk", "k", "\u00e9", "e\u0301", "User", "user", " ", "\U0001f511")
            )
        ],
    )
