"""The shared vectors, as cookies of requests to nginx, with the clock of each case.

The tokens of the vectors are of fixed times, so nginx gets its time of day from clock.c, set before each request. Signing
them anew for today would need the code under test, and lose the very bytes that the vectors are there for.
"""

import json

import client
import mint

PATH = mint.ROOT / "tests" / "vectors" / "v1.json"
# What a header field cannot hold: nginx ends the field, or the request, there.
NO_FIELD = {
    "base64-newline",
    "base64-nul",
    "base64-trailing-newline",
    "base64-trailing-nul",
    "header-nul-after-name",
    "header-value-newline-behind",
}
COUNTS = {"accept": 100, "must_fail": 308, "cookie_header": 65, "set_cookie": 36, "configuration": 123}


def load():
    return json.loads(PATH.read_text(encoding="utf-8"))


def quoted(text):
    """An argument of nginx.conf."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def directives(config, secrets):
    """A config of the vectors in nginx's words; `secrets` takes the files that it needs."""

    def file(secret):
        return secrets.setdefault(secret, f"vector_{len(secrets)}")

    lines = [f"cello_session_secret_file {file(config['signing_secret'])};"]
    if config["accepted_secrets"]:
        lines.append(
            f"cello_session_accepted_secret_file {' '.join(file(one) for one in config['accepted_secrets'])};"
        )
    lines.append(f"cello_session_cookie {quoted(config['cookie_name'])};")
    lines.append(f"cello_session_path {quoted(config['path'])};")
    if config["domain"] is not None:
        lines.append(f"cello_session_domain {quoted(config['domain'])};")
    lines.append(f"cello_session_max_age {config['max_age_s']};")
    for name in ("longest_max_age", "absolute_max_age"):
        if config[f"{name}_s"]:
            lines.append(f"cello_session_{name} {config[f'{name}_s']};")
    lines += [
        f"cello_session_{name} {'on' if config[name] else 'off'};"
        for name in ("http_only", "secure", "partitioned", "persistent")
    ]
    lines.append(f"cello_session_same_site {config['same_site']};")
    return "\n            ".join(lines)


def http(suite):
    """A location for each config, named by its number; and the files of the secrets."""
    secrets, numbers, keys = {}, {}, {}
    for case in suite["accept"] + suite["must_fail"] + suite["cookie_header"] + suite["set_cookie"]:
        numbers.setdefault(json.dumps(case["config"]), len(numbers))
    for case in suite["accept"]:
        for entry in case["expect"]["entries"]:
            keys.setdefault(entry["key"], f"v{len(keys)}")
    locations = ""
    for config, number in numbers.items():
        locations += f"""
        location /{number} {{
            {directives(json.loads(config), secrets)}
            cello_session required;
            cello_session_renew on;
            try_files /index.html =404;
            add_header X-Session "$cello_session_id $cello_session_issued $cello_session_expires";
            location /{number}/status {{ cello_session on; return 200 "$cello_session_status"; }}"""
        # One location for each key, because all of them together are more than one line may hold.
        locations += "".join(
            f"""
            location /{number}/{name}/ {{ cello_session on; return 200 "${name}"; }}"""
            for name in (keys.values() if number in used(suite, numbers) else ())
        )
        locations += "\n        }"
    variables = "".join(
        f"    cello_session_variable ${name} {quoted(key)};\n" for key, name in keys.items() if writable(key)
    )
    for key, name in keys.items():
        if not writable(key):
            locations = locations.replace(f'return 200 "${name}";', "return 204;")
    text = f"""
    variables_hash_max_size 4096;
    large_client_header_buffers 8 128k;
{variables}
    server {{
        listen 127.0.0.1:PORT;
{locations}
    }}"""
    return text, {name: bytes.fromhex(secret) + b"\n" for secret, name in secrets.items()}, numbers, keys


def used(suite, numbers):
    return {numbers[json.dumps(case["config"])] for case in suite["accept"]}


def writable(key):
    """Whether nginx.conf can have this key: a NUL in it ends a parameter."""
    return "\0" not in key


