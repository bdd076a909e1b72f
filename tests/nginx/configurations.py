"""The vectors' configurations through `nginx -t`: what the library takes is fine, and what it refuses is refused with its words."""

import ctypes

import mint
import vectors
from server import Nginx

SERVER = "server {{ listen 127.0.0.1:PORT; location / {{ cello_session on;\n{inside}\n }} }}"
RULES = range(-33, -19)
# nginx.conf cannot say these: an argument may not be empty, or ends at a NUL, or the time is no number of seconds there.
OWN_WORDS = ("has an empty value", "a session has to live for a second", "write seconds, or a time like")


def messages():
    """Each rule's message by the rule's name."""
    mint.LIB.cello_session_status_message.restype = ctypes.c_char_p
    name, message = mint.LIB.cello_session_status_name, mint.LIB.cello_session_status_message
    return {name(number).decode("ascii"): message(number).decode("ascii") for number in RULES}


def run(stage):
    report, told, counts = stage.report, messages(), {}
    cases = vectors.load()["configuration"]
    server = Nginx(stage.flavour, "")
    try:
        for case in cases:
            secrets = {}
            inside = vectors.directives(case["config"], secrets)
            for secret, name in secrets.items():
                server.write(name, bytes.fromhex(secret) + b"\n")
            server.configure(SERVER.format(inside=inside))
            code, said = server.tested()
            wanted = case["status"]
            if wanted == "ok":
                fine, kind = code == 0 and "cello" not in said.replace("cello-nginx", ""), "ok"
            else:
                words = [word for word in (told[wanted], *OWN_WORDS) if word in said]
                fine = code != 0 and said.count("[emerg]") == 1 and words and " in " in said
                kind = "refused in the library's words" if told[wanted] in words else "refused in nginx's"
            counts[kind] = counts.get(kind, 0) + bool(fine)
            report.check(f"configuration {case['name']}: {wanted}", fine, f"code {code}: {said}")
        report.check(
            f"configurations: {len(cases)} in all, {counts}", sum(counts.values()) == len(cases), counts
        )
    finally:
        server.end()
