"""The ground of every case: one default config, one visitor, one moment, and the shape of a case."""

import keys
import seal

SECRET = b"session-secret-minimum-32-bytes-long"
NEXT_SECRET = b"next-session-secret-after-rotation"
FOREIGN_SECRET = b"a-secret-that-nobody-configured-here"
NAME = "session_id"
ID = bytes(range(16))
OTHER_ID = bytes(range(0xF0, 0x100))
IAT, EXP = 1700000000, 1700086400
NOW = IAT + 100
ENTRIES = [("user_id", "text", "123"), ("username", "text", "alice")]


def config(**changes):
    """The library's defaults with a secret, and some fields changed."""
    fields = {
        "signing_secret": SECRET.hex(),
        "accepted_secrets": [],
        "cookie_name": NAME,
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
    unknown = set(changes) - set(fields)
    if unknown:
        raise ValueError(f"no such field of a config: {unknown}")
    return fields | changes


DEFAULTS = config()


def token(entries=ENTRIES, iat=IAT, exp=EXP, began=None, id=ID, secret=SECRET, name=NAME):
    """A token that follows the format, whatever a config may say of it."""
    return seal.sealed(seal.claims(id, iat, exp, began, seal.session_map(entries)), secret, name)


def expect(
    entries=ENTRIES,
    iat=IAT,
    exp=EXP,
    began=None,
    id=ID,
    secret=SECRET,
    name=NAME,
    ends_at=None,
    renewal_due=False,
):
    """What a reader must find: said by the case, not taken from the reference verification."""
    return {
        "id": id.hex(),
        "kid": keys.derive(secret, name)[1].hex(),
        "issued_at": iat,
        "expires_at": exp,
        "ends_at": exp if ends_at is None else ends_at,
        "began_at": iat if began is None else began,
        "renewal_due": renewal_due,
        "entries": entries_json(sorted(entries, key=lambda one: seal.entry(*one))),
    }


def entries_json(entries):
    """Entries as JSON objects: integers as decimal text, bytes as hex: no reader rounds or guesses."""
    write = {"int": str, "bytes": bytes.hex}
    return [{"key": k, "kind": kind, "value": write.get(kind, _same)(value)} for k, kind, value in entries]


def entries_from_json(objects):
    read = {"int": int, "bytes": bytes.fromhex}
    return [(o["key"], o["kind"], read.get(o["kind"], _same)(o["value"])) for o in objects]


def accept(
    name, why, entries=ENTRIES, config=DEFAULTS, now=None, resign=True, ends_at=None, due=False, **times
):
    """An accept case: its token is made from the same facts that its expectation states."""
    times.setdefault("name", config["cookie_name"])
    return {
        "name": name,
        "why": why,
        "config": config,
        "now": times.get("iat", IAT) + 100 if now is None else now,
        "token": token(entries, **times),
        "expect": expect(entries, ends_at=ends_at, renewal_due=due, **times),
        "resign": resign,
    }


def must_fail(name, why, step, token, config=DEFAULTS, now=NOW, status="rejected"):
    """A must-fail case; a token of bytes that are no text goes as hex."""
    field = {"token": token} if isinstance(token, str) else {"token_hex": token.hex()}
    return {"name": name, "why": why, "step": step, "config": config, "now": now, **field, "status": status}


def having(case, what, holds):
    """The case, if it has the property that its name promises."""
    if not holds:
        raise AssertionError(f"{case['name']} does not have {what}")
    return case


def _same(value):
    return value
