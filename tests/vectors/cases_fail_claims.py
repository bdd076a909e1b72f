"""Refused for the claims (step 6): which, in which order, and what each may hold. Every MAC is right."""

import struct

import cbor
import seal
from case import ENTRIES, EXP, IAT, ID, NAME, NOW, SECRET, must_fail

SESSION = seal.session_map(ENTRIES)
BEGAN = IAT - 1000
YEAR_9999 = 253402300799
# Each claim as its pair of encodings, in the one order that is right.
GOOD = {
    "exp": (cbor.integer(4), cbor.integer(EXP)),
    "iat": (cbor.integer(6), cbor.integer(IAT)),
    "cti": (cbor.integer(7), cbor.octets(ID)),
    "session": (cbor.integer(-65538), SESSION),
}
WITH_BEGAN = {
    **{name: GOOD[name] for name in ("exp", "iat", "cti")},
    "began": (cbor.integer(-65537), cbor.integer(BEGAN)),
    "session": GOOD["session"],
}


def refused(name, why, payload, now=NOW):
    return must_fail(f"claims-{name}", why, 6, seal.sealed(payload, SECRET, NAME), now=now)


def with_value(claim, encoded, base=GOOD):
    return cbor.mapping([(key, encoded if name == claim else value) for name, (key, value) in base.items()])


def with_key(claim, encoded, base=GOOD):
    return cbor.mapping([(encoded if name == claim else key, value) for name, (key, value) in base.items()])


def in_order(names, base=WITH_BEGAN):
    return cbor.mapping([base[name] for name in names.split()])


def cases():
    yield from _map()
    yield from _which()
    yield from _order()
    yield from _id()
    yield from _times()
    yield from _began()


def _map():
    whole = list(GOOD.values())
    plain = cbor.mapping(whole)
    yield refused("empty-payload", "A payload of no bytes, rightly MAC'd.", b"")
    yield refused("array", "An array where the map stands.", cbor.head(4, 8) + plain[1:])
    yield refused(
        "count-too-large", "The map announces five claims and holds four.", cbor.mapping(whole, count=5)
    )
    yield refused(
        "count-too-small", "The map announces three claims and holds four.", cbor.mapping(whole, count=3)
    )
    yield refused("head-non-minimal", "The map's head in two bytes.", cbor.mapping(whole, width=1))
    yield refused("indefinite", "A map of indefinite length.", b"\xbf" + plain[1:] + b"\xff")
    yield refused("trailing-zero", "A byte behind the claims.", plain + b"\0")
    yield refused("cut-by-1", "The last byte of the claims is missing.", plain[:-1])


def _which():
    for claim in GOOD:
        rest = " ".join(name for name in GOOD if name != claim)
        yield refused(f"missing-{claim}", f"Without {claim}.", in_order(rest, GOOD))
    exp, iat, cti, session = GOOD.values()
    extra = [
        ("nbf", "A not-before time.", [exp, (cbor.integer(5), cbor.integer(IAT)), iat, cti, session]),
        ("cnf", "A confirmation key.", [exp, iat, cti, (cbor.integer(8), b"\xa0"), session]),
        (
            "before-began",
            "A private claim before began.",
            [exp, iat, cti, (cbor.integer(-65536), b"\xf6"), session],
        ),
        (
            "after-session",
            "A private claim behind the session.",
            [exp, iat, cti, session, (cbor.integer(-65539), b"\xf6")],
        ),
        (
            "text-name",
            "A claim with a text for its name.",
            [exp, iat, cti, session, (cbor.text("exp"), cbor.integer(EXP))],
        ),
    ]
    for name, why, pairs in extra:
        yield refused(f"extra-{name}", why, cbor.mapping(pairs))
    twice = [
        ("exp", "exp twice, both the same.", [exp, exp, iat, cti, session]),
        (
            "exp-other",
            "exp twice: a lax reader takes the later one.",
            [exp, (exp[0], cbor.integer(EXP + 1)), iat, cti, session],
        ),
        ("cti", "cti twice.", [exp, iat, cti, cti, session]),
        ("session", "session twice.", [exp, iat, cti, session, session]),
    ]
    for name, why, pairs in twice:
        yield refused(f"twice-{name}", why, cbor.mapping(pairs))
    yield refused(
        "exp-under-nbf", "The time stands under nbf, so exp is missing.", with_key("exp", cbor.integer(5))
    )
    yield refused("exp-as-text-name", 'The claim\'s name as the text "4".', with_key("exp", cbor.text("4")))
    yield refused(
        "exp-name-non-minimal", "The claim's name 4 in two bytes.", with_key("exp", cbor.integer(4, 1))
    )
    yield refused(
        "session-name-non-minimal",
        "The session's name in nine bytes.",
        with_key("session", cbor.integer(-65538, 8)),
    )
    yield refused(
        "began-name-non-minimal",
        "began's name in nine bytes.",
        with_key("began", cbor.integer(-65537, 8), WITH_BEGAN),
    )


