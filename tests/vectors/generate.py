"""Writes v1.json: collects the cases, holds each against the reference, gives the same bytes every time."""

import json
import pathlib
import sys

import cases_accept_json
import cases_accept_rules
import cases_accept_times
import cases_accept_values
import cases_configuration_cookie
import cases_configuration_secrets
import cases_cookie_header
import cases_fail_claims
import cases_fail_envelope
import cases_fail_json
import cases_fail_mac
import cases_fail_map
import cases_fail_text
import cases_fail_time
import cases_fail_values
import cases_set_cookie
import cases_set_cookie_life
import check
import keys

FORMAT = "cello-session/1"
COMPACT = (",", ":")
GROUPS = {
    "accept": [cases_accept_rules, cases_accept_values, cases_accept_json, cases_accept_times],
    "must_fail": [
        cases_fail_text,
        cases_fail_envelope,
        cases_fail_mac,
        cases_fail_claims,
        cases_fail_map,
        cases_fail_values,
        cases_fail_json,
        cases_fail_time,
    ],
    "cookie_header": [cases_cookie_header],
    "set_cookie": [cases_set_cookie, cases_set_cookie_life],
    "configuration": [cases_configuration_secrets, cases_configuration_cookie],
}
# What the specification publishes of its worked example.
WORKED_SECRET = b"session-secret-minimum-32-bytes-long"
WORKED_MAC_KEY = "05ebf11dce12fb2022ed0d27b847d771c8e424a8280f0b6fa3725441a762c853"
WORKED_KID = "d2fd4786"


def document():
    """All vectors, each checked as it will stand in the file."""
    mac_key, kid = keys.derive(WORKED_SECRET, "session_id")
    if (mac_key.hex(), kid.hex()) != (WORKED_MAC_KEY, WORKED_KID):
        raise AssertionError("the key derivation does not give the published key")
    vectors = {"format": FORMAT}
    for group, sources in GROUPS.items():
        vectors[group] = [json.loads(json.dumps(one)) for source in sources for one in source.cases()]
        for one in vectors[group]:
            check.check(group, one)
    return vectors


def to_text(vectors):
    """One line for a field, so that a change of one case is a change of few lines; ASCII alone."""
    lines = ["{", f' "format": {json.dumps(vectors["format"])},']
    groups = [group for group in vectors if group != "format"]
    for group in groups:
        lines.append(f' "{group}": [')
        for one in vectors[group]:
            fields = [
                f"   {json.dumps(name)}: {json.dumps(value, separators=COMPACT)}"
                for name, value in one.items()
            ]
            comma = "" if one is vectors[group][-1] else ","
            lines += ["  {", ",\n".join(fields), f"  }}{comma}"]
        lines.append(" ]" if group == groups[-1] else " ],")
    return "\n".join([*lines, "}", ""])


def main():
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("v1.json")
    vectors = document()
    out.write_bytes(to_text(vectors).encode("ascii"))
    print(", ".join(f"{len(cases)} {group}" for group, cases in vectors.items() if group != "format"))


if __name__ == "__main__":
    main()
