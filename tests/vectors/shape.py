"""What shape v1.json must have, so that a reader in any language needs no defaults and no exceptions."""

import re

COUNTS_MIN = {"accept": 40, "must_fail": 80, "cookie_header": 30, "set_cookie": 20, "configuration": 80}
CASES_PER_STEP_MIN = 5
FILE_LEN_MAX = 500_000
CONFIG = {
    "signing_secret": str,
    "accepted_secrets": list,
    "cookie_name": str,
    "path": str,
    "domain": (str, type(None)),
    "max_age_s": int,
    "longest_max_age_s": int,
    "absolute_max_age_s": int,
    "http_only": bool,
    "secure": bool,
    "partitioned": bool,
    "persistent": bool,
    "same_site": str,
}
EXPECT = {
    "id": str,
    "kid": str,
    "issued_at": int,
    "expires_at": int,
    "ends_at": int,
    "began_at": int,
    "renewal_due": bool,
    "entries": list,
}
KIND_VALUES = {"text": str, "bytes": str, "int": str, "bool": bool, "null": type(None), "json": str}
NAMED = {"name": str, "why": str, "config": dict}
CASES = {
    "accept": {**NAMED, "now": int, "token": str, "expect": dict, "resign": bool},
    "must_fail": {
        "name": str,
        "why": str,
        "step": int,
        "config": dict,
        "now": int,
        "token": str,
        "status": str,
    },
    "cookie_header": {**NAMED, "now": int, "cookie_header": str, "status": str, "expect": (dict, type(None))},
    "set_cookie": {
        **NAMED,
        "deletion": bool,
        "session": (dict, type(None)),
        "now": (int, type(None)),
        "line": str,
    },
    "configuration": {**NAMED, "status": str},
}
SESSION = {"id": str, "began_at": int, "lifetime_s": (int, type(None)), "entries": list}
ENTRY = {"key": str, "kind": str, "value": object}


def faults(vectors, file_len=0):
    """Every way in which the document breaks its shape, as sentences."""
    found = []
    if list(vectors) != ["format", *CASES] or vectors["format"] != "cello-session/1":
        return ["the groups are not those of the format"]
    if file_len > FILE_LEN_MAX:
        found.append(f"the file has {file_len} bytes, more than {FILE_LEN_MAX}")
    names = [one.get("name") for group in CASES for one in vectors[group]]
    found += [f"{name}: the name is not unique" for name in {n for n in names if names.count(n) > 1}]
    for group, count in COUNTS_MIN.items():
        if len(vectors[group]) < count:
            found.append(f"{group} has fewer than {count} cases")
        for one in vectors[group]:
            found += [f"{one.get('name')}: {fault}" for fault in _case_faults(group, one)]
    for step in range(1, 8):
        if sum(one["step"] == step for one in vectors["must_fail"]) < CASES_PER_STEP_MIN:
            found.append(f"step {step} is hit by fewer than {CASES_PER_STEP_MIN} cases")
    return found


def _case_faults(group, one):
    fields = dict(CASES[group])
    for name in ("token", "cookie_header"):
        if name in fields and f"{name}_hex" in one:
            fields = {(f"{name}_hex" if key == name else key): kind for key, kind in fields.items()}
    yield from _field_faults("case", one, fields)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.get("name", "")):
        yield "the name is not in kebab-case"
    if not one.get("why", "").endswith("."):
        yield "the reason is not a sentence"
    yield from _field_faults("config", one.get("config", {}), CONFIG)
    for part, fields in (("expect", EXPECT), ("session", SESSION)):
        if one.get(part) is not None:
            yield from _field_faults(part, one[part], fields)
            yield from _entry_faults(one[part].get("entries", []))
    if group == "cookie_header" and (one.get("status") == "ok") != (one.get("expect") is not None):
        yield "an expectation stands exactly where the status is ok"
    if group == "set_cookie" and one.get("deletion") != (one.get("session") is None):
        yield "a session stands exactly where the line is no deletion"


def _entry_faults(entries):
    for one in entries:
        yield from _field_faults("entry", one, ENTRY)
        if not isinstance(one.get("value"), KIND_VALUES.get(one.get("kind"), ())):
            yield f"the value of {one.get('key')!r} is not written as its kind is"


def _field_faults(what, one, fields):
    if list(one) != list(fields):
        yield f"the {what} has the fields {list(one)}, not {list(fields)}"
        return
    for name, kind in fields.items():
        value = one[name]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            yield f"{name} of the {what} is of another type"
