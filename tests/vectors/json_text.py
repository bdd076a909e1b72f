"""Is this the text of a JSON value of the session map? RFC 8259 read strictly, and three rules more:
at most 32 levels, no lone surrogate in an escape, and at the top only what has no kind of its own."""

import re

DEPTH_MAX = 32
INT_MIN, INT_MAX = -(2**63), 2**63 - 1

WHITESPACE = re.compile(r"[ \t\n\r]*")
NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][+-]?[0-9]+)?")
STRING = re.compile(
    r"""
    "(?: [^"\\\x00-\x1f]
       | \\["\\/bfnrt]
       | \\u(?: [0-9a-ce-fA-CE-F][0-9a-fA-F]{3}                                     # outside D000 to DFFF
              | [dD][0-7][0-9a-fA-F]{2}                                            # D000 to D7FF
              | [dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2} ) )*"      # a surrogate pair
    """,
    re.VERBOSE,
)
LITERAL = re.compile("true|false|null")


class NotJson(Exception):
    """The text breaks a rule of the grammar or of the profile."""


def is_session_json(raw):
    """Whether these bytes may stand under tag 262."""
    try:
        text = raw.decode("utf-8")
        start = WHITESPACE.match(text).end()
        end = _value(text, start, 0)
        if WHITESPACE.match(text, end).end() != len(text):
            raise NotJson("something follows the value")
        return _has_no_other_kind(text[start:end])
    except (NotJson, UnicodeDecodeError):
        return False


def _has_no_other_kind(value):
    if value[0] in "[{":
        return True
    number = NUMBER.fullmatch(value)
    if number is None:
        return False
    whole, fraction, exponent = number.groups()
    return bool(fraction or exponent) or not INT_MIN <= int(whole) <= INT_MAX


def _value(text, at, depth):
    """Returns the offset after the value that starts at `at`."""
    opening = text[at : at + 1]
    if opening and opening in "[{":
        if depth == DEPTH_MAX:
            raise NotJson("nested too deep")
        return _members(text, at + 1, depth + 1, opening)
    for pattern in (STRING, NUMBER, LITERAL):
        match = pattern.match(text, at)
        if match:
            return match.end()
    raise NotJson("no value here")


def _members(text, at, depth, opening):
    closing = "]" if opening == "[" else "}"
    at = WHITESPACE.match(text, at).end()
    if text.startswith(closing, at):
        return at + 1
    while True:
        if opening == "{":
            name = STRING.match(text, at)
            if not name:
                raise NotJson("a member without a name")
            at = WHITESPACE.match(text, name.end()).end()
            if not text.startswith(":", at):
                raise NotJson("a name without a colon")
            at = WHITESPACE.match(text, at + 1).end()
        at = WHITESPACE.match(text, _value(text, at, depth)).end()
        if text.startswith(closing, at):
            return at + 1
        if not text.startswith(",", at):
            raise NotJson("neither a comma nor the end")
        at = WHITESPACE.match(text, at + 1).end()
