"""Tokens that hold: each edge of time from the side where the token is good, and when renewal is due."""

from case import EXP, IAT, NEXT_SECRET, SECRET, accept, config

YEAR_9999 = 253402300799
DOMAIN_253 = ".".join(["l" * 63, "l" * 63, "l" * 63, "l" * 61])
HALF = IAT + 43200


def cases():
    for edge in (24, 256, 65536, 2**32):
        yield accept(
            f"time-head-edge-{edge}",
            f"iat {edge - 1} and exp {edge}: the width of a time's head changes between them.",
            iat=edge - 1,
            exp=edge,
            now=edge - 1,
        )
    yield accept(
        "time-began-edge-4294967296",
        "began is the last time of four bytes, iat the first of eight.",
        began=2**32 - 1,
        iat=2**32,
        exp=2**32 + 1,
        now=2**32,
    )
    yield accept("time-zero", "The first second of 1970 is a time.", iat=0, exp=1, now=0)
    yield accept(
        "time-began-zero", "A session that began in the first second of 1970.", began=0, iat=1, exp=2, now=1
    )
    yield accept(
        "time-year-9999",
        "The last second of the year 9999 is the last exp.",
        iat=YEAR_9999 - 86400,
        exp=YEAR_9999,
        now=YEAR_9999 - 1,
    )
    yield accept(
        "time-year-9999-last-second",
        "The shortest life at the end of all times.",
        iat=YEAR_9999 - 1,
        exp=YEAR_9999,
        began=YEAR_9999 - 2,
        now=YEAR_9999 - 1,
    )
    yield accept("time-just-signed", "Read in the second in which it was signed.", now=IAT)
    yield accept("time-leeway-60", "Signed by a clock 60 s ahead: the last that is taken.", now=IAT - 60)
    yield accept("time-exp-minus-1", "The last second of a life.", now=EXP - 1, due=True)
    yield from _longest()
    yield from _absolute()
    yield from _renewal()


def _longest():
    short = config(max_age_s=3600, longest_max_age_s=7200)
    facts = {"config": short, "ends_at": IAT + 7200, "resign": False}
    yield accept(
        "longest-cuts-a-longer-token",
        "A day from another signer is two hours here, and signing it again makes it two hours.",
        now=IAT + 100,
        **facts,
    )
    yield accept(
        "longest-last-second", "The last second of the two hours.", now=IAT + 7199, due=True, **facts
    )
    yield accept(
        "longest-from-max-age",
        "Where longest_max_age_s is 0, max_age_s is the longest.",
        config=config(max_age_s=3600),
        now=IAT + 3599,
        ends_at=IAT + 3600,
        due=True,
        resign=False,
    )
    yield accept(
        "longest-remember-me",
        "A life longer than max_age_s, within the longest: signing again keeps it.",
        config=config(longest_max_age_s=2592000),
        exp=IAT + 2592000,
        now=IAT + 86401,
    )
    yield accept(
        "longest-far-exp",
        "An exp far beyond any configuration is cut, not refused.",
        exp=YEAR_9999,
        ends_at=EXP,
        resign=False,
    )


def _absolute():
    limited = config(absolute_max_age_s=100000)
    began = IAT - 50000
    yield accept(
        "absolute-last-second",
        "The last second before the absolute end, which renewal does not move.",
        config=limited,
        began=began,
        ends_at=IAT + 50000,
        now=IAT + 49999,
        resign=False,
    )
    yield accept(
        "absolute-exp-meets-the-end",
        "A token that was signed up to the absolute end is signed so again.",
        config=limited,
        began=began,
        exp=IAT + 50000,
        now=IAT + 49999,
    )
    yield accept(
        "absolute-from-iat",
        "Where began is absent the session began at iat.",
        config=config(absolute_max_age_s=86400),
        now=EXP - 1,
    )
    yield accept(
        "absolute-beyond-exp",
        "An absolute end behind exp changes nothing.",
        config=limited,
        began=IAT - 10,
    )


def _renewal():
    yield accept("renewal-half-exactly", "Half its life is not past half.", now=HALF)
    yield accept("renewal-past-half", "One second past half its life.", now=HALF + 1, due=True)
    yield accept(
        "renewal-odd-life-half", "Half of a life of 3 s lies between two seconds.", exp=IAT + 3, now=IAT + 1
    )
    yield accept(
        "renewal-empty-map", "An empty map is not renewed: writing it would delete it.", [], now=HALF + 1
    )
    yield accept(
        "renewal-half-of-what-this-signer-sees",
        "Half its life counts up to the end that this signer sees.",
        config=config(max_age_s=7200),
        ends_at=IAT + 7200,
        now=IAT + 3601,
        due=True,
        resign=False,
    )
    limited = config(absolute_max_age_s=100000)
    yield accept(
        "renewal-absolute-some-left",
        "Past half, and the absolute end lies behind exp: renewal gains some.",
        config=limited,
        began=IAT - 10000,
        now=HALF + 1,
        due=True,
    )
    yield accept(
        "renewal-absolute-nothing-left",
        "Past half, but exp is the absolute end already: renewal gains nothing.",
        config=config(absolute_max_age_s=86400),
        now=HALF + 1,
    )
    yield accept(
        "renewal-year-9999-nothing-left",
        "Past half, but no time comes after the year 9999.",
        iat=YEAR_9999 - 100,
        exp=YEAR_9999,
        now=YEAR_9999 - 10,
    )
    rotated = config(signing_secret=NEXT_SECRET.hex(), accepted_secrets=[SECRET.hex()])
    facts = {"config": rotated, "resign": False}
    yield accept("renewal-accepted-secret-60-s", "Not at once with the new secret.", now=IAT + 60, **facts)
    yield accept(
        "renewal-accepted-secret-61-s", "After 60 s with the new secret.", now=IAT + 61, due=True, **facts
    )
    yield accept(
        "renewal-accepted-secret-nothing-left",
        "An accepted secret is no reason where the end would not grow.",
        config=rotated | {"absolute_max_age_s": 86400},
        now=IAT + 61,
        resign=False,
    )
    # Of the line's 4096 bytes 634 are name and attributes. A token of 3462 characters is left, which is 2596 bytes, and
    # 110 of them are for the envelope and the widest times.
    long_line = config(
        path="/" + "p" * 254, domain=DOMAIN_253, partitioned=True, persistent=False, cookie_name="n" * 64
    )
    full = {"config": long_line, "now": HALF + 1}
    yield accept(
        "renewal-line-fits",
        "2486 bytes of entries are what these attributes leave room for.",
        [("t", "text", "x" * 2481)],
        due=True,
        **full,
    )
    secrets = {"signing_secret": NEXT_SECRET.hex(), "accepted_secrets": [SECRET.hex()]}
    yield accept(
        "renewal-line-too-long",
        "2487 bytes of entries, from an older signer with shorter attributes, do not fit this one's line.",
        [("t", "text", "x" * 2482)],
        config=long_line | secrets,
        now=HALF + 1,
        resign=False,
    )
