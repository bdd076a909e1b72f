"""The seven steps of a verification, slowly, each saying where it stopped.

The library gives one answer to steps 1 to 6; the vectors also say which it is, and this holds them to it.
"""

import base64
import itertools
import re
from dataclasses import dataclass

import cbor
import json_text
import keys
import lifetime
import seal

TOKEN_LEN_MAX = 4000
ENTRIES_MAX, ENTRIES_LEN_MAX, KEY_LEN_MAX = 64, 2890, 128
INT_MIN, INT_MAX = -(2**63), 2**63 - 1
ENVELOPE_START = re.compile(rb"\xd1\x84\x49\xa2\x01\x05\x04\x44(.{4})\xa0", re.DOTALL)
TAG_HEAD, TAG_LEN = b"\x58\x20", 32


@dataclass
class Session:
    id: bytes
    kid: bytes
    key_index: int
    iat: int
    exp: int
    began: int
    entries: list
    entries_len: int


class Stopped(Exception):
    """A token was refused: at which step, and with which status."""

    def __init__(self, step, status="rejected"):
        super().__init__(f"step {step}: {status}")
        self.step = step
        self.status = status


def verify(config, token, now):
    """Returns the Session, or raises Stopped."""
    if not 1 <= len(token) <= TOKEN_LEN_MAX or len(token) % 4 == 1:
        raise Stopped(1)
    kid, payload, tag = _open_envelope(_base64url(token))
    indexes = [i for i, (known, _) in enumerate(keys.configured(config)) if known == kid]
    if not indexes:
        raise Stopped(4)
    mac_key = keys.configured(config)[indexes[0]][1]
    if keys.hmac_sha256(mac_key, seal.mac_structure(seal.protected_header(kid), payload)) != tag:
        raise Stopped(5)
    try:
        session = _claims(payload, kid, indexes[0])
    except cbor.Malformed as error:
        raise Stopped(6) from error
    status = lifetime.status_at(config, session, now)
    if status != "ok":
        raise Stopped(7, status)
    return session


def _base64url(token):
    if not re.fullmatch(rb"[A-Za-z0-9_-]+", token):
        raise Stopped(2)
    raw = base64.urlsafe_b64decode(token + b"=" * (-len(token) % 4))
    if base64.urlsafe_b64encode(raw).rstrip(b"=") != token:
        raise Stopped(2)  # the bits after the last byte are not zero
    return raw


def _open_envelope(raw):
    """Takes the payload for what lies between the fixed parts, and asks whether one head fits it."""
    start = ENVELOPE_START.match(raw)
    after_payload = len(raw) - len(TAG_HEAD) - TAG_LEN
    if not start or after_payload < start.end():
        raise Stopped(3)
    framed, tag_item = raw[start.end() : after_payload], raw[after_payload:]
    fits = any(framed == cbor.octets(framed[head_len:]) for head_len in (1, 2, 3))
    if not fits or not tag_item.startswith(TAG_HEAD):
        raise Stopped(3)
    payload, _ = cbor.decode(framed)
    return start.group(1), payload, tag_item[len(TAG_HEAD) :]


def _claims(payload, kid, key_index):
    claims, end = cbor.decode(payload)
    _require(end == len(payload) and isinstance(claims, cbor.Pairs))
    _require(cbor.encode(claims) == payload)  # every head is the shortest
    names = [name for name, _ in claims]
    _require(all(type(name) is int for name in names))
    before, after = [seal.EXP, seal.IAT, seal.CTI], [seal.SESSION]
    _require(names in (before + after, [*before, seal.BEGAN, *after]))
    found = dict(claims)
    exp, iat, session_id = found[seal.EXP], found[seal.IAT], found[seal.CTI]
    times = [exp, iat, *([found[seal.BEGAN]] if seal.BEGAN in found else [])]
    _require(all(type(time) is int and 0 <= time <= lifetime.UNIX_S_MAX for time in times))
    _require(exp > iat and (len(times) < 3 or times[2] < iat))
    _require(isinstance(session_id, bytes) and len(session_id) == 16 and any(session_id))
    _require(isinstance(found[seal.SESSION], cbor.Pairs))
    pairs = found[seal.SESSION]
    encoded = [(cbor.encode(key), cbor.encode(value)) for key, value in pairs]
    entries_len = sum(len(key) + len(value) for key, value in encoded)
    _require(len(pairs) <= ENTRIES_MAX and entries_len <= ENTRIES_LEN_MAX)
    entries = [_entry(key, value) for key, value in pairs]
    _require(all(a < b for (a, _), (b, _) in itertools.pairwise(encoded)))
    return Session(
        session_id, kid, key_index, iat, exp, times[-1] if len(times) == 3 else iat, entries, entries_len
    )


def _entry(key, value):
    _require(isinstance(key, str) and 1 <= len(key.encode("utf-8")) <= KEY_LEN_MAX)
    if isinstance(value, str):
        return key, "text", value
    if isinstance(value, bytes):
        return key, "bytes", value
    if isinstance(value, bool):
        return key, "bool", value
    if value is None:
        return key, "null", None
    if isinstance(value, int):
        _require(INT_MIN <= value <= INT_MAX)
        return key, "int", value
    _require(isinstance(value, cbor.Tag) and value.number == seal.JSON_TAG and isinstance(value.item, bytes))
    _require(json_text.is_session_json(value.item))
    return key, "json", value.item.decode("utf-8")


def _require(holds):
    if not holds:
        raise cbor.Malformed("a rule of the claims is broken")
