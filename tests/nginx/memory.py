"""The workers' memory is flat: half a million requests after a warm-up may not add what 4 bytes for each would be."""

import socket

import mint

REQUESTS = 500_000
WARM_UP = 50_000
# malloc's smallest piece has 32 bytes and a pool's smallest 8, so a leak of 8 bytes a request adds 3900 KB or more.
GROWTH_BYTES_PER_REQUEST_MAX = 4
CONNECTIONS = 8
# So few that neither side fills the other's buffers before it reads.
AT_ONCE = 100


def http():
    return """
    cello_session_secret_file secret;
    cello_session_accepted_secret_file old;
    cello_session required;
    cello_session_login_url /login;
    access_log off;
    error_log FOLDER/error.log warn;
    # A pool of a connection lives as long as the connection: what leaks there shows only where connections last.
    keepalive_requests 100000000;
    keepalive_timeout 300s;
    server {
        listen 127.0.0.1:PORT;
        location / { cello_session_renew on; cello_session_require $cello_session_value_user_id;
            add_header X-User $cello_session_value_user_id; add_header X-Id $cello_session_id; }
    }"""


def batch():
    """The kinds of requests in turn: a session, one that is renewed, none, a forged one, a browser without one."""
    now = mint.now()
    kinds = [
        f"Cookie: {mint.cookie(at=now)}\r\n",
        f"Cookie: {mint.cookie(at=now - 50_000)}\r\n",
        "",
        f"Cookie: session_id={'A' * 151}\r\n",
        "Accept: text/html\r\n",
    ]
    requests = [f"HEAD /index.html HTTP/1.1\r\nHost: a\r\n{kinds[n % len(kinds)]}\r\n" for n in range(AT_ONCE)]
    return "".join(requests).encode("ascii")


def load(connections, requests):
    """How many were answered, and how many of these with each status; pipelined, on all connections at once."""
    sent, whole, answered, statuses = 0, batch(), 0, {}
    while sent < requests:
        for connection in connections:
            connection.sendall(whole)
            sent += AT_ONCE
        for connection in connections:
            received = b""
            while received.count(b"\r\n\r\n") < AT_ONCE:
                chunk = connection.recv(1 << 20)
                if not chunk:
                    raise ConnectionError(f"closed after {answered} answers")
                received += chunk
            answered += received.count(b"\r\n\r\n")
            for status in (200, 302, 401):
                statuses[status] = statuses.get(status, 0) + received.count(b"HTTP/1.1 %d " % status)
    return answered, statuses


def run(stage, requests=REQUESTS):
    report = stage.report
    with stage.nginx("memory", http()) as server:
        connections = [socket.create_connection(("127.0.0.1", server.port), timeout=30) for _ in range(CONNECTIONS)]
        load(connections, WARM_UP)
        before = server.rss_kb()
        answered, statuses = load(connections, requests)
        grown = server.rss_kb() - before
        for connection in connections:
            connection.close()
        share = answered // 5
        wanted = {200: 2 * share, 302: share, 401: 2 * share}
        report.check(f"memory: {answered} requests, answered as they should be", answered >= requests and statuses == wanted, statuses)
        most = GROWTH_BYTES_PER_REQUEST_MAX * requests // 1024
        report.check(f"memory: flat, {before} KB before and {grown} KB more after them", grown < most, f"{grown} KB more")
