"""Good tokens at a bad time (step 7): each edge from the side where the token no longer holds, or not yet."""

from case import DEFAULTS, EXP, IAT, config, must_fail, token

YEAR_9999 = 253402300799


def cases():
    yield from _not_yet()
    yield from _over()
    yield from _longest()
    yield from _absolute()
    yield must_fail(
        "time-future-and-absolute-end",
        "Signed in the future for a session whose absolute end has passed: the future is looked at first.",
        7,
        token(began=IAT - 200000),
        config(absolute_max_age_s=100000),
        now=IAT - 61,
        status="not_yet_valid",
    )


def early(name, why, token, now, config=DEFAULTS):
    return must_fail(f"time-{name}", why, 7, token, config, now, "not_yet_valid")


def over(name, why, token, now, config=DEFAULTS):
    return must_fail(f"time-{name}", why, 7, token, config, now, "expired")


def _not_yet():
    yield early("future-61-s", "Signed by a clock 61 s ahead.", token(), IAT - 61)
    yield early(
        "future-iat-61-now-0", "The leeway is added to now, not taken from iat.", token(iat=61, exp=100), 0
    )
    yield early("future-with-began", "It is iat that counts, not began.", token(began=IAT - 5000), IAT - 100)
    yield early(
        "future-year-9999",
        "The last second of all, asked for 61 s and one before.",
        token(iat=YEAR_9999 - 1, exp=YEAR_9999),
        YEAR_9999 - 62,
    )


def _over():
    yield over("exp-now", "The second of exp is over.", token(), EXP)
    yield over("exp-plus-1", "One second later.", token(), EXP + 1)
    yield over("exp-plus-30", "There is no leeway at the end.", token(), EXP + 30)
    yield over("exp-last", "The last exp has come.", token(iat=YEAR_9999 - 1, exp=YEAR_9999), YEAR_9999)
    yield over("exp-first", "The first exp has come.", token(iat=0, exp=1), 1)
    yield over("exp-2-32", "A time that needs more than 32 bits.", token(iat=2**32 - 1, exp=2**32), 2**32)


def _longest():
    short = config(max_age_s=3600, longest_max_age_s=7200)
    yield over(
        "longest-edge",
        "iat and the longest lifetime make the end of a token that claims more.",
        token(),
        IAT + 7200,
        short,
    )
    yield over(
        "longest-from-max-age",
        "Where longest_max_age_s is 0, max_age_s is the longest.",
        token(),
        IAT + 3600,
        config(max_age_s=3600),
    )
    yield over("longest-far-exp", "An exp at the end of all times does not help.", token(exp=YEAR_9999), EXP)


def _absolute():
    limited = config(absolute_max_age_s=100000)
    renewed = token(began=IAT - 50000)
    yield over("absolute-edge", "began and the absolute limit make the end.", renewed, IAT + 50000, limited)
    yield over(
        "absolute-long-past",
        "A renewed token whose session began too long ago.",
        token(began=IAT - 100000),
        IAT,
        limited,
    )
    yield over(
        "absolute-from-iat",
        "Where began is absent, iat and the absolute limit make the end.",
        token(exp=IAT + 200000),
        IAT + 90000,
        config(max_age_s=90000, longest_max_age_s=300000, absolute_max_age_s=90000),
    )
