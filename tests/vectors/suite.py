"""Is v1.json what the generator writes, well shaped, and right? And would a fault in it be seen?"""

import copy
import json
import pathlib

import check
import generate
import keys
import shape
import verifier

HERE = pathlib.Path(__file__).parent
COMMITTED = HERE / "v1.json"
MADE_ANEW = HERE.parent.parent / "target" / "vectors" / "v1.json"
# RFC 5869, appendix A, cases 1 and 3: (salt, input key, info, length, output).
RFC_5869 = [
    (
        "000102030405060708090a0b0c",
        "0b" * 22,
        "f0f1f2f3f4f5f6f7f8f9",
        42,
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    ),
    (
        "",
        "0b" * 22,
        "",
        42,
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    ),
]

results = {"passed": 0, "failed": 0}


def main():
    committed = COMMITTED.read_bytes()
    vectors = json.loads(committed)
    print("vectors: key derivation against RFC 5869")
    for salt, key, info, length, output in RFC_5869:
        okm = keys.hkdf_sha256(*map(bytes.fromhex, (salt, key, info)), length)
        record("RFC 5869", okm.hex() == output)
    print("vectors: the committed file against a run of the generator")
    made_anew = generate_anew()
    record("the committed file is what the generator writes", difference(committed, made_anew) is None)
    record(
        "twin: one changed character is seen", difference(with_one_change(committed), made_anew) is not None
    )
    print("vectors: shape")
    found = shape.faults(vectors, len(committed))
    record(f"the shape is right {found[:3]}", not found)
    for what, broken in broken_shapes(vectors):
        record(f"twin: {what} is seen", bool(shape.faults(broken)))
    print("vectors: each case of the committed file against the reference")
    for group in generate.GROUPS:
        for one in vectors[group]:
            against = disagreement(group, one)
            record(f"{group} {one['name']} {against or ''}", against is None)
    for what, group, one in broken_cases(vectors):
        record(f"twin: {what} is seen", disagreement(group, one) is not None)
    print(f"{results['passed']} passed, {results['failed']} failed, 0 skipped")
    return 1 if results["failed"] else 0


def generate_anew():
    MADE_ANEW.parent.mkdir(parents=True, exist_ok=True)
    MADE_ANEW.write_bytes(generate.to_text(generate.document()).encode("ascii"))
    return MADE_ANEW.read_bytes()


def difference(one, other):
    """The first line in which two files differ, or None."""
    if one == other:
        return None
    lines = zip(one.split(b"\n"), other.split(b"\n"), strict=False)
    return next((i for i, (a, b) in enumerate(lines, 1) if a != b), -1)


def with_one_change(text):
    middle = text.index(b"A", len(text) // 2)
    return text[:middle] + b"B" + text[middle + 1 :]


def broken_shapes(vectors):
    """The file with one fault each."""
    plans = [
        ("a name that is there twice", lambda v: v["accept"][1].update(name=v["must_fail"][0]["name"])),
        ("a step that nobody hits", lambda v: [c.update(step=5) for c in v["must_fail"] if c["step"] == 4]),
        ("a field that is missing", lambda v: v["accept"][0].pop("resign")),
        ("a config without a field", lambda v: v["configuration"][0]["config"].pop("domain")),
        (
            "an integer that a language may round",
            lambda v: v["accept"][1]["expect"]["entries"][1].update(value=-5),
        ),
        ("too few cases", lambda v: v["must_fail"].__delitem__(slice(60, None))),
    ]
    for what, plan in plans:
        broken = copy.deepcopy(vectors)
        plan(broken)
        yield what, broken


def broken_cases(vectors):
    """One case with one statement that is wrong."""
    accept, must_fail = copy.deepcopy(vectors["accept"][0]), copy.deepcopy(vectors["must_fail"][0])
    token = accept["token"]
    yield "a changed token", "accept", accept | {"token": token[:-1] + ("A" if token[-1] != "A" else "E")}
    yield "another end", "accept", accept | {"expect": accept["expect"] | {"ends_at": 1}}
    yield "a token that is not signed so again", "accept", accept | {"resign": False}
    yield "another step", "must_fail", must_fail | {"step": 7}
    yield "another status", "must_fail", must_fail | {"status": "expired"}
    yield "a good token", "must_fail", must_fail | {"token": token, "now": accept["now"]}
    header, line, config = (vectors[group][0] for group in ("cookie_header", "set_cookie", "configuration"))
    yield "a session that is not found", "cookie_header", header | {"cookie_header": ""}
    yield "another attribute", "set_cookie", line | {"line": line["line"].replace("Lax", "Strict")}
    yield "a config that is refused", "configuration", config | {"config": config["config"] | {"path": ""}}


def disagreement(group, one):
    """What the reference has against a case, or None."""
    try:
        check.check(group, one)
    except (check.Disagreement, verifier.Stopped) as error:
        return error
    return None


def record(what, passed):
    results["passed" if passed else "failed"] += 1
    if not passed:
        print(f"FAILED: {what}")


if __name__ == "__main__":
    raise SystemExit(main())
