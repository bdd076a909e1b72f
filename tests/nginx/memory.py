"""The workers' memory is flat over half a million requests, on connections that come and go and on such that stay.

On connections that stay nginx itself takes some 2 bytes for each pipelined request, from the connection's pool. So there
the same requests to a location without the module are what is compared with.
"""

import socket

import mint

REQUESTS = 500_000
# Connections are made anew after so many, and a warm-up has as many.
ROUND = 50_000
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
        location /plain { cello_session off; alias html/; }
    }"""


def batch(page):
    """The kinds of requests in turn: a session, one that is renewed, none, a forged one, a browser without one."""
    now = mint.now()
    kinds = [
        f"Cookie: {mint.cookie(at=now)}\r\n",
        f"Cookie: {mint.cookie(at=now - 50_000)}\r\n",
        "",
        f"Cookie: session_id={'A' * 151}\r\n",
        "Accept: text/html\r\n",
    ]
    requests = [f"HEAD {page} HTTP/1.1\r\nHost: a\r\n{kinds[n % len(kinds)]}\r\n" for n in range(AT_ONCE)]
    return "".join(requests).encode("ascii")


def load(connections, requests, page="/index.html"):
    """How many were answered, and how many of these with each status; pipelined, on all connections at once."""
    sent, whole, answered, statuses = 0, batch(page), 0, {}
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


def connect(server):
    return [socket.create_connection(("127.0.0.1", server.port), timeout=30) for _ in range(CONNECTIONS)]


def close(connections):
    for connection in connections:
        connection.close()


def run(stage, requests=REQUESTS):
    coming_and_going(stage, requests)
    staying(stage, requests)


def coming_and_going(stage, requests):
    report, answered, statuses = stage.report, 0, {}
    with stage.nginx("memory, connections that come and go", http()) as server:
        for number in range(2 + requests // ROUND):
            connections = connect(server)
            count, found = load(connections, ROUND)
            if number == 1:
                before = server.rss_kb()
            if number > 1:
                answered += count
                statuses = {status: statuses.get(status, 0) + found[status] for status in found}
            grown = server.rss_kb()
            close(connections)
        share = answered // 5
        wanted = {200: 2 * share, 302: share, 401: 2 * share}
        report.check(
            f"memory: {answered} requests, answered as they should be",
            answered >= requests and statuses == wanted,
            statuses,
        )
        judge(
            report,
            f"{answered} requests on connections that come and go",
            before,
            grown - before,
            0,
            requests,
        )


def staying(stage, requests):
    grown = {}
    for page in ("/plain/index.html", "/index.html"):
        with stage.nginx(f"memory, connections that stay, {page}", http()) as server:
            connections = connect(server)
            load(connections, ROUND, page)
            before = server.rss_kb()
            load(connections, requests, page)
            grown[page] = server.rss_kb() - before
            close(connections)
    judge(
        stage.report,
        f"{requests} requests on connections that stay",
        before,
        grown["/index.html"],
        grown["/plain/index.html"],
        requests,
    )


def judge(report, what, before, grown, plain, requests):
    most = GROWTH_BYTES_PER_REQUEST_MAX * requests // 1024
    report.check(
        f"memory: {what}: {before} KB, then {grown} KB more ({plain} without a session)",
        grown - plain < most,
        f"limit {most} KB",
    )
