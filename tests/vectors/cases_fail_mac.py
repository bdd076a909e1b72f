"""Refused for the key (step 4) or the MAC (step 5): another secret, another cookie, another byte."""

import keys
import seal
from case import (
    ENTRIES,
    EXP,
    FOREIGN_SECRET,
    IAT,
    ID,
    NAME,
    NEXT_SECRET,
    NOW,
    SECRET,
    config,
    must_fail,
    token,
)

MAC_KEY, KID = keys.derive(SECRET, NAME)
PAYLOAD = seal.claims(ID, IAT, EXP, None, seal.session_map(ENTRIES))


def cases():
    yield from _unknown_key()
    yield from _changed_bytes()
    yield from _wrong_macs()
    yield from _one_answer()


def build(mac_key=MAC_KEY, kid=KID, payload=PAYLOAD, tag=None, message=None):
    protected = seal.protected_header(kid)
    message = seal.mac_structure(protected, payload) if message is None else message
    return seal.to_text(
        seal.envelope(protected, payload, keys.hmac_sha256(mac_key, message) if tag is None else tag)
    )


def _unknown_key():
    yield must_fail(
        "key-other-secret", "Signed with a secret that nobody configured.", 4, token(secret=FOREIGN_SECRET)
    )
    yield must_fail(
        "key-dropped-after-rotation",
        "Signed with a secret that was accepted once.",
        4,
        token(),
        config(signing_secret=NEXT_SECRET.hex(), accepted_secrets=[FOREIGN_SECRET.hex()]),
    )
    yield must_fail(
        "key-nul-appended", "The secret with a NUL appended is another one.", 4, token(secret=SECRET + b"\0")
    )
    yield must_fail(
        "key-nul-removed",
        "The secret without its last byte, a NUL, is another one.",
        4,
        token(),
        config(signing_secret=SECRET.hex() + "00"),
    )
    yield must_fail("key-other-cookie-name", "Made for another cookie.", 4, token(name="csrf_token"))
    yield must_fail(
        "key-cookie-name-prefix", "Made for a cookie whose name ours begins with.", 4, token(name="session_i")
    )
    yield must_fail(
        "key-cookie-name-with-prefix",
        "Made for the cookie before it got its __Host- prefix.",
        4,
        token(),
        config(cookie_name="__Host-session_id"),
    )
    yield must_fail(
        "key-kid-zero",
        "A key id of zeros, MAC'd with a key of zeros.",
        4,
        build(mac_key=bytes(32), kid=bytes(4)),
    )
    yield must_fail(
        "key-kid-one-bit",
        "One bit of the key id, the MAC made anew.",
        4,
        build(kid=bytes([KID[0] ^ 1]) + KID[1:]),
    )
    yield must_fail(
        "key-other-salt", "Derived with the salt of a version that does not exist.", 4, _other_salt()
    )
    yield must_fail(
        "key-unknown-and-expired",
        "A stranger's expired token is rejected, not expired.",
        4,
        token(secret=FOREIGN_SECRET),
        now=EXP + 1,
    )


def _other_salt():
    okm = keys.hkdf_sha256(b"cello-session/2", SECRET, NAME.encode(), 36)
    return build(mac_key=okm[:32], kid=okm[32:])


def _changed_bytes():
    raw = seal.from_text(token())
    places = [("tag-first", -32), ("tag-middle", -16), ("tag-last", -1)]
    claims = len(raw) - 34 - len(PAYLOAD)
    places += [("payload-first", claims), ("exp", claims + 6)]
    for name, at in places:
        changed = bytearray(raw)
        changed[at] ^= 1
        why = f"One bit of one byte is changed: {name.replace('-', ', ')}."
        yield must_fail(f"mac-flip-{name}", why, 5, seal.to_text(bytes(changed)))
    tag = raw[-32:]
    more_rights = seal.claims(ID, IAT, EXP, None, seal.session_map([("role", "text", "admin")]))
    yield must_fail("mac-other-map", "Another map under the old tag.", 5, build(payload=more_rights, tag=tag))
    longer = seal.claims(ID, IAT, EXP + 86400, None, seal.session_map(ENTRIES))
    yield must_fail("mac-later-exp", "A later exp under the old tag.", 5, build(payload=longer, tag=tag))
    yield must_fail(
        "mac-tag-of-another-token",
        "A good tag of another token.",
        5,
        build(tag=seal.from_text(token([("a", "int", 1)]))[-32:]),
    )
    yield must_fail("mac-tag-zeros", "A tag of zeros.", 5, build(tag=bytes(32)))


def _wrong_macs():
    protected = seal.protected_header(KID)
    wrong = [
        ("payload-alone", "The MAC of the payload alone.", {"message": PAYLOAD}),
        (
            "context-mac",
            "MAC'd as a COSE_Mac.",
            {"message": seal.mac_structure(protected, PAYLOAD, context="MAC")},
        ),
        (
            "external-aad",
            "MAC'd with external data.",
            {"message": seal.mac_structure(protected, PAYLOAD, "MAC0", NAME.encode())},
        ),
        ("secret-itself", "MAC'd with the secret itself instead of the derived key.", {"mac_key": SECRET}),
        ("key-of-zeros", "MAC'd with a key of zeros.", {"mac_key": bytes(32)}),
        (
            "key-of-other-name",
            "The key of another cookie under this one's key id.",
            {"mac_key": keys.derive(SECRET, "csrf_token")[0]},
        ),
        (
            "key-of-other-secret",
            "A stranger's key under our key id.",
            {"mac_key": keys.derive(FOREIGN_SECRET, NAME)[0]},
        ),
    ]
    for name, why, parts in wrong:
        yield must_fail(f"mac-{name}", why, 5, build(**parts))
    both = config(accepted_secrets=[NEXT_SECRET.hex()])
    next_key, next_kid = keys.derive(NEXT_SECRET, NAME)
    yield must_fail(
        "mac-accepted-key-under-signing-kid",
        "An accepted key under the signing key's id.",
        5,
        build(mac_key=next_key),
        both,
    )
    yield must_fail(
        "mac-signing-key-under-accepted-kid",
        "The signing key under an accepted key's id.",
        5,
        build(kid=next_kid),
        both,
    )
    yield must_fail(
        "mac-kid-swapped",
        "A good token whose key id is changed to another that is known.",
        5,
        build(kid=next_kid, tag=seal.from_text(token())[-32:]),
        both,
    )


def _one_answer():
    """A forged token never learns anything about time or about its claims."""
    forged = {"mac_key": bytes(32)}
    future = seal.claims(ID, NOW + 3600, EXP + 3600, None, seal.session_map(ENTRIES))
    yield must_fail(
        "mac-bad-and-expired",
        "A forged token that has expired is rejected, not expired.",
        5,
        build(**forged),
        now=EXP + 1,
    )
    yield must_fail(
        "mac-bad-and-future",
        "A forged token of the future is rejected, not not yet valid.",
        5,
        build(payload=future, **forged),
    )
    yield must_fail(
        "mac-bad-and-bad-claims",
        "Claims are not looked at before the MAC.",
        5,
        build(payload=b"\xff", **forged),
    )
