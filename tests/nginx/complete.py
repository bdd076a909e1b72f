"""The README's complete example, as it stands there: who gets in, and that a visitor's own X-User gets nowhere."""

import re

import client
import flavours
import mint

EXAMPLE = flavours.ROOT / "bindings" / "nginx" / "example" / "complete.conf"


def http():
    """What stands in its http {}, with the ports and the secret of the test; each of these has to be there once."""
    text = re.search(r"(?s)^http \{\n(.*)^\}", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE).group(1)
    for before, after in [("listen 80;", "listen 127.0.0.1:PORT;"), ("/etc/nginx/session.secret", "secret")]:
        if text.count(before) != 1:
            raise LookupError(f"the example has {before!r} {text.count(before)} times")
        text = text.replace(before, after)
    return text.replace("127.0.0.1:8080", "127.0.0.1:UPSTREAM")


def cookie(values):
    return mint.cookie(values, cookie_name="__Host-session")


def run(stage):
    report = stage.report
    user, admin = {"user_id": mint.USER}, {"user_id": mint.USER, "role": "admin"}
    # Place, the session's entries, the answer, the name that the application gets.
    cases = [
        ("/", None, 200, None),
        ("/login", None, 200, None),
        ("/app/", None, 401, None),
        ("/app/", user, 200, mint.USER),
        ("/app/", {"basket": "7"}, 401, None),
        ("/app/admin/", None, 401, None),
        ("/app/admin/", user, 403, None),
        ("/app/admin/", admin, 200, mint.USER),
        ("/app/admin/", {"role": "admin"}, 401, None),
    ]
    with stage.nginx("the complete example", http(), level="debug") as server:
        for place, values, status, name in cases:
            sent = None if values is None else cookie(values)
            answer = client.ask(server.port, place, sent, fields=[("X-User", "root"), ("x-user", "root")])
            report.equal(f"the complete example: {place} with {values}", answer.status, status)
            if status == 200:
                report.equal(
                    f"the complete example: {place} with {values}: X-User", answer.upstream("X-User"), name
                )
        answer = client.ask(server.port, "/app/?a=b", fields=[("Accept", "text/html")])
        report.check(
            "the complete example: to the login page",
            answer.status == 302 and "/login?next=%2Fapp%2F%3Fa%3Db" in answer.one("Location"),
            answer,
        )
