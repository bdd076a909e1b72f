"""What a level takes from the one above, what it replaces, and `limit_except` and named locations among the levels."""

import time

import client
import mint


def http():
    return """
    cello_session_secret_file secret;
    cello_session_cookie outer;
    cello_session on;
    cello_session_login_url /login;
    absolute_redirect off;
    log_format unused '$cello_session_status';
    server {
        listen 127.0.0.1:PORT;
        proxy_set_header X-Status $cello_session_status;
        location /from_http { proxy_pass http://127.0.0.1:UPSTREAM; }
        location /required { cello_session required; proxy_pass http://127.0.0.1:UPSTREAM;
            location /required/inner { proxy_pass http://127.0.0.1:UPSTREAM; }
            location /required/off { cello_session off; proxy_pass http://127.0.0.1:UPSTREAM;
                location /required/off/again { cello_session required; proxy_pass http://127.0.0.1:UPSTREAM; }
            }
        }
        location /cookie { cello_session_cookie inner; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /secret { cello_session_secret_file other; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /accepts { cello_session_accepted_secret_file old other; proxy_pass http://127.0.0.1:UPSTREAM;
            location /accepts/inner { proxy_pass http://127.0.0.1:UPSTREAM; }
            location /accepts/secret { cello_session_secret_file other; proxy_pass http://127.0.0.1:UPSTREAM; }
            location /accepts/fewer { cello_session_accepted_secret_file old; proxy_pass http://127.0.0.1:UPSTREAM; }
        }
        location /accepts_in_two_lines {
            cello_session_accepted_secret_file old;
            cello_session_accepted_secret_file other;
            proxy_pass http://127.0.0.1:UPSTREAM;
        }
        location /shorter { cello_session_max_age 1h; proxy_pass http://127.0.0.1:UPSTREAM; }
        location /if { if ($request_method = PUT) { return 405; } proxy_pass http://127.0.0.1:UPSTREAM; }
        location /except {
            limit_except GET HEAD { cello_session required; }
            proxy_pass http://127.0.0.1:UPSTREAM;
        }
        location /except_free {
            cello_session required;
            limit_except POST { cello_session off; }
            proxy_pass http://127.0.0.1:UPSTREAM;
        }
        location /except_role {
            limit_except GET { cello_session required; cello_session_require $cello_session_value_role; }
            proxy_pass http://127.0.0.1:UPSTREAM;
        }
    }
    server {
        listen 127.0.0.1:PORT2;
        cello_session off;
        proxy_set_header X-Status $cello_session_status;
        location / { proxy_pass http://127.0.0.1:UPSTREAM; }
        location /on { cello_session on; cello_session_cookie second; proxy_pass http://127.0.0.1:UPSTREAM; }
    }"""


def run(stage):
    report = stage.report
    outer = mint.cookie(cookie_name="outer")
    inner = mint.cookie(cookie_name="inner")
    old = mint.cookie(cookie_name="outer", secret=mint.OLD_SECRET)
    other = mint.cookie(cookie_name="outer", secret=mint.OTHER_SECRET)
    aged = mint.cookie(cookie_name="outer", at=int(time.time()) - 3700)
    cases = [
        ("/from_http", outer, 200, "ok"),
        ("/from_http", inner, 200, "missing"),
        ("/from_http", old, 200, "rejected"),
        ("/required", outer, 200, "ok"),
        ("/required", None, 401, None),
        ("/required/inner", None, 401, None),
        ("/required/inner", outer, 200, "ok"),
        ("/required/off", None, 200, None),
        ("/required/off/again", None, 401, None),
        ("/required/off/again", outer, 200, "ok"),
        ("/cookie", inner, 200, "ok"),
        ("/cookie", outer, 200, "missing"),
        ("/secret", other, 200, "ok"),
        ("/secret", outer, 200, "rejected"),
        ("/accepts", outer, 200, "ok"),
        ("/accepts", old, 200, "ok"),
        ("/accepts", other, 200, "ok"),
        ("/accepts/inner", old, 200, "ok"),
        ("/accepts/secret", other, 200, "ok"),
        ("/accepts/secret", old, 200, "rejected"),
        ("/accepts/fewer", old, 200, "ok"),
        ("/accepts/fewer", other, 200, "rejected"),
        ("/accepts_in_two_lines", old, 200, "ok"),
        ("/accepts_in_two_lines", other, 200, "ok"),
        ("/shorter", outer, 200, "ok"),
        ("/shorter", aged, 200, "expired"),
        ("/from_http", aged, 200, "ok"),
        ("/if", outer, 200, "ok"),
    ]
    with stage.nginx("inheritance", http(), level="debug") as server:
        for place, cookie, status, told in cases:
            name = (cookie or "no cookie").partition("=")[0]
            answer = client.ask(server.port, place, cookie)
            report.equal(f"inheritance: {place} with {name}, {told}", answer.status, status)
            if status == 200:
                report.equal(
                    f"inheritance: {place} with {name}: its status", answer.upstream("X-Status"), told
                )
        methods(report, server, outer)
        answer = client.ask(server.port2, "/", outer)
        report.equal("inheritance: a server says off", answer.upstream("X-Status"), None)
        answer = client.ask(server.port2, "/on", mint.cookie(cookie_name="second"))
        report.equal("inheritance: a location there says on", answer.upstream("X-Status"), "ok")


def methods(report, server, outer):
    """`limit_except` is a level of its own: it applies to the methods that it does not name."""
    staff = mint.cookie({"role": "staff"}, cookie_name="outer")
    cases = [
        ("/except", "GET", None, 200),
        ("/except", "HEAD", None, 200),
        ("/except", "POST", None, 401),
        ("/except", "DELETE", None, 401),
        ("/except", "POST", outer, 200),
        ("/except_free", "POST", None, 401),
        ("/except_free", "POST", outer, 200),
        ("/except_free", "GET", None, 200),
        ("/except_role", "GET", None, 200),
        ("/except_role", "POST", None, 401),
        ("/except_role", "POST", outer, 403),
        ("/except_role", "POST", staff, 200),
    ]
    for place, method, cookie, wanted in cases:
        answer = client.ask(server.port, place, cookie, method=method)
        who = "nobody" if cookie is None else "staff" if cookie is staff else "a user"
        report.equal(f"limit_except: {method} {place} by {who}", answer.status, wanted)
