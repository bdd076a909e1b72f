"""When a response carries the session once more, when it must not, and what the fields of such a response say."""

import client
import mint

DAY_S = 86400
NOW = 1_800_000_000
YOUNG, DUE = NOW - DAY_S // 2 + 60, NOW - DAY_S // 2 - 60
RENEWED_FIELD = 'no-cache="Set-Cookie"'


def http():
    return """
    cello_session_secret_file secret;
    cello_session_accepted_secret_file old;
    cello_session required;
    cello_session_renew on;
    server {
        listen 127.0.0.1:PORT;
        location / { proxy_pass http://127.0.0.1:UPSTREAM; }
        location /static { alias html/; }
        location /off { cello_session_renew off; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /on { cello_session on; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /session_off { cello_session off; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /hides { proxy_hide_header Set-Cookie; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /adds { add_header Set-Cookie "session_id=mine; Path=/" always; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /adds_another { add_header Set-Cookie "lang=en; Path=/" always; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /refuses { cello_session_require $cello_session_value_role; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /longer {
            cello_session_max_age 1d; cello_session_longest_max_age 30d; cello_session_absolute_max_age 2d;
            proxy_pass http://127.0.0.1:UPSTREAM;
        }
        location /attributes {
            cello_session_path /attributes; cello_session_domain example.com; cello_session_same_site strict;
            cello_session_partitioned on; cello_session_http_only off; cello_session_max_age 90000s;
            proxy_pass http://127.0.0.1:UPSTREAM;
        }
        location /browser_session {
            cello_session_persistent off; cello_session_secure off; proxy_pass http://127.0.0.1:UPSTREAM;
        }
        location /error { error_page 404 /static/index.html; proxy_intercept_errors on; proxy_pass http://127.0.0.1:UPSTREAM; }
    }"""


def run(stage):
    with stage.nginx("renewal", http(), level="debug") as server:
        server.set_time(NOW)
        when(stage.report, server)
        line(stage.report, server)
        upstream_first(stage.report, server)
        fields(stage.report, server)
        limits(stage.report, server)


def set_cookie(answer, name="session_id"):
    """The one Set-Cookie of ours, or None."""
    ours = [value for value in answer.all("Set-Cookie") if value.startswith(f"{name}=")]
    return ours[0] if len(ours) == 1 else (ours or None)


def when(report, server):
    cases = [
        ("a young session", "/", mint.cookie(at=YOUNG), False),
        ("past half its life", "/", mint.cookie(at=DUE), True),
        ("the last second", "/", mint.cookie(at=NOW - DAY_S + 1), True),
        ("an accepted secret, a minute later", "/", mint.cookie(secret=mint.OLD_SECRET, at=NOW - 61), True),
        ("an accepted secret, at once", "/", mint.cookie(secret=mint.OLD_SECRET, at=NOW - 59), False),
        ("a static file", "/static/index.html", mint.cookie(at=DUE), True),
        ("with `on`, though no variable is read", "/on", mint.cookie(at=DUE), True),
        ("renew off", "/off", mint.cookie(at=DUE), False),
        ("session off", "/session_off", mint.cookie(at=DUE), False),
        ("an expired session", "/on", mint.cookie(at=NOW - DAY_S), False),
        ("a forged session", "/on", "session_id=x", False),
        ("no session", "/on", None, False),
        ("a session of the future", "/on", mint.cookie(at=NOW + 61), False),
        ("an intercepted error", "/error", mint.cookie(at=DUE), True),
    ]
    for name, place, cookie, wanted in cases:
        more = [("X-Answer-Status", "404")] if place == "/error" else []
        answer = client.ask(server.port, place, cookie, fields=more)
        report.equal(f"renewal: {name}", set_cookie(answer) is not None, wanted)
        report.equal(
            f"renewal: {name}: Cache-Control", answer.one("Cache-Control"), RENEWED_FIELD if wanted else None
        )
        report.equal(
            f"renewal: {name}: Vary", answer.one("Vary"), None if place == "/session_off" else "Cookie"
        )
    for status in (200, 201, 204, 206, 301, 304, 400, 404, 500, 503):
        answer = client.ask(server.port, "/", mint.cookie(at=DUE), fields=[("X-Answer-Status", str(status))])
        report.equal(
            f"renewal: with {status} of the upstream",
            (answer.status, set_cookie(answer) is not None),
            (status, True),
        )


