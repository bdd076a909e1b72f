"""Each mistake in a configuration: `nginx -t` fails, names file and line, and says what to do; and each thing that is fine."""

import re

import mint
from server import Nginx

SHORT, LONG = "secret_short", "secret_long"
ONE = "cello_session_secret_file secret;"
SERVER = "server {{ listen 127.0.0.1:PORT; {inside} location / {{ {location}\n }} }}"

# Name, what stands in http, in the location, the text that has to come. MARK stands behind the line that is to be named.
MISTAKES = [
    ("an unknown mode", ONE, "cello_session maybe; #MARK", '"cello_session" is "maybe": use "off", "on" or "required"'),
    ("no mode", ONE, "cello_session; #MARK", "invalid number of arguments"),
    ("two modes", ONE, "cello_session on required; #MARK", "invalid number of arguments"),
    ("the mode twice", ONE, "cello_session on;\ncello_session on; #MARK", '"cello_session" directive is duplicate'),
    ("no secret", "", "cello_session on; #MARK", '"cello_session" needs a secret: set "cello_session_secret_file" here or above'),
    ("no secret above", "cello_session required; #MARK", "", '"cello_session" needs a secret'),
    ("accepted only", "cello_session_accepted_secret_file old;", "cello_session on; #MARK", '"cello_session" needs a secret'),
    ("no such file", "", "cello_session_secret_file nothing; #MARK", 'nothing" failed (2: No such file or directory)'),
    ("a folder", "", "cello_session_secret_file html; #MARK", "is no regular file"),
    ("a short secret", "", "cello_session_secret_file secret_short; #MARK", "has 31 bytes"),
    ("an empty file", "", "cello_session_secret_file secret_empty; #MARK", "has 0 bytes"),
    ("one newline", "", "cello_session_secret_file secret_newline; #MARK", "has 0 bytes"),
    ("31 bytes and newline", "", "cello_session_secret_file secret_31_newline; #MARK", "has 31 bytes"),
    ("31 bytes, CR and newline", "", "cello_session_secret_file secret_31_crlf; #MARK", "has 31 bytes"),
    ("a long secret", "", "cello_session_secret_file secret_long; #MARK", "more than 10"),
    ("a longer one", "", "cello_session_secret_file secret_longer; #MARK", "more than 10"),
    ("the file twice", "", "cello_session_secret_file secret;\ncello_session_secret_file old; #MARK", "directive is duplicate"),
    ("two files", "", "cello_session_secret_file secret old; #MARK", "invalid number of arguments"),
    ("no accepted file", ONE, "cello_session_accepted_secret_file; #MARK", "invalid number of arguments"),
    ("an accepted one missing", ONE, "cello_session_accepted_secret_file old nothing; #MARK", "(2: No such file or directory)"),
    ("an accepted one too short", ONE, "cello_session_accepted_secret_file secret_short; #MARK", "has 31 bytes"),
    ("accepted is signing", ONE, "cello_session on; cello_session_accepted_secret_file secret; #MARK", "same"),
    ("accepted twice", ONE, "cello_session on; cello_session_accepted_secret_file old old; #MARK", "same"),
    ("eight accepted", ONE, "cello_session on; cello_session_accepted_secret_file a1 a2 a3 a4 a5 a6 a7 a8; #MARK", "7"),
    ("a cookie name", ONE, 'cello_session_cookie "a b"; #MARK', "the cookie name must be 1 to 64 characters"),
    ("an empty cookie name", ONE, 'cello_session_cookie ""; #MARK', '"cello_session_cookie" has an empty value'),
    ("the name twice", ONE, "cello_session_cookie a;\ncello_session_cookie b; #MARK", "directive is duplicate"),
    ("a path", ONE, "cello_session on; cello_session_path app; #MARK", "the cookie path must begin with /"),
    ("a path with a semicolon", ONE, 'cello_session on; cello_session_path "/a;b"; #MARK', "path"),
    ("a domain", ONE, "cello_session on; cello_session_domain a..b; #MARK", "host name"),
    ("no time", ONE, "cello_session_max_age soon; #MARK", '"cello_session_max_age" is "soon": write seconds, or a time like'),
    ("a negative time", ONE, "cello_session_max_age -1; #MARK", "write seconds, or a time like"),
    ("milliseconds", ONE, "cello_session_max_age 500ms; #MARK", "write seconds, or a time like"),
    ("age 0", ONE, "cello_session on; cello_session_max_age 0; #MARK", "max_age"),
    ("age of 401 days", ONE, "cello_session on; cello_session_max_age 401d; #MARK", "400 days"),
    ("longest below max", ONE, "cello_session on; cello_session_longest_max_age 1h; #MARK", "longest_max_age"),
    ("longest no time", ONE, "cello_session_longest_max_age x; #MARK", '"cello_session_longest_max_age" is "x": write seconds'),
    ("absolute below max", ONE, "cello_session on; cello_session_absolute_max_age 1h; #MARK", "absolute_max_age"),
    ("absolute no time", ONE, "cello_session_absolute_max_age x; #MARK", '"cello_session_absolute_max_age" is "x": write seconds'),
    ("an unknown same_site", ONE, "cello_session_same_site x; #MARK", '"x": use "lax", "strict" or "none"'),
    ("none without secure", ONE, "cello_session on; cello_session_secure off; cello_session_same_site none; #MARK", "Secure"),
    ("partitioned without secure", ONE, "cello_session on; cello_session_secure off; cello_session_partitioned on; #MARK", "Secure"),
    ("__Host- with a domain", ONE, "cello_session on; cello_session_domain a.example; cello_session_cookie __Host-s; #MARK", "__Host-"),
    ("__Host- with a path", ONE, "cello_session on; cello_session_path /a; cello_session_cookie __Host-s; #MARK", "__Host-"),
    ("__Secure- without secure", ONE, "cello_session on; cello_session_secure off; cello_session_cookie __Secure-s; #MARK", "__Secure-"),
    ("a login URL", ONE, "cello_session_login_url login; #MARK", "use a path of this site, like /login, or a URL"),
    ("another scheme", ONE, "cello_session_login_url javascript:alert(1); #MARK", "use a path of this site"),
    ("a scheme-relative URL", ONE, "cello_session_login_url //evil.example/; #MARK", "use a path of this site"),
    ("a login URL with a variable", ONE, "cello_session_login_url /login?h=$host; #MARK", "may have no variables"),
    ("a login URL with a blank", ONE, 'cello_session_login_url "/log in"; #MARK', "it may have no variables, no fragment, and only characters that a URI may have"),
    ("a login URL with a line end", ONE, 'cello_session_login_url "/log\\r\\nin"; #MARK', "it may have no variables, no fragment, and only characters that a URI may have"),
    ("a login URL with a fragment", ONE, 'cello_session_login_url "/login#top"; #MARK', "fragment"),
    ("a login URL beyond ASCII", ONE, "cello_session_login_url /schl\u00fcssel; #MARK", "only characters that a URI may have"),
    ("a parameter name", ONE, 'cello_session_login_url /login "parameter=a&b"; #MARK', 'has the parameter name "a&b"'),
    ("an empty parameter name", ONE, "cello_session_login_url /login parameter=; #MARK", 'has the parameter name ""'),
    ("an unknown option", ONE, "cello_session_login_url /login param=a; #MARK", "cello_session_login_url"),
    ("login_url twice", ONE, "cello_session_login_url /a;\ncello_session_login_url /b; #MARK", "directive is duplicate"),
    ("require a plain text", ONE, "cello_session on; cello_session_require admin; #MARK", '"admin" has no variable and would always pass'),
    ("require nothing", ONE, "cello_session on; cello_session_require error=403; #MARK", '"cello_session_require" needs a value'),
    ("require with error=500", ONE, "cello_session on; cello_session_require $uri error=500; #MARK", "use error=401, error=403 or error=404"),
    ("require with error=x", ONE, "cello_session on; cello_session_require $uri error=x; #MARK", "use error=401, error=403 or error=404"),
    ("require without a session", ONE, "cello_session_require $uri; #MARK", "has no effect without a session"),
    ("require an unknown variable", ONE, "cello_session on; cello_session_require $never_defined; #MARK", 'unknown "never_defined" variable'),
    ("a variable without $", "cello_session_variable name key; #MARK", "", '"cello_session_variable" is "name": a variable begins with "$"'),
    ("a variable without a name", "cello_session_variable $ key; #MARK", "", "cello_session_variable"),
    ("a variable without a key", "cello_session_variable $a; #MARK", "", "invalid number of arguments"),
    ("an empty key", 'cello_session_variable $a ""; #MARK', "", '"cello_session_variable": '),
    ("a key of 129 bytes", f"cello_session_variable $a {'k' * 129}; #MARK", "", '"cello_session_variable": '),
    ("a key that is no UTF-8", "cello_session_variable $a \udcff; #MARK", "", '"cello_session_variable": '),
    ("a variable in a location", ONE, "cello_session_variable $a b; #MARK", "is not allowed here"),
    ("an unknown directive", ONE, "cello_session_name a; #MARK", "unknown directive"),
    ("renew maybe", ONE, "cello_session_renew maybe; #MARK", 'it must be "on" or "off"'),
]  # fmt: skip
FLAGS = ("http_only", "secure", "partitioned", "persistent", "renew")
FINE = [
    ("all directives", ONE, """cello_session required; cello_session_accepted_secret_file old other;
        cello_session_cookie __Host-s; cello_session_max_age 30m; cello_session_longest_max_age 30d; cello_session_absolute_max_age 90d;
        cello_session_path /; cello_session_domain off; cello_session_http_only off; cello_session_secure on; cello_session_same_site none;
        cello_session_partitioned on; cello_session_persistent off; cello_session_login_url https://id.example/in?x=1 parameter=to;
        cello_session_require $cello_session_value_role error=404; cello_session_renew on;"""),
    ("off again", f"{ONE} cello_session on; cello_session_login_url /l; cello_session_require $uri;",
     "cello_session off; cello_session_login_url off; cello_session_require off; cello_session_absolute_max_age off;"),
    ("a secret of 32 bytes", "cello_session_secret_file secret_32;", "cello_session on;"),
    ("a secret of 1024 bytes and a newline", "cello_session_secret_file secret_1024;", "cello_session on;"),
    ("seven accepted", ONE, "cello_session on; cello_session_accepted_secret_file a1 a2 a3 a4 a5 a6 a7;"),
    ("nothing", "", ""),
    ("an absolute path", "cello_session_secret_file FOLDER/secret;", "cello_session on;"),
    ("times of all units", ONE, "cello_session on; cello_session_max_age 1w2d3h4m5s; cello_session_longest_max_age 34560000;"),
    ("400 days", ONE, "cello_session on; cello_session_max_age 400d;"),
    ("a key of 128 bytes", f"cello_session_variable $a {'k' * 128};", ""),
]  # fmt: skip


