"""Configurations: secrets and ages, each rule from both sides. A bad one breaks exactly one."""

from case import FOREIGN_SECRET, NEXT_SECRET, SECRET, config

EIGHT = [f"secret number {i} of eight, long enough".encode().hex() for i in range(9)]
SHORT, LONG = b"s" * 31, b"s" * 1025
# Two secrets whose key ids for "session_id" are the same: found by search, held by the check of each case.
SAME_KID = (b"key id collision search, number 00026415", b"key id collision search, number 00049548")


def cases():
    for name, status, why, changes in [*_secrets(), *_ages()]:
        yield {"name": f"config-{name}", "why": why, "config": config(**changes), "status": status}


def _secrets():
    accepted = [NEXT_SECRET.hex(), FOREIGN_SECRET.hex()]
    yield "defaults", "ok", "The defaults and a secret.", {}
    for length, status in (
        (0, "secret_length"),
        (31, "secret_length"),
        (32, "ok"),
        (33, "ok"),
        (1025, "secret_length"),
    ):
        yield (
            f"secret-{length}-bytes",
            status,
            f"A secret of {length} bytes.",
            {"signing_secret": (b"s" * length).hex()},
        )
    yield (
        "secret-of-zeros",
        "ok",
        "Whether a secret is a good one is not for the library to guess.",
        {"signing_secret": bytes(32).hex()},
    )
    for count, status in ((6, "ok"), (7, "ok"), (8, "too_many_secrets")):
        yield f"accepted-{count}", status, f"{count} accepted secrets.", {"accepted_secrets": EIGHT[:count]}
    for place in (0, 1, 2):
        secrets = accepted[:place] + [SHORT.hex()] + accepted[place:]
        why = f"One bad secret among good ones, at place {place}."
        yield f"accepted-short-at-{place}", "secret_length", why, {"accepted_secrets": secrets}
    yield (
        "accepted-empty",
        "secret_length",
        "An accepted secret of no bytes.",
        {"accepted_secrets": ["", *accepted]},
    )
    yield (
        "accepted-long",
        "secret_length",
        "An accepted secret that is too long.",
        {"accepted_secrets": [LONG.hex()]},
    )
    yield (
        "secret-nul-appended",
        "ok",
        "A secret and the same with a NUL are two.",
        {"accepted_secrets": [SECRET.hex() + "00"]},
    )
    yield (
        "duplicate-of-signing",
        "secret_duplicate",
        "The signing secret is accepted anyway.",
        {"accepted_secrets": [NEXT_SECRET.hex(), SECRET.hex()]},
    )
    yield (
        "duplicate-accepted",
        "secret_duplicate",
        "An accepted secret twice.",
        {"accepted_secrets": [NEXT_SECRET.hex(), NEXT_SECRET.hex()]},
    )
    yield (
        "duplicate-accepted-apart",
        "secret_duplicate",
        "An accepted secret twice, another between.",
        {"accepted_secrets": [*accepted, NEXT_SECRET.hex()]},
    )
    first, second = (secret.hex() for secret in SAME_KID)
    yield (
        "same-key-id",
        "secret_duplicate",
        "Two secrets that differ and have one key id.",
        {"signing_secret": first, "accepted_secrets": [second]},
    )
    yield (
        "same-key-id-other-name",
        "ok",
        "Under another cookie name the two have two key ids.",
        {"signing_secret": first, "accepted_secrets": [second], "cookie_name": "sid"},
    )


def _ages():
    longest = 34560000
    for value, status in (
        (0, "max_age"),
        (1, "ok"),
        (2, "ok"),
        (longest - 1, "ok"),
        (longest, "ok"),
        (longest + 1, "max_age"),
    ):
        yield f"max-age-{value}", status, f"max_age_s of {value}: 1 s to 400 days.", {"max_age_s": value}
    for value, status in (
        (86399, "longest_max_age"),
        (86400, "ok"),
        (86401, "ok"),
        (longest - 1, "ok"),
        (longest, "ok"),
        (longest + 1, "longest_max_age"),
    ):
        yield (
            f"longest-{value}",
            status,
            f"longest_max_age_s of {value}: 0, or max_age_s to 400 days.",
            {"longest_max_age_s": value},
        )
    for value, status in (
        (1, "absolute_max_age"),
        (86399, "absolute_max_age"),
        (86400, "ok"),
        (86401, "ok"),
        (2**53 - 1, "ok"),
    ):
        yield (
            f"absolute-{value}",
            status,
            f"absolute_max_age_s of {value}: 0, or max_age_s and more.",
            {"absolute_max_age_s": value},
        )
    yield (
        "absolute-below-longest",
        "ok",
        "The absolute end may come before the longest lifetime.",
        {"longest_max_age_s": 2592000, "absolute_max_age_s": 86400},
    )