def _order():
    for name, order in [
        ("iat-first", "iat exp cti session"),
        ("session-before-cti", "exp iat session cti"),
        ("session-before-began", "exp iat cti session began"),
        ("began-before-cti", "exp iat began cti session"),
    ]:
        yield refused(
            f"order-{name}",
            f"All claims are there, in the order {order.replace(' ', ', ')}.",
            in_order(order),
        )


def _id():
    for name, why, encoded in [
        ("15-bytes", "An id of 15 bytes.", cbor.octets(ID[1:])),
        ("17-bytes", "An id of 17 bytes.", cbor.octets(ID + b"\x10")),
        ("zero", "An id of zeros is what a random source that failed gives.", cbor.octets(bytes(16))),
        ("text", "An id of text.", cbor.text("0123456789abcdef")),
        ("non-minimal", "The id's head in two bytes.", cbor.octets(ID, 1)),
        ("indefinite", "The id in one chunk of indefinite length.", b"\x5f" + cbor.octets(ID) + b"\xff"),
        ("uuid-tag", "The id under the tag for UUIDs.", cbor.tagged(37, cbor.octets(ID))),
    ]:
        yield refused(f"cti-{name}", why, with_value("cti", encoded))


def _times():
    for name, why, encoded in [
        ("exp-double", "exp as a floating-point number.", cbor.FLOAT64 + _double(EXP)),
        ("exp-tag-1", "exp under the tag for times.", cbor.tagged(1, cbor.integer(EXP))),
        ("exp-negative", "exp before 1970.", cbor.integer(-EXP)),
        ("exp-eight-bytes", "exp in eight bytes where four do.", cbor.integer(EXP, 8)),
        ("iat-double", "iat as a floating-point number.", cbor.FLOAT64 + _double(IAT)),
        ("iat-negative", "iat before 1970.", cbor.integer(-1)),
        ("iat-eight-bytes", "iat in eight bytes where four do.", cbor.integer(IAT, 8)),
    ]:
        yield refused(name, why, with_value(name[:3], encoded))
    for value, width in ((10, 1), (200, 2), (60000, 4)):
        payload = cbor.mapping(
            [(b"\x04", cbor.integer(70000)), (b"\x06", cbor.integer(value, width)), *list(GOOD.values())[2:]]
        )
        yield refused(
            f"iat-{value}-in-{width}-bytes",
            f"iat {value} with {width} bytes behind its head, more than it needs.",
            payload,
            now=value,
        )
    yield refused(
        "exp-equals-iat",
        "A session that is over when it begins.",
        with_value("exp", cbor.integer(IAT)),
        now=IAT - 1,
    )
    yield refused(
        "exp-before-iat",
        "A session that is over before it begins.",
        with_value("exp", cbor.integer(IAT - 1)),
        now=IAT - 2,
    )
    yield refused(
        "exp-beyond-year-9999",
        "One second beyond the last time.",
        with_value("exp", cbor.integer(YEAR_9999 + 1)),
    )
    yield refused("exp-milliseconds", "An exp in milliseconds.", with_value("exp", cbor.integer(EXP * 1000)))
    yield refused("exp-2-64", "The greatest exp of 64 bits.", with_value("exp", cbor.integer(2**64 - 1)))
    both = cbor.mapping(
        [
            (b"\x04", cbor.integer(YEAR_9999 + 2)),
            (b"\x06", cbor.integer(YEAR_9999 + 1)),
            *list(GOOD.values())[2:],
        ]
    )
    yield refused(
        "iat-beyond-year-9999", "An iat beyond the last time, and an exp behind it.", both, now=YEAR_9999
    )
    yield refused(
        "bad-and-expired",
        "An expired token with bad claims is rejected, not expired.",
        with_value("cti", cbor.octets(bytes(16))),
        now=EXP + 1,
    )
    yield refused(
        "bad-and-future",
        "A token of the future with bad claims is rejected, not not yet valid.",
        with_value("cti", cbor.octets(bytes(16))),
        now=IAT - 3600,
    )


def _began():
    for name, why, encoded in [
        ("equals-iat", "began is left out when it equals iat.", cbor.integer(IAT)),
        ("after-iat", "A session that began after it was signed.", cbor.integer(IAT + 1)),
        ("negative", "A session that began before 1970.", cbor.integer(-1)),
        ("double", "began as a floating-point number.", cbor.FLOAT64 + _double(BEGAN)),
        ("eight-bytes", "began in eight bytes where four do.", cbor.integer(BEGAN, 8)),
        ("2-64", "The greatest began of 64 bits.", cbor.integer(2**64 - 1)),
    ]:
        yield refused(f"began-{name}", why, with_value("began", encoded, WITH_BEGAN))


def _double(value):
    return struct.pack(">d", value)