def raw(case, name):
    return bytes.fromhex(case[f"{name}_hex"]) if f"{name}_hex" in case else case[name].encode("utf-8")


def run(stage):
    report, suite = stage.report, load()
    for family, count in COUNTS.items():
        report.equal(f"vectors: cases of {family}", len(suite[family]), count)
    text, files, numbers, keys = http(suite)
    with stage.nginx("vectors", text, files=files) as server:

        def ask(case, cookie, place=""):
            server.set_time(case["now"])
            return client.ask(server.port, f"/{numbers[json.dumps(case['config'])]}/{place}", cookie)

        for case in suite["accept"]:
            accept(report, ask, case, keys)
        for family, part in (("must_fail", "token"), ("cookie_header", "cookie_header")):
            made = [case for case in suite[family] if case["name"] not in NO_FIELD]
            left_out = len(suite[family]) - len(made)
            report.equal(
                f"vectors: cases of {family} that no field can hold",
                left_out,
                {"must_fail": 4, "cookie_header": 2}[family],
            )
            for case in made:
                cookie = raw(case, part)
                if part == "token":
                    cookie = case["config"]["cookie_name"].encode("ascii") + b"=" + cookie
                answer, told = ask(case, cookie), ask(case, cookie, "status").text()
                wanted = 200 if case["status"] == "ok" and case["expect"]["entries"] else 401
                report.equal(f"vector {case['name']}", (answer.status, told), (wanted, case["status"]))
                if case["status"] == "ok":
                    report.equal(
                        f"vector {case['name']}: which session",
                        seen(answer),
                        expected(case) if wanted == 200 else None,
                    )
        lines(report, ask, suite["set_cookie"])


def expected(case):
    expect = case["expect"]
    return f"{expect['id']} {expect['issued_at']} {expect['ends_at']}"


def seen(answer):
    return answer.one("X-Session")


def accept(report, ask, case, keys):
    """Status, id, times, whether it is renewed, and each entry."""
    expect, name = case["expect"], case["name"]
    cookie = f"{case['config']['cookie_name']}={case['token']}"
    answer = ask(case, cookie)
    if not expect["entries"]:
        report.equal(
            f"vector {name}: an empty session is refused",
            (answer.status, ask(case, cookie, "status").text()),
            (401, "ok"),
        )
        return
    found = (answer.status, seen(answer), answer.one("Set-Cookie") is not None)
    report.equal(f"vector {name}", found, (200, expected(case), expect["renewal_due"]))
    wrong = []
    for entry in expect["entries"]:
        if writable(entry["key"]):
            read = ask(case, cookie, f"{keys[entry['key']]}/").body
            if read != reads_as(entry):
                wrong.append((entry, read))
    report.check(f"vector {name}: its {len(expect['entries'])} entries", not wrong, wrong[:3])


def reads_as(entry):
    kind, value = entry["kind"], entry["value"]
    text = {"bool": lambda: "1" if value else "0", "null": lambda: ""}.get(kind, lambda: value)()
    if kind in ("text", "json") and any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in text):
        return b""
    return text.encode("utf-8")


def lines(report, ask, cases):
    """The cases of set_cookie: their attributes, in the line of a renewal by nginx."""
    renewed = 0
    for case in cases:
        if case["deletion"] or not case["session"]["entries"]:
            continue
        token = case["line"].split(";")[0]
        signer = mint.library.Signer(mint.LIB, case["config"])
        session = signer.verify(token.partition("=")[2], case["now"])
        ends = signer.found(session, case["now"])["ends_at"]
        later = {"now": case["now"] + (ends - case["now"]) * 3 // 4, "config": case["config"]}
        due = signer.found(session, later["now"])["renewal_due"]
        answer = ask(later, token)
        wanted = mint.cookie_line(signer, session, later["now"]) if due else None
        report.equal(
            f"vector {case['name']}: the line of its renewal",
            (answer.status, answer.one("Set-Cookie")),
            (200, wanted),
        )
        renewed += due
    report.check("vectors: most lines were written once more", renewed >= 20, f"{renewed} lines")
