"""What a request is answered with: each mode of `cello_session` with each status of a cookie."""

import time

import client
import mint

MODES = ("off", "on", "required")
# The status, whether a session with an entry is there, and the cookie that makes it.
DAY_S = 86400


def cookies():
    now = int(time.time())
    valid = mint.token(at=now)
    flipped = valid[:-10] + ("A" if valid[-10] != "A" else "B") + valid[-9:]
    return [
        ("ok", mint.cookie(at=now)),
        ("ok", mint.cookie(at=now + 50)),
        ("missing", None),
        ("missing", "other=1; theme=dark"),
        ("rejected", f"session_id={flipped}"),
        ("rejected", "session_id=hello"),
        ("rejected", "session_id="),
        ("rejected", mint.cookie(secret=mint.OTHER_SECRET)),
        ("rejected", f"session_id={mint.token(cookie_name='another')}"),
        ("expired", mint.cookie(at=now - DAY_S)),
        ("not_yet_valid", mint.cookie(at=now + 90)),
    ]


def http():
    locations = "".join(
        f"""
        location /{mode} {{
            cello_session {mode};
            proxy_pass http://127.0.0.1:UPSTREAM;
            proxy_set_header X-Status $cello_session_status;
            proxy_set_header X-User $cello_session_value_user_id;
            proxy_set_header X-Id $cello_session_id;
        }}"""
        for mode in MODES
    )
    return f"""
    cello_session_secret_file secret;
    server {{
        listen 127.0.0.1:PORT;
        location = /default {{
            proxy_pass http://127.0.0.1:UPSTREAM;
            proxy_set_header X-Status $cello_session_status;
        }}{locations}
    }}"""


def run(stage):
    report = stage.report
    with stage.nginx("statuses", http(), level="debug") as server:
        for number, (status, cookie) in enumerate(cookies()):
            what = f"{status} ({number})"
            answer = client.ask(server.port, "/on", cookie)
            report.equal(f"on, {what}: let through", answer.status, 200)
            report.equal(f"on, {what}: its status reaches the upstream", answer.upstream("X-Status"), status)
            user = mint.USER if status == "ok" else None
            report.equal(f"on, {what}: the user", answer.upstream("X-User"), user)
            report.equal(f"on, {what}: Vary", answer.one("Vary"), "Cookie")

            answer = client.ask(server.port, "/required", cookie)
            report.equal(f"required, {what}", answer.status, 200 if status == "ok" else 401)
            report.equal(f"required, {what}: Vary", answer.one("Vary"), "Cookie")
            kept = None if status == "ok" else "no-store"
            report.equal(f"required, {what}: Cache-Control", answer.one("Cache-Control"), kept)

            answer = client.ask(server.port, "/off", cookie)
            report.equal(f"off, {what}: let through", answer.status, 200)
            report.equal(f"off, {what}: no status", answer.upstream("X-Status"), None)
            report.equal(f"off, {what}: no Vary", answer.one("Vary"), None)
        answer = client.ask(server.port, "/default", mint.cookie())
        report.equal("off is the default", (answer.status, answer.upstream("X-Status")), (200, None))

        empty = mint.cookie({})
        answer = client.ask(server.port, "/on", empty)
        report.equal("on, an empty map is a session", answer.upstream("X-Status"), "ok")
        report.equal(
            "required, an empty map is refused", client.ask(server.port, "/required", empty).status, 401
        )
        for method in ("POST", "HEAD", "PUT", "DELETE", "OPTIONS"):
            answer = client.ask(server.port, "/required", None, method=method)
            report.equal(f"required, {method} without a session", answer.status, 401)
            answer = client.ask(server.port, "/required", mint.cookie(), method=method)
            report.equal(f"required, {method} with a session", answer.status, 200)
        log = server.log()
        for status in ("missing", "rejected", "expired", "not_yet_valid", "empty"):
            told = f"cello_session: refused, {status}"
            report.check(f"the log says why it refused: {status}", told in log, f"no line has {told!r}")
