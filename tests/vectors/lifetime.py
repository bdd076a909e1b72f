"""The rules of time: when a token holds, until when one signed now would, and whether it is due."""

LEEWAY_S = 60
UNIX_S_MAX = 253402300799
GRACE_AFTER_SIGNING_S = 60


def longest_s(config):
    return config["longest_max_age_s"] or config["max_age_s"]


def status_at(config, session, now):
    """Step 7 of the verification."""
    if session.iat > now + LEEWAY_S:
        return "not_yet_valid"
    return "expired" if now >= ends_at(config, session) else "ok"


def ends_at(config, session):
    """The end as this signer sees it."""
    ends = [session.exp, session.iat + longest_s(config)]
    if config["absolute_max_age_s"]:
        ends.append(session.began + config["absolute_max_age_s"])
    return min(ends)


def times_if_signed(config, began, lifetime_s, now):
    """(exp, began) of a token signed now; exp None where nothing is left to sign for."""
    began = min(began, now)
    ends = [now + min(lifetime_s, longest_s(config)), UNIX_S_MAX]
    if config["absolute_max_age_s"]:
        ends.append(began + config["absolute_max_age_s"])
    exp = min(ends)
    return (exp if exp > now else None), began


def renewal_due(config, session, now, room):
    """Whether a response should carry the session once more; `room` is the signer's, in bytes of entries."""
    end = ends_at(config, session)
    next_exp, _ = times_if_signed(config, session.began, session.exp - session.iat, now)
    would_not_help = next_exp is None or next_exp <= end
    if would_not_help or not session.entries or session.entries_len > room:
        return False
    past_half = (now - session.iat) * 2 > end - session.iat
    with_accepted_secret = session.key_index > 0
    return past_half or (with_accepted_secret and now > session.iat + GRACE_AFTER_SIGNING_S)
