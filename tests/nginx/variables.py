"""Each variable with each kind of value, keys that are no variable names, and values that must not become fields."""

import secrets
import time

import client
import mint

# Kind and value as in the vectors; what the variable reads as.
KINDS = [
    ("text", "alice", "alice"),
    ("text", "caf\u00e9 \u20ac \U0001f600", "caf\u00e9 \u20ac \U0001f600"),
    ("text", "", ""),
    ("text", "0", "0"),
    ("text", ' ";\\,=$user_id', '";\\,=$user_id'),
    ("int", "0", "0"),
    ("int", "-1", "-1"),
    ("int", "9223372036854775807", "9223372036854775807"),
    ("int", "-9223372036854775808", "-9223372036854775808"),
    ("bool", True, "1"),
    ("bool", False, "0"),
    ("null", None, ""),
    ("bytes", "00ff7f0d0a", "00ff7f0d0a"),
    ("bytes", "", ""),
    ("json", "[1,2.5]", "[1,2.5]"),
    ("json", '{"a":"\\r\\n"}', '{"a":"\\r\\n"}'),
    ("json", "1.5", "1.5"),
]
# Keys that can only be had through cello_session_variable, as nginx.conf writes them.
ODD_KEYS = {
    "capital": ("User_ID", "User_ID"),
    "dashed": ("user-id", "user-id"),
    "spaced": ("a key", '"a key"'),
    "umlaut": ("schl\u00fcssel", "schl\u00fcssel"),
    "quoted": ('a"b\\c', '"a\\"b\\\\c"'),
    "dollar": ("$user_id", "$user_id"),
    "longest": ("k" * 128, "k" * 128),
    "plain": ("plain", "plain"),
}
# Characters that no field may have. Each is tried at the front, within, and at the end.
CONTROLS = [chr(number) for number in (*range(0x20), 0x7F, 0x80, 0x85, 0x9F)]


def http():
    odd = "".join(
        f"    cello_session_variable $odd_{name} {written};\n" for name, (_, written) in ODD_KEYS.items()
    )
    sent = "".join(f"            proxy_set_header X-Odd-{name} $odd_{name};\n" for name in ODD_KEYS)
    return f"""
    log_format sessions '$cello_session_status|$cello_session_id';
    cello_session_secret_file secret;
    cello_session on;
{odd}
    server {{
        listen 127.0.0.1:PORT;
        location / {{
            proxy_pass http://127.0.0.1:UPSTREAM;
            proxy_set_header X-Id $cello_session_id;
            proxy_set_header X-Issued $cello_session_issued;
            proxy_set_header X-Expires $cello_session_expires;
            proxy_set_header X-V $cello_session_value_v;
            proxy_set_header X-Capital $cello_session_value_V;
{sent}
        }}
        location /answer {{
            add_header X-V "<$cello_session_value_v>" always;
            return 200 "$cello_session_value_v";
        }}
        location /logged {{
            access_log FOLDER/sessions.log sessions;
            return 204;
        }}
        location /off {{ cello_session off; access_log FOLDER/sessions.log sessions; return 204; }}
    }}"""


def run(stage):
    with stage.nginx("variables", http(), level="debug") as server:
        kinds(stage.report, server)
        times(stage.report, server)
        odd_keys(stage.report, server)
        controls(stage.report, server)
        logged(stage.report, server)


def kinds(report, server):
    for kind, value, wanted in KINDS:
        answer = client.ask(server.port, "/", mint.cookie({"v": (kind, value)}))
        got = answer.upstream("X-V")
        got = None if got is None else got.encode("latin-1").decode("utf-8")
        report.equal(f"a value of kind {kind}, {value!r}", got, wanted.strip() or None)
        report.equal(
            f"the name is without case, {value!r}", answer.upstream("X-Capital"), answer.upstream("X-V")
        )
        answer = client.ask(server.port, "/answer", mint.cookie({"v": (kind, value)}))
        plain = value if kind == "text" else wanted
        report.equal(f"a value of kind {kind}, {value!r}, in a body", answer.text(), plain)
    long = "x" * 2500
    answer = client.ask(server.port, "/answer", mint.cookie({"v": long}))
    report.equal("a value of 2500 bytes", answer.text(), long)
    answer = client.ask(server.port, "/answer", mint.cookie({"w": "1"}))
    report.equal("a key that the session has not", answer.text(), "")


