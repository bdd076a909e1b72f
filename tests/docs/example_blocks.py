"""Holds the numbers of docs/format.md against a derivation of their own: both examples, and the sum of the bounds."""

import hmac
import re

import worked_example
from pages import the_block

PAGE = "docs/format.md"
UNIX_S_MAX = 253402300799


def hex_of(text):
    """The bytes of a hex block, whose comments start at '#'."""
    return bytes.fromhex("".join(line.partition("#")[0] for line in text.splitlines()))


def check(pages, report):
    examples = {"first": worked_example.first(), "second": worked_example.second()}
    for name, example in examples.items():
        written = hex_of(the_block(pages, PAGE, f"bytes: {name}").text)
        report.check(
            f"{PAGE}: bytes of the {name} example",
            written == example["bytes"],
            "they differ from the derived ones",
        )
        token = "".join(the_block(pages, PAGE, f"token: {name}").text.split())
        report.check(
            f"{PAGE}: text of the {name} example",
            token == example["token"],
            "it differs from the derived one",
        )
        lengths = f"{len(example['bytes'])} bytes, {len(token)} characters"
        report.check(
            f"{PAGE}: lengths of the {name} example", lengths in pages[PAGE], f"'{lengths}' is not there"
        )

    first = examples["first"]
    written = hex_of(the_block(pages, PAGE, "mac input: first").text)
    report.check(f"{PAGE}: MAC input", written == first["mac_input"], "it differs from the derived one")
    extracted = hmac.digest(worked_example.SALT, worked_example.SECRET, "sha256").hex()
    prk = f"| PRK, the result of HKDF's extract | `{extracted}` |"
    for row in (prk, f"| MAC key | `{first['mac_key'].hex()}` |", f"| kid | `{first['kid'].hex()}` |"):
        report.check(f"{PAGE}: {row.split('|')[1].strip()}", row in pages[PAGE], f"'{row}' is not there")
    line = the_block(pages, PAGE, "cookie line: first").text
    expected = f"session_id={first['token']}; Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax\n"
    report.check(
        f"{PAGE}: cookie line", line == expected, "it is not the example's token with default attributes"
    )
    check_sum(pages, report)


def check_sum(pages, report):
    """The largest token, added up as the page does and made as an example."""
    widest = worked_example.claims_of(UNIX_S_MAX, UNIX_S_MAX - 1, UNIX_S_MAX - 2, {})
    claims = len(widest) + 1
    envelope = 2 + 10 + 1 + len(worked_example.cbor_head(2, claims + 2890)) + 2 + 32
    items = [int(number) for number in re.findall(r"(?<=  )\d+\b", the_block(pages, PAGE, "sum").text)]
    expected = [envelope, 1, 10, 10, 18, 14, 7, claims, 2890, envelope + claims + 2890]
    report.check(
        f"{PAGE}: sum of the bounds", items == expected, f"the page adds up {items}, it is {expected}"
    )
    report.check("the parts of the claims", sum(items[1:7]) == items[7] and items[9] == 3000, "do not add up")
