"""Set-Cookie lines: every combination of attributes that matters, and the deletion of the same cookie.

The attributes of each line are written out here by hand; only the token is made.
"""

from case import ENTRIES, IAT, ID, config, entries_json, token

DAY = 86400

# The configurations whose deletion is a case too: each attribute is in one of them, and absent from another.
DELETED = ("defaults", "third-party", "not-persistent", "everything", "almost-nothing", "host-prefix")

# name, why, changes to the config, all that follows the token
ATTRIBUTES = [
    ("defaults", "The defaults.", {}, "; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax"),
    (
        "same-site-strict",
        "SameSite=Strict.",
        {"same_site": "strict"},
        "; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Strict",
    ),
    (
        "same-site-none",
        "SameSite=None, which needs Secure.",
        {"same_site": "none"},
        "; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=None",
    ),
    (
        "not-http-only",
        "Scripts may read it.",
        {"http_only": False},
        "; Path=/; Max-Age=86400; Secure; SameSite=Lax",
    ),
    (
        "not-secure",
        "Sent without TLS too.",
        {"secure": False},
        "; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax",
    ),
    (
        "partitioned",
        "Partitioned stands last.",
        {"partitioned": True},
        "; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax; Partitioned",
    ),
    (
        "third-party",
        "A cookie of an embedded site.",
        {"partitioned": True, "same_site": "none"},
        "; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=None; Partitioned",
    ),
    (
        "not-persistent",
        "Gone with the browser: no Max-Age, the signed expiry stays.",
        {"persistent": False},
        "; Path=/; HttpOnly; Secure; SameSite=Lax",
    ),
    ("path", "Another path.", {"path": "/app"}, "; Path=/app; Max-Age=86400; HttpOnly; Secure; SameSite=Lax"),
    (
        "path-odd",
        "A path of odd characters.",
        {"path": '/a b/%20?=",~'},
        '; Path=/a b/%20?=",~; Max-Age=86400; HttpOnly; Secure; SameSite=Lax',
    ),
    (
        "domain",
        "A domain.",
        {"domain": "example.org"},
        "; Path=/; Domain=example.org; Max-Age=86400; HttpOnly; Secure; SameSite=Lax",
    ),
    (
        "everything",
        "Every attribute at once.",
        {"path": "/app", "domain": "example.org", "partitioned": True, "same_site": "none"},
        "; Path=/app; Domain=example.org; Max-Age=86400; HttpOnly; Secure; SameSite=None; Partitioned",
    ),
    (
        "almost-nothing",
        "As few attributes as there can be.",
        {"http_only": False, "secure": False, "persistent": False},
        "; Path=/; SameSite=Lax",
    ),
    (
        "host-prefix",
        "The __Host- prefix.",
        {"cookie_name": "__Host-session_id"},
        "; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax",
    ),
    (
        "secure-prefix",
        "The __Secure- prefix with path and domain.",
        {"cookie_name": "__Secure-sid", "path": "/app", "domain": "example.org"},
        "; Path=/app; Domain=example.org; Max-Age=86400; HttpOnly; Secure; SameSite=Lax",
    ),
]


def cases():
    for name, why, changes, tail in ATTRIBUTES:
        settings = config(**changes)
        yield written(f"set-{name}", why, settings, tail)
        if name in DELETED:
            yield deletion(
                f"delete-{name}", f"The deletion, same attributes. {why}", settings, deletion_tail(tail)
            )


def deletion_tail(tail):
    """The tail of a deletion: Max-Age=0 in the place of Max-Age, also where the line that sets has none."""
    if "; Max-Age=86400" in tail:
        return tail.replace("; Max-Age=86400", "; Max-Age=0")
    before = tail.index("; HttpOnly") if "; HttpOnly" in tail else tail.index("; SameSite")
    return tail[:before] + "; Max-Age=0" + tail[before:]


def written(
    name,
    why,
    config,
    tail,
    entries=ENTRIES,
    began=IAT,
    now=IAT,
    lifetime_s=None,
    exp=IAT + DAY,
    signed_began=None,
):
    """The line of a session that began at `began`; the case says what exp and the claim began must be."""
    made = token(entries, now, exp, signed_began, name=config["cookie_name"])
    return {
        "name": name,
        "why": why,
        "config": config,
        "deletion": False,
        "session": {
            "id": ID.hex(),
            "began_at": began,
            "lifetime_s": lifetime_s,
            "entries": entries_json(entries),
        },
        "now": now,
        "line": f"{config['cookie_name']}={made}{tail}",
    }


def deletion(name, why, config, tail):
    return {
        "name": name,
        "why": why,
        "config": config,
        "deletion": True,
        "session": None,
        "now": None,
        "line": f"{config['cookie_name']}={tail}",
    }
