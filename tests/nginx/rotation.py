"""A secret is changed by reloads under load: three stages, no login lost, no request failed; and a bad reload changes nothing."""

import signal
import socket
import threading
import time

import client
import mint

NOT_BEFORE_S = 61
VISITORS = 4
STAGE_S = 1.0


def http(signing, accepted):
    more = f"cello_session_accepted_secret_file {accepted};" if accepted else ""
    return f"""
    cello_session_secret_file {signing};
    {more}
    cello_session required;
    cello_session_renew on;
    keepalive_requests 1000000;
    server {{
        listen 127.0.0.1:PORT;
        location / {{ add_header X-User $cello_session_value_user_id; }}
        location /proxied {{ proxy_pass http://127.0.0.1:UPSTREAM; }}
    }}"""


class Visitor(threading.Thread):
    """Asks without a pause on connections that are kept, and follows renewals as a browser does."""

    def __init__(self, port, cookie, follow):
        super().__init__(daemon=True)
        self.port, self.cookie, self.follow = port, cookie, follow
        self.done, self.failed, self.renewed, self.over = 0, [], 0, threading.Event()

    def run(self):
        connection = None
        while not self.over.is_set():
            try:
                fresh = connection is None
                connection = connection or socket.create_connection(("127.0.0.1", self.port), timeout=10)
                answer = self.once(connection)
            except OSError as error:
                # A worker that ends closes kept connections while they are idle; a client asks again on a new one, once.
                connection = None
                if fresh:
                    self.failed.append(repr(error))
                continue
            self.done += 1
            if answer.status != 200 or answer.one("X-User") != mint.USER:
                self.failed.append(repr(answer))
            if (line := answer.one("Set-Cookie")) is not None:
                self.renewed += 1
                self.cookie = line.split(";")[0] if self.follow else self.cookie
            if answer.one("Connection") == "close":
                connection.close()
                connection = None

    def once(self, connection):
        request = f"GET /index.html HTTP/1.1\r\nHost: app.example\r\nCookie: {self.cookie}\r\n\r\n"
        connection.sendall(request.encode("ascii"))
        received = b""
        while b"\r\n\r\n" not in received or not complete(received):
            chunk = connection.recv(65536)
            if not chunk:
                raise ConnectionResetError("closed")
            received += chunk
        return client.parse(received)


def complete(received):
    head, _, body = received.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return len(body) >= int(line.split(b":")[1])
    return True


def run(stage):
    report = stage.report
    with stage.nginx(
        "rotation",
        http("secret", ""),
        files={"next": mint.OTHER_SECRET},
        workers=2,
        accepted_faults="has 9 bytes",
    ) as server:
        at = mint.now() - NOT_BEFORE_S - 60
        before = mint.cookie(at=at)
        visitors = [Visitor(server.port, before, follow=number % 2 == 0) for number in range(VISITORS)]
        for visitor in visitors:
            visitor.start()
        time.sleep(STAGE_S)
        stages = [
            ("the next secret is accepted", "secret", "next"),
            ("the two are swapped", "next", "secret"),
        ]
        for name, signing, accepted in stages:
            server.configure(http(signing, accepted))
            server.reload()
            ask(report, server, f"rotation, {name}: the old login", before, 200)
            expected = 200 if accepted else 401
            by_next = mint.cookie(secret=mint.OTHER_SECRET, at=at)
            ask(report, server, f"rotation, {name}: a login with the next secret", by_next, expected)
            time.sleep(STAGE_S)
        # Who came back meanwhile has a cookie of the next secret; who never did is the one that the last stage loses.
        followers = [visitor for visitor in visitors if visitor.follow]
        for visitor in visitors:
            if not visitor.follow:
                visitor.over.set()
                visitor.join(20)
        server.configure(http("next", ""))
        server.reload()
        time.sleep(STAGE_S)
        for visitor in followers:
            visitor.over.set()
            visitor.join(20)
        ask(report, server, "rotation, the old one is dropped: its cookie", before, 401)
        ask(report, server, "rotation, the old one is dropped: a renewed cookie", followers[0].cookie, 200)
        judge(report, visitors, followers)
        bad_reload(report, server, followers[0].cookie)
        same_path(report, server, followers[0].cookie)


def judge(report, visitors, followers):
    failed = [one for visitor in visitors for one in visitor.failed]
    done = sum(visitor.done for visitor in visitors)
    report.check("rotation: no request failed", not failed, f"{len(failed)} of {done}: {failed[:3]}")
    report.check("rotation: there was load all the time", done >= 200, f"{done} requests")
    report.equal(
        "rotation: who follows is renewed once",
        [visitor.renewed for visitor in followers],
        [1] * len(followers),
    )


def bad_reload(report, server, cookie):
    """A reload with a mistake leaves the old configuration at work."""
    server.write("next", "too short")
    workers = server.worker_pids()
    server.process.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    ask(report, server, "rotation: a reload with a bad secret changes nothing", cookie, 200)
    report.equal("rotation: the workers stay", server.worker_pids(), workers)
    log = server.read("error.log")
    report.check("rotation: the log says what was wrong with it", "has 9 bytes" in log, log[-500:])


def same_path(report, server, cookie):
    """The file's bytes are read at each reload, though its name stays."""
    server.write("next", mint.SECRET)
    ask(report, server, "rotation: a changed file waits for the reload", cookie, 200)
    server.reload()
    ask(report, server, "rotation: a reload reads the file anew", cookie, 401)
    ask(report, server, "rotation: ... and the login of its new secret is good", mint.cookie(), 200)


def ask(report, server, name, cookie, wanted):
    report.equal(name, client.ask(server.port, "/index.html", cookie).status, wanted)
