"""`make demo-nginx` tells its story: each step, and the promised answers; and it leaves no process behind."""

import re
import subprocess

import flavours

TIME_LIMIT_S = 120
# Of each of these there has to be one line, in this order.
STORY = [
    r"the module in front of an application on 127\.0\.0\.1:\d+",
    r"A browser opens the application, without a session",
    r"came back  HTTP/1\.1 302",
    r"Location: .*/login\?next=%2Fapp",
    r"came back  HTTP/1\.1 401",
    r"logs in",
    r"Set-Cookie: session_id=",
    r"reads a protected page",
    r"came back  HTTP/1\.1 200",
    r"forges a cookie",
    r"came back  HTTP/1\.1 401",
    r"seconds later",
    r"came back  HTTP/1\.1 401",
    r"The secret is changed",
    r"came back  HTTP/1\.1 200",
    r"nothing",
    r"Every answer was the promised one\.",
]


def run(report, promised=STORY):
    report.flavour = "demo"
    done = subprocess.run(
        ["make", "--no-print-directory", "demo-nginx"],
        cwd=flavours.ROOT, capture_output=True, timeout=TIME_LIMIT_S, check=False,
    )  # fmt: skip
    said = done.stdout.decode("utf-8", "replace")
    report.check("make demo-nginx ends well", done.returncode == 0, said[-600:] + done.stderr.decode()[-600:])
    rest, missed = said, []
    for pattern in promised:
        found = re.search(pattern, rest)
        if found:
            rest = rest[found.end() :]
        else:
            missed.append(pattern)
    report.check(f"it tells its {len(promised)} lines in order", not missed, missed)
    report.check("no whole token is shown", not re.search(r"[A-Za-z0-9_-]{100}", said), said)
    port = re.search(r"on 127\.0\.0\.1:(\d+)", said)
    left = port and listens(int(port.group(1)))
    report.check("nothing that it started is left", port and not left, said[-300:])


def listens(port):
    table = subprocess.run(
        ["cat", "/proc/net/tcp"], capture_output=True, timeout=10, check=True
    ).stdout.decode()
    return any(
        row.split()[1].endswith(f":{port:04X}") and row.split()[3] == "0A" for row in table.splitlines()[1:]
    )
