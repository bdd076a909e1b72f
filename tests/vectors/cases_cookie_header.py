"""Cookie fields: which pairs are ours, which of several wins, and the most telling status where none does."""

from case import DEFAULTS, ENTRIES, EXP, FOREIGN_SECRET, IAT, ID, NOW, OTHER_ID, config, expect, token

OLD = {"entries": [("user_id", "text", "old")], "iat": IAT - 3600, "exp": EXP - 3600, "id": OTHER_ID}
GOOD = {"entries": ENTRIES, "iat": IAT, "id": ID}
NEW = {"entries": [("user_id", "text", "new")], "iat": IAT + 50, "id": OTHER_ID}
TIE = {"entries": [("user_id", "text", "tie")], "iat": IAT, "id": OTHER_ID}
T_OLD, T_GOOD, T_NEW, T_TIE = (token(**facts) for facts in (OLD, GOOD, NEW, TIE))
FORGED = token(secret=FOREIGN_SECRET)
EXPIRED = token(iat=IAT - 90000, exp=IAT - 3600)
EXPIRED_NEWEST = token(iat=IAT + 60, exp=IAT + 90)
FUTURE = token(iat=IAT + 3600, exp=EXP + 3600)
OURS = f"session_id={T_GOOD}"


def cases():
    yield from _around()
    yield from _not_ours()
    yield from _values()
    yield from _several()
    yield from _statuses()


def found(name, why, header, facts=GOOD, **more):
    return _case(name, why, header, "ok", expect(**facts), **more)


def none(name, why, header, status="missing", **more):
    return _case(name, why, header, status, None, **more)


def _case(name, why, header, status, expectation, config=DEFAULTS, now=NOW):
    field = {"cookie_header": header} if isinstance(header, str) else {"cookie_header_hex": header.hex()}
    return {
        "name": f"header-{name}",
        "why": why,
        "config": config,
        "now": now,
        **field,
        "status": status,
        "expect": expectation,
    }


def _around():
    yield found("alone", "Ours alone.", OURS)
    yield found("first", "Ours first.", f"{OURS}; theme=dark; _ga=GA1.2.3.4")
    yield found("last", "Ours last.", f"theme=dark; _ga=GA1.2.3.4; {OURS}")
    yield found("between", "Ours between others.", f"theme=dark; {OURS}; _ga=GA1.2.3.4")
    yield found("no-space", "Separators without a space.", f"theme=dark;{OURS};lang=en")
    yield found("many-spaces", "Spaces and tabs at both ends of a pair.", f" \t {OURS} \t ;  theme=dark ")
    yield found("empty-pairs", "Separators with nothing between.", f";; ;{OURS};;")
    yield found(
        "others-quoted",
        "A quoted value of another cookie, with our pair's look in it.",
        f'a="x, y"; {OURS}; b="q"',
    )
    yield found("others-without-equals", "Pairs without '='.", f"flag; {OURS}; other")
    yield found("others-with-equals", "'=' in the value of another cookie.", f"a=b=c==; {OURS}")
    yield found(
        "others-not-utf-8",
        "Bytes of another cookie that are no UTF-8.",
        b"a=\xff\xfe\x80; " + OURS.encode() + b"; b=\xe2\x82",
    )
    yield found(
        "others-hold-our-text",
        "Our pair's text as the value of another cookie.",
        f"a=session_id={FORGED}; {OURS}",
    )
    host = config(cookie_name="__Host-session_id")
    facts = GOOD | {"name": "__Host-session_id"}
    yield found(
        "host-prefix",
        "A __Host- cookie beside one of the same name without the prefix.",
        f"session_id={T_GOOD}; __Host-session_id={token(**facts)}",
        facts,
        config=host,
    )
    odd = "a!#$%&'*+-.^_`|~z"
    facts = GOOD | {"name": odd}


def _not_ours():
    yield none("empty", "An empty field.", "")
    yield none("only-separators", "Separators alone.", "; ;;\t; ")
    yield none("only-others", "Other cookies alone.", "theme=dark; _ga=GA1.2.3.4")
    yield none("our-name-alone", "Our name without '='.", "session_id")
    yield none("our-name-longer", "A name that ours begins.", f"session_id2={T_GOOD}")
    yield none("our-name-shorter", "A name that begins ours.", f"session_i={T_GOOD}")
    yield none("our-name-as-suffix", "A name that ends with ours.", f"my_session_id={T_GOOD}")
    yield none("our-name-other-case", "Names differ by case.", f"Session_Id={T_GOOD}")
    yield none(
        "our-name-with-host-prefix",
        "Our name behind a prefix is another name.",
        f"__Host-session_id={T_GOOD}",
    )
    yield none("space-before-equals", "Nothing is stripped before '='.", f"session_id ={T_GOOD}")
    yield none("our-pair-as-value", "Our pair is the value of another.", f"a=session_id={T_GOOD}")
    yield none("comma-separated", "A comma separates no cookies.", f"a=b, session_id={T_GOOD}")
    yield none("nul-after-name", "A NUL is part of the name.", f"session_id\0={T_GOOD}")


