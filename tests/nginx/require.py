"""Role checks: `cello_session_require` with a map, its errors, and what a refused visitor gets."""

import client
import mint

GET_OF_A_BROWSER = [("Accept", "text/html,*/*;q=0.8"), ("Sec-Fetch-Mode", "navigate")]


def http():
    return """
    map $cello_session_value_role $is_admin { default 0; admin 1; }
    map $cello_session_value_role $is_staff { default ""; admin 1; editor 1; }
    map $cello_session_status $half { default 00; }
    cello_session_secret_file secret;
    cello_session required;
    cello_session_login_url /login;
    server {
        listen 127.0.0.1:PORT;
        location /admin { cello_session_require $is_admin; }
        location /staff { cello_session_require $is_staff; }
        location /both { cello_session_require $is_staff $is_admin; }
        location /two_lines {
            cello_session_require $is_staff error=404;
            cello_session_require $is_admin error=401;
        }
        location /hidden { cello_session_require $is_admin error=404; }
        location /again { cello_session_require $is_admin error=401; }
        location /value { cello_session_require $cello_session_value_flag; }
        location /mixed { cello_session_require "x$is_admin"; }
        location /zeros { cello_session_require $half; }
        location /on { cello_session on; cello_session_require $cello_session_value_role; }
        location /off { cello_session off; cello_session_require $is_admin; }
        location /inherits {
            cello_session_require $is_admin;
            location /inherits/deeper { }
            location /inherits/other { cello_session_require $is_staff; }
            location /inherits/free { cello_session_require $cello_session_id; }
        }
    }"""


# Location, the session's entries (None: no cookie), the answer.
CASES = [
    ("/admin", {"role": "admin"}, 200),
    ("/admin", {"role": "editor"}, 403),
    ("/admin", {"user_id": "x"}, 403),
    ("/admin", None, 401),
    ("/admin", {}, 401),
    ("/staff", {"role": "editor"}, 200),
    ("/staff", {"role": "guest"}, 403),
    ("/both", {"role": "admin"}, 200),
    ("/both", {"role": "editor"}, 403),
    ("/two_lines", {"role": "admin"}, 200),
    ("/two_lines", {"role": "editor"}, 401),
    ("/two_lines", {"role": "guest"}, 404),
    ("/hidden", {"role": "editor"}, 404),
    ("/hidden", None, 401),
    ("/again", {"role": "editor"}, 401),
    ("/value", {"flag": "yes"}, 200),
    ("/value", {"flag": "0"}, 403),
    ("/value", {"flag": ""}, 403),
    ("/value", {"flag": "00"}, 200),
    ("/value", {"flag": " "}, 403),
    ("/value", {"flag": " " * 40}, 403),
    ("/value", {"flag": " 0 "}, 403),
    ("/value", {"flag": " yes "}, 200),
    ("/value", {"flag": "\u00a0"}, 200),
    ("/value", {"flag": ("bool", True)}, 200),
    ("/value", {"flag": ("bool", False)}, 403),
    ("/value", {"flag": ("null", None), "more": "1"}, 403),
    ("/value", {"flag": ("int", "0")}, 403),
    ("/value", {"flag": ("int", "-1")}, 200),
    ("/value", {"flag": "yes\r\n"}, 403),
    ("/mixed", {"role": "guest"}, 200),
    ("/zeros", {"role": "guest"}, 200),
    ("/on", {"role": "guest"}, 200),
    ("/on", {"user_id": "x"}, 403),
    ("/on", None, 403),
    ("/off", {"role": "guest"}, 200),
    ("/inherits", {"role": "editor"}, 403),
    ("/inherits/deeper", {"role": "editor"}, 403),
    ("/inherits/deeper", {"role": "admin"}, 200),
    ("/inherits/other", {"role": "editor"}, 200),
    ("/inherits/free", {"role": "guest"}, 200),
]


def run(stage):
    report = stage.report
    with stage.nginx("require", http(), level="debug") as server:
        for folder in sorted({place for place, _, _ in CASES}, key=len):
            path = server.folder / "html" / folder.lstrip("/")
            path.mkdir(exist_ok=True)
            (path / "page").write_text("granted")
        for place, values, wanted in CASES:
            cookie = None if values is None else mint.cookie(values)
            answer = client.ask(server.port, f"{place}/page", cookie)
            report.equal(f"require: {place} with {values}", answer.status, wanted)
            if wanted == 200:
                report.equal(f"require: {place} with {values} serves the page", answer.text(), "granted")
        guest = mint.cookie({"role": "guest"})
        answer = client.ask(server.port, "/again/page", guest, fields=GET_OF_A_BROWSER)
        report.equal("require: error=401 sends a browser to the login page", answer.status, 302)
        answer = client.ask(server.port, "/admin/page", guest, fields=GET_OF_A_BROWSER)
        report.equal("require: error=403 does not", answer.status, 403)
