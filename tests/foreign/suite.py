"""Every vector read by two public CWT libraries, their tokens read by ours, and ours of every kind and size by them."""

import json
import pathlib

import claims
import library
import mint
import readers
import sessions

VECTORS = pathlib.Path(__file__).parents[1] / "vectors" / "v1.json"
ID = bytes(range(0xA0, 0xB0))
NOW = 1700000000
results = {"passed": 0, "failed": 0}


def main():
    vectors = json.loads(VECTORS.read_text("ascii"))
    lib = library.load()
    print("foreign: the accepted vectors, read by cwt and pycose")
    for one in vectors["accept"]:
        read_by_all(one["name"], one["token"], one["config"], claims.stated(one["expect"]))
    print("foreign: the same sessions, minted by pycose and cwt, read by the library")
    for one in vectors["accept"]:
        for writer, write in mint.WRITERS.items():
            read_by_us(lib, one, writer, write)
    print("foreign: tokens of the library, of every kind and size, read by cwt and pycose")
    config = vectors["accept"][0]["config"]
    for name, entries in [*sessions.kinds(), *sessions.sizes()]:
        ours_read_by_all(lib, config, name, entries)
    renewed_read_by_all(lib, config)
    print("foreign: what must be refused")
    flipped_tags(lib, vectors["accept"][0])
    twins(lib, vectors["accept"][0])
    print(f"{results['passed']} passed, {results['failed']} failed, 0 skipped")
    return 1 if results["failed"] else 0


def read_by_all(name, token, config, expected):
    keys = readers.keys_of(config)
    for reader, read in readers.READERS.items():
        wrong = mismatch(read, token, keys, expected)
        record(f"{reader} reads {name}: {wrong}", wrong is None)


def mismatch(read, token, keys, expected):
    """What is wrong with a reader's reading, or None."""
    try:
        found = claims.found(*read(token, keys))
    except (readers.Refused, *readers.UNREADABLE) as error:
        return repr(error)
    return None if found == expected else f"{found} is not {expected}"


def read_by_us(lib, one, writer, write):
    mac_key, kid = next(key for key in readers.keys_of(one["config"]) if key[1].hex() == one["expect"]["kid"])
    token = write(claims.from_expect(one["expect"]), mac_key, kid)
    record(f"{writer} mints {one['name']} to the bit", token == one["token"])
    expected = {k: v for k, v in one["expect"].items() if k not in ("kid", "expires_at")}
    try:
        signer = library.Signer(lib, one["config"])
        found = signer.found(signer.verify(token, one["now"]), one["now"])
    except library.Status as status:
        found = status.name
    record(f"the library reads {one['name']} by {writer}: {found} is not {expected}", found == expected)


def ours_read_by_all(lib, config, name, entries):
    signer = library.Signer(lib, config)
    session = signer.begin(ID, NOW)
    for one in entries:
        signer.set(session, one["key"], one["kind"], one["value"])
    expected = {
        "id": ID.hex(),
        "kid": readers.keys_of(config)[0][1].hex(),
        "issued_at": NOW,
        "expires_at": NOW + config["max_age_s"],
        "began_at": NOW,
        "entries": sorted(entries, key=lambda one: (len(one["key"].encode()), one["key"].encode())),
    }
    read_by_all(name, signer.sign(session, NOW), config, expected)


def renewed_read_by_all(lib, config):
    """A session that is signed again and again, with one secret and then with the next."""
    signer = library.Signer(lib, config)
    session = signer.begin(ID, NOW)
    signer.set(session, "user_id", "text", "123")
    expected = {
        "id": ID.hex(),
        "kid": readers.keys_of(config)[0][1].hex(),
        "issued_at": NOW,
        "expires_at": NOW + config["max_age_s"],
        "began_at": NOW,
        "entries": [sessions.entry("user_id", "text", "123")],
    }
    for hours in (0, 1, 20, 40):
        now = NOW + hours * 3600
        token = signer.sign(session, now)
        expected |= {"issued_at": now, "expires_at": now + config["max_age_s"]}
        read_by_all(f"a session of {hours} h", token, config, expected)
        session = signer.verify(token, now)
    rotated = config | {"signing_secret": "77" * 32, "accepted_secrets": [config["signing_secret"]]}
    signer = library.Signer(lib, rotated)
    token = signer.sign(signer.verify(token, now), now)
    expected |= {"kid": readers.keys_of(rotated)[0][1].hex()}
    read_by_all("a session signed with the next secret", token, rotated, expected)


def flipped_tags(lib, one):
    """Each reader must refuse a token of which one bit of the tag is wrong, whichever bit it is."""
    keys = readers.keys_of(one["config"])
    raw = readers.bytes_of(one["token"])
    for bit in range(256):
        flipped = bytearray(raw)
        flipped[len(raw) - 32 + bit // 8] ^= 1 << bit % 8
        broken = mint.to_text(bytes(flipped))
        for reader, read in readers.READERS.items():
            record(f"{reader} refuses a tag whose bit {bit} is wrong", refused(read, broken, keys))
        record(
            f"the library refuses a tag whose bit {bit} is wrong", our_answer(lib, one, broken) == "rejected"
        )


def twins(lib, one):
    """Faults that the checks above must see, and tokens that only the library knows to refuse."""
    token, keys = one["token"], readers.keys_of(one["config"])
    expected = claims.stated(one["expect"])
    other_keys = [(bytes(32), kid) for _, kid in keys]
    for reader, read in readers.READERS.items():
        record(f"twin: {reader} refuses another key", refused(read, token, other_keys))
        record(f"twin: {reader} takes the token itself", not refused(read, token, keys))
        for name in expected:
            wrong = mismatch(read, token, keys, expected | {name: "another"})
            record(f"twin: another {name} than {reader} finds is seen", wrong is not None)
    record("twin: the library takes the token itself", our_answer(lib, one, token) == "ok")
    facts = claims.from_expect(one["expect"])
    for write in mint.OUTSIDE_THE_PROFILE:
        foreign = write(facts, *keys[0])
        record(f"pycose takes {write.__name__}", not refused(readers.read_with_pycose, foreign, keys))
        record(f"the library refuses {write.__name__}", our_answer(lib, one, foreign) == "rejected")


def refused(read, token, keys):
    """Whether a reader refuses the MAC; anything else that it throws ends the run."""
    try:
        read(token, keys)
    except readers.Refused:
        return True
    return False


def our_answer(lib, one, token):
    try:
        library.Signer(lib, one["config"]).verify(token, one["now"])
    except library.Status as status:
        return status.name
    return "ok"


def record(what, passed):
    results["passed" if passed else "failed"] += 1
    if not passed:
        print(f"FAILED: {what}")


if __name__ == "__main__":
    raise SystemExit(main())
