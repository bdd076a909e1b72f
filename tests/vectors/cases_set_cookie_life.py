"""Set-Cookie lines: what Max-Age says of each lifetime, and what becomes of the map.

The tail of each line is written out here by hand; only the token is made.
"""

from case import IAT, ID, config
from cases_set_cookie import ATTRIBUTES, DAY, deletion, deletion_tail, written

YEAR_9999 = 253402300799


def cases():
    yield from _lives()
    yield from _maps()


def life(seconds):
    return f"; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax"


def _lives():
    long = config(longest_max_age_s=2592000)
    yield written(
        "life-remember-me",
        "A longer lifetime, asked for.",
        long,
        life(2592000),
        lifetime_s=2592000,
        exp=IAT + 2592000,
    )
    yield written(
        "life-shorter", "A shorter lifetime, asked for.", config(), life(60), lifetime_s=60, exp=IAT + 60
    )
    yield written("life-one-second", "The shortest lifetime.", config(), life(1), lifetime_s=1, exp=IAT + 1)
    yield written(
        "life-400-days",
        "The longest that browsers keep.",
        config(max_age_s=34560000),
        life(34560000),
        exp=IAT + 34560000,
    )
    yield written(
        "life-max-age-despite-longest",
        "Where none is asked for it is max_age_s, not the longest.",
        long,
        life(DAY),
    )
    later = IAT + 3600
    yield written(
        "life-signed-an-hour-later",
        "Signed an hour after it began: began is in the token.",
        config(),
        life(DAY),
        now=later,
        exp=later + DAY,
        signed_began=IAT,
    )
    yield written(
        "life-clock-behind",
        "Signed by a clock 30 s behind the one that began it: began is taken as now.",
        config(),
        life(DAY),
        now=IAT - 30,
        exp=IAT - 30 + DAY,
    )
    limited = config(absolute_max_age_s=100000)
    now = IAT + 50000
    yield written(
        "life-cut-by-absolute",
        "The absolute end cuts exp, and Max-Age with it.",
        limited,
        life(50000),
        now=now,
        exp=IAT + 100000,
        signed_began=IAT,
    )
    yield written(
        "life-absolute-exactly",
        "The absolute end and the lifetime end together.",
        limited,
        life(DAY),
        now=IAT + 13600,
        exp=IAT + 100000,
        signed_began=IAT,
    )
    yield written(
        "life-absolute-last-second",
        "One second is left.",
        limited,
        life(1),
        now=IAT + 99999,
        exp=IAT + 100000,
        signed_began=IAT,
    )
    yield written(
        "life-cut-not-persistent",
        "No Max-Age, and the signed expiry is cut all the same.",
        limited | {"persistent": False},
        "; Path=/; HttpOnly; Secure; SameSite=Lax",
        now=now,
        exp=IAT + 100000,
        signed_began=IAT,
    )
    yield written(
        "life-year-9999",
        "No time comes after the year 9999: exp is cut to its end.",
        config(),
        life(99),
        began=YEAR_9999 - 99,
        now=YEAR_9999 - 99,
        exp=YEAR_9999,
    )


def _maps():
    tail = ATTRIBUTES[0][3]
    every = [
        ("t", "text", "é"),
        ("b", "bytes", b"\x00\xff"),
        ("i", "int", -(2**63)),
        ("f", "bool", False),
        ("n", "null", None),
        ("j", "json", '{"a":[1.5]}'),
    ]
    yield written("map-every-kind", "A value of every kind, set in no order.", config(), tail, every)
    order = [("bb", "int", 3), ("c", "int", 2), ("a", "int", 1)]
    yield written("map-set-in-another-order", "The order of setting does not show.", config(), tail, order)
    empty = deletion("map-empty", "", config(), deletion_tail(tail))
    yield empty | {
        "name": "set-map-empty",
        "why": "An empty map is written as the deletion.",
        "deletion": False,
        "session": {"id": ID.hex(), "began_at": IAT, "lifetime_s": None, "entries": []},
        "now": IAT,
    }
