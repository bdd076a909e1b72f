"""The ways of a request through nginx: satisfy, internal redirects, error pages, subrequests, several fields, HTTP/2."""

import client
import mint

VERIFIED = "cello_session: verified, "


def http():
    return """
    cello_session_secret_file secret;
    cello_session on;
    proxy_set_header X-Status $cello_session_status;
    proxy_set_header X-User $cello_session_value_user_id;
    server {
        listen 127.0.0.1:PORT;
        location /any_allowed { satisfy any; allow 127.0.0.1; deny all; cello_session required; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /any_denied { satisfy any; deny all; cello_session required; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /all_allowed { satisfy all; allow 127.0.0.1; deny all; cello_session required; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /all_denied { satisfy all; deny all; cello_session required; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /any_role { satisfy any; deny all; cello_session required; cello_session_require $cello_session_value_role;
            proxy_pass http://127.0.0.1:UPSTREAM; }
        location /any_subrequest { satisfy any; auth_request /subrequest/answer; cello_session required;
            proxy_pass http://127.0.0.1:UPSTREAM; }
        location = /subrequest/answer { internal; cello_session off; return 403; }

        location /rewritten { rewrite ^ /target last; }
        location /target { cello_session required; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /tried { try_files /none /target; }
        location /named { cello_session required; try_files /none @inner; }
        location @inner { proxy_pass http://127.0.0.1:UPSTREAM; }
        location /accelerated { cello_session required; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /protected { internal; cello_session required; proxy_set_header X-Answer-Field "";
            proxy_set_header X-User $cello_session_value_user_id; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /from_other_cookie { cello_session required; rewrite ^ /other_cookie last; }
        location /other_cookie { cello_session_cookie another; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /other_after_access { cello_session required; try_files /none @other; }
        location @other { cello_session_cookie another; proxy_pass http://127.0.0.1:UPSTREAM; }

        location /with_page { cello_session required; error_page 401 /page_401; }
        location /with_page_changed { cello_session required; error_page 401 =200 /page_401; }
        location /with_named_page { cello_session required; error_page 401 = @login; }
        location @login { return 302 /my_login; }
        location /page_401 { internal; cello_session off; return 200 "please log in"; }
        location /required_page { cello_session required; error_page 401 /required_page_401; }
        location /required_page_401 { internal; cello_session required; }
        location /page_shows { cello_session required; error_page 401 /shows; }
        location /shows { internal; return 200 "status $cello_session_status"; }

        location /authenticated { cello_session off; auth_request /subrequest/check; proxy_pass http://127.0.0.1:UPSTREAM; }
        location = /subrequest/check { internal; if ($cello_session_status != ok) { return 401; } return 204; }
        location /not_authenticated { cello_session off; auth_request /subrequest/allow; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /both { cello_session required; auth_request /subrequest/allow; proxy_pass http://127.0.0.1:UPSTREAM; }
        location = /subrequest/allow { internal; cello_session required; try_files /none =204; }
        location /added { cello_session off; add_after_body /subrequest/body; default_type text/html; alias html/; }
        location = /subrequest/body { cello_session required; try_files /none /subrequest/told; }
        location = /subrequest/told { internal; return 200 "user $cello_session_value_user_id"; }
        location /mirrored { cello_session required; mirror /subrequest/mirror; proxy_pass http://127.0.0.1:UPSTREAM; }
        location = /subrequest/mirror { internal; cello_session required; proxy_pass http://127.0.0.1:UPSTREAM/mirror; }

        location /lazy_file { alias html/; }
        location /lazy { return 200 "nothing"; }
        location /once { cello_session required; cello_session_renew on; cello_session_require $cello_session_value_user_id;
            add_header X-Id "$cello_session_id $cello_session_issued $cello_session_expires $cello_session_value_none" always;
            proxy_pass http://127.0.0.1:UPSTREAM; }
    }
    server { listen 127.0.0.1:PORT2 http2;
        location / { cello_session required; cello_session_login_url /login; absolute_redirect off;
            add_header X-User $cello_session_value_user_id; proxy_pass http://127.0.0.1:UPSTREAM; }
    }"""


# Place, whether the visitor has a session, the answer's status.
ANSWERS = [
    ("/any_allowed", False, 200),
    ("/any_allowed", True, 200),
    ("/any_denied", False, 401),
    ("/any_denied", True, 200),
    ("/all_allowed", False, 401),
    ("/all_allowed", True, 200),
    ("/all_denied", False, 403),
    ("/all_denied", True, 403),
    ("/any_role", False, 401),
    ("/any_role", True, 403),
    ("/any_subrequest", False, 401),
    ("/any_subrequest", True, 200),
    ("/rewritten", False, 401),
    ("/rewritten", True, 200),
    ("/tried", False, 401),
    ("/tried", True, 200),
    ("/named", False, 401),
    ("/named", True, 200),
    ("/with_page", False, 401),
    ("/with_page_changed", False, 200),
    ("/with_named_page", False, 302),
    ("/required_page", False, 401),
    ("/page_shows", False, 401),
    ("/authenticated", False, 401),
    ("/authenticated", True, 200),
    # As auth_basic and deny, `required` is asked of main requests only: nginx has no access phase in subrequests.
    ("/not_authenticated", False, 200),
    ("/both", False, 401),
    ("/both", True, 200),
    ("/mirrored", False, 401),
    ("/mirrored", True, 200),
    ("/protected", True, 404),
]


def run(stage):
    report = stage.report
    with stage.nginx("phases", http(), level="debug") as server:
        session = mint.cookie()
        for place, has_session, wanted in ANSWERS:
            answer = client.ask(server.port, place, session if has_session else None)
            who = "with" if has_session else "without"
            report.equal(f"phases: {place} {who} a session", answer.status, wanted)
        redirects(report, server, session)
        subrequests(report, server, session)
        several_fields(report, server)
        counted(report, server, session)
        http2(report, server)