def files():
    accepted = {f"a{number}": mint.new_secret() + b"\n" for number in range(1, 9)}
    return accepted | {
        "secret": mint.SECRET + b"\n",
        "old": mint.OLD_SECRET + b"\n",
        "other": mint.OTHER_SECRET,
        "secret_short": b"s" * 31,
        "secret_31_newline": b"s" * 31 + b"\n",
        "secret_31_crlf": b"s" * 31 + b"\r\n",
        "secret_empty": b"",
        "secret_newline": b"\n",
        "secret_long": b"l" * 1025,
        "secret_longer": b"l" * 100_000,
        "secret_32": b"t" * 32,
        "secret_1024": b"t" * 1024 + b"\n",
    }


def run(stage):
    server = Nginx(stage.flavour, "", files=files())
    try:
        for name, http, location, wanted in MISTAKES:
            refused(stage.report, server, name, http, location, wanted)
        for flag in FLAGS:
            wanted = f'invalid value "1" in "cello_session_{flag}" directive, it must be "on" or "off"'
            refused(stage.report, server, f"a flag, {flag}", ONE, f"cello_session_{flag} 1; #MARK", wanted)
        for name, http, location in FINE:
            code, said = tested(server, http, location)
            stage.report.check(f"fine: {name}", code == 0 and "[warn]" not in warnings(said), said)
        readable(stage.report, server)
    finally:
        server.end()


