"""Where a browser is sent to log in: who is, the original URI in one parameter, and nothing that leads elsewhere."""

import string
import urllib.parse

import client
import mint

HTML = ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
NAVIGATES = [HTML, ("Sec-Fetch-Mode", "navigate")]
ESCAPED_LEN_MAX = 2048
UNRESERVED = (string.ascii_letters + string.digits + "-._~").encode("ascii")


def http():
    return """
    cello_session_secret_file secret;
    cello_session required;
    cello_session_login_url /login;
    absolute_redirect off;
    merge_slashes off;
    server {
        listen 127.0.0.1:PORT;
        location / { }
        location /named { cello_session_login_url /login parameter=back-to.1; }
        location /query { cello_session_login_url /login?from=edge; }
        location /elsewhere { cello_session_login_url https://id.example/login; }
        location /elsewhere/query { cello_session_login_url "https://id.example/login?a=b&c=%20"; }
        location /switched_off { cello_session_login_url off; }
        location /absolute { absolute_redirect on; }
        location /spaced { cello_session_login_url "/log%20in?from=edge"; }
        location "/log in" { cello_session_login_url /log%20in; }
        location /moved { rewrite ^ /elsewhere_here last; }
        location /elsewhere_here { cello_session_login_url /moved; }
        location /six { cello_session_login_url "https://[::1]:8443/login"; }
        location /basic {
            satisfy any; auth_basic "a realm"; auth_basic_user_file /dev/null;
            location /basic/off { cello_session_login_url off; }
        }
        location /inside { location /inside/deeper { cello_session_require $cello_session_id; } }
    }"""


def run(stage):
    with stage.nginx("login", http(), level="debug") as server:
        who(stage.report, server)
        where(stage.report, server)
        escaping(stage.report, server)
        nowhere_else(stage.report, server)


def who(report, server):
    """A browser that opens a page is redirected; a script, a form and a program are told 401."""
    cases = [
        ("a browser opens a page", "GET", NAVIGATES, 302),
        ("a browser that sends no Sec-Fetch-Mode", "GET", [HTML], 302),
        ("HEAD", "HEAD", NAVIGATES, 302),
        ("a script fetches", "GET", [HTML, ("Sec-Fetch-Mode", "cors")], 401),
        ("an image", "GET", [("Accept", "image/avif,*/*"), ("Sec-Fetch-Mode", "no-cors")], 401),
        ("curl", "GET", [("Accept", "*/*")], 401),
        ("no Accept", "GET", [], 401),
        ("an API", "GET", [("Accept", "application/json")], 401),
        ("a form", "POST", NAVIGATES, 401),
        ("PUT", "PUT", NAVIGATES, 401),
        ("DELETE", "DELETE", NAVIGATES, 401),
    ]
    for name, method, fields, wanted in cases:
        answer = client.ask(server.port, "/page", method=method, fields=fields)
        report.equal(f"login: {name}", answer.status, wanted)
        report.equal(f"login: {name}: Vary", answer.one("Vary"), "Cookie")
        report.equal(f"login: {name}: Location", answer.one("Location") is not None, wanted == 302)
    for name, cookie in [
        ("a forged", "session_id=x"),
        ("an expired", mint.cookie(at=1700000000)),
        ("an empty", mint.cookie({})),
    ]:
        answer = client.ask(server.port, "/page", cookie, fields=NAVIGATES)
        report.equal(f"login: {name} session is sent to log in", answer.status, 302)
        report.equal(f"login: {name} session is not deleted", answer.one("Set-Cookie"), None)
    answer = client.ask(server.port, "/index.html", mint.cookie(), fields=NAVIGATES)
    report.equal("login: who has a session is not", (answer.status, answer.one("Location")), (200, None))


