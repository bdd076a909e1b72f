"""The peers in Python, timed by their own process: see bench/measure/src/processes.rs for the lines that it reads."""

import base64
import gc
import hashlib
import hmac
import json
import sys
import time
from importlib.metadata import version

from itsdangerous import TimestampSigner, URLSafeTimedSerializer

SECRET = "session-secret-minimum-32-bytes-long"
MAX_AGE_S = 86400


class Itsdangerous:
    """URLSafeTimedSerializer, as the documentation of itsdangerous begins."""

    name = "itsdangerous URLSafeTimedSerializer"
    package = "itsdangerous"

    def __init__(self):
        self.serializer = URLSafeTimedSerializer(SECRET)

    def sign(self, session):
        return self.serializer.dumps(session)

    def verify(self, token):
        return self.serializer.loads(token, max_age=MAX_AGE_S)


class Starlette:
    """What Starlette's SessionMiddleware does with a session, line by line (starlette/middleware/sessions.py)."""

    name = "Starlette SessionMiddleware's signer"
    package = "starlette"

    def __init__(self):
        self.signer = TimestampSigner(SECRET)

    def sign(self, session):
        data = base64.b64encode(json.dumps(session).encode("utf-8"))
        return self.signer.sign(data).decode("utf-8")

    def verify(self, token):
        data = self.signer.unsign(token.encode("utf-8"), max_age=MAX_AGE_S)
        return json.loads(base64.b64decode(data))


class Reference:
    """One HMAC-SHA256 of Python's own over the JSON, for scale."""

    name = "hmac.digest over the JSON (Python)"
    package = None

    def sign(self, session):
        return hmac.digest(SECRET.encode(), session, hashlib.sha256)

    verify = sign


PEERS = {peer.name.replace(" ", "_"): peer for peer in (Itsdangerous(), Starlette(), Reference())}
inputs = {}


def setup(size, session):
    for name, peer in PEERS.items():
        if peer.package is None:
            text = json.dumps(session).encode()
            inputs[name, "sign", size] = inputs[name, "verify", size] = text
            continue
        inputs[name, "sign", size] = session
        inputs[name, "verify", size] = token = peer.sign(session)
        assert peer.verify(token) == session, name


def run(name, operation, size, times):
    function, given = getattr(PEERS[name], operation), inputs[name, operation, size]
    loop = range(times)
    start = time.perf_counter_ns()
    for _ in loop:
        function(given)
    return time.perf_counter_ns() - start


def versions():
    python = sys.version.split()[0]
    return [
        [peer.name, f"{version(peer.package)}, Python {python}" if peer.package else f"Python {python}"]
        for peer in PEERS.values()
    ]


def answer(line):
    command, *rest = line.split(" ", 2)
    if command == "names":
        return versions()
    if command == "setup":
        setup(rest[0], json.loads(rest[1]))
        return {}
    name, operation, size, times = line.split()[1:]
    return run(name, operation, size, int(times))


def main():
    gc.freeze()
    for line in sys.stdin:
        try:
            said = answer(line.strip())
        except Exception as error:  # noqa: BLE001 - whatever it was, the other side has to be told
            said = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
