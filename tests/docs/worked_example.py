"""Derives both tokens of docs/format.md from their inputs, with the Python standard library alone.

It shares no code with the library, with the vectors' generator or with any CBOR package, so that the
specification is checked against arithmetic and not against the program that it specifies.
"""

import base64
import hashlib
import hmac

SALT = b"cello-session/1"
SECRET = b"session-secret-minimum-32-bytes-long"
COOKIE_NAME = b"session_id"
SESSION_ID = bytes(range(16))


class JsonText(str):
    """A value that is written as tag 262 around its UTF-8 bytes."""


def hkdf_sha256(secret, salt, info, length):
    """RFC 5869 with SHA-256: extract, then expand."""
    pseudo_random_key = hmac.new(salt, secret, hashlib.sha256).digest()
    block, okm, counter = b"", b"", 1
    while len(okm) < length:
        block = hmac.new(pseudo_random_key, block + info + bytes([counter]), hashlib.sha256).digest()
        okm += block
        counter += 1
    return okm[:length]


def cbor_head(major_type, number):
    """The head of an item in its shortest form (RFC 8949 section 4.2.1)."""
    if number < 24:
        return bytes([major_type << 5 | number])
    for additional, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << (8 * width):
            return bytes([major_type << 5 | additional]) + number.to_bytes(width, "big")
    raise ValueError("CBOR has no head for this number")


def cbor_int(number):
    """An unsigned integer (type 0), or a negative one (type 1) as -1 - n."""
    return cbor_head(0, number) if number >= 0 else cbor_head(1, -1 - number)


def cbor_value(value):
    """One value of the session map. A bool is asked for before an int, because Python counts it as one."""
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return cbor_int(value)
    if isinstance(value, bytes):
        return cbor_head(2, len(value)) + value
    if isinstance(value, JsonText):
        text = value.encode()
        return cbor_head(6, 262) + cbor_head(2, len(text)) + text
    return cbor_head(3, len(value.encode())) + value.encode()


def cbor_session(session):
    """The session map, its entries in bytewise order of their encoded keys."""
    entries = sorted((cbor_value(key), cbor_value(value)) for key, value in session.items())
    return cbor_head(5, len(entries)) + b"".join(key + value for key, value in entries)


def claims_of(exp, iat, began, session):
    """The claims map; `began` is None where the session began when it was signed."""
    claims = [(4, cbor_int(exp)), (6, cbor_int(iat)), (7, cbor_head(2, 16) + SESSION_ID)]
    if began is not None:
        claims.append((-65537, cbor_int(began)))
    claims.append((-65538, cbor_session(session)))
    return cbor_head(5, len(claims)) + b"".join(cbor_int(key) + value for key, value in claims)


def keys():
    """(mac key, kid) of the example's secret and cookie name."""
    okm = hkdf_sha256(SECRET, SALT, COOKIE_NAME, 36)
    return okm[:32], okm[32:]


def example(exp, iat, began, session):
    """Every part of one token by name, in the order in which a reader meets them."""
    mac_key, kid = keys()
    protected = bytes.fromhex("a201050444") + kid
    claims = claims_of(exp, iat, began, session)
    payload = cbor_head(2, len(claims)) + claims
    mac_input = b"\x84" + cbor_value("MAC0") + b"\x49" + protected + b"\x40" + payload
    tag = hmac.new(mac_key, mac_input, hashlib.sha256).digest()
    token_bytes = b"\xd1\x84\x49" + protected + b"\xa0" + payload + b"\x58\x20" + tag
    return {
        "mac_key": mac_key,
        "kid": kid,
        "claims": claims,
        "mac_input": mac_input,
        "tag": tag,
        "bytes": token_bytes,
        "token": base64.urlsafe_b64encode(token_bytes).rstrip(b"=").decode(),
    }


def first():
    """The token of a login at 1700000000."""
    return example(1700086400, 1700000000, None, {"user_id": "123", "username": "alice"})


def second():
    """The same session an hour later, renewed, with other entries."""
    session = {"user_id": "123", "n": -5, "j": JsonText("[1,2.5]")}
    return example(1700090000, 1700003600, 1700000000, session)


if __name__ == "__main__":
    for made in (first(), second()):
        for name, part in made.items():
            print(f"{name:<10} {part if isinstance(part, str) else part.hex()}")