def redirects(report, server, session):
    for place in ("/rewritten", "/tried", "/named"):
        answer = client.ask(server.port, place, session)
        report.equal(f"phases: the user behind {place}", answer.upstream("X-User"), mint.USER)
    accelerated = [("X-Answer-Field", "X-Accel-Redirect: /protected/x")]
    answer = client.ask(server.port, "/accelerated", session, fields=accelerated)
    report.equal("phases: the user behind X-Accel-Redirect", answer.upstream("X-User"), mint.USER)
    # The session of one cookie must not be shown where another is configured.
    for place in ("/from_other_cookie", "/other_after_access"):
        answer = client.ask(server.port, place, session)
        found = (answer.upstream("X-Status"), answer.upstream("X-User"))
        report.equal(f"phases: {place} looks at the other cookie", found, ("missing", None))
        both = f"{session}; {mint.cookie({'user_id': 'somebody-else'}, cookie_name='another')}"
        answer = client.ask(server.port, place, both)
        report.equal(f"phases: {place} shows the other session", answer.upstream("X-User"), "somebody-else")
    report.equal("phases: the page of a 401", client.ask(server.port, "/with_page").text(), "please log in")
    report.equal(
        "phases: a page for a 401 that is shown as 200",
        client.ask(server.port, "/with_page_changed").text(),
        "please log in",
    )
    report.check(
        "phases: a named page for a 401",
        client.ask(server.port, "/with_named_page").one("Location").endswith("/my_login"),
    )
    report.equal(
        "phases: variables on the page of a 401",
        client.ask(server.port, "/page_shows").text(),
        "status missing",
    )


def subrequests(report, server, session):
    answer = client.ask(server.port, "/added/index.html", session)
    report.equal("phases: a subrequest has the session", answer.text(), f"the page\nuser {mint.USER}")
    answer = client.ask(server.port, "/added/index.html", "session_id=x")
    report.equal("phases: a subrequest with a forged session has none", answer.text(), "the page\nuser ")
    answer = client.ask(server.port, "/authenticated", session)
    report.check("phases: a subrequest adds no second Vary", len(answer.all("Vary")) <= 1, answer)


def several_fields(report, server):
    """Several Cookie fields are one list (RFC 9113, 8.2.3)."""
    mine, newer = mint.token({"user_id": "first"}), None
    newer = mint.token({"user_id": "second"}, at=mint.now() + 5)
    cases = [
        ("the second has it", ["a=b", f"session_id={mine}"], "first"),
        ("the first has it", [f"session_id={mine}", "a=b"], "first"),
        ("both have one, the newer second", [f"session_id={mine}", f"session_id={newer}"], "second"),
        ("both have one, the newer first", [f"session_id={newer}", f"session_id={mine}"], "second"),
        ("a forged one before", ["session_id=x", f"session_id={mine}"], "first"),
        ("an empty field", ["", f"session_id={mine}"], "first"),
        ("a field that ends in a semicolon", ["a=b;", f"session_id={mine}"], "first"),
        ("a token is not joined over two fields", [f"session_id={mine[:50]}", mine[50:]], None),
        ("twenty fields", [f"c{number}=x" for number in range(19)] + [f"session_id={mine}"], "first"),
    ]
    for name, fields, wanted in cases:
        answer = client.ask(server.port, "/target", cookies=fields)
        report.equal(f"several Cookie fields: {name}", answer.status, 200 if wanted else 401)
        if wanted:
            report.equal(f"several Cookie fields: {name}: the user", answer.upstream("X-User"), wanted)


def verifications(server, place, **request):
    before = server.log().count(VERIFIED)
    answer = client.ask(server.port, place, **request)
    return server.log().count(VERIFIED) - before, answer.status


def counted(report, server, session):
    """How often a session is verified: the debug log has a line for each time."""
    cases = [
        ("/lazy", 0, 200),
        ("/lazy_file/index.html", 0, 200),
        ("/once", 1, 200),
        ("/target", 1, 200),
        ("/rewritten", 1, 200),
        ("/any_allowed", 1, 200),
        ("/all_denied", 0, 403),
        ("/named", 1, 200),
    ]
    for place, wanted, status in cases:
        found = verifications(server, place, cookie=session)
        report.equal(f"phases: {place} verifies {wanted} times", found, (wanted, status))
    report.equal(
        "phases: a refusal verifies once", verifications(server, "/once", cookie="session_id=x"), (1, 401)
    )


def http2(report, server):
    """curl speaks HTTP/2 with prior knowledge; a Cookie field may come in crumbs there."""
    url = f"http://127.0.0.1:{server.port2}/page"
    mine = mint.token()
    cases = [
        ("a session", ["-H", f"Cookie: session_id={mine}"], 200),
        ("crumbs", ["-H", "Cookie: a=b", "-H", f"Cookie: session_id={mine}", "-H", "Cookie: c=d"], 200),
        ("none", [], 401),
        ("a forged one", ["-H", "Cookie: session_id=x"], 401),
        ("none, a browser", ["-H", "Accept: text/html"], 302),
    ]
    for name, options, wanted in cases:
        answer, version = client.curl("--http2-prior-knowledge", *options, url)
        report.equal(f"HTTP/2: {name}", (version, answer.status), ("HTTP/2", wanted))
        if wanted == 200:
            report.equal(f"HTTP/2: {name}: the user", answer.one("X-User"), mint.USER)
        if wanted == 302:
            report.equal(f"HTTP/2: {name}: Location", answer.one("Location"), "/login?next=%2Fpage")
