"""Holds every case against the reference: what a case states must be what the slow verification finds."""

import case
import configuration
import cookies
import lifetime
import verifier


class Disagreement(Exception):
    """A case states one thing and the reference finds another."""


def check_accept(one):
    session = verifier.verify(one["config"], _token_bytes(one), one["now"])
    _equal(one, "expect", one["expect"], found(one["config"], session, one["now"]))
    again, _ = cookies.sign(
        one["config"], session.id, session.began, session.exp - session.iat, session.entries, session.iat
    )
    _equal(one, "resign", one["resign"], again == one["token"])


def check_must_fail(one):
    stopped_at = None
    try:
        verifier.verify(one["config"], _token_bytes(one), one["now"])
    except verifier.Stopped as stopped:
        stopped_at = (stopped.step, stopped.status)
    _equal(one, "step and status", (one["step"], one["status"]), stopped_at)


def check_cookie_header(one):
    raw = (
        bytes.fromhex(one["cookie_header_hex"])
        if "cookie_header_hex" in one
        else one["cookie_header"].encode()
    )
    status, session = cookies.read(one["config"], raw, one["now"])
    _equal(one, "status", one["status"], status)
    _equal(one, "expect", one["expect"], found(one["config"], session, one["now"]) if session else None)


def check_set_cookie(one):
    if one["deletion"]:
        _equal(one, "line", one["line"], cookies.deletion(one["config"]))
        return
    session = one["session"]
    lifetime_s = one["config"]["max_age_s"] if session["lifetime_s"] is None else session["lifetime_s"]
    entries = case.entries_from_json(session["entries"])
    session_id = bytes.fromhex(session["id"])
    line = cookies.write(one["config"], session_id, session["began_at"], lifetime_s, entries, one["now"])
    _equal(one, "line", one["line"], line)


def check_configuration(one):
    _equal(one, "status", [one["status"]], configuration.broken_rules(one["config"]) or ["ok"])


CHECKS = {
    "accept": check_accept,
    "must_fail": check_must_fail,
    "cookie_header": check_cookie_header,
    "set_cookie": check_set_cookie,
    "configuration": check_configuration,
}


def check(group, one):
    """Raises Disagreement, or verifier.Stopped where an accept case is refused."""
    if group != "configuration" and configuration.broken_rules(one["config"]):
        raise Disagreement(f"{one['name']}: its configuration is refused")
    CHECKS[group](one)


def found(config, session, now):
    return {
        "id": session.id.hex(),
        "kid": session.kid.hex(),
        "issued_at": session.iat,
        "expires_at": session.exp,
        "ends_at": lifetime.ends_at(config, session),
        "began_at": session.began,
        "renewal_due": lifetime.renewal_due(config, session, now, cookies.room(config)),
        "entries": case.entries_json(session.entries),
    }


def _token_bytes(one):
    return bytes.fromhex(one["token_hex"]) if "token_hex" in one else one["token"].encode("utf-8")


def _equal(one, what, stated, found_value):
    if stated != found_value:
        raise Disagreement(f"{one['name']}: {what} is stated as {stated}, found {found_value}")