def times(report, server):
    now, name = int(time.time()), secrets.token_bytes(16)
    answer = client.ask(server.port, "/", mint.cookie({"v": "x"}, at=now - 7, session_id=name))
    report.equal("$cello_session_id", answer.upstream("X-Id"), name.hex())
    report.equal("$cello_session_issued", answer.upstream("X-Issued"), str(now - 7))
    report.equal("$cello_session_expires", answer.upstream("X-Expires"), str(now - 7 + 86400))
    answer = client.ask(server.port, "/", "session_id=nonsense")
    found = [answer.upstream(field) for field in ("X-Id", "X-Issued", "X-Expires", "X-V")]
    report.equal("all of them are empty without a session", found, [None] * 4)


def odd_keys(report, server):
    values = {key: f"value-of-{name}" for name, (key, _) in ODD_KEYS.items()}
    answer = client.ask(server.port, "/", mint.cookie(values))
    for name, (key, _) in ODD_KEYS.items():
        report.equal(
            f"cello_session_variable for {key[:20]!r}", answer.upstream(f"X-Odd-{name}"), f"value-of-{name}"
        )
    answer = client.ask(server.port, "/", mint.cookie({"user_id": "x"}))
    report.equal("... which are empty where the key is not", answer.upstream("X-Odd-capital"), None)


def controls(report, server):
    """What would end a field, or begin another, is sent as a value in each place of it; and so is a key."""
    attack = "\r\nX-Admin: 1\r\n\r\nGET /evil HTTP/1.1\r\n\r\n"
    tried = [text for char in CONTROLS for text in (char, f"{char}tail", f"head{char}tail", f"head{char}")]
    before = server.log().count("has control characters and reads as empty")
    reached = []
    for text in [attack, f"alice{attack}", *tried]:
        answer = client.ask(server.port, "/", mint.cookie({"v": text, attack: text, "plain": text}))
        if answer.upstream("X-V") is not None or answer.upstream("X-Odd-plain") is not None:
            reached.append(text)
        if answer.upstream("X-Admin") is not None:
            reached.append(text)
        answer = client.ask(server.port, "/answer", mint.cookie({"v": text}))
        if answer.one("X-V") != "<>" or answer.body or answer.one("X-Admin"):
            reached.append(text)
    report.check(
        f"no control character of {len(tried) + 2} values reaches a field", not reached, repr(reached[:5])
    )
    told = server.log().count("has control characters and reads as empty") - before
    # Three variables read it, one of them twice.
    report.check(
        "each of them is logged", told >= 3 * (len(tried) + 2), f"{told} lines for {len(tried) + 2} values"
    )
    json = '{"a":"\x7f"}'
    answer = client.ask(server.port, "/answer", mint.cookie({"v": ("json", json)}))
    report.equal("JSON with a DEL reads as empty", answer.text(), "")
    fine = "a\u00a0b\u2028c~"
    answer = client.ask(server.port, "/answer", mint.cookie({"v": fine}))
    report.equal("what is no control character passes", answer.text(), fine)


def logged(report, server):
    name = secrets.token_bytes(16)
    client.ask(server.port, "/logged", mint.cookie(session_id=name))
    client.ask(server.port, "/logged")
    client.ask(server.port, "/off", mint.cookie())
    report.equal(
        "variables in an access log",
        server.read("sessions.log").splitlines(),
        [f"ok|{name.hex()}", "missing|-", "-|-"],
    )
