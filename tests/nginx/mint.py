"""Makes tokens as an application would: with the library itself, through the ctypes of tests/foreign."""

import ctypes
import pathlib
import secrets
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "foreign"))
import library

LIB = library.load()
DEFAULTS = {
    "accepted_secrets": [],
    "cookie_name": "session_id",
    "path": "/",
    "domain": None,
    "max_age_s": 86400,
    "longest_max_age_s": 0,
    "absolute_max_age_s": 0,
    "http_only": True,
    "secure": True,
    "partitioned": False,
    "persistent": True,
    "same_site": "lax",
}


def new_secret():
    return secrets.token_hex(32).encode("ascii")


# What every test may use; nothing of it may be found in a log. 64 characters each.
SECRET, OLD_SECRET, OTHER_SECRET = new_secret(), new_secret(), new_secret()
# What most tests have in their session. Text of 12 characters and more is held to be unlike anything else in a log.
USER = "alice-of-the-nginx-tests"
# All that was made and given to an nginx, in pieces that are long enough to be known again: no log may have one.
CONFIDENTIAL = {secret.decode("ascii") for secret in (SECRET, OLD_SECRET, OTHER_SECRET)} | {USER}


def now():
    return int(time.time())


def config(secret=SECRET, **changes):
    return DEFAULTS | {"signing_secret": secret.hex()} | changes


def signer(secret=SECRET, **changes):
    return library.Signer(LIB, config(secret, **changes))


def token(values=None, secret=SECRET, at=None, began=None, lifetime_s=None, session_id=None, **changes):
    """A token signed at `at` (now), with text values, or (kind, value) as in the vectors."""
    signed_at = now() if at is None else at
    made_by = signer(secret, **changes)
    session = made_by.begin(session_id or secrets.token_bytes(16), signed_at if began is None else began)
    for key, value in ({"user_id": USER} if values is None else values).items():
        kind, plain = value if isinstance(value, tuple) else ("text", value)
        made_by.set(session, key, kind, plain)
        if kind == "text" and len(plain) >= 12 and plain.isprintable():
            CONFIDENTIAL.add(plain)
    if lifetime_s is not None:
        made_by.call("set_lifetime", session, ctypes.c_uint64(lifetime_s))
    made = made_by.sign(session, signed_at)
    # The times and the key id before it, and the MAC at its end.
    CONFIDENTIAL.update((made[20:60], made[-43:]))
    return made


def cookie(*arguments, cookie_name="session_id", **named):
    """The Cookie field that a browser would send for such a token."""
    return f"{cookie_name}={token(*arguments, cookie_name=cookie_name, **named)}"


def cookie_line(made_by, session, now):
    """The value of Set-Cookie that the library writes."""
    text, length = ctypes.create_string_buffer(4096), ctypes.c_size_t()
    made_by.call(
        "cookie_write",
        made_by.memory,
        session,
        ctypes.c_uint64(now),
        text,
        ctypes.c_size_t(4096),
        ctypes.byref(length),
    )
    return text.raw[: length.value].decode("ascii")


def found(made_by, line_or_token, now):
    """What is in the token of a Set-Cookie line."""
    text = line_or_token.split(";")[0].partition("=")[2] if "=" in line_or_token else line_or_token
    return made_by.found(made_by.verify(text, now), now)