def line(report, server):
    """The line is the library's own, byte for byte, and the session in it the same with new times."""
    values = {
        "user_id": mint.USER,
        "n": ("int", "-5"),
        "j": ("json", "[1,2.5]"),
        "b": ("bytes", "00ff"),
        "z": ("null", None),
    }
    attributes = {
        "/": {},
        "/browser_session": {"persistent": False, "secure": False},
        "/attributes": {
            "path": "/attributes", "domain": "example.com", "same_site": "strict", "partitioned": True, "http_only": False,
            "max_age_s": 90000,
        },
    }  # fmt: skip
    for place, changes in attributes.items():
        made = mint.token(values, at=DUE - 2000, session_id=b"0123456789abcdef", **changes)
        found = set_cookie(client.ask(server.port, place, f"session_id={made}"))
        reader = mint.signer(accepted_secrets=[mint.OLD_SECRET.hex()], **changes)
        wanted = mint.cookie_line(reader, reader.verify(made, NOW), NOW)
        report.equal(f"renewal: the line at {place} is the library's", found, wanted)
        before, after = mint.found(reader, made, NOW), mint.found(reader, found, NOW)
        report.equal(
            f"renewal: {place} keeps id and entries",
            [after[k] for k in ("id", "entries")],
            [before[k] for k in ("id", "entries")],
        )
        report.equal(f"renewal: {place} begins when it began", after["began_at"], before["began_at"])
        report.equal(f"renewal: {place} is issued now", after["issued_at"], NOW)
    again = client.ask(server.port, "/", found.split(";")[0].replace("\n", ""))
    report.equal(
        "renewal: what was renewed is good, and young", (again.status, set_cookie(again)), (200, None)
    )


def upstream_first(report, server):
    """The application's word counts: a login or a logout is never overwritten."""
    due = mint.cookie(at=DUE)
    cases = [
        ("sets it", "/", ["Set-Cookie: session_id=new; Path=/"], True),
        ("deletes it", "/", ["Set-Cookie: session_id=; Path=/; Max-Age=0"], True),
        ("sets it with blanks", "/", ["Set-Cookie:   session_id =new"], True),
        ("sets it second", "/", ["Set-Cookie: a=b", "Set-Cookie: session_id=new"], True),
        ("sets it in small letters", "/", ["set-cookie: session_id=new"], True),
        ("sets it, which nginx hides", "/hides", ["Set-Cookie: session_id=new"], True),
        ("sets another cookie", "/", ["Set-Cookie: lang=en"], False),
        ("sets one whose name ends so", "/", ["Set-Cookie: xsession_id=1"], False),
        ("sets one whose name begins so", "/", ["Set-Cookie: session_id2=1"], False),
        ("sets one of another case", "/", ["Set-Cookie: SESSION_ID=1"], False),
        ("names it in a value", "/", ["Set-Cookie: a=session_id=1"], False),
        ("sets nothing", "/", [], False),
        ("intercepted error deletes it", "/error", ["Set-Cookie: session_id=; Path=/; Max-Age=0"], True),
        (
            "accelerated answer sets it",
            "/",
            ["X-Accel-Redirect: /static/index.html", "Set-Cookie: session_id=new"],
            True,
        ),
        ("accelerated answer sets nothing", "/", ["X-Accel-Redirect: /static/index.html"], False),
        ("sets nothing, but add_header does", "/adds", [], True),
        ("add_header sets another cookie", "/adds_another", [], False),
    ]
    for name, place, answered, spoken_for in cases:
        more = [("X-Answer-Status", "404")] if place == "/error" else []
        answer = client.ask(
            server.port, place, due, fields=more + [("X-Answer-Field", field) for field in answered]
        )
        ours = [value for value in answer.all("Set-Cookie") if value.startswith("session_id=0YRJ")]
        report.equal(f"renewal: the upstream {name}", len(ours), 0 if spoken_for else 1)
        others = [field.partition(":")[2].strip() for field in answered if field[0] in "sS"]
        others = [] if place in ("/hides", "/error") else others
        lost = [value for value in others if value not in answer.all("Set-Cookie")]
        report.check(f"renewal: the upstream {name}: its own fields stay", not lost, lost)


