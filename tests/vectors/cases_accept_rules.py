"""Tokens that hold: the worked examples, the bounds, and which key and cookie name a token belongs to."""

import itertools

import seal
from case import EXP, IAT, NEXT_SECRET, SECRET, accept, config, having, token

WORKED_FIRST = (
    "0YRJogEFBETS_UeGoFhApAQaZVVCgAYaZVPxAAdQAAECAwQFBgcICQoLDA0ODzoAAQABomd1c2Vy"
    "X2lkYzEyM2h1c2VybmFtZWVhbGljZVggxbglVK4aqo7APSTxXsP_edNkfMCEr2zJysBl4utyMf4"
)
WORKED_RENEWED = (
    "0YRJogEFBETS_UeGoFhLpQQaZVVQkAYaZVP_EAdQAAECAwQFBgcICQoLDA0ODzoAAQAAGmVT8QA6"
    "AAEAAaNhatkBBkdbMSwyLjVdYW4kZ3VzZXJfaWRjMTIzWCDfiGEyzmG_GdoxT2GUq6S0SqFca02t1lfP_cU2oftUfA"
)
TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
EIGHT_SECRETS = [f"secret number {i} of eight, long enough".encode() for i in range(8)]


def cases():
    first = accept("worked-example-first", "The first worked example of the format's specification.", now=IAT)
    yield having(first, "the published bytes", first["token"] == WORKED_FIRST)
    renewed = accept(
        "worked-example-renewed",
        "The second worked example: renewed after an hour, with an integer and JSON.",
        [("user_id", "text", "123"), ("n", "int", -5), ("j", "json", "[1,2.5]")],
        iat=IAT + 3600,
        exp=EXP + 3600,
        began=IAT,
    )
    yield having(renewed, "the published bytes", renewed["token"] == WORKED_RENEWED)
    yield from _bounds()
    yield from _secrets()
    yield from _names()


def full_map(entries_len, count=64):
    """A map of `count` entries whose encodings take `entries_len` bytes, the last one taking up the slack."""
    text = "v" * (2600 // count - 6)
    entries = [(f"k{i:02}", "text", text) for i in range(count - 1)]
    used = sum(len(key) + len(value) for key, value in seal.entry_pairs(entries))
    slack = entries_len - used
    for length in range(slack + 1):
        last = ("last", "text", "v" * length)
        if sum(map(len, seal.entry(*last))) == slack:
            return [*entries, last]
    raise ValueError(f"no text makes an entry of {slack} bytes")


def _bounds():
    widest = accept(
        "bound-token-4000-characters",
        "Entries of 2890 bytes, every time at its widest: exactly 4000 characters.",
        full_map(2890, count=24),
        iat=5000000000,
        exp=5000086400,
        began=4999999999,
    )
    yield having(widest, "4000 characters", len(widest["token"]) == 4000)
    for i in itertools.count():
        entries = [("n", "int", i)]
        if seal.from_text(token(entries))[-32] == 0:
            yield accept("tag-starts-with-zero", "A tag whose first byte is 0x00 is a tag.", entries)
            break
    yield accept("id-one-bit", "An id is refused only when all of it is zero.", id=bytes(15) + b"\x01")


def _secrets():
    for length in (32, 65, 1024):
        secret = bytes(i * 7 & 255 for i in range(length))
        yield accept(
            f"secret-{length}-bytes",
            f"A secret of {length} bytes, not text: the bounds, and the edge of HMAC's block.",
            config=config(signing_secret=secret.hex()),
            secret=secret,
        )
    rotated = config(signing_secret=NEXT_SECRET.hex(), accepted_secrets=[SECRET.hex()])
    yield accept(
        "rotation-accepted-secret",
        "Signed with a secret that is only accepted, not just now.",
        config=rotated,
        due=True,
        resign=False,
    )
    yield accept(
        "rotation-signing-secret",
        "Signed with the signing secret while an old one is accepted.",
        config=rotated,
        secret=NEXT_SECRET,
    )
    eight = config(
        signing_secret=EIGHT_SECRETS[0].hex(), accepted_secrets=[s.hex() for s in EIGHT_SECRETS[1:]]
    )
    for i in (0, 7):
        yield accept(
            f"rotation-eight-secrets-{i}",
            f"Of eight secrets, number {i} signed.",
            config=eight,
            secret=EIGHT_SECRETS[i],
            due=i > 0,
            resign=i == 0,
        )
    with_nul = config(signing_secret=SECRET.hex(), accepted_secrets=[SECRET.hex() + "00"])
    yield accept(
        "rotation-nul-appended",
        "A secret and the same with a NUL appended are two: this token bears the key id of the second.",
        config=with_nul,
        secret=SECRET + b"\0",
        due=True,
        resign=False,
    )


def _names():
    for name, cookie_name in [
        ("one-character", "s"),
        ("host-prefix", "__Host-session_id"),
        ("all-characters-first-half", TOKEN_CHARACTERS[:39]),
        ("all-characters-second-half", TOKEN_CHARACTERS[39:]),
    ]:
        yield accept(
            f"cookie-name-{name}",
            "The cookie name is part of the key, byte for byte.",
            config=config(cookie_name=cookie_name),
        )
