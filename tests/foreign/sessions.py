"""Maps of every kind and every size that a session can hold, for tokens that the library makes."""

TEXT_LEN_MAX = 2885  # 2890 bytes of entries less a key of one letter and the heads of key and value
JSON_LEN_MAX = 2882  # and less the tag for JSON


def kinds():
    """Yields (what it is, entries)."""
    edges = [(1 << bits) + off for bits in (0, 5, 8, 16, 32, 53, 63) for off in (-1, 0, 1)]
    both_signs = {n for edge in (*edges, 23, 24) for n in (edge, -edge - 1)}
    for n in sorted(n for n in both_signs if -(2**63) <= n < 2**63):
        yield f"the integer {n}", [entry("n", "int", str(n))]
    for value in (True, False):
        yield f"the boolean {value}", [entry("b", "bool", value)]
    yield "null", [entry("n", "null", None)]
    for text in ("[]", "{}", "1.5", "1e400", '{"a":[1,"\\ud83d\\ude00",null]}', "9223372036854775808"):
        yield f"the JSON {text}", [entry("j", "json", text)]
    texts = ("\0", "\ufeff", "\uffff", "\U0001f511", "e\u0301", "Grüße")
    yield "odd texts under odd keys", [entry(text, "text", text) for text in texts]
    values = [
        ("text", "x"),
        ("bytes", "00ff"),
        ("int", "-1"),
        ("bool", True),
        ("null", None),
        ("json", "[1]"),
    ]
    yield "every kind at once", [entry(kind, kind, value) for kind, value in values]


def sizes():
    """Yields (what it is, entries): each size of a value, each number of entries, each length of a key."""
    for length in range(TEXT_LEN_MAX + 1):
        yield f"text of {length} bytes", [entry("t", "text", "x" * length)]
    for length in (*range(300), *range(TEXT_LEN_MAX - 80, TEXT_LEN_MAX + 1)):
        yield f"{length} bytes", [entry("b", "bytes", bytes(i & 255 for i in range(length)).hex())]
    for length in (*range(2, 300), *range(JSON_LEN_MAX - 80, JSON_LEN_MAX + 1)):
        yield f"JSON of {length} bytes", [entry("j", "json", "[".ljust(length - 1) + "]")]
    for count in range(65):
        yield f"{count} entries", [entry(f"k{i}", "int", str(i)) for i in range(count)]
    for length in range(1, 129):
        yield f"a key of {length} bytes", [entry("k" * length, "bool", True)]


def entry(key, kind, value):
    """One entry as the vectors write it."""
    return {"key": key, "kind": kind, "value": value}