def _values():
    yield none(
        "value-empty", "An empty value is a cookie of ours that is no token.", "session_id=", "rejected"
    )
    yield none(
        "value-only-space",
        "A value of spaces is empty once the pair is stripped.",
        "session_id=  ; a=b",
        "rejected",
    )
    yield none("value-quoted", "Nothing is unquoted.", f'session_id="{T_GOOD}"', "rejected")
    yield none(
        "value-space-behind-equals", "Nothing is stripped behind '='.", f"session_id= {T_GOOD}", "rejected"
    )
    yield none(
        "value-two-equals",
        "The first '=' ends the name, the second belongs to the value.",
        f"session_id=={T_GOOD}",
        "rejected",
    )
    yield none("value-padded", "Padding belongs to the value.", f"{OURS}=", "rejected")
    yield none("value-newline-behind", "A line's end is not stripped.", f"{OURS}\r\n", "rejected")
    yield none("value-not-utf-8", "A byte above ASCII in the value.", OURS.encode() + b"\xff", "rejected")
    yield none(
        "value-other-name",
        "A token made for another cookie.",
        f"session_id={token(name='csrf_token')}",
        "rejected",
    )


def _several():
    forged, junk = f"session_id={FORGED}", "session_id=junk"
    old, good, new, tie = (f"session_id={t}" for t in (T_OLD, T_GOOD, T_NEW, T_TIE))
    yield found(
        "several-newest-first", "The one signed last wins, first of three.", f"{new}; {good}; {old}", NEW
    )
    yield found(
        "several-newest-middle",
        "The one signed last wins, second of three.",
        f"{good}; {new}; {old}",
        NEW,
    )
    yield found(
        "several-newest-last", "The one signed last wins, last of three.", f"{old}; {good}; {new}", NEW
    )
    yield found("several-tie-first", "At a tie the first wins.", f"{good}; {tie}")
    yield found(
        "several-tie-first-other", "At a tie the first wins, the other way round.", f"{tie}; {good}", TIE
    )
    yield found("several-tie-behind-older", "At a tie the first wins, not the last.", f"{old}; {good}; {tie}")
    yield found("several-forged-before", "A forged one before ours changes nothing.", f"{forged}; {good}")
    yield found("several-empty-before", "An empty one before ours changes nothing.", f"session_id=; {good}")
    yield found(
        "several-expired-beside", "An expired one beside ours, older.", f"session_id={EXPIRED}; {good}"
    )
    yield found(
        "several-expired-newer-beside",
        "An expired one beside ours, signed later: only the valid are compared.",
        f"session_id={EXPIRED_NEWEST}; {good}",
        now=IAT + 90,
    )
    yield found("several-future-beside", "One of the future beside ours.", f"{good}; session_id={FUTURE}")
    yield found("several-name-alone-beside", "Our name without '=' beside ours.", f"session_id; {good}")
    yield found(
        "several-eighth",
        "Seven that are no tokens before ours: the eighth is tried.",
        "; ".join([junk] * 7 + [good]),
    )
    yield none(
        "several-ninth",
        "Eight that are no tokens before ours: the ninth is not tried.",
        "; ".join([junk] * 8 + [good]),
        "rejected",
    )
    yield found(
        "several-ninth-newer",
        "The ninth is not tried, though it was signed last.",
        "; ".join([good] + [junk] * 7 + [new]),
    )
    yield found(
        "several-ninth-others-between",
        "Cookies of other names do not count.",
        "; ".join([junk] * 7 + ["a=b"] * 20 + [good]),
    )
    yield none(
        "several-ninth-empty-count",
        "Empty values of our name count: eight of them, and the ninth is not tried.",
        "; ".join(["session_id="] * 8 + [good]),
        "rejected",
    )
    yield found(
        "several-names-alone-do-not-count",
        "Our name without '=' is not our cookie and does not count.",
        "; ".join(["session_id"] * 9 + [good]),
    )


def _statuses():
    one = {
        "missing": "a=b",
        "rejected": f"session_id={FORGED}",
        "not_yet_valid": f"session_id={FUTURE}",
        "expired": f"session_id={EXPIRED}",
    }
    yield none("status-expired", "An expired token.", one["expired"], "expired")
    yield none("status-not-yet-valid", "A token of the future.", one["not_yet_valid"], "not_yet_valid")
    order = [status for status in one if status != "missing"]
    yield none(
        "status-rejected-beside-others",
        "What is not ours tells nothing.",
        f"a=b; {one['rejected']}; c=d",
        "rejected",
    )
    for i, less in enumerate(order):
        for more in order[i + 1 :]:
            less_name, more_name = less.replace("_", "-"), more.replace("_", "-")
            why = f"{more} tells more than {less}"
            yield none(
                f"status-{less_name}-then-{more_name}",
                f"{why}, which stands first.",
                f"{one[less]}; {one[more]}",
                more,
            )
            yield none(
                f"status-{more_name}-then-{less_name}",
                f"{why} and stands first.",
                f"{one[more]}; {one[less]}",
                more,
            )
    yield none("status-all", "The most telling of all.", "; ".join(one.values()), "expired")
    yield none(
        "status-ninth-is-not-looked-at",
        "The ninth is not tried and tells nothing.",
        "; ".join(["session_id=junk"] * 8 + [one["expired"]]),
        "rejected",
    )
    yield none(
        "status-forged-and-expired",
        "A forged token that has expired tells nothing of its time.",
        f"session_id={token(secret=FOREIGN_SECRET)}",
        "rejected",
        now=EXP + 1,
    )
