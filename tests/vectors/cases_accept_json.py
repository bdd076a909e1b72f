"""Tokens that hold: JSON values, in every shape that RFC 8259 allows and the profile takes."""

from case import accept

NUMBERS = {
    "fraction": "2.5",
    "fraction-negative": "-0.125",
    "fraction-zero": "1.0",
    "minus-zero": "-0.0",
    "exponent": "1e5",
    "exponent-zero": "0e0",
    "exponent-capital": "1.5E+05",
    "exponent-negative": "1e-5",
    "beyond-double": "1e400",
    "below-double": "-1e-400",
    "int-2-63": "9223372036854775808",
    "int-2-64": "18446744073709551616",
    "int-below-64-bit": "-9223372036854775809",
    "int-100-digits": "1" + "0" * 99,
    "whitespace": " 2.5\n",
}

STRUCTURES = {
    "empty-array": "[]",
    "empty-object": "{}",
    "scalars": '["text",1,-1,0,-0,true,false,null]',
    "nested": '{"a":[1,{"b":[]},"c"],"d":{"e":{}}}',
    "whitespace": ' \t\r\n{ "a" :\n[ 1 ,\t2 ]\r} ',
    "member-twice": '{"a":1,"a":2}',
    "member-empty": '{"":0}',
    "member-proto": '{"__proto__":{"admin":true}}',
    "two-writings-1": "[1]",
    "two-writings-2": "[ 1 ]",
}

STRINGS = {
    "escapes": r'["\"\\\/\b\f\n\r\t\u0041"]',
    "nul": r'["\u0000"]',
    "surrogate-pair": r'["\ud83d\ude00","\uD83D\uDE00"]',
    "surrogate-pair-edges": r'["\ud800\udc00","\udbff\udfff"]',
    "beside-surrogates": r'["\ud000\ud7ff\ue000"]',
    "noncharacters": r'["\uffff\ufeff"]',
    "backslash-before-u": r'["\\ud800"]',
    "escape-in-name": r'{"\u0061":1}',
    "raw": '["Grüße \U0001f511 \u2028\u2029\x7f"]',
    "raw-byte-order-mark": '["\ufeff"]',
    "html": '{"x":"</script><!--"}',
}

DEEP = {
    "arrays": ("[" * 32 + "]" * 32, "The deepest nest, of arrays."),
    "objects": ('{"a":' * 31 + "{}" + "}" * 31, "The deepest nest, of objects."),
    "mixed": ('[{"a":' * 16 + "2.5" + "}]" * 16, "The deepest nest, mixed, with a scalar inside."),
    "wide": ("[" + ",".join(["[[]]"] * 40) + "]", "Depth counts what is open, not what was opened."),
}


def cases():
    yield _each(
        "numbers",
        "Numbers that have no other kind: with a fraction, an exponent, or beyond 64 bits.",
        NUMBERS,
    )
    yield _each(
        "structures",
        "Arrays and objects of every shape, whitespace and repeated members kept as they are.",
        STRUCTURES,
    )
    yield _each("strings", "Every escape and every character that needs none.", STRINGS)
    yield accept(
        "json-beyond-double",
        "The grammar has no range: what a language cannot hold fails at that key alone.",
        [("j", "json", "1e400")],
    )
    for name, (text, why) in DEEP.items():
        yield accept(f"json-depth-32-{name}", why, [("j", "json", text)])


def _each(name, why, texts):
    return accept(f"json-{name}", why, [(key, "json", text) for key, text in texts.items()])
