"""Refused as text: a length that no token has (step 1), characters that are not strict base64url (step 2)."""

from case import having, must_fail, token
from cases_accept_rules import full_map

VALID = token()  # 151 characters: the last group has three, so it ends in two bits that must be zero
REST_2 = token([("t", "text", "ab")])
REST_0 = token([("t", "text", "a")])

# The neighbours of the alphabet's ranges in ASCII, and characters that other readers let through or decode.
STRANGE = [
    ("plus", "+", "the other alphabet's 62nd"),
    ("slash", "/", "the other alphabet's 63rd, and the neighbour of 0"),
    ("equals-inside", "=", "padding in the middle"),
    ("dot", ".", "what separates the parts of a JWT"),
    ("backtick", "`", "the neighbour of a"),
    ("percent", "%", "nothing is URL-decoded"),
    ("space", " ", "whitespace is not skipped"),
    ("newline", "\n", "whitespace is not skipped"),
    ("nul", "\0", "a NUL does not end the token"),
]


def cases():
    yield from _lengths()
    for name, character, what in STRANGE:
        why = f"U+{ord(character):04X} in the middle: {what}."
        yield must_fail(f"base64-{name}", why, 2, VALID[:75] + character + VALID[76:])
    yield from _ends()
    yield from _trailing_bits()
    yield from _beyond_ascii()


def _lengths():
    yield must_fail("length-empty", "No token at all.", 1, "")
    yield must_fail("length-1", "One character is no byte.", 1, "0")
    yield must_fail(
        "length-rest-1", "No base64 has a length that leaves 1 when divided by four.", 1, VALID[:149]
    )
    yield must_fail("length-one-appended", "A character too many leaves a rest of 1.", 1, REST_0 + "A")
    over = token(full_map(2891), iat=5000000000, exp=5000086400, began=4999999999)
    why = "One byte of entries too many makes 4002 characters; all else is in order."
    yield having(must_fail("length-4002", why, 1, over, now=5000000100), "that length", len(over) == 4002)


def _ends():
    yield must_fail("base64-padding", "The padding that other writers add.", 2, VALID + "=")
    yield must_fail("base64-trailing-newline", "A line's end is not part of a token.", 2, VALID + "\n")
    yield must_fail("base64-trailing-nul", "A C string's end is not part of a token.", 2, VALID + "\0")
    yield must_fail("base64-quoted", "Quotes around a token are part of its text.", 2, f'"{REST_2}"')
    yield must_fail(
        "base64-standard-alphabet",
        "The standard alphabet with its padding, as many encoders write by default.",
        2,
        VALID.replace("-", "+").replace("_", "/") + "=",
    )


def _trailing_bits():
    """The token decodes to the same bytes in a lax decoder: two texts for one session."""
    for valid, rest, free_bits in ((VALID, 3, 2), (REST_2, 2, 4)):
        for bits in (1,):
            last = _shift(valid[-1], bits)
            why = f"The {free_bits} bits behind the last byte are {bits:0{free_bits}b}, not zero."
            yield must_fail(f"base64-trailing-bits-rest-{rest}-{bits}", why, 2, valid[:-1] + last)


def _shift(character, bits):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return alphabet[alphabet.index(character) + bits]


def _beyond_ascii():
    raw = VALID.encode()
    yield must_fail(
        "base64-byte-80", "A byte above ASCII, which is no UTF-8 either.", 2, raw[:75] + b"\x80" + raw[76:]
    )
    fullwidth = "\N{FULLWIDTH LATIN CAPITAL LETTER A}"
    yield must_fail(
        "base64-fullwidth-letter",
        "A letter that looks like one of the alphabet.",
        2,
        VALID[:74] + fullwidth + VALID[77:],
    )
