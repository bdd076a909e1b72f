"""Headers that lack what comments.py asks for, one part at a time: each has to be noticed."""

import comments
from header import parse

CUTS = (
    ("a function without its sentence", " Signs a session: writes its token. An", " an"),
    ("a parameter without a line", "     token_cap ", "     another_cap "),
    ("a parameter that is not there", "     now_unix_s ", "     later_unix_s "),
    ("a pointer that may be NULL or not", "     signer        read; not NULL\n", "     signer        read\n"),
    ("an output called read", "     info_out      written; not NULL", "     info_out      read; not NULL"),
    (
        "a length without a unit",
        "in bytes; more than CELLO_SESSION_TOKEN_LEN_MAX",
        "more than CELLO_SESSION_TOKEN_LEN_MAX",
    ),
    ("a time without a unit", "the time, in seconds since 1970-01-01T00:00:00Z", "the time"),
    ("no failure", "     On failure ", "     Perhaps "),
    ("no threads", "     Threads ", "     Processes "),
    ("no time", "     Time  ", "     Space "),
    ("no OK", "       CELLO_SESSION_OK  ", "       CELLO_SESSION_GOOD  "),
    ("no NULL", "       CELLO_SESSION_NULL_ARGUMENT  ", "       "),
    ("no object", "       CELLO_SESSION_NOT_INITIALISED  ", "       "),
    ("no time range", "       CELLO_SESSION_TIME_RANGE  ", "       "),
    (
        "statuses out of order",
        "CELLO_SESSION_EXPIRED            a genuine",
        "CELLO_SESSION_MISSING            a genuine",
    ),
    ("a struct without a sentence", " The session of one visitor.", " session"),
    ("a field without a comment", "  /*\n   One of the CELLO_SESSION_KIND numbers.\n   */\n", ""),
    ("a macro without a sentence", " The session has no such key.", " none"),
    ("a function that the contents leave out", "_get_json, _get_int", "_get_int"),
)


def check(report, header):
    for name, old, new in CUTS:
        # A cut that changes nothing would prove nothing.
        found = comments.faults(parse(header.text.replace(old, new))) if old in header.text else []
        report.twin(name, found)