def fields(report, server):
    due = mint.cookie(at=DUE)
    cases = [
        ("Vary: Accept-Encoding", "Vary", ["Accept-Encoding", "Cookie"]),
        ("Vary: cookie", "Vary", ["cookie"]),
        ("Vary: Accept, Cookie", "Vary", ["Accept, Cookie"]),
        ("Vary: X-Cookie", "Vary", ["X-Cookie", "Cookie"]),
        ("Vary: *", "Vary", None),
        ("Cache-Control: private", "Cache-Control", ["private", RENEWED_FIELD]),
        ("Cache-Control: no-store", "Cache-Control", None),
    ]
    for answered, field, wanted in cases:
        answer = client.ask(server.port, "/", due, fields=[("X-Answer-Field", answered)])
        found = answer.all(field)
        if wanted is None:
            kept = answered.partition(": ")[2]
            report.check(f"renewal: {answered!r} of the upstream stays", kept in found, found)
        else:
            # One field or several: a list either way (RFC 9110, 5.3).
            report.equal(
                f"renewal: {answered!r} of the upstream is added to", ", ".join(found), ", ".join(wanted)
            )
    young = client.ask(
        server.port, "/", mint.cookie(at=YOUNG), fields=[("X-Answer-Field", "Cache-Control: private")]
    )
    report.equal(
        "renewal: Cache-Control is the upstream's where nothing is set",
        young.all("Cache-Control"),
        ["private"],
    )


def limits(report, server):
    """A renewal never moves the absolute end, keeps a longer lifetime, and is not offered to who was refused."""
    longer = {"longest_max_age_s": 30 * DAY_S, "absolute_max_age_s": 2 * DAY_S}
    reader = mint.signer(**longer)
    made = mint.cookie(at=DUE, began=NOW - DAY_S - 100, **longer)
    renewed = set_cookie(client.ask(server.port, "/longer", made))
    report.equal(
        "renewal: the absolute end stays", mint.found(reader, renewed, NOW)["ends_at"], NOW + DAY_S - 100
    )
    made = mint.cookie(at=NOW - 1000, began=NOW - 2 * DAY_S, **longer)
    report.equal(
        "renewal: after the absolute end there is none", client.ask(server.port, "/longer", made).status, 401
    )
    made = mint.cookie(at=NOW - 10000, began=NOW - 10000, lifetime_s=3600 * 5, **longer)
    renewed = set_cookie(client.ask(server.port, "/longer", made))
    report.equal(
        "renewal: the lifetime is the session's own",
        mint.found(reader, renewed, NOW)["ends_at"],
        NOW + 5 * 3600,
    )
    made = mint.cookie(at=NOW - 100, lifetime_s=20 * DAY_S, **longer)
    answer = client.ask(server.port, "/longer", made)
    report.equal(
        "renewal: none where the end would not grow", (answer.status, set_cookie(answer)), (200, None)
    )
    made = mint.cookie(at=NOW - 100, lifetime_s=20 * DAY_S, longest_max_age_s=30 * DAY_S)
    report.equal("a lifetime beyond the longest is cut", client.ask(server.port, "/", made).status, 200)
