"""The visitor: HTTP/1.1 over a raw socket, so that a request holds exactly the bytes that a test wants, and curl for HTTP/2."""

import json
import socket
import subprocess

TIME_LIMIT_S = 15


class Answer:
    """A response: the number of its status, its fields in order, its body."""

    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    def all(self, name):
        return [value for key, value in self.fields if key.lower() == name.lower()]

    def one(self, name):
        """The field's value, or None where it is absent; a field that must not come twice is an error here."""
        values = self.all(name)
        if len(values) > 1:
            raise ValueError(f"{name} came {len(values)} times: {values}")
        return values[0] if values else None

    def text(self):
        return self.body.decode("utf-8", "replace")

    def echoed(self):
        return json.loads(self.body)

    def upstream(self, name):
        """What the application got in this field; None where it got none."""
        values = [value for key, value in self.echoed()["fields"] if key.lower() == name.lower()]
        if len(values) > 1:
            raise ValueError(f"the upstream got {name} {len(values)} times: {values}")
        return values[0] if values else None

    def __repr__(self):
        return f"<{self.status} {self.fields} {self.body[:300]!r}>"


def ask(port, uri="/", cookie=None, method="GET", fields=(), body=b"", cookies=()):
    """One request on a connection of its own. `cookie` is the value of a Cookie field, `cookies` those of several."""
    head = [f"{method} {uri} HTTP/1.1", "Host: app.example", "Connection: close"]
    head += [f"{name}: {value}" for name, value in fields]
    if body:
        head.append(f"Content-Length: {len(body)}")
    raw = "\r\n".join(head).encode("latin-1") + b"\r\n"
    for value in ([cookie] if cookie is not None else []) + list(cookies):
        raw += b"Cookie: " + (value if isinstance(value, bytes) else value.encode("latin-1")) + b"\r\n"
    return raw_ask(port, raw + b"\r\n" + body)


def raw_ask(port, request):
    with socket.create_connection(("127.0.0.1", port), timeout=TIME_LIMIT_S) as connection:
        connection.sendall(request)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
    return parse(received)


def parse(received):
    """The first response in what was received; a connection that was closed without any is an error."""
    head, separator, body = received.partition(b"\r\n\r\n")
    if not separator:
        raise ValueError(f"no response, but {received[:200]!r}")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = [(key, value.strip()) for key, _, value in (line.partition(":") for line in lines)]
    if ("transfer-encoding", "chunked") in [(key.lower(), value) for key, value in fields]:
        body = dechunk(body)
    return Answer(int(first.split()[1]), fields, body)


def dechunk(body):
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        if length == 0:
            break
        whole, body = whole + rest[:length], rest[length + 2 :]
    return whole


def curl(*arguments):
    """curl's answer, with its fields; HTTP/2 among them."""
    command = ["curl", "--silent", "--show-error", "--include", "--max-time", str(TIME_LIMIT_S), *arguments]
    done = subprocess.run(command, capture_output=True, timeout=TIME_LIMIT_S + 5, check=False)
    if done.returncode != 0:
        raise ValueError(f"curl: {done.stderr.decode()}")
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = [(key, value.strip()) for key, _, value in (line.partition(":") for line in lines)]
    return Answer(int(first.split()[1]), fields, body), first.split()[0]
