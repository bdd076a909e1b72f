"""The signing direction: entries -> claims -> COSE_Mac0 -> text, each step by itself."""

import base64

import cbor
import keys

EXP, IAT, CTI, BEGAN, SESSION = 4, 6, 7, -65537, -65538
JSON_TAG = 262


def entry(key, kind, value):
    """One entry (key, kind, value) as its pair of encodings."""
    encoders = {
        "text": cbor.text,
        "bytes": cbor.octets,
        "int": cbor.integer,
        "bool": cbor.encode,
        "null": cbor.encode,
        "json": lambda text: cbor.tagged(JSON_TAG, cbor.octets(text.encode("utf-8"))),
    }
    return cbor.text(key), encoders[kind](value)


def entry_pairs(entries):
    """Entries in the canonical order: by the bytes of their encoded keys."""
    return sorted(entry(*one) for one in entries)


def session_map(entries):
    return cbor.mapping(entry_pairs(entries))


def claims(session_id, iat, exp, began, session):
    """The claims around an encoded session map; `began` None leaves it out."""
    pairs = [
        (cbor.integer(EXP), cbor.integer(exp)),
        (cbor.integer(IAT), cbor.integer(iat)),
        (cbor.integer(CTI), cbor.octets(session_id)),
    ]
    if began is not None:
        pairs.append((cbor.integer(BEGAN), cbor.integer(began)))
    return cbor.mapping([*pairs, (cbor.integer(SESSION), session)])


def protected_header(kid):
    return b"\xa2\x01\x05\x04\x44" + kid


def mac_structure(protected, payload, context="MAC0", external_aad=b""):
    return (
        b"\x84"
        + cbor.text(context)
        + cbor.octets(protected)
        + cbor.octets(external_aad)
        + cbor.octets(payload)
    )


def envelope(protected, payload, tag, start=b"\xd1\x84", unprotected=b"\xa0"):
    return start + cbor.octets(protected) + unprotected + cbor.octets(payload) + cbor.octets(tag)


def sealed_bytes(payload, secret, cookie_name):
    """A whole token, before base64url, around any payload: its MAC is right whatever the payload is."""
    mac_key, kid = keys.derive(secret, cookie_name)
    protected = protected_header(kid)
    return envelope(protected, payload, keys.hmac_sha256(mac_key, mac_structure(protected, payload)))


def to_text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_text(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sealed(payload, secret, cookie_name):
    return to_text(sealed_bytes(payload, secret, cookie_name))
