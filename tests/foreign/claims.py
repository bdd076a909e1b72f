"""Decoded claims in the vectors' own terms, so that they can be compared with what a vector expects."""

from cbor2 import CBORTag

EXP, IAT, CTI, BEGAN, SESSION = 4, 6, 7, -65537, -65538
JSON_TAG = 262


def found(kid, claims):
    """What a foreign reader found, as a vector's `expect` without what only a configured signer knows."""
    expected_names = [EXP, IAT, CTI, *([BEGAN] if BEGAN in claims else []), SESSION]
    if list(claims) != expected_names:
        raise ValueError(f"the claims are {list(claims)}")
    return {
        "id": claims[CTI].hex(),
        "kid": kid.hex(),
        "issued_at": claims[IAT],
        "expires_at": claims[EXP],
        "began_at": claims.get(BEGAN, claims[IAT]),
        "entries": [entry(key, value) for key, value in claims[SESSION].items()],
    }


def stated(expect):
    """The same part of a vector's `expect`."""
    return {name: value for name, value in expect.items() if name not in ("ends_at", "renewal_due")}


def entry(key, value):
    if isinstance(value, bool):
        return {"key": key, "kind": "bool", "value": value}
    if value is None:
        return {"key": key, "kind": "null", "value": None}
    if isinstance(value, int):
        return {"key": key, "kind": "int", "value": str(value)}
    if isinstance(value, str):
        return {"key": key, "kind": "text", "value": value}
    if isinstance(value, bytes):
        return {"key": key, "kind": "bytes", "value": value.hex()}
    if isinstance(value, CBORTag) and value.tag == JSON_TAG:
        return {"key": key, "kind": "json", "value": value.value.decode("utf-8")}
    raise ValueError(f"{key!r} has a value of a kind that the profile does not know: {value!r}")


def python_value(kind, value):
    """The value of an entry as what cbor2 writes in the profile's way."""
    if kind == "int":
        return int(value)
    if kind == "bytes":
        return bytes.fromhex(value)
    if kind == "json":
        return CBORTag(JSON_TAG, value.encode("utf-8"))
    return value


def from_expect(expect):
    """The claims of a token that would be found to be this."""
    claims = {EXP: expect["expires_at"], IAT: expect["issued_at"], CTI: bytes.fromhex(expect["id"])}
    if expect["began_at"] != expect["issued_at"]:
        claims[BEGAN] = expect["began_at"]
    claims[SESSION] = {one["key"]: python_value(one["kind"], one["value"]) for one in expect["entries"]}
    return claims