def tested(server, http, location):
    server.configure(f"{http}\n{SERVER.format(inside='', location=location)}")
    code, said = server.tested()
    return code, said.replace(str(server.folder), "FOLDER")


def refused(report, server, name, http, location, wanted):
    code, said = tested(server, http, location)
    line = next((number for number, text in enumerate(server.text.splitlines(), 1) if "#MARK" in text), None)
    place = re.search(r" in FOLDER/nginx\.conf:(\d+)", said)
    emerg = re.search(r"\[emerg\] .*", said)
    fine = (
        code != 0
        and wanted in said
        and emerg
        and (place is None) == (wanted.startswith('unknown "never'))
        and len(re.findall(r"\[emerg\]", said)) == 1
    )
    at = int(place.group(1)) if place else line
    report.check(
        f"mistake: {name}: refused, and says what to do", fine, f"code {code}, wanted {wanted!r}: {said}"
    )
    report.check(f"mistake: {name}: the line is named", at == line, f"line {at} instead of {line}: {said}")
    told = [piece for piece in mint.CONFIDENTIAL if piece in said]
    report.check(
        f"mistake: {name}: no secret is told",
        not told and "ssssss" not in said and "llllll" not in said,
        said,
    )


def readable(report, server):
    """A secret file that others may read or write gets a warning, and is used all the same."""
    read, changed = "read", "changed"
    for mode, word in [
        (0o600, ""),
        (0o640, ""),
        (0o400, ""),
        (0o644, read),
        (0o604, read),
        (0o602, changed),
        (0o666, changed),
    ]:
        (server.folder / "secret").chmod(mode)
        code, said = tested(server, "cello_session_secret_file secret;", "cello_session on;")
        count = len(
            re.findall(
                rf'\[warn\] .*FOLDER/secret" can be {word or "[a-z]+"} by every user of this host: chmod o-rwx it',
                said,
            )
        )
        report.equal(f"warning: a secret file of mode {mode:o}", (code, count), (0, 1 if word else 0))
    (server.folder / "secret").chmod(0o600)
    (server.folder / "old").chmod(0o644)
    code, said = tested(server, ONE, "cello_session on; cello_session_accepted_secret_file old;")
    report.equal(
        "warning: an accepted secret file", (code, len(re.findall("FOLDER/old. can be read", said))), (0, 1)
    )


def warnings(said):
    return "\n".join(line for line in said.splitlines() if "cello" in line)