def where(report, server):
    cases = [
        ("/page", "/login?next=%2Fpage"),
        ("/", "/login?next=%2F"),
        ("/a/b?c=d&e=f", "/login?next=%2Fa%2Fb%3Fc%3Dd%26e%3Df"),
        ("/named/x", "/login?back-to.1=%2Fnamed%2Fx"),
        ("/query/x", "/login?from=edge&next=%2Fquery%2Fx"),
        ("/elsewhere/x", "https://id.example/login?next=%2Felsewhere%2Fx"),
        ("/elsewhere/query/x", "https://id.example/login?a=b&c=%20&next=%2Felsewhere%2Fquery%2Fx"),
        ("/inside/deeper/x", "/login?next=%2Finside%2Fdeeper%2Fx"),
        ("/spaced/x", "/log%20in?from=edge&next=%2Fspaced%2Fx"),
        ("/six/x", "https://[::1]:8443/login?next=%2Fsix%2Fx"),
        ("/basic/x", "/login?next=%2Fbasic%2Fx"),
        ("/absolute/x", "http://app.example/login?next=%2Fabsolute%2Fx"),
    ]
    for uri, wanted in cases:
        found = client.ask(server.port, uri, fields=NAVIGATES).one("Location")
        if uri.startswith("/absolute"):
            found = found and found.replace(f":{server.port}", "")
        report.equal(f"login: from {uri}", found, wanted)
    answer = client.ask(server.port, "/switched_off", fields=NAVIGATES)
    report.equal("login: switched off below", (answer.status, answer.one("Location")), (401, None))
    for uri in (
        "/login",
        "/login?next=%2Fx",
        "/log%69n",
        "/log%20in",
        "/log%20in?next=%2Fx",
        "/moved",
        "/moved?a",
    ):
        answer = client.ask(server.port, uri, fields=NAVIGATES)
        report.equal(f"login: {uri} is not sent to itself", answer.status, 401)
    answer = client.ask(server.port, "/elsewhere_here", fields=NAVIGATES)
    report.equal(
        "login: what a login page is rewritten to is sent there",
        answer.one("Location"),
        "/moved?next=%2Felsewhere_here",
    )
    # An offer to take a password would let the browser ask for one instead of opening the login page.
    answer = client.ask(server.port, "/basic/x", fields=NAVIGATES)
    report.equal("login: a redirect offers no password", answer.one("WWW-Authenticate"), None)
    answer = client.ask(server.port, "/basic/off", fields=NAVIGATES)
    report.equal(
        "login: a 401 beside auth_basic does", answer.one("WWW-Authenticate"), 'Basic realm="a realm"'
    )


def escaping(report, server):
    """Every byte that a request target can have arrives as it was sent, and none of them as itself but the harmless ones."""
    for byte in range(0x21, 0x100):
        if byte == 0x7F:
            continue
        for uri in (b"/p" + bytes([byte]) + b"q", b"/p?x=" + bytes([byte]) + b"q"):
            request = (
                b"GET "
                + uri
                + b" HTTP/1.1\r\nHost: app.example\r\nConnection: close\r\nAccept: text/html\r\n\r\n"
            )
            answer = client.raw_ask(server.port, request)
            if answer.status == 400:
                continue
            target = uri.partition(b"#")[0] if answer.one("Location") and b"#" in uri else uri
            value = (answer.one("Location") or "").partition("next=")[2]
            wanted = {escaped(target), escaped(uri)}
            if value not in wanted:
                report.check(
                    f"login: escapes {uri!r}", False, f"{answer.one('Location')!r}, wanted one of {wanted}"
                )
                return
    report.check("login: every byte of a request target is escaped", True)
    for length in (100, 680, 682, 2040, 2100, 7000):
        for filler in ("a", "/", "%41"):
            uri = "/" + (filler * length)[:length]
            if "%" in uri and uri[-1] == "%":
                uri = uri[:-1]
            answer = client.ask(server.port, uri.rstrip("%4"), fields=NAVIGATES)
            value = escaped(one_slash(uri.rstrip("%4").encode("ascii")))
            wanted = "/login?next=" + value if len(value) <= ESCAPED_LEN_MAX else "/login"
            got = answer.one("Location")
            report.check(
                f"login: a URI of {length} {filler!r}",
                got == wanted,
                f"{str(got)[:80]}... {len(str(got))} characters",
            )


def nowhere_else(report, server):
    """The parameter always names a path of this site, and the Location is always the configured one."""
    attacks = [
        "//evil.example", "///evil.example", "/\\evil.example", "/\\/evil.example", "//\\evil.example/%2f..", "/%5cevil.example",
        "/%2fevil.example", "/%0d%0aSet-Cookie:%20a=b", "/%0d%0a%0d%0a<script>", "/x?next=//evil.example&next=b",
        "/x?a=b&next=https://evil.example", "/%00", "/x%3f", "/.//evil.example", "/..//evil.example/..//",
        "http://evil.example/x", "http://evil.example//evil.example", "/<script>alert(1)</script>", "/'\"><img>",
    ]  # fmt: skip
    for uri in attacks:
        answer = client.ask(server.port, uri, fields=NAVIGATES)
        location = answer.one("Location")
        if answer.status == 400:
            report.check(f"login: {uri}: nginx refuses it", True)
            continue
        fine = answer.status == 302 and location.startswith("/login?next=%2F") and location.isprintable()
        value = urllib.parse.unquote((location or "").partition("next=")[2])
        fine = fine and value.startswith("/") and not value.startswith(("//", "/\\")) and "&" not in location
        report.check(f"login: {uri} leads nowhere else", fine, location)
        report.equal(f"login: {uri} sets no field", answer.one("Set-Cookie"), None)
    answer = client.ask(
        server.port, "/x", fields=[HTML, ("X-Forwarded-Host", "evil.example"), ("Sec-Fetch-Mode", "navigate")]
    )
    report.equal("login: no field of the visitor changes it", answer.one("Location"), "/login?next=%2Fx")


def one_slash(uri):
    return b"/" + uri.lstrip(b"/\\")


def escaped(uri):
    return "".join(chr(byte) if byte in UNRESERVED else f"%{byte:02X}" for byte in uri)
