"""Cookie fields: a Cookie header -> the session in it, and a session -> the value of Set-Cookie."""

import lifetime
import seal
import verifier

HEADER_LEN_MAX = 65536
CANDIDATES_MAX = 8
TELLING = ["missing", "rejected", "not_yet_valid", "expired"]  # the later, the more telling
SAME_SITE = {"lax": "Lax", "strict": "Strict", "none": "None"}
ENTRIES_LEN_MAX = 2890
COOKIE_LINE_LEN_MAX = 4096
TOKEN_BYTES_WITHOUT_ENTRIES = 110  # 50 of envelope and 60 of claims at their widest


def read(config, header, now):
    """Returns (status, Session or None)."""
    if len(header) > HEADER_LEN_MAX:
        return "rejected", None
    status, newest = "missing", None
    for token in _candidates(config["cookie_name"].encode("ascii"), header)[:CANDIDATES_MAX]:
        try:
            session = verifier.verify(config, token, now)
        except verifier.Stopped as stopped:
            status = max(status, stopped.status, key=TELLING.index)
            continue
        if newest is None or session.iat > newest.iat:
            newest = session
    return ("ok", newest) if newest else (status, None)


def _candidates(name, header):
    pairs = (pair.strip(b" \t").split(b"=", 1) for pair in header.split(b";"))
    return [pair[1] for pair in pairs if len(pair) == 2 and pair[0] == name]


def line(config, token, max_age_s):
    """One attribute list for every line, so that a deletion names the same cookie as the line that set it."""
    parts = [f"{config['cookie_name']}={token}", f"Path={config['path']}"]
    if config["domain"] is not None:
        parts.append(f"Domain={config['domain']}")
    if config["persistent"] or max_age_s == 0:
        parts.append(f"Max-Age={max_age_s}")
    if config["http_only"]:
        parts.append("HttpOnly")
    if config["secure"]:
        parts.append("Secure")
    parts.append(f"SameSite={SAME_SITE[config['same_site']]}")
    if config["partitioned"]:
        parts.append("Partitioned")
    return "; ".join(parts)


def deletion(config):
    return line(config, "", 0)


def write(config, session_id, began, lifetime_s, entries, now):
    """The line for a session; an empty map is the deletion."""
    if not entries:
        return deletion(config)
    token, exp = sign(config, session_id, began, lifetime_s, entries, now)
    return line(config, token, exp - now)


def sign(config, session_id, began, lifetime_s, entries, now):
    """Returns (token, exp)."""
    exp, began = lifetime.times_if_signed(config, began, lifetime_s, now)
    if exp is None:
        raise ValueError("the absolute limit has passed: nothing to sign for")
    claims = seal.claims(session_id, now, exp, None if began == now else began, seal.session_map(entries))
    return seal.sealed(claims, bytes.fromhex(config["signing_secret"]), config["cookie_name"]), exp


def room(config):
    """How many bytes of entries fit into this signer's line when every time is at its widest."""
    token_len = COOKIE_LINE_LEN_MAX - len(line(config, "", lifetime.longest_s(config)))
    return min(ENTRIES_LEN_MAX, token_len * 3 // 4 - TOKEN_BYTES_WITHOUT_ENTRIES)
