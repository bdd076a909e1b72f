"""Where a test meets nginx: starts one, ends it, and afterwards holds its logs against what no log may have."""

import contextlib
import re

import mint
from server import Nginx

# What nginx itself writes at level debug about the requests that it gets and sends. Our lines are none of these.
NGINX_OWN = re.compile(
    r"\[debug\].*(http header: |http proxy header|http script (var|copy|capture)|http2 header|http2 table|"
    r"http2 output header|\*\d+ HTTP/1\.1 \d+)"
)


class Stage:
    """A flavour of nginx, the upstream and the report that a test gets."""

    def __init__(self, flavour, upstream, report):
        self.flavour, self.upstream, self.report = flavour, upstream, report
        report.flavour = flavour.name

    @contextlib.contextmanager
    def nginx(self, subject, http, files=None, accepted_faults="", **named):
        """A running nginx with the secrets in its folder. `accepted_faults` are those that the test means to cause."""
        secrets = {"secret": mint.SECRET + b"\n", "old": mint.OLD_SECRET + b"\n", "other": mint.OTHER_SECRET}
        server = Nginx(self.flavour, http, self.upstream.port, files=secrets | (files or {}), **named)
        try:
            server.start()
            try:
                yield server
            finally:
                self.judge(subject, server, accepted_faults)
        finally:
            server.end()

    def judge(self, subject, server, accepted_faults):
        """Asked for even when a test breaks off, since a worker that ended may be why."""
        faults = server.stop()
        if accepted_faults:
            faults = [line for line in faults if not re.search(accepted_faults, line)]
        self.report.check(f"{subject}: nginx and its workers met no fault", not faults, "\n".join(faults[:5]))
        told = indiscretions(server)
        self.report.check(
            f"{subject}: no log has a secret, a token or a value", not told, "\n".join(told[:3])
        )


def indiscretions(server):
    """The log lines that tell what they must not."""
    found = []
    for name in ("error.log", "access.log", "output"):
        for line in entries(server.read(name)):
            if name == "error.log" and server.level == "debug" and NGINX_OWN.search(line):
                continue
            found += [f"{name}: {line[:300]}" for piece in mint.CONFIDENTIAL if piece in line]
    return found


def entries(text):
    """The entries of a log, each with the lines that go on where nginx dumps a whole head of a request."""
    whole = []
    for line in text.splitlines():
        if whole and not re.match(r"\d{4}/\d\d/\d\d ", line):
            whole[-1] += "\n" + line
        else:
            whole.append(line)
    return whole
