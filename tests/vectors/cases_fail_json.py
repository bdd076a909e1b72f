"""Refused for JSON (step 6): not of RFC 8259, nested too deep, or of a kind that CBOR has itself."""

import cbor
from cases_fail_values import refused

TOP_LEVEL = [
    ("string", '"text"', "Text has a kind of its own."),
    ("true", "true", "True has a kind of its own."),
    ("null", "null", "Null has a kind of its own."),
    ("minus-zero", "-0", "Minus zero without fraction or exponent is the integer 0."),
    ("int", "5", "A small integer has a kind of its own."),
    ("int-with-whitespace", " 5\n", "Whitespace makes no other kind."),
    ("int-2-63-minus-1", "9223372036854775807", "The greatest integer of the 64-bit kind."),
    ("int-minus-2-63", "-9223372036854775808", "The least integer of the 64-bit kind."),
]

GRAMMAR = [
    ("empty", "", "No text."),
    ("byte-order-mark", "\ufeff[1]", "A byte order mark in front."),
    ("garbage-behind", "[1]x", "A letter behind the value."),
    ("two-values", "[1][2]", "Two values."),
    ("vertical-tab", "[\v1]", "A vertical tab is no whitespace of JSON."),
    ("array-open", "[1", "An array that does not end."),
    ("array-trailing-comma", "[1,]", "A comma behind the last element."),
    ("array-no-comma", "[1 2]", "No comma."),
    ("object-trailing-comma", '{"a":1,}', "A comma behind the last member."),
    ("object-no-colon", '{"a" 1}', "No colon."),
    ("object-no-value", '{"a":}', "No value."),
    ("comment", "[1/* one */]", "A comment."),
    ("nan", "[NaN]", "Not a number."),
    ("number-leading-zero", "[01]", "A leading zero."),
    ("number-plus", "[+1]", "A plus sign."),
    ("number-no-whole", ".5", "No digit before the point."),
    ("string-open", '["a', "A string that does not end."),
    ("string-newline", '["a\nb"]', "A line's end in a string."),
    ("string-control-1f", '["\x1f"]', "The last control character, not escaped."),
    ("escape-3-digits", r'["\u004"]', "An escape of three digits."),
    ("escape-3-digits-d", r'["\ud7f"]', "An escape of three digits, which begins like a surrogate."),
    ("escape-unknown", r'["\x41"]', "An escape that JSON does not have."),
]

SURROGATES = [
    ("high", r'["\ud83d"]', "A high surrogate at the end."),
    ("low", r'["\ude00"]', "A low surrogate alone."),
    ("reversed", r'["\ude00\ud83d"]', "A pair in the wrong order."),
    ("high-then-letter", r'["\ud83dx"]', "A high surrogate before a letter."),
    ("high-then-other", r'["\ud83d\u0041"]', "A high surrogate before a character."),
    ("pair-cut", r'["\ud83d\ude0"]', "A pair whose low half has three digits."),
    ("high-then-raw", '["\\ud83d\U0001f600"]', "A high surrogate before a character that is no escape."),
]

DEPTH = [
    ("arrays", "[" * 33 + "]" * 33, "One array too deep."),
    ("objects", '{"a":' * 32 + "{}" + "}" * 32, "One object too deep."),
    ("many", "[" * 300 + "]" * 300, "Very deep, which a recursive reader pays for."),
]

NOT_UTF8 = [
    ("continuation", b'["\x80"]', "A continuation byte alone."),
    ("cut", b'["\xe2\x82"]', "A character that is cut."),
    ("utf-16", "[1]".encode("utf-16-le"), "Another encoding."),
]


def cases():
    groups = {"kind": TOP_LEVEL, "grammar": GRAMMAR, "surrogate": SURROGATES, "depth": DEPTH}
    for group, values in groups.items():
        for name, text, why in values:
            yield refused(f"json-bad-{group}-{name}", why, cbor.tagged(262, cbor.octets(text.encode())))
    for name, raw, why in NOT_UTF8:
        yield refused(f"json-bad-utf8-{name}", why, cbor.tagged(262, cbor.octets(raw)))
